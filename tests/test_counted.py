"""One row, two rows: the noun goes with its number."""

from __future__ import annotations

import pytest

from repart_tui.counted import counted


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (0, "row", "0 rows"),
        (1, "row", "1 row"),
        (1_234, "row", "1,234 rows"),
        (1, "index", "1 index"),
        (2, "unused index", "2 unused indexes"),
        (2, "entry", "2 entries"),
        (3, "more alias", "3 more aliases"),
    ],
)
def test_the_noun_goes_with_its_number(number: int, noun: str, words: str) -> None:
    assert counted(number, noun) == words

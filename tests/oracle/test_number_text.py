"""What Decimal takes and Oracle does not: such text must neither crash a rule nor fill the memory."""

from __future__ import annotations

from decimal import Decimal

import pytest

from repart_tui.discovery.rows import as_integer
from repart_tui.discovery.values import endpoint_date, endpoint_text
from repart_tui.oracle.bound_text import comparable_bound
from repart_tui.oracle.bounds import parse_value
from repart_tui.oracle.high_values import parse_interval
from repart_tui.oracle.number_text import number_of
from tests.oracle.builders import column

NONE = ["NaN", "sNaN", "Infinity", "-inf", "1e999999999", "0e999999999", "1e-999999999", "9" * 5000, "", "x"]


@pytest.mark.parametrize("text", NONE)
def test_no_number_of_oracles(text: str) -> None:
    assert number_of(text) is None
    assert as_integer(text) is None
    with pytest.raises(ValueError, match="is no number"):
        parse_value(text, column("ID"))


@pytest.mark.parametrize("text", ["1e999999999", "0e999999999", "1.2.3", "1-1", "9" * 5000])
def test_a_bound_that_is_no_number_is_compared_as_it_stands(text: str) -> None:
    assert comparable_bound(text) == text


@pytest.mark.parametrize("text", [" 1 ", "-1e125", "1.7e308", "5e-324", "9" * 126, "0.00", "1e-130"])
def test_numbers_of_oracles(text: str) -> None:
    assert number_of(text) == Decimal(text.strip())


@pytest.mark.parametrize("value", [float("inf"), float("nan"), "x", 1e308, -1e308])
def test_an_endpoint_that_cannot_be(value: float | str) -> None:
    assert endpoint_date(value) is None
    assert endpoint_text(value, "AL32UTF8") is None


def test_an_interval_that_cannot_be() -> None:
    assert parse_interval("9" * 29) is None
    assert parse_interval(f"NUMTODSINTERVAL({'9' * 5000}, 'DAY')") is None

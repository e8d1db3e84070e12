"""Whatever the dictionary holds becomes short ASCII pieces that mean exactly that text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repart_tui.oracle.sql_text import (
    FOREIGN_NEWLINE,
    foreign,
    foreign_expression,
    pieces,
    plsql_text,
    quote_name,
    statement_pieces,
    string_literal,
)

hostile_text = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=400)


def meaning(expression: str) -> str:
    """Return what PL/SQL would make of one piece, read by a reader of its own."""
    if expression.startswith("CHR("):
        return chr(int(expression[4:-1]))
    if expression.startswith("TO_CHAR(UNISTR('"):
        units = re.findall(r"\\([0-9A-F]{4})", expression)
        return bytes.fromhex("".join(units)).decode("utf-16-be")
    if expression.startswith("q'"):
        assert expression[-1] == "'"
        return expression[3:-2]
    return expression[1:-1].replace("''", "'")


@given(hostile_text)
def test_the_pieces_of_any_text_are_ascii_short_and_mean_that_text(text: str) -> None:
    found = pieces(text)
    assert "".join(map(meaning, found)) == text
    assert all(re.fullmatch(r"[ -~]+", piece) for piece in found)
    assert max(map(len, found)) < 120


@given(hostile_text)
def test_a_q_quoted_piece_never_holds_its_own_end(text: str) -> None:
    for piece in pieces(text):
        if piece.startswith("q'"):
            assert piece[-2:] not in piece[3:-2]


@given(hostile_text)
def test_foreign_line_breaks_survive_our_layout(text: str) -> None:
    statement = "COMMENT ON TABLE t IS\n" + foreign(string_literal(text))
    said = "".join(map(meaning, statement_pieces(statement)))
    assert said == "COMMENT ON TABLE t IS " + string_literal(text)


def test_our_own_line_breaks_become_blanks() -> None:
    assert statement_pieces("ALTER TABLE t\nREAD ONLY") == ["'ALTER TABLE t'", "' READ ONLY'"]


def test_a_comment_at_the_end_of_an_expression_swallows_nothing() -> None:
    assert foreign_expression("a > 0 -- positive") == "a > 0 -- positive" + FOREIGN_NEWLINE
    assert foreign_expression("a > 0") == "a > 0"


@pytest.mark.parametrize("name", ["", 'a"b', "a\nb", "a\0b"])
def test_what_cannot_be_a_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is no Oracle name"):
        quote_name(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EMPLOYEES", "'EMPLOYEES'"),
        ("it's", "q'[it's]'"),
        ("it's ]' here", "q'{it's ]' here}'"),
        ("Größe", "'Gr' || TO_CHAR(UNISTR('\\00F6\\00DF')) || 'e'"),
        ("a\nb", "'a' || CHR(10) || 'b'"),
        (None, "NULL"),
        ("", "NULL"),
    ],
)
def test_texts_read_as_a_dba_would_write_them(text: str | None, expected: str) -> None:
    assert plsql_text(text) == expected

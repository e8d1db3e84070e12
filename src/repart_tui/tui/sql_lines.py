"""SQL as lines of coloured spans, by Pygments' lexer for PL/SQL's relative plpgsql. Draws nothing."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from repart_tui.tui.widgets.cells import Line, Span

_PREFIXES = (
    ("Comment", "comment"),
    ("Literal.String.Name", "name"),
    ("Literal.String", "string"),
    ("Literal.Number", "number"),
    ("Keyword", "keyword"),
    ("Name.Builtin", "keyword"),
    ("Name", ""),
)
_NAME = '"'


def plain_lines(text: str) -> list[Line]:
    """Return the text without colours, at once."""
    return [[(line.expandtabs(4), "")] for line in text.splitlines()]


def sql_lines(text: str) -> list[Line]:
    """Return the text with colours; slow for long texts, so call it from a worker."""
    lines: list[Line] = [[]]
    for kind, value in _lexer().get_tokens(text):
        tone = _tone(str(kind).removeprefix("Token."), value)
        first, *rest = value.split("\n")
        _add(lines[-1], first, tone)
        for part in rest:
            lines.append([])
            _add(lines[-1], part, tone)
    return [_of_sqlplus(line) for line in (lines[:-1] if lines and not lines[-1] else lines)]


@lru_cache(maxsize=1024)
def sql_line(text: str) -> tuple[Span, ...]:
    """Return one line that neither begins nor ends within a comment or a literal, remembered for the next key."""
    return tuple(sql_lines(text)[0]) if text else ()


@cache
def _lexer() -> Any:
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name("plpgsql", stripnl=False, ensurenl=False)


def _of_sqlplus(line: Line) -> Line:
    """Colour what SQL*Plus alone understands: headings that it prints, and its own comments."""
    text = "".join(piece for piece, _ in line)
    if text.startswith("PROMPT "):
        return [("PROMPT", "keyword"), (text.removeprefix("PROMPT"), "title")]
    return [(text, "comment")] if text.startswith("REM ") else line


def _add(line: Line, text: str, tone: str) -> None:
    if not text:
        return
    if line and line[-1][1] == tone:
        line[-1] = (line[-1][0] + text, tone)
    else:
        line.append((text.replace("\t", "    "), tone))


def _tone(kind: str, value: str) -> str:
    if value.startswith(_NAME):
        return "name"
    return next((tone for prefix, tone in _PREFIXES if kind.startswith(prefix)), "")

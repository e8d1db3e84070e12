"""The one place where names, values and foreign text become SQL.

Every identifier, literal and statement of a generated script passes through here, so that nothing the dictionary holds
(comments, defaults, trigger bodies, hostile names) can ever become a command of SQL*Plus or end a literal.
Sources: SQL Language Reference, "Database Object Names and Qualifiers" and "Text Literals";
SQL*Plus User's Guide, "SQL*Plus Command Summary" and "Limits".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FOREIGN_NEWLINE = "\0"
"""Stands for a line break inside foreign text; Oracle text never holds NUL."""

RUN_TIME = "\ud800"
"""Stands before and after a PL/SQL expression inside a statement; no text that can be written holds half a pair."""

CHUNK = 88
"""Characters of a statement on one line of the script, so that lines stay under 120 columns."""

LONG = 15_000
"""Bytes of a text above which it is a CLOB: half of 32,767, for national characters take two bytes each."""
LARGE = 150
"""Pieces of one text above which it is gathered in a CLOB: PL/SQL compiles no endless expression."""

_PAIRS = (("[", "]"), ("{", "}"), ("<", ">"), ("(", ")"), ("!", "!"), ("~", "~"), ("^", "^"), ("|", "|"), ("#", "#"))
_PLAIN = re.compile(r"[ -~]+")
_OTHER = re.compile(r"[^ -~]+")


def quote_name(name: str) -> str:
    """Return `name` as a quoted identifier. Raises ValueError for a name that Oracle cannot hold."""
    if not name or '"' in name or "\0" in name or "\n" in name:
        raise ValueError(f"{name!r} is no Oracle name")
    return f'"{name}"'


def qualified(owner: str, name: str) -> str:
    """Return owner and name, both quoted, joined by a period."""
    return f"{quote_name(owner)}.{quote_name(name)}"


def string_literal(text: str) -> str:
    """Return `text` as a SQL text literal; quotes are doubled. For text that goes inside an executed statement."""
    return "'" + text.replace("'", "''") + "'"


def foreign(text: str) -> str:
    """Mark the line breaks of foreign text, so that they survive where our own are mere layout."""
    return text.replace("\n", FOREIGN_NEWLINE)


def foreign_expression(text: str) -> str:
    """Like `foreign`, for an expression that our own text follows: a comment at its end must not swallow that."""
    return foreign(text) + (FOREIGN_NEWLINE if "--" in text else "")


def _literal(piece: str) -> str:
    """Return printable ASCII as a PL/SQL literal, q-quoted where that reads better."""
    if "'" not in piece:
        return f"'{piece}'"
    for opening, closing in _PAIRS:
        if closing + "'" not in piece and not piece.endswith(closing):
            return f"q'{opening}{piece}{closing}'"
    return "'" + piece.replace("'", "''") + "'"


def pieces(text: str, width: int = CHUNK) -> list[str]:
    """Split `text` into PL/SQL expressions, each short and pure ASCII, whose concatenation is `text`.

    Breaks fall behind a blank where there is one; characters that SQL*Plus or the client's character set could
    damage become CHR() or UNISTR().
    """
    found: list[str] = []
    at = 0
    while at < len(text):
        plain = _PLAIN.match(text, at)
        if plain is None:
            other = _OTHER.match(text, at)
            assert other is not None
            found.extend(_escaped_run(other.group()))
            at = other.end()
            continue
        run = plain.group()
        at += len(run)
        while run:
            cut = len(run)
            if cut > width:
                cut = run.rfind(" ", width // 2, width) + 1 or width
            found.append(_literal(run[:cut]))
            run = run[cut:]
    return found or ["''"]


def _escaped_run(run: str) -> Iterator[str]:
    """Yield expressions for a run of unprintable or non-ASCII characters, several to one UNISTR."""
    unicode_run = ""
    for char in run:
        if ord(char) >= 0x80:
            unicode_run += char
            if len(unicode_run) >= 12:
                yield _unistr(unicode_run)
                unicode_run = ""
            continue
        if unicode_run:
            yield _unistr(unicode_run)
            unicode_run = ""
        yield f"CHR({ord(char)})"
    if unicode_run:
        yield _unistr(unicode_run)


def _unistr(text: str) -> str:
    """Return non-ASCII text as UTF-16 escapes, converted to the database character set."""
    units = text.encode("utf-16-be").hex().upper()
    return "TO_CHAR(UNISTR('" + "".join("\\" + units[i : i + 4] for i in range(0, len(units), 4)) + "'))"


def plsql_text(text: str | None) -> str:
    """Return a PL/SQL or SQL expression for `text` that is pure ASCII and has no line break; NULL for None or ''."""
    if not text:
        return "NULL"
    return " || ".join(pieces(text.replace(FOREIGN_NEWLINE, "\n"), width=10_000))


def gathered(found: list[str], indent: int) -> str:
    """Return pieces as one PL/SQL expression, a CLOB made of groups: VARCHAR2 holds 32,767 bytes (ORA-06502)."""

    def joined(parts: list[str], margin: int) -> str:
        return ("\n" + " " * margin + "|| ").join(parts)

    groups = [found[start : start + LARGE] for start in range(0, len(found), LARGE)]
    clobs = [joined([f"TO_CLOB({first})", *others], indent + 2) for first, *others in groups]
    return joined([f"({clob})" for clob in clobs], indent)


def plsql_long_text(text: str, indent: int) -> str:
    """Return a PL/SQL expression for a text of any length, for a bind that is a CLOB."""
    if len(text.encode()) <= LONG and text.count("\n") < LARGE:
        return plsql_text(text)
    return gathered(pieces(text), indent)


def at_run_time(expression: str) -> str:
    """Return a part of a statement that a PL/SQL expression of ours gives when the script runs."""
    return f"{RUN_TIME}{expression}{RUN_TIME}"


def statement_pieces(statement: str) -> list[str]:
    """Return the PL/SQL expressions that make up one statement.

    Our own line breaks are layout: each line becomes a piece that begins with a blank. A line break of foreign text
    (FOREIGN_NEWLINE) becomes CHR(10), exactly.
    """
    parts = enumerate(statement.split(RUN_TIME))
    return [piece for number, part in parts for piece in ([part] if number % 2 else _text_pieces(part))]


def _text_pieces(statement: str) -> list[str]:
    found: list[str] = []
    for number, line in enumerate(line for line in statement.split("\n") if line.strip()):
        body = line if number == 0 or line.startswith(" ") else " " + line
        found.extend(pieces(body.replace(FOREIGN_NEWLINE, "\n")))
    return found

"""What the capture script spools, written by Python: the format as the script's header describes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

WIDTH = 118


def escaped(text: str) -> str:
    """Return the text as ASCIISTR and the script's own escapes write it."""

    def unit(char: str) -> str:
        units = char.encode("utf-16-be", "surrogatepass").hex().upper()
        return "".join("\\" + units[at : at + 4] for at in range(0, len(units), 4))

    return re.sub(r"[^ -\[\]_-{}]", lambda found: unit(found[0]), text)


def record(*fields: str) -> list[str]:
    """Return the lines of one record."""
    body = "|".join(fields)
    text = f"{body}#{len(body)}"
    lines = []
    while len(text) > WIDTH:
        lines.append(text[:WIDTH] + "^")
        text = text[WIDTH:]
    return [*lines, text + "~"]


def spool(views: dict[str, tuple[Sequence[str], Iterable[Sequence[str | None]]]]) -> list[str]:
    """Return the lines of a whole spool; columns are written name:kind."""
    lines = record("H", "repart-tui", "1", "0.1.0", "PLANNER", "PDB1", "2026-01-02T03:04:05", escaped('["APP"]'))
    total = 0
    for view, (columns, rows) in views.items():
        lines += record("V", view, *columns)
        count = 0
        for row in rows:
            lines += record("R", *(escaped(value) if value else "" for value in row))
            count += 1
        lines += record("C", view, str(count))
        total += count
    return [*lines, *record("E", str(total))]

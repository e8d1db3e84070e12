"""Folds the long lines of a rendered script: a DBA reads it in a terminal, and SQL*Plus drops lines over 2,499 bytes.

Only our own layout is folded, between tokens; text inside quotes stays on its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDTH = 118
"""Columns that a line may have before it is folded."""

_LAST_COLUMN = 80
"""Behind this column of a comment no column of a table begins."""
LONGEST_WORD = 600
"""Characters of a word in a comment that stays whole: several names of 128 bytes, joined."""

_BREAK = re.compile(r", | \|\| | AND | OR | USING | INTO | THEN ")
_COMMANDS = re.compile(r"(PROMPT|SET|SPOOL|VARIABLE|WHENEVER|EXIT)\b")
_QUOTED = re.compile(
    r"[nN]?[qQ]'(?:\[.*?\]'|\{.*?\}'|<.*?>'|\(.*?\)'|([^\s\[{<(]).*?\1')|'(?:[^']|'')*'|\"[^\"]*\"", re.DOTALL
)


def fold(text: str) -> str:
    """Return the script with its long lines folded; no line of it means anything else than before."""
    return "\n".join(piece for line in text.split("\n") for piece in _folded(line))


def _folded(line: str) -> Iterator[str]:
    if len(line) <= WIDTH or _COMMANDS.match(line):
        yield line
    elif line.lstrip().startswith("--"):
        yield from _folded_comment(line)
    else:
        yield from _folded_code(line)


def _folded_comment(line: str) -> Iterator[str]:
    """Fold a comment at blanks; a word longer than the line stays whole.

    What goes on stands below the last column of a table, or hangs by two.
    """
    margin = re.match(r"\s*--\s*", line)
    columns = [gap.end() for gap in re.finditer(r"\S {2,}", line[:_LAST_COLUMN])]
    hanging = "--".ljust(columns[-1]) if columns else (margin.group() if margin else "-- ") + "  "
    rest = line
    while len(rest) > WIDTH:
        cut = rest.rfind(" ", len(hanging), WIDTH)
        # A comment line that ended in a hyphen would go on in the next one.
        while cut > 0 and rest[:cut].rstrip().endswith("-"):
            cut = rest.rfind(" ", len(hanging), cut)
        if cut <= 0 and len(rest) > LONGEST_WORD:
            # No name is so long: some text without blanks, which a comment may cut anywhere.
            cut = len(rest[:WIDTH].rstrip("-"))
        if cut <= 0:
            break
        yield rest[:cut].rstrip()
        rest = hanging + rest[cut:].lstrip()
    yield rest


def _break_points(line: str) -> list[int]:
    """Return where the line may be cut: behind a comma, before an operator or a clause, never inside quotes."""
    inside = [match.span() for match in _QUOTED.finditer(line)]
    found = []
    for match in _BREAK.finditer(line):
        if any(start <= match.start() < end for start, end in inside):
            continue
        found.append(match.end() if match.group() == ", " else match.start() + 1)
    return found


def _folded_code(line: str) -> Iterator[str]:
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    rest = line
    while len(rest) > WIDTH:
        points = [point for point in _break_points(rest) if len(indent) < point < len(rest)]
        fitting = [point for point in points if point <= WIDTH]
        if not points:
            break
        cut = fitting[-1] if fitting else points[0]
        yield rest[:cut].rstrip()
        rest = indent + rest[cut:].lstrip()
    yield rest

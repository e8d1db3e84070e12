"""Where tables and steps begin in a script: by what it prompts while it runs. Draws nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_TABLE = re.compile(r"PROMPT (?:(\d+) of \d+|Back): (.+)")
_STEP = re.compile(r"PROMPT (\d+)\.\d+ .+")


@dataclass(frozen=True)
class Place:
    """A heading of the script."""

    line: int
    """Counted from 0."""
    title: str
    kind: Literal["table", "step"]


def outline(text: str) -> list[Place]:
    """Return the headings of a script in order: a PROMPT with words after an empty one, or with a number of a step."""
    places: list[Place] = []
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if not line.startswith("PROMPT "):
            continue
        if _TABLE.fullmatch(line):
            places.append(Place(number, line.removeprefix("PROMPT "), "table"))
        elif _STEP.fullmatch(line) or (number and lines[number - 1] == "PROMPT"):
            places.append(Place(number, line.removeprefix("PROMPT "), "step"))
    return places


def heading_at(places: list[Place], line: int) -> str:
    """Return the title of the heading under which a line stands; empty before the first."""
    return next((place.title for place in reversed(places) if place.line <= line), "")


def table_part(text: str) -> list[str]:
    """Return the lines of the first table's part of a script, from its heading to the end of its last step."""
    lines = text.splitlines()
    places = outline(text)
    start = next((place.line for place in places if place.kind == "table"), None)
    if start is None:
        return []
    own = [place for place in places if place.line >= start]
    end = next(
        (place.line for place in own[1:] if not _STEP.fullmatch(f"PROMPT {place.title}")),
        len(lines),
    )
    part = lines[start:end]
    # The heading of what follows begins above its prompt.
    while part and (part[-1] in {"", "PROMPT", "/"} or part[-1].startswith("-- ")):
        if part[-1] == "/":
            break
        part.pop()
    return part

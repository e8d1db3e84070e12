"""Names of partitions: ordinary Oracle names of at most 30 characters, none of them twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Valid under COMPATIBLE below 12.2 too.
LONGEST = 30


def name_for_value(value: str | None, taken: set[str]) -> str:
    """Return P_ and the value in letters, digits and _, made unique among `taken`, which it joins."""
    word = re.sub(r"[^A-Z0-9]+", "_", ("NULL" if value is None else value).upper()).strip("_") or "VALUE"
    return unique_name(f"P_{word}", taken)


def unique_name(wanted: str, taken: set[str]) -> str:
    """Return the name, cut to 30 characters and numbered if it is taken; it joins `taken`."""
    name, number = wanted[:LONGEST].rstrip("_"), 1
    while name in taken:
        number += 1
        tail = f"_{number}"
        name = wanted[: LONGEST - len(tail)].rstrip("_") + tail
    taken.add(name)
    return name


def names_for_values(values: Iterable[str | None]) -> list[str]:
    """Return a name for each value, all different."""
    taken: set[str] = set()
    return [name_for_value(value, taken) for value in values]

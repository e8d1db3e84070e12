"""Numbers with their nouns: one row, two rows."""

from __future__ import annotations

_PLURALS = {"index": "indexes", "entry": "entries", "alias": "aliases"}


def counted(number: int, noun: str) -> str:
    """Return the number, with thousands apart, and the noun as it goes with it: `1 row`, `2,000 rows`."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Return the noun for several, of a phrase its last word's: `free entry` becomes `free entries`."""
    head, blank, last = noun.rpartition(" ")
    return f"{head}{blank}{_PLURALS.get(last, f'{last}s')}"

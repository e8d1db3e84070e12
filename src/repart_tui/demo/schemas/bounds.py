"""Partition bounds as Oracle writes them into HIGH_VALUE."""

from __future__ import annotations


def day_bound(year: int, month: int = 1) -> str:
    """The first day of a month as a bound on a DATE."""
    return f"TO_DATE(' {year}-{month:02d}-01 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')"

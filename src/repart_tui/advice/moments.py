"""Calendar arithmetic and partition names for date keys."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

Unit = Literal["YEAR", "MONTH", "DAY"]

DAYS: dict[Unit, float] = {"YEAR": 365.2425, "MONTH": 30.436875, "DAY": 1.0}


def parse_moment(text: str | None) -> datetime | None:
    """Return the moment of an ISO text such as 2024-01-31, 2024-01-31 12:00:00.5 or with T; None if it is none."""
    if not text:
        return None
    whole, _, fraction = text.strip().partition(".")
    for layout in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d", "%Y-%m-%d %H:%M"):
        try:
            moment = datetime.strptime(whole, layout)
        except ValueError:
            continue
        return moment.replace(microsecond=int(fraction[:6].ljust(6, "0"))) if fraction.isdigit() else moment
    return None


def add_months(moment: datetime, count: int) -> datetime | None:
    """Return the first of the month `count` months on; None beyond the calendar."""
    number = moment.year * 12 + moment.month - 1 + count
    year, month = divmod(number, 12)
    return datetime(year, month + 1, 1) if 1 <= year <= 9999 else None


def bound_after(moment: datetime, unit: Unit) -> datetime | None:
    """Return the first boundary of `unit` at 00:00 that lies above `moment`."""
    if unit == "DAY":
        start = datetime(moment.year, moment.month, moment.day)
        return start + timedelta(days=1) if start < datetime(9999, 12, 31) else None
    if unit == "YEAR":
        return datetime(moment.year + 1, 1, 1) if moment.year < 9999 else None
    return add_months(moment, 1)


def next_bound(bound: datetime, unit: Unit) -> datetime | None:
    """Return the boundary one unit on."""
    return bound_after(bound, unit)


def iso(moment: datetime) -> str:
    """Return a bound as the configuration writes it."""
    return f"{moment:%Y-%m-%d}" if moment.time() == datetime.min.time() else f"{moment:%Y-%m-%d %H:%M:%S}"


def stamp(moment: datetime, unit: Unit) -> str:
    """Return the moment as part of a partition name: 2024, 2024_01 or 2024_01_31."""
    layout = {"YEAR": "%Y", "MONTH": "%Y_%m", "DAY": "%Y_%m_%d"}[unit]
    return moment.strftime(layout)

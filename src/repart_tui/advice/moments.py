"""Moments as ISO text, and the calendar's months."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache


@lru_cache(maxsize=4096)
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


def iso(moment: datetime) -> str:
    """Return a bound as the configuration writes it."""
    # strftime leaves out the zeros of early years.
    text = moment.isoformat(sep=" ", timespec="seconds")
    return text.removesuffix(" 00:00:00")


def days_later(moment: datetime, days: float) -> datetime:
    """Return the moment so many days later, or earlier for negative ones; the end of the calendar where it ends."""
    try:
        return moment + timedelta(days=days)
    except OverflowError:
        return datetime.max.replace(microsecond=0) if days > 0 else datetime.min

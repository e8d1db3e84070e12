"""How fast a table grows, by the dates in its rows.

A table that took so many rows between the least and the greatest date of a column is expected to go on so. Source:
Database Reference, ALL_TAB_COL_STATISTICS (LOW_VALUE, HIGH_VALUE).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from repart_tui.advice.key_evidence import date_keys
from repart_tui.advice.moments import days_later
from repart_tui.advice.sizes import size_text
from repart_tui.advice.value_spread import number_of, spread_of
from repart_tui.counted import counted
from repart_tui.migration_models import ColumnInfo, CurrentState, EnvironmentConfig

YEAR_DAYS = 365.2425


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a table has been growing, by a date column."""

    column: str
    years: float
    last: datetime
    """Its greatest date that is no dummy."""
    grows: bool
    """False when that lies too far back."""
    ahead: int
    """Years that a forecast looks ahead."""


def pace_of(
    state: CurrentState, key: Sequence[ColumnInfo], environment: EnvironmentConfig, today: datetime | None
) -> Pace | None:
    """Return the pace by the first column of the key if that tells when rows came, else by the best one that does.

    None where no such column has statistics that span some weeks.
    """
    telling = [item for item in date_keys(state, environment, today) if item.tells_arrival]
    telling.sort(key=lambda item: not (key and item.column.name == key[0].name))
    for column in (item.as_date for item in telling):
        spread = spread_of(column, environment, today)
        low, high = spread.low, spread.high
        if spread.values:
            low, high = number_of(spread.values[0]), number_of(spread.values[-1])
        if low is None or high is None or high - low < environment.advice.least_history_days:
            continue
        last = datetime.fromordinal(int(high))
        grows = today is None or last > days_later(today, -environment.advice.still_growing_days)
        return Pace(column.name, (high - low) / YEAR_DAYS, last, grows, environment.advice.forecast_years)
    return None


def rows_later(pace: Pace, rows: int) -> int:
    """Return the rows of the table when the forecast ends."""
    return round(rows * (1 + pace.ahead / pace.years)) if pace.grows else rows


def growth_note(pace: Pace, rows: int, size: int | None) -> str:
    """Return one sentence on rows and bytes when the forecast ends."""
    if not pace.grows:
        return f"{pace.column} ends at {pace.last:%Y-%m-%d}: the table is taken to grow no more."
    later = rows_later(pace, rows)
    then = f" and {size_text(round(size * later / rows))}" if size is not None and rows else ""
    a_year = round(rows / pace.years)
    many, years = counted(later, "row"), counted(pace.ahead, "year")
    return f"At {counted(a_year, 'row')} a year, as by {pace.column}, it has {many}{then} in {years}."

"""Numbers as interval keys: days written as numbers (20240131), and numbers that rise with time.

Source: VLDB and Partitioning Guide, "Interval Partitioning" (NUMBER keys); SQL Language Reference, CREATE TABLE,
"INTERVAL Clause". An interval of 100 on YYYYMMDD gives months, one of 10,000 years; the gaps make no partitions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from repart_tui.advice.key_columns import is_unique, leads_index, legal_key, null_free, primary_key
from repart_tui.advice.sentinels import is_dummy, is_sentinel
from repart_tui.migration_models import (
    ColumnInfo,
    CurrentState,
    EnvironmentConfig,
    Interval,
    IntervalTarget,
    RangePartition,
)
from repart_tui.oracle.columns import NUMERIC_TYPES, user_columns

_MONTH, _YEAR = 100, 10_000


@dataclass(frozen=True, slots=True)
class NumberKey:
    """A numeric column that could be an interval key; `days` where it holds days as YYYYMMDD."""

    column: ColumnInfo
    score: int
    words: str
    days: tuple[datetime, datetime] | None = None


def number_keys(state: CurrentState, environment: EnvironmentConfig, today: datetime | None) -> list[NumberKey]:
    """Return the numbers that could be an interval key, the best first."""
    found = [
        key
        for column in user_columns(state)
        if column.data_type in NUMERIC_TYPES and legal_key(column) and null_free(column)
        for key in _keys(state, column, environment, today)
    ]
    return sorted(found, key=lambda key: -key.score)


def day_number_target(key: NumberKey, environment: EnvironmentConfig) -> tuple[IntervalTarget, str]:
    """Return intervals on a column of days written as numbers, a month or a year wide, and why."""
    assert key.days is not None
    low, high = key.days
    if is_dummy(low, high, environment):
        low = datetime(max(1900, high.year - environment.advice.dummy_span_years), 1, 1)
    months = (high.year - low.year + 1) * _MONTH
    step, first = (_MONTH, _after_month(low)) if months <= environment.maximum_partitions else (_YEAR, low.year + 1)
    bound = first * 100 + 1 if step == _MONTH else first * _YEAR + 101
    partition = RangePartition(name=f"P_BEFORE_{bound}", values_less_than=[str(bound)])
    target = IntervalTarget(
        partitioning_type="interval",
        key_columns=[key.column.name],
        interval=Interval(unit="NUMBER", count=step),
        partitions=[partition],
    )
    unit = "month" if step == _MONTH else "year"
    return target, f"An interval of {step:,} on days written as numbers gives one partition a {unit}."


def _after_month(day: datetime) -> int:
    return day.year * 100 + day.month + 1 if day.month < 12 else (day.year + 1) * 100 + 1


def _keys(
    state: CurrentState, column: ColumnInfo, environment: EnvironmentConfig, today: datetime | None
) -> Iterator[NumberKey]:
    points, traits = environment.advice, []
    score = points.key_base_points
    for there, more, words in (
        (not column.nullable, points.key_not_null_points, "NOT NULL"),
        (column.name in primary_key(state), points.key_primary_points, "part of the primary key"),
        (leads_index(state, column.name), points.key_index_points, "leading column of an index"),
    ):
        if there:
            score += more
            traits.append(words)
    days = _days(column)
    if days is not None and not is_sentinel(days[1], today, environment):
        words = f"{column.name} holds days as numbers (YYYYMMDD): {', '.join(traits) or 'a number'}."
        yield NumberKey(column, min(100, score), words, days)
        return
    rising = column.identity is not None or is_unique(state, column.name)
    if rising and (state.num_rows or 0) >= points.number_key_rows and not column.virtual:
        words = f"{column.name} is a number that rises with time: {', '.join(traits)}; intervals of it age out too."
        yield NumberKey(column, max(0, min(100, score - points.key_rising_points)), words)


def _days(column: ColumnInfo) -> tuple[datetime, datetime] | None:
    """Return least and greatest day where both ends are days written as YYYYMMDD and no more days are distinct."""
    statistics = column.statistics
    if statistics is None or statistics.low_value is None or statistics.high_value is None:
        return None
    low, high = _day(statistics.low_value), _day(statistics.high_value)
    if low is None or high is None or high <= low or not statistics.num_distinct:
        return None
    return (low, high) if statistics.num_distinct <= (high - low).days + 1 else None


def _day(text: str) -> datetime | None:
    if len(text) != 8 or not text.isdigit() or not text >= "19000101":
        return None
    try:
        return datetime.strptime(text, "%Y%m%d")
    except ValueError:
        return None

"""The step of present range partitions: what interval goes on from their last bounds.

Source: SQL Language Reference, CREATE TABLE, "INTERVAL Clause" (ORA-14300, ORA-14767).
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from repart_tui.advice.granularity import MONTH, choose_width
from repart_tui.advice.moments import parse_moment
from repart_tui.migration_models import ColumnInfo, CurrentState, EnvironmentConfig, Interval, RangePartition
from repart_tui.oracle.columns import NUMERIC_TYPES
from repart_tui.oracle.interval_rules import PARTITION_LIMIT
from repart_tui.oracle.number_text import number_of

_SECONDS = {"YEAR": 31556952, "MONTH": 2629746, "DAY": 86400, "HOUR": 3600, "MINUTE": 60, "SECOND": 1}


def step_of(
    state: CurrentState, column: ColumnInfo, bounded: list[RangePartition], environment: EnvironmentConfig
) -> Interval | None:
    """Return the interval that goes on from the last bounds: the distance of the last two, or a unit by size."""
    texts = [p.values_less_than[0] for p in bounded[-2:]]
    if column.data_type in NUMERIC_TYPES:
        numbers = [number for text in texts if (number := number_of(text)) is not None]
        if len(numbers) < len(texts):
            return None
        step = numbers[-1] - numbers[0] if len(numbers) == 2 else abs(numbers[0])
        whole = step == step.to_integral_value() and step >= 1
        return Interval(unit="NUMBER", count=int(step)) if whole else None
    moments = [parse_moment(text) for text in texts]
    last = moments[-1]
    if last is None or moments[0] is None:
        return None
    if len(moments) == 1:
        high = parse_moment(column.statistics.high_value) if column.statistics is not None else None
        width = choose_width(last, high, state, environment) if high is not None and high > last else MONTH
        months = width.count * {"YEAR": 12, "MONTH": 1}.get(width.unit, 0)
        return _monthly(last, months) if months else width.interval
    first = moments[0]
    months = (last.year - first.year) * 12 + last.month - first.month
    if months >= 1 and (last.day, last.time()) == (first.day, first.time()):
        return _monthly(last, months)
    seconds = int((last - first).total_seconds())
    if seconds <= 0:
        return None
    steps: tuple[tuple[Literal["DAY", "HOUR", "MINUTE", "SECOND"], int], ...] = (
        ("DAY", 86400),
        ("HOUR", 3600),
        ("MINUTE", 60),
        ("SECOND", 1),
    )
    for unit, length in steps:
        if seconds % length == 0:
            return Interval(unit=unit, count=seconds // length)
    return None


def _monthly(last: datetime, months: int) -> Interval:
    if last.day > 28:
        # ORA-14767: a month has no such day everywhere.
        return Interval(unit="DAY", count=30 * months)
    return Interval(unit="YEAR", count=months // 12) if months % 12 == 0 else Interval(unit="MONTH", count=months)


def too_far(column: ColumnInfo, last: RangePartition, interval: Interval, environment: EnvironmentConfig) -> str | None:
    """Return why intervals up to the greatest value by statistics would be too many; None where they are not."""
    high = column.statistics.high_value if column.statistics is not None else None
    if high is None:
        return None
    if interval.unit == "NUMBER":
        end, start = number_of(high), number_of(last.values_less_than[0])
        if end is None or start is None:
            return None
        count = int((end - start) / interval.count)
    else:
        greatest, bound = parse_moment(high), parse_moment(last.values_less_than[0])
        if greatest is None or bound is None:
            return None
        count = int((greatest - bound).total_seconds() / (_SECONDS[interval.unit] * interval.count))
    if count > PARTITION_LIMIT:
        return f"The greatest value {high} lies out of reach of intervals (ORA-14300)"
    if count > environment.maximum_partitions:
        return f"Intervals as wide as the present ranges would be {count:,} partitions up to {high}"
    return None


def interval_words(interval: Interval) -> str:
    """Return the width of an interval in words, such as 3 months."""
    if interval.unit == "NUMBER":
        return f"{interval.count:,}"
    unit = interval.unit.lower()
    return unit if interval.count == 1 else f"{interval.count} {unit}s"

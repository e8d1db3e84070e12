"""Interval and range partitions over a date column."""

from __future__ import annotations

from datetime import datetime, timedelta

from repart_tui.advice.moments import DAYS, Unit, add_months, bound_after, iso, next_bound, parse_moment, stamp
from repart_tui.advice.sizes import total_bytes, wanted_partitions
from repart_tui.migration_models import (
    ColumnInfo,
    CurrentState,
    EnvironmentConfig,
    Interval,
    IntervalTarget,
    RangePartition,
    RangeTarget,
)

# Without a time of discovery, a greatest date from here on can only mean "no end".
_FAR_FUTURE = datetime(2100, 1, 1)
# Dates so long before the time of reference are dummies for "unknown".
_PAST_YEARS = 100
# Months below this size are not worth their number: a partition's first extent has 8 MB already.
_SMALL_MONTH = 16 << 20
_SOME_MONTHS = 60
# Range partitions are written out one by one: more than this nobody reads.
_WRITTEN_OUT = 240


def date_target(
    column: ColumnInfo, state: CurrentState, environment: EnvironmentConfig, discovered_at: str | None
) -> tuple[IntervalTarget | RangeTarget, list[str]]:
    """Return interval partitions on the column, or ranges with MAXVALUE where a sentinel forbids intervals; and why."""
    statistics = column.statistics
    low = parse_moment(statistics.low_value) if statistics is not None else None
    high = parse_moment(statistics.high_value) if statistics is not None else None
    today = parse_moment(discovered_at) or parse_moment(state.last_analyzed)
    if low is None or high is None:
        return _without_statistics(column, state, parse_moment(discovered_at))
    reasons = []
    if is_sentinel(high, today, environment):
        return _ranges(column, state, environment, low, high, today)
    if low < (today or high) - timedelta(days=365 * _PAST_YEARS):
        start = max(low, (add_months(high, -120) or high))
        reasons.append(
            f"The least value {iso(low)} looks like a dummy; all rows before {iso(start)} share the first partition."
        )
        low = start
    unit = choose_unit(low, high, state, environment)
    bound = bound_after(low, unit) or low
    number = _count(low, high, unit)
    reasons.append(
        f"Values from {iso(low)} to {iso(high)}: about {number} partition{'s' if number > 1 else ''}, "
        f"one a {unit.lower()}; "
        "Oracle makes them as rows come."
    )
    return _interval(column, unit, bound), reasons


def choose_unit(low: datetime, high: datetime, state: CurrentState, environment: EnvironmentConfig) -> Unit:
    """Return the width of a partition: a month, unless that is too big, too small or too many."""
    wanted = wanted_partitions(state, environment)
    counts = {unit: _count(low, high, unit) for unit in DAYS}
    if counts["MONTH"] > environment.maximum_partitions:
        return "YEAR"
    # Twice the aimed size is still handy; beyond it days are better, if they do not become too many.
    if wanted > 2 * counts["MONTH"] and counts["DAY"] <= environment.maximum_partitions:
        return "DAY"
    size = total_bytes(state)
    if size is not None and counts["MONTH"] > _SOME_MONTHS and size / counts["MONTH"] < _SMALL_MONTH:
        return "YEAR"
    return "MONTH"


def partition_name(prefix: str, bound: datetime, unit: Unit) -> str:
    """Return a name such as P_BEFORE_2024_01."""
    return f"{prefix}_{stamp(bound, unit)}"


def _interval(column: ColumnInfo, unit: Unit, bound: datetime) -> IntervalTarget:
    first = RangePartition(name=partition_name("P_BEFORE", bound, unit), values_less_than=[iso(bound)])
    return IntervalTarget(
        partitioning_type="interval",
        key_columns=[column.name],
        interval=Interval(unit=unit, count=1),
        partitions=[first],
    )


def _without_statistics(
    column: ColumnInfo, state: CurrentState, today: datetime | None
) -> tuple[IntervalTarget, list[str]]:
    if state.num_rows == 0 and today is not None:
        bound = bound_after(today, "MONTH") or today
        why = "The table was empty when last analyzed"
    else:
        bound = datetime(2000, 1, 1)
        why = f"No least and greatest value of {column.name} is known"
    reason = (
        f"{why}: monthly partitions from {iso(bound)} on, all before it in one; set the first bound to just above MIN."
    )
    return _interval(column, "MONTH", bound), [reason]


def _ranges(
    column: ColumnInfo,
    state: CurrentState,
    environment: EnvironmentConfig,
    low: datetime,
    high: datetime,
    today: datetime | None,
) -> tuple[RangeTarget, list[str]]:
    end = today or parse_moment(state.last_analyzed)
    reasons = [
        f"The greatest value {iso(high)} is a sentinel that no interval reaches (ORA-14300): ranges with MAXVALUE."
    ]
    if end is None or end <= low:
        end = add_months(low, 12) or low
        reasons.append("How far the real values reach is not known: the ranges cover the first year only.")
    if low < end - timedelta(days=365 * _PAST_YEARS):
        low = add_months(end, -120) or low
    unit = choose_unit(low, end, state, environment)
    if _count(low, end, unit) > min(_WRITTEN_OUT, environment.maximum_partitions):
        unit = "MONTH" if unit == "DAY" and _count(low, end, "MONTH") <= _WRITTEN_OUT else "YEAR"
    return RangeTarget(
        partitioning_type="range", key_columns=[column.name], partitions=range_partitions(low, end, unit)
    ), reasons


def range_partitions(low: datetime, end: datetime, unit: Unit) -> list[RangePartition]:
    """Return partitions of one unit from just above `low` to just above `end`, then one up to MAXVALUE."""
    bound = bound_after(low, unit) or low
    partitions = [RangePartition(name=partition_name("P_BEFORE", bound, unit), values_less_than=[iso(bound)])]
    while bound <= end:
        following = next_bound(bound, unit)
        if following is None:
            break
        partitions.append(RangePartition(name=f"P_{stamp(bound, unit)}", values_less_than=[iso(following)]))
        bound = following
    partitions.append(RangePartition(name="P_MAX", values_less_than=["MAXVALUE"]))
    return partitions


def is_sentinel(high: datetime, today: datetime | None, environment: EnvironmentConfig) -> bool:
    """Return whether the greatest value can only mean "no end", such as 9999-12-31."""
    limit = _FAR_FUTURE if today is None else today + timedelta(days=round(365.25 * environment.sentinel_years))
    return high >= limit


def _count(low: datetime, high: datetime, unit: Unit) -> int:
    return max(1, round((high - low).total_seconds() / 86400 / DAYS[unit] + 0.5))

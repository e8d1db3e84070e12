"""Interval and range partitions over a date column."""

from __future__ import annotations

from datetime import datetime

from repart_tui.advice.granularity import HOUR, MONTH, YEAR, Width, choose_width, hash_pieces
from repart_tui.advice.keys import hash_key
from repart_tui.advice.moments import days_later, iso, parse_moment
from repart_tui.advice.sentinels import is_dummy, is_sentinel
from repart_tui.migration_models import (
    ColumnInfo,
    CurrentState,
    EnvironmentConfig,
    HashSubpartitioning,
    IntervalTarget,
    RangePartition,
    RangeTarget,
)


def date_target(
    column: ColumnInfo, state: CurrentState, environment: EnvironmentConfig, discovered_at: str | None
) -> tuple[IntervalTarget | RangeTarget, list[str]]:
    """Return interval partitions on the column, or ranges with MAXVALUE where a sentinel forbids intervals; and why."""
    statistics = column.statistics
    low = parse_moment(statistics.low_value) if statistics is not None else None
    high = parse_moment(statistics.high_value) if statistics is not None else None
    today = parse_moment(discovered_at) or parse_moment(state.last_analyzed)
    if low is None or high is None or low > high:
        return _without_statistics(column, state, environment, parse_moment(discovered_at))
    if is_sentinel(high, today, environment):
        return _ranges(column, state, environment, low, high, today)
    low, reasons = _without_dummy(low, high, today, environment)
    width = choose_width(low, high, state, environment)
    bound = width.bound_after(low) or low
    number = width.partitions(low, high)
    reasons.append(
        f"Values from {iso(low)} to {iso(high)}: about {number} partition{'s' if number > 1 else ''}, one "
        f"{width.words}; Oracle makes them as rows come."
    )
    target = _interval(column, width, bound)
    target.subpartitioning, why = _pieces(column, low, high, width, state, environment)
    return target, [*reasons, *why]


def partition_name(prefix: str, bound: datetime, width: Width) -> str:
    """Return a name such as P_BEFORE_2024_01."""
    return f"{prefix}_{width.stamp(bound)}"


def _without_dummy(
    low: datetime, high: datetime, today: datetime | None, environment: EnvironmentConfig
) -> tuple[datetime, list[str]]:
    """Return the least date that counts, and a sentence where that is not the least of all."""
    if low >= high or not is_dummy(low, today or high, environment):
        return low, []
    start = max(low, _years_before(high, environment.advice.dummy_span_years))
    return start, [
        f"The least value {iso(low)} looks like a dummy; all rows before {iso(start)} share the first partition."
    ]


def _years_before(moment: datetime, years: int) -> datetime:
    """Return the first of the month so many years before; the least date that there is if that is too early."""
    return datetime(moment.year - years, moment.month, 1) if moment.year > years else datetime(1, 1, 1)


def _pieces(
    column: ColumnInfo,
    low: datetime,
    high: datetime,
    width: Width,
    state: CurrentState,
    environment: EnvironmentConfig,
) -> tuple[HashSubpartitioning | None, list[str]]:
    """Return hash subpartitions where one level leaves partitions too big, and why."""
    count = hash_pieces(low, high, width, state, environment)
    if count is None or any(c.data_type == "XMLTYPE" for c in state.columns):
        # A table with an XMLType column takes no subpartitions.
        return None, []
    key = hash_key(state, count, environment, frozenset({column.name}))
    if key is None:
        return None, []
    second = HashSubpartitioning(subpartitioning_type="hash", key_columns=key[0], subpartition_count=count)
    return second, [f"One level leaves partitions too big: {count} hash subpartitions each; {key[1]}."]


def _interval(column: ColumnInfo, width: Width, bound: datetime) -> IntervalTarget:
    first = RangePartition(name=partition_name("P_BEFORE", bound, width), values_less_than=[iso(bound)])
    return IntervalTarget(
        partitioning_type="interval", key_columns=[column.name], interval=width.interval, partitions=[first]
    )


def _without_statistics(
    column: ColumnInfo, state: CurrentState, environment: EnvironmentConfig, today: datetime | None
) -> tuple[IntervalTarget, list[str]]:
    if state.num_rows == 0 and today is not None:
        bound = MONTH.bound_after(today) or today
        why = "The table was empty when last analyzed"
    else:
        bound = parse_moment(environment.advice.unknown_first_bound) or datetime(2000, 1, 1)
        why = f"No least and greatest value of {column.name} is known"
    reason = (
        f"{why}: monthly partitions from {iso(bound)} on, all before it in one; set the first bound to just above MIN, "
        "which an X-ray tells."
    )
    return _interval(column, MONTH, bound), [reason]


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
        end = min(days_later(low, 365), high)
        reasons.append("How far the real values reach is not known: the ranges cover the first year only.")
    low, more = _without_dummy(low, end, today, environment)
    width = choose_width(low, end, state, environment)
    most = min(environment.advice.written_out_partitions, environment.maximum_partitions)
    if width.partitions(low, end) > most or width == HOUR:
        width = MONTH if MONTH.partitions(low, end) <= most else YEAR
    return RangeTarget(
        partitioning_type="range", key_columns=[column.name], partitions=range_partitions(low, end, width)
    ), [*reasons, *more]


def range_partitions(low: datetime, end: datetime, width: Width) -> list[RangePartition]:
    """Return partitions of one width from just above `low` to just above `end`, then one up to MAXVALUE."""
    bound = width.bound_after(low) or low
    partitions = [RangePartition(name=partition_name("P_BEFORE", bound, width), values_less_than=[iso(bound)])]
    while bound <= end:
        following = width.next_bound(bound)
        if following is None:
            break
        partitions.append(RangePartition(name=f"P_{width.stamp(bound)}", values_less_than=[iso(following)]))
        bound = following
    partitions.append(RangePartition(name="P_MAX", values_less_than=["MAXVALUE"]))
    return partitions

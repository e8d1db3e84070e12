"""Interval and range partitions over a date column."""

from __future__ import annotations

from datetime import datetime

from repart_tui.advice.granularity import CALENDAR, HOUR, MONTH, Width, Widths, choose_width, hash_pieces
from repart_tui.advice.keys import hash_key
from repart_tui.advice.moments import add_months, days_later, iso, parse_moment
from repart_tui.advice.sentinels import is_dummy, is_sentinel
from repart_tui.counted import counted
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
    column: ColumnInfo,
    state: CurrentState,
    environment: EnvironmentConfig,
    discovered_at: str | None,
    *,
    widths: Widths = CALENDAR,
    barred: str | None = None,
) -> tuple[IntervalTarget | RangeTarget, list[str]]:
    """Return interval partitions on the column, or ranges with MAXVALUE where intervals are barred; and why.

    `widths` are those that its bounds can have. `barred` says why it takes no interval; a sentinel forbids them too.
    """
    statistics = column.statistics
    low = parse_moment(statistics.low_value) if statistics is not None else None
    high = parse_moment(statistics.high_value) if statistics is not None else None
    today = parse_moment(discovered_at) or parse_moment(state.last_analyzed)
    if low is None or high is None or low > high:
        return _without_statistics(column, state, environment, parse_moment(discovered_at))
    if is_sentinel(high, today, environment):
        barred = barred or f"The greatest value {iso(high)} is a sentinel that no interval reaches (ORA-14300)"
    if barred is not None:
        return _ranges(column, state, environment, low, high, today, widths, barred)
    low, reasons = _without_dummy(low, high, today, environment)
    width = choose_width(low, high, state, environment, widths)
    bound = width.bound_after(low) or low
    number = width.partitions(low, high)
    reasons.append(
        f"Values from {iso(low)} to {iso(high)}: about {counted(number, 'partition')}, one "
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
    widths: Widths,
    barred: str,
) -> tuple[RangeTarget, list[str]]:
    reasons = [f"{barred}: ranges with MAXVALUE."]
    end: datetime | None = high
    if is_sentinel(high, today, environment):
        end = today or parse_moment(state.last_analyzed)
    if end is None or end <= low:
        end = min(days_later(low, environment.advice.unknown_span_days), high)
        days = environment.advice.unknown_span_days
        reasons.append(f"How far the real values reach is not known: the ranges cover the first {days} days only.")
    low, more = _without_dummy(low, end, today, environment)
    width = choose_width(low, end, state, environment, widths)
    last = written_until(end, today, environment)
    most = min(environment.advice.written_out_partitions, environment.maximum_partitions)
    if width.partitions(low, last) > most or width == HOUR:
        wide = (widths.usual, *widths.wider)
        width = next((w for w in wide if w.partitions(low, last) <= most), wide[-1])
    if last > end:
        more.append(f"Ranges are written out to {iso(last)[:10]}: somebody must split the last one before that.")
    target = RangeTarget(
        partitioning_type="range", key_columns=[column.name], partitions=range_partitions(low, last, width)
    )
    target.subpartitioning, why = _pieces(column, low, end, width, state, environment)
    return target, [*reasons, *more, *why]


def written_until(end: datetime, today: datetime | None, environment: EnvironmentConfig) -> datetime:
    """Return the moment up to which ranges are written out: some months ahead while rows still come."""
    if today is not None and end < days_later(today, -environment.advice.growing_days):
        return end
    return add_months(max(end, today or end), environment.advice.written_ahead_months) or end


def range_partitions(low: datetime, end: datetime, width: Width) -> list[RangePartition]:
    """Return partitions of one width from just above `low` to just above `end`, then one up to MAXVALUE."""
    bound = width.bound_after(low) or low
    first = RangePartition(name=partition_name("P_BEFORE", bound, width), values_less_than=[iso(bound)])
    last = RangePartition(name="P_MAX", values_less_than=["MAXVALUE"])
    return [first, *following_partitions(bound, end, width), last]


def following_partitions(bound: datetime, end: datetime, width: Width) -> list[RangePartition]:
    """Return partitions of one width from the bound on, each named after its beginning, to just above `end`."""
    partitions = []
    while bound <= end:
        following = width.next_bound(bound)
        if following is None:
            break
        partitions.append(RangePartition(name=f"P_{width.stamp(bound)}", values_less_than=[iso(following)]))
        bound = following
    return partitions

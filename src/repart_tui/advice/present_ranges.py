"""A next step for a table in ranges: intervals, wider partitions, or the ranges written out further.

Sources: VLDB and Partitioning Guide, "Interval Partitioning"; SQL Language Reference, CREATE TABLE, "INTERVAL Clause".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from repart_tui.advice.by_coded_time import in_date
from repart_tui.advice.by_date import date_target, following_partitions, written_until
from repart_tui.advice.coded_times import CodedTime, as_date, coded_time
from repart_tui.advice.granularity import Width
from repart_tui.advice.key_columns import is_date, legal_key, null_free
from repart_tui.advice.keys import hash_key
from repart_tui.advice.misfit import misfits
from repart_tui.advice.moments import parse_moment
from repart_tui.advice.names import unique_name
from repart_tui.advice.range_steps import interval_words, step_of, too_far
from repart_tui.advice.second_level import present_subpartitioning, second_level
from repart_tui.advice.sentinels import is_sentinel
from repart_tui.advice.sizes import hash_count
from repart_tui.migration_models import (
    ColumnInfo,
    CurrentState,
    EnvironmentConfig,
    HashTarget,
    Interval,
    IntervalTarget,
    NoneTarget,
    PartitioningInfo,
    RangePartition,
    RangeTarget,
    TargetConfig,
)
from repart_tui.oracle.columns import NUMERIC_TYPES
from repart_tui.oracle.high_values import MAXVALUE, parse_interval
from repart_tui.oracle.present_partitions import fixed_partitions, range_partitions

Answer = tuple[TargetConfig, list[str]]


def no_step(reason: str) -> Answer:
    """Return that there is no other partitioning to propose, and why."""
    return NoneTarget(partitioning_type="none"), [reason]


@dataclass(frozen=True, slots=True)
class _Ranges:
    """Present ranges with an upper end, and the same as dates where the key holds times kept otherwise."""

    column: ColumnInfo
    coded: CodedTime | None
    dated: ColumnInfo
    bounded: list[RangePartition]
    in_dates: list[RangePartition]
    open_end: list[RangePartition]

    @classmethod
    def of(
        cls,
        column: ColumnInfo,
        partitions: Sequence[RangePartition],
        environment: EnvironmentConfig,
        today: datetime | None,
    ) -> _Ranges:
        bounded = [p for p in partitions if MAXVALUE not in p.values_less_than]
        open_end = [p for p in partitions if MAXVALUE in p.values_less_than]
        coded = coded_time(column, environment, today)
        read = [in_date(partition, coded) for partition in bounded] if coded is not None else []
        known = [partition for partition in read if partition is not None]
        if coded is None or len(known) < len(bounded):
            return cls(column, None, column, bounded, bounded, open_end)
        return cls(column, coded, as_date(column, coded, environment, today), bounded, known, open_end)


def next_ranges(
    state: CurrentState,
    info: PartitioningInfo,
    columns: list[ColumnInfo],
    environment: EnvironmentConfig,
    discovered_at: str | None,
) -> Answer:
    """Return the next step for a table in ranges of `columns`, with or without an interval, and why."""
    partitions = range_partitions(state, fixed_partitions(state, info))
    if partitions is None:
        return no_step("The bounds of the present range partitions could not be read.")
    today = parse_moment(discovered_at) or parse_moment(state.last_analyzed)
    ranges = _Ranges.of(columns[0], partitions, environment, today)
    if len(columns) == 1:
        coarser = _coarser(state, ranges, environment, discovered_at)
        if coarser is not None:
            return coarser
    if info.interval is not None:
        return _interval_source(state, info, partitions, environment)
    if len(columns) > 1:
        return _with_second_level(state, info, partitions, environment, "Intervals need one date or number key")
    if not ranges.bounded and is_date(columns[0]) and _no_interval(ranges) is None:
        target, reasons = date_target(columns[0], state, environment, discovered_at)
        return target, ["There is one partition only.", *reasons]
    step = step_of(state, ranges.dated, ranges.in_dates, environment) if ranges.bounded else None
    reason = _no_interval(ranges) or _no_step(ranges, step, environment)
    if reason is None and step is not None:
        return _as_intervals(info, ranges, step, environment)
    further = _written_further(state, info, ranges, step, environment, today)
    if further is not None:
        return further[0], [f"{reason}: the ranges stay.", *further[1]]
    return _with_second_level(state, info, partitions, environment, reason or "The present ranges have no step")


def _no_interval(ranges: _Ranges) -> str | None:
    """Return why the key takes no interval whatever its bounds; None where it does."""
    column = ranges.column
    if not (is_date(column) or column.data_type in NUMERIC_TYPES):
        return "Intervals need one date or number key"
    if not null_free(column):
        return f"{column.name} may be NULL, which intervals do not take"
    return None if legal_key(column) else f"{column.name} may not be a key"


def _no_step(ranges: _Ranges, step: Interval | None, environment: EnvironmentConfig) -> str | None:
    """Return why no interval goes on from the bounds; None where one does."""
    if step is None or (ranges.coded is not None and _in_code(ranges.coded, step) is None):
        return "The step of the present ranges is not regular"
    # ORA-14767 looks at the last bound alone, and `step_of` takes no months from a day that not every month has.
    return too_far(ranges.dated, ranges.in_dates[-1], step, environment)


def _in_code(coded: CodedTime, step: Interval) -> Interval | None:
    """Return the numeric interval of a step in dates; None where the numbers know no such step."""
    width = Width.of(step)
    return coded.interval(width) if width is not None and coded.knows(width) else None


def _as_intervals(info: PartitioningInfo, ranges: _Ranges, step: Interval, environment: EnvironmentConfig) -> Answer:
    words = f"one partition for every {interval_words(step)}, made as rows come"
    reasons = [f"Range on {ranges.column.name} becomes interval: {words}."]
    if ranges.open_end:
        reasons.append("The MAXVALUE partition goes: rows above the last bound get partitions of their own.")
    interval = step if ranges.coded is None else _in_code(ranges.coded, step)
    assert interval is not None
    target = IntervalTarget(
        partitioning_type="interval",
        key_columns=[ranges.column.name],
        interval=interval,
        partitions=ranges.bounded,
        subpartitioning=present_subpartitioning(info, environment),
    )
    return target, reasons


def _written_further(
    state: CurrentState,
    info: PartitioningInfo,
    ranges: _Ranges,
    step: Interval | None,
    environment: EnvironmentConfig,
    today: datetime | None,
) -> Answer | None:
    """Return the ranges with more of them below the open one, where rows pile up there; None where that is no help."""
    if not any(misfit.kind in ("OPEN", "BY-HAND") for misfit in misfits(state, environment, today)):
        return None
    width = Width.of(step) if step is not None and is_date(ranges.dated) else None
    if width is None:
        return None
    last = parse_moment(ranges.in_dates[-1].values_less_than[0])
    statistics = ranges.dated.statistics
    high = parse_moment(statistics.high_value) if statistics is not None else None
    if last is None or high is None:
        return None
    end = today if is_sentinel(high, today, environment) else high
    until = written_until(end, today, environment) if end is not None else None
    if until is None or until <= last or width.partitions(last, until) > environment.advice.written_out_partitions:
        return None
    taken = {p.name for p in [*ranges.bounded, *ranges.open_end]}
    made = [dataclasses.replace(p, name=unique_name(p.name, taken)) for p in following_partitions(last, until, width)]
    if ranges.coded is not None:
        coded = ranges.coded
        made = [
            dataclasses.replace(p, values_less_than=[coded.write(moment)])
            for p in made
            if (moment := parse_moment(p.values_less_than[0])) is not None
        ]
    open_end = ranges.open_end or [RangePartition(name=unique_name("P_MAX", taken), values_less_than=[MAXVALUE])]
    target = RangeTarget(
        partitioning_type="range",
        key_columns=[ranges.column.name],
        partitions=[*ranges.bounded, *made, *open_end],
        subpartitioning=present_subpartitioning(info, environment),
    )
    return target, [f"{len(made)} more ranges are written out before the open one, to {made[-1].values_less_than[0]}."]


def _coarser(
    state: CurrentState, ranges: _Ranges, environment: EnvironmentConfig, discovered_at: str | None
) -> Answer | None:
    """Return wider partitions where the present ones are many and tiny; None where they are not."""
    column = ranges.column
    if not is_date(column) or not null_free(column) or not legal_key(column):
        return None
    tiny = next((m for m in misfits(state, environment, None) if m.kind == "TINY"), None)
    if tiny is None or column.statistics is None or column.statistics.low_value is None:
        return None
    target, reasons = date_target(column, state, environment, discovered_at)
    return target, ["Wider partitions instead.", *reasons]


def _interval_source(
    state: CurrentState, info: PartitioningInfo, partitions: list[RangePartition], environment: EnvironmentConfig
) -> Answer:
    interval = parse_interval(info.interval)
    if interval is None:
        return no_step(f"The present interval {info.interval} could not be read.")
    second, why = second_level(state, info, environment)
    if second is None:
        # Without a second level the only step left is a wider partition.
        interval = Interval(unit=interval.unit, count=interval.count * 2)
        why = f"{why} The interval becomes twice as wide instead."
    return IntervalTarget(
        partitioning_type="interval",
        key_columns=list(info.key_columns),
        interval=interval,
        partitions=partitions,
        subpartitioning=second,
    ), [why]


def _with_second_level(
    state: CurrentState,
    info: PartitioningInfo,
    partitions: list[RangePartition],
    environment: EnvironmentConfig,
    reason: str,
) -> Answer:
    second, why = second_level(state, info, environment)
    if second is None:
        count = hash_count(state, environment)
        key = hash_key(state, count, environment)
        if key is None:
            return no_step(f"{reason}. {why}")
        target = HashTarget(partitioning_type="hash", key_columns=key[0], partition_count=count)
        return target, [f"{reason}. {why} Instead {key[1]}."]
    return RangeTarget(
        partitioning_type="range", key_columns=list(info.key_columns), partitions=partitions, subpartitioning=second
    ), [f"{reason}: the ranges stay.", why]

"""A next step for a table that is partitioned already: the same key, one step further."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Literal

from repart_tui.advice.by_date import date_target
from repart_tui.advice.granularity import MONTH, choose_width
from repart_tui.advice.key_columns import is_date, legal_key
from repart_tui.advice.keys import hash_key
from repart_tui.advice.misfit import misfits
from repart_tui.advice.moments import parse_moment
from repart_tui.advice.names import unique_name
from repart_tui.advice.second_level import present_subpartitioning, second_level
from repart_tui.advice.sizes import hash_count
from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    CurrentState,
    EnvironmentConfig,
    HashTarget,
    Interval,
    IntervalTarget,
    ListPartition,
    ListTarget,
    NoneTarget,
    PartitioningInfo,
    RangePartition,
    RangeTarget,
    TargetConfig,
)
from repart_tui.oracle.columns import NUMERIC_TYPES, column_named
from repart_tui.oracle.high_values import MAXVALUE, parse_list_values
from repart_tui.oracle.present_partitions import fixed_partitions, list_partitions, range_partitions

_INTERVAL = re.compile(
    r"^\s*(?:(?P<function>NUMTOYMINTERVAL|NUMTODSINTERVAL)\s*\(\s*(?P<count>[0-9]+)\s*,\s*'(?P<unit>\w+)'\s*\)|(?P<number>[0-9]+))\s*$",
    re.IGNORECASE,
)
_LITERAL = re.compile(
    r"^\s*INTERVAL\s*'\s*\+?(?P<count>[0-9]+)[^']*'\s*(?P<unit>YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)\b", re.IGNORECASE
)
_ORACLE_NAMED = re.compile(r"SYS_P[0-9]+")
_UNITS = ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND")

Answer = tuple[TargetConfig, list[str]]


def repartition(state: CurrentState, environment: EnvironmentConfig, discovered_at: str | None) -> Answer:
    """Return the next step for a partitioned table and why; `none` with the reason where there is none."""
    info = state.partitioning
    assert info is not None
    key = [column_named(state, name) for name in info.key_columns]
    columns = [column for column in key if column is not None]
    if info.partitioning_type == "REFERENCE":
        return _none(f"The table follows its parent through {info.reference_constraint}: change the parent instead.")
    if info.partitioning_type == "SYSTEM":
        return _none(
            "The application chooses the partition of every row (system partitioning): only it can tell a better one."
        )
    if any(feature.code == "REFERENCE_PARTITIONED_CHILD" for feature in state.features):
        return _none("Other tables are partitioned by reference to this one and would have to change with it.")
    if not columns or len(columns) != len(key):
        return _none("The present partitioning key could not be read.")
    if info.partitioning_type == "HASH":
        target, reasons = _hash(info, environment)
    elif info.partitioning_type == "LIST":
        target, reasons = _list(state, info, columns, environment)
    elif info.partitioning_type == "RANGE":
        target, reasons = _range(state, info, columns, environment, discovered_at)
    else:
        return _none(f"Partitioning of type {info.partitioning_type} is not known here.")
    kind = info.subpartitioning_type
    if kind is not None and present_subpartitioning(info, environment) is None and not isinstance(target, NoneTarget):
        reasons = [*reasons, f"The present {kind.lower()} subpartitions have no template that could be taken over."]
    return target, reasons


def parse_interval(text: str | None) -> Interval | None:
    """Return PART_TABLES.INTERVAL, such as NUMTOYMINTERVAL(1,'MONTH'), INTERVAL '1' DAY or 1000; None otherwise."""
    match = _INTERVAL.match(text or "") or _LITERAL.match(text or "")
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("number"):
        return Interval(unit="NUMBER", count=int(groups["number"])) if int(groups["number"]) else None
    unit, count = groups["unit"].upper(), int(groups["count"])
    if unit not in _UNITS or not count:
        return None
    return Interval(unit=unit, count=count)  # type: ignore[arg-type]  # one of the six units


def _hash(info: PartitioningInfo, environment: EnvironmentConfig) -> Answer:
    present = info.partition_count or len(info.partitions) or 1
    count = 1
    while count <= present:
        count *= 2
    target = HashTarget(
        partitioning_type="hash",
        key_columns=list(info.key_columns),
        partition_count=count,
        subpartitioning=present_subpartitioning(info, environment),
    )
    return target, [f"{present} hash partitions become {count}, the next power of two."]


def _list(
    state: CurrentState, info: PartitioningInfo, columns: list[ColumnInfo], environment: EnvironmentConfig
) -> Answer:
    partitions = list_partitions(state, info, with_default=False)
    if partitions is None:
        return _none("The values of the present list partitions could not be read.")
    if info.automatic_list:
        # Partitions that Oracle named it makes again as rows come.
        partitions = [p for p in partitions if not _ORACLE_NAMED.fullmatch(p.name)] or partitions[:1]
        second, why = second_level(state, info, environment)
        if second is None:
            kept = list_partitions(state, info) or partitions
            default = ListPartition(name=unique_name("P_OTHERS", {p.name for p in kept}), is_default=True)
            target = ListTarget(
                partitioning_type="list", key_columns=list(info.key_columns), partitions=[*kept, default]
            )
            return target, [why, "The same values as a list with a DEFAULT partition instead."]
        return AutomaticListTarget(
            partitioning_type="automatic_list",
            key_columns=list(info.key_columns),
            partitions=partitions,
            subpartitioning=second,
        ), [why]
    reasons = [f"List on {', '.join(info.key_columns)} becomes automatic: Oracle makes a partition for each new value."]
    if any(parse_list_values(p.high_value, len(columns)) == ([], True) for p in info.partitions):
        reasons.append("The DEFAULT partition goes: its values get partitions of their own.")
    return AutomaticListTarget(
        partitioning_type="automatic_list",
        key_columns=list(info.key_columns),
        partitions=partitions,
        subpartitioning=present_subpartitioning(info, environment),
    ), reasons


def _range(
    state: CurrentState,
    info: PartitioningInfo,
    columns: list[ColumnInfo],
    environment: EnvironmentConfig,
    discovered_at: str | None,
) -> Answer:
    partitions = range_partitions(state, fixed_partitions(state, info))
    if partitions is None:
        return _none("The bounds of the present range partitions could not be read.")
    if info.interval is not None:
        return _coarser(state, columns[0], environment, discovered_at) or _interval_source(
            state, info, partitions, environment
        )
    column = columns[0]
    coarser = _coarser(state, column, environment, discovered_at) if len(columns) == 1 else None
    if coarser is not None:
        return coarser
    bounded = [p for p in partitions if MAXVALUE not in p.values_less_than]
    open_end = len(bounded) < len(partitions)
    single = len(columns) == 1 and (is_date(column) or column.data_type in NUMERIC_TYPES)
    nulls = column.nullable and (column.statistics is None or column.statistics.num_nulls != 0)
    if not single or nulls or not legal_key(column):
        reason = (
            f"{column.name} may be NULL, which intervals do not take"
            if single and nulls
            else "Intervals need one date or number key"
        )
        return _with_second_level(state, info, partitions, environment, reason)
    if not bounded and is_date(column):
        target, reasons = date_target(column, state, environment, discovered_at)
        return target, ["There is one partition only.", *reasons]
    interval = _step(state, column, bounded, environment) if bounded else None
    if interval is None:
        return _with_second_level(state, info, partitions, environment, "The step of the present ranges is not regular")
    if _far_away(column, bounded[-1], interval, environment):
        return _with_second_level(
            state, info, partitions, environment, "The greatest value lies out of reach of intervals (ORA-14300)"
        )
    reasons = [
        f"Range on {column.name} becomes interval: one partition for every {_width(interval)}, made as rows come."
    ]
    if open_end:
        reasons.append("The MAXVALUE partition goes: rows above the last bound get partitions of their own.")
    return IntervalTarget(
        partitioning_type="interval",
        key_columns=[column.name],
        interval=interval,
        partitions=bounded,
        subpartitioning=present_subpartitioning(info, environment),
    ), reasons


def _coarser(
    state: CurrentState, column: ColumnInfo, environment: EnvironmentConfig, discovered_at: str | None
) -> Answer | None:
    """Return wider partitions where the present ones are many and tiny; None where they are not."""
    nulls = column.nullable and (column.statistics is None or column.statistics.num_nulls != 0)
    if not is_date(column) or nulls or not legal_key(column):
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
        return _none(f"The present interval {info.interval} could not be read.")
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
            return _none(f"{reason}. {why}")
        target = HashTarget(partitioning_type="hash", key_columns=key[0], partition_count=count)
        return target, [f"{reason}. {why} Instead {key[1]}."]
    return RangeTarget(
        partitioning_type="range", key_columns=list(info.key_columns), partitions=partitions, subpartitioning=second
    ), [f"{reason}: the ranges stay.", why]


def _step(
    state: CurrentState, column: ColumnInfo, bounded: list[RangePartition], environment: EnvironmentConfig
) -> Interval | None:
    """Return the interval that goes on from the last bounds: the distance of the last two, or a unit by size."""
    texts = [p.values_less_than[0] for p in bounded[-2:]]
    if column.data_type in NUMERIC_TYPES:
        try:
            numbers = [Decimal(text) for text in texts]
        except InvalidOperation:
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


def _far_away(column: ColumnInfo, last: RangePartition, interval: Interval, environment: EnvironmentConfig) -> bool:
    """Return whether the greatest value by statistics would need more partitions than the environment allows."""
    high = column.statistics.high_value if column.statistics is not None else None
    if high is None:
        return False
    if interval.unit == "NUMBER":
        span = Decimal(high) - Decimal(last.values_less_than[0])
        return span / interval.count > environment.maximum_partitions
    greatest, bound = parse_moment(high), parse_moment(last.values_less_than[0])
    if greatest is None or bound is None:
        return False
    seconds = {"YEAR": 31556952, "MONTH": 2629746, "DAY": 86400, "HOUR": 3600, "MINUTE": 60, "SECOND": 1}[interval.unit]
    return (greatest - bound).total_seconds() / (seconds * interval.count) > environment.maximum_partitions


def _width(interval: Interval) -> str:
    if interval.unit == "NUMBER":
        return f"{interval.count:,}"
    unit = interval.unit.lower()
    return unit if interval.count == 1 else f"{interval.count} {unit}s"


def _none(reason: str) -> Answer:
    return NoneTarget(partitioning_type="none"), [reason]

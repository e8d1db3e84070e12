"""A next step for a table that is partitioned already: the same key, one step further."""

from __future__ import annotations

import re

from repart_tui.advice.key_columns import distinct_values
from repart_tui.advice.names import unique_name
from repart_tui.advice.present_ranges import Answer, next_ranges, no_step
from repart_tui.advice.second_level import present_subpartitioning, second_level
from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    CurrentState,
    EnvironmentConfig,
    HashTarget,
    IntervalTarget,
    ListPartition,
    ListTarget,
    NoneTarget,
    PartitioningInfo,
    ReferenceTarget,
)
from repart_tui.oracle.columns import column_named
from repart_tui.oracle.high_values import parse_list_values
from repart_tui.oracle.present_partitions import list_partitions

_ORACLE_NAMED = re.compile(r"SYS_P[0-9]+")


def repartition(state: CurrentState, environment: EnvironmentConfig, discovered_at: str | None) -> Answer:
    """Return the next step for a partitioned table and why; `none` with the reason where there is none."""
    info = state.partitioning
    assert info is not None
    key = [column_named(state, name) for name in info.key_columns]
    columns = [column for column in key if column is not None]
    if info.partitioning_type == "REFERENCE":
        return _with_parent(state, info)
    if info.partitioning_type == "SYSTEM":
        return no_step(
            "The application chooses the partition of every row (system partitioning): only it can tell a better one."
        )
    if not columns or len(columns) != len(key):
        return no_step("The present partitioning key could not be read.")
    if info.partitioning_type == "HASH":
        target, reasons = _hash(info, environment)
    elif info.partitioning_type == "LIST":
        target, reasons = _list(state, info, columns, environment)
    elif info.partitioning_type == "RANGE":
        target, reasons = next_ranges(state, info, columns, environment, discovered_at)
    else:
        return no_step(f"Partitioning of type {info.partitioning_type} is not known here.")
    kind = info.subpartitioning_type
    if kind is not None and present_subpartitioning(info, environment) is None and not isinstance(target, NoneTarget):
        reasons = [*reasons, f"The present {kind.lower()} subpartitions have no template that could be taken over."]
    children = [f.message for f in state.features if f.code == "REFERENCE_PARTITIONED_CHILD"]
    if children and not isinstance(target, NoneTarget):
        together = "Enable it with its children: they are copied together."
        if isinstance(target, IntervalTarget) and info.partitioning_type == "RANGE" and not info.interval:
            together = "Leave its children out where only the interval changes: in place they follow. Else enable all."
        reasons = [*children, together, *reasons]
    return target, reasons


def _with_parent(state: CurrentState, info: PartitioningInfo) -> Answer:
    """A child by reference stays one: where its parent is copied it is copied too, and follows the new parent."""
    reason = f"The table follows its parent through {info.reference_constraint}: change the parent instead"
    known = {c.constraint_name for c in state.constraints if c.constraint_type == "R"}
    if info.reference_constraint is None or info.reference_constraint not in known:
        return no_step(f"{reason}.")
    target = ReferenceTarget(partitioning_type="reference", foreign_key=info.reference_constraint)
    return target, [f"{reason}, and enable both: they are copied together."]


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


def _too_many_values(columns: list[ColumnInfo], environment: EnvironmentConfig) -> str | None:
    """Return that the key has too many values for a partition each; None where it has not, or nobody knows."""
    distinct = distinct_values(columns[0]) or 0
    if len(columns) > 1 or distinct <= environment.maximum_partitions:
        return None
    return f"{columns[0].name} has {distinct:,} values, too many for a partition each"


def _longer_list(state: CurrentState, info: PartitioningInfo, many: str, environment: EnvironmentConfig) -> Answer:
    """Return the list as it is with a second level, where a partition for each value would be too many."""
    kept = list_partitions(state, info)
    second, why = second_level(state, info, environment)
    if info.automatic_list or kept is None or second is None:
        return no_step(f"{many}. {why}")
    target = ListTarget(
        partitioning_type="list", key_columns=list(info.key_columns), partitions=kept, subpartitioning=second
    )
    return target, [f"{many}: the list stays.", why]


def _list(
    state: CurrentState, info: PartitioningInfo, columns: list[ColumnInfo], environment: EnvironmentConfig
) -> Answer:
    partitions = list_partitions(state, info, with_default=False)
    if partitions is None:
        return no_step("The values of the present list partitions could not be read.")
    many = _too_many_values(columns, environment)
    if many is not None:
        return _longer_list(state, info, many, environment)
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

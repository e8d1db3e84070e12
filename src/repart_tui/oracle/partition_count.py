"""How many partitions a target has once the rows are in it, and what their first extents take."""

from __future__ import annotations

from repart_tui.migration_models import (
    AutomaticListTarget,
    HashSubpartitioning,
    HashTarget,
    IntervalTarget,
    NoneTarget,
    ReferenceTarget,
    SystemTarget,
    TableConfig,
)
from repart_tui.oracle.bounds import parse_value
from repart_tui.oracle.columns import column_named
from repart_tui.oracle.interval_rules import interval_steps

FIRST_EXTENT = 8_388_608
"""Bytes of a partition's first extent where INITIAL is not said (MOS 1295484.1)."""
SMALL_FIRST_EXTENT = 65_536
"""The same where the script says INITIAL 65536."""


def expected_partitions(table: TableConfig) -> int:
    """Return the number of partitions or subpartitions with rows, as the plan and statistics tell; at least 1."""
    target = table.common_settings.target_config
    if isinstance(target, (NoneTarget, ReferenceTarget)):
        return 1
    if isinstance(target, SystemTarget):
        return target.partition_count
    first = target.partition_count if isinstance(target, HashTarget) else len(target.partitions)
    if isinstance(target, IntervalTarget):
        first += _reached(table, target)
    first += automatic_partitions(table)
    second = target.subpartitioning
    if second is None:
        return first
    return first * (second.subpartition_count if isinstance(second, HashSubpartitioning) else len(second.template))


def automatic_partitions(table: TableConfig) -> int:
    """Return how many partitions Oracle makes by itself for the values of an automatic list, as statistics tell."""
    target = table.common_settings.target_config
    if not isinstance(target, AutomaticListTarget) or len(target.key_columns) != 1:
        return 0
    column = column_named(table.current_state, target.key_columns[0])
    distinct = column.statistics.num_distinct if column is not None and column.statistics is not None else None
    return max(0, (distinct or 0) - sum(len(partition.values) for partition in target.partitions))


def _reached(table: TableConfig, target: IntervalTarget) -> int:
    column = column_named(table.current_state, target.key_columns[0])
    high = column.statistics.high_value if column is not None and column.statistics is not None else None
    if column is None or high is None:
        return 0
    try:
        transition = parse_value(target.partitions[-1].values_less_than[0], column)
        steps = interval_steps(target, transition, parse_value(high, column, maxvalue_allowed=False)) or 0
    except ValueError:
        return 0
    # Partitions are made for values that rows have: gaps cost nothing.
    distinct = column.statistics.num_distinct if column.statistics is not None else None
    return min(steps, distinct or steps)

"""What a target gives: how many partitions now and in some years, and how rows and bytes lie over them.

Sources: VLDB and Partitioning Guide, "Hash Partitioning" (a number that is no power of two makes partitions of two
sizes) and "Reference Partitioning".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from repart_tui.advice.by_coded_time import in_dates
from repart_tui.advice.forecast import BARS, Forecast, ForecastFacts
from repart_tui.advice.growth import growth_note, pace_of, rows_later
from repart_tui.advice.list_forecast import list_forecast
from repart_tui.advice.moments import parse_moment
from repart_tui.advice.range_forecast import range_forecast
from repart_tui.advice.sizes import total_bytes
from repart_tui.counted import counted
from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    HashSubpartitioning,
    HashTarget,
    IntervalTarget,
    ListTarget,
    MigrationConfig,
    NoneTarget,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TableConfig,
)
from repart_tui.oracle.columns import column_named
from repart_tui.oracle.tables_by_name import table_named


def partition_forecast(table: TableConfig, config: MigrationConfig, bars: int = BARS) -> Forecast:
    """Return what the target of `table` gives; `bars` groups of partitions at most. Never raises for a broken target:
    what cannot be told is None."""
    try:
        return _forecast(table, config, bars, depth=0)
    except (ValueError, OverflowError):
        # A bound that is not of its column's type: the rules say so beside its field.
        return Forecast(None, None, notes=("Nothing can be told before the target is right.",))


def _forecast(table: TableConfig, config: MigrationConfig, bars: int, depth: int) -> Forecast:
    state, target = table.current_state, table.common_settings.target_config
    environment = config.environment_config
    today = parse_moment(config.metadata.discovered_at) or parse_moment(state.last_analyzed)
    key = _key(table)
    if key and isinstance(target, (IntervalTarget, RangeTarget)):
        target, key = in_dates(target, key, environment, today)
    pace = pace_of(state, key, environment, today)
    facts = ForecastFacts(table, environment, today, pace, state.num_rows, total_bytes(state))
    match target:
        case NoneTarget():
            found = Forecast(1, 1, groups=(facts.group(table.table_name, 1, 1.0),))
        case SystemTarget():
            count = target.partition_count
            found = Forecast(count, count, notes=("The application decides which partition a row goes to.",))
        case ReferenceTarget():
            found = _as_parent(table, target, config, bars, depth)
        case HashTarget():
            found = _hash(target.partition_count, facts, key)
        case IntervalTarget() | RangeTarget():
            found = range_forecast(target, facts, key, bars)
        case ListTarget() | AutomaticListTarget():
            found = list_forecast(target, facts, key, bars)
    found = replace(found, subpartitions=_second_level(table))
    if pace is None or facts.rows is None:
        return found
    notes = (*found.notes, growth_note(pace, facts.rows, facts.size))
    return replace(found, later_rows=rows_later(pace, facts.rows), notes=notes)


def _key(table: TableConfig) -> list[ColumnInfo]:
    """Return the known columns of the first level's key."""
    names: Sequence[str] = getattr(table.common_settings.target_config, "key_columns", ())
    found = [column_named(table.current_state, name) for name in names]
    return [column for column in found if column is not None]


def _second_level(table: TableConfig) -> int:
    second = getattr(table.common_settings.target_config, "subpartitioning", None)
    if second is None:
        return 1
    return second.subpartition_count if isinstance(second, HashSubpartitioning) else len(second.template)


def _hash(count: int, facts: ForecastFacts, key: Sequence[ColumnInfo]) -> Forecast:
    power = 1 << (count.bit_length() - 1)
    notes = []
    if count == power:
        groups = [facts.group(f"each of {count:,}", count, 1.0)]
    else:
        # Only the partitions split since the last power of two are half as big.
        halves = 2 * (count - power)
        groups = [
            facts.group(f"each of {halves:,}", halves, halves / (2 * power)),
            facts.group(f"each of {count - halves:,}", count - halves, (count - halves) / power),
        ]
    distinct = [column.statistics.num_distinct if column.statistics is not None else None for column in key]
    if len(key) == 1 and distinct[0] is not None and distinct[0] < facts.environment.advice.hash_spread * count:
        notes.append(
            f"{key[0].name} has only {counted(distinct[0], 'value')}: "
            + ("some partitions stay empty." if distinct[0] <= count else "partitions fill unevenly.")
        )
    return Forecast(count, count, groups=tuple(groups), notes=tuple(notes))


def _as_parent(table: TableConfig, target: ReferenceTarget, config: MigrationConfig, bars: int, depth: int) -> Forecast:
    constraint = next((c for c in table.current_state.constraints if c.constraint_name == target.foreign_key), None)
    parent = None
    if constraint is not None and constraint.referenced_owner and constraint.referenced_table and depth < 8:
        parent = table_named(config, constraint.referenced_owner, constraint.referenced_table)
    if parent is None:
        return Forecast(None, None, notes=("As many partitions as the parent has, which is not in this plan.",))
    above = _forecast(parent, config, bars, depth + 1)
    rows, parent_rows = table.current_state.num_rows, parent.current_state.num_rows
    factor = rows / parent_rows if rows is not None and parent_rows else None
    size = total_bytes(table.current_state)
    per_row = size / rows if size is not None and rows else None
    groups = []
    for group in above.groups:
        scaled = None if factor is None or group.rows is None else round(group.rows * factor)
        bytes_ = None if scaled is None or per_row is None else round(scaled * per_row)
        groups.append(replace(group, rows=scaled, size=bytes_))
    note = f"As its parent {parent.owner}.{parent.table_name} is planned."
    return Forecast(above.now, above.later, groups=tuple(groups), notes=(note,))

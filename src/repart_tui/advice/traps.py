"""The traps of a table, named before any script is written: each with where it lies and what it would do.

Sources: SQL Language Reference, CREATE TABLE (NULL keys, ORA-14400; interval limits, ORA-14300) and CREATE INDEX
(ORA-14039); VLDB and Partitioning Guide, "When to Partition a Table".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from repart_tui.advice.key_columns import is_date, null_free
from repart_tui.advice.key_evidence import KeyEvidence, date_evidence
from repart_tui.advice.moments import parse_moment
from repart_tui.advice.sentinels import number_sentinels
from repart_tui.advice.sizes import size_text, total_bytes
from repart_tui.counted import counted
from repart_tui.migration_models import (
    CurrentState,
    EnvironmentConfig,
    HashTarget,
    IntervalTarget,
    NoneTarget,
    ReferenceTarget,
    SystemTarget,
    TableConfig,
)
from repart_tui.oracle.columns import column_named, user_columns
from repart_tui.oracle.index_locality import index_column_names, index_plans, partition_key


@dataclass(frozen=True, slots=True)
class TableTrap:
    """Something that a plan for the table could fall into."""

    code: str
    """SENTINEL, NULLS, MUTABLE, TYPE, FUTURE, SINGLE-VALUE, UNIQUE-WITHOUT-KEY, TINY, STATISTICS or READ-ONLY."""
    where: str
    """The column or index; the table's name where it is the table itself."""
    words: str


def table_traps(table: TableConfig, environment: EnvironmentConfig, today: datetime | None) -> list[TableTrap]:
    """Return the traps of the table and of the target it has in the plan."""
    state = table.current_state
    return [
        *_tiny(table, environment),
        *_dates(state, environment, today),
        *_numbers(state, environment, today),
        *_updated(table, environment),
        *_nullable_key(table),
        *_unique(table),
        *_statistics(table, environment, today),
        *_read_only(table),
    ]


def _tiny(table: TableConfig, environment: EnvironmentConfig) -> Iterator[TableTrap]:
    size = total_bytes(table.current_state)
    if size is not None and size < environment.candidate_bytes and table.current_state.partitioning is None:
        words = (
            f"{size_text(size)} in all: partitions cost extents, parsing and care, and bring little. Leave it alone."
        )
        yield TableTrap("TINY", table.table_name, words)


def _dates(state: CurrentState, environment: EnvironmentConfig, today: datetime | None) -> Iterator[TableTrap]:
    for item in date_evidence(state, environment, today):
        if item.problem is not None and item.problem_trap is not None:
            yield TableTrap(item.problem_trap, item.column.name, item.problem)
        for evidence in item.evidence:
            if evidence.trap is not None:
                yield TableTrap(evidence.trap, item.column.name, _sentence(item, evidence.words))


def _sentence(item: KeyEvidence, words: str) -> str:
    """Return the words of an evidence as a sentence of its own."""
    plain = words.removeprefix("but ").removeprefix("though ")
    return f"{item.column.name}: {plain}."


def _numbers(state: CurrentState, environment: EnvironmentConfig, today: datetime | None) -> Iterator[TableTrap]:
    times = {item.column.name for item in date_evidence(state, environment, today)}
    for column in user_columns(state):
        if column.name in times:
            continue
        for value in number_sentinels(column, environment):
            words = f"{column.name} holds {value}, far from all other values: a sentinel that an interval cannot reach."
            yield TableTrap("SENTINEL", column.name, words)


def _updated(table: TableConfig, environment: EnvironmentConfig) -> Iterator[TableTrap]:
    """A table whose rows are updated much: where an update changes the key, the row moves."""
    rows, changes = table.current_state.num_rows, table.current_state.modifications
    if changes is None or not changes.updates or not rows:
        return
    share = 100 * changes.updates / rows
    if share >= environment.advice.updated_percent:
        words = f"{changes.updates:,} updates ({share:.0f} %) since statistics: one that changes the key moves the row."
        yield TableTrap("MUTABLE", table.table_name, words)


def _nullable_key(table: TableConfig) -> Iterator[TableTrap]:
    """A key column of the target that may be NULL; date columns with NULLs were looked at before."""
    target = table.common_settings.target_config
    if isinstance(target, (NoneTarget, SystemTarget, ReferenceTarget, HashTarget)):
        return
    for name in target.key_columns:
        column = column_named(table.current_state, name)
        if column is None or not column.nullable:
            continue
        nulls = column.statistics.num_nulls if column.statistics is not None else None
        if isinstance(target, IntervalTarget) and null_free(column):
            words = f"{name} has no NULL by statistics but may be NULL: a row without it would fail (ORA-14400)."
            yield TableTrap("NULLS", name, words)
        elif nulls and not is_date(column):
            words = f"{name} is NULL in {counted(nulls, 'row')}: some partition must take NULL (ORA-14400)."
            yield TableTrap("NULLS", name, words)


def _unique(table: TableConfig) -> Iterator[TableTrap]:
    key = partition_key(table.common_settings.target_config, table.current_state)
    if not key:
        return
    for plan in index_plans(table):
        missing = [name for name in key if name not in index_column_names(plan.index)]
        if plan.index.unique and missing and plan.locality != "local":
            words = (
                f"{plan.index.index_name} is unique without {', '.join(missing)}: it cannot be local (ORA-14039) and "
                "stays global; dropping a partition must then UPDATE INDEXES."
            )
            yield TableTrap("UNIQUE-WITHOUT-KEY", plan.index.index_name, words)


def _statistics(table: TableConfig, environment: EnvironmentConfig, today: datetime | None) -> Iterator[TableTrap]:
    state = table.current_state
    if state.num_rows is None:
        yield TableTrap("STATISTICS", table.table_name, "Never analyzed: every estimate here rests on segments alone.")
        return
    locked = " and locked" if state.statistics_locked else ""
    analyzed = parse_moment(state.last_analyzed)
    age = (today - analyzed).days if today is not None and analyzed is not None else 0
    if state.statistics_stale or (locked and age > environment.advice.locked_days):
        when = f" of {analyzed:%Y-%m-%d}" if analyzed is not None else ""
        words = f"Statistics{when} are stale{locked}: real values may lie beyond them. An X-ray tells."
        yield TableTrap("STATISTICS", table.table_name, words)


def _read_only(table: TableConfig) -> Iterator[TableTrap]:
    if table.current_state.properties.read_only:
        yield TableTrap("READ-ONLY", table.table_name, "The table is READ ONLY: history that is closed already.")

"""Partition exchange: the table becomes a partition of a new one; no row is copied.

Source: SQL Language Reference, ALTER TABLE, "exchange_partition_subpart" and its restrictions; Error Messages,
ORA-02266, ORA-14095 to ORA-14098, ORA-14118, ORA-14128 to ORA-14132, ORA-14290, ORA-14643, ORA-32797; Administrator's
Guide, "Placing a Table in Read-Only Mode" (EXCHANGE is not among what a READ ONLY table takes; SPLIT, MERGE, indexes
and constraints are); VLDB and Partitioning Guide, "Merging Interval Partitions" (adjacent ones only, so the way back
makes range partitions of them first) and "Merging Multiple Partitions".

CREATE TABLE ... FOR EXCHANGE WITH TABLE would copy how columns are stored, hidden and unused ones too. It is documented
for a table that is made after "an existing partitioned table" (SQL Language Reference, CREATE TABLE), and here it is
the partitioned one that is made: so columns whose storage a new table would not have bar the exchange, as far as the
dictionary tells them, and the preflight of the script looks in SYS.COL$ for those that it does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.counted import counted
from repart_tui.migration_models import ColumnInfo, IntervalTarget, MigrationConfig, RangeTarget, TableConfig
from repart_tui.oracle.bounds import parse_value
from repart_tui.oracle.columns import column_named, user_columns
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.index_locality import index_plans
from repart_tui.oracle.methods import rebuilt_table
from repart_tui.oracle.methods.facts import (
    METHOD,
    barred,
    features_of_the_object,
    licence,
    materialized_views,
    moved_unlogged,
    rowid_columns,
)
from repart_tui.oracle.methods.method import Costs, Method
from repart_tui.oracle.storage_plan import compression_words

ALTER_TABLE = "SQL Language Reference, ALTER TABLE, exchange_partition_subpart"
PARTITIONS = "common_settings.target_config.partitions"
STEPS = (
    "Look where we are",
    "Create the partitioned table",
    "Local indexes and constraints",
    "Grants, comments and logging",
    "Stop writes",
    "Prove that all is ready",
    "Exchange and take the name",
    "Prove the rows again",
    "Keys, and indexes that cannot be local",
    "Partitions and indexes as planned",
    "Give names back",
    "Triggers",
    "Assert and open for writes",
    "Recompile what depends on it",
    "Statistics",
)


def findings(table: TableConfig, config: MigrationConfig) -> list[Finding]:
    """Return what bars exchange (errors) and what to know about it (warnings)."""
    return [
        *licence(config),
        *rebuilt_table.knowledge(table, config),
        *_target(table),
        *_segments(table),
        *_table(table),
        *_structure(table),
        *_keys(table),
        *rebuilt_table.columns(table),
        *rebuilt_table.properties(table),
        *rebuilt_table.indexes_and_constraints(table),
        *rebuilt_table.partitioned_by_reference(table, config),
        *rebuilt_table.triggers(table),
        *rebuilt_table.grants(table),
        *rebuilt_table.policies(table),
        *materialized_views(table),
        *features_of_the_object(table, copied=True),
        *rowid_columns(table),
        *_warnings(table),
        *_split_unlogged(table, config),
    ]


def fits_first(table: TableConfig) -> bool | None:
    """Return whether statistics say that all rows lie below the first bound; None where they do not tell."""
    target = table.common_settings.target_config
    if not isinstance(target, (RangeTarget, IntervalTarget)) or not target.partitions:
        return None
    return _below(table, target.partitions[0].values_less_than[0])


def _below(table: TableConfig, bound: str) -> bool | None:
    """Return whether the greatest value of the first key column lies below `bound`; None where that is unknown."""
    target = table.common_settings.target_config
    if not isinstance(target, (RangeTarget, IntervalTarget)):
        return None
    key = column_named(table.current_state, target.key_columns[0])
    if key is None or key.statistics is None or key.statistics.high_value is None:
        return None
    try:
        return parse_value(key.statistics.high_value, key) < parse_value(bound, key)
    except ValueError:
        return None


def _target(table: TableConfig) -> Iterator[Finding]:
    target = table.common_settings.target_config
    if not isinstance(target, (RangeTarget, IntervalTarget)):
        yield barred(
            "EXCHANGE-TARGET",
            "Exchange makes the table one partition of a range or interval partitioned one, and of no other.",
            ALTER_TABLE,
            "Choose range or interval, or another method.",
        )
        return
    if target.subpartitioning is not None:
        yield barred("ORA-14291", "A nonpartitioned table is no match for a partition with subpartitions.", ALTER_TABLE)
    if table.common_settings.tablespace:
        yield barred("TABLESPACE", "A tablespace was chosen, and exchange leaves the rows where they are.", ALTER_TABLE)
    if target.partitions and _below(table, target.partitions[-1].values_less_than[0]) is False:
        key = column_named(table.current_state, target.key_columns[0])
        high = key.statistics.high_value if key is not None and key.statistics is not None else None
        yield Finding(
            "ORA-14099",
            "error",
            PARTITIONS,
            f"Rows with {target.key_columns[0]} {high} do not lie below the last bound, so the table does not fit.",
            f"Put the first bound above {high}: the table becomes that partition.",
            ALTER_TABLE,
        )


def _segments(table: TableConfig) -> Iterator[Finding]:
    """What the plan gives to the partition that takes the rows: its segments are those of the table, and stay so.

    "All of the segment attributes of the two objects (including tablespace and logging) are also exchanged." Where
    the partition is split after that, the split says what each one shall have.
    """
    state, target = table.current_state, table.common_settings.target_config
    if not isinstance(target, (RangeTarget, IntervalTarget)) or not target.partitions:
        return
    split = len(target.partitions) > 1 and not fits_first(table)
    for part in target.partitions if split else target.partitions[:1]:
        if not part.indexing:
            yield barred(
                "INDEXING",
                f"Partition {part.name} takes rows with INDEXING OFF, and the table's indexes hold all rows.",
                ALTER_TABLE,
                "Exchange with INDEXING ON and change the partition after it, or choose another method.",
            )
    first = target.partitions[0]
    lobs = {lob.column_name: lob.tablespace_name for lob in state.lobs}
    unlike = []
    if first.tablespace not in (None, state.storage.tablespace_name):
        unlike.append(f"tablespace {first.tablespace}")
    if first.compress_for not in (None, compression_words(state.storage.compression, state.storage.compress_for)):
        unlike.append(f"compression {first.compress_for}")
    unlike += [
        f"LOB {lob.column_name} in tablespace {lob.tablespace}"
        for lob in first.lobs
        if lob.tablespace != lobs.get(lob.column_name)
    ]
    if unlike and not split:
        yield barred(
            "EXCHANGE-SEGMENT",
            f"The plan wants {', '.join(unlike)} for {first.name}, which takes the rows as they lie.",
            ALTER_TABLE,
            "Leave it out and move the partition after the exchange, or choose a method that copies.",
        )
    for plan in index_plans(table):
        index = plan.index
        if plan.locality == "local" and plan.partial:
            yield barred(
                "INDEXING",
                f"Index {index.index_name} shall be partial, and the one that changes hands with it holds all rows.",
                ALTER_TABLE,
                "Leave it full, or choose a method that copies.",
            )
        if plan.locality == "local" and plan.tablespace not in (None, index.tablespace_name):
            yield barred(
                "EXCHANGE-SEGMENT",
                f"Index {index.index_name} shall lie in {plan.tablespace}, and its segment changes hands as it lies.",
                ALTER_TABLE,
                "Leave it out and rebuild the index partition after the exchange, or choose a method that copies.",
            )


def _table(table: TableConfig) -> Iterator[Finding]:
    state = table.current_state
    if state.partitioning is not None:
        yield barred("ORA-14095", "The table is partitioned already.", ALTER_TABLE)
    if state.properties.read_only:
        yield barred("ORA-12081", "The table is READ ONLY.", ALTER_TABLE, "Copy and swap takes it as it is.")
    if state.properties.row_archival:
        yield barred("ROW-ARCHIVAL", "ROW ARCHIVAL adds a hidden column, whose place in both tables may differ.")
    if table.common_settings.migration_settings.nologging_load:
        yield barred("NOLOGGING", "Exchange loads nothing.", None, "Set nologging_load to false.")


def _structure(table: TableConfig) -> Iterator[Finding]:
    """Both tables need the same columns, hidden ones too, in the same places (ORA-14096, ORA-14097)."""
    state = table.current_state
    places = [column.internal_column_id for column in user_columns(state)]
    if places != sorted(places):
        yield barred(
            "ORA-14097", "Its columns are stored in another order than they are shown in, after a change of visibility."
        )
    if state.unused_column_count:
        yield barred(
            "ORA-14097", f"It has {counted(state.unused_column_count, 'unused column')}, which a new table has not."
        )
    if any(extension.creator == "USER" for extension in state.statistics_extensions):
        yield barred("ORA-14097", "Extended statistics add hidden columns, whose place in both tables may differ.")
    for column in state.columns:
        if column.hidden and not column.user_generated and not column.virtual and column.name != "ORA_ARCHIVE_STATE":
            # RAW: which rows have the DEFAULT of a column that was added when they were there.
            yield barred("ORA-14097", f"It has the hidden column {column.name}, which a new table has not.")
    for index in state.indexes:
        if any(column.expression is not None for column in index.columns):
            yield barred(
                "ORA-14097",
                f"{index.index_name} is descending or function-based: its hidden columns may differ in place.",
            )
        if "BITMAP" in index.index_type:
            yield barred("ORA-14643", f"{index.index_name} is a bitmap index, and rows per block may differ.")
    for column in user_columns(state):
        if column.encryption is not None:
            yield barred("ORA-28346", f"Column {column.name} is encrypted, and each table has a key of its own.")


def _keys(table: TableConfig) -> Iterator[Finding]:
    for c in table.current_state.referenced_by:
        code = "ORA-02266" if c.status == "ENABLED" else "DISABLED-CHILD"
        yield barred(
            code,
            f"Foreign key {c.owner}.{c.table_name}.{c.constraint_name} points to it.",
            ALTER_TABLE,
            "Choose a method that copies, or drop the key before and add it after.",
        )
    for c in table.current_state.constraints:
        itself = (c.referenced_owner, c.referenced_table) == (table.owner, table.table_name)
        if c.constraint_type == "R" and itself:
            yield barred(
                "ORA-02266",
                f"Foreign key {c.constraint_name} points to the table itself, whose key the exchange does without.",
                ALTER_TABLE,
                "Choose a method that copies, or drop the key before and add it after.",
            )


def may_be_added(column: ColumnInfo) -> bool:
    """Return True for a column that may have been added with a DEFAULT which rows have by the dictionary alone."""
    return column.data_default is not None and not column.virtual and column.identity is None


def _split_unlogged(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """A split moves rows into new segments, which are as NOLOGGING as the old one."""
    if len(getattr(table.common_settings.target_config, "partitions", ())) > 1:
        yield from moved_unlogged(table, config)


def _warnings(table: TableConfig) -> Iterator[Finding]:
    target = table.common_settings.target_config
    defaults = [c.name for c in user_columns(table.current_state) if may_be_added(c)]
    if defaults:
        which = (
            defaults[0] if len(defaults) == 1 else f"one of {', '.join(defaults[:3])}{', ...' if defaults[3:] else ''}"
        )
        yield Finding(
            "EXCHANGE-ADDED-DEFAULT",
            "warning",
            METHOD,
            f"If {which} was added with its DEFAULT when there were rows, EXCHANGE fails with ORA-14097 and the table"
            " goes back in service. The preflight sees it where you may read SYS.COL$.",
            "Choose a method that copies if a column was added so.",
            ALTER_TABLE,
        )
    if isinstance(target, (RangeTarget, IntervalTarget)) and len(target.partitions) > 1 and not fits_first(table):
        yield Finding(
            "EXCHANGE-SPLIT",
            "warning",
            METHOD,
            "Not all rows are known to lie below the first bound: the partition is split, which moves rows.",
            "Put the first bound above all rows, and nothing moves.",
            ALTER_TABLE,
        )


EXCHANGE = Method(
    name="exchange",
    title="partition exchange",
    merit="no row is copied.",
    costs=Costs(
        writes="fail with ORA-12081 while all rows are read twice and keys are added; reads go on but for a moment",
        space="none for the rows unless a partition is split; indexes that cannot be local are built anew",
        undo="none for the rows",
        redo="little: that of indexes which are built anew, and of rows that a split moves",
        licence="Partitioning option of Enterprise Edition",
        rollback="rollback1.sql exchanges back and keeps newer rows; a few are inserted between, many merged before",
    ),
    findings=findings,
    steps=STEPS,
    builds_new_table=True,
)

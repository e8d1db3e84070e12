"""Which columns may be a partitioning key, and what their contents mean for it.

Source: SQL Language Reference, CREATE TABLE, "Restrictions on Partitioning Keys" and "Range Partitions" (NULL sorts
above all values but below MAXVALUE).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from repart_tui.counted import counted
from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    HashTarget,
    IntervalTarget,
    NoneTarget,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TableConfig,
)
from repart_tui.oracle.columns import (
    CHARACTER_TYPES,
    KEY_COLLATIONS,
    base_type,
    column_named,
    key_type_problem,
    user_columns,
)
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.target_findings import error, warning


def resolved_key(table: TableConfig, names: Sequence[str]) -> list[ColumnInfo] | None:
    """Return the columns of a key, or None while one of them is unknown or barred."""
    found = [column_named(table.current_state, name) for name in names]
    known = [column for column in found if column is not None and key_type_problem(column) is None]
    return known if len(known) == len(names) else None


def key_columns(table: TableConfig, field: str, names: Sequence[str]) -> Iterator[Finding]:
    """Each column must exist and be of a type that Oracle partitions by."""
    state = table.current_state
    for number, name in enumerate(names):
        where = f"{field}.{number}"
        column = column_named(state, name)
        if column is None:
            if "(" in name:
                yield error(
                    "ORA-00904",
                    where,
                    f"{table.owner}.{table.table_name} has no column {name}: keys are columns, not expressions.",
                    "Add a virtual column with that expression, discover again, and choose it.",
                )
                continue
            near = difflib.get_close_matches(name.upper(), [c.name for c in user_columns(state)], n=1, cutoff=0.5)
            yield error(
                "ORA-00904",
                where,
                f"{table.owner}.{table.table_name} has no column {name}.",
                f"Did you mean {near[0]}?" if near else "Choose one of its columns.",
            )
            continue
        problem = key_objection(column)
        if problem is not None:
            yield error(problem[0], where, f"{name}: {problem[1]}.", "Choose another column.")


def key_objection(column: ColumnInfo) -> tuple[str, str] | None:
    """Return (code, reason) when the column may not be a partitioning key of any kind, else None.

    Source: SQL Language Reference, CREATE TABLE, "Restrictions on Partitioning Keys"; Advanced Security Guide,
    "Restrictions on Using Transparent Data Encryption Column Encryption" (ORA-28346).
    """
    problem = key_type_problem(column)
    if problem is not None:
        return problem
    if column.data_type in CHARACTER_TYPES and column.collation not in (None, *KEY_COLLATIONS):
        return "ORA-14420", f"a column of collation {column.collation} cannot be a partitioning key"
    if column.encryption is not None:
        return "ORA-28346", "an encrypted column cannot be a partitioning key"
    return None


def null_keys(table: TableConfig, key: list[ColumnInfo] | None) -> Iterator[Finding]:
    """A NULL in the key needs a partition that takes it."""
    target = table.common_settings.target_config
    if key is None or isinstance(target, (HashTarget, ReferenceTarget, SystemTarget, NoneTarget)):
        return
    if isinstance(target, RangeTarget):
        open_end = any(any(t.strip().upper() == "MAXVALUE" for t in p.values_less_than) for p in target.partitions)
        takes_null = open_end
    elif isinstance(target, IntervalTarget):
        takes_null = False
    else:
        takes_null = isinstance(target, AutomaticListTarget) or any(
            p.is_default or any(v == [None] for v in p.values) for p in target.partitions
        )
    if takes_null:
        return
    for number, column in enumerate(key):
        nulls = column.statistics.num_nulls if column.statistics else None
        if not column.nullable or nulls == 0:
            continue
        where = f"key_columns.{number}"
        if nulls:
            yield error(
                "ORA-14400",
                where,
                f"{column.name} is NULL in {counted(nulls, 'row')}, and no partition takes NULL.",
                "Choose another key, or partitions that take NULL (MAXVALUE, DEFAULT or a NULL list value).",
            )
        else:
            yield warning(
                "ORA-14400",
                where,
                f"{column.name} may be NULL, and no partition takes NULL.",
                "The script looks for NULLs before it starts.",
            )


def local_time_zone(table: TableConfig, key: list[ColumnInfo] | None) -> Iterator[Finding]:
    """Bounds of TIMESTAMP WITH LOCAL TIME ZONE are read in a zone that the script sets: only on purpose."""
    accepted = "local_time_zone_bounds" in table.common_settings.migration_settings.accepted_risks
    target = table.common_settings.target_config
    if key is None or accepted or isinstance(target, HashTarget):
        return
    for number, column in enumerate(key):
        if base_type(column) == "TIMESTAMP WITH LOCAL TIME ZONE":
            yield error(
                "LOCAL-TIME-ZONE",
                f"key_columns.{number}",
                f"{column.name} is TIMESTAMP WITH LOCAL TIME ZONE: its bounds are read in the database's time zone "
                "(DBTIMEZONE).",
                "Accept the risk local_time_zone_bounds if that is right.",
            )

"""Reference partitioning: which foreign key can carry it.

Source: SQL Language Reference, CREATE TABLE, "reference_partitioning"; Database Error Messages, ORA-14652.
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import ConstraintInfo, ReferenceTarget, TableConfig
from repart_tui.oracle.columns import column_named
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.sql_text import foreign
from repart_tui.oracle.target_findings import error


def reference_rules(table: TableConfig, target: ReferenceTarget) -> Iterator[Finding]:
    """The foreign key must exist and bind every row for good."""
    state = table.current_state
    keys = {c.constraint_name: c for c in state.constraints if c.constraint_type == "R"}
    foreign_key = keys.get(target.foreign_key)
    if foreign_key is None:
        shown = ", ".join(keys) or "none"
        yield error(
            "ORA-14652",
            "foreign_key",
            f"{table.table_name} has no foreign key {foreign(target.foreign_key)}.",
            f"Its foreign keys: {shown}.",
        )
        return
    reasons = key_objections(table, foreign_key)
    if reasons:
        yield error(
            "ORA-14652",
            "foreign_key",
            f"{target.foreign_key} cannot carry the partitioning: it {' and '.join(reasons)}.",
        )


def key_objections(table: TableConfig, foreign_key: ConstraintInfo) -> list[str]:
    """Return what keeps a foreign key from carrying the partitioning, to be read after "it"; empty when it can."""
    state = table.current_state
    reasons = []
    if foreign_key.status != "ENABLED" or not foreign_key.validated:
        reasons.append("must be enabled and validated")
    if foreign_key.deferrable:
        reasons.append("must not be deferrable")
    if foreign_key.delete_rule == "SET NULL":
        reasons.append("must not say ON DELETE SET NULL")
    if (foreign_key.referenced_owner, foreign_key.referenced_table) == (table.owner, table.table_name):
        reasons.append("must not point to its own table")
    if any((column := column_named(state, name)) is not None and column.nullable for name in foreign_key.columns):
        reasons.append("must have NOT NULL columns")
    if any((column := column_named(state, name)) is not None and column.virtual for name in foreign_key.columns):
        reasons.append("must have no virtual column")
    return reasons

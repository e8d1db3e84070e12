"""Copy and swap: a partitioned copy, proven equal, takes the table's name while writes wait.

Source: SQL Language Reference, CREATE TABLE, INSERT (direct path), ALTER TABLE (READ ONLY, RENAME TO), constraint;
Administrator's Guide, "Placing a Table in Read-Only Mode" (which statements a READ ONLY table takes).
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.oracle.columns import LOB_TYPES, user_columns
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.lob_kinds import kept_kind_findings
from repart_tui.oracle.methods import rebuilt_table
from repart_tui.oracle.methods.facts import (
    METHOD,
    encrypted_columns,
    features_of_the_object,
    licence,
    materialized_views,
    rowid_columns,
)
from repart_tui.oracle.methods.method import Costs, Method
from repart_tui.oracle.methods.reference_copy import copy_findings

STEPS = (
    "Look where we are",
    "Create the new table",
    "Stop writes to the old one",
    "Load the rows",
    "Carry on the identity columns",
    "Build the indexes",
    "Add the constraints",
    "Grants, column comments and logging",
    "Prove the rows equal",
    "Statistics",
    "Second foreign keys from the children",
    "Prove the dependents equal",
    "Swap the names",
    "Give names back",
    "Triggers",
    "Assert and open for writes",
    "Recompile what depends on it",
)


def findings(table: TableConfig, config: MigrationConfig) -> list[Finding]:
    """Return what bars copy and swap (errors) and what to know about it (warnings)."""
    return [
        *licence(config),
        *rebuilt_table.knowledge(table, config),
        *rebuilt_table.target(table),
        *kept_kind_findings(table, config),
        *rebuilt_table.columns(table),
        *rebuilt_table.properties(table),
        *rebuilt_table.indexes_and_constraints(table),
        *copy_findings(table, config),
        *rebuilt_table.triggers(table),
        *rebuilt_table.grants(table),
        *rebuilt_table.policies(table),
        *materialized_views(table),
        *features_of_the_object(table, copied=True),
        *encrypted_columns(table),
        *rowid_columns(table),
        *_lobs(table),
    ]


def _lobs(table: TableConfig) -> Iterator[Finding]:
    if any(column.data_type in LOB_TYPES for column in user_columns(table.current_state)):
        yield Finding("LOB-PROOF", "note", METHOD, "LOBs are compared byte by byte before the swap; that takes time.")


COPY_AND_SWAP = Method(
    name="copy_and_swap",
    title="copy and swap",
    merit="every row and every dependent object is rebuilt and proven equal before the swap; writes fail meanwhile.",
    costs=Costs(
        writes="fail with ORA-12081 from the load to the end, reads go on",
        space="a second copy of table, LOBs and indexes, kept until cleanup1.sql",
        undo="little: the load is direct path",
        redo="that of all rows and indexes once, of the indexes alone with nologging_load",
        licence="Partitioning option of Enterprise Edition",
        rollback="rollback1.sql, at once; refuses to lose newer rows or definitions unless told to",
    ),
    findings=findings,
    steps=STEPS,
    builds_new_table=True,
)

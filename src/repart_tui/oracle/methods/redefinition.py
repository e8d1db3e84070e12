"""Online redefinition: DBMS_REDEFINITION, with users writing all the time and a way back that keeps what they write.

Source: PL/SQL Packages and Types Reference, DBMS_REDEFINITION; Administrator's Guide, "Redefining Tables Online"
(restrictions); Error Messages, ORA-12087 to ORA-12092, ORA-23550, ORA-42029 to ORA-42092.
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import CurrentState, MigrationConfig, SystemTarget, TableConfig
from repart_tui.oracle.columns import LOB_TYPES, stored_columns, user_columns
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.lob_kinds import kept_kind_findings
from repart_tui.oracle.methods import rebuilt_table
from repart_tui.oracle.methods.facts import (
    METHOD,
    barred,
    encrypted_columns,
    features_of_the_object,
    licence,
    materialized_views,
    rowid_columns,
)
from repart_tui.oracle.methods.method import Costs, Method
from repart_tui.oracle.row_proof import unique_key
from repart_tui.oracle.sql_text import quote_name
from repart_tui.oracle.swap_names import is_generated
from repart_tui.oracle.table_ddl import row_movement
from repart_tui.oracle.versions import config_release, name_limit

GUIDE = "PL/SQL Packages and Types Reference, DBMS_REDEFINITION"
LONGEST_MAPPING = 32_767
"""Bytes of col_mapping, a VARCHAR2 of PL/SQL; names are counted in UTF-8, where none takes less room."""
STEPS = (
    "Look where we are",
    "Create the interim table",
    "Start the redefinition",
    "Indexes and keys",
    "Constraints, triggers, privileges",
    "Comments, logging and statistics",
    "Synchronise and prove the rows",
    "Prove the dependents complete",
    "Finish",
    "Validate constraints, restore states",
    "Assert that nothing was lost",
    "Recompile what depends on it",
)


def findings(table: TableConfig, config: MigrationConfig) -> list[Finding]:
    """Return what bars redefinition (errors) and what to know about it (warnings)."""
    return [
        *licence(config),
        *rebuilt_table.knowledge(table, config),
        *_release(config),
        *rebuilt_table.no_reference(table),
        *rebuilt_table.target(table),
        *kept_kind_findings(table, config),
        *_oracle_refuses(table),
        *rebuilt_table.columns(table),
        *rebuilt_table.properties(table),
        *rebuilt_table.indexes_and_constraints(table),
        *rebuilt_table.partitioned_by_reference(table, config),
        *rebuilt_table.triggers(table),
        *rebuilt_table.grants(table),
        *rebuilt_table.policies(table),
        *materialized_views(table),
        *features_of_the_object(table, copied=True),
        *encrypted_columns(table),
        *rowid_columns(table),
        *_row_movement(table),
        *_warnings(table),
    ]


def column_mapping(state: CurrentState) -> str:
    """Return the col_mapping of START_REDEF_TABLE: every stored column, the invisible ones too, to itself."""
    names = [quote_name(column.name) for column in stored_columns(state)]
    return ", ".join(f"{name} {name}" for name in names)


def _release(config: MigrationConfig) -> Iterator[Finding]:
    version = config_release(config)
    if version != (0, 0) and (version < (12, 2) or name_limit(config.metadata.database) < 128):
        yield barred("ORA-42070", "A redefinition with a way back needs release and COMPATIBLE 12.2.", GUIDE)


def _oracle_refuses(table: TableConfig) -> Iterator[Finding]:
    """Tables that DBMS_REDEFINITION does not take, or not as they are."""
    state = table.current_state
    if isinstance(table.common_settings.target_config, SystemTarget):
        yield barred("SYSTEM-COPY", "Oracle's own load cannot tell which system partition a row belongs to.", GUIDE)
    if state.partitioning is not None and state.partitioning.partitioning_type == "SYSTEM":
        yield barred(
            "ORA-14701",
            "It has system partitions: the way back could not tell into which one a newer row belongs.",
            GUIDE,
            "Copy and swap goes back by the names.",
        )
    if table.owner in ("SYS", "SYSTEM"):
        yield barred("ORA-12087", f"Tables of {table.owner} are not redefined online.", GUIDE)
    for column in user_columns(state):
        if column.identity is not None:
            yield barred(
                "ORA-23550",
                f"Column {column.name} is an identity column, which a redefinition would lose.",
                GUIDE,
                "Choose online_modify or copy_and_swap.",
            )
        if column.data_type == "BFILE":
            yield barred("ORA-12088", f"Column {column.name} is a BFILE.", GUIDE)
    by_default = {column.name for column in user_columns(state) if column.default_on_null}
    for constraint in state.constraints:
        if constraint.not_null and constraint.columns[0] in by_default and not is_generated(constraint):
            # DEFAULT ON NULL makes the interim column NOT NULL under a name of Oracle's, and the named one is left out.
            yield barred(
                "ORA-01442",
                f"NOT NULL constraint {constraint.constraint_name} of column {constraint.columns[0]}, which is DEFAULT"
                " ON NULL, would lose its name.",
                GUIDE,
                "Choose online_modify or copy_and_swap.",
            )
    mapping = len(column_mapping(state).encode())
    if mapping > LONGEST_MAPPING:
        yield barred(
            "ORA-06502",
            f"The names of its columns take {mapping:,} bytes in col_mapping, a VARCHAR2 of {LONGEST_MAPPING:,}.",
            GUIDE,
            "Choose online_modify or copy_and_swap.",
        )
    if state.properties.read_only:
        yield barred("ORA-12081", "The table is READ ONLY.", GUIDE, "Copy and swap takes it as it is.")
    if state.partitioning is not None and any(
        part.read_only or part.read_only_subpartitions for part in state.partitioning.partitions
    ):
        yield barred("ORA-14466", "It has READ ONLY partitions.", GUIDE, "Copy and swap takes it as it is.")
    if state.properties.row_archival:
        yield barred(
            "ROW-ARCHIVAL",
            "ROW ARCHIVAL is on, and Oracle does not say whether a redefinition carries ORA_ARCHIVE_STATE.",
            GUIDE,
            "Copy and swap carries archived rows.",
        )
    if table.common_settings.migration_settings.nologging_load:
        yield barred("NOLOGGING", "A redefinition cannot be NOLOGGING.", GUIDE, "Set nologging_load to false.")


def _row_movement(table: TableConfig) -> Iterator[Finding]:
    """The way back takes no table that has row movement, neither before nor after."""
    state = table.current_state
    if state.properties.row_movement:
        yield barred(
            "ORA-42086",
            "Row movement is enabled, and a redefinition with a way back takes no such table.",
            "Database Error Messages, ORA-42086",
            "Choose online_modify or copy_and_swap. Where the application moves no rows, DISABLE ROW MOVEMENT of the "
            "table before, and discover again.",
        )
    elif row_movement(table):
        yield Finding(
            "ROW-MOVEMENT-LATER",
            "warning",
            METHOD,
            "Row movement waits for cleanup1.sql, as the way back bars it (ORA-42086): until then an UPDATE that would "
            "move a row to another partition fails with ORA-14402.",
            "Where the application updates the key, choose another method; else set row_movement to keep.",
            "Database Error Messages, ORA-42086 and ORA-14402",
        )


def _warnings(table: TableConfig) -> Iterator[Finding]:
    state = table.current_state
    if unique_key(state) is None:
        yield Finding(
            "REDEFINITION-BY-ROWID",
            "warning",
            METHOD,
            "No key tells its rows apart, so Oracle uses ROWIDs: one unused column stays behind until it is dropped.",
            "ALTER TABLE ... DROP UNUSED COLUMNS, when writes can wait.",
            GUIDE,
        )
    if any(column.data_type in LOB_TYPES for column in user_columns(state)):
        yield Finding("LOB-PROOF", "note", METHOD, "LOBs are compared byte by byte before the end; that takes time.")


REDEFINITION = Method(
    name="redefinition",
    title="online redefinition",
    merit="users keep writing, every row and dependent is proven, and the way back keeps what they write.",
    costs=Costs(
        writes="go on, but for a short lock at the end; each write is logged once more until cleanup1.sql",
        space="a second copy of table, LOBs and indexes, kept until cleanup1.sql, and a log of what others write",
        undo="as for one INSERT of all rows, and reads as old as the load takes",
        redo="that of all rows and indexes once, always logged, and of the log of changes",
        licence="Enterprise Edition (online redefinition) and its Partitioning option",
        rollback="rollback1.sql keeps what was written since, until cleanup1.sql",
    ),
    findings=findings,
    steps=STEPS,
    builds_new_table=True,
    auto_avoids=("REDEFINITION-BY-ROWID", "ROW-MOVEMENT-LATER"),
)

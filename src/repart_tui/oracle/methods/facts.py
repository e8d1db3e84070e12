"""Questions that several methods ask of a table."""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.reference_families import following_keys
from repart_tui.oracle.table_ddl import unlogged_lobs

METHOD = "common_settings.method"


def barred(code: str, message: str, source: str | None = None, suggestion: str | None = None) -> Finding:
    """Return the finding that bars a method."""
    return Finding(code, "error", METHOD, message, suggestion, source)


def licence(config: MigrationConfig) -> Iterator[Finding]:
    """Every method needs the Partitioning option (ORA-00439)."""
    database = config.metadata.database
    if database is not None and database.partitioning_option is False:
        yield barred(
            "ORA-00439",
            "The Partitioning option is not installed in this database.",
            "Database Licensing Information User Manual",
        )


def reference_source(table: TableConfig) -> Iterator[Finding]:
    """A table partitioned by reference cannot part with the foreign key that carries its partitioning."""
    partitioning = table.current_state.partitioning
    if partitioning is not None and partitioning.partitioning_type == "REFERENCE":
        yield barred(
            "ORA-14650",
            f"It is partitioned by reference; its foreign key {partitioning.reference_constraint} cannot be dropped.",
            "SQL Language Reference, CREATE TABLE, reference_partitioning",
            "Copy and swap takes it along with its parent.",
        )


INDEX_TYPES = frozenset(
    {
        "NORMAL",
        "NORMAL/REV",
        "BITMAP",
        "FUNCTION-BASED NORMAL",
        "FUNCTION-BASED NORMAL/REV",
        "FUNCTION-BASED BITMAP",
    }
)
"""Indexes that this tool knows how to carry (Database Reference, ALL_INDEXES.INDEX_TYPE)."""

LOST_BY_A_COPY = {
    "ANNOTATION": "SQL Language Reference, annotations_clause",
    "POLICY_GROUP": "PL/SQL Packages and Types Reference, DBMS_RLS",
    "POLICY_CONTEXT": "PL/SQL Packages and Types Reference, DBMS_RLS",
    "UNUSABLE_EDITION": "SQL Language Reference, CREATE TABLE, unusable_editions_clause",
    "APPLY_SERVER_ONLY": "PL/SQL Packages and Types Reference, DBMS_DDL",
    "PRECHECK": "SQL Language Reference, constraint, PRECHECK",
}
"""Features that belong to the table as an object: MODIFY keeps them, a copy does not have them."""

_TOLD = {
    "CAPTURE": "Prepare the table anew, and look at the process that captures it.",
    "CHANGE_NOTIFICATION": "Register anew.",
}


def features_of_the_object(table: TableConfig, *, copied: bool) -> Iterator[Finding]:
    """What hangs on the table as an object: carried only where the object stays."""
    for feature in table.current_state.features:
        if feature.code == "LOG_REFRESH":
            yield barred("LOG-REFRESH", feature.message, "Data Warehousing Guide, Refreshing Materialized Views")
        elif copied and feature.code in LOST_BY_A_COPY:
            yield barred(
                feature.code.replace("_", "-"),
                f"{feature.message} A copy would lose it.",
                LOST_BY_A_COPY[feature.code],
                "Online MODIFY keeps it where it may be used.",
            )
        elif feature.code in _TOLD:
            yield Finding(feature.code.replace("_", "-"), "warning", METHOD, feature.message, _TOLD[feature.code])


def moved_unlogged(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """Rows that Oracle moves into segments with NOLOGGING leave nothing in the redo that could bring them back."""
    state = table.current_state
    if config.metadata.database is not None and config.metadata.database.force_logging:
        return
    parts = state.partitioning.partitions if state.partitioning is not None else []
    rows = state.storage.logging is False or any(part.logging is False for part in parts)
    names = [*(["the table"] if rows else []), *(f"LOB {lob.column_name}" for lob in unlogged_lobs(state))]
    names += [f"index {index.index_name}" for index in state.indexes if index.logging is False]
    if names:
        yield Finding(
            "ORA-26040",
            "warning",
            METHOD,
            f"NOLOGGING is set for {', '.join(names)}: Oracle may move them without redo, and media recovery or a "
            "standby would not have them.",
            "Set LOGGING before, or take a backup right after.",
            'Backup and Recovery User\'s Guide, "Recovering Tables and Indexes with NOLOGGING"',
        )


def in_memory(table: TableConfig) -> Iterator[Finding]:
    """What a MODIFY does to In-Memory attributes is documented nowhere."""
    if table.current_state.properties.inmemory == "ENABLED":
        yield Finding(
            "INMEMORY",
            "warning",
            METHOD,
            "It or partitions of it are INMEMORY, and Oracle does not say what MODIFY makes of that.",
            "Note INMEMORY of ALL_TABLES, ALL_PART_TABLES and ALL_TAB_PARTITIONS now, and compare afterwards.",
            "Database In-Memory Guide, Enabling Objects for In-Memory Population",
        )


def rowid_columns(table: TableConfig) -> Iterator[Finding]:
    """Every row gets a new ROWID; what was written down of the old ones points nowhere."""
    for column in table.current_state.columns:
        if column.data_type in ("ROWID", "UROWID") and column.user_generated:
            yield Finding(
                "ROWID-COLUMN",
                "warning",
                METHOD,
                f"Column {column.name} holds ROWIDs; those of this table's own rows become void.",
                "Look at what the application does with them.",
                "SQL Language Reference, ALTER TABLE, ENABLE ROW MOVEMENT",
            )


def encrypted_columns(table: TableConfig) -> Iterator[Finding]:
    """A copy encrypts with a table key of its own, for which the keystore must be open."""
    names = [column.name for column in table.current_state.columns if column.encryption is not None]
    if names:
        yield Finding(
            "ORA-28365",
            "warning",
            METHOD,
            f"{', '.join(names)}: the copy is encrypted with a new table key.",
            "The keystore must be open.",
            "Advanced Security Guide, Transparent Data Encryption",
        )


def reference_children(table: TableConfig, config: MigrationConfig) -> list[str]:
    """Return the tables that are partitioned by reference to this one."""
    return sorted({f"{child.owner}.{child.table_name}" for child in following_keys(table, config)})


def materialized_views(table: TableConfig) -> Iterator[Finding]:
    """A log, or a view that refreshes fast from it, does not survive new ROWIDs unharmed."""
    state = table.current_state
    if state.materialized_view_log is not None:
        yield barred(
            "MVIEW-LOG",
            f"Materialized view log {state.materialized_view_log} records ROWIDs or changes that would be lost.",
            "Data Warehousing Guide, Refreshing Materialized Views",
            "Drop the log before and create it after, then refresh COMPLETE.",
        )
    for view in state.materialized_views:
        if view.refresh_method == "FAST" or view.refresh_mode == "COMMIT":
            yield barred(
                "MVIEW-FAST",
                f"Materialized view {view.owner}.{view.name} refreshes fast or on commit from this table.",
                "Data Warehousing Guide, Refreshing Materialized Views",
            )
        else:
            yield Finding(
                "MVIEW-COMPLETE",
                "warning",
                METHOD,
                f"Materialized view {view.owner}.{view.name} reads this table and is stale afterwards.",
                "Refresh it COMPLETE.",
                "Data Warehousing Guide, Refreshing Materialized Views",
            )


def invalid_triggers(table: TableConfig) -> Iterator[Finding]:
    """A trigger that is enabled and does not compile makes every statement that fires it fail, before and after."""
    for trigger in table.current_state.triggers:
        if trigger.status == "ENABLED" and trigger.object_status == "INVALID":
            yield Finding(
                "ORA-04098",
                "warning",
                METHOD,
                f"Trigger {trigger.owner}.{trigger.trigger_name} is enabled but INVALID, and stays so.",
                "Mend or disable it first.",
                "Database Error Messages, ORA-04098",
            )

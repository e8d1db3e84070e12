"""Questions that several methods ask of a table."""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.oracle.findings import Finding

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
            "Leave the table as it is: it follows its parent.",
        )


def reference_children(table: TableConfig, config: MigrationConfig) -> list[str]:
    """Return the tables that are partitioned by reference to this one."""
    children = []
    by_key = {(c.owner, c.table_name, c.constraint_name) for c in table.current_state.referenced_by}
    for other in config.tables:
        partitioning = other.current_state.partitioning
        if partitioning is None or partitioning.reference_constraint is None:
            continue
        if (other.owner, other.table_name, partitioning.reference_constraint) in by_key:
            children.append(f"{other.owner}.{other.table_name}")
    return children


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

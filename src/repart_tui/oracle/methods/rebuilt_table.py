"""What bars every method that puts a second table in the place of the first: it can only rebuild what it knows."""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.counted import counted
from repart_tui.migration_models import MigrationConfig, ReferenceTarget, TableConfig
from repart_tui.oracle.columns import is_plain_type, user_columns
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.in_place_change import in_place_change, moved_attributes
from repart_tui.oracle.methods.facts import (
    INDEX_TYPES,
    METHOD,
    barred,
    invalid_triggers,
    reference_children,
    reference_source,
)
from repart_tui.oracle.signature import is_so_already
from repart_tui.oracle.versions import config_release

GRANTABLE = frozenset(
    {
        "ALTER",
        "DELETE",
        "DEBUG",
        "FLASHBACK",
        "INDEX",
        "INSERT",
        "ON COMMIT REFRESH",
        "QUERY REWRITE",
        "READ",
        "REFERENCES",
        "SELECT",
        "UPDATE",
    }
)
"""Object privileges on a table that a script may grant by name."""


def knowledge(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """What was not readable could be lost."""
    state = table.current_state
    if state.object_id is None:
        yield barred("OBJECT-ID-UNKNOWN", "The table's OBJECT_ID is unknown, so a rerun could not tell old from new.")
    if config_release(config) == (0, 0):
        yield barred("VERSION-UNKNOWN", "The release of the database is unknown.")
    if config.metadata.view_family != "DBA":
        yield barred(
            "VIEWS-HIDDEN",
            f"Only {config.metadata.view_family}_ views were readable: keys, grants and triggers of others may hide.",
            None,
            "Discover again as a user with SELECT_CATALOG_ROLE or SELECT ANY DICTIONARY.",
        )
    if state.unknown_facts:
        yield barred(
            "FACTS-UNKNOWN", f"Not readable: {', '.join(state.unknown_facts)}. A copy could lose what was not seen."
        )


def no_reference(table: TableConfig) -> Iterator[Finding]:
    """A redefinition or an exchange makes no table that is partitioned by reference (ORA-23549)."""
    if isinstance(table.common_settings.target_config, ReferenceTarget):
        yield barred(
            "ORA-23549",
            "It does not make a table that is partitioned by reference.",
            "Database Error Messages, ORA-23549",
            "Use online_modify or copy_and_swap.",
        )


def target(table: TableConfig) -> Iterator[Finding]:
    """A target that is there already."""
    wanted = table.common_settings.target_config
    if isinstance(wanted, ReferenceTarget):
        # It comes along with its parent.
        return
    so_already = table.current_state.partitioning is not None and is_so_already(table.current_state, wanted)
    if so_already and in_place_change(table) is None and not any(moved_attributes(table)):
        yield Finding(
            "PARTITIONED-SO",
            "warning",
            "common_settings.target_config",
            "It is partitioned so already: the table would be rebuilt as it is.",
            "Leave it out, unless that is what you want.",
        )


def columns(table: TableConfig) -> Iterator[Finding]:
    """Columns that are not rebuilt."""
    state = table.current_state
    for column in user_columns(state):
        if not is_plain_type(column):
            yield barred(
                "COLUMN-TYPE", f"Column {column.name} is of type {column.data_type}, which is not rebuilt yet."
            )
        if column.evaluation_edition is not None:
            yield barred("EVALUATION-EDITION", f"Column {column.name} names an evaluation edition.")
        if column.default_on_null_for_update:
            yield barred("DEFAULT-ON-NULL-UPDATE", f"Column {column.name} has DEFAULT ON NULL FOR INSERT AND UPDATE.")
    for lob in state.lobs:
        if lob.encrypt == "YES":
            yield barred("LOB-ENCRYPT", f"LOB column {lob.column_name} is encrypted.")
    if state.unused_column_count and (
        "unused_columns_dropped" not in table.common_settings.migration_settings.accepted_risks
    ):
        yield barred(
            "UNUSED-COLUMNS",
            f"{counted(state.unused_column_count, 'unused column')} would be gone from the copy.",
            None,
            "Accept the risk unused_columns_dropped.",
        )


def properties(table: TableConfig) -> Iterator[Finding]:
    """Attributes of the table that are not rebuilt."""
    found = table.current_state.properties
    if found.inmemory == "ENABLED":
        yield barred("INMEMORY", "In-memory attributes are not rebuilt yet.")
    if found.memoptimize_read == "ENABLED" or found.memoptimize_write == "ENABLED":
        yield barred("MEMOPTIMIZE", "MEMOPTIMIZE attributes are not rebuilt yet.")
    if found.clustering:
        yield barred("CLUSTERING", "Attribute clustering is not rebuilt yet.")
    if found.ilm_policies:
        yield barred("ILM", "Automatic Data Optimization policies are not rebuilt yet.")
    if found.result_cache == "MANUAL":
        yield Finding(
            "RESULT-CACHE",
            "warning",
            METHOD,
            "RESULT_CACHE is MANUAL, which CREATE TABLE has no word for: the new table gets DEFAULT.",
            None,
            "SQL Language Reference, CREATE TABLE, result_cache_clause",
        )
    if found.logical_replication not in (None, "ENABLED"):
        yield barred("LOGICAL-REPLICATION", "A changed LOGICAL REPLICATION is not rebuilt yet.")
    if found.table_lock is False:
        yield barred("ORA-00069", "Table locks are disabled.")


def indexes_and_constraints(table: TableConfig) -> Iterator[Finding]:
    """Indexes and constraints that are not rebuilt."""
    state = table.current_state
    for index in state.indexes:
        if "DOMAIN" in index.index_type or index.join_index:
            yield barred("INDEX-TYPE", f"{index.index_name} is a domain or bitmap join index, which is not rebuilt.")
        elif index.index_type not in INDEX_TYPES:
            yield barred("INDEX-TYPE", f"{index.index_name} is of type {index.index_type}, which is not rebuilt.")
        if index.automatic:
            yield barred("AUTO-INDEX", f"{index.index_name} was made by automatic indexing.")
    for constraint in state.constraints:
        if constraint.constraint_type not in ("P", "U", "R", "C"):
            yield barred(
                "CONSTRAINT-TYPE",
                f"Constraint {constraint.constraint_name} is of type {constraint.constraint_type}.",
            )
    for constraint in (*state.constraints, *state.referenced_by):
        # ALL_CONSTRAINTS shows keys of tables only on which the user has a privilege.
        if constraint.constraint_type == "R" and not (constraint.referenced_table and constraint.referenced_columns):
            yield barred(
                "FOREIGN-KEY-TARGET",
                f"The key that foreign key {constraint.owner}.{constraint.constraint_name} refers to is not readable.",
            )


def partitioned_by_reference(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """Parents and children by reference partitioning."""
    yield from reference_source(table)
    children = reference_children(table, config)
    if children:
        yield barred("ORA-14650", f"{', '.join(children)} is partitioned by reference to it.")


def triggers(table: TableConfig) -> Iterator[Finding]:
    """Triggers that cannot be made anew."""
    for trigger in table.current_state.triggers:
        if trigger.source is None:
            yield barred("TRIGGER-TEXT", f"The text of trigger {trigger.owner}.{trigger.trigger_name} is not readable.")
        if trigger.fire_once is False:
            yield barred("FIRE-ONCE", f"Trigger {trigger.owner}.{trigger.trigger_name} has FIRE_ONCE off.")
    yield from invalid_triggers(table)


def grants(table: TableConfig) -> Iterator[Finding]:
    """Grants that a script cannot give again as they were."""
    for grant in table.current_state.grants:
        if grant.privilege not in GRANTABLE:
            yield barred("PRIVILEGE", f"Privilege {grant.privilege} of {grant.grantee} is not granted by scripts yet.")
        if grant.grantor not in (None, table.owner):
            yield Finding(
                "GRANTOR",
                "warning",
                METHOD,
                f"{grant.privilege} to {grant.grantee} was granted by {grant.grantor}; {table.owner} grants it anew.",
            )


def policies(table: TableConfig) -> Iterator[Finding]:
    """Policies belong to the old object."""
    for policy in table.current_state.policies:
        yield barred(
            policy.kind,
            f"{policy.kind} policy {policy.name} belongs to the old object and is not rebuilt yet.",
            None,
            "Online MODIFY keeps it where it may be used."
            if policy.kind != "REDACTION"
            else "Drop the policy before, discover again, and add it after.",
        )

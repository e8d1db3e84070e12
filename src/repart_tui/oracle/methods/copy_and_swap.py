"""Copy and swap: a partitioned copy, proven equal, takes the table's name while writes wait.

Source: SQL Language Reference, CREATE TABLE, INSERT (direct path), ALTER TABLE (READ ONLY, RENAME TO), constraint;
Administrator's Guide, "Placing a Table in Read-Only Mode" (which statements a READ ONLY table takes).
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import MigrationConfig, ReferenceTarget, TableConfig
from repart_tui.oracle.columns import LOB_TYPES, is_plain_type, user_columns
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.methods.facts import (
    INDEX_TYPES,
    METHOD,
    barred,
    encrypted_columns,
    features_of_the_object,
    invalid_triggers,
    licence,
    materialized_views,
    reference_children,
    reference_source,
    rowid_columns,
)
from repart_tui.oracle.versions import config_release

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


def findings(table: TableConfig, config: MigrationConfig) -> list[Finding]:
    """Return what bars copy and swap (errors) and what to know about it (warnings)."""
    return [
        *licence(config),
        *_knowledge(table, config),
        *_target(table),
        *_columns(table),
        *_properties(table),
        *_dependents(table, config),
    ]


def _knowledge(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
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


def _target(table: TableConfig) -> Iterator[Finding]:
    target = table.common_settings.target_config
    if isinstance(target, ReferenceTarget):
        yield barred("REFERENCE-COPY", "A copy partitioned by reference is not offered.", None, "Use online_modify.")


def _columns(table: TableConfig) -> Iterator[Finding]:
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
            f"{state.unused_column_count} unused columns would be gone from the copy.",
            None,
            "Accept the risk unused_columns_dropped.",
        )


def _properties(table: TableConfig) -> Iterator[Finding]:
    properties = table.current_state.properties
    if properties.inmemory == "ENABLED":
        yield barred("INMEMORY", "In-memory attributes are not rebuilt yet.")
    if properties.memoptimize_read == "ENABLED" or properties.memoptimize_write == "ENABLED":
        yield barred("MEMOPTIMIZE", "MEMOPTIMIZE attributes are not rebuilt yet.")
    if properties.clustering:
        yield barred("CLUSTERING", "Attribute clustering is not rebuilt yet.")
    if properties.ilm_policies:
        yield barred("ILM", "Automatic Data Optimization policies are not rebuilt yet.")
    if properties.logical_replication not in (None, "ENABLED"):
        yield barred("LOGICAL-REPLICATION", "A changed LOGICAL REPLICATION is not rebuilt yet.")


def _dependents(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
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
    yield from reference_source(table)
    children = reference_children(table, config)
    if children:
        yield barred("ORA-14650", f"{', '.join(children)} is partitioned by reference to it.")
    for trigger in state.triggers:
        if trigger.source is None:
            yield barred("TRIGGER-TEXT", f"The text of trigger {trigger.owner}.{trigger.trigger_name} is not readable.")
        if trigger.fire_once is False:
            yield barred("FIRE-ONCE", f"Trigger {trigger.owner}.{trigger.trigger_name} has FIRE_ONCE off.")
    for grant in state.grants:
        if grant.privilege not in GRANTABLE:
            yield barred("PRIVILEGE", f"Privilege {grant.privilege} of {grant.grantee} is not granted by scripts yet.")
        if grant.grantor not in (None, table.owner):
            yield Finding(
                "GRANTOR",
                "warning",
                METHOD,
                f"{grant.privilege} to {grant.grantee} was granted by {grant.grantor}; {table.owner} grants it anew.",
            )
    for policy in state.policies:
        yield barred(
            policy.kind,
            f"{policy.kind} policy {policy.name} belongs to the old object and is not rebuilt yet.",
            None,
            "Online MODIFY keeps it where it may be used."
            if policy.kind != "REDACTION"
            else "Drop the policy before, discover again, and add it after.",
        )
    yield from materialized_views(table)
    yield from invalid_triggers(table)
    yield from features_of_the_object(table, copied=True)
    yield from encrypted_columns(table)
    yield from rowid_columns(table)
    if state.properties.table_lock is False:
        yield barred("ORA-00069", "Table locks are disabled.")
    if any(column.data_type in LOB_TYPES for column in user_columns(state)):
        yield Finding("LOB-PROOF", "note", METHOD, "LOBs are compared byte by byte before the swap; that takes time.")

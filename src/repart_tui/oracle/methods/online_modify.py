"""Online MODIFY: ALTER TABLE ... MODIFY PARTITION BY ... ONLINE UPDATE INDEXES.

Source: SQL Language Reference, ALTER TABLE, "modify_to_partitioned"; VLDB and Partitioning Guide, "Converting a
Non-Partitioned Table to a Partitioned Table"; ORA-14427, ORA-14429, ORA-14433.
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import MigrationConfig, NoneTarget, ReferenceTarget, SystemTarget, TableConfig
from repart_tui.oracle.columns import is_plain_type, user_columns
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.index_locality import index_plans
from repart_tui.oracle.lob_kinds import SOURCE, basicfiles_at_risk, permitted_is_preferred
from repart_tui.oracle.methods.facts import (
    INDEX_TYPES,
    METHOD,
    barred,
    features_of_the_object,
    in_memory,
    invalid_triggers,
    licence,
    materialized_views,
    moved_unlogged,
    reference_children,
    reference_source,
    rowid_columns,
)
from repart_tui.oracle.methods.method import Costs, Method
from repart_tui.oracle.methods.reference_parent import parent_findings
from repart_tui.oracle.signature import is_so_already
from repart_tui.oracle.versions import feature_release

ALTER_TABLE = "SQL Language Reference, ALTER TABLE, modify_to_partitioned"
STEPS = (
    "Look where we are",
    "Modify the table online",
    "Set what MODIFY may not carry",
    "Gather statistics",
    "Assert that nothing was lost",
)


def findings(table: TableConfig, config: MigrationConfig) -> list[Finding]:
    """Return what bars online MODIFY (errors) and what to know about it (warnings)."""
    return [
        *licence(config),
        *_release(table, config),
        *_target(table, config),
        *_table(table, config),
        *_lobs(table, config),
        *in_memory(table),
        *moved_unlogged(table, config),
    ]


def _release(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    version = feature_release(config.metadata.database)
    if version == (0, 0):
        yield barred("VERSION-UNKNOWN", "The release of the database is unknown.", ALTER_TABLE)
        return
    if version < (12, 2):
        yield barred("ORA-14427", "MODIFY to partitioned needs release and COMPATIBLE 12.2.", ALTER_TABLE)
    elif version < (18, 0) and table.current_state.partitioning is not None:
        yield barred("ORA-14427", "MODIFY of a table that is partitioned already needs release 18.", ALTER_TABLE)
    if version < (23, 0) and isinstance(table.common_settings.target_config, NoneTarget):
        yield barred("ORA-14473", "MODIFY NONPARTITIONED needs release 23.", ALTER_TABLE)


def _target(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    target = table.common_settings.target_config
    if table.current_state.partitioning is not None and is_so_already(table.current_state, target):
        yield barred("NOTHING-TO-DO", "It is partitioned so already: MODIFY would change nothing.", ALTER_TABLE)
    if isinstance(target, SystemTarget):
        yield barred("ORA-14429", "MODIFY does not make system partitions.", ALTER_TABLE)
    if isinstance(target, ReferenceTarget):
        yield Finding(
            "ORA-14433",
            "warning",
            METHOD,
            "MODIFY to reference partitioning is not online: writes wait until it is done.",
            None,
            ALTER_TABLE,
        )
        yield from parent_findings(table, config)


def _lobs(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """MODIFY has no place for the LOB storage of the table, and what it inherits becomes SecureFiles in 18c.

    Where all segment space is managed by hand there are no SecureFiles.
    """
    found = basicfiles_at_risk(table, config, modified=True)
    if found and permitted_is_preferred(config):
        yield barred(
            "LOB-KIND",
            f"LOB {found[0].column_name} is a BasicFile, and on 18c MODIFY could make a SecureFile of it: "
            "DB_SECUREFILE = PERMITTED means PREFERRED there.",
            SOURCE,
            "Copy and swap or a redefinition says the kind of every LOB; or make the LOB a SecureFile first.",
        )


def _table(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    state = table.current_state
    for index in state.indexes:
        if index.index_type.startswith("DOMAIN") or index.index_type == "FUNCTION-BASED DOMAIN":
            yield barred("ORA-14427", f"{index.index_name} is a domain index.", ALTER_TABLE)
        elif index.index_type not in INDEX_TYPES:
            yield barred("ORA-14427", f"{index.index_name} is of type {index.index_type}.", ALTER_TABLE)
        if index.owner != table.owner:
            yield barred("ORA-14427", f"{index.owner}.{index.index_name} belongs to another schema.", ALTER_TABLE)
        if index.join_index:
            yield barred("ORA-14427", f"{index.index_name} is a bitmap join index.", ALTER_TABLE)
    for column in user_columns(state):
        if column.data_type_owner is not None or not is_plain_type(column):
            yield barred("ORA-14427", f"Column {column.name} is of type {column.data_type}.", ALTER_TABLE)
    for plan in index_plans(table):
        if plan.partial or plan.index.indexing == "PARTIAL":
            yield barred(
                "INDEXING",
                f"{plan.index.index_name} is or shall be a partial index, which UPDATE INDEXES cannot say.",
                ALTER_TABLE,
            )
        if plan.locality == "global" and plan.index.locality == "GLOBAL":
            yield barred(
                "INDEX-SHAPE",
                f"{plan.index.index_name} is partitioned for itself and shall be whole: for MODIFY, GLOBAL has no "
                "effect on it.",
                ALTER_TABLE,
                "Leave it as it is (auto), make it local, or choose a method that builds the indexes anew.",
            )
    present = state.partitioning
    if present is not None and (
        present.default_indexing is False
        or any(part.indexing is False for part in present.partitions)
        or any(item.indexing is False for item in present.subpartition_template)
    ):
        yield barred("INDEXING", "It has INDEXING OFF, and MODIFY is not said to keep or to clear it.", ALTER_TABLE)
    settings = table.common_settings
    if settings.tablespace or any(target.tablespace for target in settings.index_targets):
        yield barred(
            "TABLESPACE", "A tablespace was chosen, and MODIFY leaves table and indexes where they are.", ALTER_TABLE
        )
    if state.properties.read_only:
        yield barred("ORA-12081", "The table is READ ONLY.", ALTER_TABLE, "Copy and swap takes it as it is.")
    yield from reference_source(table)
    children = reference_children(table, config)
    if children:
        code = "ORA-14474" if isinstance(settings.target_config, NoneTarget) else "ORA-14427"
        yield barred(code, f"{', '.join(children)} is partitioned by reference to it.", ALTER_TABLE)
    yield from materialized_views(table)
    yield from invalid_triggers(table)
    yield from features_of_the_object(table, copied=False)
    yield from rowid_columns(table)
    for policy in state.policies:
        if policy.kind == "REDACTION":
            yield barred(
                "REDACTION",
                f"Redaction policy {policy.name}: Oracle does not say whether MODIFY keeps it.",
                None,
                "Drop the policy before, discover again, and add it after.",
            )
    if state.partitioning is not None and any(
        part.read_only or part.read_only_subpartitions for part in state.partitioning.partitions
    ):
        yield barred("ORA-14466", "It has READ ONLY partitions.", ALTER_TABLE)
    if state.unknown_facts:
        yield Finding(
            "FACTS-UNKNOWN",
            "warning",
            METHOD,
            f"Not readable: {', '.join(state.unknown_facts)}. The script cannot assert what it was not told of.",
        )


ONLINE_MODIFY = Method(
    name="online_modify",
    title="online MODIFY",
    merit="Oracle keeps rows, constraints, triggers and grants itself, and users keep writing.",
    costs=Costs(
        writes="go on, but for a short lock at the end",
        space="a second copy of table and indexes until the end",
        undo="little for the rows; a journal holds what others write meanwhile",
        redo="that of all rows and indexes once, and of the journal",
        licence="Partitioning option of Enterprise Edition",
        rollback="none in place before 23ai: take a restore point or a backup",
    ),
    findings=findings,
    steps=STEPS,
)

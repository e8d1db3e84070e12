"""Change in place: ALTER TABLE ... SET INTERVAL, PARTITIONING, STORE IN or SUBPARTITION TEMPLATE; no row moves.

Children by reference stay where they are: SET INTERVAL and SET STORE IN "can be run on tables that have
reference-partitioned children", and they follow, with or without the interval. An automatic list cannot be a parent.

Source: SQL Language Reference, ALTER TABLE, "alter_interval_partitioning", "alter_automatic_partitioning" and
"set_subpartition_template", CREATE TABLE, "AUTOMATIC"; VLDB and Partitioning Guide, "Creating Interval-Reference
Partitioned Tables"; Error Messages, ORA-14659, ORA-14759, ORA-14767, ORA-14850, ORA-14852.
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import AutomaticListTarget, IntervalTarget, MigrationConfig, TableConfig
from repart_tui.oracle.carried_template import unsaid_compression
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.in_place_change import InPlaceChange, in_place_change, moved_attributes
from repart_tui.oracle.index_locality import index_plans
from repart_tui.oracle.methods.facts import (
    METHOD,
    barred,
    invalid_triggers,
    licence,
    reference_children,
    reference_source,
)
from repart_tui.oracle.methods.method import Costs, Method
from repart_tui.oracle.methods.reference_parent import automatic_parent
from repart_tui.oracle.reference_families import children_of, followed_key
from repart_tui.oracle.signature import is_so_already
from repart_tui.oracle.table_ddl import row_movement
from repart_tui.oracle.versions import feature_release

ALTER_TABLE = "SQL Language Reference, ALTER TABLE, alter_interval_partitioning"
INTERVAL_REFERENCE = "VLDB and Partitioning Guide, Creating Interval-Reference Partitioned Tables"
STEPS = (
    "Look where we are",
    "Change the partitioning",
    "Set what goes with it",
    "Assert that nothing was lost",
)


def findings(table: TableConfig, config: MigrationConfig) -> list[Finding]:
    """Return what bars a change in place (errors) and what to know about it (warnings)."""
    change = in_place_change(table)
    state, target = table.current_state, table.common_settings.target_config
    if change is None and state.partitioning is not None and is_so_already(state, target):
        moved = list(_moved(table))
        return moved or [
            barred("NOTHING-TO-DO", "It is partitioned so already: there is nothing to change.", ALTER_TABLE)
        ]
    if change is None:
        return [
            barred(
                "NOT-IN-PLACE",
                "More differs than INTERVAL, AUTOMATIC or STORE IN: the key, the second level, partitions or bounds.",
                ALTER_TABLE,
            )
        ]
    unsaid = unsaid_compression(table, kept=True) if change.template is not None else ()
    return [
        *licence(config),
        *_release(config),
        *_table(table, config),
        *_settings(table),
        *unsaid,
        *_warnings(table, change),
        *_following(table, change, config),
    ]


def _release(config: MigrationConfig) -> Iterator[Finding]:
    version = feature_release(config.metadata.database)
    if version == (0, 0):
        yield barred("VERSION-UNKNOWN", "The release of the database is unknown.", ALTER_TABLE)
    elif version < (12, 2):
        yield barred("ORA-14850", "SET PARTITIONING AUTOMATIC needs release and COMPATIBLE 12.2.", ALTER_TABLE)


def _table(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    state = table.current_state
    if state.properties.read_only:
        yield barred("ORA-12081", "The table is READ ONLY.", ALTER_TABLE)
    yield from reference_source(table)
    yield from _children(table, config)
    becomes = table.common_settings.target_config
    for index in state.indexes:
        if "DOMAIN" in index.index_type and isinstance(becomes, (IntervalTarget, AutomaticListTarget)):
            yield barred("ORA-14762", f"{index.index_name} is a domain index.", ALTER_TABLE)
        if "DOMAIN" in index.index_type and row_movement(table) and not state.properties.row_movement:
            yield barred(
                "ORA-29887",
                f"Row movement shall be enabled, and the domain index {index.index_name} does not take it.",
                "Database Error Messages, ORA-29887",
                "Set row_movement to keep.",
            )
    yield from invalid_triggers(table)


def _children(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """Children by reference follow a change in place, unless the same script copies them."""
    children = reference_children(table, config)
    if children and isinstance(table.common_settings.target_config, AutomaticListTarget):
        yield automatic_parent(table, children[0])
    if children and row_movement(table) and not table.current_state.properties.row_movement:
        yield barred(
            "ORA-14661",
            f"Row movement shall be enabled, and {', '.join(children)} must have it too, and does not change in place.",
            "Database Error Messages, ORA-14661",
            "Set row_movement to keep, or enable it for the children first, then for the table, and discover again.",
        )
    copied = [
        f"{child.owner}.{child.table_name}"
        for child in children_of(table, config)
        if child.enabled and followed_key(child) is not None
    ]
    if copied:
        yield barred(
            "REFERENCE-CHILD",
            f"Enabled too, and partitioned by reference to it: {', '.join(copied)}. They would be copied together.",
            INTERVAL_REFERENCE,
            f"Disable {', '.join(copied)}: a child by reference follows a change in place by itself.",
        )


def _moved(table: TableConfig) -> Iterator[Finding]:
    for what in list(moved_attributes(table))[:1]:
        yield barred("PARTITION-ATTRIBUTES", f"The plan wants {what}, and in place no partition changes.", ALTER_TABLE)


def _settings(table: TableConfig) -> Iterator[Finding]:
    """What the plan asks for besides, and rows that stay where they are cannot have."""
    settings, state = table.common_settings, table.current_state
    yield from _moved(table)
    level = getattr(settings.target_config, "subpartitioning", None)
    if getattr(level, "store_in", None):
        yield barred(
            "STORE-IN",
            "STORE IN of hash subpartitions cannot be changed: ALTER TABLE has no clause for it.",
            ALTER_TABLE,
            "Give the subpartitions a template with tablespaces, or choose another method.",
        )
    if settings.tablespace not in (None, state.storage.tablespace_name):
        yield barred("TABLESPACE", "A tablespace was chosen, and in place nothing moves.", ALTER_TABLE)
    chosen = next((plan for plan in index_plans(table) if plan.reason == "chosen"), None)
    if chosen is not None:
        yield barred(
            "INDEX-TARGET", f"{chosen.index.index_name} was chosen to change, and in place no index does.", ALTER_TABLE
        )
    info = state.partitioning
    if info is not None and (info.default_indexing is not False) != getattr(settings.target_config, "indexing", True):
        yield barred("INDEXING", "INDEXING of new partitions shall change, which this method does not.", ALTER_TABLE)


def _warnings(table: TableConfig, change: InPlaceChange) -> Iterator[Finding]:
    if change.partitions is not None and change.after == "-/NO":
        yield Finding(
            "ORA-14400",
            "warning",
            METHOD,
            "No partition is made for new values any more: an INSERT that fits none fails.",
            "Add partitions in time.",
            ALTER_TABLE,
        )
    if change.template is not None:
        yield Finding(
            "TEMPLATE",
            "warning",
            METHOD,
            "Only partitions to come follow the new template; the subpartitions that are there stay as they are.",
            "Choose a method that copies to have them changed too.",
            ALTER_TABLE,
        )
    if change.store_in is not None:
        yield Finding(
            "STORE-IN",
            "note",
            METHOD,
            "No view tells the tablespaces of STORE IN, so rollback1.sql leaves those of the plan.",
            None,
            ALTER_TABLE,
        )
    if table.current_state.unknown_facts:
        yield Finding(
            "FACTS-UNKNOWN",
            "warning",
            METHOD,
            f"Not readable: {', '.join(table.current_state.unknown_facts)}. "
            "The script cannot assert what it was not told of.",
        )


def _following(table: TableConfig, change: InPlaceChange, config: MigrationConfig) -> Iterator[Finding]:
    """What becomes of the children by reference."""
    children = reference_children(table, config)
    if not children or change.clause is None:
        return
    words = f"By reference {', '.join(children)} {'follows' if len(children) == 1 else 'follow'} as before"
    if change.partitions is None:
        words += ", with partitions of the interval when rows come."
    else:
        words += "; partitions that only the parent has so far may be made by that."
    yield Finding("REFERENCE-CHILD", "note", METHOD, words, None, INTERVAL_REFERENCE)


IN_PLACE = Method(
    name="in_place",
    title="change in place",
    merit="only the dictionary changes: no row moves, no index is touched.",
    costs=Costs(
        writes="go on, but for a moment's lock on the table",
        space="none",
        undo="none",
        redo="that of a change in the dictionary",
        licence="Partitioning option of Enterprise Edition",
        rollback="rollback1.sql, at once; partitions that Oracle made meanwhile stay",
    ),
    findings=findings,
    steps=STEPS,
    fast_path=True,
)

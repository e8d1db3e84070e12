"""Reference partitioning seen from the child: what its parent must be by then, and the key that it points to.

Source: SQL Language Reference, CREATE TABLE, "reference_partitioning" and "AUTOMATIC" (such a list is neither parent
nor child by reference); Database Error Messages, ORA-14653, ORA-14657, ORA-14659, ORA-14661 to ORA-14663, ORA-14670.
Releases that took virtual columns into the parent key (ORA-14664 to ORA-14667) do not say from which on, so ORA-14663
holds for all.
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import (
    AutomaticListTarget,
    ConstraintInfo,
    MigrationConfig,
    NoneTarget,
    TableConfig,
)
from repart_tui.oracle.columns import column_named
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.methods.facts import METHOD, barred
from repart_tui.oracle.reference_families import full_name, parent_of, planned_key
from repart_tui.oracle.reference_partitions import count_findings
from repart_tui.oracle.table_ddl import row_movement

CREATE_TABLE = "SQL Language Reference, CREATE TABLE, reference_partitioning"


def parent_findings(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """Return what bars `table` from following its parent."""
    key = planned_key(table)
    if key is None:
        return
    parent = parent_of(key, config)
    if parent is None:
        yield Finding(
            "PARENT-UNKNOWN",
            "warning",
            METHOD,
            f"Its parent {key.referenced_owner}.{key.referenced_table} was not discovered: the script looks whether it "
            "is partitioned, and not at the key that is pointed to.",
            "Discover its schema too.",
            CREATE_TABLE,
        )
        return
    moves = row_movement(parent) if parent.enabled else bool(parent.current_state.properties.row_movement)
    if moves and not row_movement(table):
        yield Finding(
            "ORA-14661",
            "error",
            "common_settings.row_movement",
            f"Its parent {full_name(parent)} has row movement enabled, so it must have it too.",
            "Set row_movement to enable.",
            "Database Error Messages, ORA-14661 and ORA-14662",
        )
    yield from _parent_key(key, parent, moves)
    yield from count_findings(table, config, parent)
    if _automatic_then(parent):
        yield automatic_parent(parent, full_name(table))
    none_then = parent.enabled and isinstance(parent.common_settings.target_config, NoneTarget)
    if parent.current_state.partitioning is None or none_then:
        yield from _partitioned_by_then(table, parent, config)


def automatic_parent(parent: TableConfig, child: str) -> Finding:
    """Return what bars an automatic list from having children by reference."""
    return barred(
        "ORA-14659",
        f"{full_name(parent)} cannot be an automatic list: {child} is partitioned by reference to it.",
        "SQL Language Reference, CREATE TABLE, AUTOMATIC",
        "Plan a list.",
    )


def _automatic_then(parent: TableConfig) -> bool:
    if parent.enabled:
        return isinstance(parent.common_settings.target_config, AutomaticListTarget)
    present = parent.current_state.partitioning
    return present is not None and present.automatic_list


def _parent_key(key: ConstraintInfo, parent: TableConfig, moves: bool) -> Iterator[Finding]:
    """The key that is pointed to, and its index."""
    state = parent.current_state
    named = full_name(parent)
    virtual = [
        name for name in key.referenced_columns if (column := column_named(state, name)) is not None and column.virtual
    ]
    if virtual:
        yield barred(
            "ORA-14663",
            f"Column {virtual[0]} of the key that it points to in {named} is virtual.",
            "Database Error Messages, ORA-14663",
        )
    pointed_to = next((c for c in state.constraints if c.constraint_name == key.referenced_constraint), None)
    index = next(
        (
            index
            for index in state.indexes
            if pointed_to is not None
            and (index.owner, index.index_name) == (pointed_to.index_owner, pointed_to.index_name)
        ),
        None,
    )
    if index is None:
        return
    if index.status == "UNUSABLE" or index.unusable_parts:
        yield barred(
            "ORA-14670",
            f"Index {index.index_name}, which enforces the key that it points to in {named}, is UNUSABLE.",
            "Database Error Messages, ORA-14670",
            "Rebuild the index, then discover again.",
        )
    exact = {column.name for column in index.columns} == set(key.referenced_columns)
    if moves and not (index.unique and exact):
        yield barred(
            "ORA-14657",
            f"{named} has row movement enabled, and rows that move there cannot take those of this table along: index "
            f"{index.index_name} of the key is {'not unique' if not index.unique else 'on more columns than the key'}.",
            "Database Error Messages, ORA-14657",
            "Give the key a unique index on its columns alone, or disable row_movement of the parent.",
        )


def _partitioned_by_then(table: TableConfig, parent: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """The parent is not partitioned yet: the same script must partition it first."""
    followed = [full_name(table)]
    above: TableConfig | None = parent
    while above is not None and above.enabled and above.current_state.partitioning is None:
        if full_name(above) in followed:
            yield barred(
                "ORA-14653",
                f"{' and '.join(followed)} shall follow each other by reference, so none can be first.",
                CREATE_TABLE,
                "Partition one of them by columns of its own.",
            )
            return
        followed.append(full_name(above))
        key = planned_key(above)
        above = None if key is None else parent_of(key, config)
    if not parent.enabled or isinstance(parent.common_settings.target_config, NoneTarget):
        yield barred(
            "ORA-14653",
            f"Its parent {full_name(parent)} is not partitioned by then.",
            CREATE_TABLE,
            "Enable the parent too, with a partitioned target: the script takes parents first.",
        )

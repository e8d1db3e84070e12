"""Families by reference: tables that reference partitioning connects, now or by the plan.

A foreign key that carries a partitioning cannot be dropped (ORA-14650), nor its parent without its child (ORA-14656):
such tables are copied together or not at all. Source: SQL Language Reference, CREATE TABLE, "reference_partitioning".
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import ConstraintInfo, MigrationConfig, ReferenceTarget, TableConfig
from repart_tui.oracle.tables_by_name import table_named


def same(one: TableConfig, other: TableConfig) -> bool:
    """Return True for the same table, though one of them be as the editor has it and the other as the plan has it."""
    return (one.owner, one.table_name) == (other.owner, other.table_name)


def full_name(table: TableConfig) -> str:
    """Return owner and name of a table, for sentences and to tell tables apart."""
    return f"{table.owner}.{table.table_name}"


def followed_key(table: TableConfig) -> ConstraintInfo | None:
    """Return the foreign key by which the table is partitioned now, None where it is not by reference."""
    present = table.current_state.partitioning
    if present is None or present.partitioning_type != "REFERENCE":
        return None
    return _foreign_key(table, present.reference_constraint)


def planned_key(table: TableConfig) -> ConstraintInfo | None:
    """Return the foreign key that shall carry the partitioning, None where the plan has none."""
    target = table.common_settings.target_config
    return _foreign_key(table, target.foreign_key) if isinstance(target, ReferenceTarget) else None


def _foreign_key(table: TableConfig, name: str | None) -> ConstraintInfo | None:
    keys = (c for c in table.current_state.constraints if c.constraint_type == "R")
    return next((c for c in keys if c.constraint_name == name), None)


def parent_of(key: ConstraintInfo, config: MigrationConfig) -> TableConfig | None:
    """Return the table that a foreign key points to, None where it was not discovered."""
    if key.referenced_owner is None or key.referenced_table is None:
        return None
    return table_named(config, key.referenced_owner, key.referenced_table)


def parents_of(table: TableConfig, config: MigrationConfig) -> Iterator[TableConfig]:
    """Yield the parents by reference of an enabled table: the present one, and that of the plan."""
    for key in (followed_key(table), planned_key(table) if table.enabled else None):
        parent = None if key is None else parent_of(key, config)
        if parent is not None and not same(parent, table):
            yield parent


def children_of(table: TableConfig, config: MigrationConfig) -> Iterator[TableConfig]:
    """Yield the tables that follow this one by reference, now or by the plan."""
    seen: set[tuple[str, str]] = set()
    for c in table.current_state.referenced_by:
        child = table_named(config, c.owner, c.table_name)
        if child is None or (c.owner, c.table_name) in seen:
            continue
        if any(same(parent, table) for parent in parents_of(child, config)):
            seen.add((c.owner, c.table_name))
            yield child


def following_keys(table: TableConfig, config: MigrationConfig) -> list[ConstraintInfo]:
    """Return the foreign keys by which other tables are partitioned by reference to this one now, discovered or not."""
    noted = {f.message for f in table.current_state.features if f.code == "REFERENCE_PARTITIONED_CHILD"}
    found: dict[tuple[str, str, str], ConstraintInfo] = {}
    for c in table.current_state.referenced_by:
        child = table_named(config, c.owner, c.table_name)
        info = child.current_state.partitioning if child is not None else None
        if (info is not None and info.reference_constraint == c.constraint_name) or (
            followed_in_words(c.owner, c.table_name, c.constraint_name) in noted
        ):
            found[c.owner, c.table_name, c.constraint_name] = c
    return [found[key] for key in sorted(found)]


def followed_in_words(owner: str, table: str, constraint: str) -> str:
    """Return how discovery notes a child by reference."""
    return f"{owner}.{table} is partitioned by reference to this table through {constraint}."


def reference_family(table: TableConfig, config: MigrationConfig) -> list[TableConfig]:
    """Return the enabled tables that reference partitioning connects with `table`, itself among them."""
    found = {(table.owner, table.table_name): table}
    queue = [table]
    while queue:
        member = queue.pop()
        for other in (*parents_of(member, config), *children_of(member, config)):
            if other.enabled and (other.owner, other.table_name) not in found:
                found[other.owner, other.table_name] = other
                queue.append(other)
    return list(found.values())


def points_to(table: TableConfig, other: TableConfig) -> bool:
    """Return True where a foreign key of `table` points to `other`."""
    return any(
        (c.referenced_owner, c.referenced_table) == (other.owner, other.table_name)
        for c in table.current_state.constraints
        if c.constraint_type == "R"
    )

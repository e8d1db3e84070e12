"""Families: tables that foreign keys connect, and the order in which a script takes them.

Parents come before children, as reference partitioning needs it (SQL Language Reference, CREATE TABLE,
"reference_partitioning": the parent must be partitioned). In a cycle a table waits only for the parent that it follows
by reference; else the order of the plan decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from repart_tui.migration_models import TableConfig
from repart_tui.oracle.reference_families import planned_key

Name = tuple[str, str]


def families(tables: Sequence[TableConfig]) -> list[list[TableConfig]]:
    """Return the tables in groups that no foreign key connects, each group with its parents first.

    Groups stand in the order of their first tables; only foreign keys between the given tables count.
    """
    by_name = {_name(table): table for table in tables}
    parents = {name: _parents(table) & by_name.keys() for name, table in by_name.items()}
    neighbours = {name: set(found) for name, found in parents.items()}
    for child, found in parents.items():
        for parent in found:
            neighbours[parent].add(child)
    groups = []
    waiting = dict(by_name)
    while waiting:
        family = _reached_from(next(iter(waiting)), neighbours)
        groups.append(_parents_first([waiting.pop(name) for name in by_name if name in family], parents))
    return groups


def _name(table: TableConfig) -> Name:
    return table.owner, table.table_name


def _parents(table: TableConfig) -> set[Name]:
    found = {
        (c.referenced_owner or "", c.referenced_table or "")
        for c in table.current_state.constraints
        if c.constraint_type == "R"
    }
    return found - {_name(table)}


def _followed(table: TableConfig) -> set[Name]:
    """Return the parent by reference, of a table that shall have one."""
    key = planned_key(table)
    return set() if key is None else {(key.referenced_owner or "", key.referenced_table or "")}


def _reached_from(start: Name, neighbours: dict[Name, set[Name]]) -> set[Name]:
    seen = {start}
    queue = [start]
    while queue:
        for name in neighbours[queue.pop()] - seen:
            seen.add(name)
            queue.append(name)
    return seen


def _parents_first(members: list[TableConfig], parents: dict[Name, set[Name]]) -> list[TableConfig]:
    waiting = {_name(table): table for table in members}
    ordered = []
    while waiting:
        free = next((name for name in waiting if not parents[name] & waiting.keys()), None)
        if free is None:
            # In a cycle nobody is: the first of the plan goes ahead that follows none of the others.
            free = next(
                (name for name in waiting if not _followed(waiting[name]) & waiting.keys()), next(iter(waiting))
            )
        ordered.append(waiting.pop(free))
    return ordered

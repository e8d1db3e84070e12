"""Copies in families by reference: who must be copied with whom.

The new child follows the new parent, the kept child the kept parent: for the foreign key that carries a partitioning
cannot be dropped (ORA-14650), all members are copied together, or a child that follows nobody yet alone.

Source: SQL Language Reference, CREATE TABLE, "reference_partitioning", ALTER TABLE, "RENAME CONSTRAINT" (any existing
constraint), INSERT, "Conventional and Direct-Path INSERT" (no referential constraints on the target table).
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import MigrationConfig, ReferenceTarget, TableConfig
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.methods.facts import METHOD, barred, reference_children
from repart_tui.oracle.methods.reference_parent import CREATE_TABLE, parent_findings
from repart_tui.oracle.reference_families import (
    children_of,
    followed_key,
    full_name,
    parent_of,
    planned_key,
    points_to,
    reference_family,
    same,
)
from repart_tui.oracle.swap_names import is_generated

_COPIES = ("auto", "copy_and_swap")


def copy_findings(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """Return what bars a copy of a parent or child by reference, and what to know about it."""
    if isinstance(table.common_settings.target_config, ReferenceTarget):
        yield from parent_findings(table, config)
        yield from _unnamed(table)
        yield from _conventional(table)
    yield from _follows_now(table, config)
    yield from _planned_parent(table, config)
    yield from _children(table, config)
    yield from _cycle(table, config)


def _unnamed(table: TableConfig) -> Iterator[Finding]:
    key = planned_key(table)
    if key is not None and is_generated(key):
        yield barred(
            "REFERENCE-NAME",
            f"Foreign key {key.constraint_name} has a name that Oracle made: PARTITION BY REFERENCE needs a given one.",
            CREATE_TABLE,
            "Rename it (ALTER TABLE ... RENAME CONSTRAINT), then discover again.",
        )


def _conventional(table: TableConfig) -> Iterator[Finding]:
    basic = table.current_state.storage.compression == "ENABLED" and (
        table.current_state.storage.compress_for not in ("ADVANCED", "OLTP")
    )
    yield Finding(
        "REFERENCE-LOAD",
        "warning",
        METHOD,
        "A table with a foreign key is not loaded by direct path, and this one has it from the beginning: its rows are "
        "inserted one by one, serially, with undo and redo for all of them in one transaction"
        f"{', and are not compressed by that' if basic else ''}.",
        "See that the undo tablespace has room for them.",
        "SQL Language Reference, INSERT, Conventional and Direct-Path INSERT",
    )


def _follows_now(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """A kept child goes on following its parent, so the parent must become a kept one too."""
    present = table.current_state.partitioning
    if present is None or present.partitioning_type != "REFERENCE":
        return
    key = followed_key(table)
    parent = None if key is None else parent_of(key, config)
    words = f"It is partitioned by reference; its foreign key {present.reference_constraint} cannot be dropped, "
    if parent is None:
        yield barred(
            "ORA-14650",
            words + "and its parent was not discovered.",
            CREATE_TABLE,
            "Discover the schema of its parent too: both are copied together.",
        )
    elif not parent.enabled or parent.common_settings.method not in _COPIES:
        yield barred(
            "ORA-14650",
            words + f"so the kept original would bind the rows of {full_name(parent)}.",
            CREATE_TABLE,
            f"Enable {full_name(parent)} too, with method auto or copy_and_swap: both are copied together.",
        )


def _planned_parent(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """A parent that the same script changes in another way could not go back while the copy follows it."""
    key = planned_key(table)
    parent = None if key is None else parent_of(key, config)
    if parent is not None and parent.enabled and parent.common_settings.method not in _COPIES:
        yield barred(
            "REFERENCE-PARENT",
            f"Its parent {full_name(parent)} is changed by {parent.common_settings.method},"
            " and copies are made together.",
            CREATE_TABLE,
            f"Choose auto or copy_and_swap for {full_name(parent)} too.",
        )


def _children(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    elsewhere = set(reference_children(table, config))
    followers: dict[str, TableConfig] = {}
    queue = [table]
    while queue:
        for child in children_of(queue.pop(), config):
            if followed_key(child) is not None and full_name(child) not in followers:
                followers[full_name(child)] = child
                queue.append(child)
    elsewhere -= followers.keys()
    missing = sorted(
        name for name, child in followers.items() if not child.enabled or child.common_settings.method not in _COPIES
    )
    if elsewhere:
        yield barred(
            "ORA-14650",
            f"{', '.join(sorted(elsewhere))} is partitioned by reference to it and was not discovered.",
            CREATE_TABLE,
            "Discover its schema too: both are copied together.",
        )
    if missing:
        yield barred(
            "ORA-14650",
            f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} partitioned by reference to it.",
            CREATE_TABLE,
            f"Enable {', '.join(missing)} too, with target reference and method auto or copy_and_swap: they are copied "
            "together.",
        )


def _cycle(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """The new tables are made one after the other, so the foreign keys among them must have a first one."""
    waiting = {full_name(member): member for member in reference_family(table, config)}
    while waiting:
        free = [
            name
            for name, one in waiting.items()
            if not any(points_to(one, other) for other in waiting.values() if not same(other, one))
        ]
        if not free:
            break
        for name in free:
            del waiting[name]
    if full_name(table) in waiting:
        yield barred(
            "REFERENCE-CYCLE",
            f"Foreign keys among {', '.join(sorted(waiting))} make a circle, and a family by reference is copied "
            "parents first.",
            CREATE_TABLE,
            "Drop one of these foreign keys before, discover again, and add it after.",
        )

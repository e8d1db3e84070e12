"""The partitions of a child by reference that is copied with its parent: what they keep of their own.

A partition of a child has the name of the parent's unless it was given its own, and may lie elsewhere. Where the
parent's partition stays (a partition of the plan has its bound), the child's stays with it, and is written into
PARTITION BY REFERENCE with what is its own. Of a parent whose partitions Oracle makes by itself the plan does not know
all, so its children's take its names, and lie in their table's tablespace.

Sources: VLDB and Partitioning Guide, "Creating Reference-Partitioned Tables" (as many as the parent has partitions, or
subpartitions; names are inherited unless given) and "Creating Interval-Reference Partitioned Tables"; SQL Language
Reference, CREATE TABLE, "reference_partition_desc"; Database Error Messages, ORA-14654.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from repart_tui.migration_models import (
    AutomaticListTarget,
    HashSubpartitioning,
    HashTarget,
    IntervalTarget,
    ListTarget,
    MigrationConfig,
    NamedPartition,
    PartitionInfo,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TableConfig,
)
from repart_tui.oracle.columns import user_columns
from repart_tui.oracle.findings import Finding, first_three
from repart_tui.oracle.present_partitions import own_tablespace
from repart_tui.oracle.reference_families import followed_key, full_name, parent_of, planned_key
from repart_tui.oracle.signature import is_so_already, planned_bounds, present_bounds
from repart_tui.oracle.target_findings import TARGET

SOURCE = "VLDB and Partitioning Guide, Creating Reference-Partitioned Tables"


def with_carried_partitions(table: TableConfig, config: MigrationConfig) -> TableConfig:
    """Return the table with the partitions in its target that stay what they are, itself where there are none."""
    target, partitions = table.common_settings.target_config, carried_partitions(table, config)
    if not partitions or not isinstance(target, ReferenceTarget):
        return table
    settings = replace(table.common_settings, target_config=replace(target, partitions=partitions))
    return replace(table, common_settings=settings)


def carried_partitions(table: TableConfig, config: MigrationConfig) -> list[NamedPartition]:
    """Return the partitions of a child as the plan leaves them; empty where they are as its parent's are.

    Empty too where the DBA named them.
    """
    target, parent = table.common_settings.target_config, _kept_parent(table, config)
    if parent is None or not isinstance(target, ReferenceTarget) or target.partitions:
        return []
    first, present = _first(parent, config), _present(table)
    kept = None if first is None else _kept(first)
    if kept is None or len(present) != _leaves(parent):
        return []
    names = planned_names(parent, config)
    state, chosen = table.current_state, table.common_settings.tablespace
    stays = chosen in (None, state.storage.tablespace_name)
    found = []
    for number, place in enumerate(kept):
        inherited = names[number] if names is not None else ""
        if place is None:
            found.append(NamedPartition(name=inherited))
            continue
        part = present[place]
        own = None if names is not None and part.name == _name_above(parent, place) else part.name
        found.append(NamedPartition(name=own or inherited, tablespace=own_tablespace(state, part) if stays else None))
    if names is not None and len({part.name for part in found}) < len(found):
        found = [replace(part, name=name) for part, name in zip(found, names, strict=True)]
    own_names = names is None or [part.name for part in found] != names
    return found if own_names or any(part.tablespace for part in found) else []


def kept_names(table: TableConfig, config: MigrationConfig) -> set[str]:
    """Return the names of a child's partitions that keep name and bound."""
    first, names, present = _first(table, config), planned_names(table, config), _present(table)
    kept = None if first is None else _kept(first)
    if first is None or kept is None or names is None or len(present) != _leaves(first):
        return set()
    places = zip(names, kept, strict=False)  # Where the plan names too few or too many, it is told.
    return {name for name, place in places if place is not None and present[place].name == name}


def carried_findings_of_child(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """Return which names of its own a child's partitions lose: `table` has those that stay in its target."""
    parent = _kept_parent(table, config)
    if parent is None:
        return
    above = {part.name for part in _present(parent)}
    planned = {part.name for part in getattr(table.common_settings.target_config, "partitions", ())}
    if _leaves(parent) != len(_present(parent)):
        return  # The names of subpartitions are not discovered.
    lost = [part.name for part in _present(table) if part.name not in above | planned and not part.is_interval]
    if lost:
        shown = first_three(lost)
        yield Finding(
            "PARTITION-NAMES",
            "warning",
            f"{TARGET}.partitions",
            f"Not carried: the names {shown}. Partitions of a child get those of {full_name(parent)}.",
            "Name all of them, one for each partition of its parent, or rename them afterwards.",
            SOURCE,
        )


def count_findings(table: TableConfig, config: MigrationConfig, parent: TableConfig) -> Iterator[Finding]:
    """The partitions that a plan names for a child must be as many as its parent has (ORA-14654)."""
    named = getattr(table.common_settings.target_config, "partitions", ())
    wanted = planned_leaves(parent, config)
    if named and isinstance(parent.common_settings.target_config, IntervalTarget) and parent.enabled:
        found = (
            f"Partitions are named, and how many its parent {full_name(parent)} has by then its rows decide (interval)."
        )
        advice = "Name none: each gets the name of its parent's partition."
    elif named and wanted is not None and len(named) != wanted:
        found = f"{len(named):,} partitions are named, and its parent {full_name(parent)} has {wanted:,} by then."
        advice = "Name one for each, in the order of the parent's, or none."
    else:
        return
    yield Finding("ORA-14654", "error", f"{TARGET}.partitions", found, advice, "Database Error Messages, ORA-14654")


def planned_leaves(table: TableConfig, config: MigrationConfig) -> int | None:
    """Return how many partitions, or subpartitions, the table has by the plan; None where rows decide or none is."""
    seen = set()
    while table.enabled and full_name(table) not in seen:
        target = table.common_settings.target_config
        if isinstance(target, SystemTarget):
            return target.partition_count
        if isinstance(target, (RangeTarget, ListTarget, HashTarget)):
            return _planned_leaves(target)
        if not isinstance(target, ReferenceTarget):
            return None
        key = planned_key(table)
        parent = None if key is None else parent_of(key, config)
        if target.partitions or parent is None:
            return len(target.partitions) or None
        seen.add(full_name(table))
        table = parent
    info = table.current_state.partitioning
    rows_decide = info is None or info.interval or info.automatic_list or info.partitioning_type == "REFERENCE"
    return None if table.enabled or rows_decide else _leaves(table)


def _planned_leaves(target: RangeTarget | ListTarget | HashTarget) -> int:
    first = target.partition_count if isinstance(target, HashTarget) else len(target.partitions)
    level = target.subpartitioning
    if level is None:
        return first
    return first * (level.subpartition_count if isinstance(level, HashSubpartitioning) else len(level.template))


def planned_names(table: TableConfig, config: MigrationConfig) -> list[str] | None:
    """Return the names of the table's partitions by the plan; None where it does not say them all."""
    target = table.common_settings.target_config
    if isinstance(target, ReferenceTarget):
        named = target.partitions or carried_partitions(table, config)
        key = planned_key(table)
        parent = None if key is None else parent_of(key, config)
        if named or parent is None:
            return [part.name for part in named] or None
        return planned_names(parent, config)
    if isinstance(target, (RangeTarget, ListTarget, HashTarget)) and target.subpartitioning is None:
        return [part.name for part in target.partitions] or None
    return None


def _kept_parent(table: TableConfig, config: MigrationConfig) -> TableConfig | None:
    """Return the parent that the table follows now and by the plan, where that is changed too."""
    key = followed_key(table)
    if key is None or key != planned_key(table):
        return None
    parent = parent_of(key, config)
    return parent if parent is not None and parent.enabled else None


def _first(table: TableConfig, config: MigrationConfig) -> TableConfig | None:
    """Return the ancestor that follows nobody, None where the plan leaves the chain or there is none."""
    seen: list[tuple[str, str]] = []
    above: TableConfig | None = table
    while above is not None and isinstance(above.common_settings.target_config, ReferenceTarget):
        if (above.owner, above.table_name) in seen:
            return None
        seen.append((above.owner, above.table_name))
        above = _kept_parent(above, config)
    return above


def _kept(table: TableConfig) -> list[int | None] | None:
    """Return for each partition of the plan the place of the present one that has its bound, None for a new one.

    None for all where the plan does not say which partitions there will be, or how they were divided.
    """
    target, info = table.common_settings.target_config, table.current_state.partitioning
    if info is None or isinstance(target, (IntervalTarget, AutomaticListTarget)):
        return None
    if is_so_already(table.current_state, target):
        return list(range(_leaves(table)))
    if not isinstance(target, (RangeTarget, ListTarget)) or target.subpartitioning is not None:
        return None
    if info.subpartitioning_type not in (None, "NONE") or info.key_columns != target.key_columns:
        return None
    if info.partitioning_type != target.partitioning_type.upper():
        return None
    places = {bound: place for place, bound in enumerate(present_bounds(table.current_state))}
    if len(places) < len(info.partitions):
        return None  # Bounds that are printed in a zone of Oracle's choice.
    try:
        return [places.get(bound) for bound in planned_bounds(target, user_columns(table.current_state))]
    except (KeyError, ValueError):
        return None  # The target itself is told to be wrong.


def _present(table: TableConfig) -> list[PartitionInfo]:
    info = table.current_state.partitioning
    return [] if info is None else info.partitions


def _leaves(table: TableConfig) -> int:
    return sum(part.subpartition_count or 1 for part in _present(table))


def _name_above(parent: TableConfig, place: int) -> str | None:
    """Return the name of the parent's present partition, None where it is a subpartition."""
    present = _present(parent)
    return present[place].name if len(present) == _leaves(parent) else None

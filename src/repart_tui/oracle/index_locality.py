"""Local or global: what becomes of each index on the migrated table, and why.

Source: SQL Language Reference, CREATE INDEX (local_partitioned_index, global_partitioned_index, partial_index_clause)
and ALTER TABLE, "modify_to_partitioned".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypedDict

from repart_tui.migration_models import (
    CurrentState,
    IndexInfo,
    IndexPartition,
    IndexTarget,
    NamedPartition,
    NoneTarget,
    ReferenceTarget,
    SystemTarget,
    TableConfig,
    TargetConfig,
)
from repart_tui.oracle.high_values import parse_bounds

Locality = Literal["local", "global", "global_hash", "global_range"]
_ORACLE_NAMED = re.compile(r"SYS_P[0-9]+")
HASH_PARTITIONS = 8
"""Partitions of a global hash index where the plan does not say."""


class _HashParts(TypedDict):
    partition_count: int
    key_columns: tuple[str, ...]
    named: tuple[NamedPartition, ...]
    store_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexPlan:
    """What an index becomes, and the reason in words.

    `partition_count`, `key_columns`, `partitions`, `named` and `store_in` are those of a global partitioned index;
    `partial` leaves out the partitions with INDEXING OFF.
    """

    index: IndexInfo
    locality: Locality
    reason: str
    partition_count: int | None = None
    tablespace: str | None = None
    key_columns: tuple[str, ...] = ()
    partitions: tuple[IndexPartition, ...] = ()
    named: tuple[NamedPartition, ...] = ()
    store_in: tuple[str, ...] = ()
    partial: bool = False

    @property
    def is_bitmap(self) -> bool:
        """True for a bitmap index, which is local on a partitioned table, always."""
        return "BITMAP" in self.index.index_type

    @property
    def dictionary_locality(self) -> str:
        """What PART_INDEXES.LOCALITY says of it on a partitioned table; NONPARTITIONED where it has no row there."""
        return {"local": "LOCAL", "global": "NONPARTITIONED"}.get(self.locality, "GLOBAL")


def partition_key(target: TargetConfig, state: CurrentState) -> list[str]:
    """Return all key columns of both levels; for reference partitioning the foreign key's columns."""
    if isinstance(target, (NoneTarget, SystemTarget)):
        return []
    if isinstance(target, ReferenceTarget):
        return next((c.columns for c in state.constraints if c.constraint_name == target.foreign_key), [])
    second = target.subpartitioning
    return [*target.key_columns, *(second.key_columns if second is not None else [])]


def index_column_names(index: IndexInfo) -> set[str]:
    """Return the columns that the index holds as themselves; a descending column counts, an expression does not."""
    found = set()
    for column in index.columns:
        if column.expression is None:
            found.add(column.name)
        elif column.expression.startswith('"') and column.expression.endswith('"'):
            found.add(column.expression[1:-1])
    return found


def index_plans(table: TableConfig) -> list[IndexPlan]:
    """Return the plan of every index of the table, in the order of the configuration."""
    return [_plan(table, index) for index in table.current_state.indexes]


def chosen_target(table: TableConfig, index: IndexInfo) -> IndexTarget | None:
    """Return what the DBA chose for the index, or None."""
    return next(
        (
            item
            for item in table.common_settings.index_targets
            if (item.index_owner, item.index_name) == (index.owner, index.index_name)
        ),
        None,
    )


def _plan(table: TableConfig, index: IndexInfo) -> IndexPlan:
    target = table.common_settings.target_config
    chosen = chosen_target(table, index)
    partitioned = not isinstance(target, NoneTarget)
    locality, reason = _locality(table, index, chosen)
    tablespace = chosen.tablespace if chosen is not None else None
    wanted = chosen.indexing if chosen is not None else "keep"
    partial = partitioned and (index.indexing == "PARTIAL" if wanted == "keep" else wanted == "partial")
    if locality == "global_hash":
        return IndexPlan(index, locality, reason, tablespace=tablespace, partial=partial, **_hash(index, chosen))
    if locality == "global_range":
        key = tuple(chosen.key_columns if chosen is not None else ()) or _present_key(index)
        partitions = tuple(chosen.partitions if chosen is not None else ()) or present_partitions(index, tablespace)
        return IndexPlan(
            index, locality, reason, tablespace=tablespace, partial=partial, key_columns=key, partitions=partitions
        )
    return IndexPlan(index, locality, reason, tablespace=tablespace, partial=partial)


def _locality(table: TableConfig, index: IndexInfo, chosen: IndexTarget | None) -> tuple[Locality, str]:
    target = table.common_settings.target_config
    if "BITMAP" in index.index_type:
        if isinstance(target, NoneTarget):
            return "global", "the table is not partitioned"
        return "local", "a bitmap index on a partitioned table is local"
    if chosen is not None and chosen.locality != "auto":
        return chosen.locality, "chosen"
    if index.locality == "GLOBAL" and index.partitioning_type == "HASH":
        return "global_hash", "stays global and hash partitioned"
    if index.locality == "GLOBAL" and index.partitioning_type == "RANGE":
        return "global_range", "stays global and range partitioned"
    if isinstance(target, NoneTarget):
        return "global", "the table is not partitioned"
    key = partition_key(target, table.current_state)
    if key and set(key) <= index_column_names(index) and not isinstance(target, ReferenceTarget):
        return "local", f"holds the partitioning key {', '.join(key)}"
    if table.common_settings.method == "exchange" and not index.unique:
        return "local", "exchanged with the rows"
    if index.unique:
        return "global", f"unique without the partitioning key {', '.join(key)}" if key else "unique"
    if index.locality == "LOCAL":
        return "local", "was local"
    return "global", "does not hold the partitioning key"


def leading_columns(index: IndexInfo) -> list[str]:
    """Return the first column, the usual key of a global partitioned index; none where it is an expression."""
    plain = index_column_names(index)
    return [column.name for column in index.columns[:1] if column.name in plain]


def _present_key(index: IndexInfo) -> tuple[str, ...]:
    return tuple(index.partition_key_columns or leading_columns(index))


def _hash(index: IndexInfo, chosen: IndexTarget | None) -> _HashParts:
    stays = index.locality == "GLOBAL" and index.partitioning_type == "HASH"
    present = index.partition_count if stays else None
    count = (chosen.partition_count if chosen is not None else None) or present or HASH_PARTITIONS
    key = tuple(chosen.key_columns if chosen is not None else ())
    store_in = tuple(chosen.store_in if chosen is not None else ())
    tablespace = chosen.tablespace if chosen is not None else None
    named: tuple[NamedPartition, ...] = ()
    if stays and count == len(index.partitions) and not store_in and _is_special(index):
        # The partitions as they are, in their tablespaces unless another was chosen.
        named = tuple(
            NamedPartition(name=part.name, tablespace=None if tablespace else part.tablespace_name)
            for part in index.partitions
        )
    return {
        "partition_count": count,
        "key_columns": key or (_present_key(index) if stays else tuple(leading_columns(index))),
        "named": named,
        "store_in": store_in,
    }


def _is_special(index: IndexInfo) -> bool:
    """Return True where a hash partition has a name or a tablespace that Oracle would not give it again."""
    return any(
        not _ORACLE_NAMED.fullmatch(part.name) or part.tablespace_name != index.tablespace_name
        for part in index.partitions
    )


def present_partitions(index: IndexInfo, tablespace: str | None = None) -> tuple[IndexPartition, ...]:
    """Return the range partitions of a global index as they are; empty where a bound is not understood.

    A `tablespace` chosen for the whole index takes those of its partitions away.
    """
    if index.partitioning_type != "RANGE" or index.locality != "GLOBAL":
        return ()
    found = []
    for part in index.partitions:
        bounds = parse_bounds(part.high_value)
        if bounds is None:
            return ()
        home = None if tablespace else part.tablespace_name
        found.append(IndexPartition(name=part.name, values_less_than=bounds, tablespace=home))
    return tuple(found)

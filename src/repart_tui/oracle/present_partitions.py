"""Partitions as they are, as a target would list them: names, bounds, tablespaces, compression, INDEXING and LOBs.

Sources: Database Reference, ALL_TAB_PARTITIONS and ALL_LOB_PARTITIONS.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from pydantic import ValidationError

from repart_tui.migration_models import (
    CurrentState,
    ListPartition,
    OptionalCompression,
    PartitionInfo,
    PartitioningInfo,
    PartitionLob,
    RangePartition,
)
from repart_tui.oracle.high_values import parse_bounds, parse_list_values

COMPRESSIONS: tuple[OptionalCompression, ...] = (
    "NONE",
    "BASIC",
    "ADVANCED",
    "QUERY LOW",
    "QUERY HIGH",
    "ARCHIVE LOW",
    "ARCHIVE HIGH",
)
"""What a plan can say of a compression."""


class _Own(TypedDict):
    """What partitions of every type have."""

    tablespace: str | None
    compress_for: OptionalCompression
    read_only: bool
    indexing: bool
    lobs: list[PartitionLob]


def _own(state: CurrentState, partition: PartitionInfo) -> _Own:
    return {
        "tablespace": own_tablespace(state, partition),
        "compress_for": own_compression(state, partition),
        "read_only": bool(partition.read_only),
        "indexing": partition.indexing is not False,
        "lobs": own_lobs(partition),
    }


def range_partitions(state: CurrentState, partitions: Sequence[PartitionInfo]) -> list[RangePartition] | None:
    """Return partitions as they are; None where a bound is not understood, or a plan cannot hold what a file says."""
    result = []
    for partition in partitions:
        bounds = parse_bounds(partition.high_value)
        if bounds is None:
            return None
        try:
            result.append(RangePartition(name=partition.name, values_less_than=bounds, **_own(state, partition)))
        except ValidationError:
            return None
    return result or None


def list_partitions(
    state: CurrentState, info: PartitioningInfo, *, with_default: bool = True
) -> list[ListPartition] | None:
    """Return partitions as they are, DEFAULT last or left out; None as for `range_partitions`."""
    result: list[ListPartition] = []
    default: list[ListPartition] = []
    for partition in info.partitions:
        parsed = parse_list_values(partition.high_value, len(info.key_columns))
        if parsed is None:
            return None
        values, is_default = parsed
        try:
            item = ListPartition(name=partition.name, values=values, is_default=is_default, **_own(state, partition))
        except ValidationError:
            return None
        (default if is_default else result).append(item)
    return [*result, *(default if with_default else [])] or None


def own_tablespace(state: CurrentState, partition: PartitionInfo) -> str | None:
    """Return the partition's tablespace where it is not the table's."""
    return partition.tablespace_name if partition.tablespace_name != state.storage.tablespace_name else None


def own_compression(state: CurrentState, partition: PartitionInfo) -> OptionalCompression:
    """Return the partition's compression where it is not the table's."""
    own = (
        partition.compress_for
        if partition.compression == "ENABLED"
        else "NONE"
        if partition.compression == "DISABLED"
        else None
    )
    table = state.storage.compress_for if state.storage.compression == "ENABLED" else "NONE"
    return next((word for word in COMPRESSIONS if word == own and own != table), None)


def own_lobs(partition: PartitionInfo) -> list[PartitionLob]:
    """Return where the partition keeps LOBs, as far as it is not where the table does."""
    return [
        PartitionLob(column_name=lob.column_name, tablespace=lob.tablespace_name)
        for lob in partition.lobs
        if lob.tablespace_name is not None
    ]


def is_special(state: CurrentState, partition: PartitionInfo) -> bool:
    """Return True for a partition that is kept otherwise than Oracle would make a new one."""
    return bool(
        own_tablespace(state, partition)
        or own_compression(state, partition)
        or own_lobs(partition)
        or partition.read_only
        or partition.read_only_subpartitions
        or partition.indexing is False
    )


def fixed_partitions(state: CurrentState, info: PartitioningInfo) -> list[PartitionInfo]:
    """Return the partitions of an interval table that a new one must name: the ranges, and all below the last one
    that the interval made and a person has changed since (moved, compressed, closed).

    The interval makes the others again as rows come.
    """
    last = max(
        (number for number, p in enumerate(info.partitions) if not p.is_interval or is_special(state, p)), default=-1
    )
    return info.partitions[: last + 1]

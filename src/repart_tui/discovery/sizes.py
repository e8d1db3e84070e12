"""Sizes of tables, LOBs, indexes and partitions."""

from __future__ import annotations

from collections.abc import Sequence

from repart_tui.discovery.indexes import INDEXES
from repart_tui.discovery.lobs import LOBS
from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import Request
from repart_tui.discovery.rounds import Steps
from repart_tui.discovery.scope import Key, Scope
from repart_tui.discovery.selection import AnyOf, Names, Told
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import CurrentState

# There is no ALL_SEGMENTS: DBA_SEGMENTS or, for one's own tables, USER_SEGMENTS.
SEGMENTS = Query(
    "segments",
    """
    SELECT owner, segment_name, segment_type, SUM(bytes) AS bytes
      FROM dba_segments
     WHERE owner IN (:owners)
       AND segment_name IN (:names)
     GROUP BY owner, segment_name, segment_type
    """,
    rows="many",
)
PARTITION_SEGMENTS = Query(
    "segments of partitions",
    """
    SELECT owner, segment_name, partition_name, segment_type, bytes
      FROM dba_segments
     WHERE owner IN (:owners)
       AND segment_name IN (:names)
       AND partition_name IS NOT NULL
    """,
    rows="many",
)
TABLESPACES = Query(
    "tablespaces",
    "SELECT tablespace_name, block_size, contents, status, segment_space_management FROM dba_tablespaces",
    weight="fallback",
)
QUERIES = (SEGMENTS, PARTITION_SEGMENTS, TABLESPACES)


def read_block_sizes(dictionary: Dictionary) -> dict[str, int]:
    """Return the block size in bytes by tablespace."""
    sizes = {row.name("tablespace_name"): row.integer("block_size") for row in dictionary.once(TABLESPACES)}
    return {name: size for name, size in sizes.items() if size}


def read_tablespaces(dictionary: Dictionary) -> list[str]:
    """Return the tablespaces that take tables and indexes, by name; those of Oracle itself last."""
    found = [
        row.name("tablespace_name")
        for row in dictionary.once(TABLESPACES)
        if row.trimmed("contents") == "PERMANENT" and row.trimmed("status") == "ONLINE"
    ]
    return sorted(found, key=lambda name: (name in {"SYSTEM", "SYSAUX"}, name))


def read_manual_tablespaces(dictionary: Dictionary) -> list[str]:
    """Return the tablespaces for tables and LOBs whose segment space is managed by free lists, by name."""
    return sorted(
        row.name("tablespace_name")
        for row in dictionary.once(TABLESPACES)
        if row.trimmed("contents") == "PERMANENT" and row.trimmed("segment_space_management") == "MANUAL"
    )


def read_table_sizes(
    dictionary: Dictionary, states: dict[Key, CurrentState], block_size: int | None, names: Names = None
) -> dict[tuple[str, str, str], int]:
    """Fill in the tables' own bytes; return all segments read, by owner, name and type (TABLE, INDEX, LOB)."""
    segments: dict[tuple[str, str, str], int] = {}
    owners = sorted({owner for owner, _ in states})
    for row in dictionary.rows(SEGMENTS, owners, names):
        key = (row.name("owner"), row.name("segment_name"), _kind(row.trimmed("segment_type") or ""))
        segments[key] = segments.get(key, 0) + (row.integer("bytes") or 0)
    readable = owners_with_segments(dictionary, SEGMENTS, owners)
    blocks = read_block_sizes(dictionary) if any(owner not in readable for owner, _ in states) else {}
    for (owner, name), state in states.items():
        if owner in readable:
            # A table whose segment is not created yet has no row.
            state.table_bytes = segments.get((owner, name, "TABLE"), 0)
            state.size_source = "segments"
        else:
            size = blocks.get(state.storage.tablespace_name or "") or block_size
            if state.blocks is not None and size:
                state.table_bytes = state.blocks * size
                state.size_source = "estimate"
    return segments


def read_sizes(
    dictionary: Dictionary, scope: Scope, block_size: int | None, owners_of_parts: dict[Key, dict[str, str]]
) -> Steps:
    """Fill in all sizes; needs indexes, LOBs and partitions."""
    names = _names_of_segments(scope)
    if scope.names is not None:
        inner = scope.part(lambda state: state.partitioning is not None)
        parts = Request(PARTITION_SEGMENTS, inner.owners, inner.names)
        yield (Request(SEGMENTS, scope.owners, names), parts)
    else:
        # Until the subpartitions are known.
        yield ()
    segments = read_table_sizes(dictionary, scope.states, block_size, names)
    missing = {i.owner for s in scope.states.values() for i in s.indexes} - set(scope.owners)
    for row in dictionary.rows(SEGMENTS, sorted(missing), names):
        key = (row.name("owner"), row.name("segment_name"), _kind(row.trimmed("segment_type") or ""))
        segments[key] = segments.get(key, 0) + (row.integer("bytes") or 0)
    readable = owners_with_segments(dictionary, SEGMENTS, [*scope.owners, *missing])
    for (owner, _), state in scope.states.items():
        if owner not in readable:
            continue
        for lob in state.lobs:
            lob.bytes = segments.get((owner, lob.segment_name or "", "LOB"), 0)
        for index in state.indexes:
            index.bytes = segments.get((index.owner, index.index_name, "INDEX"), 0) if index.owner in readable else None
        state.lob_bytes = sum(lob.bytes or 0 for lob in state.lobs)
        if all(index.bytes is not None for index in state.indexes):
            state.index_bytes = sum(index.bytes or 0 for index in state.indexes)
    _read_partition_sizes(dictionary, scope, readable, owners_of_parts)
    scope.mark_unknown(dictionary, SEGMENTS)


def _names_of_segments(scope: Scope) -> Names:
    if scope.selection is not None:
        indexes = Told(INDEXES, ("owner", "index_name"), scope.selection)
        return AnyOf((scope.selection, indexes, Told(LOBS, ("owner", "segment_name"), scope.selection)))
    if scope.names is None:
        return None
    return sorted(
        {name for _, name in scope.states}
        | {index.index_name for state in scope.states.values() for index in state.indexes}
        | {lob.segment_name for state in scope.states.values() for lob in state.lobs if lob.segment_name}
    )


def _read_partition_sizes(
    dictionary: Dictionary, scope: Scope, readable: set[str], owners_of_parts: dict[Key, dict[str, str]]
) -> None:
    states = {k: s for k, s in scope.states.items() if s.partitioning is not None and k[0] in readable}
    inner = Scope(states, scope.selection)
    sizes: dict[tuple[Key, str], int] = {}
    for row in inner.rows(dictionary, PARTITION_SEGMENTS, "segment_name"):
        key = (row.name("owner"), row.name("segment_name"))
        if _kind(row.trimmed("segment_type") or "") != "TABLE":
            continue
        part = owners_of_parts.get(key, {}).get(row.name("partition_name"), row.name("partition_name"))
        sizes[key, part] = sizes.get((key, part), 0) + (row.integer("bytes") or 0)
    for key, state in inner.states.items():
        for partition in state.partitioning.partitions if state.partitioning is not None else ():
            partition.bytes = sizes.get((key, partition.name), 0)


def owners_with_segments(dictionary: Dictionary, query: Query, owners: Sequence[str]) -> set[str]:
    """Return the owners whose segments the view of the query shows."""
    source = dictionary.source(query)
    if source is None:
        return set()
    return set(owners) if source.family == "DBA" else {owner for owner in owners if owner == dictionary.user}


def _kind(segment_type: str) -> str:
    """Return TABLE, INDEX or LOB for a SEGMENT_TYPE such as TABLE SUBPARTITION, LOBSEGMENT or LOB PARTITION."""
    if segment_type in ("LOBINDEX",):
        return "LOBINDEX"
    if segment_type.startswith("LOB"):
        return "LOB"
    return segment_type.split(" ")[0]

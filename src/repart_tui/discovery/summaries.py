"""The list of tables: narrow queries whose rows are worth showing before any detail is read."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence

from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import Request
from repart_tui.discovery.rows import Row
from repart_tui.discovery.scope import Key
from repart_tui.discovery.sizes import owners_with_segments, read_block_sizes
from repart_tui.discovery.tables import TableSummary, beside_the_point, hidden_tables, hiding_requests
from repart_tui.discovery.views import Dictionary

LISTED_TABLES = Query(
    "list of tables",
    """
    SELECT owner, table_name, tablespace_name, cluster_name, iot_name, iot_type, num_rows, blocks, partitioned,
           temporary, secondary, nested, dropped, external, hybrid /* 19 */
      FROM dba_tables
     WHERE owner IN (:owners)
     ORDER BY owner, table_name
    """,
    rows="apart",
)
LISTED_OBJECT_TABLES = Query(
    "list of object tables",
    """
    SELECT owner, table_name, tablespace_name, cluster_name, iot_name, iot_type, num_rows, blocks, partitioned,
           temporary, secondary, nested, dropped, external
      FROM dba_object_tables
     WHERE owner IN (:owners)
     ORDER BY owner, table_name
    """,
)
LISTED_PARTITIONINGS = Query(
    "list of partitioned tables",
    """
    SELECT owner, table_name, partitioning_type, subpartitioning_type, interval, autolist
      FROM dba_part_tables
     WHERE owner IN (:owners)
    """,
)
# There is no ALL_SEGMENTS: DBA_SEGMENTS or, for one's own tables, USER_SEGMENTS.
TABLE_SEGMENTS = Query(
    "segments of tables",
    """
    SELECT owner, segment_name, SUM(bytes) AS bytes
      FROM dba_segments
     WHERE owner IN (:owners)
       AND segment_type IN ('TABLE', 'TABLE PARTITION', 'TABLE SUBPARTITION')
     GROUP BY owner, segment_name
    """,
    rows="apart",
)
QUERIES = (LISTED_TABLES, LISTED_OBJECT_TABLES, LISTED_PARTITIONINGS, TABLE_SEGMENTS)


def read_summaries(
    dictionary: Dictionary, owners: Sequence[str], wanted: Callable[[str, str], bool]
) -> Iterator[TableSummary]:
    """Yield the tables worth listing by owner and name, as they arrive; their sizes are not known yet."""
    few = (LISTED_OBJECT_TABLES, LISTED_PARTITIONINGS)
    dictionary.read_ahead([*hiding_requests(owners), *(Request(query, owners) for query in few)])
    hidden = hidden_tables(dictionary, owners)
    partitionings = {
        (row.name("owner"), row.name("table_name")): _partitioning(row)
        for row in dictionary.rows(LISTED_PARTITIONINGS, owners)
    }
    objects = list(dictionary.rows(LISTED_OBJECT_TABLES, owners))
    plain = ((row, False) for row in dictionary.rows(LISTED_TABLES, owners))
    both = heapq.merge(plain, ((row, True) for row in objects), key=lambda pair: _key(pair[0])) if objects else plain
    for row, is_object in both:
        key = _key(row)
        if key not in hidden and not beside_the_point(row, hidden) and wanted(*key):
            yield _summary(row, partitionings.get(key), is_object)


def read_summary_sizes(
    dictionary: Dictionary, summaries: Iterable[TableSummary], block_size: int | None
) -> dict[Key, tuple[int, str]]:
    """Return bytes of the table segments and their source by table, where they can be known."""
    listed = list(summaries)
    owners = sorted({summary.owner for summary in listed})
    segments = {
        (row.name("owner"), row.name("segment_name")): row.integer("bytes") or 0
        for row in dictionary.rows(TABLE_SEGMENTS, owners)
    }
    readable = owners_with_segments(dictionary, TABLE_SEGMENTS, owners)
    blocks = read_block_sizes(dictionary) if any(summary.owner not in readable for summary in listed) else {}
    sizes: dict[Key, tuple[int, str]] = {}
    for summary in listed:
        key = (summary.owner, summary.table_name)
        if summary.owner in readable:
            # A table whose segment is not created yet has no row.
            sizes[key] = (segments.get(key, 0), "segments")
        else:
            size = blocks.get(summary.tablespace_name or "") or block_size
            if summary.blocks is not None and size:
                sizes[key] = (summary.blocks * size, "estimate")
    return sizes


def _key(row: Row) -> Key:
    return row.name("owner"), row.name("table_name")


def _partitioning(row: Row) -> str:
    name = "INTERVAL" if row.trimmed("interval") else (row.trimmed("partitioning_type") or "UNKNOWN")
    name = "AUTOLIST" if row.flag("autolist") else name
    second = row.trimmed("subpartitioning_type")
    return name if second in (None, "NONE") else f"{name}-{second}"


def _summary(row: Row, partitioning: str | None, is_object: bool) -> TableSummary:
    kind = "object" if is_object else "heap"
    kind = "index-organized" if row["iot_type"] is not None else "cluster" if row["cluster_name"] is not None else kind
    return TableSummary(
        row.name("owner"),
        row.name("table_name"),
        partitioning or ("UNKNOWN" if row.flag("partitioned") else ""),
        row.integer("num_rows"),
        None,
        kind,
        row.integer("blocks"),
        row.text("tablespace_name"),
    )

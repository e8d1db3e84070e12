"""Indexes of the tables, whoever owns them."""

from __future__ import annotations

from collections.abc import Iterable

from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import by_name
from repart_tui.discovery.rounds import Steps
from repart_tui.discovery.rows import Row
from repart_tui.discovery.scope import Key, Scope
from repart_tui.discovery.selection import Names
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import IndexColumn, IndexInfo, IndexPartitionInfo

INDEXES = Query(
    "indexes",
    """
    SELECT owner, index_name, index_type, table_owner, table_name, uniqueness, compression, prefix_length,
           tablespace_name, ini_trans, pct_free, logging, status, degree, instances, partitioned, generated,
           ityp_owner, ityp_name, funcidx_status, join_index, visibility, indexing, auto /* 19 */,
           constraint_index /* 19 */
      FROM dba_indexes
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY table_owner, table_name, owner, index_name
    """,
    rows="many",
)
INDEX_COLUMNS = Query(
    "columns of indexes",
    """
    SELECT index_owner, index_name, table_owner, table_name, column_name, column_position, descend
      FROM dba_ind_columns
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY index_owner, index_name, column_position
    """,
    rows="many",
)
# The columns of a bitmap join index stand under the tables that it joins.
JOIN_INDEX_COLUMNS = Query(
    "columns of bitmap join indexes",
    """
    SELECT index_owner, index_name, column_name, column_position, descend
      FROM dba_ind_columns
     WHERE index_owner IN (:owners)
       AND index_name IN (:names)
     ORDER BY index_owner, index_name, column_position
    """,
    rows="many",
)
# LONG
INDEX_EXPRESSIONS = Query(
    "expressions of indexes",
    """
    SELECT index_owner, index_name, table_owner, table_name, column_position, column_expression
      FROM dba_ind_expressions
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
    """,
    rows="apart",
)
PART_INDEXES = Query(
    "partitioned indexes",
    """
    SELECT owner, index_name, partitioning_type, locality, def_tablespace_name, def_pct_free, def_ini_trans,
           def_logging
      FROM dba_part_indexes
     WHERE owner IN (:owners)
       AND index_name IN (:names)
    """,
)
INDEX_PARTITIONS = Query(
    "partitions of indexes",
    """
    SELECT index_owner, index_name, partition_name, status, composite
      FROM dba_ind_partitions
     WHERE index_owner IN (:owners)
       AND index_name IN (:names)
    """,
    rows="many",
)
INDEX_SUBPARTITIONS = Query(
    "unusable subpartitions of indexes",
    """
    SELECT index_owner, index_name, subpartition_name
      FROM dba_ind_subpartitions
     WHERE index_owner IN (:owners)
       AND index_name IN (:names)
       AND status = 'UNUSABLE'
    """,
)
GLOBAL_KEYS = Query(
    "partitioning keys of indexes",
    """
    SELECT owner, name, column_name, column_position
      FROM dba_part_key_columns
     WHERE owner IN (:owners)
       AND name IN (:names)
       AND object_type = 'INDEX'
     ORDER BY owner, name, column_position
    """,
)
# LONG: HIGH_VALUE, last
GLOBAL_PARTITIONS = Query(
    "bounds of partitions of global indexes",
    """
    SELECT index_owner, index_name, partition_name, partition_position, tablespace_name, high_value
      FROM dba_ind_partitions
     WHERE index_owner IN (:owners)
       AND index_name IN (:names)
     ORDER BY index_owner, index_name, partition_position
    """,
    rows="apart",
)
QUERIES = (
    INDEXES,
    INDEX_COLUMNS,
    JOIN_INDEX_COLUMNS,
    INDEX_EXPRESSIONS,
    PART_INDEXES,
    INDEX_PARTITIONS,
    INDEX_SUBPARTITIONS,
    GLOBAL_KEYS,
    GLOBAL_PARTITIONS,
)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (
    INDEXES,
    INDEX_COLUMNS,
)

# LOB indexes belong to their LOB, the top index of an IOT is the table itself.
_NOT_LISTED = frozenset({"LOB", "IOT - TOP", "CLUSTER"})


def read_indexes(dictionary: Dictionary, scope: Scope) -> Steps:
    """Fill in the indexes with columns, expressions and partitions."""
    indexes: dict[Key, IndexInfo] = {}
    for row in scope.rows(dictionary, INDEXES):
        index_type = row.trimmed("index_type") or "UNKNOWN"
        if index_type in _NOT_LISTED:
            continue
        index = _index(row, index_type)
        indexes[index.owner, index.index_name] = index
        scope.states[row.name("table_owner"), row.name("table_name")].indexes.append(index)
    joined = {key: index for key, index in indexes.items() if index.join_index}
    owners, names = _lists(scope, joined)
    partitioned = {key: index for key, index in indexes.items() if index.partitioned}
    yield (
        *by_name((JOIN_INDEX_COLUMNS,), owners, names),
        *by_name((PART_INDEXES, INDEX_PARTITIONS, INDEX_SUBPARTITIONS), *_lists(scope, partitioned)),
    )
    for row in (*scope.rows(dictionary, INDEX_COLUMNS), *dictionary.rows(JOIN_INDEX_COLUMNS, owners, names)):
        found = indexes.get((row.name("index_owner"), row.name("index_name")))
        # A row with a table is from the first query, which sees only some of the tables that are joined.
        if found is not None and (row["table_name"] is None or not found.join_index):
            found.columns.append(
                IndexColumn(
                    name=row.name("column_name"),
                    position=row.integer("column_position") or len(found.columns) + 1,
                    descending=row.trimmed("descend") == "DESC",
                )
            )
    if any(index.index_type.startswith("FUNCTION-BASED") or index.index_type == "DOMAIN" for index in indexes.values()):
        _read_expressions(dictionary, scope, indexes)
    yield from _read_partitions(dictionary, scope, partitioned)
    for query in (INDEXES, INDEX_COLUMNS):
        scope.mark_unknown(dictionary, query)
    scope.mark_unknown(
        dictionary, INDEX_EXPRESSIONS, lambda s: any(i.index_type.startswith("FUNCTION-BASED") for i in s.indexes)
    )
    for query in (PART_INDEXES, INDEX_PARTITIONS, INDEX_SUBPARTITIONS, GLOBAL_KEYS):
        scope.mark_unknown(dictionary, query, lambda s: any(i.partitioned for i in s.indexes))


def _lists(scope: Scope, indexes: Iterable[Key]) -> tuple[list[str], Names]:
    return scope.lists(indexes, scope.told(INDEXES, "owner", "index_name"))


def _index(row: Row, index_type: str) -> IndexInfo:
    domain_type = f"{row.name('ityp_owner')}.{row.name('ityp_name')}" if row["ityp_name"] is not None else None
    return IndexInfo(
        owner=row.name("owner"),
        index_name=row.name("index_name"),
        index_type=index_type,
        unique=row.trimmed("uniqueness") == "UNIQUE",
        generated=bool(row.flag("generated")),
        constraint_index=row.flag("constraint_index"),
        compression=row.trimmed("compression"),
        prefix_length=row.integer("prefix_length"),
        visible=row.trimmed("visibility") != "INVISIBLE",
        indexing=row.trimmed("indexing"),
        status=row.trimmed("status"),
        funcidx_status=row.trimmed("funcidx_status"),
        domidx_type=domain_type,
        join_index=bool(row.flag("join_index")),
        automatic=bool(row.flag("auto")),
        tablespace_name=row.text("tablespace_name"),
        pct_free=row.integer("pct_free"),
        ini_trans=row.integer("ini_trans"),
        degree=row.trimmed("degree"),
        instances=row.trimmed("instances"),
        logging=row.flag("logging"),
        partitioned=bool(row.flag("partitioned")),
        unusable_parts=0 if not row.flag("partitioned") else None,
    )


def _read_expressions(dictionary: Dictionary, scope: Scope, indexes: dict[Key, IndexInfo]) -> None:
    for row in scope.rows(dictionary, INDEX_EXPRESSIONS):
        index = indexes.get((row.name("index_owner"), row.name("index_name")))
        position = row.integer("column_position")
        for column in index.columns if index is not None else ():
            if column.position == position:
                column.expression = row.text("column_expression")


def _read_partitions(dictionary: Dictionary, scope: Scope, indexes: dict[Key, IndexInfo]) -> Steps:
    owners, names = _lists(scope, indexes)
    for row in dictionary.rows(PART_INDEXES, owners, names):
        index = indexes.get((row.name("owner"), row.name("index_name")))
        if index is not None:
            index.locality = row.trimmed("locality")
            index.partitioning_type = row.trimmed("partitioning_type")
            index.tablespace_name = row.text("def_tablespace_name")
            index.pct_free = row.integer("def_pct_free")
            index.ini_trans = row.integer("def_ini_trans")
            index.logging = row.flag("def_logging")
    partitions = list(dictionary.rows(INDEX_PARTITIONS, owners, names))
    if not indexes or dictionary.source(INDEX_PARTITIONS) is None:
        return
    for index in indexes.values():
        # PART_INDEXES.PARTITION_COUNT says 1048575 for interval tables: count what exists.
        index.partition_count = 0
        index.unusable_parts = 0
    for query in (INDEX_PARTITIONS, INDEX_SUBPARTITIONS):
        for row in partitions if query is INDEX_PARTITIONS else dictionary.rows(query, owners, names):
            index = indexes.get((row.name("index_owner"), row.name("index_name")))
            if index is None:
                continue
            if query is INDEX_PARTITIONS:
                index.partition_count = (index.partition_count or 0) + 1
            if query is INDEX_SUBPARTITIONS or row.trimmed("status") == "UNUSABLE":
                index.unusable_parts = (index.unusable_parts or 0) + 1
    yield from _read_global(
        dictionary, scope, {key: index for key, index in indexes.items() if index.locality == "GLOBAL"}
    )


def _read_global(dictionary: Dictionary, scope: Scope, indexes: dict[Key, IndexInfo]) -> Steps:
    """Global indexes have a partitioning of their own: its key and bounds."""
    owners, names = _lists(scope, indexes)
    yield by_name((GLOBAL_KEYS,), owners, names)
    for row in dictionary.rows(GLOBAL_KEYS, owners, names) if indexes else ():
        index = indexes.get((row.name("owner"), row.name("name")))
        if index is not None:
            index.partition_key_columns.append(row.name("column_name"))
    for row in dictionary.rows(GLOBAL_PARTITIONS, owners, names) if indexes else ():
        index = indexes.get((row.name("index_owner"), row.name("index_name")))
        if index is not None:
            index.partitions.append(
                IndexPartitionInfo(
                    name=row.name("partition_name"),
                    high_value=row.text("high_value") if index.partitioning_type == "RANGE" else None,
                    tablespace_name=row.text("tablespace_name"),
                )
            )

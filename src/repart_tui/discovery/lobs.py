"""LOB columns and their storage."""

from __future__ import annotations

import re

from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import by_name
from repart_tui.discovery.rounds import Steps
from repart_tui.discovery.rows import Row
from repart_tui.discovery.scope import Scope
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import CurrentState, LobStorageInfo, PartitionInfo, PartitionLobInfo

LOBS = Query(
    "LOB columns",
    """
    SELECT owner, table_name, column_name, segment_name, tablespace_name, chunk, pctversion, cache, logging, encrypt,
           compression, deduplication, in_row, partitioned, securefile, retention_type, retention_value
      FROM dba_lobs
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, table_name, column_name
    """,
)
PART_LOBS = Query(
    "LOB columns of partitioned tables",
    """
    SELECT table_owner, table_name, column_name, def_chunk, def_pctversion, def_cache, def_in_row,
           def_tablespace_name, def_retention, def_minret, def_logging, def_encrypt, def_compress, def_deduplicate,
           def_securefile
      FROM dba_part_lobs
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
    """,
)
LOB_PARTITIONS = Query(
    "LOB columns of partitions",
    """
    SELECT table_owner, table_name, column_name, partition_name, tablespace_name
      FROM dba_lob_partitions
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY table_owner, table_name, partition_position, column_name
    """,
)
QUERIES = (LOBS, PART_LOBS, LOB_PARTITIONS)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (LOBS,)

_ONE_PART = re.compile('"([^"]+)"')
_LOB_TYPES = frozenset({"CLOB", "BLOB", "NCLOB", "XMLTYPE", "JSON"})


def read_lobs(dictionary: Dictionary, scope: Scope) -> Steps:
    """Fill in the LOB columns; for a partitioned table the defaults of PART_LOBS."""
    for row in scope.rows(dictionary, LOBS):
        scope.states[row.name("owner"), row.name("table_name")].lobs.append(_lob(row))
    if any(state.partitioning is not None and state.lobs for state in scope.states.values()):
        yield by_name((PART_LOBS, LOB_PARTITIONS), scope.owners, scope.names)
        for row in scope.rows(dictionary, PART_LOBS):
            state = scope.states[row.name("table_owner"), row.name("table_name")]
            for lob in state.lobs:
                if lob.column_name == _column_name(row):
                    _apply_defaults(lob, row)
        _read_partitions(dictionary, scope)
    scope.mark_unknown(dictionary, LOBS, has_lob_column)
    for query in (PART_LOBS, LOB_PARTITIONS):
        scope.mark_unknown(dictionary, query, lambda s: s.partitioning is not None and has_lob_column(s))


def _read_partitions(dictionary: Dictionary, scope: Scope) -> None:
    """A LOB that a partition keeps apart is noted there."""
    partitions: dict[tuple[str, str, str], PartitionInfo] = {
        (owner, table, partition.name): partition
        for (owner, table), state in scope.states.items()
        if state.partitioning is not None and state.lobs
        for partition in state.partitioning.partitions
    }
    for row in scope.rows(dictionary, LOB_PARTITIONS):
        owner, table, column = row.name("table_owner"), row.name("table_name"), _column_name(row)
        partition = partitions.get((owner, table, row.name("partition_name")))
        default = next(
            (lob.tablespace_name for lob in scope.states[owner, table].lobs if lob.column_name == column), None
        )
        home = row.text("tablespace_name")
        # Without a default of its own a LOB lies where its partition does.
        if partition is not None and home != (default or partition.tablespace_name):
            partition.lobs.append(PartitionLobInfo(column_name=column, tablespace_name=home))


def has_lob_column(state: CurrentState) -> bool:
    """Return whether a column is stored as a LOB."""
    return any(column.data_type in _LOB_TYPES for column in state.columns)


def _column_name(row: Row) -> str:
    return column_of(row.name("column_name"))


def column_of(name: str) -> str:
    """Return the column; the path of an attribute (`"DOC"."XMLDATA"`) stays as it is.

    COLUMN_NAME has room for a path (VARCHAR2(4000) in the Reference) and may then hold quoted parts. No name of a
    column holds a double quote, so one quoted part is the name itself.
    """
    quoted = _ONE_PART.fullmatch(name)
    return quoted[1] if quoted else name


def _lob(row: Row) -> LobStorageInfo:
    return LobStorageInfo(
        column_name=_column_name(row),
        segment_name=row.text("segment_name"),
        tablespace_name=row.text("tablespace_name"),
        securefile=row.flag("securefile"),
        in_row=row.flag("in_row"),
        chunk=row.integer("chunk"),
        cache=row.trimmed("cache"),
        logging=row.trimmed("logging"),
        compression=row.trimmed("compression"),
        deduplication=row.trimmed("deduplication"),
        encrypt=row.trimmed("encrypt"),
        retention_type=row.trimmed("retention_type"),
        retention_value=row.integer("retention_value"),
        pctversion=row.integer("pctversion"),
    )


def _apply_defaults(lob: LobStorageInfo, row: Row) -> None:
    lob.tablespace_name = row.text("def_tablespace_name") or lob.tablespace_name
    lob.securefile = row.flag("def_securefile") if row["def_securefile"] is not None else lob.securefile
    lob.in_row = row.flag("def_in_row") if row["def_in_row"] is not None else lob.in_row
    # LOBS.CHUNK is in bytes, of partitioned tables too; DEF_CHUNK counts blocks and is no use alone.
    lob.chunk = lob.chunk or row.integer("def_chunk")
    lob.pctversion = row.integer("def_pctversion") if row["def_pctversion"] is not None else lob.pctversion
    for field, column in (
        ("cache", "def_cache"),
        ("logging", "def_logging"),
        ("compression", "def_compress"),
        ("deduplication", "def_deduplicate"),
        ("encrypt", "def_encrypt"),
        ("retention_type", "def_retention"),
    ):
        value = row.trimmed(column)
        if value is not None:
            setattr(lob, field, value)
    lob.retention_value = row.integer("def_minret") if lob.retention_type == "MIN" else lob.retention_value

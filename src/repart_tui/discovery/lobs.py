"""LOB columns and their storage."""

from __future__ import annotations

from repart_tui.discovery.query import Query
from repart_tui.discovery.rows import Row
from repart_tui.discovery.scope import Scope
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import CurrentState, LobStorageInfo

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
QUERIES = (LOBS, PART_LOBS)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (LOBS,)

_LOB_TYPES = frozenset({"CLOB", "BLOB", "NCLOB", "XMLTYPE", "JSON"})


def read_lobs(dictionary: Dictionary, scope: Scope) -> None:
    """Fill in the LOB columns; for a partitioned table the defaults of PART_LOBS."""
    for row in scope.rows(dictionary, LOBS):
        scope.states[row.name("owner"), row.name("table_name")].lobs.append(_lob(row))
    if any(state.partitioning is not None and state.lobs for state in scope.states.values()):
        for row in scope.rows(dictionary, PART_LOBS):
            state = scope.states[row.name("table_owner"), row.name("table_name")]
            for lob in state.lobs:
                if lob.column_name == row.name("column_name"):
                    _apply_defaults(lob, row)
    scope.mark_unknown(dictionary, LOBS, has_lob_column)
    scope.mark_unknown(dictionary, PART_LOBS, lambda s: s.partitioning is not None and has_lob_column(s))


def has_lob_column(state: CurrentState) -> bool:
    """Return whether a column is stored as a LOB."""
    return any(column.data_type in _LOB_TYPES for column in state.columns)


def _lob(row: Row) -> LobStorageInfo:
    return LobStorageInfo(
        # An attribute of an XMLType or object column may come quoted; plain names never do.
        column_name=row.name("column_name"),
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
    lob.chunk = row.integer("def_chunk") or lob.chunk
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

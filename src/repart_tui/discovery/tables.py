"""Tables: which exist, which a DBA would look for here, and their own row in the dictionary."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass

from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import Request
from repart_tui.discovery.rows import Row
from repart_tui.discovery.scope import Key, Scope, add_feature
from repart_tui.discovery.selection import Names
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import CurrentState, PartitioningInfo, StorageParameters, TableProperties

TABLES = Query(
    "tables",
    """
    SELECT owner, table_name, tablespace_name, cluster_name, iot_name, iot_type, status, pct_free, pct_used, ini_trans,
           initial_extent, next_extent, logging, num_rows, blocks, avg_row_len, last_analyzed, degree, instances, cache,
           table_lock, partitioned, temporary, secondary, nested, buffer_pool, row_movement, dependencies, compression,
           compress_for, dropped, read_only, segment_created, result_cache, clustering, inmemory, inmemory_priority,
           inmemory_distribute, inmemory_compression, inmemory_duplicate, default_collation, duplicated, sharded,
           external, hybrid /* 19 */, memoptimize_read /* 18 */, memoptimize_write /* 18 */,
           logical_replication /* 19 */, staging /* 23 */
      FROM dba_tables
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, table_name
    """,
)
OBJECT_TABLES = Query(
    "object tables",
    """
    SELECT owner, table_name, tablespace_name, cluster_name, iot_name, iot_type, status, pct_free, pct_used, ini_trans,
           initial_extent, next_extent, logging, num_rows, blocks, avg_row_len, last_analyzed, degree, instances, cache,
           table_lock, partitioned, temporary, secondary, nested, buffer_pool, row_movement, dependencies, compression,
           compress_for, dropped, segment_created, external, table_type_owner, table_type
      FROM dba_object_tables
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, table_name
    """,
)
PART_TABLES = Query(
    "partitioned tables",
    """
    SELECT owner, table_name, partitioning_type, subpartitioning_type, def_subpartition_count, def_tablespace_name,
           def_pct_free, def_pct_used, def_ini_trans, def_initial_extent, def_next_extent, def_logging,
           def_compression, def_compress_for, def_buffer_pool, def_segment_creation, ref_ptn_constraint_name, interval,
           autolist, def_inmemory, def_inmemory_priority, def_inmemory_distribute, def_inmemory_compression,
           def_inmemory_duplicate, def_indexing
      FROM dba_part_tables
     WHERE owner IN (:owners)
       AND table_name IN (:names)
    """,
)
USERS = Query("users", "SELECT username, oracle_maintained FROM dba_users ORDER BY username")
MVIEW_CONTAINERS = Query(
    "containers of materialized views",
    """
    SELECT owner, container_name
      FROM dba_mviews
     WHERE owner IN (:owners)
    """,
)
MVIEW_LOG_TABLES = Query(
    "materialized view logs",
    """
    SELECT log_owner, log_table
      FROM dba_mview_logs
     WHERE log_owner IN (:owners)
    """,
)
QUEUE_TABLES = Query(
    "queue tables",
    """
    SELECT owner, queue_table
      FROM dba_queue_tables
     WHERE owner IN (:owners)
    """,
)
EXTERNAL_TABLES = Query(
    "external tables",
    """
    SELECT owner, table_name
      FROM dba_external_tables
     WHERE owner IN (:owners)
    """,
)
OBJECTS = Query(
    "table objects",
    """
    SELECT owner, object_name, object_id, created, last_ddl_time
      FROM dba_objects
     WHERE owner IN (:owners)
       AND object_name IN (:names)
       AND object_type = 'TABLE'
    """,
    rows="many",
)
TABLE_COMMENTS = Query(
    "table comments",
    """
    SELECT owner, table_name, comments
      FROM dba_tab_comments
     WHERE owner IN (:owners)
       AND table_name IN (:names)
       AND comments IS NOT NULL
    """,
    rows="many",
)
QUERIES = (
    TABLES,
    OBJECT_TABLES,
    PART_TABLES,
    USERS,
    MVIEW_CONTAINERS,
    MVIEW_LOG_TABLES,
    QUEUE_TABLES,
    EXTERNAL_TABLES,
    OBJECTS,
    TABLE_COMMENTS,
)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (
    OBJECTS,
    TABLE_COMMENTS,
)

# Of Oracle's making in any database, in case ORACLE_MAINTAINED cannot be read.
_ALWAYS_MAINTAINED = frozenset(
    {"SYS", "SYSTEM", "OUTLN", "XDB", "MDSYS", "CTXSYS", "WMSYS", "LBACSYS", "DVSYS", "AUDSYS"}
)


@dataclass(frozen=True, slots=True)
class TableSummary:
    """A line of the list of tables.

    `partitioning` is '' or such as 'RANGE', 'INTERVAL', 'LIST', 'RANGE-HASH'; `rows` and `blocks` by statistics,
    `bytes` of all its table segments, None where unknown; `kind` is heap, index-organized, cluster or object.
    """

    owner: str
    table_name: str
    partitioning: str
    rows: int | None
    bytes: int | None
    kind: str
    blocks: int | None = None
    tablespace_name: str | None = None


def read_owners(dictionary: Dictionary) -> tuple[list[str], frozenset[str]]:
    """Return all users and those that Oracle maintains (USERS.ORACLE_MAINTAINED = 'Y')."""
    names: list[str] = []
    maintained = set(_ALWAYS_MAINTAINED)
    for row in dictionary.rows(USERS):
        names.append(row.name("username"))
        if row.flag("oracle_maintained"):
            maintained.add(row.name("username"))
    source = dictionary.source(USERS)
    if source is None or source.family == "USER":
        # Without a list of all users, those who own tables are all that is known.
        names = sorted({row.name("owner") for row in dictionary.rows(TABLES)})
    return names, frozenset(maintained)


def wanted(owner: str, table: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Return whether glob patterns on TABLE or OWNER.TABLE, case-insensitive, let the table through."""

    def matches(patterns: Sequence[str]) -> bool:
        full, bare = f"{owner}.{table}".upper(), table.upper()
        return any(
            fnmatch.fnmatchcase(bare, pattern.upper()) or fnmatch.fnmatchcase(full, pattern.upper())
            for pattern in patterns
        )

    # Asked of each of 50,000 tables, mostly without any pattern.
    return (not include or matches(include)) and not (exclude and matches(exclude))


def read_tables(
    dictionary: Dictionary, owners: Sequence[str], names: Names = None, *, listed: bool = False
) -> dict[Key, CurrentState]:
    """Return the tables worth listing with what their own row says, by owner and name.

    With `listed` they are known to be worth it.

    Left out is what no DBA looks for here (oracle.md D5): recycle bin, temporary and external tables, storage of nested
    tables and domain indexes, IOT overflow and mapping, containers and logs of materialized views, queue tables.
    """
    hidden = set() if listed else hidden_tables(dictionary, owners)
    states: dict[Key, CurrentState] = {}
    for query in (TABLES, OBJECT_TABLES):
        for row in dictionary.rows(query, owners, names):
            key = (row.name("owner"), row.name("table_name"))
            if key not in hidden and not beside_the_point(row, hidden):
                states[key] = _state(row)
                if query is OBJECT_TABLES:
                    _note_object_table(states[key], row)
    for row in dictionary.rows(PART_TABLES, owners, names):
        found = states.get((row.name("owner"), row.name("table_name")))
        if found is not None:
            _apply_part_table(found, row)
    return dict(sorted(states.items()))


def read_table_facts(dictionary: Dictionary, scope: Scope) -> None:
    """Fill in object number, times and comment."""
    for row in scope.rows(dictionary, OBJECTS, "object_name"):
        state = scope.states[row.name("owner"), row.name("object_name")]
        state.object_id = row.integer("object_id")
        state.created = row.moment("created")
        state.last_ddl_time = row.moment("last_ddl_time")
    for row in scope.rows(dictionary, TABLE_COMMENTS):
        scope.states[row.name("owner"), row.name("table_name")].table_comment = row.text("comments")
    for query in (TABLES, OBJECTS, TABLE_COMMENTS):
        scope.mark_unknown(dictionary, query)
    scope.mark_unknown(dictionary, PART_TABLES, lambda state: state.partitioning is not None)


def hiding_requests(owners: Sequence[str]) -> list[Request]:
    """Return what hidden_tables will ask for."""
    return [Request(query, owners) for query in (MVIEW_CONTAINERS, MVIEW_LOG_TABLES, QUEUE_TABLES, EXTERNAL_TABLES)]


def hidden_tables(dictionary: Dictionary, owners: Sequence[str]) -> set[Key]:
    """Return tables that belong to something else, such as a materialized view or a queue."""
    hidden: set[Key] = set()
    dictionary.read_ahead(hiding_requests(owners))
    for query, owner, table in (
        (MVIEW_CONTAINERS, "owner", "container_name"),
        (MVIEW_LOG_TABLES, "log_owner", "log_table"),
        (QUEUE_TABLES, "owner", "queue_table"),
        (EXTERNAL_TABLES, "owner", "table_name"),
    ):
        for row in dictionary.rows(query, owners):
            name = row.name(table)
            hidden.add((row.name(owner), name))
            if query is QUEUE_TABLES:
                # Oracle's own tables beside a queue table: subscribers, signatures, dequeue and time-manager tables.
                hidden.update((row.name(owner), f"AQ$_{name}_{letter}") for letter in "SGHTILPCD")
    return hidden


def beside_the_point(row: Row, hidden: set[Key]) -> bool:
    """Return whether the table's own row says that no DBA looks for it here."""
    name = row.name("table_name")
    return bool(
        name.startswith(("BIN$", "SYS_FBA_"))
        or row.flag("dropped")
        or row.flag("temporary")
        or row.flag("secondary")
        or row.flag("nested")
        or row.flag("external")
        or row.flag("hybrid")
        or row.trimmed("iot_type") in ("IOT_OVERFLOW", "IOT_MAPPING")
        or (row["iot_name"] is not None and (row.name("owner"), row.name("iot_name")) in hidden)
    )


def _state(row: Row) -> CurrentState:
    partitioned = bool(row.flag("partitioned"))
    state = CurrentState(
        status=row.trimmed("status"),
        num_rows=row.integer("num_rows"),
        blocks=row.integer("blocks"),
        avg_row_len=row.integer("avg_row_len"),
        last_analyzed=row.moment("last_analyzed"),
        storage=StorageParameters(
            tablespace_name=row.text("tablespace_name"),
            pct_free=row.integer("pct_free"),
            pct_used=row.integer("pct_used"),
            ini_trans=row.integer("ini_trans"),
            initial_extent=row.integer("initial_extent"),
            next_extent=row.integer("next_extent"),
            logging=row.flag("logging"),
            compression=row.trimmed("compression"),
            compress_for=row.trimmed("compress_for"),
            buffer_pool=row.trimmed("buffer_pool"),
            segment_created=row.flag("segment_created"),
        ),
        properties=TableProperties(
            degree=row.trimmed("degree"),
            instances=row.trimmed("instances"),
            cache=row.flag("cache"),
            result_cache=row.trimmed("result_cache"),
            row_movement=row.flag("row_movement"),
            row_dependencies=row.flag("dependencies"),
            read_only=row.flag("read_only"),
            table_lock=row.flag("table_lock"),
            default_collation=row.trimmed("default_collation"),
            logical_replication=row.trimmed("logical_replication"),
            inmemory=row.trimmed("inmemory"),
            inmemory_priority=row.trimmed("inmemory_priority"),
            inmemory_distribute=row.trimmed("inmemory_distribute"),
            inmemory_compression=row.trimmed("inmemory_compression"),
            inmemory_duplicate=row.trimmed("inmemory_duplicate"),
            memoptimize_read=row.trimmed("memoptimize_read"),
            memoptimize_write=row.trimmed("memoptimize_write"),
            clustering=row.flag("clustering"),
            temporary=row.flag("temporary"),
            external=row.flag("external"),
            hybrid=row.flag("hybrid"),
            nested=row.flag("nested"),
            secondary=row.flag("secondary"),
            sharded=row.flag("sharded"),
            duplicated=row.flag("duplicated"),
            iot_type=row.trimmed("iot_type"),
            cluster_name=row.text("cluster_name"),
        ),
    )
    if partitioned:
        state.partitioning = PartitioningInfo(partitioning_type="UNKNOWN")
    if row.flag("staging"):
        add_feature(
            state, "STAGING_TABLE", "The table was created FOR STAGING (23ai), which does not allow partitioning."
        )
    return state


def _note_object_table(state: CurrentState, row: Row) -> None:
    type_name = f"{row.name('table_type_owner')}.{row.name('table_type')}"
    add_feature(state, "OBJECT_TABLE", f"The table is an object table of type {type_name}.")


def _apply_part_table(state: CurrentState, row: Row) -> None:
    """Put PART_TABLES in place: TABLES shows NULL for the storage of a partitioned table."""
    second = row.trimmed("subpartitioning_type")
    state.partitioning = PartitioningInfo(
        partitioning_type=row.trimmed("partitioning_type") or "UNKNOWN",
        interval=row.trimmed("interval"),
        automatic_list=bool(row.flag("autolist")),
        reference_constraint=row.text("ref_ptn_constraint_name"),
        subpartitioning_type=None if second in (None, "NONE") else second,
        default_indexing=row.flag("def_indexing"),
        default_subpartition_count=row.integer("def_subpartition_count"),
    )
    storage = state.storage
    storage.tablespace_name = row.text("def_tablespace_name") or storage.tablespace_name
    storage.pct_free = row.integer("def_pct_free")
    storage.pct_used = row.integer("def_pct_used")
    storage.ini_trans = row.integer("def_ini_trans")
    # Text columns here: a number or DEFAULT, which integer() turns into None.
    storage.initial_extent = row.integer("def_initial_extent")
    storage.next_extent = row.integer("def_next_extent")
    storage.logging = row.flag("def_logging")
    storage.compression = _set(row.trimmed("def_compression"))
    storage.compress_for = _set(row.trimmed("def_compress_for"))
    storage.buffer_pool = _set(row.trimmed("def_buffer_pool"))
    # YES = immediate, NO = deferred, NONE = not set; says what new segments do, as SEGMENT_CREATED does for a table.
    storage.segment_created = row.flag("def_segment_creation")
    properties = state.properties
    for name in ("inmemory", "inmemory_priority", "inmemory_distribute", "inmemory_compression", "inmemory_duplicate"):
        value = row.trimmed(f"def_{name}")
        if value is not None and getattr(properties, name) is None:
            setattr(properties, name, value)


def _set(value: str | None) -> str | None:
    """Return None for NONE, which the view shows for a default that is not set."""
    return None if value == "NONE" else value

"""Present partitioning: keys, templates, partitions with their bounds."""

from __future__ import annotations

from typing import Literal

from repart_tui.discovery.lobs import column_of, has_lob_column
from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import by_name
from repart_tui.discovery.rounds import Steps
from repart_tui.discovery.rows import Row
from repart_tui.discovery.scope import Key, Scope
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import CurrentState, PartitionInfo, SubpartitionTemplateInfo, TemplateLobInfo

KEY_COLUMNS = Query(
    "partitioning keys",
    """
    SELECT owner, name, object_type, column_name, column_position
      FROM dba_part_key_columns
     WHERE owner IN (:owners)
       AND name IN (:names)
       AND object_type = 'TABLE'
     ORDER BY owner, name, column_position
    """,
)
SUBPARTITION_KEY_COLUMNS = Query(
    "subpartitioning keys",
    """
    SELECT owner, name, object_type, column_name, column_position
      FROM dba_subpart_key_columns
     WHERE owner IN (:owners)
       AND name IN (:names)
       AND object_type = 'TABLE'
     ORDER BY owner, name, column_position
    """,
)
PARTITIONS = Query(
    "partitions",
    """
    SELECT table_owner, table_name, partition_name, partition_position, composite, subpartition_count,
           tablespace_name, compression, compress_for, logging, read_only, indexing, interval, inmemory, num_rows
      FROM dba_tab_partitions
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY table_owner, table_name, partition_position
    """,
    rows="many",
)
# LONG
PARTITION_BOUNDS = Query(
    "bounds of partitions",
    """
    SELECT table_owner, table_name, partition_name, high_value
      FROM dba_tab_partitions
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
    """,
    rows="apart",
)
# LONG: HIGH_BOUND, last. COMPRESSION, INDEXING and READ_ONLY are documented from 18c on, and not in 12.1; where a
# template does not say them they show NONE, and not the default that is documented.
TEMPLATES = Query(
    "subpartition templates",
    """
    SELECT user_name, table_name, subpartition_name, subpartition_position, tablespace_name, compression /* 18 */,
           indexing /* 18 */, read_only /* 18 */, high_bound
      FROM dba_subpartition_templates
     WHERE user_name IN (:owners)
       AND table_name IN (:names)
     ORDER BY user_name, table_name, subpartition_position
    """,
    rows="apart",
)
TEMPLATE_LOBS = Query(
    "LOB columns of subpartition templates",
    """
    SELECT user_name, table_name, lob_col_name, subpartition_name, lob_segment_name, tablespace_name
      FROM dba_lob_templates
     WHERE user_name IN (:owners)
       AND table_name IN (:names)
     ORDER BY user_name, table_name, subpartition_name, lob_col_name
    """,
)
SUBPARTITIONS = Query(
    "subpartitions",
    """
    SELECT table_owner, table_name, partition_name, subpartition_name, subpartition_position, compress_for, read_only,
           indexing, inmemory
      FROM dba_tab_subpartitions
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
    """,
    rows="many",
)
# Tables partitioned by reference, wherever they are: what follows their parents.
REFERENCE_CHILDREN = Query(
    "tables partitioned by reference",
    """
    SELECT owner, table_name, ref_ptn_constraint_name
      FROM dba_part_tables
     WHERE owner IN (:owners)
       AND table_name IN (:names)
       AND ref_ptn_constraint_name IS NOT NULL
    """,
)
QUERIES = (
    KEY_COLUMNS,
    SUBPARTITION_KEY_COLUMNS,
    PARTITIONS,
    PARTITION_BOUNDS,
    TEMPLATES,
    TEMPLATE_LOBS,
    SUBPARTITIONS,
    REFERENCE_CHILDREN,
)
_MAY_BE_UNSAID: tuple[Literal["compression", "indexing", "read_only"], ...] = ("compression", "indexing", "read_only")
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (KEY_COLUMNS, PARTITIONS)


def read_partitions(dictionary: Dictionary, scope: Scope, owners_of_parts: dict[Key, dict[str, str]]) -> Steps:
    """Fill in the partitioning and, by table, the partition to which each subpartition belongs."""
    inner = scope.part(lambda state: state.partitioning is not None)
    if not inner.states:
        return
    composite = inner.part(_composite)
    # By name they were read ahead for all tables in scope; of whole schemas only those of partitioned tables are asked.
    asked = scope if scope.names is not None else inner
    inner.read_ahead(dictionary, OF_TABLES if asked is inner else ())
    for row in asked.rows(dictionary, KEY_COLUMNS, "name"):
        info = scope.states[row.name("owner"), row.name("name")].partitioning
        if info is not None:
            info.key_columns.append(row.name("column_name"))
    _read_list(dictionary, asked, inner)
    yield by_name((SUBPARTITION_KEY_COLUMNS, TEMPLATE_LOBS, SUBPARTITIONS), composite.owners, composite.names)
    for row in composite.rows(dictionary, SUBPARTITION_KEY_COLUMNS, "name"):
        info = inner.states[row.name("owner"), row.name("name")].partitioning
        if info is not None:
            info.subpartition_key_columns.append(row.name("column_name"))
    _read_templates(dictionary, composite)
    made: dict[tuple[Key, str], set[str | None]] = {}
    for row in composite.rows(dictionary, SUBPARTITIONS):
        key = (row.name("table_owner"), row.name("table_name"))
        owners_of_parts.setdefault(key, {})[row.name("subpartition_name")] = row.name("partition_name")
        entry = _template_entry(composite.states[key], row)
        if entry is not None and entry.compression:
            made.setdefault((key, entry.name), set()).add(row.trimmed("compress_for"))
        _apply_subpartition(composite.states[key], row, entry)
        _note_in_memory(composite.states[key], row)
    for state in composite.states.values():
        for partition in state.partitioning.partitions if state.partitioning is not None else ():
            if len(partition.read_only_subpartitions) == partition.subpartition_count > 0:
                partition.read_only, partition.read_only_subpartitions = True, []
    for (key, name), kinds in made.items():
        for entry in _template_of(composite.states[key]):
            if entry.name == name and len(kinds) == 1:
                entry.compress_for = next(iter(kinds))
    for query in (KEY_COLUMNS, PARTITIONS, PARTITION_BOUNDS):
        inner.mark_unknown(dictionary, query)
    for query in (SUBPARTITION_KEY_COLUMNS, TEMPLATES):
        inner.mark_unknown(dictionary, query, _composite)
    inner.mark_unknown(dictionary, TEMPLATE_LOBS, lambda state: bool(_template_of(state)) and has_lob_column(state))


def _read_templates(dictionary: Dictionary, composite: Scope) -> None:
    """Fill in the subpartition templates, and the LOB storage of each of their subpartitions."""
    for row in composite.rows(dictionary, TEMPLATES):
        info = composite.states[row.name("user_name"), row.name("table_name")].partitioning
        if info is not None:
            info.subpartition_template.append(
                SubpartitionTemplateInfo(
                    name=row.name("subpartition_name"),
                    high_bound=row.text("high_bound"),
                    tablespace_name=row.text("tablespace_name"),
                    compression=row.flag("compression"),
                    read_only=row.flag("read_only"),
                    indexing=row.flag("indexing"),
                    unsaid=[name for name in _MAY_BE_UNSAID if row.trimmed(name) == "NONE"],
                )
            )
    storage: dict[tuple[Key, str], list[TemplateLobInfo]] = {}
    for row in composite.rows(dictionary, TEMPLATE_LOBS):
        key = (row.name("user_name"), row.name("table_name"))
        storage.setdefault((key, row.name("subpartition_name")), []).append(
            TemplateLobInfo(
                column_name=column_of(row.name("lob_col_name")),
                segment_name=row.text("lob_segment_name"),
                tablespace_name=row.text("tablespace_name"),
            )
        )
    readable = bool(composite.states) and dictionary.source(TEMPLATE_LOBS) is not None
    for key, state in composite.states.items():
        for entry in _template_of(state) if readable else ():
            entry.lobs = storage.get((key, entry.name), [])


def _template_of(state: CurrentState) -> list[SubpartitionTemplateInfo]:
    return state.partitioning.subpartition_template if state.partitioning is not None else []


def _template_entry(state: CurrentState, row: Row) -> SubpartitionTemplateInfo | None:
    """Return what of the template a subpartition was made from, by its place; None where it may be another one."""
    template, position = _template_of(state), row.integer("subpartition_position")
    if position is None or not 1 <= position <= len(template):
        return None
    return template[position - 1]


def _read_list(dictionary: Dictionary, asked: Scope, inner: Scope) -> None:
    partitions: dict[tuple[Key, str], PartitionInfo] = {}
    for row in asked.rows(dictionary, PARTITIONS):
        key = (row.name("table_owner"), row.name("table_name"))
        info = asked.states[key].partitioning
        if info is not None:
            partition = _partition(row, len(info.partitions) + 1)
            partitions[key, partition.name] = partition
            info.partitions.append(partition)
            _note_in_memory(asked.states[key], row)
            info.partition_count = len(info.partitions)
    for row in inner.rows(dictionary, PARTITION_BOUNDS):
        found = partitions.get(((row.name("table_owner"), row.name("table_name")), row.name("partition_name")))
        if found is not None:
            found.high_value = row.text("high_value")


def _note_in_memory(state: CurrentState, row: Row) -> None:
    """One partition that is INMEMORY makes the table so: ALL_TABLES and ALL_PART_TABLES do not show it."""
    if row.trimmed("inmemory") == "ENABLED":
        state.properties.inmemory = "ENABLED"


def _partition(row: Row, position: int) -> PartitionInfo:
    return PartitionInfo(
        name=row.name("partition_name"),
        position=row.integer("partition_position") or position,
        is_interval=bool(row.flag("interval")),
        subpartition_count=row.integer("subpartition_count") or 0,
        tablespace_name=row.text("tablespace_name"),
        compression=row.trimmed("compression"),
        compress_for=row.trimmed("compress_for"),
        logging=row.flag("logging"),
        read_only=row.flag("read_only"),
        indexing=row.flag("indexing"),
        num_rows=row.integer("num_rows"),
    )


def _apply_subpartition(state: CurrentState, row: Row, entry: SubpartitionTemplateInfo | None) -> None:
    """What one subpartition is, its partition is taken to be: the partition's own row shows defaults only.

    What the template says of such a subpartition is not its partition's.
    """
    name = row.name("partition_name")
    compressed = None if entry is not None and entry.compression else row.trimmed("compress_for")
    left_out = row.flag("indexing") is False and not (entry is not None and entry.indexing is False)
    for partition in state.partitioning.partitions if state.partitioning is not None else ():
        if partition.name == name:
            partition.compress_for = compressed or partition.compress_for
            if row.flag("read_only"):
                partition.read_only_subpartitions.append(row.name("subpartition_name"))
            partition.indexing = False if left_out else partition.indexing


def _composite(state: CurrentState) -> bool:
    return state.partitioning is not None and state.partitioning.subpartitioning_type is not None

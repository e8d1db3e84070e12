"""Partitioned indexes: local ones follow their table, global ones have partitions of their own."""

from __future__ import annotations

from repart_tui.demo.describe import Index, Partition, Table
from repart_tui.demo.rows.catalog import Catalog, Cell, index_bytes, rows_of

_POOLS: dict[str, Cell] = {"buffer_pool": "DEFAULT", "flash_cache": "DEFAULT", "cell_flash_cache": "DEFAULT"}


def _part_index(
    catalog: Catalog, owner: str, table: Table, index: Index, locality: str, columns: tuple[str, ...], **values: Cell
) -> None:
    leading = tuple(part for part in index.columns if isinstance(part, str))[: len(columns)]
    row: dict[str, Cell] = {
        "owner": owner,
        "index_name": index.name,
        "table_name": table.name,
        "subpartitioning_type": "NONE",
        "def_subpartition_count": 0,
        "partitioning_key_count": len(columns),
        "subpartitioning_key_count": 0,
        "locality": locality,
        "alignment": "PREFIXED" if leading == columns else "NON_PREFIXED",
        "def_pct_free": 10,
        "def_ini_trans": 2,
        "def_max_trans": 255,
        "def_initial_extent": "DEFAULT",
        "def_next_extent": "DEFAULT",
        "def_min_extents": "DEFAULT",
        "def_max_extents": "DEFAULT",
        "def_max_size": "DEFAULT",
        "def_pct_increase": "DEFAULT",
        "def_freelists": 0,
        "def_freelist_groups": 0,
        "def_logging": index.logging,
        "def_buffer_pool": "DEFAULT",
        "def_flash_cache": "DEFAULT",
        "def_cell_flash_cache": "DEFAULT",
        "autolist": "NO",
        "autolist_subpartition": "NO",
    }
    row.update(values)
    catalog.add("dba_part_indexes", **row)
    for position, column in enumerate(columns, 1):
        catalog.add(
            "dba_part_key_columns",
            owner=owner,
            name=index.name,
            object_type="INDEX",
            column_name=column,
            column_position=position,
        )


def add_local(catalog: Catalog, owner: str, table: Table, index: Index, tablespace: str) -> None:
    """Add a local index: its partitions are those of the table."""
    scheme = table.partitioning
    assert scheme, "a local index needs a partitioned table"
    composite = scheme.sub_kind != "NONE"
    _part_index(
        catalog,
        owner,
        table,
        index,
        "LOCAL",
        scheme.columns,
        partitioning_type=scheme.kind,
        subpartitioning_type=scheme.sub_kind,
        partition_count=1048575 if scheme.interval or scheme.automatic else len(scheme.parts),
        def_subpartition_count=scheme.default_subpartitions,
        subpartitioning_key_count=len(scheme.sub_columns),
        def_tablespace_name=index.tablespace,
        interval=scheme.interval,
        autolist="YES" if scheme.automatic else "NO",
    )
    for position, column in enumerate(scheme.sub_columns, 1):
        catalog.add(
            "dba_subpart_key_columns",
            owner=owner,
            name=index.name,
            object_type="INDEX",
            column_name=column,
            column_position=position,
        )
    for number, part in enumerate(scheme.parts, 1):
        usable = "N/A" if composite else "UNUSABLE" if not part.indexing and index.partial else "USABLE"
        home = index.tablespace or part.tablespace or tablespace
        _index_partition(catalog, owner, table, index, part, number, home, usable)
        for sub_number, sub in enumerate(part.parts, 1):
            _index_subpartition(catalog, owner, table, index, part, sub, number, sub_number, tablespace)


def add_global(catalog: Catalog, owner: str, table: Table, index: Index, tablespace: str) -> None:
    """Add a global index with partitions of its own."""
    ranged = index.global_parts[0].high_value is not None
    leading = index.columns[0]
    assert isinstance(leading, str), "a global index is partitioned by a plain column"
    _part_index(
        catalog,
        owner,
        table,
        index,
        "GLOBAL",
        (leading,),
        partitioning_type="RANGE" if ranged else "HASH",
        partition_count=len(index.global_parts),
        def_tablespace_name=tablespace,
    )
    for number, part in enumerate(index.global_parts, 1):
        _index_partition(catalog, owner, table, index, part, number, tablespace, "USABLE")


def _index_partition(
    catalog: Catalog, owner: str, table: Table, index: Index, part: Partition, number: int, tablespace: str, status: str
) -> None:
    rows = rows_of(part)
    stored = bool(rows) and not part.parts and status == "USABLE"
    catalog.object(owner, index.name, "INDEX PARTITION", part=part.name, has_segment=stored, created=table.created)
    catalog.add(
        "dba_ind_partitions",
        index_owner=owner,
        index_name=index.name,
        composite="YES" if part.parts else "NO",
        partition_name=part.name,
        subpartition_count=len(part.parts),
        high_value=part.high_value,
        high_value_length=len(part.high_value or ""),
        partition_position=number,
        status=status,
        tablespace_name=tablespace,
        pct_free=10,
        ini_trans=2,
        max_trans=255,
        logging=index.logging,
        compression="ENABLED" if index.compress else "DISABLED",
        num_rows=rows,
        last_analyzed=table.analyzed,
        user_stats="NO",
        global_stats="YES",
        interval="YES" if part.by_interval else "NO",
        segment_created="N/A" if part.parts else "YES" if stored else "NO",
        orphaned_entries="NO",
        **(_POOLS if not part.parts else {}),
    )
    if stored:
        catalog.segment(owner, index.name, "INDEX PARTITION", tablespace, index_bytes(index, rows), part=part.name)


def _index_subpartition(
    catalog: Catalog,
    owner: str,
    table: Table,
    index: Index,
    part: Partition,
    sub: Partition,
    number: int,
    sub_number: int,
    tablespace: str,
) -> None:
    catalog.object(
        owner, index.name, "INDEX SUBPARTITION", part=sub.name, has_segment=bool(sub.rows), created=table.created
    )
    catalog.add(
        "dba_ind_subpartitions",
        index_owner=owner,
        index_name=index.name,
        partition_name=part.name,
        subpartition_name=sub.name,
        high_value=sub.high_value,
        high_value_length=len(sub.high_value or ""),
        partition_position=number,
        subpartition_position=sub_number,
        status="USABLE",
        tablespace_name=tablespace,
        pct_free=10,
        ini_trans=2,
        max_trans=255,
        logging=index.logging,
        compression="ENABLED" if index.compress else "DISABLED",
        num_rows=sub.rows,
        last_analyzed=table.analyzed,
        user_stats="NO",
        global_stats="YES",
        interval="NO",
        segment_created="YES" if sub.rows else "NO",
        **_POOLS,
    )
    if sub.rows:
        catalog.segment(
            owner, index.name, "INDEX SUBPARTITION", tablespace, index_bytes(index, sub.rows), part=sub.name
        )

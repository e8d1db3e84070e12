"""Partitioned tables: their defaults, keys, partitions, subpartitions and templates."""

from __future__ import annotations

from repart_tui.demo.describe import Partition, Partitioning, Schema, Table
from repart_tui.demo.rows.catalog import KIB, MAX_EXTENTS, MIB, Catalog, Cell, rows_of, table_bytes
from repart_tui.demo.rows.tables import blocks

_POOLS: dict[str, Cell] = {"buffer_pool": "DEFAULT", "flash_cache": "DEFAULT", "cell_flash_cache": "DEFAULT"}


def add_partitions(catalog: Catalog, schema: Schema, table: Table) -> None:
    """Add everything about the partitions of one table; nothing for a table without."""
    scheme = table.partitioning
    if scheme is None:
        return
    owner, tablespace = schema.name, table.tablespace or schema.tablespace
    _add_defaults(catalog, owner, table, scheme, tablespace)
    _add_keys(catalog, owner, table, scheme)
    for number, template in enumerate(scheme.template, 1):
        catalog.add(
            "dba_subpartition_templates",
            user_name=owner,
            table_name=table.name,
            subpartition_name=template.name,
            subpartition_position=number,
            tablespace_name=template.tablespace,
            high_bound=template.high_value,
            compression="YES" if template.compress_for else "NONE",
            indexing="NONE" if template.indexing else "OFF",
            read_only="YES" if template.read_only else "NONE",
        )
        for column, segment, home in template.lobs:
            catalog.add(
                "dba_lob_templates",
                user_name=owner,
                table_name=table.name,
                lob_col_name=column,
                subpartition_name=template.name,
                lob_segment_name=segment,
                tablespace_name=home,
            )
    for number, part in enumerate(scheme.parts, 1):
        _add_partition(catalog, owner, table, part, number, part.tablespace or tablespace)
        for sub_number, sub in enumerate(part.parts, 1):
            _add_subpartition(catalog, owner, table, part, sub, number, sub_number, part.tablespace or tablespace)


def _add_defaults(catalog: Catalog, owner: str, table: Table, scheme: Partitioning, tablespace: str) -> None:
    compressions = {part.compress_for for part in scheme.parts}
    default = compressions.pop() if len(compressions) == 1 else None
    catalog.add(
        "dba_part_tables",
        owner=owner,
        table_name=table.name,
        partitioning_type=scheme.kind,
        subpartitioning_type=scheme.sub_kind,
        # Interval and automatic list tables can always grow, so Oracle shows the limit as their count.
        partition_count=1048575 if scheme.interval or scheme.automatic else len(scheme.parts),
        def_subpartition_count=scheme.default_subpartitions,
        partitioning_key_count=len(scheme.columns),
        subpartitioning_key_count=len(scheme.sub_columns),
        status="VALID",
        def_tablespace_name=tablespace,
        def_pct_free=10,
        def_ini_trans=1,
        def_max_trans=255,
        def_initial_extent="DEFAULT",
        def_next_extent="DEFAULT",
        def_min_extents="DEFAULT",
        def_max_extents="DEFAULT",
        def_max_size="DEFAULT",
        def_pct_increase="DEFAULT",
        def_logging="YES",
        def_compression="ENABLED" if default else "NONE",
        def_compress_for=default,
        def_buffer_pool="DEFAULT",
        def_flash_cache="DEFAULT",
        def_cell_flash_cache="DEFAULT",
        ref_ptn_constraint_name=scheme.reference,
        interval=scheme.interval,
        autolist="YES" if scheme.automatic else "NO",
        autolist_subpartition="NO",
        is_nested="NO",
        def_segment_creation="NONE",
        def_indexing="ON",
        def_inmemory="NONE",
        def_read_only="NO",
    )


def _add_keys(catalog: Catalog, owner: str, table: Table, scheme: Partitioning) -> None:
    for view, columns in (
        ("dba_part_key_columns", scheme.columns),
        ("dba_subpart_key_columns", scheme.sub_columns),
    ):
        for position, column in enumerate(columns, 1):
            catalog.add(
                view,
                owner=owner,
                name=table.name,
                object_type="TABLE",
                column_name=column,
                column_position=position,
            )


def _add_partition(catalog: Catalog, owner: str, table: Table, part: Partition, number: int, tablespace: str) -> None:
    rows, composite = rows_of(part), bool(part.parts)
    stored = bool(rows) and not composite
    catalog.object(
        owner, table.name, "TABLE PARTITION", part=part.name, has_segment=stored, created=table.created,
        generated="Y" if part.name.startswith("SYS_") else "N",
    )  # fmt: skip
    catalog.add(
        "dba_tab_partitions",
        table_owner=owner,
        table_name=table.name,
        composite="YES" if composite else "NO",
        partition_name=part.name,
        subpartition_count=len(part.parts),
        high_value=part.high_value,
        high_value_length=len(part.high_value or ""),
        partition_position=number,
        is_nested="NO",
        segment_created="NONE" if composite else "YES" if stored else "NO",
        **_shared(table, part, rows, tablespace, composite),
    )
    if stored:
        size = table_bytes(rows, table.row_length, part.compress_for, partition=True)
        catalog.segment(owner, table.name, "TABLE PARTITION", tablespace, size, part=part.name)


def _add_subpartition(
    catalog: Catalog,
    owner: str,
    table: Table,
    part: Partition,
    sub: Partition,
    number: int,
    sub_number: int,
    tablespace: str,
) -> None:
    catalog.object(
        owner, table.name, "TABLE SUBPARTITION", part=sub.name, has_segment=bool(sub.rows), created=table.created
    )
    shared = _shared(table, sub, sub.rows, sub.tablespace or tablespace, composite=False)
    catalog.add(
        "dba_tab_subpartitions",
        table_owner=owner,
        table_name=table.name,
        partition_name=part.name,
        subpartition_name=sub.name,
        high_value=sub.high_value,
        high_value_length=len(sub.high_value or ""),
        partition_position=number,
        subpartition_position=sub_number,
        segment_created="YES" if sub.rows else "NO",
        **shared,
    )
    if sub.rows:
        size = table_bytes(sub.rows, table.row_length, sub.compress_for, partition=True)
        catalog.segment(owner, table.name, "TABLE SUBPARTITION", sub.tablespace or tablespace, size, part=sub.name)


def _shared(table: Table, part: Partition, rows: int, tablespace: str, composite: bool) -> dict[str, Cell]:
    analyzed = table.rows is not None
    return {
        "tablespace_name": tablespace,
        "pct_free": 10,
        "ini_trans": 1,
        "max_trans": 255,
        "initial_extent": None if composite else 8 * MIB if rows else 64 * KIB,
        "next_extent": None if composite else MIB,
        "min_extent": None if composite else 1,
        "max_extent": None if composite else MAX_EXTENTS,
        "max_size": None if composite else MAX_EXTENTS,
        "logging": "YES",
        "compression": "ENABLED" if part.compress_for else "NONE" if composite else "DISABLED",
        "compress_for": part.compress_for,
        "num_rows": rows if analyzed else None,
        "blocks": blocks(table, rows, partition=True, compress_for=part.compress_for) if analyzed and rows else None,
        "avg_row_len": table.row_length if analyzed and rows else None,
        "sample_size": rows if analyzed else None,
        "last_analyzed": table.analyzed if analyzed else None,
        "global_stats": "YES" if analyzed else "NO",
        "user_stats": "NO",
        "interval": "YES" if part.by_interval else "NO",
        "indexing": "ON" if part.indexing else "OFF",
        "read_only": "YES" if part.read_only else "NO",
        "inmemory": "DISABLED",
        "memoptimize_read": "DISABLED",
        "memoptimize_write": "DISABLED",
        **_POOLS,
    }

"""DBA_TABLES, table statistics and the table segments."""

from __future__ import annotations

from repart_tui.demo.describe import Partition, Schema, Table
from repart_tui.demo.rows.catalog import (
    BLOCK,
    KIB,
    MAX_EXTENTS,
    MIB,
    Catalog,
    Cell,
    rows_of,
    table_bytes,
    table_rows,
)
from repart_tui.demo.views import VIEWS

_NO_SEGMENT = {"IOT", "TEMPORARY", "EXTERNAL", "CLUSTER"}


def add_table(catalog: Catalog, schema: Schema, table: Table) -> None:
    """Add one table with its object, segment, statistics and comment."""
    owner, object_id = schema.name, catalog.table_ids[schema.name, table.name]
    tablespace = table.tablespace or schema.tablespace
    partitioned = table.partitioning is not None
    rows = table_rows(table)
    stored = not partitioned and table.kind not in _NO_SEGMENT and rows > 0
    catalog.object(
        owner,
        table.name,
        "TABLE",
        object_id=object_id,
        has_segment=stored,
        created=table.created,
        changed=table.changed,
        temporary="Y" if table.kind == "TEMPORARY" else "N",
        generated="Y" if table.name.startswith("SYS_") else "N",
        secondary=str(table.properties.get("secondary", "N")),
        oracle_maintained="Y" if schema.oracle_maintained else "N",
    )
    row = _defaults(table, tablespace, stored) | {"owner": owner, "table_name": table.name} | _statistics(table)
    row |= table.properties
    if table.kind == "OBJECT":
        # Object tables have a view of their own and no row in DBA_TABLES.
        row = {name: cell for name, cell in row.items() if name in VIEWS["dba_object_tables"]}
        catalog.add("dba_object_tables", **row)
    elif table.kind != "DROPPED":
        catalog.add("dba_tables", **row)
    if stored:
        size = table_bytes(rows, table.row_length, _text(row.get("compress_for")))
        kind = "NESTED TABLE" if table.kind == "NESTED" else "TABLE"
        catalog.segment(owner, table.name, kind, tablespace, size)
    for extra in table.extras:
        catalog.add(extra.view, **{extra.keys[0]: owner, extra.keys[1]: table.name}, **extra.values)
    if table.kind == "DROPPED":
        # DBA_TABLES leaves out what lies in the recycle bin; objects and segments show it.
        return
    _add_statistics(catalog, owner, table)
    catalog.add(
        "dba_tab_comments",
        owner=owner,
        table_name=table.name,
        table_type="TABLE",
        comments=table.comment,
        origin_con_id=3,
    )


def blocks(table: Table, rows: int, *, partition: bool = False, compress_for: str | None = None) -> int:
    """The BLOCKS statistic that goes with `rows`."""
    return table_bytes(rows, table.row_length, compress_for, partition=partition) * 97 // 100 // BLOCK


def _text(value: Cell) -> str | None:
    return None if value is None else str(value)


def _defaults(table: Table, tablespace: str, stored: bool) -> dict[str, Cell]:
    partitioned = table.partitioning is not None
    is_temporary, is_external = table.kind == "TEMPORARY", table.kind == "EXTERNAL"
    in_segment = not partitioned and not is_temporary and not is_external and table.kind not in ("IOT", "CLUSTER")
    identity = any(column.identity for column in table.columns)
    row: dict[str, Cell] = {
        "tablespace_name": tablespace if in_segment or table.kind == "CLUSTER" else None,
        "status": "VALID",
        "pct_free": None if partitioned else 0 if is_external or table.kind == "IOT" else 10,
        "ini_trans": None if partitioned else 0 if is_external or table.kind == "IOT" else 1,
        "max_trans": None if partitioned else 0 if is_external or table.kind == "IOT" else 255,
        "logging": None if partitioned or table.kind == "IOT" else "NO" if is_temporary else "YES",
        "backed_up": "N",
        "degree": "         1",
        "instances": "         1",
        "cache": "    N",
        "table_lock": "ENABLED",
        "partitioned": "YES" if partitioned else "NO",
        "iot_type": {"IOT": "IOT", "OVERFLOW": "IOT_OVERFLOW"}.get(table.kind),
        "temporary": "Y" if is_temporary else "N",
        "secondary": "N",
        "nested": "YES" if table.kind == "NESTED" else "NO",
        "buffer_pool": None if partitioned else "DEFAULT",
        "flash_cache": None if partitioned else "DEFAULT",
        "cell_flash_cache": None if partitioned else "DEFAULT",
        "row_movement": "DISABLED",
        "duration": "SYS$SESSION" if is_temporary else None,
        "skip_corrupt": "DISABLED",
        "monitoring": "NO" if is_temporary or is_external else "YES",
        "dependencies": "DISABLED",
        "compression": None if partitioned else "DISABLED",
        "dropped": None if partitioned else "NO",
        "read_only": "N/A" if partitioned else "NO",
        "segment_created": "N/A" if partitioned else "YES" if stored or table.kind in ("IOT", "CLUSTER") else "NO",
        "result_cache": "DEFAULT",
        "clustering": "NO",
        "has_identity": "YES" if identity else "NO",
        "container_data": "NO",
        "inmemory": None if partitioned else "DISABLED",
        "default_collation": "USING_NLS_COMP",
        "duplicated": "N",
        "sharded": "N",
        "external": "YES" if is_external else "NO",
        "hybrid": "NO",
        "containers_default": "NO",
        "container_map": "NO",
        "extended_data_link": "NO",
        "extended_data_link_map": "NO",
        "container_map_object": "NO",
        "memoptimize_read": "DISABLED",
        "memoptimize_write": "DISABLED",
        "has_sensitive_column": "YES" if any(column.sensitive for column in table.columns) else "NO",
        "admit_null": "NO",
        "data_link_dml_enabled": "NO",
        "logical_replication": "ENABLED",
    }
    if in_segment:
        row |= {"initial_extent": 64 * KIB, "next_extent": MIB, "min_extents": 1, "max_extents": MAX_EXTENTS}
    return row


def _statistics(table: Table) -> dict[str, Cell]:
    """The statistics columns that DBA_TABLES and DBA_TAB_STATISTICS share."""
    if table.rows is None:
        return {"global_stats": "NO", "user_stats": "NO"}
    compress_for = _text(table.properties.get("compress_for"))
    if table.partitioning:
        size = sum(
            blocks(table, rows_of(part), partition=True, compress_for=part.compress_for)
            for part in table.partitioning.parts
        )
    else:
        size = blocks(table, table.rows, compress_for=compress_for)
    return {
        "num_rows": table.rows,
        "blocks": None if table.kind == "IOT" else 0 if table.kind in ("TEMPORARY", "EXTERNAL") else size,
        "empty_blocks": 0,
        "avg_space": 0,
        "chain_cnt": 0,
        "avg_row_len": table.row_length if table.rows else 0,
        "avg_space_freelist_blocks": 0,
        "num_freelist_blocks": 0,
        "sample_size": table.rows,
        "last_analyzed": table.analyzed,
        "global_stats": "YES",
        "user_stats": "NO",
    }


def _add_statistics(catalog: Catalog, owner: str, table: Table) -> None:
    common: dict[str, Cell] = {
        "owner": owner,
        "table_name": table.name,
        "stattype_locked": table.locked,
        "stale_stats": None if table.rows is None else "YES" if table.stale else "NO",
        "scope": "SHARED",
    }
    catalog.add("dba_tab_statistics", object_type="TABLE", **common, **_statistics(table))
    if table.partitioning:
        for number, part in enumerate(table.partitioning.parts, 1):
            _add_part_statistics(catalog, table, part, {**common, "object_type": "PARTITION"}, number)
            for sub_number, sub in enumerate(part.parts, 1):
                where: dict[str, Cell] = {"partition_name": part.name, "partition_position": number}
                where |= {"subpartition_name": sub.name, "subpartition_position": sub_number}
                _add_part_statistics(catalog, table, sub, {**common, "object_type": "SUBPARTITION"}, number, where)
    for name, value in table.preferences.items():
        catalog.add(
            "dba_tab_stat_prefs", owner=owner, table_name=table.name, preference_name=name, preference_value=value
        )
    if table.stale and table.rows:
        catalog.add(
            "dba_tab_modifications",
            table_owner=owner,
            table_name=table.name,
            inserts=table.rows // 5,
            updates=table.rows // 40,
            deletes=0,
            timestamp="2026-01-14 23:10:02",
            truncated="NO",
            drop_segments=0,
        )


def _add_part_statistics(
    catalog: Catalog,
    table: Table,
    part: Partition,
    common: dict[str, Cell],
    number: int,
    where: dict[str, Cell] | None = None,
) -> None:
    rows = rows_of(part)
    catalog.add(
        "dba_tab_statistics",
        **(where or {"partition_name": part.name, "partition_position": number}),
        num_rows=rows,
        blocks=blocks(table, rows, partition=True, compress_for=part.compress_for) if rows else 0,
        avg_row_len=table.row_length if rows else 0,
        sample_size=rows,
        last_analyzed=table.analyzed,
        global_stats="YES",
        user_stats="NO",
        **common,
    )

"""LOB columns: their segments, indexes and partitions."""

from __future__ import annotations

from repart_tui.demo.describe import Lob, Schema, Table
from repart_tui.demo.rows.catalog import KIB, MIB, Catalog, Cell, Place, allocate, rows_of, table_rows
from repart_tui.demo.rows.columns import places


def add_lobs(catalog: Catalog, schema: Schema, table: Table) -> None:
    """Add the LOBs of one table."""
    for place in places(table):
        if place.column.lob:
            _add_lob(catalog, schema, table, place, place.column.lob)


def _add_lob(catalog: Catalog, schema: Schema, table: Table, place: Place, lob: Lob) -> None:
    owner, number = schema.name, catalog.table_ids[schema.name, table.name]
    segment = f"SYS_LOB{number:010d}C{place.internal_id:05d}$$"
    index = f"SYS_IL{number:010d}C{place.internal_id:05d}$$"
    tablespace = lob.tablespace or table.tablespace or schema.tablespace
    partitioned = table.partitioning is not None
    stored = not partitioned and bool(table_rows(table)) and table.kind != "TEMPORARY"
    secure = lob.securefile
    catalog.object(owner, segment, "LOB", has_segment=stored, created=table.created, generated="Y")
    catalog.object(owner, index, "INDEX", has_segment=stored, created=table.created, generated="Y")
    shared: dict[str, Cell] = {
        "cache": lob.cache,
        "in_row": "YES" if lob.in_row else "NO",
    }
    off = "NO" if secure else "NONE"
    catalog.add(
        "dba_lobs",
        owner=owner,
        table_name=table.name,
        column_name=place.column.qualified or place.column.name,
        segment_name=segment,
        tablespace_name=None if partitioned else tablespace,
        index_name=index,
        chunk=8192,
        pctversion=None if secure or partitioned else lob.pctversion,
        retention=None if secure or lob.pctversion is not None else 900,
        logging="NONE" if partitioned else lob.logging,
        encrypt=off,
        compression=lob.compression if secure else "NONE",
        deduplication=lob.deduplication if secure else "NONE",
        format="NOT APPLICABLE" if place.column.type == "BLOB" else "ENDIAN NEUTRAL",
        partitioned="YES" if partitioned else "NO",
        securefile="YES" if secure else "NO",
        segment_created="N/A" if partitioned else "YES" if stored else "NO",
        retention_type="DEFAULT" if secure else "NO" if lob.pctversion is not None else "YES",
        **shared,
    )
    catalog.add(
        "dba_indexes",
        owner=owner,
        index_name=index,
        index_type="LOB",
        table_owner=owner,
        table_name=table.name,
        table_type="TABLE".ljust(11),
        uniqueness="UNIQUE",
        compression="DISABLED",
        tablespace_name=None if partitioned else tablespace,
        ini_trans=None if partitioned else 2,
        max_trans=None if partitioned else 255,
        initial_extent=None if partitioned else 64 * KIB,
        next_extent=None if partitioned else MIB,
        pct_free=None if partitioned else 10,
        logging=None if partitioned else "YES",
        status="N/A" if partitioned else "VALID",
        degree="0" if partitioned else "1",
        instances="0" if partitioned else "1",
        partitioned="YES" if partitioned else "NO",
        temporary="N",
        generated="Y",
        secondary="N",
        user_stats="NO",
        global_stats="NO",
        join_index="NO",
        iot_redundant_pkey_elim="NO",
        dropped="NO",
        visibility="VISIBLE",
        segment_created="YES" if stored else "NO",
        orphaned_entries="NO",
        indexing="FULL",
        auto="NO",
        constraint_index="NO",
    )
    if stored:
        size = allocate(lob.bytes, 64 * KIB)
        catalog.segment(owner, segment, "LOBSEGMENT", tablespace, size, securefile=secure)
        catalog.segment(owner, index, "LOBINDEX", tablespace, 64 * KIB if secure else allocate(size / 200, 64 * KIB))
    if partitioned:
        _add_partitions(catalog, schema, table, place, lob, segment, index, tablespace)


def _add_partitions(
    catalog: Catalog,
    schema: Schema,
    table: Table,
    place: Place,
    lob: Lob,
    segment: str,
    index: str,
    tablespace: str,
) -> None:
    scheme = table.partitioning
    assert scheme, "only a partitioned table has LOB partitions"
    owner, secure = schema.name, lob.securefile
    off = "NO" if secure else "NONE"
    common: dict[str, Cell] = {"table_owner": owner, "table_name": table.name}
    common |= {"column_name": place.column.qualified or place.column.name, "lob_name": segment}
    catalog.add(
        "dba_part_lobs",
        **common,
        lob_index_name=index,
        def_chunk=1,
        def_cache=lob.cache,
        def_in_row="YES" if lob.in_row else "NO",
        def_tablespace_name=lob.tablespace,
        def_initial_extent="DEFAULT",
        def_next_extent="DEFAULT",
        def_min_extents="DEFAULT",
        def_max_extents="DEFAULT",
        def_max_size="DEFAULT",
        def_retention="DEFAULT" if secure else "YES",
        def_pct_increase="DEFAULT",
        def_logging=lob.logging,
        def_buffer_pool="DEFAULT",
        def_flash_cache="DEFAULT",
        def_cell_flash_cache="DEFAULT",
        def_encrypt=off,
        def_compress=lob.compression if secure else "NONE",
        def_deduplicate=lob.deduplication if secure else "NONE",
        def_securefile="YES" if secure else "NO",
    )
    total = max(1, table_rows(table))
    for number, part in enumerate(scheme.parts, 1):
        rows, composite = rows_of(part), bool(part.parts)
        name = f"SYS_LOB_P{3100 + number}"
        home = lob.tablespace or part.tablespace or tablespace
        catalog.object(
            owner, segment, "LOB PARTITION", part=name, has_segment=bool(rows) and not composite, created=table.created
        )
        catalog.add(
            "dba_lob_partitions",
            **common,
            partition_name=part.name,
            lob_partition_name=name,
            lob_indpart_name=f"SYS_IL_P{3100 + number}",
            partition_position=number,
            composite="YES" if composite else "NO",
            chunk=8192,
            cache=lob.cache,
            in_row="YES" if lob.in_row else "NO",
            tablespace_name=home,
            initial_extent="65536" if not rows else "8388608",
            next_extent="1048576",
            min_extents="1",
            max_extents="2147483645",
            max_size="2147483645",
            retention="DEFAULT" if secure else "YES",
            logging=lob.logging,
            buffer_pool="DEFAULT",
            flash_cache="DEFAULT",
            cell_flash_cache="DEFAULT",
            encrypt=off,
            compression=lob.compression if secure else "NONE",
            deduplication=lob.deduplication if secure else "NONE",
            securefile="YES" if secure else "NO",
            segment_created="NONE" if composite else "YES" if rows else "NO",
        )
        for sub in part.parts:
            _, suffix, sub_home = next(entry for entry in sub.lobs if entry[0] == place.column.name)
            name = f"{part.name}_{suffix}"
            catalog.object(
                owner, segment, "LOB SUBPARTITION", part=name, has_segment=bool(sub.rows), created=table.created
            )
            if sub.rows:
                size = allocate(lob.bytes * sub.rows // total, 8 * MIB)
                catalog.segment(owner, segment, "LOB SUBPARTITION", sub_home, size, part=name, securefile=secure)
        if rows and not composite:
            size = allocate(lob.bytes * rows // total, 8 * MIB)
            catalog.segment(owner, segment, "LOB PARTITION", home, size, part=name, securefile=secure)

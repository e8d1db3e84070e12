"""Indexes: their columns, expressions and segments."""

from __future__ import annotations

from repart_tui.demo.describe import Expression, Index, Schema, Table
from repart_tui.demo.rows.catalog import KIB, MAX_EXTENTS, MIB, Catalog, Cell, Place, allocate, index_bytes, table_rows
from repart_tui.demo.rows.columns import parse_type, places
from repart_tui.demo.rows.constraints import key_index
from repart_tui.demo.rows.index_parts import add_global, add_local

_STORAGE: dict[str, Cell] = {"initial_extent": 64 * KIB, "next_extent": MIB, "min_extents": 1}
_STORAGE |= {"max_extents": MAX_EXTENTS}
_POOLS: dict[str, Cell] = {"buffer_pool": "DEFAULT", "flash_cache": "DEFAULT", "cell_flash_cache": "DEFAULT"}


def all_indexes(table: Table) -> tuple[tuple[Index, bool], ...]:
    """The indexes of `table`, each with "a constraint made it": written ones first, then those of the keys."""
    named = {index.name for index in table.indexes}
    made = [(index, False) for index in table.indexes]
    for key in table.keys:
        if key.state.enabled and key_index(key) not in named:
            # A deferrable key needs a non-unique index.
            index = Index(key_index(key), key.columns, unique=not key.state.deferrable)
            made.append((index, True))
    return tuple(made)


def add_indexes(catalog: Catalog, schema: Schema, table: Table) -> None:
    """Add all indexes of one table."""
    hidden = {place.column.virtual: place for place in places(table) if place.column.system and place.column.virtual}
    by_name = {place.column.name: place for place in places(table)}
    for index, by_constraint in all_indexes(table):
        _add_index(catalog, schema, table, index, by_constraint)
        for position, part in enumerate(index.columns, 1):
            place = hidden[part.text] if isinstance(part, Expression) else _column_of(catalog, by_name, index, part)
            _add_index_column(catalog, schema, table, index, position, part, place)


def _column_of(catalog: Catalog, by_name: dict[str, Place], index: Index, name: str) -> Place:
    if name in by_name:
        return by_name[name]
    # The indexed column of a bitmap join index belongs to the dimension.
    dimension = next(
        table for _, table in catalog.tables() for join in index.join if table.name == join[1] and join[3] == name
    )
    return next(place for place in places(dimension) if place.column.name == name)


def _add_index(catalog: Catalog, schema: Schema, table: Table, index: Index, by_constraint: bool) -> None:
    owner = index.owner or schema.name
    tablespace = index.tablespace or schema.index_tablespace
    partitioned = bool(index.local or index.global_parts)
    functional = any(isinstance(part, Expression) for part in index.columns)
    organization = table.kind == "IOT" and any(key.primary and key_index(key) == index.name for key in table.keys)
    is_temporary = table.kind == "TEMPORARY"
    kind = "IOT - TOP" if organization else f"FUNCTION-BASED {index.kind}" if functional else index.kind
    stored = not partitioned and not is_temporary and index.kind != "DOMAIN"
    # An unusable index has lost its segment.
    has_segment = stored and bool(table_rows(table)) and not index.unusable
    catalog.object(
        owner,
        index.name,
        "INDEX",
        has_segment=has_segment,
        created=table.created,
        generated="Y" if index.name.startswith("SYS_") else "N",
        temporary="Y" if is_temporary else "N",
    )
    rows, analyzed = (table.rows or 0, table.analyzed) if table.rows is not None else (None, None)
    plain = not partitioned
    row: dict[str, Cell] = {
        "owner": owner,
        "index_name": index.name,
        "index_type": kind,
        "table_owner": schema.name,
        "table_name": table.name,
        "table_type": "TABLE".ljust(11),
        "uniqueness": "UNIQUE" if index.unique else "NONUNIQUE",
        "compression": "ENABLED" if index.compress else "DISABLED",
        "prefix_length": index.compress or None,
        "tablespace_name": tablespace if stored else None,
        "pct_threshold": 50 if organization else None,
        "pct_free": 10 if plain else None,
        "ini_trans": 2 if plain else None,
        "max_trans": 255 if plain else None,
        "logging": index.logging if plain and not is_temporary else None if partitioned else "NO",
        "blevel": None if rows is None else 2 if rows > 100_000 else 1 if rows > 500 else 0,
        "leaf_blocks": None if rows is None else max(1, index_bytes(index, rows) // 9200),
        "distinct_keys": rows if index.unique else None if rows is None else min(rows, 250_000),
        "avg_leaf_blocks_per_key": None if rows is None else 1,
        "avg_data_blocks_per_key": None if rows is None else 1,
        "clustering_factor": None if rows is None else rows // 4,
        "status": "N/A" if partitioned else "UNUSABLE" if index.unusable else "VALID",
        "num_rows": rows,
        "sample_size": rows,
        "last_analyzed": analyzed,
        "degree": index.degree,
        "instances": "1",
        "partitioned": "YES" if partitioned else "NO",
        "temporary": "Y" if is_temporary else "N",
        "duration": "SYS$SESSION" if is_temporary else None,
        "generated": "Y" if index.name.startswith("SYS_") else "N",
        "secondary": "N",
        "user_stats": "NO",
        "global_stats": "YES" if rows is not None else "NO",
        "funcidx_status": "ENABLED" if functional else None,
        "join_index": "YES" if index.join else "NO",
        "iot_redundant_pkey_elim": "NO",
        "dropped": "NO" if plain else None,
        "visibility": "INVISIBLE" if index.invisible else "VISIBLE",
        "segment_created": "N/A" if partitioned else "YES" if has_segment else "NO",
        "orphaned_entries": "NO",
        "indexing": "PARTIAL" if index.partial else "FULL",
        "auto": "NO",
        "constraint_index": "YES" if by_constraint else "NO",
    }
    if stored:
        row |= _STORAGE
    row |= {name: None if partitioned else cell for name, cell in _POOLS.items()}
    if index.kind == "DOMAIN":
        row |= {"ityp_owner": "CTXSYS", "ityp_name": index.indextype, "parameters": index.parameters}
        row |= {"domidx_status": "VALID", "domidx_opstatus": "VALID", "domidx_management": "USER_MANAGED"}
    catalog.add("dba_indexes", **row)
    if has_segment:
        size = index_bytes(index, table_rows(table))
        if organization:
            size = allocate(table_rows(table) * (table.row_length + 3) * 1.2, 64 * KIB)
        catalog.segment(owner, index.name, "INDEX", tablespace, size)
    if index.local:
        add_local(catalog, owner, table, index, tablespace)
    elif index.global_parts:
        add_global(catalog, owner, table, index, tablespace)
    for own, dimension, outer, _ in index.join:
        catalog.add(
            "dba_join_ind_columns",
            index_owner=owner,
            index_name=index.name,
            inner_table_owner=schema.name,
            inner_table_name=table.name,
            inner_table_column=own,
            outer_table_owner=schema.name,
            outer_table_name=dimension,
            outer_table_column=outer,
        )


def _add_index_column(
    catalog: Catalog,
    schema: Schema,
    table: Table,
    index: Index,
    position: int,
    part: str | Expression,
    place: Place,
) -> None:
    kind = parse_type(place.column.type)
    common: dict[str, Cell] = {
        "index_owner": index.owner or schema.name,
        "index_name": index.name,
        "table_owner": schema.name,
        "table_name": index.join[0][1] if index.join else table.name,
        "column_position": position,
    }
    catalog.add(
        "dba_ind_columns",
        **common,
        column_name=place.column.name,
        column_length=kind["data_length"],
        char_length=kind["char_length"],
        descend="DESC" if isinstance(part, Expression) and part.descending else "ASC",
    )
    if isinstance(part, Expression):
        catalog.add("dba_ind_expressions", **common, column_expression=part.text)

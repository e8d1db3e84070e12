"""Columns, identity sequences, column statistics and comments of the tables."""

from __future__ import annotations

import re
from datetime import datetime

from repart_tui.demo.describe import Column, Expression, NotNull, Schema, Stats, Table, Value
from repart_tui.demo.encode import encode
from repart_tui.demo.rows.catalog import Catalog, Cell, Place, table_rows

_TYPE = re.compile(
    r"(?P<name>[A-Z0-9_ ]+?)"
    r"(?:\((?P<first>\d+|\*)(?:\s*,\s*(?P<second>-?\d+))?(?: (?P<unit>CHAR|BYTE))?\))?"
)


def places(table: Table) -> tuple[Place, ...]:
    """Number the columns of `table`, hidden ones that its indexes and extensions made included."""
    found: list[Place] = []
    shown = stored = 0
    for column in table.columns:
        visible = not (column.invisible or column.system)
        shown += visible
        stored += column.virtual is None
        found.append(
            Place(column, len(found) + 1, shown if visible else None, stored if column.virtual is None else None)
        )
    made: set[str] = set()
    for index in table.indexes:
        for part in index.columns:
            if isinstance(part, Expression) and part.text not in made:
                made.add(part.text)
                number = len(found) + 1
                hidden = Column(f"SYS_NC{number:05d}$", part.type, virtual=part.text, system=True)
                found.append(Place(hidden, number, None, None, index.name))
    for name, text in table.extensions:
        hidden = Column(name, "NUMBER", virtual=f"SYS_OP_COMBINED_HASH{text}", system=True)
        found.append(Place(hidden, len(found) + 1, None, None))
    return tuple(found)


def add_columns(catalog: Catalog, schema: Schema, table: Table) -> None:
    """Add DBA_TAB_COLS, the column statistics, identity sequences and comments of one table."""
    owner, table_id = schema.name, catalog.table_ids[schema.name, table.name]
    states = {key.columns: key.state for key in table.keys if key.primary}
    keys = {name for columns, state in states.items() if state.enabled and state.validated for name in columns}
    for place in places(table):
        column = place.column
        identity = column.identity
        default = column.virtual or column.default
        if identity:
            default = f'"{owner}"."ISEQ$$_{table_id}".nextval'
            _add_identity(catalog, owner, table, column, f"ISEQ$$_{table_id}")
        kind = parse_type(column.type)
        if column.type_owner:
            kind["data_length"] = 1
        stats = _statistics(table, column) if _analyzed(table, column) else None
        numbers = _statistic_cells(table, column, stats)
        catalog.add(
            "dba_tab_cols",
            owner=owner,
            table_name=table.name,
            column_name=column.name,
            data_type_owner=column.type_owner,
            nullable="N" if _is_not_null(column) or column.name in keys else "Y",
            column_id=place.column_id,
            default_length=None if default is None else len(default),
            data_default=default,
            v80_fmt_image="NO",
            data_upgraded="YES",
            hidden_column="NO" if place.column_id else "YES",
            virtual_column="YES" if column.virtual else "NO",
            segment_column_id=place.segment_id,
            internal_column_id=place.internal_id,
            qualified_col_name=column.qualified or column.name,
            user_generated="NO" if column.system else "YES",
            default_on_null="YES" if column.default_on_null else "NO",
            identity_column="YES" if identity else "NO",
            sensitive_column="YES" if column.sensitive else "NO",
            collation=column.collation if kind["char_length"] else None,
            **kind,
            **{name: cell for name, cell in numbers.items() if name != "scope"},
        )
        if stats:
            catalog.add(
                "dba_tab_col_statistics", owner=owner, table_name=table.name, column_name=column.name, **numbers
            )
            _add_histogram(catalog, owner, table, column, stats)
        if not column.system:
            catalog.add(
                "dba_col_comments",
                owner=owner,
                table_name=table.name,
                column_name=column.name,
                comments=column.comment,
                origin_con_id=3,
            )
        if any(column.predicates):
            equality, ranges = column.predicates
            usage = {"obj#": table_id, "intcol#": place.internal_id, "equality_preds": equality, "range_preds": ranges}
            usage |= dict.fromkeys(("equijoin_preds", "nonequijoin_preds", "like_preds", "null_preds"), 0)
            catalog.add("col_usage$", timestamp="2026-01-14 21:45:10", **usage)
        if column.encryption:
            catalog.add(
                "dba_encrypted_columns",
                owner=owner,
                table_name=table.name,
                column_name=column.name,
                encryption_alg=column.encryption,
                salt="YES",
                integrity_alg="SHA-1",
            )
    _add_extensions(catalog, owner, table)


def parse_type(text: str) -> dict[str, Cell]:
    """Return the type columns of DBA_TAB_COLS for a type written as in DDL."""
    match = _TYPE.fullmatch(text)
    name, first, second = (match["name"], match["first"], match["second"]) if match else (text, None, None)
    cells: dict[str, Cell] = {"data_type": name, "data_length": _LENGTHS.get(name, 22), "char_length": 0}
    if name in ("CHAR", "VARCHAR2", "NCHAR", "NVARCHAR2"):
        national = name.startswith("N")
        characters = match is not None and match["unit"] == "CHAR"
        size = int(first or 1)
        # AL32UTF8 keeps up to four bytes a character, AL16UTF16 two.
        length = size * (2 if national else 4 if characters else 1)
        cells |= {
            "data_length": length,
            "char_length": size,
            "char_used": "C" if national or characters else "B",
            "character_set_name": "NCHAR_CS" if national else "CHAR_CS",
            "char_col_decl_length": length,
        }
    elif name == "NUMBER":
        cells["data_precision"] = int(first) if first and first != "*" else None
        cells["data_scale"] = int(second or 0) if first else None
    elif name == "FLOAT":
        cells["data_precision"] = int(first or 126)
    elif name == "RAW":
        cells["data_length"] = int(first or 1)
    elif name in ("CLOB", "NCLOB", "LONG"):
        cells["character_set_name"] = "NCHAR_CS" if name == "NCLOB" else "CHAR_CS"
        cells["char_col_decl_length"] = cells["data_length"]
    if text.startswith(("TIMESTAMP", "INTERVAL")):
        digits = [int(found) for found in re.findall(r"\((\d+)\)", text)]
        cells |= {"data_type": text, "data_scale": digits[-1], "data_length": 13 if "WITH TIME" in text else 11}
        if text.startswith("INTERVAL YEAR"):
            cells |= {"data_precision": digits[0], "data_scale": 0, "data_length": 5}
    return cells


_LENGTHS = {
    "DATE": 7,
    "CLOB": 4000,
    "NCLOB": 4000,
    "BLOB": 4000,
    "BFILE": 530,
    "LONG": 0,
    "LONG RAW": 0,
    "XMLTYPE": 2000,
    "ROWID": 10,
    "UROWID": 4000,
    "BINARY_FLOAT": 4,
    "BINARY_DOUBLE": 8,
    "UNDEFINED": 0,
}


def _is_not_null(column: Column) -> bool:
    if isinstance(column.not_null, NotNull):
        return column.not_null.state.enabled and column.not_null.state.validated
    return bool(column.not_null) or column.default_on_null or column.identity is not None


def _add_identity(catalog: Catalog, owner: str, table: Table, column: Column, sequence: str) -> None:
    identity = column.identity
    assert identity is not None, "only identity columns come here"
    yes_no = {True: "Y", False: "N"}
    catalog.add(
        "dba_tab_identity_cols",
        owner=owner,
        table_name=table.name,
        column_name=column.name,
        generation_type="ALWAYS" if identity.always else "BY DEFAULT",
        sequence_name=sequence,
        identity_options=(
            f"START WITH: {identity.start}, INCREMENT BY: {identity.increment}, MAX_VALUE: {identity.max_value}, "
            f"MIN_VALUE: {identity.min_value}, CYCLE_FLAG: {yes_no[identity.cycle]}, CACHE_SIZE: {identity.cache}, "
            f"ORDER_FLAG: {yes_no[identity.order]}, SCALE_FLAG: N, EXTEND_FLAG: N, SESSION_FLAG: N, KEEP_VALUE: N"
        ),
    )
    add_sequence(
        catalog,
        owner,
        sequence,
        min_value=identity.min_value,
        max_value=identity.max_value,
        increment_by=identity.increment,
        cycle_flag=yes_no[identity.cycle],
        order_flag=yes_no[identity.order],
        cache_size=identity.cache,
        last_number=identity.last_number,
        created=table.created,
        generated="Y",
    )


def add_sequence(catalog: Catalog, owner: str, name: str, *, created: str, generated: str, **values: Cell) -> None:
    """Add a sequence with its object."""
    catalog.object(owner, name, "SEQUENCE", created=created, generated=generated)
    row: dict[str, Cell] = {"cycle_flag": "N", "order_flag": "N", "scale_flag": "N", "extend_flag": "N"}
    row |= {"sharded_flag": "N", "session_flag": "N", "keep_value": "N"}
    row |= {"sequence_owner": owner, "sequence_name": name}
    row.update(values)
    catalog.add("dba_sequences", **row)


def _analyzed(table: Table, column: Column) -> bool:
    without = ("LONG", "XMLTYPE", "BFILE")
    return table.rows is not None and column.type not in without and column.type_owner is None


def _statistics(table: Table, column: Column) -> Stats:
    """The statistics written down, or plausible ones by type."""
    if column.stats:
        return column.stats
    rows = table.rows or 0
    if not rows:
        return Stats(0, nulls=0)
    kind = parse_type(column.type)["data_type"]
    if kind in ("CLOB", "BLOB", "NCLOB"):
        return Stats(0, nulls=rows // 3)
    for key in table.keys:
        if key.columns == (column.name,) and kind == "NUMBER":
            return Stats(rows, 1, rows)
    low, high, most = _plausible(str(kind))
    return Stats(min(rows, most), low, high, nulls=0 if _is_not_null(column) else rows // 20)


def _plausible(kind: str) -> tuple[Value | None, Value | None, int]:
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        return datetime(2019, 3, 4, 6, 30), datetime(2025, 12, 31, 23, 59, 41), 2500
    if kind in ("NUMBER", "FLOAT", "BINARY_DOUBLE"):
        return 1, 1000, 1000
    if kind in ("VARCHAR2", "CHAR", "NVARCHAR2", "NCHAR"):
        return "A", "Zwettl", 5000
    if kind == "RAW":
        return b"\x00\x1f", b"\xff\xe0", 5000
    return None, None, 1000


def _statistic_cells(table: Table, column: Column, stats: Stats | None) -> dict[str, Cell]:
    if stats is None:
        return {"histogram": "NONE"}
    kind = str(parse_type(column.type)["data_type"])
    rows = table.rows or 0
    histogram = bool(stats.histogram)
    return {
        "num_distinct": stats.distinct,
        "low_value": encode(stats.low, kind),
        "high_value": encode(stats.high, kind),
        "density": round((1 / (2 * rows)) if histogram and rows else 1 / stats.distinct if stats.distinct else 0, 15),
        "num_nulls": stats.nulls,
        "num_buckets": len(stats.histogram) or (1 if stats.distinct else 0),
        "last_analyzed": table.analyzed,
        "sample_size": max(0, rows - stats.nulls) or None,
        "global_stats": "YES",
        "user_stats": "NO",
        "avg_col_len": _average_length(stats, kind),
        "histogram": "FREQUENCY" if histogram else "NONE",
        "scope": "SHARED",
    }


def _average_length(stats: Stats, kind: str) -> int:
    ends = [end for value in (stats.low, stats.high) if (end := encode(value, kind)) is not None]
    if kind in ("CLOB", "BLOB", "NCLOB"):
        return 1200
    return 1 + (sum(map(len, ends)) // len(ends) if ends else 0)


def _add_histogram(catalog: Catalog, owner: str, table: Table, column: Column, stats: Stats) -> None:
    ends = stats.histogram or tuple(value for value in (stats.low, stats.high) if value is not None)
    each = max(1, table_rows(table) // max(1, len(ends)))
    for number, value in enumerate(ends):
        actual = value if isinstance(value, str) and stats.histogram else None
        catalog.add(
            "dba_tab_histograms",
            owner=owner,
            table_name=table.name,
            column_name=column.name,
            endpoint_number=(number + 1) * each if stats.histogram else number,
            endpoint_value=_endpoint(value),
            endpoint_actual_value=actual,
            endpoint_actual_value_raw=None if actual is None else actual.encode(),
            endpoint_repeat_count=0,
            scope="SHARED",
        )


def _endpoint(value: Value) -> Cell:
    """The value as the number that histograms keep: a Julian day, or the first 15 bytes of a text."""
    if isinstance(value, datetime):
        return value.toordinal() + 1721425
    if isinstance(value, str | bytes):
        raw = value.encode() if isinstance(value, str) else value
        return str(round(int.from_bytes(raw[:15].ljust(15, b"\0"), "big"), -21))
    return value


def _add_extensions(catalog: Catalog, owner: str, table: Table) -> None:
    named = dict(table.extensions)
    for place in places(table):
        if place.column.system and place.column.virtual and not place.column.type_owner:
            name = place.column.name
            catalog.add(
                "dba_stat_extensions",
                owner=owner,
                table_name=table.name,
                extension_name=name,
                extension=named.get(name, f"({place.column.virtual})"),
                creator="USER" if name in named else "SYSTEM",
                droppable="YES" if name in named else "NO",
            )

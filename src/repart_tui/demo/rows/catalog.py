"""The row collector: views, object numbers, segments and the names Oracle would make up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from repart_tui.demo.describe import Column, Index, Schema, Table
from repart_tui.demo.views import VIEWS

Cell = str | int | float | bytes | None

KIB, MIB, GIB = 2**10, 2**20, 2**30
BLOCK = 8192
MAX_EXTENTS = 2147483645
# Bytes per row that the row header and the free part of a block cost on top of AVG_ROW_LEN.
_ROW_OVERHEAD = 1.13


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a table with the numbers the dictionary gives it."""

    column: Column
    internal_id: int
    column_id: int | None
    segment_id: int | None
    expression_of: str | None = None
    """The index that made this hidden column."""


class Catalog:
    """Collects the rows of all views while the schemas are walked in a fixed order."""

    def __init__(self, schemas: tuple[Schema, ...]) -> None:
        self.schemas = schemas
        self.rows: dict[str, list[tuple[Cell, ...]]] = {view: [] for view in VIEWS}
        self.object_types: dict[tuple[str, str], str] = {}
        self.table_ids: dict[tuple[str, str], int] = {}
        self.used_bytes: dict[str, int] = {}
        self._object_id = 72_000
        self._constraint = 7_400
        self._header_block: dict[str, int] = {}

    def add(self, view: str, **values: Cell) -> None:
        """Add a row; a column that is not given is NULL, a column the view lacks is an error."""
        columns = VIEWS[view]
        unknown = values.keys() - set(columns)
        if unknown:
            raise KeyError(f"{view} has no column {', '.join(sorted(unknown))}")
        self.rows[view].append(tuple(_storable(values.get(column)) for column in columns))

    def tables(self) -> Iterator[tuple[Schema, Table]]:
        """All tables, schema by schema."""
        for schema in self.schemas:
            for table in schema.tables:
                yield schema, table

    def next_object_id(self) -> int:
        """A new object number."""
        self._object_id += 1
        return self._object_id

    def next_constraint_name(self) -> str:
        """A name for a constraint nobody named."""
        self._constraint += 1
        return f"SYS_C00{self._constraint}"

    def object(
        self,
        owner: str,
        name: str,
        kind: str,
        *,
        part: str | None = None,
        object_id: int | None = None,
        has_segment: bool = False,
        created: str = "2019-03-04 10:15:00",
        changed: str | None = None,
        valid: bool = True,
        **values: Cell,
    ) -> int:
        """Add a DBA_OBJECTS row and return its object number."""
        number = self.next_object_id() if object_id is None else object_id
        if part is None and kind != "MATERIALIZED VIEW":
            self.object_types.setdefault((owner, name), kind)
        changed = changed or created
        row: dict[str, Cell] = {
            "owner": owner,
            "object_name": name,
            "subobject_name": part,
            "object_id": number,
            "data_object_id": number if has_segment else None,
            "object_type": kind,
            "created": created,
            "last_ddl_time": changed,
            "timestamp": changed.replace(" ", ":"),
            "status": "VALID" if valid else "INVALID",
            "temporary": "N",
            "generated": "N",
            "secondary": "N",
            "namespace": _NAMESPACES.get(kind, 1),
            "sharing": "NONE",
            "editionable": "Y" if kind in _EDITIONABLE else None,
            "oracle_maintained": "N",
            "application": "N",
            "default_collation": "USING_NLS_COMP" if kind in _COLLATED else None,
            "duplicated": "N",
            "sharded": "N",
        }
        row.update(values)
        self.add("dba_objects", **row)
        return number

    def segment(
        self,
        owner: str,
        name: str,
        kind: str,
        tablespace: str,
        bytes_: int,
        *,
        part: str | None = None,
        securefile: bool = False,
        **values: Cell,
    ) -> None:
        """Add a DBA_SEGMENTS row."""
        self.used_bytes[tablespace] = self.used_bytes.get(tablespace, 0) + bytes_
        file_number = FILE_NUMBERS[tablespace]
        block = self._header_block.get(tablespace, 130)
        self._header_block[tablespace] = block + bytes_ // BLOCK
        initial = 8 * MIB if kind in ("TABLE PARTITION", "TABLE SUBPARTITION", "LOB PARTITION") else 64 * KIB
        row: dict[str, Cell] = {
            "owner": owner,
            "segment_name": name,
            "partition_name": part,
            "segment_type": kind,
            "segment_subtype": "SECUREFILE" if securefile else "ASSM",
            "tablespace_name": tablespace,
            "header_file": file_number,
            "header_block": block,
            "bytes": bytes_,
            "blocks": bytes_ // BLOCK,
            "extents": _extents(bytes_),
            "initial_extent": initial,
            "next_extent": MIB,
            "min_extents": 1,
            "max_extents": MAX_EXTENTS,
            "max_size": MAX_EXTENTS,
            "relative_fno": file_number,
            "buffer_pool": "DEFAULT",
            "flash_cache": "DEFAULT",
            "cell_flash_cache": "DEFAULT",
            "inmemory": "DISABLED",
        }
        row.update(values)
        self.add("dba_segments", **row)


def table_bytes(rows: int, row_length: int, compress_for: str | None = None, *, partition: bool = False) -> int:
    """The allocated size of a table segment."""
    ratio = 1.0 if compress_for is None else 0.42
    return allocate(rows * (row_length + 3) * _ROW_OVERHEAD * ratio, 8 * MIB if partition else 64 * KIB)


def index_bytes(index: Index, rows: int) -> int:
    """The allocated size of an index segment."""
    per_row = index.bytes_per_row
    if per_row is None:
        per_row = 1.2 if index.kind == "BITMAP" else 14.0 + 8.0 * len(index.columns)
    return allocate(rows * per_row, 64 * KIB)


def allocate(size: float, smallest: int) -> int:
    """Round a size up as automatic extent allocation does."""
    for step, limit in ((64 * KIB, MIB), (MIB, 64 * MIB), (8 * MIB, GIB)):
        if size <= limit and smallest <= step:
            return max(smallest, ceil(size / step) * step)
    if size <= GIB:
        return max(smallest, ceil(size / (8 * MIB)) * 8 * MIB)
    return ceil(size / (64 * MIB)) * 64 * MIB


def table_rows(table: Table) -> int:
    """The rows that really are in the table, whatever its statistics say."""
    if table.partitioning:
        return sum(rows_of(part) for part in table.partitioning.parts)
    return table.actual_rows if table.actual_rows is not None else table.rows or 0


def rows_of(part: object) -> int:
    """The rows of a partition with its subpartitions."""
    parts = getattr(part, "parts", ())
    return sum(rows_of(each) for each in parts) if parts else int(getattr(part, "rows", 0))


def _extents(size: int) -> int:
    count, left = 0, size
    for step, number in ((64 * KIB, 16), (MIB, 63), (8 * MIB, 120)):
        take = min(number, ceil(left / step)) if left > 0 else 0
        count, left = count + take, left - take * step
    return count + max(0, ceil(left / (64 * MIB)))


def _storable(value: Cell) -> Cell:
    # SQLite keeps 64-bit integers; the contract of a dictionary file puts longer numbers in text.
    if isinstance(value, int) and abs(value) >= 10**15:
        return str(value)
    return value


_NAMESPACES = {
    "INDEX": 4,
    "INDEX PARTITION": 4,
    "INDEX SUBPARTITION": 4,
    "LOB": 8,
    "LOB PARTITION": 8,
    "TRIGGER": 3,
    "PACKAGE BODY": 2,
    "TYPE BODY": 2,
    "CLUSTER": 5,
    "MATERIALIZED VIEW": 19,
}
_EDITIONABLE = {"VIEW", "PROCEDURE", "FUNCTION", "PACKAGE", "PACKAGE BODY", "TRIGGER", "TYPE", "SYNONYM"}
_COLLATED = (_EDITIONABLE - {"SYNONYM"}) | {"TABLE", "MATERIALIZED VIEW"}

FILE_NUMBERS = {
    "SYSTEM": 9,
    "SYSAUX": 10,
    "UNDOTBS1": 11,
    "USERS": 12,
    "CO_DATA": 13,
    "OE_DATA": 14,
    "DWH_DATA": 15,
    "DWH_INDEX": 16,
    "APP_DATA": 17,
    "APP_INDEX": 18,
    "APP_LOBS": 19,
    "ARCHIVE_DATA": 20,
}
"""Tablespaces with the number of their file: the demo has one (big)file in each."""

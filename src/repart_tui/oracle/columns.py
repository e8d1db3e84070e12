"""Columns as a DBA sees them, and their types as DDL.

Source: SQL Language Reference, "Data Types" and "CREATE TABLE"; Database Reference, ALL_TAB_COLS.
"""

from __future__ import annotations

import re
from functools import lru_cache

from repart_tui.migration_models import ColumnInfo, CurrentState

LOB_TYPES = frozenset({"CLOB", "NCLOB", "BLOB"})
CHARACTER_TYPES = frozenset({"CHAR", "NCHAR", "VARCHAR2", "NVARCHAR2"})
NUMERIC_TYPES = frozenset({"NUMBER", "FLOAT"})
STRING_TYPES = frozenset({"VARCHAR2", "NVARCHAR2", "RAW"})
"""Types whose values over 4,000 bytes Oracle keeps in LOBs of its own."""

_TIMESTAMP = re.compile(r"^TIMESTAMP\([0-9]+\)( WITH TIME ZONE| WITH LOCAL TIME ZONE)?$")
_INTERVAL = re.compile(r"^INTERVAL (YEAR\([0-9]+\) TO MONTH|DAY\([0-9]+\) TO SECOND\([0-9]+\))$")
# The dictionary quotes names, and leaves Oracle's own functions bare: "APP"."F"("X") is a stored function.
_STORED_FUNCTION = re.compile(r'"\s*\(')
_WITHOUT_LENGTH = frozenset(
    {"DATE", "CLOB", "NCLOB", "BLOB", "BFILE", "ROWID", "BINARY_FLOAT", "BINARY_DOUBLE", "LONG", "LONG RAW", "BOOLEAN"}
)


def is_invisible(column: ColumnInfo) -> bool:
    """Return True for a user's column that SELECT * leaves out (Database Reference, ALL_TAB_COLS.HIDDEN_COLUMN)."""
    return column.hidden and column.user_generated


def user_columns(state: CurrentState) -> list[ColumnInfo]:
    """Return the columns that users made: visible ones in their order, then the invisible ones."""
    mine = [column for column in state.columns if column.user_generated]
    visible = sorted((c for c in mine if c.column_id is not None), key=lambda c: c.column_id or 0)
    hidden = sorted((c for c in mine if c.column_id is None), key=lambda c: c.internal_column_id)
    return visible + hidden


def stored_columns(state: CurrentState) -> list[ColumnInfo]:
    """Return the user's columns that hold data: all but the virtual ones."""
    return [column for column in user_columns(state) if not column.virtual]


def column_named(state: CurrentState, name: str) -> ColumnInfo | None:
    """Return the user's column of that name, or None."""
    return next((column for column in user_columns(state) if column.name == name), None)


def lob_columns(state: CurrentState) -> list[str]:
    """Return the user's columns that have LOB storage, also those of other types, such as VARCHAR2(32767)."""
    stored = {lob.column_name for lob in state.lobs}
    return [column.name for column in user_columns(state) if column.data_type in LOB_TYPES or column.name in stored]


def base_type(column: ColumnInfo) -> str:
    """Return the type without precision: TIMESTAMP(6) becomes TIMESTAMP, with its time zone words."""
    return _without_precision(column.data_type)


@lru_cache(maxsize=256)
def _without_precision(data_type: str) -> str:
    return re.sub(r"\([0-9]+\)", "", data_type)


def is_plain_type(column: ColumnInfo) -> bool:
    """Return True where `type_ddl` can write the type and a copy of its values is well understood."""
    if column.data_type_owner is not None:
        return False
    kind = column.data_type
    return (
        kind in CHARACTER_TYPES
        or kind in NUMERIC_TYPES
        or kind in _WITHOUT_LENGTH - {"BFILE", "LONG", "LONG RAW"}
        or kind in ("RAW", "UROWID")
        or bool(_TIMESTAMP.match(kind) or _INTERVAL.match(kind))
    )


def type_ddl(column: ColumnInfo) -> str:
    """Return the column's type as CREATE TABLE takes it, length semantics always written out.

    Raises ValueError for a type that this tool does not rebuild.
    """
    kind = column.data_type
    if kind in ("VARCHAR2", "CHAR"):
        unit = "CHAR" if column.char_used == "C" else "BYTE"
        length = column.char_length if column.char_used == "C" else column.data_length
        return f"{kind}({length} {unit})"
    if kind in ("NVARCHAR2", "NCHAR"):
        return f"{kind}({column.char_length})"
    if kind == "NUMBER":
        if column.data_precision is None:
            return "NUMBER" if column.data_scale is None else f"NUMBER(*,{column.data_scale})"
        return f"NUMBER({column.data_precision},{column.data_scale or 0})"
    if kind == "FLOAT":
        return f"FLOAT({column.data_precision or 126})"
    if kind in ("RAW", "UROWID"):
        return f"{kind}({column.data_length})"
    if kind in _WITHOUT_LENGTH or _TIMESTAMP.match(kind) or _INTERVAL.match(kind):
        return kind
    raise ValueError(f"a column of type {kind} cannot be rebuilt")


def key_type_problem(column: ColumnInfo) -> tuple[str, str] | None:
    """Return (code, reason) when the column's type may not be a partitioning key, else None.

    Source: SQL Language Reference, CREATE TABLE, "Restrictions on Partitioning Keys"; ORA-14031, ORA-14135, ORA-14513,
    ORA-14541, ORA-54021.
    """
    kind = column.data_type
    if column.virtual and _STORED_FUNCTION.search(column.data_default or ""):
        return "ORA-54021", "a virtual column that calls a PL/SQL function cannot be a partitioning key"
    if kind in ("LONG", "LONG RAW"):
        return "ORA-14031", "a LONG column cannot be a partitioning key"
    if kind in LOB_TYPES or kind == "BFILE":
        return "ORA-14135", "a LOB column cannot be a partitioning key"
    if column.data_type_owner is not None or kind == "XMLTYPE":
        return "ORA-14513", "a column of an object type cannot be a partitioning key"
    if base_type(column) == "TIMESTAMP WITH TIME ZONE":
        return (
            "ORA-03001",
            "TIMESTAMP WITH TIME ZONE cannot be a partitioning key; a virtual column SYS_EXTRACT_UTC(...) can",
        )
    if (
        kind in CHARACTER_TYPES
        or kind in NUMERIC_TYPES
        or kind in ("DATE", "RAW")
        or base_type(column) in ("TIMESTAMP", "TIMESTAMP WITH LOCAL TIME ZONE")
    ):
        return None
    if kind == "JSON":
        return "ORA-14541", "a JSON column cannot be a partitioning key"
    return "KEY-TYPE", f"a column of type {kind} cannot be a partitioning key"


KEY_COLLATIONS = ("BINARY", "USING_NLS_COMP", "USING_NLS_SORT", "USING_NLS_SORT_CI", "USING_NLS_SORT_CS")

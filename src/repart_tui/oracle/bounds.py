"""Bounds and list values: from the text in the configuration to a SQL literal of the key column's type.

Source: SQL Language Reference, CREATE TABLE, "range_values_clause" and "list_values_clause".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from repart_tui.migration_models import ColumnInfo, Interval
from repart_tui.oracle.columns import CHARACTER_TYPES, NUMERIC_TYPES, base_type
from repart_tui.oracle.number_text import number_of
from repart_tui.oracle.sql_text import string_literal

MAXVALUE = "MAXVALUE"
_DATE = re.compile(
    r"^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.]([0-9]{1,9}))?)?)?$"
)
_HEX = re.compile(r"^(?:[0-9A-Fa-f]{2})+$")


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A bound or a list value. Values of one column compare as Oracle orders them (BINARY); MAXVALUE is greatest."""

    rank: int
    key: tuple[object, ...]
    sql: str

    @property
    def is_maxvalue(self) -> bool:
        """True for the keyword MAXVALUE."""
        return self.rank == 1


def parse_value(text: str, column: ColumnInfo, *, maxvalue_allowed: bool = True) -> Value:
    """Return the value that `text` stands for in the type of `column`.

    Dates and timestamps are ISO text, numbers plain decimals, RAW hexadecimal; text may stand in single quotes.
    Raises ValueError with a sentence that says what is expected.
    """
    if maxvalue_allowed and text.strip().upper() == MAXVALUE:
        return Value(1, (), MAXVALUE)
    kind = base_type(column)
    if kind in NUMERIC_TYPES:
        return _number(text, column)
    if kind in CHARACTER_TYPES:
        return _text(text, column)
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        return _moment(text, column.name, column.data_type)
    if kind == "RAW":
        if not _HEX.match(text.strip()):
            raise ValueError(f"{text!r} is no pair of hexadecimal digits or several, as {column.name} (RAW) needs")
        return Value(0, (bytes.fromhex(text.strip()),), f"HEXTORAW({string_literal(text.strip().upper())})")
    raise ValueError(f"{column.name} is {column.data_type}, which takes no bounds")


def _number(text: str, column: ColumnInfo) -> Value:
    number = number_of(text)
    if number is None:
        raise ValueError(f"{text!r} is no number, as {column.name} ({column.data_type}) needs, such as 1000")
    return Value(0, (number,), format(number, "f"))


def _text(text: str, column: ColumnInfo) -> Value:
    value = text
    if len(text) >= 2 and text.startswith("'") and text.endswith("'"):
        value = text[1:-1].replace("''", "'")
    if value == "":
        raise ValueError(f"empty text is NULL in Oracle and cannot bound {column.name}")
    # CHAR is compared with blanks padded, so trailing blanks tell nothing apart.
    comparable = value.rstrip(" ") if column.data_type in ("CHAR", "NCHAR") else value
    prefix = "N" if column.data_type in ("NCHAR", "NVARCHAR2") else ""
    return Value(0, (comparable.encode(),), prefix + string_literal(value))


@lru_cache(maxsize=65_536)
def _moment(text: str, name: str, data_type: str) -> Value:
    match = _DATE.match(text.strip())
    wanted = "2024-01-31" if data_type == "DATE" else "2024-01-31 12:00:00"
    if match is None:
        raise ValueError(f"{text!r} is no date, as {name} ({data_type}) needs, such as {wanted}")
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    fraction = (match.group(7) or "").ljust(9, "0")
    try:
        moment = datetime(year, month, day, hour, minute, second)
    except ValueError:
        raise ValueError(f"{text!r} is no day of the calendar; write a date such as {wanted}") from None
    key: tuple[object, ...] = (moment, fraction)
    # Not strftime, which leaves out the zeros of early years.
    written = moment.isoformat(sep=" ", timespec="seconds")
    if data_type == "DATE":
        if fraction.strip("0"):
            raise ValueError(f"{name} is a DATE and holds no fractions of a second; leave out .{match.group(7)}")
        if (hour, minute, second) == (0, 0, 0):
            # An ANSI literal is Gregorian whatever the session says (SQL Language Reference, "Datetime Literals").
            return Value(0, key, f"DATE '{written[:10]}'")
        return Value(0, key, f"TO_DATE('{written}', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')")
    seconds = written + (f".{match.group(7)}" if fraction.strip("0") else "")
    return Value(0, key, f"TIMESTAMP '{seconds}'")


def moment_of(value: Value) -> datetime | None:
    """Return the date of a date or timestamp value, None for others."""
    head = value.key[0] if value.key else None
    return head if isinstance(head, datetime) else None


def interval_expression(interval: Interval) -> str:
    """Return the expression of an INTERVAL clause, without its brackets."""
    if interval.unit == "NUMBER":
        return str(interval.count)
    function = "NUMTOYMINTERVAL" if interval.unit in ("YEAR", "MONTH") else "NUMTODSINTERVAL"
    return f"{function}({interval.count}, '{interval.unit}')"

"""Rows of dictionary views, and the conversions from what drivers return to what the models hold.

Oracle's driver returns datetime, int, float and LOB objects; an SQLite dictionary returns text and numbers. Both arrive
here, and only the models' plain types leave.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from repart_tui.oracle.number_text import number_of

_TRUE = frozenset({"YES", "Y", "TRUE", "ENABLED", "ON"})
_FALSE = frozenset({"NO", "N", "FALSE", "DISABLED", "OFF"})


class Row:
    """One row: `row["column_name"]` is the value, None also where the connected version lacks the column."""

    __slots__ = ("_index", "_values")

    def __init__(self, index: Mapping[str, int], values: Sequence[Any]) -> None:
        self._index = index
        self._values = values

    def __getitem__(self, column: str) -> Any:
        position = self._index.get(column)
        return None if position is None else self._values[position]

    def text(self, column: str) -> str | None:
        """Return the value verbatim as text; None for NULL and, since Oracle knows no empty text, for ''."""
        return as_text(self[column])

    def trimmed(self, column: str) -> str | None:
        """Return the value without the blanks some views pad with (DEGREE, INSTANCES, CACHE)."""
        value = as_text(self[column])
        # A word such as VARCHAR2 or DISABLED stands in memory once, not a million times.
        return (sys.intern(value.strip()) or None) if value is not None else None

    def name(self, column: str) -> str:
        """Return a name that is never NULL; '' if a damaged dictionary has none."""
        # Names repeat too: each column under its table, its statistics and its constraints.
        return sys.intern(as_text(self[column]) or "")

    def integer(self, column: str) -> int | None:
        """Return an integer, all 28 digits of it; None for NULL and for words such as DEFAULT."""
        return as_integer(self[column])

    def flag(self, column: str) -> bool | None:
        """Return YES/Y/TRUE/ENABLED/ON as True, their opposites as False, all else (NONE, N/A, NULL) as None."""
        return as_flag(self[column])

    def moment(self, column: str) -> str | None:
        """Return a date as YYYY-MM-DD HH24:MI:SS."""
        return as_moment(self[column])

    def raw(self, column: str) -> bytes | None:
        """Return a RAW value; text is taken as hexadecimal digits."""
        value = self[column]
        if value is None or isinstance(value, bytes):
            return value
        if isinstance(value, (bytearray, memoryview)):
            return bytes(value)
        try:
            return bytes.fromhex(str(value))
        except ValueError:
            return None


def as_text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        return value or None
    # CLOB and BLOB locators of the driver are read whole.
    read = getattr(value, "read", None)
    if callable(read):
        return as_text(read())
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "replace") or None
    if isinstance(value, (datetime, date)):
        return as_moment(value)
    return str(value)


def as_integer(value: Any) -> int | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    number = number_of(str(value))
    return None if number is None else int(number)


def as_flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    word = (as_text(value) or "").strip().upper()
    if word in _TRUE:
        return True
    return False if word in _FALSE else None


def as_moment(value: Any) -> str | None:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")[:19]
    if isinstance(value, date):
        return f"{value.isoformat()} 00:00:00"
    text = as_text(value)
    if text is None:
        return None
    text = text.strip().replace("T", " ")
    return text[:19] if len(text) > 19 and text[10:11] == " " else text

"""What the server answers: status, errors, descriptions of columns, rows. Field version 7 of TTC."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from tests.wire import requests as types
from tests.wire.codec import clr, dalc, date, number, ub

CHARACTER_SET = 873
"""AL32UTF8."""
END_OF_QUERY = 1403
PROTOCOL_REPLY = (
    b"\x01\x06\x00tests.wire\x00"
    + CHARACTER_SET.to_bytes(2, "little")
    + b"\0\0\0\x00\x0b"
    + bytes(9)
    + b"\x07\xd0"
    + clr(bytes((6, 0, 0, 0, 0xEA, 0, 0, 7, *bytes(7), 0x29, *bytes(10), 4, 1, *bytes(17))))
    + clr(b"\x02\0\0\0\0\0\x04")
)
DATA_TYPES_REPLY = b"\x02\0\0"
ROW_HEADER = b"\x06" + bytes(7)
_SIZES = {types.NUMBER: 22, types.DATE: 7, types.LONG: 0, types.CLOB: 4000, types.RAW: 2000}
_TEXTUAL = frozenset({types.VARCHAR2, types.LONG, types.CLOB})
_NULL_LONG = b"\0\x81\x01\x02\x05\x7d"


@dataclass(frozen=True)
class Column:
    """A column of a result: its name in capitals and its type as TTC numbers it."""

    name: str
    type: int


def status(sequence: int, transaction: bool = False) -> bytes:
    """Return the reply of functions without data."""
    return b"\x09" + ub(2 if transaction else 0) + ub(sequence)


def error(sequence: int, text: str = "", *, cursor_id: int = 0, rows: int = 0, position: int = 0) -> bytes:
    """Return the message that ends a reply; without text all went well. Raises ValueError for a text without ORA-."""
    code = int(text[4:9]) if text else 0
    if text and not text.startswith("ORA-"):
        raise ValueError(text)
    low = code & 0xFFFF
    return (
        b"\x04\0"
        + ub(sequence)
        + ub(rows)
        + ub(low)
        + b"\0\0"
        + ub(cursor_id)
        + ub(position)
        + bytes(20)
        + ub(code)
        + ub(rows)
        + (clr(text.encode()) if text else b"")
    )


def describe(columns: Sequence[Column]) -> bytes:
    """Return the description of a result."""
    parts = [b"\x10\0", ub(4000), ub(len(columns)), b"\0" if columns else b""]
    for place, column in enumerate(columns, 1):
        textual = column.type in _TEXTUAL
        size = _SIZES.get(column.type, 4000)
        parts += [
            bytes((column.type, 0x80, 0)),
            # Scale -127: a NUMBER without precision.
            b"\x81" if column.type == types.NUMBER else b"\0",
            ub(size),
            b"\0\0\0\0",
            ub(CHARACTER_SET) if textual else b"\0",
            b"\x01" if textual else b"\0",
            ub(size) if textual else b"\0",
            b"\x01",
            bytes((len(column.name.encode()),)),
            dalc(column.name.encode()),
            b"\0\0",
            ub(place),
            b"\0",
        ]
    return b"".join([*parts, bytes(6)])


Encoder = Callable[[Any], bytes]


def encoders(columns: Sequence[Column], defined: Sequence[int]) -> list[Encoder]:
    """Return what encodes the values of each column; `defined` is the type in which the client wants it."""
    found: list[Encoder] = []
    for column, wanted in zip(columns, defined, strict=True):
        encode = _ENCODERS.get(column.type, _text)
        found.append(partial(_long, encode) if wanted in (types.LONG, types.LONG_RAW) else encode)
    return found


def row(encode: Sequence[Encoder], values: Sequence[Any]) -> bytes:
    """Return a row. Raises ValueError or ArithmeticError for a value that does not fit its type."""
    return b"\x07" + b"".join([one(value) for one, value in zip(encode, values, strict=True)])


# The values of a dictionary repeat: a million rows hold few different words and numbers.
@lru_cache(maxsize=100_000)
def _text(value: Any) -> bytes:
    return clr(value if isinstance(value, bytes) else str(value).encode() if value is not None else None)


@lru_cache(maxsize=100_000)
def _number(value: Any) -> bytes:
    return clr(number(value) if value is not None and value != "" else None)


@lru_cache(maxsize=10_000)
def _date(value: str | None) -> bytes:
    return clr(date(datetime.fromisoformat(value)) if value else None)


def _raw(value: bytes | str | None) -> bytes:
    return clr(value if value is None or isinstance(value, bytes) else bytes.fromhex(value))


def _long(encode: Encoder, value: Any) -> bytes:
    coded = encode(value)
    return _NULL_LONG if coded == b"\0" else coded + b"\0\0"


_ENCODERS: dict[int, Encoder] = {types.NUMBER: _number, types.DATE: _date, types.RAW: _raw}

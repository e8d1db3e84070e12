"""What clients ask for, read from the bytes of a request: functions, piggybacks, statements with their binds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.wire.codec import ProtocolError, Reader, date_value, number_value

AUTH_ONE, AUTH_TWO, EXECUTE, RE_EXECUTE, RE_EXECUTE_AND_FETCH, FETCH = 118, 115, 94, 4, 78, 5
PING, COMMIT, ROLLBACK, LOGOFF, LOB_OPERATION = 147, 14, 15, 9, 96
FUNCTION, PIGGYBACK, ROW = 0x03, 0x11, 0x07
_CLOSE_CURSORS, _END_TO_END, _SET_SCHEMA = 105, 135, 152

WANTS_EXECUTE, WANTS_FETCH, WANTS_DEFINE = 0x20, 0x40, 0x10

VARCHAR2, NUMBER, LONG, DATE, RAW, LONG_RAW, CHAR = 1, 2, 8, 12, 23, 24, 96
CLOB, TIMESTAMP = 112, 180
_MARKS = ("client_identifier", "module", "action", "", "", "client_info", "", "", "dbop")
_TEXT = frozenset({VARCHAR2, LONG, CHAR})


@dataclass
class Metadata:
    """Type of a bind or of a define."""

    type: int
    array: bool = False


@dataclass
class Execute:
    """A request to parse, execute, define or fetch."""

    options: int
    cursor_id: int
    sql: str | None
    rows: int
    binds: list[Metadata] = field(default_factory=list)
    defines: list[Metadata] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)


@dataclass
class EndToEnd:
    """What marks a session in V$SESSION."""

    module: str | None = None
    action: str | None = None
    client_info: str | None = None


def read_piggyback(reader: Reader) -> list[int] | EndToEnd | str:
    """Read one piggyback: ids of cursors to close, the marks of the session, or a schema."""
    function = reader.u8()
    reader.u8()
    if function == _CLOSE_CURSORS:
        reader.u8()
        return [reader.ub() for _ in range(reader.ub())]
    if function == _END_TO_END:
        return _end_to_end(reader)
    if function == _SET_SCHEMA:
        reader.u8()
        return reader.dalc().decode()
    raise ProtocolError(f"piggyback {function}")


def _end_to_end(reader: Reader) -> EndToEnd:
    reader.raw(2)
    reader.ub()
    # Where no name stands: marks that this server does not keep.
    lengths = [(name, reader.u8(), reader.ub()) for name in _MARKS]
    found = EndToEnd()
    for name, present, length in lengths:
        text = (reader.clr() or b"").decode() if length else ""
        if present and hasattr(found, name):
            setattr(found, name, text)
    return found


def read_execute(reader: Reader) -> Execute:
    """Read function 94 at field version 7."""
    options, cursor_id, has_sql = reader.ub(), reader.ub(), reader.u8()
    reader.ub()
    reader.u8()
    reader.ub()
    reader.raw(2)
    reader.ub()
    rows = reader.ub()
    reader.ub()
    reader.u8()
    bind_count = reader.ub()
    reader.raw(5)
    reader.u8()
    define_count = reader.ub()
    reader.ub()
    reader.raw(3)
    reader.ub()
    reader.u8()
    reader.ub()
    reader.ub()
    reader.u8()
    reader.ub()
    reader.u8()
    sql = (reader.clr() or b"").decode() if has_sql else None
    for _ in range(13):
        reader.ub()
    request = Execute(options, cursor_id, sql, rows)
    if define_count:
        request.defines = [_metadata(reader) for _ in range(define_count)]
    elif bind_count:
        request.binds = [_metadata(reader) for _ in range(bind_count)]
        request.values = read_values(reader, request.binds)
    return request


def read_values(reader: Reader, binds: list[Metadata]) -> list[Any]:
    """Read one row of bind values; values that may be long come after the others."""
    if reader.u8() != ROW:
        raise ProtocolError("bind values expected")
    return [_value(reader, bind) for bind in binds]


def _metadata(reader: Reader) -> Metadata:
    kind, flags = reader.u8(), reader.u8()
    reader.raw(2)
    reader.ub()
    reader.ub()
    reader.ub()
    if reader.ub():
        reader.clr()
    reader.ub()
    reader.ub()
    reader.u8()
    reader.ub()
    return Metadata(kind, bool(flags & 0x40))


def _value(reader: Reader, bind: Metadata) -> Any:
    if bind.array:
        raise ProtocolError("array binds are not spoken here")
    coded = reader.clr()
    if coded is None:
        return None
    if bind.type in _TEXT:
        return coded.decode()
    if bind.type == NUMBER:
        return number_value(coded)
    if bind.type in (DATE, TIMESTAMP):
        return date_value(coded).isoformat(sep=" ")
    if bind.type in (RAW, LONG_RAW):
        return coded
    raise ProtocolError(f"binds of type {bind.type} are not spoken here")

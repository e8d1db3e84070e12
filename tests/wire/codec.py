"""The primitive values of TTC: variable integers, length-prefixed bytes, NUMBER and DATE."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

_LONGEST_SHORT = 252
_CHUNKED = 0xFE
_CHUNK = 32767


class ProtocolError(Exception):
    """The client sent what this server does not understand; the connection goes on with ORA-03115."""


class Reader:
    """Reads values from a message; `pull` gives the payload of the next packet, b'' when the message is over."""

    def __init__(self, data: bytes, pull: Callable[[], bytes] = lambda: b"") -> None:
        self._data = data
        self._at = 0
        self._pull = pull

    @property
    def exhausted(self) -> bool:
        """True when what has arrived is read."""
        return self._at >= len(self._data)

    def raw(self, count: int) -> bytes:
        """Return so many bytes."""
        while len(self._data) - self._at < count:
            more = self._pull()
            if not more:
                raise ProtocolError("the message ended early")
            self._data = self._data[self._at :] + more
            self._at = 0
        taken = self._data[self._at : self._at + count]
        self._at += count
        return taken

    def u8(self) -> int:
        return self.raw(1)[0]

    def u16(self) -> int:
        return int.from_bytes(self.raw(2), "big")

    def u16_little(self) -> int:
        return int.from_bytes(self.raw(2), "little")

    def ub(self) -> int:
        """Return an unsigned integer of variable length."""
        return int.from_bytes(self.raw(self.u8() & 0x7F), "big")

    def clr(self) -> bytes | None:
        """Return length-prefixed bytes, None for NULL."""
        length = self.u8()
        if length in (0, 0xFF):
            return None
        if length != _CHUNKED:
            return self.raw(length)
        parts = []
        while size := self.ub():
            parts.append(self.raw(size))
        return b"".join(parts)

    def dalc(self) -> bytes:
        """Return bytes that are preceded by their whole length."""
        return (self.clr() or b"") if self.ub() else b""


def ub(value: int) -> bytes:
    """Encode an unsigned integer."""
    if value == 0:
        return b"\0"
    size = next(size for size in (1, 2, 4, 8) if value < 1 << (8 * size))
    return bytes((size,)) + value.to_bytes(size, "big")


def clr(value: bytes | None) -> bytes:
    """Encode bytes with their length, in chunks when they are long; None and b'' are NULL."""
    if not value:
        return b"\0"
    if len(value) <= _LONGEST_SHORT:
        return bytes((len(value),)) + value
    parts = [value[at : at + _CHUNK] for at in range(0, len(value), _CHUNK)]
    return bytes((_CHUNKED,)) + b"".join(ub(len(part)) + part for part in parts) + b"\0"


def dalc(value: bytes) -> bytes:
    """Encode bytes preceded by their whole length."""
    return ub(len(value)) + clr(value) if value else b"\0"


def number(value: int | float | str | Decimal) -> bytes:
    """Encode a NUMBER; raises ArithmeticError for what is none."""
    exact = Decimal(repr(value) if isinstance(value, float) else value).normalize()
    if not exact:
        return b"\x80"
    sign, digits, exponent = exact.as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits))
    if exponent % 2:
        text += "0"
        exponent -= 1
    if len(text) % 2:
        text = "0" + text
    pairs = [int(text[at : at + 2]) for at in range(0, len(text), 2)]
    while pairs[-1] == 0:
        pairs.pop()
        exponent += 2
    power = exponent // 2 + len(pairs) - 1
    pairs = pairs[:20]
    if not sign:
        return bytes((193 + power, *(pair + 1 for pair in pairs)))
    coded = bytes((62 - power, *(101 - pair for pair in pairs)))
    return coded + b"\x66" if len(pairs) < 20 else coded


def number_value(coded: bytes) -> int | Decimal:
    """Decode a NUMBER."""
    if coded == b"\x80":
        return 0
    if coded[0] & 0x80:
        power, pairs, sign = coded[0] - 193, [byte - 1 for byte in coded[1:]], 1
    else:
        body = coded[1:-1] if coded[-1] == 0x66 else coded[1:]
        power, pairs, sign = 62 - coded[0], [101 - byte for byte in body], -1
    whole = 0
    for pair in pairs:
        whole = whole * 100 + pair
    shift = power - len(pairs) + 1
    return sign * whole * 100**shift if shift >= 0 else Decimal(sign * whole).scaleb(2 * shift)


def date(value: datetime) -> bytes:
    """Encode a DATE."""
    century, year = divmod(value.year, 100)
    return bytes(
        (century + 100, year + 100, value.month, value.day, value.hour + 1, value.minute + 1, value.second + 1)
    )


def date_value(coded: bytes) -> datetime:
    """Decode a DATE or TIMESTAMP, the fraction left aside."""
    century, year, month, day, hour, minute, second = struct.unpack("7B", coded[:7])
    return datetime((century - 100) * 100 + year - 100, month, day, hour - 1, minute - 1, second - 1)

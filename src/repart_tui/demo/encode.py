"""Oracle's internal value encodings, as LOW_VALUE and HIGH_VALUE show them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

# The gatherer keeps at most this many bytes of a long text.
_STATISTICS_BYTES = 64


def encode(value: int | float | str | bytes | datetime | None, data_type: str) -> bytes | None:
    """Return the raw form of `value` in a column of `data_type` (as in DATA_TYPE), None for NULL."""
    if value is None:
        return None
    if isinstance(value, datetime):
        if data_type.endswith("WITH TIME ZONE"):
            # Kept in UTC; the zone follows as hours + 20 and minutes + 60.
            return _date(value) + (value.microsecond * 1000).to_bytes(4, "big") + bytes((20, 60))
        return _timestamp(value) if data_type.startswith("TIMESTAMP") else _date(value)
    if isinstance(value, bytes):
        return value[:_STATISTICS_BYTES]
    if isinstance(value, str):
        national = data_type.startswith("N")
        return value.encode("utf-16-be" if national else "utf-8")[:_STATISTICS_BYTES]
    return _number(Decimal(str(value)))


def _date(value: datetime) -> bytes:
    century, year = divmod(value.year, 100)
    return bytes(
        (century + 100, year + 100, value.month, value.day, value.hour + 1, value.minute + 1, value.second + 1)
    )


def _timestamp(value: datetime) -> bytes:
    # Without a fraction Oracle stores seven bytes, else eleven.
    fraction = value.microsecond * 1000
    return _date(value) + (fraction.to_bytes(4, "big") if fraction else b"")


def _number(value: Decimal) -> bytes:
    if not value:
        return b"\x80"
    sign, digits, exponent = value.normalize().as_tuple()
    assert isinstance(exponent, int), "a NUMBER is finite"
    text = "".join(map(str, digits))
    # Base 100 digits: the exponent must be even, so a digit is appended or the text padded at the left.
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
    if not sign:
        return bytes((193 + power, *(pair + 1 for pair in pairs)))
    coded = bytes((62 - power, *(101 - pair for pair in pairs)))
    return coded + b"\x66" if len(pairs) < 20 else coded

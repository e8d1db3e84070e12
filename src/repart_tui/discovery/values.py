"""Oracle's internal encodings, as LOW_VALUE, HIGH_VALUE and histogram endpoints show them.

Sources: PL/SQL Packages, DBMS_STATS.CONVERT_RAW_VALUE; OCI Guide, "Internal Data Types" (NUMBER, DATE). A value that
cannot be decoded with certainty is None, never a guess.
"""

from __future__ import annotations

import struct
from datetime import date, timedelta
from decimal import Decimal

from repart_tui.oracle.number_text import number_of

# Statistics keep the first 64 bytes of a character value (32 before 12.1).
_KEPT_BYTES = 64
# Julian days (what ENDPOINT_VALUE of a DATE counts, TO_CHAR format J) minus Python ordinals of the same day.
_JULIAN_OFFSET = 1721425

_CODECS = {
    "AL32UTF8": "utf-8",
    "UTF8": "utf-8",
    "US7ASCII": "ascii",
    "WE8ISO8859P1": "iso-8859-1",
    "WE8ISO8859P15": "iso-8859-15",
    "WE8MSWIN1252": "cp1252",
    "EE8ISO8859P2": "iso-8859-2",
    "EE8MSWIN1250": "cp1250",
    "CL8MSWIN1251": "cp1251",
    "CL8ISO8859P5": "iso-8859-5",
    "EL8ISO8859P7": "iso-8859-7",
    "EL8MSWIN1253": "cp1253",
    "AR8MSWIN1256": "cp1256",
    "IW8MSWIN1255": "cp1255",
    "TR8MSWIN1254": "cp1254",
    "WE8ISO8859P9": "iso-8859-9",
    "JA16SJIS": "cp932",
    "JA16EUC": "euc_jp",
    "KO16MSWIN949": "cp949",
    "ZHS16GBK": "gbk",
    "ZHT16BIG5": "big5",
    "AL16UTF16": "utf-16-be",
}


def decode(data_type: str, raw: bytes | None, character_set: str | None = None) -> str | None:
    """Return a stored value as text: ISO date or timestamp, plain decimal number, text, or hexadecimal for RAW.

    `data_type` is TAB_COLS.DATA_TYPE; `character_set` the database or national character set of a character column.
    """
    if raw is None:
        return None
    kind = data_type.upper().partition("(")[0].strip()
    if kind in ("NUMBER", "FLOAT", "INTEGER"):
        return _number_text(decode_number(raw))
    if kind == "DATE":
        return decode_date(raw)
    if kind == "TIMESTAMP":
        # The instant of TIMESTAMP WITH TIME ZONE is stored in UTC and its zone apart: not shown.
        upper = data_type.upper()
        return None if "WITH TIME ZONE" in upper else decode_timestamp(raw)
    if kind in ("CHAR", "VARCHAR2", "NCHAR", "NVARCHAR2"):
        text = decode_text(raw, character_set)
        return text.rstrip(" ") if text is not None and kind in ("CHAR", "NCHAR") else text
    if kind == "RAW":
        return raw.hex().upper()
    if kind == "BINARY_FLOAT":
        return _binary(raw, 4, ">f")
    if kind == "BINARY_DOUBLE":
        return _binary(raw, 8, ">d")
    return None


def decode_number(raw: bytes) -> Decimal | None:
    """Return a NUMBER: an exponent byte in base 100, then digits; negative ones complemented, ended by 102."""
    if not raw:
        return None
    head, digits = raw[0], raw[1:]
    if head == 0x80 and not digits:
        return Decimal(0)
    if head >= 0x80:
        exponent, values, sign = head - 193, [digit - 1 for digit in digits], 0
    else:
        exponent, sign = 62 - head, 1
        values = [101 - digit for digit in (digits[:-1] if digits[-1:] == b"\x66" else digits)]
    # Infinities (FF 65, 00) and damaged bytes fall out here.
    if not values or any(not 0 <= value <= 99 for value in values):
        return None
    unscaled = "".join(f"{value:02d}" for value in values)
    return Decimal((sign, tuple(int(c) for c in unscaled), 2 * (exponent - len(values) + 1)))


def decode_date(raw: bytes) -> str | None:
    """Return a DATE (7 bytes: century and year plus 100, month, day, hour, minute and second plus 1)."""
    if len(raw) < 7:
        return None
    year = (raw[0] - 100) * 100 + raw[1] - 100
    month, day, hour, minute, second = raw[2], raw[3], raw[4] - 1, raw[5] - 1, raw[6] - 1
    valid = 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 31 and 0 <= hour <= 23 and 0 <= minute <= 59
    if not valid or not 0 <= second <= 59:
        # Dates before Christ exist in Oracle, not in ISO 8601 text.
        return None
    text = f"{year:04d}-{month:02d}-{day:02d}"
    return text if (hour, minute, second) == (0, 0, 0) else f"{text} {hour:02d}:{minute:02d}:{second:02d}"


def decode_timestamp(raw: bytes) -> str | None:
    """Return a TIMESTAMP: a DATE, then, unless the fraction is zero, nanoseconds in 4 bytes."""
    text = decode_date(raw[:7])
    if text is None or len(raw) < 11:
        return text
    nanoseconds = int.from_bytes(raw[7:11], "big")
    if not nanoseconds:
        return text
    if nanoseconds > 999_999_999:
        return None
    whole = text if len(text) > 10 else f"{text} 00:00:00"
    return f"{whole}.{nanoseconds:09d}".rstrip("0")


def decode_text(raw: bytes, character_set: str | None) -> str | None:
    """Return characters of the given Oracle character set; a character cut off at the end is dropped."""
    codec = _CODECS.get((character_set or "").upper())
    if codec is None:
        # Every Oracle database character set but EBCDIC's holds ASCII unchanged.
        codec = "ascii"
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        if len(raw) >= _KEPT_BYTES // 2 and error.start >= len(raw) - 3:
            return raw[: error.start].decode(codec)
        return None


def endpoint_date(value: float | int | str) -> str | None:
    """Return a DATE endpoint of a histogram: Julian day and fraction of a day."""
    number = number_of(str(value))
    if number is None:
        return None
    days = int(number)
    seconds = int(((number - days) * 86400).to_integral_value())
    try:
        day = date.fromordinal(days - _JULIAN_OFFSET) + timedelta(days=seconds // 86400)
    except (ValueError, OverflowError):
        return None
    seconds %= 86400
    if not seconds:
        return day.isoformat()
    return f"{day.isoformat()} {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def endpoint_text(value: float | int | str, character_set: str | None) -> str | None:
    """Return a character endpoint of a histogram: 15 bytes as a number, right in the first six only.

    Only texts shorter than six bytes are certain; anything else is None.
    """
    exact = number_of(str(value))
    if exact is None or not 0 < exact < 1 << 120:
        return None
    number = int(exact)
    # The number was rounded to 15 digits: the tail behind six bytes is noise.
    rounded = (number + (1 << 71)) >> 72
    head = rounded.to_bytes(7, "big")[-6:].rstrip(b"\x00")
    return decode_text(head, character_set) if 0 < len(head) < 6 else None


def _number_text(number: Decimal | None) -> str | None:
    if number is None:
        return None
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _binary(raw: bytes, size: int, layout: str) -> str | None:
    if len(raw) != size:
        return None
    # Stored so that bytes sort as numbers: a positive number has its sign bit set, a negative one all bits inverted.
    plain = bytes([raw[0] ^ 0x80]) + raw[1:] if raw[0] & 0x80 else bytes(byte ^ 0xFF for byte in raw)
    (number,) = struct.unpack(layout, plain)
    if number != number or number in (float("inf"), float("-inf")):
        return None
    if layout == ">f":
        # The shortest decimal that is this single-precision number.
        for digits in range(6, 10):
            text = f"{number:.{digits}g}"
            if struct.pack(layout, float(text)) == plain:
                return _number_text(Decimal(text))
    return _number_text(Decimal(repr(number)))

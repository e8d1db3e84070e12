"""Oracle's internal encodings, checked against published examples and against an encoder written from the rules."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repart_tui.discovery.values import decode, decode_number, endpoint_date, endpoint_text


def stored(number: Decimal) -> bytes:
    """Encode a NUMBER as the OCI Guide describes it."""
    if number == 0:
        return b"\x80"
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits)).lstrip("0") or "0"
    if exponent % 2:
        text, exponent = text + "0", exponent - 1
    text = text.zfill(len(text) + len(text) % 2)
    pairs = [int(text[i : i + 2]) for i in range(0, len(text), 2)]
    power = exponent // 2 + len(pairs) - 1
    while pairs and pairs[-1] == 0:
        pairs.pop()
    if not sign:
        return bytes([193 + power, *(pair + 1 for pair in pairs)])
    tail = [102] if len(pairs) < 20 else []
    return bytes([62 - power, *(101 - pair for pair in pairs), *tail])


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("80", "0"),  # DUMP(0): Typ=2 Len=1: 128
        ("C102", "1"),  # DUMP(1): Typ=2 Len=2: 193,2
        ("C20218", "123"),  # DUMP(123): Typ=2 Len=3: 194,2,24
        ("C10B", "10"),
        ("C202", "100"),
        ("C202181F", "123.3"),
        ("3E6466", "-1"),  # DUMP(-1): Typ=2 Len=3: 62,100,102
        ("3D644E66", "-123"),  # DUMP(-123): Typ=2 Len=4: 61,100,78,102
        ("C00B", "0.1"),
        ("C003", "0.02"),
        ("3F5B66", "-0.1"),
        ("C1060151", "5.008"),  # DUMP(5.008): Typ=2 Len=4: 193,6,1,81
        ("3E60651566", "-5.008"),  # DUMP(-5.008): Typ=2 Len=5: 62,96,101,21,102
        ("C151", "80"),  # Oracle Scratchpad, "low_value / high_value": SKEW from C102 to C151
        ("C30E0B49", "131072"),  # Pythian, "How to decipher Oracle internal datatype storage"
        ("C2021C", "127"),
    ],
)
def test_published_numbers(raw: str, number: str) -> None:
    assert decode("NUMBER", bytes.fromhex(raw)) == number


def test_greatest_sequence_value_keeps_its_28_digits() -> None:
    assert decode("NUMBER", stored(Decimal("9" * 28))) == "9" * 28


@given(st.decimals(min_value=Decimal("-1e30"), max_value=Decimal("1e30"), places=6, allow_nan=False))
def test_every_number_comes_back(number: Decimal) -> None:
    rounded = +number.normalize() if number else Decimal(0)
    if len(rounded.as_tuple().digits) <= 36:
        assert decode_number(stored(rounded)) == rounded


@pytest.mark.parametrize("raw", ["", "FF65", "00", "C1", "C1FF", "3E66"])
def test_infinities_and_damaged_numbers_are_unknown(raw: str) -> None:
    assert decode("NUMBER", bytes.fromhex(raw)) is None


@pytest.mark.parametrize(
    ("data_type", "raw", "text"),
    [
        ("DATE", "7877081C0B3033", "2019-08-28 10:47:50"),  # DUMP: 120,119,8,28,11,48,51
        ("DATE", "78750101010101", "2017-01-01"),
        ("DATE", "7871030D121C04", "2013-03-13 17:27:03"),  # Pythian, as above
        ("DATE", "78730C07121C04", "2015-12-07 17:27:03"),
        ("DATE", "C7C70C1F010101", "9999-12-31"),
        ("DATE", "77640101010101", "1900-01-01"),
        ("DATE", "3A580101010101", None),  # 4712 BC
        ("TIMESTAMP(6)", "787B0C1A121206082A7440", "2023-12-26 17:17:05.137"),
        ("TIMESTAMP(6)", "78790101010106", "2021-01-01 00:00:05"),
        ("TIMESTAMP(9)", "787901010101013B9AC9FF", "2021-01-01 00:00:00.999999999"),
        ("TIMESTAMP(6) WITH LOCAL TIME ZONE", "78790101010106", "2021-01-01 00:00:05"),
        ("TIMESTAMP(6) WITH TIME ZONE", "78790101010106000000001C3C", None),
        ("RAW", "00ff0a", "00FF0A"),
        ("BINARY_FLOAT", "BFC00000", "1.5"),
        ("BINARY_FLOAT", "BDCCCCCD", "0.1"),
        ("BINARY_FLOAT", "403FFFFF", "-1.5"),
        ("BINARY_DOUBLE", "BFF8000000000000", "1.5"),
        ("BINARY_DOUBLE", "4007FFFFFFFFFFFF", "-1.5"),
        ("BINARY_DOUBLE", "8000000000000000", "0"),
        ("BINARY_DOUBLE", "7FFFFFFFFFFFFFFF", "0"),
        ("BINARY_DOUBLE", "BFB999999999999A", "0.1"),
        ("BINARY_FLOAT", "80000000", "0"),
        ("BINARY_FLOAT", "007FFFFF", None),
        ("BINARY_FLOAT", "C2C80000", "100"),
        ("BINARY_FLOAT", "3D37FFFF", "-100"),
        ("DATE", "7877081C0B30", None),
        ("DATE", "78770D1C0B3033", None),
        ("TIMESTAMP(6)", "787B0C1A121206", "2023-12-26 17:17:05"),
        ("TIMESTAMP(9)", "787901010101013B9ACA00", None),
        ("RAW", "", ""),
        ("BINARY_DOUBLE", "FFF0000000000000", None),
        ("FLOAT", "C10207", "1.06"),
        ("CLOB", "41", None),
    ],
)
def test_other_types(data_type: str, raw: str, text: str | None) -> None:
    assert decode(data_type, bytes.fromhex(raw)) == text


@pytest.mark.parametrize(
    ("data_type", "character_set", "raw", "text"),
    [
        ("VARCHAR2", "AL32UTF8", "Zoë".encode(), "Zoë"),
        ("VARCHAR2", "AL32UTF8", bytes.fromhex("303132333435363738396162636465666768696A"), "0123456789abcdefghij"),
        ("VARCHAR2", "WE8MSWIN1252", b"10 \x80", "10 €"),
        ("NVARCHAR2", "AL16UTF16", "Zoë".encode("utf-16-be"), "Zoë"),
        ("CHAR", "AL32UTF8", b"AB   ", "AB"),
        ("VARCHAR2", "AL32UTF8", b"AB  ", "AB  "),
        ("VARCHAR2", "WE8EBCDIC500X", b"plain", "plain"),
        ("VARCHAR2", "XX8UNKNOWN", b"\xe9", None),
        ("VARCHAR2", "AL32UTF8", b"\xff\xfe", None),
        ("VARCHAR2", "AL32UTF8", b"x" * 63 + "é".encode()[:1], "x" * 63),
        # 32 bytes before 12.1, in single characters, in two bytes each, and in pairs of two.
        ("VARCHAR2", "AL32UTF8", b"x" * 31 + "é".encode()[:1], "x" * 31),
        ("VARCHAR2", "AL32UTF8", b"x" * 30 + "€".encode()[:2], "x" * 30),
        ("NVARCHAR2", "AL16UTF16", ("é" * 32).encode("utf-16-be"), "é" * 32),
        ("NVARCHAR2", "AL16UTF16", ("é" * 31).encode("utf-16-be") + "😀".encode("utf-16-be")[:2], "é" * 31),
        ("NCHAR", "AL16UTF16", "AB ".encode("utf-16-be"), "AB"),
    ],
)
def test_text(data_type: str, character_set: str, raw: bytes, text: str | None) -> None:
    assert decode(data_type, raw, character_set) == text


def test_histogram_endpoints() -> None:
    # TO_CHAR(DATE '2021-01-01', 'J') = 2459216
    assert endpoint_date(2459216) == "2021-01-01"
    assert endpoint_date("2459216.5") == "2021-01-01 12:00:00"
    number = int.from_bytes(b"OPEN".ljust(15, b"\0"), "big")
    assert endpoint_text(number, "AL32UTF8") == "OPEN"
    # Oracle keeps 15 digits of the number.
    assert endpoint_text(float(f"{number:.15g}"), "AL32UTF8") == "OPEN"
    assert endpoint_text(int.from_bytes(b"CANCELLED".ljust(15, b"\0"), "big"), "AL32UTF8") is None

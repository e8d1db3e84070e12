"""Bounds as Oracle prints them."""

from __future__ import annotations

import pytest

from repart_tui.oracle.high_values import parse_bounds, parse_interval, parse_list_values


@pytest.mark.parametrize(
    ("high_value", "bounds"),
    [
        ("TO_DATE(' 2024-01-01 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')", ["2024-01-01"]),
        (
            "TO_DATE(' 2024-01-01 12:30:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')",
            ["2024-01-01 12:30:00"],
        ),
        ("TIMESTAMP' 2024-01-01 00:00:00'", ["2024-01-01"]),
        ("TIMESTAMP' 2024-01-01 00:00:00.000000'", ["2024-01-01"]),
        ("TIMESTAMP' 2024-01-01 00:00:00.5'", ["2024-01-01 00:00:00.5"]),
        ("1000", ["1000"]),
        ("-1.5", ["-1.5"]),
        ("10, 'M', MAXVALUE", ["10", "M", "MAXVALUE"]),
        ("'it''s, ok'", ["it's, ok"]),
        ("N'x'", ["x"]),
        ("'MAXVALUE'", ["'MAXVALUE'"]),
        ("''''", ["'"]),
        ("'''quoted'''", ["'''quoted'''"]),
        ("HEXTORAW('0a0B')", ["0A0B"]),
        ("MAXVALUE", ["MAXVALUE"]),
        ("SYS_OP_SOMETHING(1)", None),
        ("1,", ["1"]),
        ("(1, 2", None),
        ("", None),
        (None, None),
    ],
)
def test_range_bounds(high_value: str | None, bounds: list[str] | None) -> None:
    assert parse_bounds(high_value) == bounds


@pytest.mark.parametrize(
    ("high_value", "columns", "parsed"),
    [
        ("'EU', 'US', NULL", 1, ([["EU"], ["US"], [None]], False)),
        ("DEFAULT", 1, ([], True)),
        ("( 'A', 1 ), ( 'B', NULL )", 2, ([["A", "1"], ["B", None]], False)),
        ("( 'A', 1 ), 'B'", 2, None),
        ("1, 2", 1, ([["1"], ["2"]], False)),
        ("MAXVALUE", 1, None),
        (None, 1, None),
    ],
)
def test_list_values(high_value: str | None, columns: int, parsed: tuple[list[list[str | None]], bool] | None) -> None:
    assert parse_list_values(high_value, columns) == parsed


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("NUMTOYMINTERVAL(1,'MONTH')", ("MONTH", 1)),
        ("NUMTODSINTERVAL( 7, 'day' )", ("DAY", 7)),
        ("INTERVAL '1' YEAR", ("YEAR", 1)),
        ("INTERVAL'+01' DAY(2)", ("DAY", 1)),
        ("1000", ("NUMBER", 1000)),
        ("0", None),
        ("MY_FUNCTION(1)", None),
        (None, None),
    ],
)
def test_intervals(text: str | None, interval: tuple[str, int] | None) -> None:
    parsed = parse_interval(text)
    assert (None if parsed is None else (parsed.unit, parsed.count)) == interval

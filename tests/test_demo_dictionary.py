"""The demo dictionary agrees with itself, with its sources and with what Oracle would show."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from repart_tui.demo import build
from repart_tui.demo.encode import encode
from repart_tui.demo.views import VIEWS
from repart_tui.dictionary_file import open_demo
from tests.demo_rules import RULES

_MAX_FILE = 1_500_000


@pytest.fixture(scope="module")
def demo() -> Iterator[sqlite3.Connection]:
    """A private copy of the demo, with one view for tables of every kind."""
    connection = sqlite3.connect(":memory:")
    opened = open_demo()
    opened.backup(connection)
    opened.close()
    connection.execute(
        "CREATE TEMP VIEW every_table AS SELECT owner, table_name FROM main.dba_tables"
        " UNION ALL SELECT owner, table_name FROM main.dba_object_tables"
    )
    # The checks look up by name thousands of times.
    for view, columns in (
        ("dba_tab_cols", "owner, table_name, column_name"),
        ("dba_objects", "owner, object_name"),
        ("dba_segments", "owner, segment_name"),
        ("dba_constraints", "owner, constraint_name"),
        ("dba_cons_columns", "owner, constraint_name"),
        ("dba_ind_columns", "index_owner, index_name"),
    ):
        connection.execute(f"CREATE INDEX ix_{view} ON {view} ({columns})")
    yield connection
    connection.close()


@pytest.mark.parametrize("rule", RULES)
def test_the_dictionary_is_consistent(demo: sqlite3.Connection, rule: str) -> None:
    assert demo.execute(RULES[rule]).fetchall() == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_notices_what_it_is_for(demo: sqlite3.Connection, rule: str) -> None:
    """Rows removed from, doubled in or spoilt in one of its views make each rule complain."""
    query = RULES[rule]
    views = [view for view in VIEWS if re.search(rf"\b{re.escape(view)}\b", query)]
    views += ["dba_tables"] * ("every_table" in query)
    columns = [
        (view, column)
        for view in views
        for column in VIEWS[view]
        if re.search(rf"\b{re.escape(column)}\b", query, re.IGNORECASE)
    ]
    values = ["'other'", "7", "NULL", *sorted(set(re.findall(r"'[A-Z ]+'", query)))]
    spoils = [f"DELETE FROM {view}" for view in views]
    spoils += [f"INSERT INTO {view} SELECT * FROM {view}" for view in views]
    spoils += [
        f'UPDATE {view} SET "{column}" = {value} {some}'
        for some in ("", "WHERE rowid % 2")
        for view, column in columns
        for value in values
    ]
    for spoil in spoils:
        demo.execute("SAVEPOINT before")
        demo.execute(spoil)
        found = demo.execute(query).fetchone()
        demo.execute("ROLLBACK TO before")
        demo.execute("RELEASE before")
        if found:
            return
    raise AssertionError(f"nothing makes this rule complain: {rule}")


def test_the_file_says_what_its_sources_say() -> None:
    assert build.is_current(), "run python -m repart_tui.demo.build"


def test_two_builds_give_the_same_bytes(tmp_path) -> None:
    build.build(tmp_path / "one.db")
    build.build(tmp_path / "two.db")
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()


def test_check_notices_a_changed_file(tmp_path, monkeypatch, capsys) -> None:
    changed = tmp_path / "demo.db"
    build.build(changed)
    with sqlite3.connect(changed) as connection:
        connection.execute("DELETE FROM dual")
    connection.close()
    monkeypatch.setattr(build, "DEMO_PATH", changed)
    assert not build.is_current(changed)
    assert build.main([]) == 0
    assert "bytes" in capsys.readouterr().out
    assert build.is_current(changed)


def test_the_file_stays_small() -> None:
    assert build.DEMO_PATH.stat().st_size < _MAX_FILE


def test_every_view_is_there_with_its_columns(demo: sqlite3.Connection) -> None:
    for view, columns in VIEWS.items():
        assert tuple(name for _, name, *_ in demo.execute(f'PRAGMA main.table_info("{view}")')) == columns


def test_about_sixty_tables_can_be_listed(demo: sqlite3.Connection) -> None:
    (count,) = demo.execute(
        "SELECT COUNT(*) FROM dba_tables t JOIN dba_users u ON u.username = t.owner WHERE u.oracle_maintained = 'N'"
        " AND t.temporary = 'N' AND t.secondary = 'N' AND t.nested = 'NO' AND t.iot_type IS NULL"
        " AND t.cluster_name IS NULL AND t.external = 'NO'"
        " AND NOT EXISTS (SELECT 1 FROM dba_mviews m WHERE m.owner = t.owner AND m.container_name = t.table_name)"
        " AND NOT EXISTS (SELECT 1 FROM dba_mview_logs l WHERE l.log_owner = t.owner AND l.log_table = t.table_name)"
        " AND NOT EXISTS (SELECT 1 FROM dba_queue_tables q WHERE q.owner = t.owner AND q.queue_table = t.table_name)"
    ).fetchone()
    assert 55 <= count <= 70


def test_some_tables_are_candidates_and_most_are_not(demo: sqlite3.Connection) -> None:
    (large,) = demo.execute("SELECT COUNT(*) FROM dba_tables WHERE blocks * 8192 > 2147483648").fetchone()
    (all_tables,) = demo.execute("SELECT COUNT(*) FROM dba_tables").fetchone()
    assert 15 < large < all_tables / 2


@pytest.mark.parametrize(
    ("value", "data_type", "raw"),
    [
        (0, "NUMBER", "80"),
        (1, "NUMBER", "c102"),
        (100, "NUMBER", "c202"),
        (1000, "NUMBER", "c20b"),
        (12345.67, "NUMBER", "c302182e44"),
        (0.5, "NUMBER", "c033"),
        (-1, "NUMBER", "3e6466"),
        (-12345, "NUMBER", "3c644e3866"),
        (datetime(9999, 12, 31), "DATE", "c7c70c1f010101"),
        (datetime(2024, 6, 30, 2, 0, 0), "DATE", "787c061e030101"),
        (datetime(2024, 6, 30, 2, 0, 0, 500000), "TIMESTAMP(6)", "787c061e0301011dcd6500"),
        ("Größe", "VARCHAR2", "4772c3b6c39f65"),
        ("A", "NVARCHAR2", "0041"),
        (None, "NUMBER", None),
    ],
)
def test_values_are_encoded_as_oracle_does(value, data_type: str, raw: str | None) -> None:
    assert encode(value, data_type) == (None if raw is None else bytes.fromhex(raw))


def test_low_and_high_values_decode(demo: sqlite3.Connection) -> None:
    rows = demo.execute(
        "SELECT c.data_type, s.low_value, s.high_value, s.table_name, s.column_name FROM dba_tab_col_statistics s"
        " JOIN dba_tab_cols c USING (owner, table_name, column_name) WHERE s.low_value IS NOT NULL"
    ).fetchall()
    assert len(rows) > 300
    for data_type, low, high, *name in rows:
        assert isinstance(low, bytes), name
        assert isinstance(high, bytes), name
        if data_type == "NUMBER":
            assert _decode_number(low) <= _decode_number(high), name
        elif data_type == "DATE" or data_type.startswith("TIMESTAMP"):
            assert _decode_date(low) <= _decode_date(high), name
        else:
            assert low <= high, name


def test_high_values_of_ranges_rise(demo: sqlite3.Connection) -> None:
    bounds: dict[tuple[str, str], list[str]] = {}
    for owner, table, high in demo.execute(
        "SELECT p.table_owner, p.table_name, p.high_value FROM dba_tab_partitions p JOIN dba_part_tables t"
        " ON t.owner = p.table_owner AND t.table_name = p.table_name AND t.partitioning_type = 'RANGE'"
        " ORDER BY p.table_owner, p.table_name, p.partition_position"
    ):
        bounds.setdefault((owner, table), []).append(high)
    assert len(bounds) == 7
    for found in bounds.values():
        dates = [re.search(r"' (\d{4}-\d\d-\d\d) 00:00:00'", text) for text in found if text != "MAXVALUE"]
        assert all(dates)
        assert [text == "MAXVALUE" for text in found[:-1]] == [False] * (len(found) - 1)
        texts = [date[1] for date in dates if date]
        assert texts == sorted(set(texts))


def test_identity_options_read_as_the_sequence_does(demo: sqlite3.Connection) -> None:
    rows = demo.execute(
        "SELECT i.identity_options, s.increment_by, s.min_value, s.max_value, s.cache_size, s.order_flag, s.last_number"
        " FROM dba_tab_identity_cols i JOIN dba_sequences s"
        " ON s.sequence_owner = i.owner AND s.sequence_name = i.sequence_name"
    ).fetchall()
    assert len(rows) == 8
    assert {row[1] for row in rows} == {1, -1}
    for text, increment, low, high, cache, order, _ in rows:
        options = dict(part.split(": ") for part in text.split(", "))
        expected = (increment, low, high, cache, order)
        keys = ("INCREMENT BY", "MIN_VALUE", "MAX_VALUE", "CACHE_SIZE", "ORDER_FLAG")
        assert tuple(options[key] for key in keys) == tuple(map(str, expected))


def test_long_numbers_stay_exact(demo: sqlite3.Connection) -> None:
    (value,) = demo.execute("SELECT max_value FROM dba_sequences WHERE sequence_name = 'EMPLOYEES_SEQ'").fetchone()
    assert value == "9" * 28


def test_the_awkward_is_there(demo: sqlite3.Connection) -> None:
    def one(query: str) -> object:
        row = demo.execute(query).fetchone()
        return None if row is None else row[0]

    assert one("SELECT MAX(LENGTH(CAST(table_name AS BLOB))) FROM dba_tables") == 128
    assert one("SELECT 1 FROM dba_tables WHERE table_name = 'Order'") == 1
    assert one(
        "SELECT LENGTH(search_condition) > 4000 FROM dba_constraints WHERE constraint_name = 'INVOICES_RULES_CK'"
    )
    assert (
        one("SELECT LENGTH(search_condition_vc) FROM dba_constraints WHERE constraint_name = 'INVOICES_RULES_CK'")
        == 4000
    )
    assert "\n/\n" in str(one("SELECT trigger_body FROM dba_triggers WHERE trigger_name = 'INVOICES_TEXT'"))
    assert "\n/\n" in str(one("SELECT comments FROM dba_tab_comments WHERE table_name = 'Order'"))
    assert (
        one("SELECT nullable FROM dba_tab_cols WHERE table_name = 'INVOICES' AND column_name = 'CUSTOMER_NAME'") == "Y"
    )
    assert one("SELECT stattype_locked FROM dba_tab_statistics WHERE table_name = 'CONTRACTS'") == "ALL"
    assert one("SELECT num_rows FROM dba_tables WHERE table_name = 'JOURNAL'") is None
    assert one("SELECT high_value FROM dba_tab_col_statistics WHERE column_name = 'VALID_TO'") == encode(
        datetime(9999, 12, 31), "DATE"
    )
    assert one(
        "SELECT object_status FROM (SELECT status object_status FROM dba_objects WHERE object_name = 'CLOSE_YEAR')"
    ) == ("INVALID")


def test_times_are_iso_text(demo: sqlite3.Connection) -> None:
    pattern = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
    for query in (
        "SELECT created FROM dba_objects",
        "SELECT last_ddl_time FROM dba_objects",
        "SELECT last_analyzed FROM dba_tables WHERE last_analyzed IS NOT NULL",
        "SELECT captured_at FROM repart_dictionary",
    ):
        assert all(pattern.fullmatch(text) for (text,) in demo.execute(query))


def _decode_date(raw: bytes) -> datetime:
    century, year, month, day, hour, minute, second = raw[:7]
    found = datetime((century - 100) * 100 + year - 100, month, day, hour - 1, minute - 1, second - 1)
    return found + timedelta(microseconds=int.from_bytes(raw[7:11], "big") // 1000)


def _decode_number(raw: bytes) -> float:
    if raw == b"\x80":
        return 0
    if raw[0] > 0x80:
        return sum((digit - 1) * 100.0 ** (raw[0] - 193 - at) for at, digit in enumerate(raw[1:]))
    digits = raw[1:-1] if raw[-1] == 0x66 else raw[1:]
    return -sum((101 - digit) * 100.0 ** (62 - raw[0] - at) for at, digit in enumerate(digits))

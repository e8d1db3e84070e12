"""The server itself, seen by the unmodified driver."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import oracledb
import pytest

from tests.wire.codec import Reader, clr, number, number_value, ub
from tests.wire.faults import Fault
from tests.wire.login import VERIFIER_11G, VERIFIER_12C, Account
from tests.wire.server import PASSWORD, USER, WireServer

Serve = Callable[..., WireServer]
OWNERS = "SELECT owner, table_name FROM dba_tables ORDER BY owner, table_name"


@pytest.fixture
def opened() -> Iterator[Callable[[WireServer], oracledb.Connection]]:
    """Return a function that connects, and close what it opened."""
    connections: list[oracledb.Connection] = []

    def connect(server: WireServer) -> oracledb.Connection:
        connections.append(oracledb.connect(dsn=server.dsn, user=USER, password=PASSWORD))
        return connections[-1]

    yield connect
    for connection in connections:
        if connection.is_healthy():
            connection.close()


Opened = Callable[[WireServer], oracledb.Connection]


@pytest.mark.parametrize("verifier", [VERIFIER_11G, VERIFIER_12C])
def test_the_right_password_logs_in_and_a_wrong_one_does_not(serve: Serve, verifier: int) -> None:
    server = serve(verifier=verifier)
    with oracledb.connect(dsn=server.dsn, user=USER.upper(), password=PASSWORD) as connection:
        assert connection.version == "19.0.0.0.0"
    with pytest.raises(oracledb.DatabaseError, match="ORA-01017"):
        oracledb.connect(dsn=server.dsn, user=USER, password=PASSWORD.lower())
    with pytest.raises(oracledb.DatabaseError, match="ORA-01017"):
        oracledb.connect(dsn=server.dsn, user="nobody", password=PASSWORD)


def test_an_account_may_be_refused_for_another_reason(serve: Serve) -> None:
    server = serve(accounts={"scott": Account("tiger", error="ORA-28000: The account is locked.")})
    with pytest.raises(oracledb.DatabaseError, match="ORA-28000"):
        oracledb.connect(dsn=server.dsn, user="scott", password="tiger")


def test_an_unknown_service(serve: Serve) -> None:
    with pytest.raises(oracledb.DatabaseError, match="DPY-6001"):
        oracledb.connect(dsn=serve().dsn_of("other"), user=USER, password=PASSWORD)


def test_an_unknown_sid(serve: Serve) -> None:
    parameters = oracledb.ConnectParams(host="127.0.0.1", port=serve().port, sid="other")
    with pytest.raises(oracledb.DatabaseError, match="DPY-6003"):
        oracledb.connect(params=parameters, user=USER, password=PASSWORD)


def test_values_arrive_in_oracle_s_types(serve: Serve, opened: Opened) -> None:
    connection = opened(serve())
    cursor = connection.cursor()
    cursor.execute(
        "SELECT owner, table_name, num_rows, last_analyzed FROM dba_tables WHERE owner = :o AND table_name = :t",
        {"o": "SH", "t": "CHANNELS"},
    )
    assert [column[1] for column in cursor.description] == [
        oracledb.DB_TYPE_VARCHAR,
        oracledb.DB_TYPE_VARCHAR,
        oracledb.DB_TYPE_NUMBER,
        oracledb.DB_TYPE_DATE,
    ]
    assert cursor.fetchall() == [("SH", "CHANNELS", 5, datetime(2026, 1, 10, 22, 5, 31))]
    cursor.execute("SELECT max_value FROM dba_sequences WHERE sequence_name = :1", ["INVOICE_RUN_SEQ"])
    assert cursor.fetchone() == (9999999999999999999999999999,)
    cursor.execute("SELECT low_value FROM dba_tab_col_statistics WHERE column_name = 'ACCOUNT_ID' AND owner = 'APP'")
    assert b"\xc1\x02" in {value for (value,) in cursor.fetchall()}


@pytest.mark.parametrize("arraysize", [1, 7, 1000])
def test_every_row_arrives_whatever_the_size_of_a_fetch(serve: Serve, opened: Opened, arraysize: int) -> None:
    server = serve()
    cursor = opened(server).cursor()
    cursor.arraysize = cursor.prefetchrows = arraysize
    rows = cursor.execute(OWNERS).fetchall()
    assert len(rows) == len(set(rows)) > 60
    before = server.trips
    cursor.execute(OWNERS).fetchall()
    assert server.trips - before == 1 + len(rows) // arraysize


def test_long_columns_arrive_whole_one_row_a_trip_at_worst(serve: Serve, opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "long.db"
    whole = [("T1", "x" * 100_000), ("T2", None), ("T3", "begin null; end;")]
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE dba_triggers (trigger_name TEXT, trigger_body TEXT)")
        file.executemany("INSERT INTO dba_triggers VALUES (?, ?)", whole)
    file.close()
    server = serve(path, long_rows=1)
    cursor = opened(server).cursor()
    cursor.prefetchrows = cursor.arraysize = 100
    before = server.trips
    cursor.execute("SELECT trigger_name, trigger_body FROM dba_triggers")
    assert cursor.description[1][1] is oracledb.DB_TYPE_LONG
    assert cursor.fetchall() == whole
    assert server.trips - before == 4, "three rows, and one more that finds the end"


def test_clobs_are_read_as_text(serve: Serve, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "clob.db"
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE dba_stat_extensions (extension_name TEXT, extension TEXT)")
        file.execute("INSERT INTO dba_stat_extensions VALUES ('E', '(\"A\",\"B\")')")
    file.close()
    monkeypatch.setattr(oracledb.defaults, "fetch_lobs", False)
    cursor = opened(serve(path)).cursor()
    for _ in range(2):
        cursor.execute("SELECT extension_name, extension FROM dba_stat_extensions")
        assert cursor.fetchall() == [("E", '("A","B")')]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("SELECT * FROM dba_nothing", "ORA-00942"),
        ("SELECT owner, nonsense FROM dba_tables", "ORA-00904"),
        ('SELECT owner, "NOTHING" FROM dba_tables', "ORA-00904"),
        ("SELECT owner FROM dba_tables ORDER", "ORA-00933"),
        ("DELETE FROM dba_tables", "ORA-20999"),
    ],
)
def test_errors_leave_the_connection_usable(serve: Serve, opened: Opened, statement: str, code: str) -> None:
    cursor = opened(serve()).cursor()
    with pytest.raises(oracledb.DatabaseError, match=code):
        cursor.execute(statement)
    assert cursor.execute(OWNERS).fetchone()


def test_views_may_be_hidden_from_an_account(serve: Serve, opened: Opened) -> None:
    cursor = opened(serve(accounts={USER: Account(PASSWORD, hidden=("dba_seg*",))})).cursor()
    with pytest.raises(oracledb.DatabaseError, match="ORA-00942"):
        cursor.execute("SELECT * FROM dba_segments WHERE 1 = 0")
    cursor.execute("SELECT * FROM dba_tables WHERE 1 = 0")


def test_a_running_statement_is_cancelled_and_the_connection_goes_on(serve: Serve, opened: Opened) -> None:
    server = serve(faults=[Fault("execute", "silence", sql="dba_tables")])
    connection = opened(server)
    threading.Timer(0.1, connection.cancel).start()
    with pytest.raises(oracledb.DatabaseError, match="ORA-01013"):
        connection.cursor().execute(OWNERS)
    assert "interrupt" in server.sessions[0].functions
    assert connection.cursor().execute(OWNERS).fetchone()


def test_a_statement_at_work_is_cancelled_too(serve: Serve, opened: Opened) -> None:
    connection = opened(serve())
    threading.Timer(0.2, connection.cancel).start()
    joined = ", ".join(f"dba_tables t{n}" for n in range(9))
    with pytest.raises(oracledb.DatabaseError, match="ORA-01013"):
        connection.cursor().execute(f"SELECT COUNT(*) FROM {joined}")


def test_a_call_that_takes_too_long_times_out(serve: Serve, opened: Opened) -> None:
    connection = opened(serve(faults=[Fault("fetch", "silence")]))
    connection.call_timeout = 200
    cursor = connection.cursor()
    cursor.arraysize = cursor.prefetchrows = 2
    cursor.execute(OWNERS)
    with pytest.raises(oracledb.DatabaseError, match="DPY-4024"):
        cursor.fetchall()
    assert connection.cursor().execute(OWNERS).fetchone()


MOMENTS = ["accept", "connect", "protocol", "types", "login", "password", "execute", "fetch"]


# After a reset the driver leaves its socket to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("mishap", ["close", "reset", "half"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_connections_break_at_every_moment(serve: Serve, moment: Any, mishap: str) -> None:
    server = serve(faults=[Fault(moment, mishap)])

    def use() -> None:
        with oracledb.connect(dsn=server.dsn, user=USER, password=PASSWORD) as connection:
            cursor = connection.cursor()
            cursor.arraysize = cursor.prefetchrows = 2
            cursor.execute(OWNERS).fetchall()

    with pytest.raises(oracledb.DatabaseError, match=r"DPY-4011|DPY-6005"):
        use()
    use()


def test_all_sessions_can_be_dropped_at_once(serve: Serve, opened: Opened) -> None:
    server = serve()
    connection = opened(server)
    server.drop_sessions()
    with pytest.raises(oracledb.DatabaseError, match="DPY-4011"):
        connection.ping()
    opened(server).ping()


def test_a_listener_that_stopped_refuses(serve: Serve, opened: Opened) -> None:
    server = serve()
    connection = opened(server)
    server.stop_listening()
    connection.ping()
    with pytest.raises(oracledb.DatabaseError, match="DPY-6005"):
        opened(server)


def test_what_a_session_says_of_itself_is_seen(serve: Serve, opened: Opened) -> None:
    server = serve()
    connection = opened(server)
    connection.module, connection.action = "repart-tui", "list"
    connection.ping()
    record = server.sessions[0]
    assert (record.module, record.action, record.login.user) == ("repart-tui", "list", USER)
    assert record.functions == ["connect", "protocol", "types", "login", "password", "ping"]
    assert PASSWORD not in str(record)


def test_each_round_trip_takes_its_time(serve: Serve, opened: Opened) -> None:
    server = serve(latency=0.03)
    connection = opened(server)
    before, start = server.trips, time.monotonic()
    for _ in range(5):
        connection.ping()
    assert server.trips - before == 5
    assert time.monotonic() - start >= 0.15


def test_statements_are_recorded(serve: Serve, opened: Opened) -> None:
    server = serve()
    opened(server).cursor().execute(OWNERS)
    assert server.statements == [OWNERS]


@pytest.mark.parametrize("value", [0, 1, -1, 100, 123.45, -123.45, 0.001, 9999999999999999999999999999, -(10**20)])
def test_numbers_come_back(value: float) -> None:
    assert float(number_value(number(value))) == float(value)


@pytest.mark.parametrize("length", [0, 1, 252, 253, 70_000])
def test_long_bytes_come_back(length: int) -> None:
    assert (Reader(clr(b"x" * length)).clr() or b"") == b"x" * length


@pytest.mark.parametrize("value", [0, 5, 300, 70_000, 2**40])
def test_integers_come_back(value: int) -> None:
    assert Reader(ub(value)).ub() == value

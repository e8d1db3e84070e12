"""Interrupting a call of the real driver, and nothing but a call: a marker that comes between two is never answered."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing

import oracledb
import pytest

from repart_tui.connect.deadline import NoAnswer, within
from repart_tui.connect.interruptible import CallInterrupted, Interruptible
from repart_tui.connect.login import Login
from repart_tui.connection import connect
from tests.wire.faults import Fault
from tests.wire.server import PASSWORD, USER, WireServer

Serve = Callable[..., WireServer]
NAMES = "SELECT username FROM dba_users"


def test_the_drivers_own_cancel_spoils_the_next_call(serve: Serve) -> None:
    """Why there is a guard at all; when the driver learns to live with it, the guard may go."""
    connection = connect(Login(serve().dsn, USER, PASSWORD))
    connection.cancel()
    with pytest.raises(NoAnswer):
        within(1.0, lambda: connection.cursor().execute(NAMES), lambda _: None)


def test_between_two_calls_nothing_is_sent(serve: Serve) -> None:
    server = serve()
    with closing(Interruptible(connect(Login(server.dsn, USER, PASSWORD)))) as connection:
        cursor = connection.cursor()
        cursor.execute(NAMES)
        connection.interrupt()
        with pytest.raises(CallInterrupted):
            cursor.fetchmany(10)
    assert server.sessions[0].functions[-1] == "logoff"


@pytest.mark.parametrize("after", [0.0, 0.01, 0.3])
def test_a_call_that_waits_is_interrupted(serve: Serve, after: float) -> None:
    server = serve(faults=[Fault("execute", "silence", sql="dba_users")])
    with closing(Interruptible(connect(Login(server.dsn, USER, PASSWORD)))) as connection:
        cursor = connection.cursor()
        threading.Timer(after, connection.interrupt).start()
        began = time.monotonic()
        with pytest.raises((oracledb.DatabaseError, CallInterrupted)):
            cursor.execute(NAMES)
        assert time.monotonic() - began < 10
    assert server.sessions[0].functions[-1] == "logoff"


def test_a_call_that_returns_in_the_meantime_is_let_go(serve: Serve) -> None:
    server = serve(latency=0.02)
    for _ in range(20):
        connection = Interruptible(connect(Login(server.dsn, USER, PASSWORD)))
        cursor = connection.cursor()
        threading.Timer(0.005, connection.interrupt).start()
        began = time.monotonic()
        for _ in range(200):
            try:
                cursor.execute(NAMES)
            except (CallInterrupted, oracledb.DatabaseError):
                break
        connection.close()
        assert time.monotonic() - began < 3

"""Connecting: plain words for what goes wrong, and the password nowhere."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

import oracledb
import pytest

from repart_tui.connect.login import Login, holds_secret
from repart_tui.connection import ConnectError, connect
from tests.wire.faults import Fault
from tests.wire.server import DEMO, USER, WireServer
from tests.wire.server import PASSWORD as WIRE_PASSWORD

PASSWORD = "Tiger#4711"


class Details:
    """What oracledb puts into the arguments of its errors."""

    def __init__(self, text: str) -> None:
        self.message = text
        self.full_code = text.partition(":")[0]

    def __str__(self) -> str:
        return self.message


def failing(text: str, kind: type[Exception] = oracledb.DatabaseError) -> Any:
    def fail(**_: Any) -> None:
        raise kind(Details(text))

    return fail


def error_of(monkeypatch: pytest.MonkeyPatch, connector: Any, dsn: str = "db.example.com:1521/sales") -> ConnectError:
    monkeypatch.setattr(oracledb, "connect", connector)
    with pytest.raises(ConnectError) as caught:
        connect(Login(dsn, "scott", PASSWORD))
    return caught.value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ORA-01017: invalid credential or not authorized; logon denied", "The user name or the password of scott"),
        ("ORA-28000: The account is locked.", "The account scott is locked."),
        ("ORA-28001: the password has expired", "has expired"),
        ("ORA-01045: user SCOTT lacks CREATE SESSION privilege; logon denied", "CREATE SESSION"),
        ("ORA-01034: ORACLE not available", "not running"),
        ("DPY-6005: cannot connect to database (CONNECTION_ID=x).\n[Errno 111] Connection refused", "No listener"),
        ('DPY-6001: Service "sales" is not registered. (Similar to ORA-12514)', "knows no such service"),
        ("DPY-3010: connections to this database server version are not supported", "12.1"),
        ("DPY-3015: password verifier type 0x939 is not supported", "10G"),
        ('DPY-4000: unable to find "sales" in tnsnames.ora', "TNS_ADMIN"),
        ("DPY-4011: the database or network closed the connection", "closed the connection"),
    ],
)
def test_common_errors_in_plain_words(text: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    error = error_of(monkeypatch, failing(text))
    line = str(error)
    assert words in line
    assert " ".join(text.split()) in line
    assert "\n" not in line
    assert error.code
    assert error.code in text


def test_the_code_inside_a_wrapped_error_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "DPY-6005: cannot connect to database (CONNECTION_ID=x).\nDPY-6001: Service x is not registered."
    error = error_of(monkeypatch, failing(text))
    assert error.code == "DPY-6001"
    assert "knows no such service" in str(error)


def test_an_unknown_error_keeps_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    error = error_of(monkeypatch, failing("ORA-20042: house rule"))
    assert str(error) == "Connecting to db.example.com:1521/sales failed: ORA-20042: house rule"
    assert error.code == "ORA-20042"


@pytest.mark.parametrize("kind", [OSError, ValueError, oracledb.InterfaceError])
def test_every_kind_of_error_is_worded(kind: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "house rule" in str(error_of(monkeypatch, failing("house rule", kind)))


def test_an_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: Any) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    assert str(error_of(monkeypatch, fail)).startswith("The host in db.example.com:1521/sales is not known.")


def test_the_password_is_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    error = error_of(monkeypatch, failing(f"ORA-01017: no entry for scott/{PASSWORD}"))
    assert PASSWORD not in str(error)
    assert PASSWORD not in "".join(traceback.format_exception(error))
    assert "scott/***" in str(error)


def test_a_real_refused_connection() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(ConnectError, match="No listener can be reached") as caught:
        connect(Login(f"127.0.0.1:{port}/sales", "scott", PASSWORD))
    assert PASSWORD not in str(caught.value)


def test_what_a_connection_is_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    class Connection:
        pass

    seen: dict[str, Any] = {}

    def open_(**given: Any) -> Connection:
        seen.update(given)
        return Connection()

    monkeypatch.setattr(oracledb, "connect", open_)
    monkeypatch.setattr(oracledb.defaults, "fetch_lobs", True)
    monkeypatch.setattr(oracledb.defaults, "prefetchrows", 2)
    connection: Any = connect(Login(" h/db ", "sys", PASSWORD, role="sysdba"), call_timeout_seconds=5)
    assert seen == {"dsn": "h/db", "user": "sys", "password": PASSWORD, "mode": oracledb.AUTH_MODE_SYSDBA}
    assert connection.call_timeout == 5000
    assert connection.module == "repart-tui"
    assert connection.action.startswith("discover")
    assert oracledb.defaults.fetch_lobs is False


@pytest.mark.parametrize(
    ("dsn", "expected"),
    [
        ("scott/tiger@db", True),
        ("scott/tiger@host:1521/service", True),
        ("scott/@db", True),
        ("(DESCRIPTION=(SECURITY=(WALLET_PASSWORD=x)))", True),
        ("tcps://host:2484/service?wallet_location=/home/a@b", False),
        ("host:1521/service", False),
        ("scott@host:1521/service", False),
        ("(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=s)))", False),
        ("sales", False),
    ],
)
def test_secrets_in_connect_strings(dsn: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert holds_secret(dsn) is expected
    if expected:
        error = error_of(monkeypatch, lambda **_: pytest.fail("connected"), dsn)
        assert "tiger" not in str(error)


def test_an_empty_connect_string() -> None:
    with pytest.raises(ConnectError, match="host:port/service"):
        connect(Login("  ", "scott", PASSWORD))


def test_thick_mode_comes_before_the_first_connection() -> None:
    with WireServer(DEMO) as server:
        with connect(Login(server.dsn, USER, WIRE_PASSWORD)):
            pass
        with pytest.raises(ConnectError, match="before the first connection") as caught:
            connect(Login(server.dsn, USER, WIRE_PASSWORD, thick=True))
    assert caught.value.code == "DPY-2019"
    assert "--thick" in str(caught.value)


def test_a_proxy_user_and_a_role_reach_the_database() -> None:
    with WireServer(DEMO, accounts={USER: WIRE_PASSWORD}) as server:
        with connect(Login(server.dsn, USER, WIRE_PASSWORD, proxy_for="app", role="sysbackup")):
            pass
        (session,) = server.sessions
    assert session.login.user == USER
    assert session.login.pairs["PROXY_CLIENT_NAME"] == "app"
    assert session.module == "repart-tui"


def test_a_sid_reaches_the_listener() -> None:
    with WireServer(DEMO) as server, pytest.raises(ConnectError) as caught:
        connect(Login(f"127.0.0.1:{server.port}:ORCL", USER, WIRE_PASSWORD))
    assert caught.value.code == "DPY-6003"


def test_an_alias_is_resolved_in_the_given_directory(tmp_path: Path) -> None:
    with WireServer(DEMO) as server:
        address = f"(ADDRESS=(PROTOCOL=TCP)(HOST=127.0.0.1)(PORT={server.port}))"
        text = f"SALES=(DESCRIPTION={address}(CONNECT_DATA=(SERVICE_NAME=wire)))\n"
        (tmp_path / "tnsnames.ora").write_text(text)
        with connect(Login("sales", USER, WIRE_PASSWORD, tns_admin=tmp_path)):
            pass


def test_a_wallet_that_cannot_be_used_is_told_before_connecting(tmp_path: Path) -> None:
    (tmp_path / "cwallet.sso").write_bytes(b"x")
    with pytest.raises(ConnectError, match=r"has cwallet\.sso but no ewallet\.pem"):
        connect(Login("tcps://127.0.0.1:1/s", USER, WIRE_PASSWORD, wallet=tmp_path))


def test_a_connection_that_ends_at_once_may_want_encryption(monkeypatch: pytest.MonkeyPatch) -> None:
    error = error_of(monkeypatch, failing("DPY-4011: the database or network closed the connection"))
    assert "Native Network Encryption" in str(error)


def test_external_authentication_gives_no_user(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def stop(**given: Any) -> None:
        seen.update(given)
        raise oracledb.DatabaseError(Details("ORA-20000: stop"))

    monkeypatch.setattr(oracledb, "connect", stop)
    monkeypatch.setattr("repart_tui.connection._use_client_libraries", lambda _: None)
    for login in (Login("sales", external=True), Login("sales", external=True, proxy_for="app")):
        with pytest.raises(ConnectError):
            connect(login)
        assert seen["externalauth"] is True
        assert "password" not in seen
        assert seen.get("user") == ("[app]" if login.proxy_for else None)
        seen.clear()


@pytest.mark.parametrize("moment", ["connect", "protocol", "types", "login", "password"])
def test_a_server_that_falls_silent_is_not_waited_for_for_ever(moment: str) -> None:
    silent = WireServer(DEMO, faults=[Fault(moment, "silence")])  # type: ignore[arg-type]
    with silent as server, pytest.raises(ConnectError, match="gave no answer for 1 seconds"):
        connect(Login(server.dsn, USER, WIRE_PASSWORD), connect_timeout_seconds=1)


def test_somebody_who_waits_for_a_login_can_give_up() -> None:
    gone = threading.Event()
    with WireServer(DEMO, faults=[Fault("login", "silence")]) as server:
        threading.Timer(0.3, gone.set).start()
        with pytest.raises(ConnectError, match="stopped"):
            connect(Login(server.dsn, USER, WIRE_PASSWORD), given_up=gone.is_set)


def test_a_login_that_comes_too_late_is_closed() -> None:
    with WireServer(DEMO, faults=[Fault("password", "slow", seconds=1.5)]) as server:
        with pytest.raises(ConnectError):
            connect(Login(server.dsn, USER, WIRE_PASSWORD), connect_timeout_seconds=0.5)
        end = time.monotonic() + 10
        while (not server.sessions or "logoff" not in server.sessions[0].functions) and time.monotonic() < end:
            time.sleep(0.05)
        assert "logoff" in server.sessions[0].functions


def test_thick_mode_is_chosen_before_anything_is_sent(tmp_path: Path) -> None:
    """In a process of its own, for the mode is chosen once: no client libraries are here, and nothing was sent."""
    script = (
        "import sys; from repart_tui.connection import connect, ConnectError; "
        "from repart_tui.connect.login import Login; from pathlib import Path\n"
        "try:\n    connect(Login(sys.argv[1], 'scott', 'x', thick=Path(sys.argv[2])))\n"
        "except ConnectError as error:\n    print(error.code, *error.explained.lines, sep='\\n')\n"
        "connect(Login(sys.argv[1], sys.argv[3], sys.argv[4])).close()\nprint('thin')\n"
    )
    with WireServer(DEMO) as server:
        command = [sys.executable, "-c", script, server.dsn, str(tmp_path), USER, WIRE_PASSWORD]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        code, what, todo, original, mode = done.stdout.splitlines()
        assert (code, mode) == ("DPI-1047", "thin")
        assert "no thick mode" in what
        assert "--client-lib DIR" in todo
        assert original.startswith("DPI-1047: Cannot locate a 64-bit Oracle Client library")
        assert len(server.sessions) == 1, "the one that came after, in thin mode"

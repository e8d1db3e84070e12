"""discover: a dictionary becomes a plan, or one sentence."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from repart_tui.connect.login import Login
from tests.cli.conftest import run


def test_discover_to_stdout_and_to_a_file_give_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "c.json"
    code, out, err = run(capsys, "discover", "--demo", "--schema", "HR")
    assert code == 0
    assert "tables" in err
    assert run(capsys, "discover", "--demo", "--schema", "HR", "-o", path)[:2] == (0, "")
    assert path.read_text(encoding="utf-8") == out
    assert {t["owner"] for t in json.loads(out)["tables"]} == {"HR"}


def test_discover_keeps_a_plan_in_which_something_was_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "c.json"
    again = ("discover", "--demo", "--schema", "SH", "-o", path)
    assert run(capsys, *again)[0] == 0
    assert run(capsys, *again)[0] == 0, "as it was discovered it is made again easily"
    assert run(capsys, "set", path, "SH.SALES", "enabled=true")[0] == 0
    before = path.read_bytes()
    code, _, err = run(capsys, *again)
    assert (code, path.read_bytes()) == (2, before)
    assert "holds a plan in which 1 table is switched on: --overwrite replaces it all the same" in err
    assert run(capsys, *again, "--overwrite")[0] == 0
    assert not any(table["enabled"] for table in json.loads(path.read_bytes())["tables"])
    path.write_text('{"tables": 1}', encoding="utf-8")
    code, _, err = run(capsys, *again)
    assert (code, path.read_text(encoding="utf-8")) == (2, '{"tables": 1}')
    assert "is there and cannot be read as a plan" in err
    path.write_bytes(b"\xef\xbb\xbf" + before)
    code, _, err = run(capsys, *again)
    assert (code, path.read_bytes()) == (2, b"\xef\xbb\xbf" + before)
    assert "starts with a byte order mark; save it as UTF-8 without one" in err, "an editor wrote it, it is a plan"


def test_discover_filters(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "discover", "--demo", "--schema", "hr", "--include", "JOB*", "--exclude", "HR.*history")
    assert code == 0
    assert [t["table_name"] for t in json.loads(out)["tables"]] == ["JOBS"]


def test_discover_names_an_unknown_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.json"
    code, out, err = run(capsys, "discover", "--demo", "--schema", "NOSUCH", "-o", path)
    assert (code, out) == (2, "")
    assert "There is no schema NOSUCH" in err
    assert not path.exists()


@pytest.mark.parametrize("kind", ["missing", "directory", "text", "empty", "other"])
def test_discover_refuses_what_is_no_dictionary(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "dict.db"
    if kind == "directory":
        source.mkdir()
    elif kind == "text":
        source.write_text("hello, this is no database at all\n")
    elif kind == "empty":
        source.touch()
    elif kind == "other":
        connection = sqlite3.connect(source)
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.close()
    code, out, err = run(capsys, "discover", "--dictionary", source, "-o", tmp_path / "c.json")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "dict.db" in err
    assert not (tmp_path / "c.json").exists()


@pytest.mark.parametrize("target", [".", "nowhere/c.json"])
def test_discover_refuses_a_bad_output_before_reading(
    target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repart_tui.dictionary_file.open_demo", lambda: pytest.fail("the dictionary was read"))
    code, _, err = run(capsys, "discover", "--demo", "-o", tmp_path / target)
    assert code == 2
    assert len(err.splitlines()) == 1


class FakeConnection:
    def close(self) -> None:
        raise OSError("already gone")


def fake_login(monkeypatch: pytest.MonkeyPatch, stdin: str) -> list[tuple[str, str, str]]:
    """Replace the connection by one that discover cannot read; return the log-ins that arrive."""
    logins: list[tuple[str, str, str]] = []

    def connect(login: Login) -> FakeConnection:
        logins.append((login.dsn, login.user, login.password))
        return FakeConnection()

    monkeypatch.setattr("repart_tui.connection.connect", connect)
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    return logins


def test_a_failing_query_is_a_database_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from repart_tui.discovery.errors import DiscoveryError

    def discover(*_: Any, **__: Any) -> None:
        raise DiscoveryError("Reading DBA_TABLES failed: ORA-03113") from OSError("ORA-03113")

    logins = fake_login(monkeypatch, "tiger\n")
    monkeypatch.setattr("repart_tui.discovery_queries.discover", discover)
    result = run(capsys, "discover", "--connect", "h/s", "--user", "scott", "--password-stdin")
    assert result[:2] == (3, "")
    what, todo, original = result[2].splitlines()
    assert what == "The connection to the server process broke."
    assert todo.startswith("Connect again.")
    assert original == "Reading DBA_TABLES failed: ORA-03113"
    assert logins == [("h/s", "scott", "tiger")]


def test_the_user_may_stand_in_the_connect_string(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from repart_tui.connection import ConnectError

    seen = []

    def connect(login: Login) -> None:
        seen.append((login.dsn, login.user, login.password))
        raise ConnectError("The password is not right. (ORA-01017: no)", "ORA-01017")

    fake_login(monkeypatch, "tiger\r\n")
    monkeypatch.setattr("repart_tui.connection.connect", connect)
    code, out, err = run(capsys, "discover", "--connect", "scott@db.example.com:1521/sales", "--password-stdin")
    assert (code, out) == (3, "")
    assert err == "The password is not right. (ORA-01017: no)\n"
    assert seen == [("db.example.com:1521/sales", "scott", "tiger")]


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (["--connect", "scott/tiger@db"], "", "holds a password"),
        (["--connect", "db", "--user", "scott", "--password-stdin"], "", "no password"),
        (["--connect", "db", "--password-stdin"], "tiger", "--user"),
        (["--connect", "db", "--user", "scott"], "tiger", "--password-stdin"),
        (["--connect", "db"], "tiger", "--user"),
    ],
)
def test_nobody_to_ask(
    arguments: list[str],
    stdin: str,
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    logins = fake_login(monkeypatch, stdin)
    code, out, err = run(capsys, "discover", *arguments)
    assert (code, out, logins) == (2, "", [])
    assert words in err
    assert "tiger" not in err


def test_the_password_is_asked_for(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from repart_tui.discovery.errors import DiscoveryError

    def discover(*_: Any, **__: Any) -> None:
        raise DiscoveryError("There is no schema X.")

    logins = fake_login(monkeypatch, "scott\n")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: "tiger")
    monkeypatch.setattr("repart_tui.discovery_queries.discover", discover)
    code, out, err = run(capsys, "discover", "--connect", "db")
    assert (code, out, err) == (2, "", "User: There is no schema X.\n")
    assert logins == [("db", "scott", "tiger")]

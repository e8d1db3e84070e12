"""capture, capture-script and import-spool as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from repart_tui.connect.profiles import profiles_file
from tests.capture.spool_twin import spool
from tests.cli.conftest import run
from tests.wire.server import DEMO, PASSWORD, USER, WireServer


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for variable in ("TNS_ADMIN", "ORACLE_HOME", "ORACLE_BASE_HOME"):
        monkeypatch.delenv(variable, raising=False)


def test_planning_from_a_capture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "d.db"
    code, out, err = run(capsys, "capture", "--demo", "--schema", "HR", "-o", file)
    assert (code, out) == (0, "")
    assert f"{file}: " in err
    assert "Plan from it: repart-tui --dictionary" in err
    code, out, _ = run(capsys, "discover", "--dictionary", file)
    assert code == 0
    assert {table["owner"] for table in json.loads(out)["tables"]} == {"HR"}


def test_by_a_profile_with_a_password_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with WireServer(DEMO) as server:
        profiles_file().parent.mkdir(parents=True)
        profiles_file().write_text(
            f'[demo]\ndsn = "{server.dsn}"\nuser = "{USER}"\nschemas = ["HR"]\n'
            f'password_command = ["echo", "{PASSWORD}"]\n'
        )
        code, out, err = run(capsys, "capture", "--profile", "demo", "-o", tmp_path / "d.db")
        assert (code, out) == (0, "")
        # Another user is not the one whose password the command gives.
        code, _, err = run(capsys, "capture", "--profile", "demo", "--user", "scott", "-o", tmp_path / "d.db")
    assert code == 2
    assert "no terminal to ask for the password" in err


def test_a_wrong_password_is_told_with_oracles_own_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO("Wrong#4711\n"))
    with WireServer(DEMO) as server:
        arguments = ("--connect", f"{USER}@{server.dsn}", "--password-stdin", "-o", tmp_path / "d.db")
        code, _, err = run(capsys, "capture", *arguments)
    assert code == 3
    what, todo, original = err.splitlines()
    assert what == f"The user name or the password of {USER} is not right."
    assert "case-sensitive" in todo
    assert original.startswith("ORA-01017")
    assert "Wrong#4711" not in err
    assert not (tmp_path / "d.db").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["capture", "--demo"], "-o"),
        (["capture", "-o", "x.db"], "Nothing to read from"),
        (["capture", "--demo", "-o", "."], "is a directory"),
        (["capture", "--demo", "-o", "nowhere/x.db"], "its directory does not exist"),
        (["capture", "--demo", "--schema", "NOPE", "-o", "x.db"], "There is no schema NOPE"),
        (["capture", "--dictionary", "missing.db", "-o", "x.db"], "There is no file missing.db"),
        (["capture", "--profile", "sales", "-o", "x.db"], "There is no profile sales"),
        (["capture", "--demo", "--role", "sysdba", "-o", "x.db"], "--role belongs to --connect"),
        (["capture", "--connect", "h/s", "--role", "dba", "-o", "x.db"], "is no role"),
        (["import-spool", "missing.txt", "-o", "x.db"], "cannot be read"),
        (["capture-script", "-o", "nowhere/x.sql"], "its directory does not exist"),
    ],
)
def test_what_cannot_be_done(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert not (tmp_path / "x.db").exists()


def test_a_file_is_not_captured_into_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "d.db"
    run(capsys, "capture", "--demo", "--schema", "HR", "-o", file)
    before = file.read_bytes()
    code, _, err = run(capsys, "capture", "--dictionary", file, "-o", file)
    assert code == 2
    assert "would replace what it is made from" in err
    assert file.read_bytes() == before


def test_the_script_and_its_spool(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "capture-script", "--schema", "HR")
    assert code == 0
    assert out.startswith("-- repart-tui capture script")
    assert "sqlplus user@db @repart_capture.sql" in err
    file = tmp_path / "c.sql"
    assert run(capsys, "capture-script", "--schema", "HR", "-o", file)[:2] == (0, "")
    assert file.read_text() == out

    lines = spool({"dba_tables": (("owner:t", "table_name:t"), [["HR", "T"]])})
    (tmp_path / "s.txt").write_text("\r\n".join(lines))
    code, _, err = run(capsys, "import-spool", tmp_path / "s.txt", "-o", tmp_path / "d.db")
    assert code == 0
    assert "1 row of 1 view" in err
    (tmp_path / "s.txt").write_text("\n".join(lines[:-1]))
    code, _, err = run(capsys, "import-spool", tmp_path / "s.txt", "-o", tmp_path / "e.db")
    assert code == 2
    assert "cut off" in err
    assert not (tmp_path / "e.db").exists()

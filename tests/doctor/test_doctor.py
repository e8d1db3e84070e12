"""The doctor says what works, what does not and what to do, step by step."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from repart_tui.connect.profiles import profiles_file
from repart_tui.doctor.client import terminal_checks
from tests.cli.conftest import run
from tests.wire.login import Account
from tests.wire.server import DEMO, PASSWORD, USER, WireServer


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TERM", "xterm-256color")
    for variable in ("TNS_ADMIN", "ORACLE_HOME", "ORACLE_BASE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    # Loading Oracle's libraries takes a process of its own; one test does it.
    monkeypatch.setattr("repart_tui.doctor.client.library_checks", lambda *_, **__: iter(()))


def tns(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "admin"
    folder.mkdir(exist_ok=True)
    (folder / "tnsnames.ora").write_text(text)
    return folder


def entry(name: str, port: int, service: str = "wire") -> str:
    return (
        f"{name} =\n  (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = 127.0.0.1)(PORT = {port}))\n"
        f"    (CONNECT_DATA = (SERVICE_NAME = {service})))\n"
    )


def doctor(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: object, password: str = PASSWORD
) -> tuple[int, str]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(password + "\n"))
    code, out, err = run(capsys, "doctor", *map(str, arguments))
    assert err == ""
    assert PASSWORD not in out
    return code, " ".join(out.split())


def test_a_healthy_machine(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, out = doctor(capsys, monkeypatch)
    assert code == 0
    assert "oracledb" in out
    assert "TERM=xterm-256color" in out
    assert "error" not in out


def test_the_whole_way(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with WireServer(DEMO) as server:
        folder = tns(tmp_path, entry("SALES", server.port))
        arguments = ("--connect", f"{USER}@sales", "--tns-admin", folder, "--password-stdin")
        code, out = doctor(capsys, monkeypatch, *arguments)
    assert code == 0
    for words in (
        f"sales stands in {folder / 'tnsnames.ora'}, line 1",
        f"127.0.0.1:{server.port} (127.0.0.1) answers in",
        f"connected as {USER}@sales",
        "a round trip takes",
        "Oracle 19.",
        "in their DBA_ form",
    ):
        assert words in out


def test_what_is_malformed_is_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tns(tmp_path, "BAD=(DESCRIPTION=(ADDRESS=\n" + entry("GOOD", 1521))
    code, out = doctor(capsys, monkeypatch, "--tns-admin", folder)
    assert code == 0
    assert f"{folder / 'tnsnames.ora'}, line 1: " in out
    assert "1 alias" in out
    assert "1 aliases" not in out


def test_a_dead_listener_ends_the_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with WireServer(DEMO) as server:
        port = server.port
    folder = tns(tmp_path, entry("SALES", port))
    code, out = doctor(capsys, monkeypatch, "--connect", "u@sales", "--tns-admin", folder, "--password-stdin")
    assert code == 3
    assert "cannot be reached: Connection refused" in out
    assert "lsnrctl status" in out


def test_an_unknown_host(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, out = doctor(capsys, monkeypatch, "--connect", "u@no-such-host.invalid:1521/s", "--password-stdin")
    assert code == 3
    assert "no-such-host.invalid is not known" in out


@pytest.mark.parametrize(
    ("accounts", "password", "words"),
    [
        ({USER: PASSWORD}, "wrong", "is not right"),
        ({USER: Account(PASSWORD, error="ORA-28000: The account is locked.")}, PASSWORD, "is locked"),
        ({USER: Account(PASSWORD, error="ORA-28001: The account has expired.")}, PASSWORD, "has expired"),
        ({USER: Account(PASSWORD, error="ORA-01045: lacks CREATE SESSION")}, PASSWORD, "CREATE SESSION"),
    ],
)
def test_a_refused_login(
    accounts: dict[str, Account | str],
    password: str,
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with WireServer(DEMO, accounts=accounts) as server:
        arguments = ("--connect", f"{USER}@{server.dsn}", "--password-stdin")
        code, out = doctor(capsys, monkeypatch, *arguments, password=password)
    assert code == 3
    assert words in out
    assert "ORA-" in out


def test_missing_privileges_are_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = {USER: Account(PASSWORD, hidden=("dba_constraints", "dba_triggers"))}
    with WireServer(DEMO, accounts=accounts) as server:
        code, out = doctor(capsys, monkeypatch, "--connect", f"{USER}@{server.dsn}", "--password-stdin")
    assert code == 0
    assert "DBA_CONSTRAINTS" in out
    assert "SELECT_CATALOG_ROLE" in out


def test_without_a_password_the_login_is_not_tried(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with WireServer(DEMO) as server:
        code, out = doctor(capsys, monkeypatch, "--connect", f"{USER}@{server.dsn}")
        assert [session.login.user for session in server.sessions if session.login.user] == []
    assert code == 0
    assert "The login was not tried." in out


def test_a_mistyped_alias(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tns(tmp_path, entry("SALES", 1521))
    code, out = doctor(capsys, monkeypatch, "--connect", "u@salse", "--tns-admin", folder, "--password-stdin")
    assert code == 3
    assert "did you mean SALES?" in out


def test_broken_profiles_and_a_missing_wallet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles_file().parent.mkdir(parents=True)
    profiles_file().write_text("[a]\npassword = 'x'\n")
    code, out = doctor(capsys, monkeypatch, "--wallet", tmp_path / "wallet")
    assert code == 2
    assert "There is no wallet directory" in out
    assert "password does not belong in a file" in out


def test_names_in_ldap_are_hinted_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tns(tmp_path, entry("SALES", 1521))
    (folder / "sqlnet.ora").write_text("NAMES.DIRECTORY_PATH = (LDAP)\nSQLNET.ENCRYPTION_CLIENT = REQUIRED\n")
    code, out = doctor(capsys, monkeypatch, "--tns-admin", folder)
    assert code == 0
    assert "LDAP" in out
    assert "ENCRYPTION_CLIENT is REQUIRED" in out


def test_a_dumb_terminal_is_a_warning() -> None:
    results = {check.result for check in terminal_checks({"TERM": "dumb", "LANG": "C.UTF-8"})}
    assert "warning" in results


def test_the_client_libraries_are_looked_for_in_a_process_of_their_own(tmp_path: Path) -> None:
    # Not through the patched name: the real one.
    import importlib

    import repart_tui.doctor.client as client

    importlib.reload(client)
    (check,) = client.library_checks(tmp_path, wanted=True)
    assert check.result == "error"
    assert "DPI-1047" in check.text
    assert "--client-lib" in check.todo


def test_a_password_command_that_fails_is_a_fault_of_this_machine(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles_file().parent.mkdir(parents=True)
    with WireServer(DEMO) as server:
        profiles_file().write_text(f'[a]\ndsn = "{server.dsn}"\nuser = "u"\npassword_command = "false"\n')
        code, out = doctor(capsys, monkeypatch, "--profile", "a")
    assert code == 2
    assert "false ended with exit code 1" in out


def test_what_is_broken_here_comes_before_the_login(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with WireServer(DEMO) as server:
        arguments = ("--connect", f"{USER}@{server.dsn}", "--password-stdin", "--wallet", tmp_path / "none")
        code, out = doctor(capsys, monkeypatch, *arguments)
        assert [session.login.user for session in server.sessions if session.login.user] == []
    assert code == 2
    assert "mend what is above first" in out
    assert "answers in" in out


def test_a_wallet_of_sqlnet_ora_is_for_thick_mode(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tns(tmp_path, entry("SALES", 1521))
    text = "WALLET_LOCATION=(SOURCE=(METHOD=FILE)(METHOD_DATA=(DIRECTORY=/etc/wallet)))\n"
    (folder / "sqlnet.ora").write_text(text)
    _, out = doctor(capsys, monkeypatch, "--tns-admin", folder)
    assert "Give --wallet /etc/wallet" in out

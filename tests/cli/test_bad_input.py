"""What is typed wrongly, or at the same time as somebody else: a sentence, exit code 2, and nothing lost."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from repart_tui.cli import main
from repart_tui.config_file import load_config, save_config
from repart_tui.tui.plan_lock import PlanLock
from tests.cli.conftest import run, settings


def a_dictionary(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as file:
        file.executescript(";".join(statements))
    return path


@pytest.mark.parametrize(
    "arguments",
    [["scott/tiger"], ["discover", "scott/tiger"], ["discover", "scott/tiger@db"], ["edit", "--x=scott/tiger"]],
)
def test_a_password_in_the_wrong_place_is_not_repeated(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert "tiger" not in out + err


@pytest.mark.parametrize("command", ["discover", "advise", "capture-script"])
def test_a_schema_has_a_name(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, command, "--schema", " ")
    assert code == 2
    assert "a schema has a name" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--connect", "h/s", "--tns-admin", "nowhere"], "--tns-admin: nowhere is no directory"),
        (["--connect", "h/s", "--wallet", "nowhere"], "--wallet: nowhere is no directory"),
        (["--connect", "  "], "The connect string is empty"),
    ],
)
def test_a_login_that_cannot_be_meant_is_told_before_connecting(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "discover", "--user", "scott", *arguments)
    assert (code, words in err) == (2, True), err
    assert main([*arguments, "--user", "scott"]) == 2, "the screens say so too"


def test_a_slash_alone_means_the_database_of_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "discover", "--connect", "/")
    assert code == 3
    assert "DPI-1047" in err or "DPY-2019" in err
    assert "Encryption" not in err


def test_two_changes_at_the_same_time_are_both_kept(plan: Path) -> None:
    assignments = [f"common_settings.parallel_degree={number}" for number in range(2, 10)]
    names = ["CO.SHIPMENTS", "CO.ORDERS", "HR.EMPLOYEES", "HR.JOBS"]
    arguments = [["set", str(plan), name, text] for name, text in zip(names * 2, assignments, strict=True)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(main, arguments[:4])) == [0] * 4
    assert [settings(plan, name)["parallel_degree"] for name in names] == [2, 3, 4, 5]


def test_a_plan_that_the_screens_have_open_is_changed_and_told(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repart_tui.cli.plans._PATIENCE_SECONDS", 0.1)
    lock = PlanLock(plan)
    assert lock.take() is None
    try:
        code, _, err = run(capsys, "set", plan, "CO.SHIPMENTS", "common_settings.parallel_degree=7")
    finally:
        lock.release()
    assert code == 0
    assert "is open elsewhere too" in err


def test_the_lock_is_on_the_plan_and_not_on_what_it_was(plan: Path) -> None:
    first, second = PlanLock(plan), PlanLock(plan)
    assert first.take() is None
    waiting = threading.Thread(target=lambda: second.take_within(5))
    waiting.start()
    plan.write_bytes(plan.read_bytes())
    (plan.parent / "new").write_bytes(plan.read_bytes())
    (plan.parent / "new").replace(plan)
    first.release()
    waiting.join(10)
    assert PlanLock(plan).take() is not None, "the second one holds the file that is there now"
    second.release()


def test_a_view_that_never_ends_is_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repart_tui.dictionary_file.LONGEST_CALL_SECONDS", 0.5)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'A' owner, i table_name FROM n"
    path = a_dictionary(
        tmp_path / "d.db",
        f"CREATE VIEW dba_tables AS {endless} WHERE i < 0",
        "CREATE TABLE dba_users (username, oracle_maintained)",
        "INSERT INTO dba_users VALUES ('A', 'N')",
    )
    code, _, err = run(capsys, "discover", "--dictionary", path, "-o", tmp_path / "c.json")
    assert code == 2
    assert "a view in the file may never end" in err
    assert not (tmp_path / "c.json").exists()


def test_views_without_a_column_of_oracles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strange = a_dictionary(tmp_path / "a.db", "CREATE TABLE dba_tables (a, b)")
    code, _, err = run(capsys, "discover", "--dictionary", strange)
    assert (code, err) == (2, "DBA_TABLES has none of the columns that Oracle documents.\n")
    partly = a_dictionary(
        tmp_path / "b.db",
        "CREATE TABLE dba_tables (owner, table_name)",
        "INSERT INTO dba_tables VALUES ('A', 'T')",
        "CREATE TABLE dba_users (username, oracle_maintained)",
        "INSERT INTO dba_users VALUES ('A', 'N')",
        "CREATE TABLE dba_lobs (x)",
        "CREATE TABLE dba_indexes (x)",
        "CREATE TABLE v$instance (x)",
    )
    code, _, err = run(capsys, "discover", "--dictionary", partly, "-o", tmp_path / "c.json")
    assert code == 0
    assert "near" not in err


def test_a_plan_says_how_many_tables_it_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.json"
    code, _, err = run(capsys, "discover", "--demo", "--schema", "HR", "--include", "E*", "-o", path)
    assert code == 0
    assert "6 tables of these schemas are not in the plan" in err
    config = load_config(path)
    assert config.metadata.tables_left_out == 6
    config.metadata.tables_left_out = 1
    save_config(config, path)
    for command in ("validate", "generate"):
        run(capsys, "set", path, "HR.EMPLOYEES", "enabled=true")
        _, _, err = run(capsys, command, path, *(["-o", tmp_path / "out"] if command == "generate" else []))
        assert "1 table of these schemas is not in the plan" in err

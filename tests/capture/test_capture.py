"""Planning from a capture gives what planning over the connection gives, byte for byte."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import oracledb
import pytest

from repart_tui.capture.captured_views import captured_views, followed_views, kind_of, unfollowed_names
from repart_tui.capture.dictionary_writer import CaptureError
from repart_tui.capture.live import capture
from repart_tui.capture.script import capture_script
from repart_tui.connect.login import Login
from repart_tui.connection import connect
from repart_tui.demo.build import DEMO_PATH
from repart_tui.dictionary_file import open_demo, open_dictionary
from repart_tui.discovery_queries import QUERIES, discover
from repart_tui.generate import render
from repart_tui.migration_models import MigrationConfig
from repart_tui.oracle.eligibility import refusals
from repart_tui.oracle.rules import table_findings
from tests.wire.login import Account
from tests.wire.server import PASSWORD, USER, WireServer

TYPES: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parents[1] / "wire" / "column_types.json").read_text(encoding="utf-8")
)
TYPES["sys.col_usage$"] = {
    "NUMBER": "obj# intcol# equality_preds equijoin_preds nonequijoin_preds range_preds like_preds null_preds",
    "DATE": "timestamp",
}
SCHEMAS = [(), ("HR",), ("SH",), ("OE",), ("CO",), ("APP",), ("HR", "OE")]


def plan(connection: Any, schemas: tuple[str, ...]) -> MigrationConfig:
    return discover(connection, schemas=schemas, source_kind="oracle", source_name="db", tool_version="0")


def plan_from_file(path: Path, schemas: tuple[str, ...]) -> MigrationConfig:
    connection = open_dictionary(path)
    try:
        return plan(connection, schemas)
    finally:
        connection.close()


@pytest.mark.parametrize("schemas", SCHEMAS, ids=lambda schemas: "+".join(schemas) or "all")
def test_a_capture_of_a_file_gives_the_same_plan(schemas: tuple[str, ...], tmp_path: Path) -> None:
    demo = open_demo()
    capture(demo, tmp_path / "d.db", schemas=schemas)
    assert plan_from_file(tmp_path / "d.db", schemas).to_json() == plan(demo, schemas).to_json()
    demo.close()


def lesser_dictionary(path: Path) -> Path:
    """Copy the demo with its views in their ALL_ form only."""
    shutil.copy(DEMO_PATH, path)
    connection = sqlite3.connect(path, isolation_level=None)
    for (view,) in connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'dba!_%' ESCAPE '!'").fetchall():
        lesser = "all_" + view.removeprefix("dba_")
        connection.execute(f'ALTER TABLE "{view}" RENAME TO "{lesser}"')
        if view in ("dba_tab_privs", "dba_col_privs"):
            connection.execute(f'ALTER TABLE "{lesser}" RENAME COLUMN owner TO table_schema')
    connection.close()
    return path


@pytest.mark.parametrize("family", ["dba", "all"])
@pytest.mark.parametrize("hidden", [(), ("*_constraints",), ("*_lobs", "v$instance"), ("*_indexes", "*_triggers")])
def test_a_capture_over_a_connection_gives_the_same_scripts(
    hidden: tuple[str, ...], family: str, tmp_path: Path
) -> None:
    accounts = {USER: Account(PASSWORD, hidden=hidden)}
    dictionary = DEMO_PATH if family == "dba" else lesser_dictionary(tmp_path / "lesser.db")
    with WireServer(dictionary, accounts=accounts, long_rows=50) as server:
        with connect(Login(server.dsn, USER, PASSWORD)) as connection:
            live = plan(connection, ("CO", "HR"))
        with connect(Login(server.dsn, USER, PASSWORD)) as connection:
            capture(connection, tmp_path / "d.db", schemas=("CO", "HR"))
        statements = server.statements
    captured = plan_from_file(tmp_path / "d.db", ("CO", "HR"))
    captured.metadata.discovered_at = live.metadata.discovered_at
    # A database is asked for fewer views than a file: what it was not asked for, it need not refuse.
    captured.metadata.unreadable_views = live.metadata.unreadable_views
    assert captured.to_json() == live.to_json()
    assert all(re.match(r"\s*SELECT\b", text) for text in statements)
    assert captured.metadata.view_family == family.upper()
    if not hidden:
        scripts = [render(enabled(config)) for config in (live, captured)]
        assert scripts[0] == scripts[1]


def enabled(config: MigrationConfig) -> MigrationConfig:
    """Return the plan as its file gives it back, with every table switched on that may be."""
    again = MigrationConfig.from_json(config.to_json())
    for table in again.tables:
        proposed = table.proposal is not None and table.proposal.recommended
        if proposed and not refusals(table.current_state, table.owner, table.table_name):
            table.enabled = True
            if any(finding.severity == "error" for finding in table_findings(table, again)):
                table.enabled = False
    assert any(table.enabled for table in again.tables)
    return again


def test_the_order_of_rows_plays_no_part(tmp_path: Path) -> None:
    demo = open_demo()
    capture(demo, tmp_path / "d.db")
    demo.close()
    before = plan_from_file(tmp_path / "d.db", ()).to_json()
    connection = sqlite3.connect(tmp_path / "d.db", isolation_level=None)
    for (view,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        # Oracle returns rows without ORDER BY in any order: here, backwards.
        connection.execute(f'CREATE TABLE backwards AS SELECT * FROM "{view}" ORDER BY rowid DESC')
        connection.execute(f'DELETE FROM "{view}"')
        connection.execute(f'INSERT INTO "{view}" SELECT * FROM backwards')
        connection.execute("DROP TABLE backwards")
    connection.close()
    assert plan_from_file(tmp_path / "d.db", ()).to_json() == before


def test_schemas_that_were_not_captured_are_unknown(tmp_path: Path) -> None:
    demo = open_demo()
    capture(demo, tmp_path / "d.db", schemas=("HR",))
    demo.close()
    connection = sqlite3.connect(tmp_path / "d.db")
    owners = connection.execute("SELECT DISTINCT owner FROM dba_tables").fetchall()
    users = connection.execute("SELECT username FROM dba_users WHERE oracle_maintained = 'N'").fetchall()
    facts = connection.execute("SELECT schemas FROM repart_dictionary").fetchone()
    connection.close()
    assert (owners, users, facts) == ([("HR",)], [("HR",)], ('["HR"]',))


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    demo = open_demo()
    with pytest.raises(CaptureError, match="cannot be written"):
        capture(demo, tmp_path / "nowhere" / "d.db")
    demo.close()


def test_an_interrupted_capture_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "d.db").write_text("old")

    def stop(_what: str, done: int, _total: int) -> None:
        if done > 9:
            raise KeyboardInterrupt

    demo = open_demo()
    with pytest.raises(KeyboardInterrupt):
        capture(demo, tmp_path / "d.db", progress=stop)
    demo.close()
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("d.db", "old")]


def test_nobody_else_may_read_a_capture(tmp_path: Path) -> None:
    demo = open_demo()
    capture(demo, tmp_path / "d.db", schemas=("HR",))
    demo.close()
    assert (tmp_path / "d.db").stat().st_mode & 0o077 == 0


# ---- what both ways are built from -----------------------------------------------------------------------------


@pytest.mark.parametrize("view", captured_views(), ids=lambda view: view.view)
def test_kinds_of_columns_are_those_of_the_reference(view: Any) -> None:
    suffix = re.sub(r"^dba_", "", view.view)
    named = TYPES.get(suffix) or TYPES.get(view.view) or {}
    expected = {name: kind.lower() for kind, names in named.items() for name in names.split()}
    expected = {name: "date" if kind == "timestamp" else kind for name, kind in expected.items()}
    found = {column.name: column.kind for column in view.columns}
    assert found == {name: expected.get(name, "text") for name in found}


def test_every_column_that_a_query_reads_is_captured() -> None:
    captured = {view.view: {column.name for column in view.columns} for view in captured_views()}
    for query in QUERIES:
        assert query.needed_columns() <= captured[query.view], query.name
        assert kind_of(query.view, "owner") == "text"


class Watched:
    """A connection that notes which owners each view is asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.owners: dict[str, set[str]] = {}

    def cursor(self) -> Any:
        watched = self

        class Cursor(sqlite3.Cursor):
            def execute(self, statement: str, binds: Any = ()) -> Any:
                view = re.search(r"FROM ([\w$.]+)", statement)
                if view is not None and binds:
                    owners = {value for name, value in binds.items() if name.startswith("o")}
                    watched.owners.setdefault(view[1], set()).update(owners)
                return super().execute(statement, binds)

        return self._connection.cursor(Cursor)


@pytest.mark.parametrize("schema", ["HR", "SH", "OE", "CO", "APP"])
def test_queries_that_leave_the_captured_schemas_say_what_they_ask_for(schema: str) -> None:
    demo = open_demo()
    watched = Watched(demo)
    plan(watched, (schema,))
    demo.close()
    assert watched.owners
    leaving = {view for view, owners in watched.owners.items() if owners - {schema}}
    assert leaving <= followed_views()


def test_every_followed_query_exists() -> None:
    assert unfollowed_names() == frozenset()


# ---- the script ------------------------------------------------------------------------------------------------


def test_the_script_is_plain_and_reads_only() -> None:
    text = capture_script(["HR", "Ünsinn", "O'x];'"])
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 120
    assert "SET TRANSACTION READ ONLY" in text
    code = re.sub(r"--[^\n]*", "", text)
    nls = r"^ALTER SESSION SET (NLS_CALENDAR = 'GREGORIAN'|NLS_(SORT|COMP) = BINARY);$"
    code, settings = re.subn(nls, "", code, flags=re.M)
    assert settings == 3
    assert not re.search(r"\b(INSERT|UPDATE|DELETE|MERGE|CREATE|ALTER|DROP|TRUNCATE|GRANT|EXECUTE IMMEDIATE)\b", code)
    assert text.rstrip().endswith("EXIT :repart_exit")


def test_what_went_wrong_is_said_on_the_terminal_too() -> None:
    text = capture_script(["HR"])
    silent = text[text.index("\nSET TERMOUT OFF") : text.index("\nSET TERMOUT ON")]
    # A command that exits in here says nothing to whoever waits.
    assert "WHENEVER SQLERROR CONTINUE NONE" in text[: text.index("\nSET TERMOUT OFF")].splitlines()
    assert not re.search(r"^(EXIT|WHENEVER)\b", silent, re.M)
    assert "  WHEN OTHERS THEN\n    :repart_error := " in silent
    after = text[text.index("\nSET TERMOUT ON") :]
    assert after.index("WHENEVER SQLERROR EXIT FAILURE ROLLBACK") < after.index("RAISE_APPLICATION_ERROR(-20000")
    # Where the session is gone the last block does not run, and SQL*Plus exits with what was there before.
    assert text.index(":repart_exit := 1;") < text.index("\nSET TERMOUT OFF")
    assert after.index(":repart_exit := 0;") < after.index("EXIT :repart_exit")


def test_the_script_names_every_view_and_every_condition() -> None:
    text = capture_script(["HR"])
    joined = re.sub(r"'\s*\|\| '", "", re.sub(r"q'\[([^\]]*)\]'", lambda found: "'" + found[1] + "'", text))
    for view in captured_views():
        assert f"view_is('{view.view.removeprefix('dba_')}', " in text
        for alternative in view.alternatives:
            for _, condition in alternative.conditions:
                for part in condition.split("{owners}"):
                    assert part.strip("'") in joined.replace("''", "'"), condition


def test_the_script_passes_the_reader_of_sqlplus() -> None:
    from repart_tui.sqlplus import read_script

    script = read_script(capture_script(["HR"]))
    assert script is not None


def test_more_schemas_than_oracle_takes_in_a_list() -> None:
    with pytest.raises(CaptureError, match="at most 1,000"):
        capture_script([f"S{number}" for number in range(1001)])


def test_the_driver_is_the_real_one() -> None:
    assert oracledb.is_thin_mode()

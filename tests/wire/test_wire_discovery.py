"""The discovery through the real driver: what it sends, how often, and what it says when the line breaks."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from repart_tui.connect.interruptible import Interruptible
from repart_tui.connect.login import Login
from repart_tui.connection import PREFETCH_ROWS, connect
from repart_tui.dictionary_file import open_demo
from repart_tui.discovery.hidden import hidden_sentences
from repart_tui.discovery.phases import Phases
from repart_tui.discovery.views import ARRAY_SIZE
from repart_tui.discovery_queries import DiscoveryError, discover, discover_tables
from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.oracle.methods import choose_method
from tests.wire.all_views import with_all_views
from tests.wire.faults import Fault
from tests.wire.login import Account
from tests.wire.server import PASSWORD, USER, WireServer

Serve = Callable[..., WireServer]
OPTIONS: dict[str, Any] = {"source_kind": "demo", "source_name": None, "tool_version": "0"}
AS_A_WHOLE = 40
"""Round trips of a whole discovery, beside those that its rows fill."""
FOR_ONE_TABLE = 7


@pytest.fixture(scope="module")
def from_file() -> Iterator[MigrationConfig]:
    with closing(open_demo()) as connection:
        yield discover(connection, **OPTIONS)


def over_wire(server: WireServer, **options: Any) -> MigrationConfig:
    with closing(connect(Login(server.dsn, USER, PASSWORD))) as connection:
        return discover(connection, **{**OPTIONS, **options})


@pytest.mark.parametrize("long_rows", [None, 1])
def test_the_plan_is_the_same_as_from_the_file(serve: Serve, from_file: MigrationConfig, long_rows: int | None) -> None:
    assert over_wire(serve(long_rows=long_rows)) == from_file


def test_a_discovery_takes_few_round_trips(serve: Serve) -> None:
    server = serve()
    over_wire(server)
    assert server.trips <= AS_A_WHOLE + server.rows // ARRAY_SIZE
    assert PREFETCH_ROWS == ARRAY_SIZE + 1


def test_many_tables_in_steps_ask_rare_features_once(serve: Serve, from_file: MigrationConfig) -> None:
    keys = [(table.owner, table.table_name) for table in from_file.tables]
    steps = [keys[start : start + 8] for start in range(0, len(keys), 8)]

    def asked(keep: bool) -> tuple[int, list[TableConfig]]:
        server = serve()
        with closing(connect(Login(server.dsn, USER, PASSWORD))) as connection:
            phases = Phases(connection, **OPTIONS)
            if keep:
                phases.keep_rare(sorted({owner for owner, _ in keys}))
            found = [table for step in steps for table in phases.details(step)]
            policies = sum(statement.count("dba_policies") for statement in server.statements)
            assert policies == (1 if keep else len(steps))
        return server.trips, found

    trips, found = asked(keep=True)
    more, same = asked(keep=False)
    assert found == same
    assert sorted(found, key=lambda table: (table.owner, table.table_name)) == from_file.tables
    assert trips < more


@pytest.mark.parametrize("key", [("SH", "CHANNELS"), ("SH", "SALES"), ("HR", "EMPLOYEES")])
def test_one_table_takes_few_round_trips(serve: Serve, from_file: MigrationConfig, key: tuple[str, str]) -> None:
    server = serve()
    with closing(connect(Login(server.dsn, USER, PASSWORD))) as connection:
        phases = Phases(connection, **OPTIONS)
        before = server.trips
        (found,) = phases.details([key])
        assert server.trips - before <= FOR_ONE_TABLE
    assert found == next(t for t in from_file.tables if (t.owner, t.table_name) == key)


def test_only_queries_are_sent(serve: Serve) -> None:
    server = serve()
    over_wire(server)
    assert server.statements
    for statement in server.statements:
        assert re.match(r"\s*SELECT\b", statement), statement
        assert not re.search(r";|\bFOR\s+UPDATE\b|\bINTO\b|\b(PRAGMA|CALL|BEGIN|DECLARE)\b", statement)
    (session,) = server.sessions
    login = ["connect", "protocol", "types", "login", "password"]
    assert session.functions[:5] == login
    assert set(session.functions[5:]) <= {"execute", "fetch", "logoff"}, "no commit, no rollback, no LOB is written"


def test_the_session_can_be_found_by_a_dba(serve: Serve) -> None:
    server = serve()
    over_wire(server)
    (session,) = server.sessions
    assert session.module == "repart-tui"
    assert session.action.startswith("discover")


def test_views_that_may_not_be_read_are_told(serve: Serve) -> None:
    server = serve(accounts={USER: Account(PASSWORD, hidden=("dba_lobs", "v$parameter", "dba_sequences"))})
    config = over_wire(server)
    assert {"DBA_LOBS", "V$PARAMETER", "DBA_SEQUENCES"} <= set(config.metadata.unreadable_views)
    with_lob = next(t for t in config.tables if any(c.data_type == "CLOB" for c in t.current_state.columns))
    assert "DBA_LOBS" in with_lob.current_state.unknown_facts
    assert server.trips <= AS_A_WHOLE + 6, "a refused view costs a round trip, not a query for each of its neighbours"


def test_an_ordinary_user_reads_the_all_views_and_is_told_what_they_hide(
    serve: Serve, from_file: MigrationConfig, tmp_path: Path
) -> None:
    path = tmp_path / "all.db"
    with_all_views(path)
    granted = Account(PASSWORD, hidden=("dba_[!s]*", "dba_se*", "v$*", "sys.*", "col_usage$"))
    server = serve(path, accounts={USER: granted})
    config = over_wire(server)
    assert config.metadata.view_family == "ALL"
    assert [t.table_name for t in config.tables] == [t.table_name for t in from_file.tables]
    first, second = hidden_sentences(config.metadata)
    assert "copies are refused" in first
    assert "SELECT_CATALOG_ROLE" in first
    assert "DBA_TABLES" in second
    assert any("FROM dba_synonyms" in text for text in server.statements), "what was granted alone is read"
    employees = next(t for t in config.tables if t.table_name == "EMPLOYEES")
    employees.common_settings.method = "copy_and_swap"
    assert "VIEWS-HIDDEN" in {finding.code for finding in choose_method(employees, config).findings}
    assert server.trips <= 2 * AS_A_WHOLE


def test_a_database_that_does_not_answer_is_told(serve: Serve) -> None:
    server = serve(faults=[Fault("execute", "silence", sql="dba_triggers")])
    connection = connect(Login(server.dsn, USER, PASSWORD), call_timeout_seconds=1)
    with closing(connection), pytest.raises(DiscoveryError, match="DPY-4024"):
        discover(connection, **OPTIONS)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("mishap", ["close", "reset", "half"])
@pytest.mark.parametrize("skip", [0, 1, 5, 12, 16, 20])
def test_a_line_that_breaks_ends_in_a_sentence(serve: Serve, mishap: str, skip: int) -> None:
    server = serve(faults=[Fault("execute", mishap, skip=skip)])
    with pytest.raises(DiscoveryError, match="DPY-4011"):
        over_wire(server)
    assert server.statements[skip + 1 :] == [], "nothing is sent on a broken line"


def test_an_error_in_a_query_names_its_view(serve: Serve) -> None:
    server = serve(faults=[Fault("execute", "ORA-01555: snapshot too old", sql="dba_tab_col_statistics")])
    with pytest.raises(DiscoveryError, match="Reading DBA_TAB_COL_STATISTICS failed: ORA-01555"):
        over_wire(server)


def test_an_error_in_a_shared_statement_leads_to_single_ones(serve: Serve, from_file: MigrationConfig) -> None:
    error = "ORA-01790: expression must have same datatype as corresponding expression"
    assert over_wire(serve(faults=[Fault("execute", error, sql="UNION ALL", again=True)])) == from_file


def test_a_running_query_is_cancelled(serve: Serve) -> None:
    server = serve(faults=[Fault("execute", "silence", sql="dba_segments")])
    stop = threading.Event()
    with closing(Interruptible(connect(Login(server.dsn, USER, PASSWORD)))) as connection:

        def cancel() -> None:
            while not any("dba_segments" in statement for statement in server.statements):
                time.sleep(0.01)
            stop.set()
            connection.interrupt()

        threading.Thread(target=cancel, daemon=True).start()
        with pytest.raises(DiscoveryError, match="cancelled"):
            discover(connection, cancelled=stop.is_set, **OPTIONS)
    assert "interrupt" in server.sessions[0].functions


@pytest.mark.parametrize("every", [1, 3, 20])
def test_some_tables_are_the_same_as_all(serve: Serve, from_file: MigrationConfig, every: int) -> None:
    keys = [(t.owner, t.table_name) for t in from_file.tables][::every]
    with closing(connect(Login(serve().dsn, USER, PASSWORD))) as connection:
        found = discover_tables(connection, keys)
    assert found == [t for t in from_file.tables if (t.owner, t.table_name) in set(keys)]


def test_each_table_alone_is_the_same_as_among_all(from_file: MigrationConfig) -> None:
    with closing(open_demo()) as connection:
        phases = Phases(connection, **OPTIONS)
        for table in from_file.tables:
            assert phases.details([(table.owner, table.table_name)]) == [table]

"""Which views are read: families, absent views and columns, failures, and what is then said to be unknown."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from repart_tui.discovery_queries import DiscoveryCancelled, DiscoveryError, discover_tables, list_tables
from repart_tui.migration_models import MigrationConfig

Row = Callable[..., dict[str, Any]]
Build = Callable[..., sqlite3.Connection]
Plan = Callable[..., MigrationConfig]


def facts(config: MigrationConfig, name: str = "T", owner: str = "APP") -> list[str]:
    return next(t for t in config.tables if (t.owner, t.table_name) == (owner, name)).current_state.unknown_facts


def test_all_views_readable_leaves_nothing_unknown(build: Build, table: Row, plan: Plan) -> None:
    config = plan(build({"dba_tables": [table("T")]}))
    assert config.metadata.unreadable_views == []
    assert config.metadata.view_family == "DBA"
    assert config.metadata.discovered_by == "PLANNER"
    assert facts(config) == []


def test_an_absent_view_is_told_by_name(build: Build, table: Row, plan: Plan) -> None:
    config = plan(build({"dba_tables": [table("T")]}, without={"dba_triggers", "dba_source", "dba_ind_expressions"}))
    assert facts(config) == ["DBA_TRIGGERS"], "source and expressions do not matter to a table without"
    assert "DBA_TRIGGERS" in config.metadata.unreadable_views


def test_an_absent_column_is_told_unless_the_release_lacks_it(build: Build, table: Row, plan: Plan) -> None:
    without = {"dba_tables.hybrid", "dba_tables.table_lock", "dba_tables.staging", "dba_indexes.auto"}
    config = plan(build({"dba_tables": [table("T")]}, without=without))
    assert facts(config) == ["DBA_TABLES.TABLE_LOCK", "DBA_TABLES.HYBRID", "DBA_INDEXES.AUTO"]
    state = config.tables[0].current_state
    assert state.properties.table_lock is None
    assert state.properties.hybrid is None
    old = plan(build({"dba_tables": [table("T")]}, without=without, version="12.2.0.1.0"))
    assert facts(old) == ["DBA_TABLES.TABLE_LOCK"]


def test_views_of_a_later_release_are_not_missed(build: Build, table: Row, plan: Plan) -> None:
    without = {"dba_blockchain_tables", "dba_immutable_tables"}
    assert facts(plan(build({"dba_tables": [table("T")]}, without=without, version="19.3.0.0.0"))) == []
    assert facts(plan(build({"dba_tables": [table("T")]}, without=without, version="19.21.0.0.0"))) == [
        "DBA_BLOCKCHAIN_TABLES",
        "DBA_IMMUTABLE_TABLES",
    ]


def test_all_family_is_told(build: Build, table: Row, plan: Plan) -> None:
    rows = {
        "all_tables": [table("T")],
        "all_tab_privs": [{"grantee": "R", "table_schema": "APP", "table_name": "T", "privilege": "SELECT"}],
    }
    config = plan(build(rows, family="all", without={"all_segments"}))
    assert config.metadata.view_family == "ALL"
    assert "DBA_TABLES" in config.metadata.unreadable_views
    assert [g.grantee for g in config.tables[0].current_state.grants] == ["R"]
    assert "DBA_SEGMENTS" in facts(config)


def test_a_single_view_of_a_lesser_family_is_told(build: Build, table: Row, plan: Plan) -> None:
    connection = build({"dba_tables": [table("T")]}, without={"dba_synonyms"})
    connection.execute("CREATE TABLE all_synonyms (owner, synonym_name, table_owner, table_name, db_link)")
    connection.execute("INSERT INTO all_synonyms VALUES ('X', 'S', 'APP', 'T', NULL)")
    config = plan(connection)
    assert "DBA_SYNONYMS" in config.metadata.unreadable_views
    assert [s.name for s in config.tables[0].current_state.synonyms] == ["S"]


def test_user_views_speak_for_the_session_user_only(build: Build, table: Row, plan: Plan) -> None:
    connection = build(
        {"dba_tables": [table("T"), table("MINE", "PLANNER")]}, owners=("APP", "PLANNER"), without={"dba_segments"}
    )
    connection.execute("CREATE TABLE user_segments (segment_name, partition_name, segment_type, bytes)")
    connection.execute("INSERT INTO user_segments VALUES ('MINE', NULL, 'TABLE', 65536)")
    config = plan(connection)
    mine, other = (next(t for t in config.tables if t.table_name == name).current_state for name in ("MINE", "T"))
    assert (mine.table_bytes, mine.size_source, mine.unknown_facts) == (65536, "segments", [])
    assert (other.table_bytes, other.size_source, other.unknown_facts) == (None, "unknown", ["DBA_SEGMENTS"])


def test_size_is_estimated_from_blocks(build: Build, table: Row, plan: Plan) -> None:
    rows = {
        "dba_tables": [table("T", blocks=100)],
        "dba_tablespaces": [{"tablespace_name": "USERS", "block_size": 16384}],
    }
    state = plan(build(rows, without={"dba_segments"})).tables[0].current_state
    assert (state.table_bytes, state.size_source) == (1638400, "estimate")


@pytest.mark.parametrize("known", [True, False])
def test_tablespaces_that_manage_segment_space_by_hand_are_told(
    build: Build, table: Row, plan: Plan, known: bool
) -> None:
    spaces = [
        {"tablespace_name": name, "contents": contents, "status": "ONLINE", "segment_space_management": management}
        for name, contents, management in (
            ("USERS", "PERMANENT", "AUTO"),
            ("OLD", "PERMANENT", "MANUAL"),
            ("TEMP", "TEMPORARY", "MANUAL"),
        )
    ]
    connection = build({"dba_tables": [table("T")], "dba_tablespaces": spaces})
    if not known:
        # Dictionaries that were captured by an older version lack the column.
        connection.execute("ALTER TABLE dba_tablespaces DROP COLUMN segment_space_management")
    metadata = plan(connection).metadata
    assert metadata.tablespaces == ["OLD", "USERS"]
    assert metadata.manual_tablespaces == (["OLD"] if known else [])


def test_nothing_readable_is_an_error(plan: Plan) -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(DiscoveryError, match=r"DBA_TABLES, ALL_TABLES, USER_TABLES can be read; grant"):
        plan(connection)
    connection.close()


class Refusing:
    """A connection whose driver fails on one view, in Oracle's words."""

    def __init__(self, connection: sqlite3.Connection, view: str, words: str) -> None:
        self._connection, self._view, self._words = connection, view, words

    def cursor(self) -> Any:
        outer = self

        class Cursor(sqlite3.Cursor):
            def execute(self, statement: str, *parameters: Any) -> sqlite3.Cursor:
                if f"FROM {outer._view} " in statement:
                    raise RuntimeError(outer._words)
                return super().execute(statement, *parameters)

        return self._connection.cursor(Cursor)


def test_oracle_words_for_an_absent_view(build: Build, table: Row, plan: Plan) -> None:
    words = "ORA-00942: table or view does not exist"
    config = plan(Refusing(build({"dba_tables": [table("T")]}), "dba_lobs", words))
    assert "DBA_LOBS" in config.metadata.unreadable_views


def test_other_failures_name_the_view(build: Build, table: Row, plan: Plan) -> None:
    words = "ORA-03113: end-of-file on communication channel"
    with pytest.raises(DiscoveryError, match="Reading DBA_TRIGGERS failed: ORA-03113"):
        plan(Refusing(build({"dba_tables": [table("T")]}), "dba_triggers", words))


def test_cancelling(build: Build, table: Row, plan: Plan) -> None:
    with pytest.raises(DiscoveryCancelled):
        plan(build({"dba_tables": [table("T")]}), cancelled=lambda: True)


def test_progress_ends_where_it_said(build: Build, table: Row, plan: Plan) -> None:
    calls: list[tuple[str, int, int]] = []
    plan(build({"dba_tables": [table("T")]}), progress=lambda *call: calls.append(call))
    assert calls[-1][0] == "done"
    assert calls[-1][1] == calls[-1][2]


def test_many_tables_are_read_by_schema_and_few_by_name(build: Build, table: Row) -> None:
    connection = build({"dba_tables": [table(f"T{n}") for n in range(1200)]})
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    assert len(list_tables(connection)) == 1200
    seen.clear()
    (found,) = discover_tables(connection, [("APP", "T7")])
    assert found.table_name == "T7"
    columns = [text for text in seen if "FROM dba_tab_cols" in text and "1 = 0" not in text]
    assert columns
    assert all("table_name IN ('T7')" in text for text in columns)
    assert len(discover_tables(connection, [("APP", f"T{n}") for n in range(600)])) == 600


def test_database_facts(build: Build, table: Row, plan: Plan) -> None:
    rows = {
        "dba_tables": [table("T")],
        "v$database": [{"name": "ORCL", "force_logging": "STANDBY NOLOGGING FOR LOAD PERFORMANCE"}],
        "v$option": [{"parameter": "Partitioning", "value": "FALSE"}],
        "v$parameter": [{"name": "db_block_size", "value": "8192"}, {"name": "compatible", "value": "19.0.0"}],
        "v$pdbs": [{"name": "PDB$SEED"}, {"name": "PDB1"}],
    }
    connection = build(rows)
    info = plan(connection).metadata.database
    assert info is not None
    assert (info.db_name, info.force_logging, info.partitioning_option) == ("ORCL", False, False)
    assert (info.block_size, info.compatible, info.character_set) == (8192, "19.0.0", "AL32UTF8")
    assert info.container_name is None, "seen from the root, no PDB is the right one"
    connection.execute("CREATE TABLE repart_dictionary (captured_at, user_name, con_name)")
    connection.execute("INSERT INTO repart_dictionary VALUES ('2024-05-06 07:08:09', 'SCOTT', 'SALES')")
    metadata = plan(connection).metadata
    assert (metadata.discovered_at, metadata.discovered_by) == ("2024-05-06T07:08:09", "SCOTT")
    assert metadata.database is not None
    assert metadata.database.container_name == "SALES"


def test_without_users_the_owners_of_tables_are_read(build: Build, table: Row, plan: Plan) -> None:
    config = plan(build({"dba_tables": [table("T"), table("S", "SYS")]}, without={"dba_users"}))
    assert [t.owner for t in config.tables] == ["APP"]
    assert "DBA_USERS" in config.metadata.unreadable_views

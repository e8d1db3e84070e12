"""On a real Oracle database: discovery, capture, and master1.sql run, run again, killed and rolled back."""

from __future__ import annotations

import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from repart_tui.capture.live import capture
from repart_tui.capture.script import SPOOL_NAME, capture_script
from repart_tui.capture.spool import import_spool
from repart_tui.connect.login import Login
from repart_tui.connection import ConnectError, connect
from repart_tui.dictionary_file import open_dictionary
from repart_tui.discovery_queries import discover
from repart_tui.generate import CLEANUP, MASTER, ROLLBACK, render, write_scripts
from repart_tui.migration_models import MigrationConfig
from repart_tui.oracle.eligibility import refusals
from tests.live.database import SESSION_GONE, LiveSchema
from tests.live.migrations import MIGRATIONS, REFUSED, Migration, enable, table_of
from tests.live.sqlplus import SqlPlus

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("oracle")]


def ready(config: MigrationConfig, migration: Migration) -> None:
    """Enable what is migrated; what is refused of it is a failure, not a test that is skipped."""
    assert enable(config, migration) == [], migration.id


def migration_of(table: str, method: str) -> Migration:
    return next(one for one in MIGRATIONS if (one.table, one.method) == (table, method))


COPIED = migration_of("ORDERS", "copy_and_swap")


def write(config: MigrationConfig, folder: Path) -> dict[str, Path]:
    """Write the scripts of the plan, as its file gives it back; return them by name."""
    folder.mkdir(parents=True, exist_ok=True)
    again = MigrationConfig.from_json(config.to_json())
    return {path.name: path for path in write_scripts(render(again), folder)}


def succeed(sqlplus: SqlPlus, script: Path, login: Login) -> str:
    finished = sqlplus.run(script, login)
    assert finished.code == 0, finished.output[-4000:]
    return finished.output


# ---- reading ---------------------------------------------------------------------------------------------------


def test_discovery_knows_every_fact(schema: LiveSchema) -> None:
    config = schema.plan()
    assert {table.table_name for table in config.tables} == {"CUSTOMERS", "ORDERS", "ORDER_ITEMS", "Mixed Case"}
    assert config.metadata.view_family == "DBA"
    assert config.metadata.database.partitioning_option
    for table in config.tables:
        assert table.current_state.unknown_facts == [], table.table_name
        assert refusals(table.current_state, table.owner, table.table_name) == []
    orders = table_of(config, "ORDERS").current_state
    assert orders.num_rows == 3000
    assert [column.name for column in orders.columns if column.virtual] == ["GROSS"]
    assert {index.index_name for index in orders.indexes} >= {"ORDERS_PK", "ORDERS_CUSTOMER_IX", "ORDERS_STATUS_FX"}
    assert [key.constraint_name for key in orders.referenced_by] == ["ORDER_ITEMS_ORDER_FK"]
    assert orders.triggers[0].trigger_name == "ORDERS_STATUS_TR"
    assert "äöü" in (orders.triggers[0].source or orders.triggers[0].trigger_body or "")


def test_discovery_sends_queries_only(schema: LiveSchema) -> None:
    before = schema.state_of("ORDERS")
    objects = "SELECT object_name, object_id, last_ddl_time FROM dba_objects WHERE owner = :o ORDER BY object_id"
    seen = schema.rows(objects, o=schema.owner)
    schema.plan()
    assert schema.rows(objects, o=schema.owner) == seen
    assert schema.state_of("ORDERS") == before


def test_a_wrong_password_is_told(schema: LiveSchema) -> None:
    with pytest.raises(ConnectError) as caught:
        connect(Login(schema.login.dsn, schema.owner, "wrong"))
    assert caught.value.code == "ORA-01017"
    assert caught.value.explained.original.startswith("ORA-01017")


def test_an_unknown_service_is_told(schema: LiveSchema) -> None:
    host = schema.login.dsn.rpartition("/")[0]
    with pytest.raises(ConnectError) as caught:
        connect(Login(f"{host}/no_such_service", "u", "p"))
    assert caught.value.code in ("DPY-6001", "ORA-12514")


def scripts_without_time(config: MigrationConfig) -> Any:
    """Return the scripts for ORDERS, whenever it was discovered."""
    config.metadata.discovered_at = None
    ready(config, replace(COPIED, method="auto"))
    return render(MigrationConfig.from_json(config.to_json()))


def planned(path: Path, owner: str, source_name: str) -> MigrationConfig:
    connection = open_dictionary(path)
    try:
        return discover(connection, schemas=[owner], source_kind="oracle", source_name=source_name, tool_version="0")
    finally:
        connection.close()


def test_planning_from_a_capture_gives_the_same_scripts(schema: LiveSchema, tmp_path: Path) -> None:
    with connect(schema.login) as connection:
        capture(connection, tmp_path / "d.db", schemas=[schema.owner])
    captured = planned(tmp_path / "d.db", schema.owner, schema.login.dsn)
    live = schema.plan()
    live.metadata.tool_version = captured.metadata.tool_version
    assert scripts_without_time(captured) == scripts_without_time(live)


def test_the_capture_script_gives_the_same_scripts(schema: LiveSchema, sqlplus: SqlPlus, tmp_path: Path) -> None:
    script = tmp_path / "capture.sql"
    script.write_text(capture_script([schema.owner]), encoding="ascii")
    succeed(sqlplus, script, schema.login)
    import_spool(tmp_path / SPOOL_NAME, tmp_path / "d.db")
    captured = planned(tmp_path / "d.db", schema.owner, schema.login.dsn)
    live = schema.plan()
    live.metadata.tool_version = captured.metadata.tool_version
    assert scripts_without_time(captured) == scripts_without_time(live)


# ---- migrating -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda one: one.id)
def test_a_table_is_migrated_whole_and_the_rerun_changes_nothing(
    migration: Migration, schema: LiveSchema, sqlplus: SqlPlus, tmp_path: Path
) -> None:
    name = migration.table
    before = schema.state_of(name)
    config = schema.plan()
    ready(config, migration)
    scripts = write(config, tmp_path / "out")

    succeed(sqlplus, scripts[MASTER], schema.login)
    after = schema.state_of(name)
    assert after.partitioning == migration.partitioning
    assert after.without_partitioning() == before.without_partitioning()

    identity = "SELECT object_id, last_ddl_time FROM dba_objects WHERE owner = :o AND object_name = :t ORDER BY 1"
    seen = schema.rows(identity, o=schema.owner, t=name)
    succeed(sqlplus, scripts[MASTER], schema.login)
    assert schema.state_of(name) == after
    assert schema.rows(identity, o=schema.owner, t=name) == seen


@pytest.mark.parametrize("migration", REFUSED, ids=lambda one: one.id)
def test_what_a_method_would_lose_is_refused(migration: Migration, schema: LiveSchema) -> None:
    assert REFUSED[migration] in enable(schema.plan(), migration)


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda one: one.id)
def test_the_way_back_and_forth_again(
    migration: Migration, schema: LiveSchema, sqlplus: SqlPlus, tmp_path: Path
) -> None:
    before = schema.state_of(migration.table)
    config = schema.plan()
    if not migration.way_back and release_of(config) < 23:
        pytest.skip("before 23ai there is no ALTER TABLE ... MODIFY NONPARTITIONED")
    ready(config, migration)
    scripts = write(config, tmp_path / "out")
    succeed(sqlplus, scripts[MASTER], schema.login)
    succeed(sqlplus, scripts[ROLLBACK], schema.login)
    assert schema.state_of(migration.table) == before
    succeed(sqlplus, scripts[CLEANUP], schema.login)
    assert schema.state_of(migration.table) == before
    succeed(sqlplus, scripts[MASTER], schema.login)
    assert schema.state_of(migration.table).partitioning == migration.partitioning


def release_of(config: MigrationConfig) -> int:
    """Return the release of the database, such as 19."""
    assert config.metadata.database is not None
    return int((config.metadata.database.version or "0").partition(".")[0])


def test_the_cleanup_drops_the_old_table_only(schema: LiveSchema, sqlplus: SqlPlus, tmp_path: Path) -> None:
    config = schema.plan()
    ready(config, COPIED)
    scripts = write(config, tmp_path / "out")
    succeed(sqlplus, scripts[MASTER], schema.login)
    after = schema.state_of("ORDERS")
    tables = "SELECT table_name FROM dba_tables WHERE owner = :o"
    kept = {name for (name,) in schema.rows(tables, o=schema.owner)}
    succeed(sqlplus, scripts[CLEANUP], schema.login)
    assert schema.state_of("ORDERS") == after
    left = {name for (name,) in schema.rows(tables, o=schema.owner)}
    assert left < kept
    assert {"ORDERS", "CUSTOMERS", "ORDER_ITEMS", "Mixed Case"} <= left


def test_a_killed_run_goes_on(schema: LiveSchema, sqlplus: SqlPlus, tmp_path: Path) -> None:
    # Enough rows that the copy takes a while.
    for _ in range(6):
        schema.execute(
            "INSERT INTO orders (customer_id, order_date, status, amount, note)"
            " SELECT customer_id, order_date, status, amount, note FROM orders"
        )
    before = schema.state_of("ORDERS")
    config = schema.plan()
    ready(config, COPIED)
    scripts = write(config, tmp_path / "out")
    process = sqlplus.start(scripts[MASTER], schema.login)
    try:
        _wait_for_a_second_table(schema, process)
    finally:
        process.kill()
        process.communicate()
    _end_sessions_of_the_script(schema)
    succeed(sqlplus, scripts[MASTER], schema.login)
    after = schema.state_of("ORDERS")
    assert after.partitioning == "RANGE INTERVAL"
    assert after.without_partitioning() == before.without_partitioning()


def test_a_changed_table_stops_the_script_before_the_first_change(
    schema: LiveSchema, sqlplus: SqlPlus, tmp_path: Path
) -> None:
    config = schema.plan()
    ready(config, COPIED)
    scripts = write(config, tmp_path / "out")
    schema.execute("ALTER TABLE orders ADD (added_since VARCHAR2(10))")
    before = schema.state_of("ORDERS")
    finished = sqlplus.run(scripts[MASTER], schema.login)
    assert finished.code != 0
    assert schema.state_of("ORDERS") == before


def _wait_for_a_second_table(schema: LiveSchema, process: subprocess.Popen[str]) -> None:
    """Wait until the copy has begun, or the script has ended."""
    partitioned = "SELECT COUNT(*) FROM dba_part_tables WHERE owner = :o"
    for _ in range(600):
        if process.poll() is not None or schema.rows(partitioned, o=schema.owner)[0][0]:
            return
        time.sleep(0.1)


def _end_sessions_of_the_script(schema: LiveSchema) -> None:
    """A killed client leaves its session; the database ends it when it notices, and holds its locks until then."""
    others = "SELECT sid, serial# FROM v$session WHERE username = :o AND sid <> SYS_CONTEXT('USERENV', 'SID')"
    for _ in range(100):
        found = schema.rows(others, o=schema.owner)
        if not found:
            return
        for sid, serial in found:
            try:
                schema.execute(f"ALTER SYSTEM DISCONNECT SESSION '{sid},{serial}' IMMEDIATE")
            except Exception as error:
                if not any(code in str(error) for code in SESSION_GONE):
                    raise
        time.sleep(0.2)

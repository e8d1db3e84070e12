"""Small dictionaries in SQLite: every view that discovery asks for, empty but for the rows a test gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.wire.server import PASSWORD, serving

from repart_tui.connect.login import Login
from repart_tui.connection import connect
from repart_tui.discovery_queries import QUERIES, discover
from repart_tui.migration_models import CurrentState, MigrationConfig, TableConfig

Rows = Sequence[dict[str, Any]]
USER = "PLANNER"
TABLE_DEFAULTS = {
    "tablespace_name": "USERS",
    "status": "VALID",
    "logging": "YES",
    "degree": "         1",
    "instances": "         1",
    "cache": "    N",
    "table_lock": "ENABLED",
    "partitioned": "NO",
    "temporary": "N",
    "secondary": "N",
    "nested": "NO",
    "row_movement": "DISABLED",
    "dependencies": "DISABLED",
    "compression": "DISABLED",
    "dropped": "NO",
    "read_only": "NO",
    "segment_created": "YES",
    "external": "NO",
    "hybrid": "NO",
    "sharded": "N",
    "duplicated": "N",
}
COLUMN_DEFAULTS = {
    "nullable": "Y",
    "hidden_column": "NO",
    "virtual_column": "NO",
    "user_generated": "YES",
    "default_on_null": "NO",
    "identity_column": "NO",
}


class Dictionary:
    """Builds the tables; `family` is the prefix of the views that exist."""

    def __init__(self, connection: sqlite3.Connection, family: str, without: set[str], rows: dict[str, Rows]) -> None:
        self.connection = connection
        self.columns: dict[str, dict[str, None]] = {}
        for query in QUERIES:
            view = f"{family}_{query.family_suffix}" if query.family_suffix else query.view.removeprefix("sys.")
            known = self.columns.setdefault(view, {})
            renamed = query.renamed_in_all if family == "all" else {}
            known.update({renamed.get(column, column): None for column in sorted(query.needed_columns())})
        for view, names in self.columns.items():
            if view in without:
                continue
            kept = [name for name in names if f"{view}.{name}" not in without]
            columns = ", ".join('"' + name + '"' for name in kept)
            connection.execute(f'CREATE TABLE "{view}" ({columns})')
            for row in rows.get(view, ()):
                self._insert(view, {name: value for name, value in row.items() if name in kept})

    def _insert(self, view: str, row: dict[str, Any]) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        self.connection.execute(f'INSERT INTO "{view}" ({names}) VALUES ({marks})', list(row.values()))


Build = Callable[..., sqlite3.Connection]
Over = Callable[[sqlite3.Connection], Any]


@pytest.fixture
def build() -> Iterator[Build]:
    """Return a function that builds a dictionary: build(rows_by_view, family='dba', without={'dba_triggers'})."""
    opened: list[sqlite3.Connection] = []

    def make(
        rows: dict[str, Rows] | None = None,
        *,
        family: str = "dba",
        without: set[str] | None = None,
        owners: Sequence[str] = ("APP",),
        version: str = "19.21.0.0.0",
    ) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:")
        opened.append(connection)
        given = {
            f"{family}_users": [
                {"username": "SYS", "oracle_maintained": "Y"},
                *({"username": owner, "oracle_maintained": "N"} for owner in owners),
            ],
            "v$instance": [{"version": "19.0.0.0.0", "version_full": version}],
            "nls_database_parameters": [
                {"parameter": "NLS_CHARACTERSET", "value": "AL32UTF8"},
                {"parameter": "NLS_NCHAR_CHARACTERSET", "value": "AL16UTF16"},
            ],
            "user_users": [{"username": USER}],
            **(rows or {}),
        }
        Dictionary(connection, family, without or set(), given)
        return connection

    yield make
    for connection in opened:
        connection.close()


@pytest.fixture
def table() -> Callable[..., dict[str, Any]]:
    """Return a function that gives a row of DBA_TABLES."""

    def row(name: str, owner: str = "APP", **changes: Any) -> dict[str, Any]:
        return {"owner": owner, "table_name": name, **TABLE_DEFAULTS, **changes}

    return row


@pytest.fixture
def column() -> Callable[..., dict[str, Any]]:
    """Return a function that gives a row of DBA_TAB_COLS."""

    def row(
        table_name: str, name: str, number: int, data_type: str, owner: str = "APP", **changes: Any
    ) -> dict[str, Any]:
        return {
            "owner": owner,
            "table_name": table_name,
            "column_name": name,
            "column_id": number,
            "internal_column_id": number,
            "data_type": data_type,
            **COLUMN_DEFAULTS,
            **changes,
        }

    return row


@pytest.fixture(params=["file", "wire"])
def over(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Over]:
    """Return a function that gives the way to a dictionary: itself, or the real driver over a socket.

    What a test inserts afterwards is not seen over the wire: the dictionary is copied when it is asked for.
    """
    with ExitStack() as stack:

        def way(connection: sqlite3.Connection) -> Any:
            if request.param == "file" or not isinstance(connection, sqlite3.Connection):
                return connection
            folder = tmp_path / f"wire{next(numbers)}"
            folder.mkdir()
            server = stack.enter_context(serving(connection, folder, accounts={USER: PASSWORD}))
            return stack.enter_context(closing(connect(Login(server.dsn, USER, PASSWORD))))

        numbers = count()
        yield way


@pytest.fixture
def plan(over: Over) -> Callable[..., MigrationConfig]:
    """Return a function that discovers a dictionary."""

    def run(connection: sqlite3.Connection, **options: Any) -> MigrationConfig:
        chosen = {"source_kind": "dictionary_file", "source_name": "test", "tool_version": "0", **options}
        return discover(over(connection), **chosen)

    return run


@pytest.fixture
def state_of(plan: Callable[..., MigrationConfig]) -> Callable[..., CurrentState]:
    """Return a function that discovers a dictionary and gives the state of one table."""

    def run(connection: sqlite3.Connection, name: str, owner: str = "APP") -> CurrentState:
        return find(plan(connection), name, owner).current_state

    return run


def find(config: MigrationConfig, name: str, owner: str = "APP") -> TableConfig:
    """Return a table of a plan."""
    return next(t for t in config.tables if (t.owner, t.table_name) == (owner, name))

"""A schema of its own on the live database, and what of it must survive a migration."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from repart_tui import __version__
from repart_tui.connect.login import Login
from repart_tui.connection import connect
from repart_tui.discovery_queries import discover
from repart_tui.migration_models import MigrationConfig
from repart_tui.oracle.sql_text import quote_name, string_literal

SESSION_GONE = ("ORA-00026", "ORA-00027", "ORA-00030", "ORA-00031")
"""What ending a session says that has ended meanwhile, is being ended, or belongs to a parallel query."""
_TRIES = 30
_SCHEMA = Path(__file__).with_name("schema.sql")
# What the script needs beyond its own objects; DBA covers the rest on a test database.
_GRANTS = (
    "DBA",
    "EXECUTE ON SYS.DBMS_CRYPTO",
    "EXECUTE ON SYS.DBMS_LOCK",
    "EXECUTE ON SYS.DBMS_REDEFINITION",
    "SELECT ANY DICTIONARY",
    # Not by the role alone: the tablespace is the default one of the database.
    "UNLIMITED TABLESPACE",
)


@dataclass(frozen=True)
class TableState:
    """A table as a DBA compares it before and after: its rows, and everything that hangs on it."""

    rows: int
    hash: int
    partitioning: str | None
    constraints: frozenset[tuple[Any, ...]] = field(default_factory=frozenset)
    indexes: frozenset[tuple[Any, ...]] = field(default_factory=frozenset)
    triggers: frozenset[tuple[Any, ...]] = field(default_factory=frozenset)
    grants: frozenset[tuple[Any, ...]] = field(default_factory=frozenset)
    comments: frozenset[tuple[Any, ...]] = field(default_factory=frozenset)
    columns: tuple[tuple[Any, ...], ...] = ()
    invalid: frozenset[tuple[Any, ...]] = field(default_factory=frozenset)

    def without_partitioning(self) -> TableState:
        """Return the state with what a migration may change left out."""
        return replace(self, partitioning=None)


class LiveSchema:
    """A schema with the tables of schema.sql, its owner's login and a connection."""

    def __init__(self, login: Login, connection: Any) -> None:
        self.login = login
        self.owner = login.user
        self._connection = connection

    def plan(self) -> MigrationConfig:
        """Return the plan for the schema, discovered now."""
        return discover(
            self._connection,
            schemas=[self.owner],
            source_kind="oracle",
            source_name=self.login.dsn,
            tool_version=__version__,
        )

    def rows(self, statement: str, **binds: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement, binds)
            return list(cursor.fetchall())

    def execute(self, statement: str) -> None:
        """Run a statement and commit."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement)
        self._connection.commit()

    def exists(self, table: str) -> bool:
        """Tell whether the schema has a table of that name."""
        found = self.rows("SELECT 1 FROM dba_tables WHERE owner = :o AND table_name = :t", o=self.owner, t=table)
        return bool(found)

    def state_of(self, table: str) -> TableState:
        """Return what must survive of a table."""
        named = {"o": self.owner, "t": table}
        columns = self.rows(
            "SELECT column_name, data_type, data_length, data_precision, data_scale, nullable, virtual_column"
            " FROM dba_tab_cols WHERE owner = :o AND table_name = :t AND hidden_column = 'NO' ORDER BY column_id",
            **named,
        )
        rows, digest = self.rows(self._hash(table, columns))[0]
        partitioning = self.rows(
            "SELECT partitioning_type || CASE WHEN interval IS NOT NULL THEN ' INTERVAL' END FROM dba_part_tables"
            " WHERE owner = :o AND table_name = :t",
            **named,
        )
        return TableState(
            rows,
            int(digest or 0),
            partitioning[0][0] if partitioning else None,
            self._set(
                "SELECT constraint_name, constraint_type, status, validated, r_constraint_name, delete_rule"
                " FROM dba_constraints WHERE owner = :o AND table_name = :t AND generated = 'USER NAME'",
                named,
            ),
            self._set(
                "SELECT index_name, index_type, uniqueness, CASE status WHEN 'N/A' THEN 'VALID' ELSE status END,"
                " visibility FROM dba_indexes WHERE table_owner = :o AND table_name = :t AND index_type <> 'LOB'",
                named,
            ),
            self._set(
                "SELECT t.trigger_name, t.status, o.status FROM dba_triggers t JOIN dba_objects o"
                " ON o.owner = t.owner AND o.object_name = t.trigger_name AND o.object_type = 'TRIGGER'"
                " WHERE t.table_owner = :o AND t.table_name = :t",
                named,
            ),
            self._set(
                "SELECT grantee, NULL, privilege, grantable FROM dba_tab_privs WHERE owner = :o AND table_name = :t"
                " UNION ALL SELECT grantee, column_name, privilege, grantable FROM dba_col_privs"
                " WHERE owner = :o AND table_name = :t",
                named,
            ),
            self._set(
                "SELECT 'TABLE', comments FROM dba_tab_comments WHERE owner = :o AND table_name = :t UNION ALL"
                " SELECT column_name, comments FROM dba_col_comments WHERE owner = :o AND table_name = :t",
                named,
            ),
            tuple(columns),
            self._set(
                "SELECT object_name, object_type FROM dba_objects WHERE owner = :o AND status <> 'VALID'",
                {"o": self.owner},
            ),
        )

    def _set(self, statement: str, binds: dict[str, Any]) -> frozenset[tuple[Any, ...]]:
        return frozenset(self.rows(statement, **binds))

    def _hash(self, table: str, columns: list[tuple[Any, ...]]) -> str:
        """Return a query of the number of rows and the sum of their hashes, over every column."""
        parts = []
        for name, kind, *_ in columns:
            column = quote_name(name)
            parts.append(
                f"ORA_HASH(DBMS_LOB.SUBSTR({column}, 1000, 1)) + NVL(DBMS_LOB.GETLENGTH({column}), 0)"
                if kind == "CLOB"
                else f"ORA_HASH({column})"
            )
        position = [f"{weight + 2} * ({part})" for weight, part in enumerate(parts)]
        return f"SELECT COUNT(*), SUM({' + '.join(position)}) FROM {quote_name(self.owner)}.{quote_name(table)}"


@contextmanager
def live_schema(admin: Login) -> Iterator[LiveSchema]:
    """Create a user with the tables, and drop it with everything at the end."""
    password = f"Aa1_{secrets.token_hex(8)}"
    user = f"REPART_LIVE_{secrets.token_hex(4).upper()}"
    reader = f"{user}_R"
    with connect(admin) as connection:
        cursor = connection.cursor()
        cursor.execute(f"CREATE USER {quote_name(user)} IDENTIFIED BY {quote_name(password)}")
        try:
            cursor.execute(f"CREATE ROLE {quote_name(reader)}")
            for privilege in _GRANTS:
                cursor.execute(f"GRANT {privilege} TO {quote_name(user)}")
            # Of the session that created the user the new one inherits nothing.
            login = replace(admin, user=user, password=password, role=None)
            with connect(login) as own:
                for statement in statements(_SCHEMA.read_text(encoding="utf-8")):
                    own.cursor().execute(statement)
                own.cursor().execute(f"GRANT SELECT ON orders TO {quote_name(reader)}")
                own.cursor().execute(f"GRANT UPDATE (status) ON orders TO {quote_name(reader)}")
                yield LiveSchema(login, own)
        finally:
            _drop_user(connection, user)
            with suppress(Exception):  # where it was never created
                cursor.execute(f"DROP ROLE {quote_name(reader)}")


def statements(text: str) -> list[str]:
    """Return the statements of a script whose slashes stand alone on their lines."""
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    parts = "\n".join(lines).split("\n/\n")
    return [part.strip() for part in (*parts[:-1], parts[-1].removesuffix("\n/")) if part.strip()]


def _drop_user(connection: Any, user: str) -> None:
    """Drop a user whose sessions may still be on their way out."""
    cursor = connection.cursor()
    for patience in range(_TRIES, 0, -1):
        _end_sessions(connection, user)
        try:
            cursor.execute(f"DROP USER {quote_name(user)} CASCADE")
        except Exception as error:
            # ORA-01940: a session that was ended goes on for a moment.
            if "ORA-01940" not in str(error) or patience == 1:
                raise
            time.sleep(1)
        else:
            return


def _end_sessions(connection: Any, user: str) -> None:
    """A killed SQL*Plus leaves a session for a while, and a connected user cannot be dropped."""
    cursor = connection.cursor()
    cursor.execute(f"SELECT sid, serial# FROM v$session WHERE username = {string_literal(user)}")
    for sid, serial in cursor.fetchall():
        try:
            cursor.execute(f"ALTER SYSTEM DISCONNECT SESSION '{sid},{serial}' IMMEDIATE")
        except Exception as error:
            if not any(code in str(error) for code in SESSION_GONE):
                raise

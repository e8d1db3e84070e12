"""A demo dictionary with the views of an ordinary user."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.wire.server import DEMO


def with_all_views(path: Path) -> None:
    """Give the demo the ALL_ views that every user has."""
    path.write_bytes(DEMO.read_bytes())
    with closing(sqlite3.connect(path)) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE name LIKE 'dba_%'")]
        for name in names:
            columns = [row[1] for row in file.execute(f'PRAGMA table_info("{name}")')]
            if name in ("dba_tab_privs", "dba_col_privs"):
                columns = ["owner AS table_schema" if column == "owner" else f'"{column}"' for column in columns]
            else:
                columns = [f'"{column}"' for column in columns]
            if name not in ("dba_segments", "dba_tablespaces", "dba_views"):
                file.execute(f'CREATE VIEW "all_{name[4:]}" AS SELECT {", ".join(columns)} FROM "{name}"')
        file.execute("CREATE TABLE all_views (owner TEXT, view_name TEXT)")
        file.execute("INSERT INTO all_views VALUES ('SYS', 'DBA_SYNONYMS')")
        file.commit()

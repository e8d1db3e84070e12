"""A dictionary of any size in SQLite: tables of 30 columns with keys, indexes, statistics, some of them partitioned."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from repart_tui.demo.views import VIEWS, create_statement

OWNER = "BIG"
COLUMNS = 30
_EVERY_PARTITIONED, _EVERY_WITH_DEFAULT, _PARTITIONS = 20, 10, 12
_MOMENT = "2026-01-10 22:05:31"
_INDEXED = {
    "dba_tab_cols": "owner, table_name, internal_column_id",
    "dba_tab_col_statistics": "owner, table_name",
    "dba_constraints": "owner, table_name",
    "dba_cons_columns": "owner, table_name",
    "dba_indexes": "table_owner, table_name",
    "dba_ind_columns": "table_owner, table_name",
    "dba_tables": "owner, table_name",
    "dba_segments": "owner, segment_name",
    "dba_objects": "owner, object_name",
    "dba_tab_partitions": "table_owner, table_name",
    "dba_part_tables": "owner, table_name",
    "dba_part_key_columns": "owner, name",
    "dba_tab_statistics": "owner, table_name",
    "dba_tab_privs": "owner, table_name",
    "dba_tab_comments": "owner, table_name",
}
_BY_CONSTRAINT = {
    "dba_constraints": ("r_owner, r_constraint_name", "owner, constraint_name"),
    "dba_cons_columns": ("owner, constraint_name",),
}


def build(path: Path, tables: int) -> None:
    """Write a dictionary with so many tables."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA journal_mode = OFF")
        file.execute("PRAGMA synchronous = OFF")
        for view in VIEWS:
            file.execute(create_statement(view))
        _insert(file, "dba_users", [{"username": OWNER, "oracle_maintained": "N"}])
        _insert(file, "v$instance", [{"version": "19.0.0.0.0", "version_full": "19.25.0.0.0"}])
        _insert(file, "v$option", [{"parameter": "Partitioning", "value": "TRUE"}])
        _insert(file, "v$parameter", [{"name": "db_block_size", "value": "8192"}])
        _insert(file, "nls_database_parameters", [{"parameter": "NLS_CHARACTERSET", "value": "AL32UTF8"}])
        for view, rows in (
            ("dba_tables", _tables(tables)),
            ("dba_part_tables", _partitioned(tables)),
            ("dba_part_key_columns", _partition_keys(tables)),
            ("dba_tab_partitions", _partitions(tables)),
            ("dba_tab_cols", _columns(tables)),
            ("dba_tab_col_statistics", _column_statistics(tables)),
            ("dba_constraints", _constraints(tables)),
            ("dba_cons_columns", _constraint_columns(tables)),
            ("dba_indexes", _indexes(tables)),
            ("dba_ind_columns", _index_columns(tables)),
            ("dba_segments", _segments(tables)),
            ("dba_objects", _objects(tables)),
            ("dba_tab_statistics", _table_statistics(tables)),
            ("dba_tab_privs", _grants(tables)),
            ("dba_tab_comments", _comments(tables)),
        ):
            _insert(file, view, rows)
        for view, columns in _INDEXED.items():
            file.execute(f"CREATE INDEX ix_{view} ON {view} ({columns})")
        for view, lists in _BY_CONSTRAINT.items():
            for number, columns in enumerate(lists):
                file.execute(f"CREATE INDEX ix_{view}_{number} ON {view} ({columns})")
        _open_to_others(file)
    file.close()


def _open_to_others(file: sqlite3.Connection) -> None:
    """Add what SQLAlchemy's reflection reads: the ALL_ views, and DUAL with its row."""
    for (view,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'dba_%'").fetchall():
        file.execute(f'CREATE VIEW IF NOT EXISTS "all_{view[4:]}" AS SELECT * FROM "{view}"')
    file.execute("CREATE TABLE IF NOT EXISTS all_mview_comments (owner TEXT, mview_name TEXT, comments TEXT)")
    file.execute("CREATE TABLE IF NOT EXISTS dual (dummy TEXT)")
    file.execute("INSERT INTO dual VALUES ('X')")


def name_of(number: int) -> str:
    """Return the name of a table."""
    return f"T{number:06d}"


def _insert(file: sqlite3.Connection, view: str, rows: Iterable[dict[str, Any]]) -> None:
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    names = ", ".join(f'"{name}"' for name in first)
    marks = ", ".join("?" for _ in first)

    def values() -> Iterator[tuple[Any, ...]]:
        yield tuple(first.values())
        for row in rows:
            yield tuple(row.values())

    file.executemany(f'INSERT INTO "{view}" ({names}) VALUES ({marks})', values())


def _is_partitioned(number: int) -> bool:
    return number % _EVERY_PARTITIONED == 0


def _tables(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {
            "owner": OWNER,
            "table_name": name_of(number),
            "tablespace_name": None if _is_partitioned(number) else "USERS",
            "status": "VALID",
            "pct_free": 10,
            "ini_trans": 1,
            "logging": "YES",
            "num_rows": number * 997 % 50_000_000,
            "blocks": _bytes(number) // 8192,
            "avg_row_len": 120,
            "last_analyzed": _MOMENT,
            "degree": "         1",
            "instances": "         1",
            "cache": "    N",
            "table_lock": "ENABLED",
            "partitioned": "YES" if _is_partitioned(number) else "NO",
            "temporary": "N",
            "secondary": "N",
            "nested": "NO",
            "buffer_pool": "DEFAULT",
            "row_movement": "DISABLED",
            "dependencies": "DISABLED",
            "compression": "DISABLED",
            "dropped": "NO",
            "read_only": "NO",
            "segment_created": "YES",
            "result_cache": "DEFAULT",
            "clustering": "NO",
            "external": "NO",
            "hybrid": "NO",
            "sharded": "N",
            "duplicated": "N",
        }


def _partitioned(count: int) -> Iterator[dict[str, Any]]:
    for number in filter(_is_partitioned, range(count)):
        yield {
            "owner": OWNER,
            "table_name": name_of(number),
            "partitioning_type": "RANGE",
            "subpartitioning_type": "NONE",
            "def_tablespace_name": "USERS",
            "def_pct_free": 10,
            "def_ini_trans": 1,
        }


def _partition_keys(count: int) -> Iterator[dict[str, Any]]:
    for number in filter(_is_partitioned, range(count)):
        yield {
            "owner": OWNER,
            "name": name_of(number),
            "object_type": "TABLE",
            "column_name": "C02",
            "column_position": 1,
        }


def _partitions(count: int) -> Iterator[dict[str, Any]]:
    for number in filter(_is_partitioned, range(count)):
        for month in range(1, _PARTITIONS + 1):
            yield {
                "table_owner": OWNER,
                "table_name": name_of(number),
                "partition_name": f"P{month:02d}",
                "partition_position": month,
                "composite": "NO",
                "subpartition_count": 0,
                "tablespace_name": "USERS",
                "interval": "NO",
                "high_value": f"TO_DATE(' 2025-{month:02d}-01 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', "
                "'NLS_CALENDAR=GREGORIAN')",
            }


def _columns(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        for place in range(1, COLUMNS + 1):
            data_type = ("NUMBER", "DATE", "VARCHAR2")[min(place - 1, 2)]
            default = "'N'" if place == COLUMNS and number % _EVERY_WITH_DEFAULT == 0 else None
            yield {
                "owner": OWNER,
                "table_name": name_of(number),
                "column_name": f"C{place:02d}",
                "data_type": data_type,
                "data_length": (22, 7, 40)[min(place - 1, 2)],
                "data_precision": 12 if place == 1 else None,
                "data_scale": 0 if place == 1 else None,
                "nullable": "N" if place <= 2 else "Y",
                "column_id": place,
                "default_length": len(default) if default else None,
                "data_default": default,
                "char_length": 40 if place > 2 else 0,
                "char_used": "B" if place > 2 else None,
                "character_set_name": "CHAR_CS" if place > 2 else None,
                "hidden_column": "NO",
                "virtual_column": "NO",
                "internal_column_id": place,
                "user_generated": "YES",
                "default_on_null": "NO",
                "identity_column": "NO",
            }


def _column_statistics(count: int) -> Iterator[dict[str, Any]]:
    low = (b"\xc1\x02", bytes.fromhex("78770101010101"), b"A")
    high = (b"\xc4\x20\x01\x2a\x13", bytes.fromhex("787e0101010101"), b"Z")
    for number in range(count):
        for place in range(1, COLUMNS + 1):
            kind = min(place - 1, 2)
            yield {
                "owner": OWNER,
                "table_name": name_of(number),
                "column_name": f"C{place:02d}",
                "num_distinct": 1000,
                "low_value": low[kind],
                "high_value": high[kind],
                "num_nulls": 0,
                "histogram": "NONE",
                "scope": "SHARED",
            }


def _constraints(count: int) -> Iterator[dict[str, Any]]:
    same = {"status": "ENABLED", "deferrable": "NOT DEFERRABLE", "deferred": "IMMEDIATE", "validated": "VALIDATED"}
    for number in range(count):
        name = name_of(number)
        for kind, ending in (("P", "PK"), ("C", "NN"), ("R", "FK")):
            if kind == "R" and number % 3:
                continue
            yield {
                "owner": OWNER,
                "table_name": name,
                "constraint_name": f"{name}_{ending}",
                "constraint_type": kind,
                "search_condition": '"C02" IS NOT NULL' if kind == "C" else None,
                "search_condition_vc": '"C02" IS NOT NULL' if kind == "C" else None,
                "r_owner": OWNER if kind == "R" else None,
                "r_constraint_name": f"{name_of(number // 2)}_PK" if kind == "R" else None,
                "generated": "USER NAME",
                "index_name": f"{name}_PK" if kind == "P" else None,
                **same,
            }


def _constraint_columns(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        name = name_of(number)
        for ending, column, position in (("PK", "C01", 1), ("NN", "C02", None), ("FK", "C01", 1)):
            if ending == "FK" and number % 3:
                continue
            yield {
                "owner": OWNER,
                "constraint_name": f"{name}_{ending}",
                "table_name": name,
                "column_name": column,
                "position": position,
            }


def _indexes(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        for ending in ("PK", "IX"):
            yield {
                "owner": OWNER,
                "index_name": f"{name_of(number)}_{ending}",
                "index_type": "NORMAL",
                "table_owner": OWNER,
                "table_name": name_of(number),
                "uniqueness": "UNIQUE" if ending == "PK" else "NONUNIQUE",
                "compression": "DISABLED",
                "tablespace_name": "USERS",
                "ini_trans": 2,
                "pct_free": 10,
                "logging": "YES",
                "status": "VALID",
                "degree": "1",
                "instances": "1",
                "partitioned": "NO",
                "generated": "N",
                "visibility": "VISIBLE",
                "indexing": "FULL",
            }


def _index_columns(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        for ending, column in (("PK", "C01"), ("IX", "C02")):
            yield {
                "index_owner": OWNER,
                "index_name": f"{name_of(number)}_{ending}",
                "table_owner": OWNER,
                "table_name": name_of(number),
                "column_name": column,
                "column_position": 1,
                "descend": "ASC",
            }


def _bytes(number: int) -> int:
    return 65_536 * (1 + number * 7919 % 200_000)


def _segments(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        size = _bytes(number)
        parts: list[str | None] = [None]
        if _is_partitioned(number):
            parts = [f"P{month:02d}" for month in range(1, _PARTITIONS + 1)]
        for part in parts:
            kind = "TABLE" if part is None else "TABLE PARTITION"
            yield _segment(name_of(number), part, kind, size // len(parts))
        for ending in ("PK", "IX"):
            yield _segment(f"{name_of(number)}_{ending}", None, "INDEX", size // 4)


def _segment(name: str, part: str | None, kind: str, size: int) -> dict[str, Any]:
    return {"owner": OWNER, "segment_name": name, "partition_name": part, "segment_type": kind, "bytes": size}


def _objects(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {
            "owner": OWNER,
            "object_name": name_of(number),
            "object_id": 100_000 + number,
            "object_type": "TABLE",
            "created": _MOMENT,
            "last_ddl_time": _MOMENT,
            "status": "VALID",
            "temporary": "N",
        }


def _table_statistics(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {"owner": OWNER, "table_name": name_of(number), "object_type": "TABLE", "stale_stats": "NO"}


def _grants(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {
            "grantee": "READERS",
            "owner": OWNER,
            "table_name": name_of(number),
            "grantor": OWNER,
            "privilege": "SELECT",
            "grantable": "NO",
            "hierarchy": "NO",
        }


def _comments(count: int) -> Iterator[dict[str, Any]]:
    # Oracle has a row for every table, with a comment or without.
    for number in range(count):
        yield {"owner": OWNER, "table_name": name_of(number), "table_type": "TABLE", "comments": None}

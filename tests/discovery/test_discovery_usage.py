"""How a table is used: what changed since statistics, and which columns predicates name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from repart_tui.discovery.usage import COLUMN_USAGE
from repart_tui.migration_models import ColumnUsage, CurrentState, TableModifications

Build = Callable[..., sqlite3.Connection]
Row = Callable[..., dict[str, Any]]
StateOf = Callable[..., CurrentState]


def dictionary(build: Build, table: Row, column: Row, **options: Any) -> sqlite3.Connection:
    names = {"table_owner": "APP", "table_name": "T"}
    return build(
        {
            "dba_tables": [table("T"), table("U")],
            "dba_objects": [
                {"owner": "APP", "object_name": name, "object_type": "TABLE", "object_id": number}
                for name, number in (("T", 71), ("U", 72))
            ],
            "dba_tab_cols": [
                column("T", "ID", 1, "NUMBER"),
                column("T", "BOOKED_ON", 2, "DATE"),
                column("U", "ID", 1, "NUMBER"),
            ],
            "dba_tab_modifications": [
                {**names, "inserts": 900, "updates": 40, "deletes": 7, "truncated": "NO"},
                {**names, "partition_name": "P1", "inserts": 500},
            ],
            "col_usage$": [
                {"obj#": 71, "intcol#": 2, "equality_preds": 4, "range_preds": 88, "equijoin_preds": 1},
                {"obj#": 99, "intcol#": 1, "equality_preds": 5},
            ],
        },
        **options,
    )


def test_changes_and_predicates(build: Build, table: Row, column: Row, state_of: StateOf) -> None:
    state = state_of(dictionary(build, table, column), "T")
    assert state.modifications == TableModifications(inserts=900, updates=40, deletes=7, truncated=False)
    key, booked = state.columns
    assert key.usage is None
    assert booked.usage == ColumnUsage(equality=4, range=88, join=1)
    assert state_of(dictionary(build, table, column), "U").columns[0].usage is None


def test_without_the_right_to_read_them_nothing_is_said(build: Build, table: Row, column: Row, plan: Any) -> None:
    config = plan(dictionary(build, table, column, without={"col_usage$", "dba_tab_modifications"}))
    assert all(not t.current_state.unknown_facts for t in config.tables)
    assert config.metadata.unreadable_views == ["DBA_TAB_MODIFICATIONS"]


def test_the_statement_asks_for_the_objects_only() -> None:
    columns = frozenset({"obj#", "intcol#", "range_preds"})
    assert COLUMN_USAGE.sql("sys.col_usage$", columns, 0, 0, number_count=2).splitlines() == [
        'SELECT "OBJ#", "INTCOL#", range_preds',
        "  FROM sys.col_usage$",
        ' WHERE "OBJ#" IN (:i1, :i2)',
    ]

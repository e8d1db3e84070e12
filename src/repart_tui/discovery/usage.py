"""How a table is used: changes since statistics were gathered, and the columns that predicates name.

Sources: Database Reference, ALL_TAB_MODIFICATIONS; PL/SQL Packages, DBMS_STATS.REPORT_COL_USAGE. The report itself is
text and may flush what it reports on, so the table behind it is read: SYS.COL_USAGE$, which SELECT ANY DICTIONARY
opens and SELECT_CATALOG_ROLE does not.
"""

from __future__ import annotations

from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import Request
from repart_tui.discovery.rounds import Steps
from repart_tui.discovery.rows import Row
from repart_tui.discovery.scope import BY_NAME_UP_TO, Scope
from repart_tui.discovery.selection import Numbers
from repart_tui.discovery.tables import OBJECTS
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import ColumnInfo, ColumnUsage, TableModifications

MODIFICATIONS = Query(
    "changes since statistics were gathered",
    """
    SELECT table_owner, table_name, partition_name, inserts, updates, deletes, timestamp, truncated
      FROM dba_tab_modifications
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY table_owner, table_name, partition_name
    """,
    # Advice only: nothing about the table itself is unknown without it.
    weight="note",
)
COLUMN_USAGE = Query(
    "column usage",
    """
    SELECT "OBJ#", "INTCOL#", equality_preds, equijoin_preds, nonequijoin_preds, range_preds, like_preds, null_preds,
           timestamp
      FROM sys.col_usage$
     WHERE "OBJ#" IN (:numbers)
    """,
    weight="fallback",
)
QUERIES = (MODIFICATIONS, COLUMN_USAGE)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (MODIFICATIONS,)


def read_usage(dictionary: Dictionary, scope: Scope) -> Steps:
    """Fill in modifications and the usage of columns."""
    for row in scope.rows(dictionary, MODIFICATIONS):
        if row.text("partition_name") is not None:
            # Partitions are counted in the table's own row as well.
            continue
        scope.states[row.name("table_owner"), row.name("table_name")].modifications = TableModifications(
            inserts=row.integer("inserts"),
            updates=row.integer("updates"),
            deletes=row.integer("deletes"),
            truncated=row.flag("truncated"),
            timestamp=row.moment("timestamp"),
        )
    columns: dict[tuple[int, int], ColumnInfo] = {
        (state.object_id, column.internal_column_id): column
        for state in scope.states.values()
        if state.object_id is not None
        for column in state.columns
    }
    few = sorted({number for number, _ in columns})
    numbers: Numbers = few if len(few) <= BY_NAME_UP_TO else scope.told(OBJECTS, "object_id")
    yield [Request(COLUMN_USAGE, numbers=numbers)] if few and numbers is few else ()
    for row in dictionary.rows(COLUMN_USAGE, numbers=numbers):
        column = columns.get((row.integer("obj#") or 0, row.integer("intcol#") or 0))
        if column is not None:
            column.usage = ColumnUsage(
                equality=_count(row, "equality_preds"),
                range=_count(row, "range_preds"),
                join=_count(row, "equijoin_preds") + _count(row, "nonequijoin_preds"),
                like=_count(row, "like_preds"),
                null=_count(row, "null_preds"),
                last_used=row.moment("timestamp"),
            )


def _count(row: Row, column: str) -> int:
    return row.integer(column) or 0

"""Facts about single columns that decide whether they may be a partitioning key.

Source: SQL Language Reference, CREATE TABLE, restrictions on partitioning keys; ORA-28346.
"""

from __future__ import annotations

import re

from repart_tui.counted import counted
from repart_tui.migration_models import ColumnInfo, CurrentState
from repart_tui.oracle.columns import CHARACTER_TYPES, KEY_COLLATIONS, base_type, key_type_problem

# The dictionary quotes the names of stored functions in an expression, not those of SQL functions.
_PLSQL_CALL = re.compile(r'"\s*\(')


def legal_key(column: ColumnInfo) -> bool:
    """Return whether Oracle takes the column as a key, for every kind of partitioning proposed here."""
    if key_type_problem(column) is not None or base_type(column) == "TIMESTAMP WITH LOCAL TIME ZONE":
        # Local time zone bounds depend on the session's zone: never proposed.
        return False
    if column.data_type in CHARACTER_TYPES and column.collation not in (None, *KEY_COLLATIONS):
        return False
    if column.virtual and _PLSQL_CALL.search(re.sub(r"'[^']*'", "''", column.data_default or "")):
        return False
    # ORA-28346: an encrypted column cannot be a partitioning column.
    return column.encryption is None


def null_free(column: ColumnInfo) -> bool:
    """Return whether there is evidence that the column holds no NULL."""
    if not column.nullable:
        return True
    statistics = column.statistics
    if statistics is None or statistics.num_nulls != 0:
        return False
    # An empty table has no NULLs either: only values tell.
    return bool(statistics.num_distinct) or statistics.low_value is not None


def null_sentence(state: CurrentState, column: ColumnInfo) -> str:
    """Return what is known of the NULLs of a nullable column, and what they cost."""
    nulls = column.statistics.num_nulls if column.statistics is not None else None
    if not nulls:
        return f"{column.name} may be NULL, and nothing says that it is not: an interval key takes no NULL (ORA-14400)."
    share = f" ({100 * nulls / state.num_rows:.0f} %)" if state.num_rows and nulls <= state.num_rows else ""
    return f"{column.name} is NULL in {counted(nulls, 'row')}{share}: an interval key takes no NULL (ORA-14400)."


def primary_key(state: CurrentState) -> list[str]:
    """Return the columns of the primary key in order."""
    return next((c.columns for c in state.constraints if c.constraint_type == "P"), [])


def is_date(column: ColumnInfo) -> bool:
    """Return whether the column is a DATE or a TIMESTAMP without zone."""
    return column.data_type == "DATE" or base_type(column) == "TIMESTAMP"


def leads_index(state: CurrentState, name: str) -> bool:
    """Return whether the column leads an index."""
    return any(index.columns and index.columns[0].name == name for index in state.indexes)


def is_unique(state: CurrentState, name: str) -> bool:
    """Return whether the column alone is a primary or unique key."""
    return any(c.constraint_type in ("P", "U") and c.columns == [name] for c in state.constraints)


def distinct_values(column: ColumnInfo) -> int | None:
    """Return the number of distinct values by statistics."""
    return column.statistics.num_distinct if column.statistics is not None else None

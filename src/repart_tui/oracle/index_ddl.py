"""Indexes as DDL.

Source: SQL Language Reference, CREATE INDEX (table_index_clause, index_properties, local_partitioned_index,
global_partitioned_index); descending columns are function-based, so the dictionary holds their expression.
"""

from __future__ import annotations

from collections.abc import Sequence

from repart_tui.migration_models import ColumnInfo, IndexColumn, IndexInfo
from repart_tui.oracle.index_locality import IndexPlan
from repart_tui.oracle.partition_clause import bound_list, name_list
from repart_tui.oracle.sql_text import foreign_expression, qualified, quote_name


def _column(column: IndexColumn) -> str:
    text = quote_name(column.name) if column.expression is None else foreign_expression(column.expression)
    return text + (" DESC" if column.descending else "")


def column_list(index: IndexInfo) -> str:
    """Return the indexed columns and expressions, without brackets."""
    return ", ".join(_column(column) for column in index.columns)


def locality_clause(plan: IndexPlan, columns: Sequence[ColumnInfo], *, partitioned: bool) -> str:
    """Return LOCAL, GLOBAL PARTITION BY ... or nothing, for CREATE INDEX on the new table.

    A nonpartitioned table may have a global partitioned index too; `columns` give bounds their type.
    """
    if plan.locality == "local":
        return "LOCAL" if partitioned else ""
    # CREATE INDEX knows GLOBAL only before PARTITION BY: a nonpartitioned index is global without the word.
    return "" if plan.locality == "global" else _global_partitions(plan, columns)


def modify_locality(plan: IndexPlan, columns: Sequence[ColumnInfo]) -> str:
    """Return the words for UPDATE INDEXES (...) of ALTER TABLE ... MODIFY."""
    if plan.locality in ("local", "global"):
        return plan.locality.upper()
    return _global_partitions(plan, columns)


def _global_partitions(plan: IndexPlan, columns: Sequence[ColumnInfo]) -> str:
    """Return GLOBAL PARTITION BY HASH or RANGE. Raises ValueError for a bound that does not fit."""
    if plan.locality == "global_range":
        by_name = {column.name: column for column in columns}
        key = [by_name[name] for name in plan.key_columns]
        items = [
            f"PARTITION {quote_name(part.name)} VALUES LESS THAN ({bound_list(part.values_less_than, key)})"
            + (f" TABLESPACE {quote_name(part.tablespace)}" if part.tablespace else "")
            for part in plan.partitions
        ]
        return f"GLOBAL PARTITION BY RANGE ({name_list(plan.key_columns)}) ({', '.join(items)})"
    words = f"GLOBAL PARTITION BY HASH ({name_list(plan.key_columns)})"
    if plan.named:
        items = [
            f"PARTITION {quote_name(part.name)}"
            + (f" TABLESPACE {quote_name(part.tablespace)}" if part.tablespace else "")
            for part in plan.named
        ]
        return f"{words} ({', '.join(items)})"
    stored = f" STORE IN ({name_list(plan.store_in)})" if plan.store_in else ""
    return f"{words} PARTITIONS {plan.partition_count}{stored}"


def attributes(index: IndexInfo, tablespace: str | None, *, logged: bool) -> str:
    """Return the physical attributes and properties of an index, with leading blanks; `logged`: LOGGING in any case."""
    words = []
    if "REV" in index.index_type.split("/")[1:]:
        words.append("REVERSE")
    if index.pct_free is not None:
        words.append(f"PCTFREE {index.pct_free}")
    if index.ini_trans is not None and index.ini_trans != 2:
        words.append(f"INITRANS {index.ini_trans}")
    if tablespace or index.tablespace_name:
        words.append(f"TABLESPACE {quote_name(tablespace or index.tablespace_name or '')}")
    if index.compression == "ENABLED" and "BITMAP" not in index.index_type:
        words.append(f"COMPRESS {index.prefix_length}" if index.prefix_length else "COMPRESS")
    elif index.compression in ("ADVANCED LOW", "ADVANCED HIGH"):
        words.append(f"COMPRESS {index.compression}")
    words.append("NOLOGGING" if index.logging is False and not logged else "LOGGING")
    if not index.visible:
        words.append("INVISIBLE")
    return "".join(f" {word}" for word in words)


def create_index(
    plan: IndexPlan,
    name: str,
    owner: str,
    table_name: str,
    columns: Sequence[ColumnInfo],
    *,
    partitioned: bool,
    degree: int,
    logged: bool,
) -> str:
    """Return CREATE INDEX for the new table under a name of its own, several lines; `columns` are the table's.

    Where `logged`, it is built with redo though it is NOLOGGING: `own_attributes` makes it that when it is built.
    """
    index = plan.index
    kind = "UNIQUE " if index.unique else "BITMAP " if plan.is_bitmap else ""
    lines = [
        f"CREATE {kind}INDEX {qualified(index.owner, name)}",
        f"  ON {qualified(owner, table_name)} ({column_list(index)})",
    ]
    locality = locality_clause(plan, columns, partitioned=partitioned)
    # The new partitions are what a partial index follows; a full one is the default.
    partial = " INDEXING PARTIAL" if plan.partial else ""
    lines.append(
        f" {(locality + attributes(index, plan.tablespace, logged=logged)).strip()}{partial} PARALLEL {degree}"
    )
    return "\n".join(lines)


def degree_clause(degree: str | None, instances: str | None) -> str:
    """Return the PARALLEL clause that gives an object its own degree back."""
    if degree in (None, "1", "0") and instances in (None, "1", "0"):
        return "NOPARALLEL"
    number = "" if degree == "DEFAULT" else f" {degree}"
    several = instances not in (None, "1", "0", "DEFAULT")
    return f"PARALLEL (DEGREE{number or ' DEFAULT'} INSTANCES {instances})" if several else f"PARALLEL{number}"


def own_attributes(index: IndexInfo, *, logged: bool) -> str:
    """Return what ALTER INDEX says once the index is built: its own degree, and NOLOGGING where it was `logged`.

    ALTER INDEX on the index as a whole changes all its partitions and those that come later, hash partitions too, whose
    attributes neither MODIFY PARTITION nor MODIFY DEFAULT ATTRIBUTES takes (SQL Language Reference, ALTER INDEX).
    """
    logging = " NOLOGGING" if logged and index.logging is False else ""
    return degree_clause(index.degree, index.instances) + logging

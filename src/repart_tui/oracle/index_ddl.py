"""Indexes as DDL.

Source: SQL Language Reference, CREATE INDEX (table_index_clause, index_properties, local_partitioned_index,
global_partitioned_index); descending columns are function-based, so the dictionary holds their expression.
"""

from __future__ import annotations

from repart_tui.migration_models import IndexColumn, IndexInfo
from repart_tui.oracle.index_locality import IndexPlan, index_column_names
from repart_tui.oracle.partition_clause import name_list
from repart_tui.oracle.sql_text import foreign_expression, qualified, quote_name


def _column(column: IndexColumn) -> str:
    text = quote_name(column.name) if column.expression is None else foreign_expression(column.expression)
    return text + (" DESC" if column.descending else "")


def column_list(index: IndexInfo) -> str:
    """Return the indexed columns and expressions, without brackets."""
    return ", ".join(_column(column) for column in index.columns)


def locality_clause(plan: IndexPlan, *, partitioned: bool) -> str:
    """Return LOCAL, GLOBAL PARTITION BY HASH ... or nothing, for CREATE INDEX on the new table."""
    if not partitioned:
        return ""
    if plan.locality == "local":
        return "LOCAL"
    if plan.locality == "global_hash":
        return f"GLOBAL PARTITION BY HASH ({name_list(leading_columns(plan.index))}) PARTITIONS {plan.partition_count}"
    # CREATE INDEX knows GLOBAL only before PARTITION BY: a nonpartitioned index is global without the word.
    return ""


def leading_columns(index: IndexInfo) -> list[str]:
    """Return the first column, the key of a global hash partitioned index (its key must be a left prefix)."""
    plain = index_column_names(index)
    return [column.name for column in index.columns[:1] if column.name in plain]


def modify_locality(plan: IndexPlan) -> str:
    """Return the word for UPDATE INDEXES (...) of ALTER TABLE ... MODIFY."""
    if plan.locality == "local":
        return "LOCAL"
    if plan.locality == "global_hash":
        return f"GLOBAL PARTITION BY HASH ({name_list(leading_columns(plan.index))}) PARTITIONS {plan.partition_count}"
    return "GLOBAL"


def attributes(index: IndexInfo, tablespace: str | None) -> str:
    """Return the physical attributes and properties of an index, with leading blanks."""
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
    words.append("NOLOGGING" if index.logging is False else "LOGGING")
    if not index.visible:
        words.append("INVISIBLE")
    return "".join(f" {word}" for word in words)


def create_index(plan: IndexPlan, name: str, owner: str, table_name: str, *, partitioned: bool, degree: int) -> str:
    """Return CREATE INDEX for the new table under a name of its own, several lines."""
    index = plan.index
    kind = "UNIQUE " if index.unique else "BITMAP " if plan.is_bitmap else ""
    lines = [
        f"CREATE {kind}INDEX {qualified(index.owner, name)}",
        f"  ON {qualified(owner, table_name)} ({column_list(index)})",
    ]
    locality = locality_clause(plan, partitioned=partitioned)
    lines.append(f" {(locality + attributes(index, plan.tablespace)).strip()} PARALLEL {degree}")
    return "\n".join(lines)


def degree_clause(degree: str | None, instances: str | None) -> str:
    """Return the PARALLEL clause that gives an object its own degree back."""
    if degree in (None, "1", "0") and instances in (None, "1", "0"):
        return "NOPARALLEL"
    number = "" if degree == "DEFAULT" else f" {degree}"
    several = instances not in (None, "1", "0", "DEFAULT")
    return f"PARALLEL (DEGREE{number or ' DEFAULT'} INSTANCES {instances})" if several else f"PARALLEL{number}"

"""The queries of the X-ray, as text: each a single SELECT on the table, for a sample of its blocks or for all rows.

Sources: SQL Language Reference, SELECT, "sample_clause" and "row_limiting_clause"; Hints, FULL; TO_CHAR (datetime,
number). SAMPLE BLOCK reads only so many blocks, at least 0.000001 and less than 100 percent of them; SAMPLE without
BLOCK would read them all. Blocks are sampled in full scans only, of the table or of an index: the hint FULL makes all
queries of one X-ray see the blocks of the table, and the seed the same ones. Values come back as text in the form of
the configuration, whatever the session's NLS settings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repart_tui.migration_models import ColumnInfo, ListTarget, TableConfig
from repart_tui.oracle.columns import CHARACTER_TYPES, NUMERIC_TYPES, base_type
from repart_tui.oracle.row_checks import outside_condition
from repart_tui.oracle.sql_text import FOREIGN_NEWLINE, qualified, quote_name
from repart_tui.xray.buckets import bucket_expression, key_columns

CLOCK = "SELECT TO_CHAR(SYSDATE, 'YYYY-MM-DD\"T\"HH24:MI:SS') FROM DUAL"
_SEED = 1
"""The same sample again while the blocks are the same."""


@dataclass(frozen=True, slots=True)
class Sample:
    """How much is read: `percent` of the blocks, or all rows where it is None."""

    percent: float | None = None

    @property
    def hint(self) -> str:
        """Return the hint that goes behind SELECT, with a blank after it; empty for all rows."""
        return "" if self.percent is None else "/*+ FULL(t) */ "

    @property
    def clause(self) -> str:
        """Return the sample clause and the alias that the hint names, with a blank before it; empty for all rows."""
        return "" if self.percent is None else f" SAMPLE BLOCK ({self.percent:.6f}) SEED ({_SEED}) t"


def columns_query(table: TableConfig, columns: Sequence[ColumnInfo], sample: Sample) -> str:
    """Return the scan that counts rows, NULLs and rows that fit nowhere, with least and greatest values.

    Its columns: rows, outside rows (NULL where that is no question), then for each column values, least, greatest.
    """
    outside = outside_condition(table)
    items = ["COUNT(*) AS all_rows"]
    items.append(
        "NULL AS outside_rows" if outside is None else f"COUNT(CASE WHEN {outside} THEN 1 END) AS outside_rows"
    )
    for number, column in enumerate(columns, start=1):
        name = quote_name(column.name)
        items.append(f"COUNT({name}) AS values_{number}")
        items.append(f"{_text(f'MIN({name})', column)} AS least_{number}")
        items.append(f"{_text(f'MAX({name})', column)} AS greatest_{number}")
    return _plain(f"SELECT {sample.hint}" + ",\n       ".join(items) + f"\n  FROM {_source(table, sample)}")


def end_query(table: TableConfig, column: ColumnInfo, function: str) -> str:
    """Return MIN or MAX of one column over all rows: a step down one side of an index that the column leads."""
    name = quote_name(column.name)
    return f"SELECT {_text(f'{function}({name})', column)} AS found\n  FROM {qualified(table.owner, table.table_name)}"


def partitions_query(table: TableConfig, sample: Sample, limit: int) -> str | None:
    """Return the query for the rows of each partition of the target by number; None where rows do not tell."""
    bucket = bucket_expression(table)
    if bucket is None:
        return None
    return _plain(
        f"SELECT bucket, COUNT(*) AS found\n"
        f"  FROM (SELECT {sample.hint}{bucket} AS bucket\n          FROM {_source(table, sample)})\n"
        f" GROUP BY bucket\n ORDER BY bucket\n FETCH FIRST {limit:d} ROWS ONLY"
    )


def outside_query(table: TableConfig, sample: Sample, limit: int) -> str | None:
    """Return the query for the most frequent values outside a list; None for other targets and lists with DEFAULT."""
    key, condition = key_columns(table), outside_condition(table)
    if key is None or condition is None or not isinstance(table.common_settings.target_config, ListTarget):
        return None
    names = ", ".join(quote_name(column.name) for column in key)
    shown = ",\n       ".join(f"{_text(quote_name(c.name), c)} AS value_{n}" for n, c in enumerate(key, start=1))
    return _plain(
        f"SELECT {sample.hint}{shown},\n       COUNT(*) AS found\n  FROM {_source(table, sample)}\n WHERE {condition}\n"
        f" GROUP BY {names}\n ORDER BY COUNT(*) DESC\n FETCH FIRST {limit:d} ROWS ONLY"
    )


def duplicates_query(table: TableConfig, columns: Sequence[str], sample: Sample) -> str:
    """Return the query for values of the columns that occur more than once: how many, and in how many rows.

    Rows where all the columns are NULL may repeat under a unique index, so they are left out.
    """
    names = [quote_name(name) for name in columns]
    present = " OR ".join(f"{name} IS NOT NULL" for name in names)
    return (
        f"SELECT COUNT(*) AS found, NVL(SUM(n), 0) AS all_rows\n"
        f"  FROM (SELECT {sample.hint}COUNT(*) AS n\n"
        f"          FROM {_source(table, sample)}\n         WHERE {present}\n"
        f"         GROUP BY {', '.join(names)}\n        HAVING COUNT(*) > 1)"
    )


def _source(table: TableConfig, sample: Sample) -> str:
    return qualified(table.owner, table.table_name) + sample.clause


def _text(expression: str, column: ColumnInfo) -> str:
    """Return an expression that yields the value as the configuration writes it."""
    kind = base_type(column)
    if kind in NUMERIC_TYPES:
        return f"TO_CHAR({expression}, 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''')"
    if kind == "DATE":
        return f"TO_CHAR({expression}, 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')"
    if kind.startswith("TIMESTAMP"):
        return f"TO_CHAR({expression}, 'SYYYY-MM-DD HH24:MI:SS.FF9', 'NLS_CALENDAR=GREGORIAN')"
    if kind == "RAW":
        return f"RAWTOHEX({expression})"
    if kind in CHARACTER_TYPES:
        return expression
    raise ValueError(f"{column.name} is {column.data_type}, whose values are not looked at")


def _plain(text: str) -> str:
    """Return the text with the line breaks of foreign text put back."""
    return text.replace(FOREIGN_NEWLINE, "\n")

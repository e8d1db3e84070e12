"""49. Rows with a NULL key: refused for an interval and for a range without MAXVALUE (ORA-14400)."""

from datetime import datetime

from repart_tui.demo.describe import Column, Stats, Table

_DAYS = Stats(700, datetime(2024, 1, 4), datetime(2025, 12, 9), nulls=12)

TABLES = (
    Table("SALES", (Column("SOLD_ON", "DATE", _DAYS),), rows=1_000),
    Table("VISITS", (Column("SEEN_ON", "DATE", _DAYS),), rows=1_000),
    Table("CALLS", (Column("CALLED_ON", "DATE", _DAYS),), rows=1_000),
)

"""47. A monthly interval whose first bound is the 31st: refused by ORA-14767, the first of the month is suggested."""

from datetime import datetime

from repart_tui.demo.describe import Column, Stats, Table

TABLES = (
    Table(
        "SALES",
        (Column("SOLD_ON", "DATE", Stats(700, datetime(2024, 1, 4), datetime(2025, 12, 9)), not_null=True),),
        rows=1_000,
    ),
)

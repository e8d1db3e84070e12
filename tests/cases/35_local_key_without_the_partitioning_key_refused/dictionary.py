"""35. LOCAL is chosen for a primary key that lacks the partitioning key: refused by ORA-14039, global is offered."""

from datetime import datetime

from repart_tui.demo.describe import Column, Key, Stats, Table

TABLES = (
    Table(
        "SALES",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("SOLD_ON", "DATE", Stats(700, datetime(2024, 1, 4), datetime(2025, 12, 9)), not_null=True),
        ),
        rows=1_000,
        keys=(Key("SALES_PK", ("ID",)),),
    ),
)

"""62. Only the interval is new: ALTER TABLE ... SET INTERVAL, and no row moves."""

from datetime import datetime

from repart_tui.demo.describe import Column, Index, Key, Partition, Partitioning, Stats, Table

_YEARS = (
    Partition("P_2024", "TO_DATE(' 2025-01-01 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')", 600),
    Partition("P_2025", "TO_DATE(' 2026-01-01 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')", 400),
)

TABLES = (
    Table(
        "SALES",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("SOLD_ON", "DATE", Stats(700, datetime(2024, 1, 4), datetime(2025, 12, 9)), not_null=True),
        ),
        rows=1_000,
        keys=(Key("SALES_PK", ("ID",)),),
        indexes=(Index("SALES_SOLD_IX", ("SOLD_ON",), local=True),),
        partitioning=Partitioning("RANGE", ("SOLD_ON",), _YEARS),
    ),
)
HOLDS = ("SET INTERVAL (NUMTOYMINTERVAL(1, 'MONTH'))", 'SET STORE IN ("APP_DATA")', "ENABLE ROW MOVEMENT")

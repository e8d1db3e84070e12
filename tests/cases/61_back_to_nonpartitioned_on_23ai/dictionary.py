"""61. Back to nonpartitioned on 23ai: MODIFY NONPARTITIONED, online; local indexes become plain ones by themselves."""

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
        indexes=(
            Index("SALES_SOLD_IX", ("SOLD_ON",), local=True),
            Index("SALES_ID_IX", ("ID", "SOLD_ON")),
        ),
        partitioning=Partitioning("RANGE", ("SOLD_ON",), _YEARS),
    ),
)

SQL = """
UPDATE v$instance SET version = '23.0.0.0.0', version_full = NULL;
UPDATE product_component_version SET version = '23.0.0.0.0', version_full = NULL;
UPDATE v$parameter SET value = '23.0.0' WHERE name = 'compatible';
"""
HOLDS = ("MODIFY", "NONPARTITIONED", "ONLINE", "UPDATE INDEXES")

"""62. The template shall put new subpartitions elsewhere: SET SUBPARTITION TEMPLATE, and what is there stays."""

from datetime import datetime

from repart_tui.demo.describe import Column, Partition, Partitioning, Stats, Table


def _regions(year: str) -> tuple[Partition, ...]:
    return (Partition(f"{year}_EAST", "'EAST'", 200), Partition(f"{year}_REST", "DEFAULT", 300))


_YEARS = tuple(
    Partition(
        f"P_{year}",
        f"TO_DATE(' {year + 1}-01-01 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')",
        500,
        parts=_regions(f"P_{year}"),
    )
    for year in (2024, 2025)
)

TABLES = (
    Table(
        "SALES",
        (
            Column("SOLD_ON", "DATE", Stats(700, datetime(2024, 1, 4), datetime(2025, 12, 9)), not_null=True),
            Column("REGION", "VARCHAR2(10)", not_null=True),
        ),
        rows=1_000,
        partitioning=Partitioning(
            "RANGE",
            ("SOLD_ON",),
            _YEARS,
            interval="NUMTOYMINTERVAL(1,'YEAR')",
            sub_kind="LIST",
            sub_columns=("REGION",),
            template=(
                Partition("EAST", "'EAST'", tablespace="APP_DATA"),
                Partition("REST", "DEFAULT", tablespace="APP_DATA"),
            ),
        ),
    ),
)
HOLDS = (
    # What else it says is as it was discovered, and stays.
    "unlike_before > 0 AND unlike_after > 0",
    "SET SUBPARTITION TEMPLATE",
    'VALUES (DEFAULT) TABLESPACE "APP_INDEX"',
    'SET STORE IN ("APP_INDEX")',
)

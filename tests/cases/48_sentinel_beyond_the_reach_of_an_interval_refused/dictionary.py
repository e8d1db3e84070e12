"""48. MAX is 9999-12-31 and the interval a day: refused by ORA-14300, range partitions with MAXVALUE are suggested."""

from datetime import datetime

from repart_tui.demo.describe import Column, Stats, Table

TABLES = (
    Table(
        "TERMS",
        (Column("ENDS_ON", "DATE", Stats(700, datetime(2024, 1, 4), datetime(9999, 12, 31)), not_null=True),),
        rows=1_000,
    ),
)

"""51. A key of TIMESTAMP WITH LOCAL TIME ZONE: its bounds depend on the session's zone, so the DBA must accept that."""

from datetime import datetime

from repart_tui.demo.describe import Column, Stats, Table

_SEEN = Stats(700, datetime(2024, 1, 4), datetime(2025, 12, 9))

TABLES = (
    Table("EVENTS", (Column("AT", "TIMESTAMP(6) WITH LOCAL TIME ZONE", _SEEN, not_null=True),), rows=1_000),
    Table("TRACES", (Column("AT", "TIMESTAMP(6) WITH LOCAL TIME ZONE", _SEEN, not_null=True),), rows=1_000),
)

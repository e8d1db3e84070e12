"""50. A key of TIMESTAMP WITH TIME ZONE: refused, a virtual column SYS_EXTRACT_UTC is offered. So are other types."""

from repart_tui.demo.describe import Column, Table

TABLES = (
    Table("EVENTS", (Column("AT", "TIMESTAMP(6) WITH TIME ZONE", not_null=True),), rows=1_000),
    Table("TEXTS", (Column("BODY", "CLOB"),), rows=1_000),
    Table("RATES", (Column("RATE", "BINARY_DOUBLE"),), rows=1_000),
)

"""62. Only AUTOMATIC is new: ALTER TABLE ... SET PARTITIONING AUTOMATIC, and no row moves."""

from repart_tui.demo.describe import Column, Key, Partition, Partitioning, Stats, Table

TABLES = (
    Table(
        "CUSTOMERS",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("REGION", "VARCHAR2(10)", Stats(3, "EAST", "WEST"), not_null=True),
        ),
        rows=1_000,
        keys=(Key("CUSTOMERS_PK", ("ID",)),),
        partitioning=Partitioning(
            "LIST", ("REGION",), (Partition("P_EAST", "'EAST'", 600), Partition("P_WEST", "'WEST', 'SOUTH'", 400))
        ),
    ),
)
HOLDS = ("SET PARTITIONING AUTOMATIC",)

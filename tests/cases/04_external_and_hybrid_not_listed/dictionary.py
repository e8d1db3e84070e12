"""4. An external table, and a table with external partitions: not listed."""

from repart_tui.demo.describe import Column, Partition, Partitioning, Table

TABLES = (
    Table("INCOMING", (Column("LINE", "VARCHAR2(400)"),), kind="EXTERNAL"),
    Table(
        "HISTORY",
        (Column("YEAR", "NUMBER(4)"),),
        rows=10,
        partitioning=Partitioning("RANGE", ("YEAR",), (Partition("P_OLD", "2000"), Partition("P_NEW", "2030", 10))),
        properties={"hybrid": "YES"},
    ),
)

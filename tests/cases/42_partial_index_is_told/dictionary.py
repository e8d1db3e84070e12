"""42. A partial index over partitions INDEXING OFF: told, for afterwards every row is indexed."""

from repart_tui.demo.describe import Column, Index, Key, Partition, Partitioning, Table

TABLES = (
    Table(
        "LOGS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("YEAR", "NUMBER(4)", not_null=True)),
        rows=1_000,
        keys=(Key("LOGS_PK", ("ID",)),),
        indexes=(Index("LOGS_YEAR_IX", ("YEAR",), local=True, partial=True),),
        partitioning=Partitioning(
            "RANGE", ("YEAR",), (Partition("P_OLD", "2020", 900, indexing=False), Partition("P_NEW", "MAXVALUE", 100))
        ),
    ),
)

"""41. A bitmap index of a nonpartitioned table: local by itself under online MODIFY, so it is not named (ORA-25122)."""

from repart_tui.demo.describe import Column, Index, Key, Table

TABLES = (
    Table(
        "FACTS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("COLOUR", "VARCHAR2(10)")),
        rows=1_000,
        keys=(Key("FACTS_PK", ("ID",)),),
        indexes=(Index("FACTS_COLOUR_BX", ("COLOUR",), kind="BITMAP"),),
    ),
)

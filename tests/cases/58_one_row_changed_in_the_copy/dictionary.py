"""58. A row of the copy differs: the proof stops the swap, the copy is dropped, the original takes writes again."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (
    Table(
        "ITEMS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("NAME", "VARCHAR2(80)")),
        rows=1_000,
        keys=(Key("ITEMS_PK", ("ID",)),),
    ),
)
HOLDS = (
    'SUM(ORA_HASH("NAME", 4294967295, 2))',
    """SUM(ORA_HASH(ORA_HASH("ID", 4294967295, 1) || '|' ||""",
    "Differences between the rows: ",
    "is the original and takes writes again.",
    "The rows are not proven equal. The swap does not take place.",
    "WHENEVER SQLERROR EXIT FAILURE ROLLBACK",
)

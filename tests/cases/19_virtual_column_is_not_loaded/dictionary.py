"""19. A virtual column: its expression is created as it stands, and the load does not name it (ORA-54013)."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (
    Table(
        "PRICES",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("NET", "NUMBER(10,2)"),
            Column("GROSS", "NUMBER", virtual='ROUND("NET"*1.19,2)'),
        ),
        rows=1_000,
        keys=(Key("PRICES_PK", ("ID",)),),
    ),
)

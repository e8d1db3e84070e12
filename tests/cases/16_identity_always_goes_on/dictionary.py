"""16. IDENTITY ALWAYS, copied: values are loaded as they are, the sequence goes on at LAST_NUMBER, CACHE is kept."""

from repart_tui.demo.describe import Column, Identity, Key, Table

TABLES = (
    Table(
        "TICKETS",
        (
            Column("ID", "NUMBER", identity=Identity(last_number=50_021, always=True, cache=100)),
            Column("TITLE", "VARCHAR2(80)"),
        ),
        rows=1_000,
        keys=(Key("TICKETS_PK", ("ID",)),),
    ),
)

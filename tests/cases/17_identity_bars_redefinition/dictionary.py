"""17. An identity column and redefinition: refused (ORA-23550, ORA-32792)."""

from repart_tui.demo.describe import Column, Identity, Key, Table

TABLES = (
    Table(
        "TICKETS",
        (Column("ID", "NUMBER", identity=Identity(last_number=50_021)), Column("TITLE", "VARCHAR2(80)")),
        rows=1_000,
        keys=(Key("TICKETS_PK", ("ID",)),),
    ),
)

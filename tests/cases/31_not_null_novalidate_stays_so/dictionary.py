"""31. NOT NULL ENABLE NOVALIDATE over rows with NULLs: added after the load, in the same state."""

from repart_tui.demo.describe import DISABLED, NOVALIDATE, Column, Key, NotNull, Table

TABLES = (
    Table(
        "LEADS",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("PHONE", "VARCHAR2(30)", not_null=NotNull("LEADS_PHONE_NN", NOVALIDATE)),
            Column("FAX", "VARCHAR2(30)", not_null=NotNull(None, DISABLED)),
        ),
        rows=1_000,
        keys=(Key("LEADS_PK", ("ID",)),),
    ),
)

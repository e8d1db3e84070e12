"""15. ROW ARCHIVAL with archived rows, copied: ORA_ARCHIVE_STATE is loaded, and all rows are visible to the session."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (
    Table(
        "CONTRACTS",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("SIGNED_ON", "DATE"),
            Column("ORA_ARCHIVE_STATE", "VARCHAR2(4000)", default="0", system=True),
        ),
        rows=1_000,
        keys=(Key("CONTRACTS_PK", ("ID",)),),
    ),
)
HOLDS = ("ALTER SESSION SET ROW ARCHIVAL VISIBILITY = ALL;", "ROW ARCHIVAL")

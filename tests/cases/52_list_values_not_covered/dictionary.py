"""52. Values that no list partition takes: told from statistics, and the preflight counts such rows (ORA-14400)."""

from repart_tui.demo.describe import Column, Key, Stats, Table

_REGIONS = ("APAC", "EMEA", "LATAM", "NA")

TABLES = (
    Table(
        "SHOPS",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("REGION", "VARCHAR2(5)", Stats(4, "APAC", "NA", histogram=_REGIONS), not_null=True),
        ),
        rows=1_000,
        keys=(Key("SHOPS_PK", ("ID",)),),
    ),
)
HOLDS = ("rows have values of REGION that no partition lists (ORA-14400)",)

"""20. An invisible column with data: loaded by name, compared, and invisible in the copy."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (
    Table(
        "STAFF",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("SALARY_BAND", "CHAR(1)", invisible=True, not_null="STAFF_BAND_NN"),
            Column("NAME", "VARCHAR2(80)"),
        ),
        rows=1_000,
        keys=(Key("STAFF_PK", ("ID",)),),
    ),
)
HOLDS = ('COUNT("SALARY_BAND")', 'ORA_HASH("SALARY_BAND"')

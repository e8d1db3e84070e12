"""32. A NOT NULL with a name keeps it; one that Oracle named gets a name from Oracle again. A CHECK stays a CHECK."""

from repart_tui.demo.describe import Check, Column, Key, Table

TABLES = (
    Table(
        "PEOPLE",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("NAME", "VARCHAR2(80)", not_null="PEOPLE_NAME_NN"),
            Column("BORN_ON", "DATE"),
        ),
        rows=1_000,
        keys=(Key("PEOPLE_PK", ("ID",)),),
        checks=(Check("PEOPLE_BORN_CK", '"BORN_ON" IS NOT NULL', ("BORN_ON",)),),
    ),
)

"""21. DEFAULT ON NULL implies NOT NULL: it is not said twice, unless the constraint has a name."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (
    Table(
        "NOTES",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("KIND", "VARCHAR2(10)", default="'none'", default_on_null=True),
            Column("LEVEL_NO", "NUMBER(2)", default="1", default_on_null=True, not_null="NOTES_LEVEL_NN"),
        ),
        rows=1_000,
        keys=(Key("NOTES_PK", ("ID",)),),
    ),
)

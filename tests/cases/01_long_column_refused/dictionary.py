"""1. A LONG column: refused, the column named, ORA-14085."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (
    Table(
        "LETTERS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("BODY", "LONG")),
        rows=1_000,
        keys=(Key("LETTERS_PK", ("ID",)),),
    ),
)

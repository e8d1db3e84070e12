"""33. A disabled primary key, and a unique key RELY DISABLE NOVALIDATE: the same states, and no index is made."""

from repart_tui.demo.describe import DISABLED, Column, Key, State, Table

TABLES = (
    Table(
        "FACTS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("CODE", "VARCHAR2(8)")),
        rows=1_000,
        keys=(
            Key("FACTS_PK", ("ID",), state=DISABLED),
            Key("FACTS_UK", ("CODE",), primary=False, state=State(enabled=False, validated=False, rely=True)),
        ),
    ),
)

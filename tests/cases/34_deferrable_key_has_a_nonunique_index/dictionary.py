"""34. A DEFERRABLE primary key INITIALLY DEFERRED: its index is not unique, and the key is deferrable again."""

from repart_tui.demo.describe import Column, Key, State, Table

TABLES = (
    Table(
        "SLOTS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("POSITION_NO", "NUMBER(4)")),
        rows=1_000,
        keys=(
            Key("SLOTS_PK", ("ID",), state=State(deferrable=True, deferred=True)),
            Key("SLOTS_UK", ("POSITION_NO",), primary=False, state=State(validated=False, deferrable=True)),
        ),
    ),
)

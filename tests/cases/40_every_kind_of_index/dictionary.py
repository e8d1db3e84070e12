"""40. DESC, reverse, function-based, COMPRESS 2, INVISIBLE, a degree: the same again. UNUSABLE: told, built anew."""

from repart_tui.demo.describe import Column, Expression, Index, Key, Table, descending

TABLES = (
    Table(
        "PEOPLE",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("NAME", "VARCHAR2(80)"),
            Column("TOWN", "VARCHAR2(80)"),
            Column("BORN_ON", "DATE"),
        ),
        rows=1_000,
        keys=(Key("PEOPLE_PK", ("ID",)),),
        indexes=(
            Index("PEOPLE_BORN_IX", ("TOWN", descending("BORN_ON"))),
            Index("PEOPLE_REV_IX", ("BORN_ON", "ID"), kind="NORMAL/REV"),
            Index("PEOPLE_UPPER_IX", (Expression('UPPER("NAME")'), "TOWN")),
            Index("PEOPLE_PREFIX_IX", ("TOWN", "NAME", "BORN_ON"), compress=2, degree="8", logging="NO"),
            Index("PEOPLE_HIDDEN_IX", ("NAME",), invisible=True),
            Index("PEOPLE_DEAD_IX", ("NAME", "ID"), unusable=True),
        ),
    ),
)

"""38. A foreign key of the table to itself: the copy's points at the copy."""

from repart_tui.demo.describe import Column, ForeignKey, Key, Table

TABLES = (
    Table(
        "STAFF",
        (Column("ID", "NUMBER(9)", not_null=True), Column("BOSS_ID", "NUMBER(9)")),
        rows=1_000,
        keys=(Key("STAFF_PK", ("ID",)),),
        foreign_keys=(ForeignKey("STAFF_BOSS_FK", ("BOSS_ID",), ("APP", "STAFF_PK")),),
    ),
)
SHOWN = ("master1.sql", "rollback1.sql")

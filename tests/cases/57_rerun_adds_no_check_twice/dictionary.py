"""57. Killed among the constraints: a check that Oracle names would be taken twice, so a rerun looks for it first."""

from repart_tui.demo.describe import NOVALIDATE, Check, Column, Key, Table

TABLES = (
    Table(
        "ITEMS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("PRICE", "NUMBER(8,2)")),
        rows=1_000,
        keys=(Key("ITEMS_PK", ("ID",)),),
        checks=(Check(None, "price < 100", ("PRICE",), NOVALIDATE),),
    ),
)
HOLDS = ("c.search_condition_vc = o.search_condition_vc", "IF checks_like('SYS_C")

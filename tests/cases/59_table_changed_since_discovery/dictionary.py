"""59. The table changed after it was discovered: the preflight compares what it owns and stops before any DDL."""

from repart_tui.demo.describe import Check, Column, Key, Table

TABLES = (
    Table(
        "ITEMS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("PRICE", "NUMBER(8,2)", default="0")),
        rows=1_000,
        keys=(Key("ITEMS_PK", ("ID",)),),
        checks=(Check("ITEMS_PRICE_CK", "price >= 0", ("PRICE",)),),
    ),
)
HOLDS = (
    "add('column 2 PRICE NUMBER 22,8,2 ');",
    "add('default of PRICE: 0');",
    "add('constraint ITEMS_PRICE_CK C (PRICE) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE ",
    "it changed since it was discovered, see above. Discover again.",
)

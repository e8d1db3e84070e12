"""37. Disabled foreign keys, out and in: the twin is disabled too. One that Oracle named gets a name from Oracle."""

from repart_tui.demo.describe import DISABLED, NOVALIDATE, Column, ForeignKey, Key, Table

TABLES = (
    Table(
        "ORDERS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("CUSTOMER_ID", "NUMBER(9)"), Column("SHOP_ID", "NUMBER(9)")),
        rows=1_000,
        keys=(Key("ORDERS_PK", ("ID",)),),
        foreign_keys=(
            ForeignKey("ORDERS_CUSTOMER_FK", ("CUSTOMER_ID",), ("APP", "CUSTOMERS_PK"), state=DISABLED),
            ForeignKey(None, ("SHOP_ID",), ("APP", "CUSTOMERS_PK"), "SET NULL", state=NOVALIDATE),
        ),
    ),
    Table("CUSTOMERS", (Column("ID", "NUMBER(9)", not_null=True),), rows=10, keys=(Key("CUSTOMERS_PK", ("ID",)),)),
    Table(
        "RETURNS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("ORDER_ID", "NUMBER(9)")),
        rows=10,
        keys=(Key("RETURNS_PK", ("ID",)),),
        foreign_keys=(ForeignKey("RETURNS_ORDER_FK", ("ORDER_ID",), ("APP", "ORDERS_PK"), state=DISABLED),),
    ),
)

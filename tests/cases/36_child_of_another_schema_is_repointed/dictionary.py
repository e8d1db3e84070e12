"""36. An enabled foreign key with ON DELETE CASCADE in another schema: a second key first, then the swap."""

from repart_tui.demo.describe import Column, ForeignKey, Index, Key, Schema, Table

_PARENT = Table(
    "ORDERS",
    (Column("ID", "NUMBER(9)", not_null=True), Column("PLACED_ON", "DATE")),
    rows=1_000,
    keys=(Key("ORDERS_PK", ("ID",)),),
)
_CHILD = Table(
    "DELIVERIES",
    (Column("ID", "NUMBER(9)", not_null=True), Column("ORDER_ID", "NUMBER(9)")),
    rows=1_000,
    keys=(Key("DELIVERIES_PK", ("ID",)),),
    foreign_keys=(ForeignKey("DELIVERIES_ORDER_FK", ("ORDER_ID",), ("APP", "ORDERS_PK"), "CASCADE"),),
    indexes=(Index("DELIVERIES_ORDER_IX", ("ORDER_ID",)),),
)

SCHEMAS = (
    Schema("APP", "APP_DATA", "APP_INDEX", tables=(_PARENT,)),
    Schema("LOGISTICS", "APP_DATA", "APP_INDEX", tables=(_CHILD,)),
)
HOLDS = ("rename_constraint('LOGISTICS', 'DELIVERIES', 'DELIVERIES_ORDER_FK_RPNF', 'DELIVERIES_ORDER_FK');",)
SHOWN = ("master1.sql", "rollback1.sql")

"""43. An index of another schema: created for that schema. Online MODIFY names indexes without a schema: barred."""

from repart_tui.demo.describe import Column, Index, Key, Schema, Table

SCHEMAS = (
    Schema(
        "APP",
        "APP_DATA",
        "APP_INDEX",
        tables=(
            Table(
                "ORDERS",
                (Column("ID", "NUMBER(9)", not_null=True), Column("PLACED_ON", "DATE")),
                rows=1_000,
                keys=(Key("ORDERS_PK", ("ID",)),),
                indexes=(Index("ORDERS_REPORT_IX", ("PLACED_ON",), owner="REPORTING"),),
            ),
        ),
    ),
    Schema("REPORTING", "APP_DATA", "APP_INDEX"),
)

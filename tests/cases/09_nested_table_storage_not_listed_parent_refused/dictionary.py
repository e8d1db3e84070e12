"""9. The storage of a nested table column: not listed. The table with the column: refused, the column named."""

from repart_tui.demo.describe import Column, Table

TABLES = (
    Table(
        "ORDERS",
        (Column("ID", "NUMBER(9)"), Column("LINES", "LINE_LIST", type_owner="APP")),
        rows=1_000,
    ),
    Table("ORDER_LINES_NT", (Column("ITEM", "VARCHAR2(30)"),), rows=3_000, kind="NESTED", properties={"nested": "YES"}),
)

"""3. A global temporary table: not listed."""

from repart_tui.demo.describe import Column, Table

TABLES = (Table("CART", (Column("ITEM", "VARCHAR2(30)"),), kind="TEMPORARY"),)

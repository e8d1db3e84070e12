"""55. A database without the Partitioning option (Standard Edition): refused by ORA-00439."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (Table("ITEMS", (Column("ID", "NUMBER(9)", not_null=True),), rows=1_000, keys=(Key("ITEMS_PK", ("ID",)),)),)
SQL = "UPDATE v$option SET value = 'FALSE' WHERE parameter = 'Partitioning'"

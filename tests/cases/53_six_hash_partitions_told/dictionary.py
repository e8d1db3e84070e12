"""53. Six hash partitions: told that they become unequal, eight are suggested."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (Table("ITEMS", (Column("ID", "NUMBER(9)", not_null=True),), rows=1_000, keys=(Key("ITEMS_PK", ("ID",)),)),)

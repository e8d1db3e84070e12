"""7. A dropped table in the recycle bin: not listed."""

from repart_tui.demo.describe import Column, Table

TABLES = (Table("BIN$Fq8wYxkQEqHgU2ABqMAJ4w==$0", (Column("ID", "NUMBER"),), rows=900, kind="DROPPED"),)

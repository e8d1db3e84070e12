"""8. Tables of a schema that Oracle maintains: not listed, however it is named."""

from repart_tui.demo.describe import Column, Schema, Table

SCHEMAS = (
    Schema(
        "GSMADMIN_INTERNAL",
        "SYSAUX",
        "SYSAUX",
        tables=(Table("CLOUD", (Column("NAME", "VARCHAR2(128)"),), rows=1),),
        oracle_maintained=True,
    ),
)

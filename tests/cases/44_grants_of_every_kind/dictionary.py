"""44. Column grants, WITH GRANT OPTION, WITH HIERARCHY OPTION, PUBLIC, a grant by somebody else: granted anew."""

from repart_tui.demo.describe import Column, Grant, Key, Schema, Table

SCHEMAS = (
    Schema(
        "APP",
        "APP_DATA",
        "APP_INDEX",
        tables=(
            Table(
                "ORDERS",
                (Column("ID", "NUMBER(9)", not_null=True), Column("NOTE", "VARCHAR2(80)")),
                rows=1_000,
                keys=(Key("ORDERS_PK", ("ID",)),),
                grants=(
                    Grant("PUBLIC", "SELECT"),
                    Grant("REPORTING", "SELECT", grantable=True, hierarchy=True),
                    Grant("REPORTING", "UPDATE", column="NOTE"),
                    Grant("REPORTING", "REFERENCES", column="ID", grantable=True),
                    Grant("CLERK", "READ", grantor="REPORTING"),
                ),
            ),
        ),
    ),
    Schema("REPORTING", "APP_DATA", "APP_INDEX"),
)

"""24. Mixed case, blanks, reserved words, commas, 128 bytes: quoted everywhere; cut names are told apart."""

from repart_tui.demo.describe import Check, Column, Index, Key, Schema, Table

_LONG = "A_NAME_OF_128_BYTES_" * 6 + "ENDSHERE"

SCHEMAS = (
    Schema(
        "App User",
        "APP_DATA",
        "APP_INDEX",
        tables=(
            Table(
                "Order",
                (
                    Column("select", "NUMBER(9)", not_null=True),
                    Column("a, b & c", "VARCHAR2(10)", comment="two"),
                    Column("Größe", "NUMBER"),
                    Column(_LONG, "DATE"),
                ),
                rows=1_000,
                keys=(Key("Order's key", ("select",)),),
                checks=(Check("Größe>0", '"Größe" > 0', ("Größe",)),),
                indexes=(Index(_LONG, (_LONG,)), Index(_LONG[:-1] + "F", ("Größe", _LONG))),
            ),
        ),
    ),
)

"""14. A redacted column: refused for every method, for a copy meets ORA-28081 or copies what is shown, not what is."""

from repart_tui.demo.describe import Column, Extra, Key, Table

TABLES = (
    Table(
        "CARDS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("CARD_NUMBER", "VARCHAR2(19)")),
        rows=1_000,
        keys=(Key("CARDS_PK", ("ID",)),),
        extras=(
            Extra(
                "redaction_policies",
                ("object_owner", "object_name"),
                {"policy_name": "HIDE_CARDS", "expression": "1=1", "enable": "YES"},
            ),
            Extra(
                "redaction_columns",
                ("object_owner", "object_name"),
                {"column_name": "CARD_NUMBER", "function_type": "PARTIAL REDACTION"},
            ),
        ),
    ),
)

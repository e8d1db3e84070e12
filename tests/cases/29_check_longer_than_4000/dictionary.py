"""29. A check condition longer than 4,000 bytes: the whole text of the LONG, not SEARCH_CONDITION_VC."""

from repart_tui.demo.describe import Check, Column, Key, Table

_CODES = ", ".join(f"'CODE{number:04d}'" for number in range(400))

TABLES = (
    Table(
        "CODES",
        (Column("ID", "NUMBER(9)", not_null=True), Column("CODE", "VARCHAR2(8)")),
        rows=1_000,
        keys=(Key("CODES_PK", ("ID",)),),
        checks=(Check("CODES_KNOWN", f"code IN ({_CODES}, 'THE_LAST')", ("CODE",)),),
    ),
)
HOLDS = ("THE_LAST",)

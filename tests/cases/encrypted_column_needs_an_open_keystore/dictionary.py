"""An encrypted column, copied: encrypted with a new table key, for which the keystore must be open (ORA-28365)."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (
    Table(
        "CARDS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("NUMBER_", "VARCHAR2(19)", encryption="AES 256 bits key")),
        rows=1_000,
        keys=(Key("CARDS_PK", ("ID",)),),
    ),
)
HOLDS = ("FROM v$encryption_wallet WHERE status LIKE 'OPEN%'", "need an open keystore (ORA-28365). Open it.")

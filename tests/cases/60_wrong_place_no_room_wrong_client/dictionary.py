"""60. Wrong container or database, CDB$ROOT, no room, no tablespace, a wrong character set: stopped before any DDL."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (
    Table(
        "ITEMS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("Größe", "NUMBER")),
        rows=1_000,
        keys=(Key("ITEMS_PK", ("ID",)),),
    ),
)
HOLDS = (
    "You are connected to CDB$ROOT.",
    "ELSIF text <> 'DEMOPDB' THEN",
    "IF text NOT LIKE 'DEMO' || ' %' THEN",
    "IF text NOT LIKE '% PRIMARY' THEN",
    "The Partitioning option is not installed (ORA-00439).",
    "exists_tablespace('ARCHIVE_DATA');",
    "MB are needed. Add space.",
    "lacks quota for ",
    "IF ASCIISTR(TO_CHAR(UNISTR('\\00DF\\00F6'))) <> '\\00DF\\00F6' THEN",
)

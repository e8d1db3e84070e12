"""23. VARCHAR2(10 CHAR) in a session with BYTE semantics: CHAR or BYTE is written out for every column."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (
    Table(
        "WORDS",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("WORD", "VARCHAR2(10 CHAR)"),
            Column("CODE", "CHAR(3 BYTE)"),
            Column("NATIONAL", "NVARCHAR2(20)"),
            Column("ANY_NUMBER", "NUMBER"),
            Column("WHOLE", "NUMBER(*,0)"),
            Column("ROUNDED", "NUMBER(9,-2)"),
            Column("RATIO", "FLOAT(63)"),
            Column("AT", "TIMESTAMP(3) WITH TIME ZONE"),
            Column("TOOK", "INTERVAL DAY(2) TO SECOND(6)"),
            Column("AGE", "INTERVAL YEAR(4) TO MONTH"),
            Column("DIGEST", "RAW(32)"),
        ),
        rows=1_000,
        keys=(Key("WORDS_PK", ("ID",)),),
    ),
)
HOLDS = ("ALTER SESSION SET NLS_LENGTH_SEMANTICS = BYTE;",)

"""25. Comments with quotes, &, semicolons, a lone slash, a trailing hyphen: intact, and never a command."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (
    Table(
        "REMARKS",
        (
            Column("ID", "NUMBER(9)", not_null=True, comment="it's a key; & more -"),
            Column("BODY", "VARCHAR2(80)", comment="first line\n/\n.\n\n@evil.sql\n#x\nEXIT\ncafé -- end -"),
        ),
        rows=1_000,
        comment="q'[ ]' {} <> () !! ^^ || ''' &x;\n/",
        keys=(Key("REMARKS_PK", ("ID",)),),
    ),
)

"""26. A trigger body with a lone slash, a lone period, blank lines, #x and &x: exact text, and it compiles."""

from repart_tui.demo.describe import Column, Key, Table, Trigger

TABLES = (
    Table(
        "ENTRIES",
        (Column("ID", "NUMBER(9)", not_null=True), Column("BODY", "VARCHAR2(80)")),
        rows=1_000,
        keys=(Key("ENTRIES_PK", ("ID",)),),
        triggers=(
            Trigger(
                "ENTRIES_BI",
                "entries_bi\n  BEFORE INSERT ON entries FOR EACH ROW",
                "BEGIN\n  :new.body := '\n/\n.\n\n#x &x;\n' -- q'[ ]' -\n;\n\n  NULL;\nEND;\n",
                "BEFORE EACH ROW",
                "INSERT",
            ),
        ),
    ),
)

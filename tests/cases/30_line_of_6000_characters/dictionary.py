"""30. A line of 6,000 characters in a trigger: in pieces, no line of the script longer than 1,000 bytes."""

from repart_tui.demo.describe import Column, Key, Table, Trigger

TABLES = (
    Table(
        "ENTRIES",
        (Column("ID", "NUMBER(9)", not_null=True),),
        rows=1_000,
        keys=(Key("ENTRIES_PK", ("ID",)),),
        triggers=(
            Trigger(
                "ENTRIES_LONG",
                "entries_long AFTER DELETE ON entries",
                "DECLARE\n  x VARCHAR2(32767) := '" + "x" * 6_000 + "';\nBEGIN NULL; END;",
                "AFTER STATEMENT",
                "DELETE",
            ),
        ),
    ),
)

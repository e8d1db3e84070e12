"""27. A disabled trigger stays disabled; an enabled one that was invalid before does not stop the script."""

from repart_tui.demo.describe import Column, Key, Table, Trigger

TABLES = (
    Table(
        "ENTRIES",
        (Column("ID", "NUMBER(9)", not_null=True),),
        rows=1_000,
        keys=(Key("ENTRIES_PK", ("ID",)),),
        triggers=(
            Trigger(
                "ENTRIES_OFF",
                "entries_off AFTER DELETE ON entries",
                "BEGIN NULL; END;",
                "AFTER STATEMENT",
                "DELETE",
                enabled=False,
            ),
            Trigger(
                "ENTRIES_BROKEN",
                "entries_broken AFTER UPDATE ON entries",
                "BEGIN gone_package.note; END;",
                "AFTER STATEMENT",
                "UPDATE",
                valid=False,
            ),
        ),
    ),
)

"""28. Triggers that FOLLOW others: created in an order in which each finds the one it follows."""

from repart_tui.demo.describe import Column, Key, Table, Trigger


def _trigger(name: str, follows: str | None = None) -> Trigger:
    order = f" FOLLOWS {follows}" if follows else ""
    header = f"{name} BEFORE INSERT ON entries FOR EACH ROW{order}"
    return Trigger(
        name.upper(), header, "BEGIN NULL; END;", "BEFORE EACH ROW", "INSERT", follows=follows and follows.upper()
    )


TABLES = (
    Table(
        "ENTRIES",
        (Column("ID", "NUMBER(9)", not_null=True),),
        rows=1_000,
        keys=(Key("ENTRIES_PK", ("ID",)),),
        triggers=(_trigger("a_third", "z_second"), _trigger("m_first"), _trigger("z_second", "m_first")),
    ),
)

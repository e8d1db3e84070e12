"""46. Locked statistics, preferences, a column group: set, made and carried as they were, then locked again."""

from repart_tui.demo.describe import Column, Key, Stats, Table

TABLES = (
    Table(
        "CARS",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("MAKE", "VARCHAR2(30)", Stats(3, "Audi", "Volvo", histogram=("Audi", "Fiat", "Volvo"))),
            Column("MODEL", "VARCHAR2(30)"),
        ),
        rows=1_000,
        keys=(Key("CARS_PK", ("ID",)),),
        locked="ALL",
        preferences={"INCREMENTAL": "TRUE", "METHOD_OPT": "FOR ALL COLUMNS SIZE 1 FOR COLUMNS SIZE 254 MAKE"},
        extensions=(("SYS_STU7X#MAKE_MODEL", '("MAKE","MODEL")'),),
    ),
)
HOLDS = ("EXECUTE IMMEDIATE :locked_statistics", "DBMS_STATS.LOCK_TABLE_STATS('APP', 'CARS');")

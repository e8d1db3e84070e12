"""57. Killed during the load: nothing was committed, so the rerun finds the copy empty and loads it once."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (Table("ITEMS", (Column("ID", "NUMBER(9)", not_null=True),), rows=1_000, keys=(Key("ITEMS_PK", ("ID",)),)),)
HOLDS = (
    """EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM "APP"."ITEMS_RPN" WHERE ROWNUM = 1' INTO n;""",
    "Loaded by an earlier run; the proof will tell whether it is complete.",
    "The original takes writes, so the rows of an earlier run are stale: begin anew.",
)

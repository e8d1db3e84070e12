"""56. Killed after the first rename: the rerun finds {T_OLD, T_NEW} by OBJECT_ID and finishes the second rename."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (Table("ITEMS", (Column("ID", "NUMBER(9)", not_null=True),), rows=1_000, keys=(Key("ITEMS_PK", ("ID",)),)),)
WHOLE = True
HOLDS = (
    "ELSIF :p1 = 'HALF' THEN",
    "WHEN id_old = p_id AND id_table IS NULL AND marked = 1 THEN 'HALF'",
    """EXECUTE IMMEDIATE 'ALTER TABLE "APP"."ITEMS_RPN" RENAME TO "ITEMS"';""",
)

"""22. A default names a sequence without its schema: it is created while names mean what they mean to the owner."""

from repart_tui.demo.describe import Column, Key, Schema, Sequence, Table

SCHEMAS = (
    Schema(
        "APP",
        "APP_DATA",
        "APP_INDEX",
        tables=(
            Table(
                "RUNS",
                (
                    Column("ID", "NUMBER(9)", default="run_seq.nextval", not_null=True),
                    Column("STARTED", "DATE", default="sysdate -- now"),
                ),
                rows=1_000,
                keys=(Key("RUNS_PK", ("ID",)),),
            ),
        ),
        sequences=(Sequence("RUN_SEQ", 1_021),),
    ),
)
HOLDS = ("""EXECUTE IMMEDIATE 'ALTER SESSION SET CURRENT_SCHEMA = "APP"';""",)

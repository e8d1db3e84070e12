"""18. An identity that counts down: INCREMENT BY -1, MINVALUE, MAXVALUE, CYCLE and ORDER are kept."""

from repart_tui.demo.describe import Column, Identity, Key, Table

_DOWN = Identity(
    last_number=-50_021, start=-1, increment=-1, min_value=-999_999, max_value=-1, cache=0, cycle=True, order=True
)

TABLES = (
    Table(
        "RETURNS",
        (Column("ID", "NUMBER", identity=_DOWN), Column("REASON", "VARCHAR2(80)")),
        rows=1_000,
        keys=(Key("RETURNS_PK", ("ID",)),),
    ),
)

"""39. Foreign keys to a unique key of three columns, out and in: each column meets its own, in the key's order."""

from repart_tui.demo.describe import Column, ForeignKey, Key, Table

_PLACE = (Column("COUNTRY", "CHAR(2)"), Column("REGION", "VARCHAR2(30)"), Column("TOWN", "VARCHAR2(30)"))

TABLES = (
    Table(
        "TOWNS",
        (Column("ID", "NUMBER(9)", not_null=True), *_PLACE),
        rows=1_000,
        keys=(Key("TOWNS_PK", ("ID",)), Key("TOWNS_UK", ("TOWN", "REGION", "COUNTRY"), primary=False)),
        foreign_keys=(ForeignKey("TOWNS_NEAR_FK", ("TOWN", "REGION", "COUNTRY"), ("APP", "PLACES_UK")),),
    ),
    Table(
        "PLACES",
        (Column("ID", "NUMBER(9)", not_null=True), *_PLACE),
        rows=10,
        keys=(Key("PLACES_PK", ("ID",)), Key("PLACES_UK", ("TOWN", "REGION", "COUNTRY"), primary=False)),
        foreign_keys=(ForeignKey("PLACES_TOWN_FK", ("TOWN", "REGION", "COUNTRY"), ("APP", "TOWNS_UK")),),
    ),
)

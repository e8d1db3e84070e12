"""10. A domain index, a bitmap join index: online MODIFY is barred by ORA-14427, and a copy is refused too."""

from datetime import datetime

from repart_tui.demo.describe import Column, Index, Key, Stats, Table

_DAYS = Stats(3_000, datetime(2016, 1, 4), datetime(2026, 1, 9))

TABLES = (
    Table(
        "ARTICLES",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("LISTED_ON", "DATE", _DAYS, not_null=True),
            Column("DESCRIPTION", "VARCHAR2(400)"),
        ),
        rows=1_000,
        keys=(Key("ARTICLES_PK", ("ID",)),),
        indexes=(Index("ARTICLES_TXT", ("DESCRIPTION",), kind="DOMAIN", indextype="CONTEXT"),),
    ),
    Table(
        "BOOKINGS",
        (
            Column("ID", "NUMBER(9)", not_null=True),
            Column("BOOKED_ON", "DATE", _DAYS, not_null=True),
            Column("COMPANY", "CHAR(3)", not_null=True),
        ),
        rows=1_000,
        keys=(Key("BOOKINGS_PK", ("ID",)),),
        indexes=(Index("BOOKINGS_BJX", ("NAME",), kind="BITMAP", join=(("COMPANY", "COMPANIES", "COMPANY", "NAME"),)),),
    ),
    Table(
        "COMPANIES",
        (Column("COMPANY", "CHAR(3)", not_null=True), Column("NAME", "VARCHAR2(30)")),
        rows=12,
        keys=(Key("COMPANIES_PK", ("COMPANY",)),),
    ),
)

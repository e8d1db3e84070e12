"""A ledger: composite primary keys with business dates, statuses, dates without end, missing statistics."""

from __future__ import annotations

from datetime import datetime

from repart_tui.demo.describe import Check, Column, ForeignKey, Index, Key, Lob, Schema, Stats, Table, Trigger

_FIRST, _LAST = datetime(2011, 1, 3), datetime(2026, 1, 9)
_AMOUNT = Column("AMOUNT", "NUMBER(18,2)", Stats(9_000_000, -900_000_000.5, 1_200_000_000.25), not_null=True)
_BRANCH = Column("BRANCH_NO", "NUMBER(5)", Stats(412, 1, 998), not_null=True)
_ACCOUNT = Column("ACCOUNT_NO", "NUMBER(11)", Stats(9_100_000, 10000000011, 99999999922), not_null=True)


def _date(name: str, low: datetime = _FIRST, high: datetime = _LAST, **more: object) -> Column:
    return Column(name, "DATE", Stats((high - low).days, low, high), **more)  # type: ignore[arg-type]


TABLES = (
    Table(
        "LEDGER_ENTRY",
        (
            _BRANCH,
            _ACCOUNT,
            Column("ENTRY_SEQ", "NUMBER(9)", Stats(80_112, 1, 80_112), not_null=True),
            _date("BOOKING_DATE", not_null=True),
            _date("VALUE_DATE", high=datetime(2026, 3, 31), not_null=True),
            Column("STATUS_CD", "VARCHAR2(2)", Stats(4, "BK", "RV", histogram=("BK", "CL", "PN", "RV")), not_null=True),
            Column("CURRENCY", "CHAR(3)", Stats(3, "CHF", "USD", histogram=("CHF", "EUR", "USD")), not_null=True),
            _AMOUNT,
            Column("UPDATED_TS", "TIMESTAMP(6)", Stats(900_000_000, datetime(2011, 1, 3), _LAST), not_null=True),
        ),
        rows=1_100_000_000,
        row_length=112,
        keys=(Key("LEDGER_ENTRY_PK", ("BRANCH_NO", "ACCOUNT_NO", "ENTRY_SEQ")),),
        indexes=(Index("LEDGER_ENTRY_BOOKED_IX", ("BOOKING_DATE", "BRANCH_NO")),),
    ),
    # The business date leads the primary key: its index can be local.
    Table(
        "POSTING",
        (_date("BUSINESS_DATE", not_null=True), Column("POSTING_ID", "NUMBER(12)", not_null=True), _AMOUNT),
        rows=9_000_000_000,
        row_length=180,
        keys=(Key("POSTING_PK", ("BUSINESS_DATE", "POSTING_ID")),),
    ),
    Table(
        "ACCOUNT_BALANCE",
        (
            _ACCOUNT,
            _date("BALANCE_DATE", low=datetime(2016, 1, 31), high=datetime(2025, 12, 31), not_null=True),
            _AMOUNT,
        ),
        rows=610_000_000,
        row_length=48,
        keys=(Key("ACCOUNT_BALANCE_PK", ("ACCOUNT_NO", "BALANCE_DATE")),),
    ),
    Table(
        "ACCOUNT",
        (
            _ACCOUNT,
            _date("OPENED_DT", low=datetime(1971, 4, 1), not_null=True),
            _date(
                "CLOSED_DT",
                low=datetime(1999, 1, 4),
                high=datetime(9999, 12, 31),
                not_null=True,
                default="DATE '9999-12-31'",
            ),
            Column("STATUS", "CHAR(1)", Stats(3, "A", "D", histogram=("A", "C", "D")), not_null=True),
        ),
        rows=9_100_000,
        row_length=410,
        keys=(Key("ACCOUNT_PK", ("ACCOUNT_NO",)),),
    ),
    # No date but one with a time zone; a status that changes many times.
    Table(
        "PAYMENT_ORDER",
        (
            Column("ORDER_ID", "NUMBER(12)", Stats(44_000_000, 1, 44_000_000), not_null=True),
            Column("CREATED_TS", "TIMESTAMP(6) WITH TIME ZONE", Stats(43_000_000), not_null=True),
            _date("EXECUTION_DATE"),
            Column("STATUS", "VARCHAR2(12)", Stats(4, "DONE", "SENT"), not_null=True),
        ),
        rows=44_000_000,
        row_length=160,
        keys=(Key("PAYMENT_ORDER_PK", ("ORDER_ID",)),),
        checks=(Check("PAYMENT_STATUS_C", "STATUS IN ('NEW','SENT','DONE','FAILED')", ("STATUS",)),),
    ),
    # Follows LEDGER_ENTRY by its foreign key; no date of its own.
    Table(
        "LEDGER_TEXT",
        (
            _BRANCH,
            _ACCOUNT,
            Column("ENTRY_SEQ", "NUMBER(9)", Stats(80_112, 1, 80_112), not_null=True),
            Column("LINE_NO", "NUMBER(3)", Stats(14, 1, 14), not_null=True),
            Column("TEXT", "VARCHAR2(140)"),
        ),
        rows=1_900_000_000,
        row_length=91,
        keys=(Key("LEDGER_TEXT_PK", ("BRANCH_NO", "ACCOUNT_NO", "ENTRY_SEQ", "LINE_NO")),),
        foreign_keys=(
            ForeignKey("LEDGER_TEXT_FK", ("BRANCH_NO", "ACCOUNT_NO", "ENTRY_SEQ"), ("BANK", "LEDGER_ENTRY_PK")),
        ),
    ),
    # Never analyzed, and large.
    Table(
        "AUDIT_TRAIL",
        (Column("AUDIT_ID", "NUMBER(14)", not_null=True), Column("AUDIT_TIME", "DATE", not_null=True)),
        actual_rows=400_000_000,
        row_length=60,
        keys=(Key("AUDIT_TRAIL_PK", ("AUDIT_ID",)),),
    ),
    # A trigger sets the only date on every update.
    Table(
        "LIMIT_USAGE",
        (
            Column("LIMIT_ID", "RAW(16)", Stats(52_000_000, b"\x00" * 16, b"\xff" * 16), not_null=True),
            _date("AS_OF", not_null=True),
        ),
        rows=52_000_000,
        row_length=90,
        keys=(Key("LIMIT_USAGE_PK", ("LIMIT_ID",)),),
        triggers=(
            Trigger(
                "LIMIT_USAGE_BIU",
                "limit_usage_biu before insert or update on limit_usage for each row",
                "begin :new.as_of := sysdate; end;",
                "BEFORE EACH ROW",
                "INSERT OR UPDATE",
            ),
        ),
    ),
    # Facts without any key: measures have the most distinct values.
    Table(
        "RISK_CUBE",
        (
            Column("BOOK_ID", "NUMBER(9)", Stats(80_000, 1, 80_000), not_null=True),
            Column("EXPOSURE", "NUMBER(22,6)", Stats(300_000_000, 0.5, 910_000_000.25), not_null=True),
            Column("COMMENTS", "VARCHAR2(400)", Stats(250_000, "a", "z")),
        ),
        rows=310_000_000,
        row_length=44,
        indexes=(Index("RISK_CUBE_BOOK_IX", ("BOOK_ID",)),),
    ),
    Table(
        "SCANNED_CONTRACT",
        (
            Column("CONTRACT_ID", "NUMBER(10)", Stats(310_000, 1, 310_000), not_null=True),
            Column("SCAN", "BLOB", lob=Lob(900 << 30)),
        ),
        rows=310_000,
        row_length=60,
        keys=(Key("SCANNED_CONTRACT_PK", ("CONTRACT_ID",)),),
    ),
    Table(
        "PARAMETER", (Column("NAME", "VARCHAR2(30)", not_null=True),), rows=412, keys=(Key("PARAMETER_PK", ("NAME",)),)
    ),
    Table(
        "DEAL_QUEUE",
        (Column("DEAL_ID", "NUMBER(12)", not_null=True), Column("ENTERED_AT", "DATE", Stats(0), not_null=True)),
        rows=0,
        keys=(Key("DEAL_QUEUE_PK", ("DEAL_ID",)),),
    ),
)
QUOTAS = {"APP_DATA": -1, "APP_INDEX": -1}
SCHEMAS = (Schema("BANK", "APP_DATA", "APP_INDEX", tables=TABLES, quotas=QUOTAS),)

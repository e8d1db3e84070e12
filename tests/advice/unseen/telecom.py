"""Call records whose times are numbers: seconds and milliseconds since 1970, YYYYMMDDHH24MISS, YYYYMMDD, YYYYMM."""

from __future__ import annotations

from datetime import datetime

from repart_tui.demo.describe import Column, Identity, Index, Key, Schema, Stats, Table

_CALLER = Column("MSISDN", "NUMBER(15)", Stats(41_000_000, 436600000001, 436999999999), not_null=True)


def _calls(name: str, time: Column, rows: int, length: int, **more: object) -> Table:
    """Call records of one kind: who, when, where."""
    columns = (
        Column("CDR_ID", "NUMBER(19)", Stats(rows, 1, rows), not_null=True),
        _CALLER,
        time,
        Column("CELL_ID", "NUMBER(10)", Stats(68_112, 1, 90_214), not_null=True),
        Column("DURATION", "NUMBER(9)", Stats(21_300, 0, 86_400), not_null=True),
    )
    keys = (Key(f"{name}_PK", ("CDR_ID",)),)
    return Table(name, columns, rows=rows, row_length=length, keys=keys, **more)  # type: ignore[arg-type]


TABLES = (
    # 2018-01-01 to 2026-01-10 in seconds.
    _calls(
        "CDR_VOICE",
        Column("START_EPOCH", "NUMBER(14)", Stats(251_000_000, 1514764800, 1768082399), not_null=True),
        2_400_000_000,
        78,
        indexes=(
            Index("CDR_VOICE_CALLER_IX", ("MSISDN", "START_EPOCH")),
            Index("CDR_VOICE_START_IX", ("START_EPOCH",)),
        ),
    ),
    _calls(
        "CDR_DATA",
        Column("EVENT_TIME_MS", "NUMBER(14)", Stats(5_000_000_000, 1609459200000, 1768082399999), not_null=True),
        6_100_000_000,
        61,
    ),
    _calls(
        "CDR_SMS",
        Column("SENT_TS", "NUMBER(14)", Stats(180_000_000, 20180101000003, 20260110215811), not_null=True),
        611_000_000,
        55,
        indexes=(Index("CDR_SMS_SENT_IX", ("SENT_TS",)),),
    ),
    # Open calls have no day yet: 99991231 stands for it.
    _calls(
        "CDR_ROAMING", Column("CALL_DAY", "NUMBER(8)", Stats(2_931, 20180101, 99991231), not_null=True), 88_000_000, 91
    ),
    _calls(
        "CDR_TRANSIT", Column("CALL_DAY", "NUMBER(8)", Stats(2_931, 20180101, 20260110), not_null=True), 320_000_000, 91
    ),
    _calls("BILL_ITEMS", Column("BILL_MONTH", "NUMBER(6)", Stats(97, 201801, 202601), not_null=True), 410_000_000, 120),
    # Looks like seconds since 1970 and is none: a number out of a sequence.
    Table(
        "VOUCHERS",
        (
            Column("VOUCHER_NO", "NUMBER(12)", Stats(61_000_000, 1500000000, 1561000000), not_null=True),
            Column("AMOUNT", "NUMBER(8,2)", Stats(12, 5, 100), not_null=True),
        ),
        rows=61_000_000,
        row_length=70,
        keys=(Key("VOUCHERS_PK", ("VOUCHER_NO",)),),
    ),
    # Counts down: new rows have the least number.
    Table(
        "PROBE_EVENTS",
        (
            Column(
                "EVENT_NO",
                "NUMBER(12)",
                Stats(90_000_000, -90_000_000, -1),
                not_null=True,
                identity=Identity(-90_000_001, start=-1, increment=-1, min_value=-(10**12), max_value=-1),
            ),
            Column("PAYLOAD", "VARCHAR2(400)", not_null=True),
        ),
        rows=90_000_000,
        row_length=140,
        keys=(Key("PROBE_EVENTS_PK", ("EVENT_NO",)),),
    ),
    Table(
        "SUBSCRIBERS",
        (
            Column("IMSI", "NUMBER(15)", Stats(41_000_000, 232010000000001, 232019999999999), not_null=True),
            Column(
                "LAST_SEEN_TS",
                "TIMESTAMP(3)",
                Stats(40_000_000, datetime(2024, 1, 1), datetime(2026, 1, 10)),
                not_null=True,
            ),
            Column("BIRTH_DATE", "DATE", Stats(31_000, datetime(1911, 3, 4), datetime(2019, 1, 1)), not_null=True),
        ),
        rows=41_000_000,
        row_length=180,
        keys=(Key("SUBSCRIBERS_PK", ("IMSI",)),),
    ),
    Table(
        "CELLS", (Column("CELL_ID", "NUMBER(10)", not_null=True),), rows=90_214, keys=(Key("CELLS_PK", ("CELL_ID",)),)
    ),
)
QUOTAS = {"APP_DATA": -1, "APP_INDEX": -1}
SCHEMAS = (Schema("TEL", "APP_DATA", "APP_INDEX", tables=TABLES, quotas=QUOTAS),)

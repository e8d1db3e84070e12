"""APP, third part: tables that are partitioned already, one for each kind."""

from __future__ import annotations

from datetime import datetime

from repart_tui.demo.describe import (
    Column,
    ForeignKey,
    Index,
    Key,
    Lob,
    Partition,
    Partitioning,
    Stats,
    Table,
)
from repart_tui.demo.schemas.bounds import day_bound

_GIB = 2**30
_LAST = datetime(2025, 12, 31, 23, 59, 59)


def _number(name: str, distinct: int, type: str = "NUMBER(15)") -> Column:
    return Column(name, type, Stats(distinct, 1, distinct), not_null=True)


def _rows(partitioning: Partitioning) -> int:
    return sum(part.rows + sum(sub.rows for sub in part.parts) for part in partitioning.parts)


def _months() -> tuple[Partition, ...]:
    """The transition partition and 36 months, one of them missing: an interval without rows has no partition."""
    found = [Partition("P_START", day_bound(2023, 1), 910_442)]
    for number in range(36):
        year, month = 2023 + number // 12, number % 12 + 1
        if (year, month) == (2024, 2):
            continue
        high = day_bound(year + month // 12, month % 12 + 1)
        found.append(Partition(f"SYS_P{2101 + number}", high, 2_400_000 + 61_013 * number, by_interval=True))
    return tuple(found)


_BY_MONTH = Partitioning("RANGE", ("TAKEN_ON",), _months(), interval="NUMTOYMINTERVAL(1,'MONTH')")
_METRICS = Table(
    "METRICS",
    (
        _number("METRIC_ID", _rows(_BY_MONTH)),
        Column("TAKEN_ON", "DATE", Stats(1_160, datetime(2022, 11, 3), _LAST), not_null=True),
        _number("HOST_ID", 4_112, "NUMBER(8)"),
        Column("VALUE", "BINARY_DOUBLE"),
    ),
    rows=_rows(_BY_MONTH),
    row_length=33,
    comment="Interval by month",
    partitioning=_BY_MONTH,
    keys=(Key("METRICS_PK", ("METRIC_ID",)),),
    indexes=(
        Index("METRICS_HOST_IX", ("HOST_ID", "TAKEN_ON"), local=True),
        Index("METRICS_TAKEN_IX", ("TAKEN_ON",), local=True),
    ),
    preferences={"INCREMENTAL": "TRUE"},
)

_COUNTRIES = Partitioning(
    "LIST",
    ("COUNTRY",),
    (
        Partition("P_DACH", "'AT', 'CH', 'DE'", 8_118_004),
        Partition("P_NORTH", "'DK', 'FI', 'NO', 'SE'", 3_004_112),
        Partition("P_UNKNOWN", "NULL", 12_004),
        Partition("P_REST", "DEFAULT", 9_904_118),
    ),
)
_VISITS = Table(
    "SHOP_VISITS",
    (
        _number("VISIT_ID", _rows(_COUNTRIES)),
        Column("COUNTRY", "VARCHAR2(2)", Stats(41, "AD", "ZA", nulls=12_004)),
        Column("VISITED_AT", "TIMESTAMP(0)", Stats(18_004_112, datetime(2022, 1, 1, 0, 0, 9), _LAST), not_null=True),
        Column("PAGE_TEXT", "CLOB", lob=Lob(14 * _GIB, compression="LOW", tablespace="APP_LOBS")),
    ),
    rows=_rows(_COUNTRIES),
    row_length=120,
    comment="List with NULL and DEFAULT, and a LOB in each partition",
    partitioning=_COUNTRIES,
    indexes=(Index("SHOP_VISITS_AT_IX", ("VISITED_AT",), local=True),),
)

_SIX = Partitioning(
    "HASH",
    ("SESSION_ID",),
    tuple(Partition(f"SYS_P{3301 + number}", None, 1_604_118 * (2 - number // 4)) for number in range(6)),
)
_SESSIONS = Table(
    "WEB_SESSIONS",
    (
        Column("SESSION_ID", "RAW(16)", Stats(_rows(_SIX), b"\x00\x00\x1c", b"\xff\xff\xe1"), not_null=True),
        Column("STARTED_AT", "TIMESTAMP(3)", Stats(9_004_112, datetime(2025, 10, 1), _LAST), not_null=True),
        Column("USER_NAME", "VARCHAR2(80)"),
    ),
    rows=_rows(_SIX),
    row_length=61,
    comment="Six hash partitions: four hold half as much again, as six is no power of two",
    partitioning=_SIX,
    keys=(Key("WEB_SESSIONS_PK", ("SESSION_ID",)),),
    indexes=(
        Index("WEB_SESSIONS_PK", ("SESSION_ID",), unique=True, local=True),
        Index(
            "WEB_SESSIONS_USER_GX",
            ("USER_NAME",),
            global_parts=tuple(Partition(f"SYS_P{3311 + number}", None, _rows(_SIX) // 4) for number in range(4)),
        ),
    ),
    properties={"row_movement": "ENABLED"},
)


def _years(prefix: str, rows: int) -> tuple[Partition, ...]:
    return tuple(
        Partition(f"{prefix}_{year}", day_bound(year + 1), rows * (year - 2018), indexing=year > 2022)
        for year in range(2021, 2027)
    )


_BY_YEAR = Partitioning("RANGE", ("SENT_ON",), _years("P", 1_140_000))
_DELIVERIES = Table(
    "DELIVERIES",
    (
        _number("DELIVERY_ID", _rows(_BY_YEAR)),
        Column("SENT_ON", "DATE", Stats(1_832, datetime(2021, 1, 2), datetime(2026, 1, 9)), not_null=True),
        Column("CARRIER", "VARCHAR2(30)", Stats(9, "DHL", "UPS")),
        Column("WEIGHT", "NUMBER(8,3)", Stats(41_004, 0.1, 1_999.5)),
    ),
    rows=_rows(_BY_YEAR),
    row_length=44,
    comment="Parent of a reference-partitioned child; old years are not indexed",
    partitioning=_BY_YEAR,
    keys=(Key("DELIVERIES_PK", ("DELIVERY_ID",)),),
    indexes=(
        Index("DELIVERIES_CARRIER_PX", ("CARRIER",), local=True, partial=True),
        Index(
            "DELIVERIES_WEIGHT_GX",
            ("WEIGHT",),
            global_parts=(
                Partition("GP_LIGHT", "30", 18_000_000),
                Partition("GP_HEAVY", "MAXVALUE", _rows(_BY_YEAR) - 18_000_000),
            ),
        ),
    ),
    properties={"row_movement": "ENABLED"},
)
# A reference partition has no bound of its own.
_CHILD_PARTS = tuple(Partition(part.name, None, part.rows * 3, indexing=part.indexing) for part in _BY_YEAR.parts)
_BY_PARENT = Partitioning("REFERENCE", ("DELIVERY_ID",), _CHILD_PARTS, reference="DELIVERY_ITEMS_FK")
_ITEMS = Table(
    "DELIVERY_ITEMS",
    (
        _number("DELIVERY_ID", _rows(_BY_YEAR)),
        _number("ITEM_NO", 240, "NUMBER(4)"),
        Column("ARTICLE", "VARCHAR2(30)"),
        Column("PIECES", "NUMBER(6)", Stats(999, 1, 999)),
    ),
    rows=_rows(_BY_PARENT),
    row_length=31,
    partitioning=_BY_PARENT,
    keys=(Key("DELIVERY_ITEMS_PK", ("DELIVERY_ID", "ITEM_NO")),),
    foreign_keys=(ForeignKey("DELIVERY_ITEMS_FK", ("DELIVERY_ID",), ("APP", "DELIVERIES_PK"), "CASCADE"),),
    properties={"row_movement": "ENABLED"},
)


def _calls() -> Partitioning:
    parts = []
    for year in (2023, 2024, 2025):
        subs = tuple(
            Partition(f"P_{year}_H{number}", None, 2_204_118 + 400_000 * (year - 2023)) for number in range(1, 5)
        )
        parts.append(Partition(f"P_{year}", day_bound(year + 1), parts=subs))
    parts.append(Partition("P_MAX", "MAXVALUE", parts=tuple(Partition(f"P_MAX_H{number}") for number in range(1, 5))))
    template = tuple(Partition(f"H{number}", tablespace="APP_DATA") for number in range(1, 5))
    return Partitioning(
        "RANGE",
        ("CALLED_ON",),
        tuple(parts),
        sub_kind="HASH",
        sub_columns=("CALLER_ID",),
        template=template,
        default_subpartitions=4,
    )


_BY_CALL = _calls()
_CALLS = Table(
    "CALLS",
    (
        Column("CALLED_ON", "DATE", Stats(1_096, datetime(2022, 12, 31, 9), _LAST), not_null=True),
        _number("CALLER_ID", 911_004),
        Column("SECONDS", "NUMBER(6)", Stats(9_004, 0, 41_000)),
    ),
    rows=_rows(_BY_CALL),
    row_length=27,
    comment="Range by year, hash below, from a template",
    partitioning=_BY_CALL,
    indexes=(Index("CALLS_CALLER_IX", ("CALLER_ID", "CALLED_ON"), local=True),),
)

_CLAIM_TEMPLATE = (
    Partition("EU", "'AT', 'DE', 'FR'", tablespace="APP_DATA", lobs=(("PAPERS", "EU_PAPERS", "APP_LOBS"),)),
    Partition(
        "REST",
        "DEFAULT",
        tablespace="APP_DATA",
        compress_for="BASIC",
        indexing=False,
        lobs=(("PAPERS", "REST_PAPERS", "APP_DATA"),),
    ),
)


def _claims(year: int) -> Partition:
    rows = (0, 0) if year > 2025 else (180_000 + 9_004 * (year - 2022), 41_118)
    parts = tuple(
        Partition(
            f"P_{year}_{entry.name}",
            entry.high_value,
            count,
            compress_for=entry.compress_for,
            tablespace=entry.tablespace,
            indexing=entry.indexing,
            lobs=entry.lobs,
        )
        for entry, count in zip(_CLAIM_TEMPLATE, rows, strict=True)
    )
    return Partition(f"P_{year}", day_bound(year + 1), parts=parts)


_BY_CLAIM = Partitioning(
    "RANGE",
    ("FILED_ON",),
    tuple(_claims(year) for year in range(2022, 2027)),
    sub_kind="LIST",
    sub_columns=("COUNTRY",),
    template=_CLAIM_TEMPLATE,
    default_subpartitions=2,
)
_CLAIMS = Table(
    "CLAIM_FILES",
    (
        _number("CLAIM_ID", _rows(_BY_CLAIM)),
        Column("FILED_ON", "DATE", Stats(1_460, datetime(2022, 1, 3), _LAST), not_null=True),
        Column("COUNTRY", "VARCHAR2(2)", Stats(31, "AR", "ZA"), not_null=True),
        Column("PAPERS", "BLOB", lob=Lob(9 * _GIB)),
    ),
    rows=_rows(_BY_CLAIM),
    row_length=96,
    comment="Range by year, list below; the template says where LOBs lie, compression and INDEXING OFF",
    partitioning=_BY_CLAIM,
    indexes=(Index("CLAIM_FILES_COUNTRY_IX", ("COUNTRY", "FILED_ON"), local=True),),
)

_ONE = Partitioning(
    "RANGE",
    ("MOVED_ON",),
    (Partition("P_2018", day_bound(2019), 1_204_118), Partition("P_MAX", "MAXVALUE", 94_118_004)),
)
_MOVES = Table(
    "STOCK_MOVES",
    (
        _number("MOVE_ID", 95_322_122),
        Column("MOVED_ON", "DATE", Stats(2_900, datetime(2018, 2, 1), datetime(2026, 1, 10)), not_null=True),
        Column("WAREHOUSE", "NUMBER(3)", Stats(12, 1, 12), not_null=True),
        Column("ARTICLE", "VARCHAR2(30)", not_null=True),
        Column("PIECES", "NUMBER(8)", Stats(18_004, -9_000, 9_000)),
    ),
    rows=95_322_122,
    row_length=48,
    comment="Partitioned once and then forgotten: everything since 2019 lies in the last partition",
    partitioning=_ONE,
    indexes=(Index("STOCK_MOVES_ARTICLE_IX", ("ARTICLE", "MOVED_ON"), local=True),),
)

_TENANTS = Partitioning(
    "LIST",
    ("TENANT",),
    (
        Partition("P_INITIAL", "'acme'", 4_118_004),
        Partition("SYS_P4401", "'globex'", 2_004_118),
        Partition("SYS_P4402", "'O''Neill & Sons'", 911_004),
    ),
    automatic=True,
)
_TENANT_DATA = Table(
    "TENANT_DATA",
    (
        Column("TENANT", "VARCHAR2(40)", Stats(3, "O'Neill & Sons", "globex"), not_null=True),
        _number("DOC_ID", 7_033_126),
        Column("BODY", "VARCHAR2(4000)"),
    ),
    rows=_rows(_TENANTS),
    row_length=640,
    comment="Automatic list",
    partitioning=_TENANTS,
    keys=(Key("TENANT_DATA_PK", ("TENANT", "DOC_ID")),),
)

PARTITIONED = (_METRICS, _VISITS, _SESSIONS, _DELIVERIES, _ITEMS, _CALLS, _CLAIMS, _MOVES, _TENANT_DATA)

"""A warehouse whose partitionings no longer fit: an open end that took all, 20,000 days, seven hashes, sentinels."""

from __future__ import annotations

from datetime import datetime, timedelta

from repart_tui.demo.describe import Column, Index, Key, Partition, Partitioning, Schema, Stats, Table

_MAX = "MAXVALUE"


def _before(day: datetime) -> str:
    return f"TO_DATE(' {day:%Y-%m-%d} 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')"


def _days(count: int, last: datetime, rows: int) -> tuple[Partition, ...]:
    first = last - timedelta(days=count)
    bounds = (first + timedelta(days=number + 1) for number in range(count))
    return tuple(Partition(f"P{bound:%Y%m%d}", _before(bound), rows) for bound in bounds)


def _months(first: int, last: int, rows: int) -> tuple[Partition, ...]:
    return tuple(
        Partition(f"P{year}_{month:02d}", _before(datetime(year + month // 12, month % 12 + 1, 1)), rows)
        for year in range(first, last + 1)
        for month in range(1, 13)
    )


def _coded_months(form: str, rows: int, beyond: int) -> tuple[Partition, ...]:
    """The months of 2016 and 2017, then one partition for the rest."""
    bounds = [datetime(2016 + n // 12, n % 12 + 1, 1) for n in range(1, 25)]
    months = (Partition(f"P{n}", form.format(bound), rows // 24) for n, bound in enumerate(bounds))
    return (*months, Partition("P_MAX", _MAX, beyond))


def _facts(
    name: str, rows: int, partitioning: Partitioning, *columns: Column, length: int = 120, **more: object
) -> Table:
    own = (Column("FACT_ID", "NUMBER(14)", Stats(rows, 1, rows), not_null=True), *columns)
    return Table(name, own, rows=rows, row_length=length, partitioning=partitioning, **more)  # type: ignore[arg-type]


def _date(name: str, low: datetime, high: datetime, **more: object) -> Column:
    return Column(name, "DATE", Stats(min((high - low).days, 9_000), low, high), not_null=True, **more)  # type: ignore[arg-type]


_SOLD = _date("SALE_DATE", datetime(2016, 1, 1), datetime(2026, 1, 10))
TABLES = (
    # Nobody added partitions after 2018.
    _facts(
        "F_SALES",
        3_600_000_000,
        Partitioning(
            "RANGE", ("SALE_DATE",), (*_months(2016, 2018, 12_000_000), Partition("P_MAX", _MAX, 3_168_000_000))
        ),
        _SOLD,
        indexes=(Index("F_SALES_DATE_IX", ("SALE_DATE",), local=True),),
    ),
    # One partition that takes everything.
    _facts(
        "F_RETURNS", 90_000_000, Partitioning("RANGE", ("SALE_DATE",), (Partition("P_ALL", _MAX, 90_000_000),)), _SOLD
    ),
    _facts(
        "F_CLICKS",
        40_000_000,
        Partitioning("RANGE", ("CLICK_DAY",), _days(20_000, datetime(2026, 2, 1), 2_000)),
        _date("CLICK_DAY", datetime(1971, 5, 1), datetime(2026, 1, 10)),
    ),
    _facts(
        "F_STOCK",
        300_000_000,
        Partitioning("HASH", ("FACT_ID",), tuple(Partition(f"H{n}", None, 300_000_000 // 7) for n in range(7))),
        keys=(Key("F_STOCK_PK", ("FACT_ID",)),),
    ),
    # A year of intervals, and rows whose end is not known.
    _facts(
        "F_POLICY",
        120_000_000,
        Partitioning(
            "RANGE",
            ("VALID_TO",),
            (
                Partition("P_2015", _before(datetime(2016, 1, 1)), 10_000_000),
                *(
                    Partition(f"SYS_P{900 + n}", _before(datetime(2017 + n, 1, 1)), 10_000_000, by_interval=True)
                    for n in range(10)
                ),
                Partition("SYS_P999", _before(datetime(9999, 1, 1)), 10_000_000, by_interval=True),
            ),
            interval="NUMTOYMINTERVAL(1,'YEAR')",
        ),
        _date("VALID_TO", datetime(2015, 1, 1), datetime(9998, 12, 31)),
    ),
    # Ranges with an open end, and 9999-12-31 in it.
    _facts(
        "F_CONTRACT",
        200_000_000,
        Partitioning("RANGE", ("VALID_TO",), (*_months(2016, 2025, 1_000_000), Partition("P_MAX", _MAX, 80_000_000))),
        _date("VALID_TO", datetime(2016, 1, 1), datetime(9999, 12, 31)),
    ),
    _facts(
        "F_VISITS",
        400_000_000,
        Partitioning(
            "LIST",
            ("REGION",),
            (
                Partition("P_EU", "'AT', 'DE'", 40_000_000),
                Partition("P_US", "'US'", 40_000_000),
                Partition("P_REST", "DEFAULT", 320_000_000),
            ),
        ),
        Column("REGION", "VARCHAR2(2)", Stats(90, "AD", "ZA"), not_null=True),
        _date("VISITED_ON", datetime(2019, 1, 1), datetime(2026, 1, 10)),
    ),
    # A list of customers: a partition for each would be three million.
    _facts(
        "F_CUSTOMER_DAYS",
        400_000_000,
        Partitioning(
            "LIST",
            ("CUST_NO",),
            (Partition("P_KEY", "'A1', 'A2'", 40_000_000), Partition("P_REST", "DEFAULT", 360_000_000)),
        ),
        Column("CUST_NO", "VARCHAR2(12)", Stats(3_000_000, "A1", "Z9"), not_null=True),
    ),
    # Months by date that fit, made by Oracle: to be left alone.
    _facts(
        "F_MONTHS",
        900_000_000,
        Partitioning(
            "RANGE",
            ("SALE_DATE",),
            (
                Partition("P_FIRST", _before(datetime(2016, 1, 1)), 0),
                *(
                    Partition(f"SYS_P{100 + n}", p.high_value, p.rows, by_interval=True)
                    for n, p in enumerate(_months(2016, 2025, 7_500_000))
                ),
            ),
            interval="NUMTOYMINTERVAL(1,'MONTH')",
        ),
        _SOLD,
    ),
    # A table of 900 MB in three hashes: not worth a rebuild.
    _facts(
        "D_PRODUCT",
        8_000_000,
        Partitioning("HASH", ("FACT_ID",), tuple(Partition(f"H{n}", None, 2_666_666) for n in range(3))),
        keys=(Key("D_PRODUCT_PK", ("FACT_ID",)),),
    ),
    # Months of days written as numbers, and as text: the steps of both are of the calendar.
    _facts(
        "F_DAY_NUMBER",
        200_000_000,
        Partitioning("RANGE", ("DAY_KEY",), _coded_months("{0:%Y%m%d}", 40_000_000, 160_000_000)),
        Column("DAY_KEY", "NUMBER(8)", Stats(3_650, 20160101, 20260110), not_null=True),
    ),
    _facts(
        "F_DAY_TEXT",
        200_000_000,
        Partitioning("RANGE", ("DAY_KEY",), _coded_months("'{0:%Y%m%d}'", 40_000_000, 160_000_000)),
        Column("DAY_KEY", "VARCHAR2(8)", Stats(3_650, "20160101", "20260110"), not_null=True),
    ),
    # Ranges of a number out of a sequence, the last one overflowing.
    _facts(
        "F_ORDERS",
        500_000_000,
        Partitioning(
            "RANGE",
            ("FACT_ID",),
            (
                *(Partition(f"P{n}", str(n * 10_000_000 + 1), 10_000_000) for n in range(1, 11)),
                Partition("P_MAX", _MAX, 400_000_000),
            ),
        ),
        keys=(Key("F_ORDERS_PK", ("FACT_ID",)),),
    ),
)
QUOTAS = {"APP_DATA": -1, "APP_INDEX": -1}
SCHEMAS = (Schema("DW", "APP_DATA", "APP_INDEX", tables=TABLES, quotas=QUOTAS),)

"""SH: a warehouse with partitioned facts and local bitmap indexes; the dimensions stand in `sh_dimensions`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from repart_tui.demo.describe import (
    ENABLED,
    RELY_NOVALIDATE,
    Column,
    Extra,
    ForeignKey,
    Index,
    Partition,
    Partitioning,
    Schema,
    State,
    Stats,
    Table,
    View,
)
from repart_tui.demo.schemas.bounds import day_bound
from repart_tui.demo.schemas.sh_dimensions import DIMENSIONS

_FIRST, _LAST = datetime(2018, 1, 1), datetime(2025, 12, 31)
_ARCHIVED_BEFORE = 2020


def _quarters(prefix: str, first_year: int, rows: int, compress: bool) -> list[Partition]:
    """A partition per quarter until 2025; each holds a little more than the one before."""
    found = []
    for number in range((2026 - first_year) * 4):
        year, quarter = first_year + number // 4, number % 4 + 1
        high = day_bound(year + quarter // 4, quarter * 3 % 12 + 1)
        compress_for = "BASIC" if compress and number < (2026 - first_year) * 4 - 1 else None
        # Christmas makes the fourth quarter the strongest.
        weight = 100 + 3 * number + (25 if quarter == 4 else 0)
        found.append(Partition(f"{prefix}_Q{quarter}_{year}", high, rows * weight // 100, compress_for))
    return found


_SALES_PARTS = (
    Partition("SALES_2018", day_bound(2019), 61_470_300, "BASIC", "ARCHIVE_DATA"),
    Partition("SALES_H1_2019", day_bound(2019, 7), 33_812_900, "BASIC", "ARCHIVE_DATA"),
    Partition("SALES_H2_2019", day_bound(2020), 38_204_410, "BASIC", "ARCHIVE_DATA"),
    *_quarters("SALES", _ARCHIVED_BEFORE, 23_248_917, compress=False),
)
_COSTS_QUARTERS = _quarters("COSTS", 2019, 2_050_000, compress=True)
# The accounts of the first year are closed.
_COSTS_PARTS = tuple(replace(part, read_only=number < 4) for number, part in enumerate(_COSTS_QUARTERS))

_SALES_ROWS = sum(part.rows for part in _SALES_PARTS)


def _foreign_keys(table: str, state: State) -> tuple[ForeignKey, ...]:
    names = {
        "PROMO": ("PROMO_ID", "PROMO_PK"),
        "PRODUCT": ("PROD_ID", "PRODUCTS_PK"),
        "CHANNEL": ("CHANNEL_ID", "CHANNELS_PK"),
        "TIME": ("TIME_ID", "TIMES_PK"),
    }
    return tuple(
        ForeignKey(f"{table}_{name}_FK", (column,), ("SH", key), state=state) for name, (column, key) in names.items()
    )


_SALES = Table(
    "SALES",
    (
        Column("PROD_ID", "NUMBER(6)", Stats(72, 13, 148), "Product", not_null=True),
        Column("CUST_ID", "NUMBER", Stats(7_059_000, 2, 7_101_000), "Customer", not_null=True),
        Column("TIME_ID", "DATE", Stats(2_922, _FIRST, _LAST), "Day of the sale", not_null=True),
        Column("CHANNEL_ID", "NUMBER(1)", Stats(4, 2, 9, histogram=(2, 3, 4, 9)), "Channel", not_null=True),
        Column("PROMO_ID", "NUMBER(6)", Stats(4, 33, 999, histogram=(33, 350, 351, 999)), not_null=True),
        Column("QUANTITY_SOLD", "NUMBER(3)", Stats(1, 1, 1), "Pieces", not_null=True),
        Column("AMOUNT_SOLD", "NUMBER(10,2)", Stats(3_586, 6.4, 1782.72), "Amount on the invoice", not_null=True),
    ),
    rows=_SALES_ROWS,
    row_length=29,
    comment="Facts, without a primary key: a row is known by all its foreign keys together",
    partitioning=Partitioning("RANGE", ("TIME_ID",), _SALES_PARTS),
    indexes=tuple(
        Index(f"SALES_{name}_BIX", (column,), kind="BITMAP", local=True)
        for name, column in (
            ("PROD", "PROD_ID"),
            ("CUST", "CUST_ID"),
            ("TIME", "TIME_ID"),
            ("CHANNEL", "CHANNEL_ID"),
            ("PROMO", "PROMO_ID"),
        )
    ),
    foreign_keys=(
        *_foreign_keys("SALES", RELY_NOVALIDATE),
        ForeignKey("SALES_CUSTOMER_FK", ("CUST_ID",), ("SH", "CUSTOMERS_PK"), state=RELY_NOVALIDATE),
    ),
    preferences={"INCREMENTAL": "TRUE", "PUBLISH": "TRUE", "STALE_PERCENT": "5"},
    properties={"degree": "         8"},
)

_COSTS = Table(
    "COSTS",
    (
        Column("PROD_ID", "NUMBER", Stats(72, 13, 148), not_null=True),
        Column("TIME_ID", "DATE", Stats(2_557, datetime(2019, 1, 1), _LAST), not_null=True),
        Column("PROMO_ID", "NUMBER", Stats(4, 33, 999), not_null=True),
        Column("CHANNEL_ID", "NUMBER", Stats(4, 2, 9), not_null=True),
        Column("UNIT_COST", "NUMBER(10,2)", Stats(3_214, 5.04, 1_401.94), not_null=True),
        Column("UNIT_PRICE", "NUMBER(10,2)", Stats(3_498, 6.4, 1_782.72), not_null=True),
    ),
    rows=sum(part.rows for part in _COSTS_PARTS),
    row_length=27,
    comment="What the products cost on a day",
    partitioning=Partitioning("RANGE", ("TIME_ID",), _COSTS_PARTS),
    indexes=(
        Index("COSTS_PROD_BIX", ("PROD_ID",), kind="BITMAP", local=True),
        Index("COSTS_TIME_BIX", ("TIME_ID",), kind="BITMAP", local=True),
    ),
    foreign_keys=_foreign_keys("COSTS", ENABLED),
)

_CALENDAR_CONTAINER = Table(
    "CAL_MONTH_SALES_MV",
    (
        Column("CALENDAR_MONTH_DESC", "VARCHAR2(8)", Stats(96, "2018-01", "2025-12"), not_null=True),
        Column("DOLLARS", "NUMBER", Stats(96, 840_112_001.15, 1_940_404_118.42)),
    ),
    rows=96,
    row_length=18,
    comment="snapshot table for snapshot SH.CAL_MONTH_SALES_MV",
)
_WEEK_CONTAINER = Table(
    "FWEEK_PSCAT_SALES_MV",
    (
        Column("WEEK_ENDING_DAY", "DATE", Stats(418, datetime(2018, 1, 7), datetime(2026, 1, 4)), not_null=True),
        Column("PROD_SUBCATEGORY", "VARCHAR2(50)", Stats(21, "Accessories", "Y Box Games"), not_null=True),
        Column("DOLLARS", "NUMBER", Stats(112_660, 6.4, 8_140_022.8)),
        Column("CHANNEL_ID", "NUMBER(1)", Stats(4, 2, 9), not_null=True),
        Column("PROMO_ID", "NUMBER(6)", Stats(4, 33, 999), not_null=True),
    ),
    rows=112_660,
    row_length=38,
    comment="snapshot table for snapshot SH.FWEEK_PSCAT_SALES_MV",
    indexes=(
        Index("FW_PSC_S_MV_SUBCAT_BIX", ("PROD_SUBCATEGORY",), kind="BITMAP"),
        Index("FW_PSC_S_MV_CHAN_BIX", ("CHANNEL_ID",), kind="BITMAP"),
    ),
)

_TRANSACTIONS = Table(
    "SALES_TRANSACTIONS_EXT",
    (
        Column("PROD_ID", "NUMBER"),
        Column("CUST_ID", "NUMBER"),
        Column("TIME_ID", "DATE"),
        Column("CHANNEL_ID", "NUMBER"),
        Column("PROMO_ID", "NUMBER"),
        Column("QUANTITY_SOLD", "NUMBER"),
        Column("AMOUNT_SOLD", "NUMBER(10,2)"),
    ),
    kind="EXTERNAL",
    comment="The file of new sales",
    extras=(
        Extra(
            "dba_external_tables",
            ("owner", "table_name"),
            {
                "type_owner": "SYS",
                "type_name": "ORACLE_LOADER",
                "default_directory_owner": "SYS",
                "default_directory_name": "DATA_FILE_DIR",
                "reject_limit": "100",
                "access_type": "CLOB",
                "access_parameters": "RECORDS DELIMITED BY NEWLINE\nFIELDS TERMINATED BY '|'",
                "property": "ALL",
                "inmemory": "DISABLED",
            },
        ),
    ),
)

_VIEWS = (
    View(
        "CAL_MONTH_SALES_MV",
        "SELECT t.calendar_month_desc, SUM(s.amount_sold) AS dollars\nFROM sh.sales s, sh.times t\n"
        "WHERE s.time_id = t.time_id\nGROUP BY t.calendar_month_desc",
        (("SH", "SALES"), ("SH", "TIMES")),
        materialized={},
    ),
    View(
        "FWEEK_PSCAT_SALES_MV",
        "SELECT t.week_ending_day, p.prod_subcategory, SUM(s.amount_sold) AS dollars, s.channel_id, s.promo_id\n"
        "FROM sh.sales s, sh.times t, sh.products p\nWHERE s.time_id = t.time_id AND s.prod_id = p.prod_id\n"
        "GROUP BY t.week_ending_day, p.prod_subcategory, s.channel_id, s.promo_id",
        (("SH", "SALES"), ("SH", "TIMES"), ("SH", "PRODUCTS")),
        materialized={"refresh_method": "COMPLETE"},
    ),
    View(
        "PROFITS",
        "SELECT s.channel_id, s.cust_id, s.prod_id, s.promo_id, s.time_id, c.unit_cost, s.amount_sold\n"
        "FROM costs c, sales s\nWHERE c.prod_id = s.prod_id AND c.time_id = s.time_id\n"
        "  AND c.channel_id = s.channel_id AND c.promo_id = s.promo_id",
        (("SH", "COSTS"), ("SH", "SALES")),
    ),
)

SH = Schema(
    "SH",
    "DWH_DATA",
    "DWH_INDEX",
    tables=(_SALES, _COSTS, *DIMENSIONS, _CALENDAR_CONTAINER, _WEEK_CONTAINER, _TRANSACTIONS),
    views=_VIEWS,
    quotas={"DWH_DATA": -1, "DWH_INDEX": -1, "ARCHIVE_DATA": -1},
)

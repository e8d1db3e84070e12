"""The dimensions of SH; only customers has grown with the sales."""

from __future__ import annotations

from datetime import datetime

from repart_tui.demo.describe import Column, ForeignKey, Index, Key, State, Stats, Table

_RELY = State(rely=True)
_FROM, _TO = datetime(2018, 1, 1), datetime(2026, 12, 31)


def _required(name: str, type: str, stats: Stats | None = None, comment: str | None = None) -> Column:
    return Column(name, type, stats, comment, not_null=True)


_COUNTRIES = Table(
    "COUNTRIES",
    (
        _required("COUNTRY_ID", "NUMBER", Stats(35, 52769, 52791)),
        _required("COUNTRY_ISO_CODE", "CHAR(2)", Stats(35, "AR", "ZA")),
        _required("COUNTRY_NAME", "VARCHAR2(40)", Stats(35, "Argentina", "United States of America")),
        _required("COUNTRY_SUBREGION", "VARCHAR2(30)", Stats(8, "Africa", "Western Europe")),
        _required("COUNTRY_SUBREGION_ID", "NUMBER"),
        _required("COUNTRY_REGION", "VARCHAR2(20)", Stats(6, "Africa", "Oceania")),
        _required("COUNTRY_REGION_ID", "NUMBER"),
        _required("COUNTRY_TOTAL", "VARCHAR2(11)", Stats(1, "World total", "World total")),
        _required("COUNTRY_TOTAL_ID", "NUMBER"),
    ),
    rows=35,
    row_length=67,
    comment="Countries of the customers",
    keys=(Key("COUNTRIES_PK", ("COUNTRY_ID",), state=_RELY),),
)

_CUSTOMERS = Table(
    "CUSTOMERS",
    (
        _required("CUST_ID", "NUMBER", Stats(7_101_000, 1, 7_101_000), "Number of the customer"),
        _required("CUST_FIRST_NAME", "VARCHAR2(20)", Stats(1_300, "Abel", "Zoe")),
        _required("CUST_LAST_NAME", "VARCHAR2(40)", Stats(908, "Aaron", "Zwolinsky")),
        _required("CUST_GENDER", "CHAR(1)", Stats(2, "F", "M", histogram=("F", "M")), "Few values"),
        _required("CUST_YEAR_OF_BIRTH", "NUMBER(4)", Stats(75, 1913, 2007)),
        Column("CUST_MARITAL_STATUS", "VARCHAR2(20)", Stats(11, "Divorc.", "widow", nulls=2_210_000)),
        _required("CUST_STREET_ADDRESS", "VARCHAR2(40)", Stats(4_990_000, "1 Addison Street", "99 York Boulevard")),
        _required("CUST_POSTAL_CODE", "VARCHAR2(10)", Stats(623, "30828", "Z9 1A2")),
        _required("CUST_CITY", "VARCHAR2(30)", Stats(620, "Aachen", "Zwolle")),
        _required("CUST_CITY_ID", "NUMBER", Stats(620, 51040, 52531)),
        _required("CUST_STATE_PROVINCE", "VARCHAR2(40)", Stats(145, "Aichi", "Zuid-Holland")),
        _required("CUST_STATE_PROVINCE_ID", "NUMBER", Stats(145, 52567, 52784)),
        _required("COUNTRY_ID", "NUMBER", Stats(19, 52769, 52791)),
        _required("CUST_MAIN_PHONE_NUMBER", "VARCHAR2(25)", Stats(6_980_000, "100-101-2021", "999-990-1177")),
        Column("CUST_INCOME_LEVEL", "VARCHAR2(30)", Stats(12, "A: Below 30,000", "L: 300,000 and above", nulls=5_000)),
        Column("CUST_CREDIT_LIMIT", "NUMBER", Stats(8, 1_500, 15_000)),
        Column("CUST_EMAIL", "VARCHAR2(50)", Stats(1_699_000, "Aaron@example.com", "Zwick@example.com")),
        _required("CUST_TOTAL", "VARCHAR2(14)", Stats(1, "Customer total", "Customer total")),
        _required("CUST_TOTAL_ID", "NUMBER", Stats(1, 52772, 52772)),
        Column("CUST_SRC_ID", "NUMBER", Stats(0, nulls=7_101_000)),
        Column("CUST_EFF_FROM", "DATE", Stats(1, _FROM, _FROM)),
        Column("CUST_EFF_TO", "DATE", Stats(0, nulls=7_101_000)),
        Column("CUST_VALID", "VARCHAR2(1)", Stats(2, "A", "I")),
    ),
    rows=7_101_000,
    row_length=189,
    comment="Customers",
    keys=(Key("CUSTOMERS_PK", ("CUST_ID",), state=_RELY),),
    indexes=(
        Index("CUSTOMERS_GENDER_BIX", ("CUST_GENDER",), kind="BITMAP"),
        Index("CUSTOMERS_MARITAL_BIX", ("CUST_MARITAL_STATUS",), kind="BITMAP"),
        Index("CUSTOMERS_YOB_BIX", ("CUST_YEAR_OF_BIRTH",), kind="BITMAP"),
    ),
    foreign_keys=(ForeignKey("CUSTOMERS_COUNTRY_FK", ("COUNTRY_ID",), ("SH", "COUNTRIES_PK")),),
)

_PROMOTIONS = Table(
    "PROMOTIONS",
    (
        _required("PROMO_ID", "NUMBER(6)", Stats(503, 33, 999)),
        _required("PROMO_NAME", "VARCHAR2(30)"),
        _required("PROMO_SUBCATEGORY", "VARCHAR2(30)"),
        _required("PROMO_SUBCATEGORY_ID", "NUMBER"),
        _required("PROMO_CATEGORY", "VARCHAR2(30)", Stats(9, "NO PROMOTION", "post")),
        _required("PROMO_CATEGORY_ID", "NUMBER"),
        _required("PROMO_COST", "NUMBER(10,2)", Stats(67, 0, 100_000)),
        _required("PROMO_BEGIN_DATE", "DATE", Stats(352, _FROM, datetime(9999, 1, 1))),
        # One promotion never ends: a sentinel that any date axis must leave out.
        _required("PROMO_END_DATE", "DATE", Stats(351, _FROM, datetime(9999, 1, 1))),
        _required("PROMO_TOTAL", "VARCHAR2(15)"),
        _required("PROMO_TOTAL_ID", "NUMBER"),
    ),
    rows=503,
    row_length=106,
    comment="Promotions",
    keys=(Key("PROMO_PK", ("PROMO_ID",), state=_RELY),),
)

_PRODUCTS = Table(
    "PRODUCTS",
    (
        _required("PROD_ID", "NUMBER(6)", Stats(72, 13, 148)),
        _required("PROD_NAME", "VARCHAR2(50)", Stats(71, '1.44MB External 3.5" Diskette', "Y Box")),
        _required("PROD_DESC", "VARCHAR2(4000)"),
        _required("PROD_SUBCATEGORY", "VARCHAR2(50)", Stats(21, "Accessories", "Y Box Games")),
        _required("PROD_SUBCATEGORY_ID", "NUMBER"),
        _required("PROD_SUBCATEGORY_DESC", "VARCHAR2(2000)"),
        _required("PROD_CATEGORY", "VARCHAR2(50)", Stats(5, "Electronics", "Software/Other")),
        _required("PROD_CATEGORY_ID", "NUMBER"),
        _required("PROD_CATEGORY_DESC", "VARCHAR2(2000)"),
        _required("PROD_WEIGHT_CLASS", "NUMBER(3)"),
        Column("PROD_UNIT_OF_MEASURE", "VARCHAR2(20)"),
        _required("PROD_PACK_SIZE", "VARCHAR2(30)"),
        _required("SUPPLIER_ID", "NUMBER(6)"),
        _required("PROD_STATUS", "VARCHAR2(20)", Stats(1, "STATUS", "STATUS")),
        _required("PROD_LIST_PRICE", "NUMBER(8,2)", Stats(42, 6.99, 1_299.99)),
        _required("PROD_MIN_PRICE", "NUMBER(8,2)", Stats(42, 6.99, 1_299.99)),
        _required("PROD_TOTAL", "VARCHAR2(13)"),
        _required("PROD_TOTAL_ID", "NUMBER"),
        Column("PROD_SRC_ID", "NUMBER", Stats(0, nulls=72)),
        Column("PROD_EFF_FROM", "DATE"),
        Column("PROD_EFF_TO", "DATE", Stats(0, nulls=72)),
        Column("PROD_VALID", "VARCHAR2(1)", Stats(1, "A", "A")),
    ),
    rows=72,
    row_length=173,
    comment="Products",
    keys=(Key("PRODUCTS_PK", ("PROD_ID",), state=_RELY),),
    indexes=(
        Index("PRODUCTS_PROD_STATUS_BIX", ("PROD_STATUS",), kind="BITMAP"),
        Index("PRODUCTS_PROD_SUBCAT_IX", ("PROD_SUBCATEGORY",)),
        Index("PRODUCTS_PROD_CAT_IX", ("PROD_CATEGORY",)),
    ),
)

_TIME_COLUMNS = """
DAY_NAME VARCHAR2(9),DAY_NUMBER_IN_WEEK NUMBER(1),DAY_NUMBER_IN_MONTH NUMBER(2),CALENDAR_WEEK_NUMBER NUMBER(2),
FISCAL_WEEK_NUMBER NUMBER(2),WEEK_ENDING_DAY DATE,WEEK_ENDING_DAY_ID NUMBER,CALENDAR_MONTH_NUMBER NUMBER(2),
FISCAL_MONTH_NUMBER NUMBER(2),CALENDAR_MONTH_DESC VARCHAR2(8),CALENDAR_MONTH_ID NUMBER,FISCAL_MONTH_DESC VARCHAR2(8),
FISCAL_MONTH_ID NUMBER,DAYS_IN_CAL_MONTH NUMBER,DAYS_IN_FIS_MONTH NUMBER,END_OF_CAL_MONTH DATE,END_OF_FIS_MONTH DATE,
CALENDAR_MONTH_NAME VARCHAR2(9),FISCAL_MONTH_NAME VARCHAR2(9),CALENDAR_QUARTER_DESC CHAR(7),
CALENDAR_QUARTER_ID NUMBER,FISCAL_QUARTER_DESC CHAR(7),FISCAL_QUARTER_ID NUMBER,DAYS_IN_CAL_QUARTER NUMBER,
DAYS_IN_FIS_QUARTER NUMBER,END_OF_CAL_QUARTER DATE,END_OF_FIS_QUARTER DATE,CALENDAR_QUARTER_NUMBER NUMBER(1),
FISCAL_QUARTER_NUMBER NUMBER(1),CALENDAR_YEAR NUMBER(4),CALENDAR_YEAR_ID NUMBER,FISCAL_YEAR NUMBER(4),
FISCAL_YEAR_ID NUMBER,DAYS_IN_CAL_YEAR NUMBER,DAYS_IN_FIS_YEAR NUMBER,END_OF_CAL_YEAR DATE,END_OF_FIS_YEAR DATE
"""
_DAY_COLUMNS = tuple(item.partition(" ") for item in _TIME_COLUMNS.replace("\n", "").split(","))

_TIMES = Table(
    "TIMES",
    (
        _required("TIME_ID", "DATE", Stats(3_287, _FROM, _TO), "The day"),
        *(_required(name, type) for name, _, type in _DAY_COLUMNS),
    ),
    rows=3_287,
    row_length=198,
    comment="Days with the weeks, months, quarters and years they belong to",
    keys=(Key("TIMES_PK", ("TIME_ID",), state=_RELY),),
)

_CHANNELS = Table(
    "CHANNELS",
    (
        _required("CHANNEL_ID", "NUMBER", Stats(5, 2, 9)),
        _required("CHANNEL_DESC", "VARCHAR2(20)", Stats(5, "Catalog", "Tele Sales"), "For instance internet"),
        _required("CHANNEL_CLASS", "VARCHAR2(20)", Stats(3, "Direct", "Others")),
        _required("CHANNEL_CLASS_ID", "NUMBER"),
        _required("CHANNEL_TOTAL", "VARCHAR2(13)"),
        _required("CHANNEL_TOTAL_ID", "NUMBER"),
    ),
    rows=5,
    row_length=41,
    comment="Ways to buy",
    keys=(Key("CHANNELS_PK", ("CHANNEL_ID",), state=_RELY),),
)

_HOBBIES = ("AFFINITY_CARD", "CRICKET", "BASEBALL", "TENNIS", "SOCCER", "GOLF", "UNKNOWN", "MISC")

_DEMOGRAPHICS = Table(
    "SUPPLEMENTARY_DEMOGRAPHICS",
    (
        _required("CUST_ID", "NUMBER", Stats(4_500, 100_001, 104_500)),
        Column("EDUCATION", "VARCHAR2(21)"),
        Column("OCCUPATION", "VARCHAR2(21)"),
        Column("HOUSEHOLD_SIZE", "VARCHAR2(21)"),
        Column("YRS_RESIDENCE", "NUMBER", Stats(15, 0, 14)),
        *(Column(name, "NUMBER(10)", Stats(2, 0, 1)) for name in _HOBBIES),
        Column("COMMENTS", "VARCHAR2(4000)"),
    ),
    rows=4_500,
    row_length=186,
    keys=(Key("SUPP_DEMO_PK", ("CUST_ID",)),),
)

DIMENSIONS = (_COUNTRIES, _CUSTOMERS, _PROMOTIONS, _PRODUCTS, _TIMES, _CHANNELS, _DEMOGRAPHICS)

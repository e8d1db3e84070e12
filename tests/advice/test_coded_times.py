"""Times kept as numbers or text: which columns hold them, and that what is written reads back as it was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.advice.tables import column

from repart_tui.advice.coded_times import CodedTime, Form, as_date, coded_time
from repart_tui.advice.granularity import DAY, MONTH, QUARTER, YEAR, Width
from repart_tui.migration_models import EnvironmentConfig, Interval

TODAY = datetime(2026, 1, 15)
GRAINS: dict[Form, timedelta] = {
    "YYYY": timedelta(days=366),
    "YYYYMM": timedelta(days=31),
    "YYYYMMDD": timedelta(days=1),
    "YYYY-MM-DD": timedelta(days=1),
    "YYYYMMDDHH24MI": timedelta(minutes=1),
    "YYYYMMDDHH24MISS": timedelta(seconds=1),
    "seconds": timedelta(seconds=1),
    "milliseconds": timedelta(seconds=1),
}


@given(st.sampled_from(sorted(GRAINS)), st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31)), st.booleans())
def test_what_is_written_reads_back_as_the_beginning_of_its_grain(form: Form, moment: datetime, text: bool) -> None:
    coded = CodedTime(form, text)
    read = coded.read(coded.write(moment))
    assert read is not None
    assert abs(moment - read) <= GRAINS[form]
    assert coded.write(read) == coded.write(moment)


@pytest.mark.parametrize(
    ("name", "data_type", "low", "high", "distinct", "form"),
    [
        ("DAY_ID", "NUMBER", "20190105", "20260114", 2500, "YYYYMMDD"),
        ("DAY_ID", "NUMBER", "0", "20260114", 2500, "YYYYMMDD"),
        ("DAY_ID", "NUMBER", "20190105", "99991231", 2500, "YYYYMMDD"),
        ("BUDAT", "VARCHAR2", "00000000", "20260110", 5000, "YYYYMMDD"),
        ("BUDAT", "CHAR", "20120101", "20260110", 5000, "YYYYMMDD"),
        ("D", "NVARCHAR2", "2012-01-01", "2026-01-10", 5000, "YYYY-MM-DD"),
        ("PERIOD", "NUMBER", "201501", "202512", 132, "YYYYMM"),
        ("FISCAL_YEAR", "NUMBER", "2011", "2026", 16, "YYYY"),
        ("GJAHR", "VARCHAR2", "2011", "2026", 16, "YYYY"),
        ("SENT_TS", "NUMBER", "20180101000003", "20260110215811", 180_000_000, "YYYYMMDDHH24MISS"),
        ("MINUTE_KEY", "NUMBER", "201801010000", "202601102158", 4_000_000, "YYYYMMDDHH24MI"),
        ("CREATED_AT", "NUMBER", "1514764800", "1768082399", 250_000_000, "seconds"),
        ("EVENT_TIME", "NUMBER", "1609459200000", "1768082399999", 10**9, "milliseconds"),
    ],
)
def test_columns_that_hold_times(name: str, data_type: str, low: str, high: str, distinct: int, form: str) -> None:
    found = coded_time(
        column(name, data_type, low=low, high=high, distinct=distinct, nulls=0), EnvironmentConfig(), TODAY
    )
    assert found is not None
    assert (found.form, found.text) == (form, data_type != "NUMBER")


@pytest.mark.parametrize(
    ("name", "data_type", "low", "high", "distinct"),
    [
        # More values than there are days between the ends, or values that are no days.
        ("ORDER_NO", "NUMBER", "20190105", "20260114", 70_000),
        ("DAY_ID", "NUMBER", "20191305", "20260114", 2500),
        ("DAY_ID", "NUMBER", "1", "99999999", 2500),
        ("DAY_ID", "NUMBER", "00000000", "99991231", 2),
        ("PERIOD", "NUMBER", "201513", "202512", 100),
        # Four digits are years only where the name says so.
        ("QUANTITY", "NUMBER", "1990", "2020", 30),
        # Ten digits are seconds only where the name says so; telephone numbers are no minutes.
        ("VOUCHER_NO", "NUMBER", "1500000000", "1561000000", 61_000_000),
        ("MSISDN", "NUMBER", "436600000001", "436999999999", 41_000_000),
        ("CREATED_AT", "NUMBER", "12", "1768082399", 1000),
        ("CREATED_AT", "NUMBER", "1514764800", "9999999999999", 1000),
        ("NAME", "VARCHAR2", "Aaron", "Zwettl", 5000),
        ("CREATED", "DATE", "2019-01-05", "2026-01-14", 2500),
    ],
)
def test_columns_that_hold_none(name: str, data_type: str, low: str, high: str, distinct: int) -> None:
    given_column = column(name, data_type, low=low, high=high, distinct=distinct, nulls=0)
    assert coded_time(given_column, EnvironmentConfig(), TODAY) is None


def test_without_statistics_nothing_is_guessed() -> None:
    assert coded_time(column("DAY_ID"), EnvironmentConfig(), TODAY) is None
    assert coded_time(column("DAY_ID", low="20190105", high="20260114"), EnvironmentConfig(), TODAY) is None


def test_sentinels_stay_sentinels() -> None:
    days = column("BUDAT", "VARCHAR2", low="00000000", high="99991231", distinct=2500, nulls=0)
    seen = as_date(days, CodedTime("YYYYMMDD", text=True), EnvironmentConfig(), TODAY).statistics
    assert seen is not None
    assert (seen.low_value, seen.high_value) == ("0001-01-01", "9999-12-31")


def test_the_running_month_reaches_to_today_and_past_ones_to_their_end() -> None:
    months = column("PERIOD", low="201801", high="202601", distinct=97, nulls=0)
    seen = as_date(months, CodedTime("YYYYMM", text=False), EnvironmentConfig(), TODAY).statistics
    assert seen is not None
    assert seen.high_value == "2026-01-15"
    ended = column("PERIOD", low="201801", high="202402", distinct=74, nulls=0)
    seen = as_date(ended, CodedTime("YYYYMM", text=False), EnvironmentConfig(), TODAY).statistics
    assert seen is not None
    assert seen.high_value == "2024-02-29"


@pytest.mark.parametrize(
    ("form", "width", "count"),
    [
        ("YYYYMMDD", DAY, 1),
        ("YYYYMMDD", MONTH, 100),
        ("YYYYMMDD", YEAR, 10_000),
        ("YYYYMM", MONTH, 1),
        ("YYYY", YEAR, 1),
        ("YYYYMMDDHH24MISS", MONTH, 100_000_000),
        ("seconds", Width("DAY", 30), 2_592_000),
        ("milliseconds", Width("HOUR"), 3_600_000),
    ],
)
def test_intervals_of_numbers(form: Form, width: Width, count: int) -> None:
    coded = CodedTime(form, text=False)
    assert coded.interval(width) == Interval(unit="NUMBER", count=count)
    assert coded.width(Interval(unit="NUMBER", count=count)) == width


def test_quarters_do_not_divide_the_numbers_of_a_year() -> None:
    # 20180101 + 34 x 300 = 20190301: the quarters of the next year would begin in March.
    assert not CodedTime("YYYYMMDD", text=False).knows(QUARTER)
    assert CodedTime("YYYYMMDD", text=False).width(Interval(unit="NUMBER", count=300)) is None
    assert QUARTER in CodedTime("YYYYMMDD", text=True).widths.wider

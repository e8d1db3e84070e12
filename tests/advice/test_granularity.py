"""Width and bounds of partitions: by size, on the calendar, within limits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.advice.tables import GB, booked, column, state, table

from repart_tui.advice.granularity import DAY, HOUR, MONTH, QUARTER, WEEK, YEAR, Width, choose_width
from repart_tui.advice.key_evidence import date_keys
from repart_tui.advice.number_keys import number_keys
from repart_tui.migration_models import (
    ConstraintInfo,
    EnvironmentConfig,
    HashSubpartitioning,
    HashTarget,
    IntervalTarget,
)

WIDTHS = [YEAR, QUARTER, MONTH, WEEK, DAY, HOUR]


@pytest.mark.parametrize(
    ("low", "high", "size", "width"),
    [
        ("2018-02-04", "2026-01-14", 500 * GB, MONTH),
        ("2018-02-04", "2026-01-14", 5000 * GB, WEEK),
        ("2024-01-10", "2025-06-30", 2000 * GB, DAY),
        ("2025-12-01", "2026-01-14", 20000 * GB, HOUR),
        ("2001-01-10", "2025-06-30", 1 * GB, YEAR),
        ("2001-01-10", "2025-06-30", 3 * GB, QUARTER),
        # Days would be too many: months, and a second level makes them smaller.
        ("2010-01-10", "2025-06-30", 20000 * GB, MONTH),
        ("1800-01-01", "2025-06-30", 500 * GB, QUARTER),
    ],
)
def test_the_width_follows_the_size(low: str, high: str, size: int, width: Width) -> None:
    first, last = datetime.fromisoformat(low), datetime.fromisoformat(high)
    found = choose_width(first, last, state(table_bytes=size), EnvironmentConfig())
    assert found == width
    assert found.partitions(first, last) <= EnvironmentConfig().maximum_partitions


@given(
    st.sampled_from(WIDTHS),
    st.datetimes(datetime(1600, 1, 1), datetime(9000, 1, 1)),
)
def test_bounds_lie_above_and_on_the_calendar(width: Width, moment: datetime) -> None:
    bound = width.bound_after(moment)
    assert bound is not None
    assert moment < bound
    assert (bound - moment).total_seconds() / 86400 <= width.days * 1.1
    if width.unit in ("MONTH", "YEAR"):
        assert (bound.day, bound.hour) == (1, 0), "ORA-14767: every month has a first"
    following = width.next_bound(bound)
    assert following is not None
    assert following == width.bound_after(bound), "bounds follow one another"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_end_of_the_calendar_is_no_crash(width: Width) -> None:
    assert width.bound_after(datetime(9999, 12, 31, 23, 59)) is None


def test_a_second_level_where_one_is_not_enough() -> None:
    key = ConstraintInfo(owner="APP", table_name="T", constraint_name="PK", constraint_type="P", columns=["ID"])
    big = state(
        column("ID", distinct=10**9),
        booked("2010-01-10", "2025-06-30"),
        table_bytes=20000 * GB,
        constraints=[key],
    )
    target = table(big).common_settings.target_config
    assert isinstance(target, IntervalTarget)
    second = target.subpartitioning
    assert isinstance(second, HashSubpartitioning)
    assert (second.key_columns, second.subpartition_count) == (["ID"], 8)


def test_days_written_as_numbers_make_months() -> None:
    days = column("DAY_ID", "NUMBER", low="20190105", high="20260114", nulls=0, distinct=2500)
    target = table(state(days)).common_settings.target_config
    assert isinstance(target, IntervalTarget)
    assert (target.interval.unit, target.interval.count) == ("NUMBER", 100)
    assert target.partitions[0].values_less_than == ["20190201"]


@pytest.mark.parametrize(("low", "high"), [("20191305", "20260114"), ("1", "99999999"), ("20190105", "20190106")])
def test_other_numbers_are_no_days(low: str, high: str) -> None:
    number = column("DAY_ID", "NUMBER", low=low, high=high, nulls=0, distinct=2500)
    assert isinstance(table(state(number)).common_settings.target_config, HashTarget)


def test_hash_counts_are_powers_of_two_whatever_the_settings() -> None:
    facts: dict[str, Any] = {"parallel_degree": 6, "target_partition_bytes": 7 * GB}
    target = table(state(column("ID", distinct=10**8)), **facts).common_settings.target_config
    assert isinstance(target, HashTarget)
    assert target.partition_count == 16


def test_a_rising_number_is_named_but_a_date_goes_before_it() -> None:
    key = ConstraintInfo(owner="APP", table_name="T", constraint_name="PK", constraint_type="P", columns=["ID"])
    given = state(column("ID", low="1", high="100000000", nulls=0, distinct=10**8), booked(), constraints=[key])
    [number] = number_keys(given, EnvironmentConfig(), None)
    [best] = date_keys(given, EnvironmentConfig(), None)
    assert "rises with time" in number.words
    assert 0 < number.score < best.score
    assert table(given).common_settings.target_config.key_columns == ["BOOKED_ON"]  # type: ignore[union-attr]

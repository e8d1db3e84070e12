"""How many partitions a target gives, now and in five years, and how rows lie over them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracle.builders import column, constraint, plan, table

from repart_tui.advice.forecast import Forecast
from repart_tui.advice.partition_forecast import partition_forecast
from repart_tui.migration_models import (
    ColumnInfo,
    CommonSettings,
    Interval,
    IntervalTarget,
    RangePartition,
    TargetConfig,
)

GB = 2**30


def target(**facts: Any) -> TargetConfig:
    """Return a target from the words of the configuration."""
    return CommonSettings.from_dict({"target_config": facts}).target_config


def monthly(first: str = "2020-02-01", unit: str = "MONTH", count: int = 1) -> TargetConfig:
    """Return an interval target on D."""
    return target(
        partitioning_type="interval",
        key_columns=["D"],
        interval={"unit": unit, "count": count},
        partitions=[{"name": "P0", "values_less_than": [first]}],
    )


def dated(low: str = "2020-01-01", high: str = "2024-12-31", **facts: Any) -> ColumnInfo:
    """Return the DATE column D."""
    return column("D", "DATE", nullable=False, low=low, high=high, num_distinct=1800, **facts)


def forecast(wanted: TargetConfig, *columns: ColumnInfo, today: str = "2025-01-15", **state: Any) -> Forecast:
    """Return the forecast for APP.T of 6,000,000 rows and 6 GB."""
    facts = {"num_rows": 6_000_000, "table_bytes": 6 * GB, "size_source": "segments"} | state
    made = table(wanted, list(columns), **facts)
    return partition_forecast(made, plan(made, discovered_at=today))


def test_monthly_partitions_are_counted_by_the_calendar_now_and_in_five_years() -> None:
    found = forecast(monthly(), dated())
    assert (found.now, found.later) == (60, 121)
    assert sum(group.partitions for group in found.groups) == 60
    assert len(found.groups) <= 12
    assert found.groups[0].label == "P0"
    assert found.groups[1].label == "2020-02 .. 2020-07"
    assert found.groups[1].rows == pytest.approx(100_000, rel=0.05)
    assert found.groups[1].size == pytest.approx(6 * GB / 60, rel=0.05)
    assert found.later_rows == pytest.approx(12_000_000, rel=0.01)


@pytest.mark.parametrize(
    ("first", "unit", "count", "high", "now"),
    [
        ("2020-01-01", "MONTH", 1, "2020-01-01", 1 + 1),
        ("2020-01-01", "MONTH", 1, "2019-12-31", 1),
        ("2020-01-01", "MONTH", 3, "2020-03-31", 1 + 1),
        ("2020-01-01", "MONTH", 3, "2020-04-01", 1 + 2),
        ("2020-01-15", "MONTH", 1, "2020-02-14", 1 + 1),
        ("2020-01-01", "YEAR", 2, "2024-12-31", 1 + 3),
        ("2020-01-01", "DAY", 7, "2020-01-08", 1 + 2),
        ("2020-01-01", "HOUR", 12, "2020-01-01 12:00:00", 1 + 2),
    ],
)
def test_the_bound_itself_belongs_to_the_next_partition(first: str, unit: str, count: int, high: str, now: int) -> None:
    assert forecast(monthly(first, unit, count), dated("2018-01-01", high)).now == now


def test_a_table_that_takes_no_more_rows_gets_no_more_partitions() -> None:
    found = forecast(monthly("2010-02-01"), dated("2010-01-01", "2012-12-31"))
    assert found.now == found.later == 36
    assert "grow no more" in found.notes[-1]


def test_a_sentinel_does_not_stretch_the_chart() -> None:
    parts = [
        {"name": "P2023", "values_less_than": ["2024-01-01"]},
        {"name": "P2024", "values_less_than": ["2025-01-01"]},
        {"name": "PMAX", "values_less_than": ["MAXVALUE"]},
    ]
    found = forecast(
        target(partitioning_type="range", key_columns=["D"], partitions=parts), dated("2023-01-01", "9999-12-31")
    )
    assert [group.rows is not None and group.rows > 2_000_000 for group in found.groups] == [True, True, False]
    assert any("means 'no end'" in note for note in found.notes)
    assert any("go to the last partition" in note for note in found.notes)


def test_ranges_without_an_end_say_when_rows_find_no_partition() -> None:
    parts = [{"name": "P", "values_less_than": ["2025-07-01"]}]
    found = forecast(target(partitioning_type="range", key_columns=["D"], partitions=parts), dated())
    assert "No partition takes rows from 2025-07-01 on" in " ".join(found.notes)


def test_nulls_lie_in_the_partition_that_takes_them() -> None:
    parts = [{"name": "A", "values_less_than": ["100"]}, {"name": "Z", "values_less_than": ["MAXVALUE"]}]
    found = forecast(
        target(partitioning_type="range", key_columns=["N"], partitions=parts),
        column("N", low="0", high="200", num_nulls=3_000_000, num_distinct=200),
    )
    assert [group.rows for group in found.groups] == [1_500_000, 4_500_000]


def test_a_rising_number_grows_as_the_dates_beside_it() -> None:
    interval = target(
        partitioning_type="interval",
        key_columns=["ID"],
        interval={"unit": "NUMBER", "count": 1_000_000},
        partitions=[{"name": "P0", "values_less_than": ["1000000"]}],
    )
    key = column("ID", nullable=False, low="1", high="5999999", num_distinct=5_999_999)
    created = column("CREATED_ON", "DATE", nullable=False, low="2020-01-01", high="2025-01-01", num_distinct=1800)
    found = forecast(interval, key, created)
    assert (found.now, found.later) == (6, 12)
    alone = forecast(interval, key)
    assert (alone.now, alone.later) == (6, None)
    assert "How fast the table grows is not known" in alone.notes[-1]


def test_a_frequency_histogram_gives_each_list_partition_its_own_bar() -> None:
    parts = [{"name": "EU", "values": [["DE"], ["FR"]]}, {"name": "OTHERS", "is_default": True}]
    found = forecast(
        target(partitioning_type="list", key_columns=["C"], partitions=parts),
        column("C", "VARCHAR2", values=["DE", "FR", "US"], counts=[10, 20, 70], num_distinct=3),
    )
    assert [(group.label, group.rows) for group in found.groups] == [("EU", 1_800_000), ("OTHERS", 4_200_000)]
    assert found.notes == ("Counted by the frequency histogram of C.",)


def test_without_a_histogram_values_count_alike_and_that_is_said() -> None:
    parts = [{"name": "EU", "values": [["DE"], ["FR"]]}, {"name": "OTHERS", "is_default": True}]
    found = forecast(
        target(partitioning_type="list", key_columns=["C"], partitions=parts),
        column("C", "VARCHAR2", num_distinct=8),
    )
    assert [group.rows for group in found.groups] == [1_500_000, 4_500_000]
    assert "no histogram" in found.notes[0]


def test_automatic_lists_count_the_values_that_are_there() -> None:
    parts = [{"name": "P1", "values": [["1"]]}]
    found = forecast(
        target(partitioning_type="automatic_list", key_columns=["N"], partitions=parts), column("N", num_distinct=40)
    )
    assert (found.now, found.later) == (40, None)
    assert found.groups[-1].label == "39 more values"


def test_hash_counts_that_are_no_power_of_two_make_two_sizes() -> None:
    found = forecast(
        target(partitioning_type="hash", key_columns=["N"], partition_count=6), column("N", num_distinct=10**6)
    )
    assert [(group.partitions, group.rows) for group in found.groups] == [(4, 750_000), (2, 1_500_000)]
    even = forecast(target(partitioning_type="hash", key_columns=["N"], partition_count=8), column("N", num_distinct=5))
    assert [(group.partitions, group.rows) for group in even.groups] == [(8, 750_000)]
    assert "some partitions stay empty" in even.notes[0]


def test_a_child_by_reference_is_cut_as_its_parent() -> None:
    parent = table(monthly(), [dated()], num_rows=1_000_000, table_bytes=GB, size_source="segments")
    child = table(
        target(partitioning_type="reference", foreign_key="FK"),
        [column("N")],
        num_rows=3_000_000,
        table_bytes=3 * GB,
        constraints=[constraint("FK", "R", "N", referenced_owner="APP", referenced_table="T")],
    )
    child.table_name = "LINES"
    found = partition_forecast(child, plan(parent, child, discovered_at="2025-01-15"))
    above = partition_forecast(parent, plan(parent, child, discovered_at="2025-01-15"))
    assert (found.now, found.later) == (above.now, above.later) == (60, 121)
    assert [group.rows for group in found.groups] == [3 * (group.rows or 0) for group in above.groups]


def test_what_is_not_known_is_not_guessed() -> None:
    found = forecast(monthly(), column("D", "DATE", nullable=False), num_rows=None, table_bytes=None)
    assert found.now == 1
    assert found.later is None
    assert found.groups[0].rows is None
    assert found.largest is None


def test_a_bound_that_cannot_be_read_gives_no_figures() -> None:
    assert forecast(monthly("tomorrow"), dated()).now is None


def test_subpartitions_multiply() -> None:
    wanted = target(
        partitioning_type="interval",
        key_columns=["D"],
        interval={"unit": "YEAR", "count": 1},
        partitions=[{"name": "P0", "values_less_than": ["2021-01-01"]}],
        subpartitioning={"subpartitioning_type": "hash", "key_columns": ["N"], "subpartition_count": 8},
    )
    found = forecast(wanted, dated(), column("N"))
    assert (found.now, found.subpartitions) == (5, 8)


@given(
    count=st.integers(1, 10**28 - 1),
    unit=st.sampled_from(["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"]),
    first=st.dates().map(str),
    low=st.dates().map(str),
    high=st.dates().map(str),
)
def test_any_interval_is_told_about_without_fail(count: int, unit: Any, first: str, low: str, high: str) -> None:
    wanted = IntervalTarget(
        partitioning_type="interval",
        key_columns=["D"],
        interval=Interval(unit=unit, count=count),
        partitions=[RangePartition(name="P0", values_less_than=[first])],
    )
    found = forecast(wanted, dated(low, high))
    assert len(found.groups) <= 12
    assert found.now is None or sum(group.partitions for group in found.groups) == found.now
    rows = [group.rows * group.partitions for group in found.groups if group.rows is not None]
    assert sum(rows) <= 6_000_000 + (found.now or 0)

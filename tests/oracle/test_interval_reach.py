"""How far the partitions of an interval reach: the calendar ends, and gaps are no partitions."""

from __future__ import annotations

import pytest

from repart_tui.migration_models import EnvironmentConfig, Interval, IntervalTarget, RangePartition
from repart_tui.oracle.bounds import parse_value
from repart_tui.oracle.interval_rules import last_interval_bound
from repart_tui.oracle.partition_count import expected_partitions
from repart_tui.oracle.row_checks import row_checks
from repart_tui.oracle.target_rules import target_findings
from tests.oracle.builders import column, table


def interval(unit: str, count: int = 1, first: str = "2020-01-01") -> IntervalTarget:
    return IntervalTarget(
        partitioning_type="interval",
        key_columns=["VALID_TO"],
        interval=Interval(unit=unit, count=count),  # type: ignore[arg-type]
        partitions=[RangePartition(name="P1", values_less_than=[first])],
    )


@pytest.mark.parametrize(
    ("unit", "count", "first", "last"),
    [
        # VLDB and Partitioning Guide: 9999-12-01 makes the high bound 10000-01-01 and causes an error.
        ("MONTH", 1, "2020-01-01", "9999-12-01 00:00:00"),
        ("MONTH", 3, "2020-01-01", "9999-10-01 00:00:00"),
        ("YEAR", 1, "2020-07-01", "9999-07-01 00:00:00"),
        ("DAY", 7, "2020-01-01", "9999-12-29 00:00:00"),
        ("MONTH", 1, "9999-12-01", "9999-12-01 00:00:00"),
        # The limit of partitions comes first.
        ("DAY", 1, "2020-01-01", None),
        ("HOUR", 1, "2020-01-01", None),
    ],
)
def test_the_last_bound_that_a_date_can_hold(unit: str, count: int, first: str, last: str | None) -> None:
    transition = parse_value(first, column("VALID_TO", "DATE"))
    bound = last_interval_bound(transition, interval(unit, count).interval)
    assert (None if bound is None else str(bound)) == last


@pytest.mark.parametrize(("high", "code"), [("9999-12-31", "ORA-01841"), ("9999-11-30", None)])
def test_a_value_whose_partition_would_end_after_the_calendar_is_an_error(high: str, code: str | None) -> None:
    columns = [column("VALID_TO", "DATE", nullable=False, high=high, num_distinct=3)]
    found = target_findings(table(interval("MONTH"), columns), EnvironmentConfig())
    assert [f.code for f in found if f.severity == "error"] == ([code] if code else [])


def test_rows_beyond_the_calendar_are_counted_where_statistics_do_not_tell() -> None:
    target = table(interval("MONTH"), [column("VALID_TO", "DATE")])
    (check,) = [found for found in row_checks(target) if "ORA-01841" in found.words]
    assert check.query.startswith("""SELECT CASE WHEN MAX("VALID_TO") >= DATE '9999-12-01' THEN 1""")
    # By days the limit of partitions comes first.
    daily = row_checks(table(interval("DAY"), [column("VALID_TO", "DATE")]))
    assert [c.words for c in daily if "ORA-14300" in c.words]
    assert not [c.words for c in daily if "ORA-01841" in c.words]


def test_room_is_asked_for_partitions_that_rows_make() -> None:
    sentinel = column("VALID_TO", "DATE", high="9999-11-30", num_distinct=3)
    assert expected_partitions(table(interval("MONTH"), [sentinel])) == 4
    sentinel.statistics.num_distinct = None  # type: ignore[union-attr]
    assert expected_partitions(table(interval("MONTH"), [sentinel])) > 95_000

"""The queries of the X-ray: readable, read only, and right by an outside grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repart_tui.migration_models import (
    ColumnInfo,
    HashTarget,
    Interval,
    IntervalTarget,
    ListPartition,
    ListSubpartition,
    ListSubpartitioning,
    ListTarget,
    RangePartition,
    RangeTarget,
    TargetConfig,
)
from repart_tui.xray.buckets import bucket_name
from repart_tui.xray.questions import (
    Sample,
    columns_query,
    duplicates_query,
    end_query,
    outside_query,
    partitions_query,
)
from tests.oracle.builders import column, table
from tests.script.outside_grammar import complaints


def columns() -> list[ColumnInfo]:
    return [
        column("ID"),
        column("Day", "DATE"),
        column("SEEN", "TIMESTAMP(6)"),
        column("REGION", "VARCHAR2"),
        column("TAG", "RAW", data_length=8),
    ]


def interval(unit: str, count: int, bound: str, key: str = "Day") -> IntervalTarget:
    return IntervalTarget(
        partitioning_type="interval",
        key_columns=[key],
        interval=Interval(unit=unit, count=count),  # type: ignore[arg-type]
        partitions=[RangePartition(name="P1", values_less_than=[bound])],
    )


TARGETS: list[TargetConfig] = [
    interval("MONTH", 1, "2024-02-01"),
    interval("MONTH", 3, "2024-01-15 06:00:00"),
    interval("YEAR", 1, "2024-01-01", "SEEN"),
    interval("HOUR", 6, "2024-01-01 06:00:00", "SEEN"),
    interval("NUMBER", 1000, "5000", "ID"),
    RangeTarget(
        partitioning_type="range",
        key_columns=["Day", "ID"],
        partitions=[
            RangePartition(name="A", values_less_than=["2024-01-01", "10"]),
            RangePartition(name="B", values_less_than=["2025-01-01", "MAXVALUE"]),
            RangePartition(name="C", values_less_than=["MAXVALUE", "MAXVALUE"]),
        ],
    ),
    RangeTarget(
        partitioning_type="range",
        key_columns=["TAG"],
        partitions=[RangePartition(name="A", values_less_than=["0A"])],
    ),
    ListTarget(
        partitioning_type="list",
        key_columns=["REGION"],
        partitions=[
            ListPartition(name="N", values=[["NORTH"], ["it's"], [None]]),
            ListPartition(name="S", values=[["SOUTH"]]),
        ],
        subpartitioning=ListSubpartitioning(
            subpartitioning_type="list",
            key_columns=["ID"],
            template=[ListSubpartition(name="X", values=[["1"], ["2"]])],
        ),
    ),
    ListTarget(
        partitioning_type="list",
        key_columns=["REGION", "ID"],
        partitions=[ListPartition(name="N", values=[["NORTH", "1"]]), ListPartition(name="O", is_default=True)],
    ),
    HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=8),
]


def queries(target: TargetConfig, sample: Sample) -> Iterator[str]:
    one = table(target, columns())
    yield columns_query(one, one.current_state.columns, sample)
    yield end_query(one, one.current_state.columns[1], "MAX")
    yield duplicates_query(one, ["ID", "Day"], sample)
    for query in (partitions_query(one, sample, 2000), outside_query(one, sample, 20)):
        if query is not None:
            yield query


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.partitioning_type)
@pytest.mark.parametrize("sample", [Sample(), Sample(0.5)], ids=["full", "sample"])
def test_every_query_is_one_select_that_the_grammar_takes(target: TargetConfig, sample: Sample) -> None:
    for query in queries(target, sample):
        assert query.startswith("SELECT ")
        assert ";" not in query
        assert complaints(query) == (), query


def test_a_sample_reads_blocks_and_is_repeatable() -> None:
    query = duplicates_query(table(TARGETS[0], columns()), ["ID"], Sample(1))
    assert "SELECT /*+ FULL(t) */ COUNT(*) AS n" in query
    assert 'FROM "APP"."T" SAMPLE BLOCK (1.000000) SEED (1) t' in query
    whole = duplicates_query(table(TARGETS[0], columns()), ["ID"], Sample())
    assert "SAMPLE" not in whole
    assert "/*+" not in whole


@pytest.mark.parametrize("sample", [1e-06, 0.5, 49.9999999])
def test_the_share_of_a_sample_is_one_that_oracle_takes(sample: float) -> None:
    """At least 0.000001 and less than 100 (PLS-00599)."""
    share = re.search(r"SAMPLE BLOCK \(([0-9.]+)\)", Sample(sample).clause)
    assert share is not None
    assert 0.000001 <= float(share[1]) < 100


def test_every_query_of_a_sample_reads_the_same_blocks_of_the_table() -> None:
    """Blocks of an index would be another sample: all queries name the table's by a hint, and one seed."""
    for target in TARGETS:
        for query in queries(target, Sample(0.5)):
            if "SAMPLE" in query:
                assert query.count("/*+ FULL(t) */") == query.count("SEED (1) t") == 1


def test_the_scan_reads_as_a_dba_would_write_it() -> None:
    one = table(interval("MONTH", 1, "2024-02-01"), [column("Day", "DATE")])
    date = "'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN'"
    assert columns_query(one, one.current_state.columns, Sample()).splitlines() == [
        "SELECT COUNT(*) AS all_rows,",
        '       COUNT(CASE WHEN ("Day" IS NULL) THEN 1 END) AS outside_rows,',
        '       COUNT("Day") AS values_1,',
        f'       TO_CHAR(MIN("Day"), {date}) AS least_1,',
        f'       TO_CHAR(MAX("Day"), {date}) AS greatest_1',
        '  FROM "APP"."T"',
    ]
    query = partitions_query(one, Sample(), 10)
    assert query is not None
    assert 'EXTRACT(YEAR FROM CAST("Day" AS DATE)) * 12 + EXTRACT(MONTH FROM CAST("Day" AS DATE)) - 24290' in query


def test_rows_of_a_hash_over_several_columns_are_not_told() -> None:
    several = HashTarget(partitioning_type="hash", key_columns=["ID", "REGION"], partition_count=8)
    odd = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=6)
    assert partitions_query(table(several, columns()), Sample(), 10) is None
    assert partitions_query(table(odd, columns()), Sample(), 10) is None


@pytest.mark.parametrize(
    ("target", "number", "name"),
    [
        (TARGETS[0], 1, "P1"),
        (TARGETS[0], 2, "below 2024-03-01"),
        (TARGETS[0], 12, "below 2025-01-01"),
        (TARGETS[1], 3, "below 2024-07-15 06:00:00"),
        # An interval adds months to a day, which stays: it is no ADD_MONTHS, which would go on at the end of March.
        (interval("MONTH", 1, "2023-02-28"), 2, "below 2023-03-28"),
        (interval("MONTH", 1, "2023-02-28"), 13, "below 2024-02-28"),
        (TARGETS[3], 2, "below 2024-01-01 12:00:00"),
        (TARGETS[4], 3, "below 7000"),
        (TARGETS[5], 3, "C"),
        (TARGETS[9], 5, "hash 5"),
    ],
)
def test_names_of_partitions(target: TargetConfig, number: int, name: str) -> None:
    assert bucket_name(table(target, columns()), number) == name


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)),
    st.integers(1, 28),
    st.integers(0, 86399),
    st.sampled_from([1, 3, 12]),
)
def test_moving_back_to_the_first_keeps_the_partition(moment: datetime, day: int, seconds: int, months: int) -> None:
    """The rule behind the expression for months: both ends are moved back, so that bounds fall on the first."""
    transition = datetime(1999, 5, day) + timedelta(seconds=seconds)
    shift = transition - datetime(1999, 5, 1)
    moved = moment.replace(microsecond=0) - shift
    number = (moved.year * 12 + moved.month - (1999 * 12 + 5)) // months

    def bound(steps: int) -> datetime:
        count = 1999 * 12 + 4 + steps * months
        return datetime(count // 12, count % 12 + 1, 1) + shift

    assert bound(number) <= moment.replace(microsecond=0) < bound(number + 1)

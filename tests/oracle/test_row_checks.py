"""Rows that no partition would take are counted before anything is changed. The conditions run, on SQLite."""

from __future__ import annotations

import sqlite3

import pytest

from repart_tui.migration_models import ListPartition, ListTarget, RangePartition, RangeTarget, TargetConfig
from repart_tui.oracle.row_checks import RowCheck, row_checks
from tests.oracle.builders import column, table


def check(target: TargetConfig) -> RowCheck:
    (found,) = row_checks(table(target, [column("A"), column("B"), column("C", "VARCHAR2")]))
    return found


def offending(target: TargetConfig, rows: list[tuple[object, object, object]]) -> int:
    """Return what the check counts in APP.T (A, B, C) with these rows."""
    database = sqlite3.connect(":memory:")
    database.execute("ATTACH ':memory:' AS APP")
    database.execute("CREATE TABLE APP.T (A, B, C)")
    database.executemany("INSERT INTO APP.T VALUES (?, ?, ?)", rows)
    (count,) = database.execute(check(target).query).fetchone()
    return int(count)


def ranges(*bounds: list[str], key: tuple[str, ...] = ("A",)) -> RangeTarget:
    return RangeTarget(
        partitioning_type="range",
        key_columns=list(key),
        partitions=[RangePartition(name=f"P{n}", values_less_than=bound) for n, bound in enumerate(bounds, start=1)],
    )


def lists(*values: list[list[str | None]], key: tuple[str, ...] = ("C",), default: bool = False) -> ListTarget:
    partitions = [ListPartition(name=f"P{n}", values=value) for n, value in enumerate(values, start=1)]
    if default:
        partitions.append(ListPartition(name="PD", values=[], is_default=True))
    return ListTarget(partitioning_type="list", key_columns=list(key), partitions=partitions)


def test_a_bound_is_not_below_itself_and_null_is_above_all() -> None:
    rows = [(n, 0, "x") for n in (8, 9, 10, 11)]
    assert offending(ranges(["5"], ["10"]), [*rows, (None, 0, "x")]) == 3


@pytest.mark.parametrize(
    ("row", "taken"),
    [((9, 99, ""), True), ((10, 4, ""), True), ((10, 5, ""), False), ((10, None, ""), False), ((11, 0, ""), False)],
)
def test_the_second_column_counts_where_the_first_equals_its_bound(
    row: tuple[object, object, object], taken: bool
) -> None:
    assert offending(ranges(["10", "5"], key=("A", "B")), [row]) == (0 if taken else 1)


def test_maxvalue_and_default_take_everything() -> None:
    assert row_checks(table(ranges(["5"], ["MAXVALUE"]), [column("A")])) == []
    assert row_checks(table(lists([["DE"]], default=True), [column("C", "VARCHAR2")])) == []


def test_values_that_no_partition_lists() -> None:
    rows: list[tuple[object, object, object]] = [(1, 1, "DE"), (1, 1, "US"), (1, 1, "it's"), (1, 1, None)]
    assert offending(lists([["DE"], ["US"]]), rows) == 2
    assert offending(lists([["DE"], ["it's"], [None]]), rows) == 1


def test_pairs_that_no_partition_lists() -> None:
    target = lists([["1", "DE"], ["2", None]], key=("A", "C"))
    rows: list[tuple[object, object, object]] = [(1, 0, "DE"), (2, 0, None), (2, 0, "DE"), (None, 0, "DE")]
    assert offending(target, rows) == 2


def test_a_long_list_is_cut_into_lists_that_oracle_takes() -> None:
    target = lists([[f"V{n}"] for n in range(1200)])
    assert offending(target, [(1, 1, "V1199"), (1, 1, "W")]) == 1
    assert max(part.count(",") for part in check(target).query.split("NOT IN")) < 1000


def test_what_offends_is_shown() -> None:
    assert "LISTAGG" in (check(lists([["DE"]])).examples or "")
    span = check(ranges(["10"])).examples or ""
    assert 'TO_CHAR(MIN("A"))' in span
    assert 'TO_CHAR(MAX("A"))' in span

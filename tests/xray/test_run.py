"""Taking an X-ray over a connection that answers as it is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from repart_tui.advice.measured import measured_state
from repart_tui.advice.report import table_advice
from repart_tui.advice.report_text import table_lines
from repart_tui.advice.xray_words import xray_lines
from repart_tui.migration_models import (
    AdviceThresholds,
    ColumnStatistics,
    EnvironmentConfig,
    IndexColumn,
    IndexInfo,
    Interval,
    IntervalTarget,
    ListPartition,
    ListTarget,
    MigrationConfig,
    PolicyInfo,
    RangePartition,
    TableConfig,
    XrayPartition,
)
from repart_tui.oracle.rules import table_findings
from repart_tui.xray.cost import cost_words, full_cost, sample_percent
from repart_tui.xray.run import XrayCancelled, XrayError, take
from tests.oracle.builders import column, plan, table

GB = 1 << 30
Rows = list[tuple[Any, ...]]


class Connection:
    """A DB-API connection: the first pattern that a statement fits gives its rows, or raises."""

    def __init__(self, *answers: tuple[str, Rows | Exception | Callable[[], Rows]]) -> None:
        self.answers = [("FROM DUAL", [("2026-01-15T09:00:00",)]), *answers]
        self.statements: list[str] = []
        self.timeouts: list[int] = []
        self._timeout = 600_000

    @property
    def call_timeout(self) -> int:
        return self._timeout

    @call_timeout.setter
    def call_timeout(self, value: int) -> None:
        self._timeout = value
        self.timeouts.append(value)

    def cursor(self) -> Cursor:
        return Cursor(self)


class Cursor:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: Rows = []

    def execute(self, sql: str) -> None:
        self._connection.statements.append(sql)
        for pattern, answer in self._connection.answers:
            if re.search(pattern, sql):
                if isinstance(answer, Exception):
                    raise answer
                self._rows = answer() if callable(answer) else answer
                return
        raise AssertionError(f"nobody answers {sql}")

    def fetchall(self) -> Rows:
        return self._rows

    def close(self) -> None:
        pass


COLUMNS = r"COUNT\(\*\) AS all_rows,"
BUCKETS = "AS bucket"
OUTSIDE = "AS value_1"
TWICE = "HAVING"


def by_month(**state: Any) -> tuple[TableConfig, MigrationConfig]:
    target = IntervalTarget(
        partitioning_type="interval",
        key_columns=["DAY"],
        interval=Interval(unit="MONTH", count=1),
        partitions=[RangePartition(name="P1", values_less_than=["2024-02-01"])],
    )
    given = {"num_rows": 50_000_000, "table_bytes": 10 * GB, "size_source": "segments", **state}
    one = table(target, [column("ID"), column("DAY", "DATE")], **given)
    return one, plan(one)


def by_region() -> tuple[TableConfig, MigrationConfig]:
    target = ListTarget(
        partitioning_type="list", key_columns=["REGION"], partitions=[ListPartition(name="N", values=[["NORTH"]])]
    )
    one = table(target, [column("REGION", "VARCHAR2")], num_rows=50_000_000, table_bytes=10 * GB)
    return one, plan(one)


SCAN: Rows = [(1000, 0, 1000, " 2023-05-01 00:00:00", " 2026-01-09 19:44:12")]


def test_a_sample_comes_first() -> None:
    one, config = by_month()
    connection = Connection((COLUMNS, SCAN), (BUCKETS, [(1, 400), (2, 600)]))
    found = take(connection, one, config, source_name="db:1521/x")
    assert (found.mode, found.sample_percent, found.rows, found.complete) == ("sample", 1.0, 1000, True)
    assert (found.taken_at, found.source_name) == ("2026-01-15T09:00:00", "db:1521/x")
    day = found.columns[0]
    assert (day.nulls, day.low_value, day.high_value, day.exact) == (0, "2023-05-01", "2026-01-09 19:44:12", False)
    assert found.partitions == [XrayPartition(name="P1", rows=400), XrayPartition(name="below 2024-03-01", rows=600)]
    assert all("SAMPLE BLOCK (1.000000)" in s for s in connection.statements if "DUAL" not in s)
    assert all(s.startswith("SELECT ") for s in connection.statements), "an X-ray only reads"
    assert connection.timeouts == [0, 600_000], "no limit while it runs, the old one afterwards"


def test_all_rows_on_request() -> None:
    one, config = by_month()
    connection = Connection((COLUMNS, SCAN), (BUCKETS, []))
    found = take(connection, one, config, mode="full")
    assert (found.mode, found.sample_percent, found.columns[0].exact) == ("full", None, True)
    assert not any("SAMPLE" in s for s in connection.statements)


def test_a_sample_takes_true_ends_from_an_index() -> None:
    index = IndexInfo(
        owner="APP", index_name="I", index_type="NORMAL", columns=[IndexColumn(name="DAY", position=1)], status="VALID"
    )
    one, config = by_month(indexes=[index])
    connection = Connection(
        (COLUMNS, SCAN), (r"MIN\(", [(" 0001-01-01 00:00:00",)]), (r"MAX\(", [(" 9999-12-31 00:00:00",)]), (BUCKETS, [])
    )
    day = take(connection, one, config).columns[0]
    assert (day.low_value, day.high_value, day.exact) == ("0001-01-01", "9999-12-31", True)


def test_values_outside_a_list_are_named() -> None:
    one, config = by_region()
    connection = Connection(
        (COLUMNS, [(1000, 30, 990, "EAST", "NORTH")]),
        (BUCKETS, [(0, 30), (1, 970)]),
        (OUTSIDE, [("EAST", 20), (None, 10)]),
    )
    found = one.xray = take(connection, one, config, mode="full")
    assert found.outside_rows == 30
    assert [(v.value, v.rows) for v in found.outside_values] == [(["EAST"], 20), ([None], 10)]
    assert [p.name for p in found.partitions] == ["N"]
    said = [f for f in table_findings(one, config) if "X-ray" in f.message]
    assert [(f.code, f.severity) for f in said] == [("ORA-14400", "error")]
    assert "30 rows that no partition takes: EAST, NULL" in said[0].message


def test_what_a_sample_finds_is_a_warning_and_another_target_is_not_judged() -> None:
    one, config = by_region()
    answers = ((COLUMNS, [(1000, 30, 990, "EAST", "NORTH")]), (BUCKETS, []), (OUTSIDE, []))
    one.xray = take(Connection(*answers), one, config)
    assert [f.severity for f in table_findings(one, config) if "X-ray" in f.message] == ["warning"]
    one.common_settings.target_config = by_month()[0].common_settings.target_config
    assert not [f for f in table_findings(one, config) if "X-ray" in f.message]


def test_duplicates_of_a_wished_unique_key() -> None:
    one, config = by_month()
    connection = Connection((TWICE, [(3, 7)]), (COLUMNS, SCAN), (BUCKETS, []))
    one.xray = take(connection, one, config, mode="full", unique=[["ID", "DAY"]])
    assert [(d.columns, d.groups, d.rows) for d in one.xray.duplicates] == [(["ID", "DAY"], 3, 7)]
    text = "\n".join(line for line, _ in table_lines(table_advice(one, config), config))
    assert "(ID, DAY) is not unique: 3 values in 7 rows." in text


def test_an_unknown_column_is_named_before_anything_is_asked() -> None:
    one, config = by_month()
    connection = Connection()
    with pytest.raises(XrayError, match=r"APP\.T has no column NOPE\."):
        take(connection, one, config, unique=[["NOPE"]])
    assert connection.statements == []


def test_a_failure_is_one_line_with_oracles_words() -> None:
    one, config = by_month()
    connection = Connection((COLUMNS, RuntimeError("ORA-00942: table or\nview does not exist")))
    with pytest.raises(
        XrayError, match=r"^Looking at the rows of APP\.T failed: ORA-00942: table or view does not exist\. Reading"
    ):
        take(connection, one, config)
    assert connection.call_timeout == 600_000


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("ORA-00942: table or view does not exist", "GRANT READ ON APP.T TO the user"),
        ("ORA-01031: insufficient privileges", "GRANT READ ON APP.T TO the user"),
        ("ORA-01555: snapshot too old: rollback segment number 9", "Undo was overwritten while it read"),
        ("ORA-01446: cannot select ROWID from, or sample, a view with DISTINCT", "belongs to a view now"),
        ('ORA-00904: "DAY": invalid identifier', "read the dictionary again"),
        ("ORA-01652: unable to extend temp segment by 128 in tablespace TEMP", "TEMP is full"),
        ("DPY-4011: the database or network closed the connection", "it connects anew"),
    ],
)
def test_a_failure_says_what_to_do(error: str, words: str) -> None:
    one, config = by_month()
    with pytest.raises(XrayError) as caught:
        take(Connection((COLUMNS, RuntimeError(error))), one, config)
    assert error.split(":")[0] in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_sample_claims_nothing_for_the_whole_table() -> None:
    one, config = by_month()
    connection = Connection((COLUMNS, SCAN), (BUCKETS, [(1, 400), (2, 600)]), (TWICE, [(0, 0)]))
    one.xray = take(connection, one, config, unique=[["ID"]])
    text = " ".join(line for line, _ in xray_lines(one))
    assert "All rows of the sample fit into the partitions of the target, others may not." in text
    assert "(ID) is unique in the sample, which proves nothing: only all rows do." in text
    assert "reckoned from the sample (estimate)" in text
    assert "~40,000" in text, "one percent of the blocks: a hundred times as many rows"
    assert not any(tone == "good" for _, tone in xray_lines(one))


def test_a_sample_without_a_row_tells_nothing() -> None:
    one, config = by_month()
    one.xray = take(Connection((COLUMNS, [(0, 0, 0, None, None)]), (BUCKETS, [])), one, config)
    text = " ".join(line for line, _ in xray_lines(one))
    assert "The sample held no row" in text
    assert "no NULL" not in text
    assert "fit into the partitions" not in text


def test_what_was_found_before_a_failure_is_kept_and_marked() -> None:
    one, config = by_month()
    found = take(Connection((COLUMNS, SCAN), (BUCKETS, RuntimeError("ORA-01555: snapshot too old"))), one, config)
    assert (found.complete, found.rows) == (False, 1000)
    assert any("ORA-01555" in note for note in found.notes)


def test_it_can_be_stopped() -> None:
    one, config = by_month()
    stopped: list[bool] = []

    def interrupted() -> Rows:
        stopped.append(True)
        raise RuntimeError("ORA-01013: user requested cancel of current operation")

    with pytest.raises(XrayCancelled):
        take(Connection((COLUMNS, interrupted)), one, config, cancelled=lambda: bool(stopped))
    stopped.clear()
    found = take(Connection((COLUMNS, SCAN), (BUCKETS, interrupted)), one, config, cancelled=lambda: bool(stopped))
    assert not found.complete
    assert found.notes == ["The X-ray was stopped."]


def test_a_policy_that_hides_rows_is_told() -> None:
    one, config = by_month(policies=[PolicyInfo(kind="VPD", name="ONLY_MINE", enabled=True)])
    found = take(Connection((COLUMNS, SCAN), (BUCKETS, [])), one, config)
    assert "Policy ONLY_MINE may hide rows from this session." in found.notes


def test_what_was_measured_counts_more_than_statistics() -> None:
    one, config = by_month()
    one.current_state.columns[1].nullable = True
    one.xray = take(Connection((COLUMNS, SCAN), (BUCKETS, [])), one, config, mode="full")
    statistics = measured_state(one).columns[1].statistics
    assert statistics is not None
    assert (statistics.num_nulls, statistics.low_value) == (0, "2023-05-01")
    assert measured_state(one).num_rows == 1000
    advice = table_advice(one, config)
    assert advice.dates[0].problem is None, "no NULL was found in all rows"
    headline = "Taken at 2026-01-15 09:00:00: all rows, 1,000 rows read."
    assert any(headline in line for line, _ in table_lines(advice, config))


@pytest.mark.parametrize(
    ("rows", "percent"), [(50_000_000, 1.0), (200_000, 10.0), (30_000, None), (0, None), (None, 1.0)]
)
def test_smaller_tables_get_a_larger_sample(rows: int | None, percent: float | None) -> None:
    one, config = by_month(num_rows=rows)
    assert sample_percent(one, config.environment_config) == percent


def test_the_cost_of_reading_all_rows_is_said_first() -> None:
    one, _ = by_month()
    environment = EnvironmentConfig(copy_megabytes_per_second=20)
    assert cost_words(one, environment).startswith("A full X-ray of APP.T reads 10 GB twice: 17 minutes or more")
    assert full_cost(one, environment).heavy
    calm = EnvironmentConfig(advice=AdviceThresholds(xray_warn_bytes=100 * GB))
    assert not full_cost(one, calm).heavy


def test_nulls_that_all_rows_told_count_though_a_later_query_failed() -> None:
    one, config = by_month()
    one.current_state.columns[1].statistics = ColumnStatistics(num_nulls=0, num_distinct=900)
    failing = Connection(
        (COLUMNS, [(1000, 4, 996, None, None)]), (BUCKETS, RuntimeError("ORA-01555: snapshot too old"))
    )
    one.xray = take(failing, one, config, mode="full")
    assert not one.xray.complete
    statistics = measured_state(one).columns[1].statistics
    assert statistics is not None
    assert statistics.num_nulls == 4

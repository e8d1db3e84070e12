"""The report on the demo: the obvious candidates first, traps named, what should be left alone left alone."""

from __future__ import annotations

import json

import pytest
from tests.advice.tables import GB, booked, column, plan, state, table

from repart_tui.advice.report import TableAdvice, as_json, ranked, table_advice
from repart_tui.advice.report_text import report_lines, span_text, summary_lines, table_lines, wrapped
from repart_tui.dictionary_file import open_demo
from repart_tui.discovery_queries import discover
from repart_tui.migration_models import (
    ConstraintInfo,
    HashTarget,
    IndexColumn,
    IndexInfo,
    MigrationConfig,
    PartitionInfo,
    PartitioningInfo,
    TableModifications,
)

# Large, growing, with a date without NULLs that tells when rows came; or outgrown by their partitions.
OBVIOUS = {
    "APP.INVOICES",
    "APP.EVENTS",
    "SH.SALES",
    "APP.STOCK_MOVES",
    "APP.CONTRACTS",
    "APP.INVOICE_LINES",
    "OE.PURCHASE_DOCUMENTS",
    "APP.TICKETS",
    "APP.Order",
    "APP.ARTICLES",
}


@pytest.fixture(scope="module")
def demo() -> MigrationConfig:
    connection = open_demo()
    try:
        return discover(connection, source_kind="demo", source_name=None, tool_version="0")
    finally:
        connection.close()


@pytest.fixture(scope="module")
def found(demo: MigrationConfig) -> list[TableAdvice]:
    return ranked(demo)


def test_the_ten_obvious_candidates_come_first(found: list[TableAdvice]) -> None:
    assert {advice.name for advice in found[:10]} == OBVIOUS
    assert all(advice.score.verdict == "partition" for advice in found[:10])


def test_every_score_is_the_sum_of_its_parts(found: list[TableAdvice]) -> None:
    for advice in found:
        total = sum(part.points for part in advice.score.parts)
        assert advice.score.total == max(0, min(100, total)), advice.name
        assert all(part.words.endswith(".") for part in advice.score.parts), advice.name


def test_small_tables_are_left_alone(found: list[TableAdvice]) -> None:
    small = [
        a
        for a in found
        if (a.table.current_state.table_bytes or 0) + (a.table.current_state.lob_bytes or 0) < 2 * GB
        and a.table.current_state.partitioning is None
        and not a.table.refusals
    ]
    assert len(small) > 20
    assert {advice.score.verdict for advice in small} == {"leave"}
    assert all(any(trap.code == "TINY" for trap in advice.traps) for advice in small)


def test_a_partitioning_that_fits_is_left_alone(found: list[TableAdvice]) -> None:
    verdicts = {advice.name: advice.score.verdict for advice in found}
    assert verdicts["APP.METRICS"] == verdicts["APP.TENANT_DATA"] == verdicts["APP.DELIVERY_ITEMS"] == "leave"
    assert verdicts["APP.STOCK_MOVES"] == "partition"
    # Six hash partitions are no power of two, but a table of 1 GB is not written anew for that.
    assert verdicts["APP.WEB_SESSIONS"] == "leave"


@pytest.mark.parametrize(
    ("name", "code", "where"),
    [
        ("APP.CONTRACTS", "SENTINEL", "VALID_TO"),
        ("APP.INVOICES", "NULLS", "PAID_ON"),
        ("APP.INVOICES", "UNIQUE-WITHOUT-KEY", "INVOICES_NO_UK"),
        ("HR.REGIONS", "TINY", "REGIONS"),
        ("CO.PRODUCTS", "MUTABLE", "IMAGE_LAST_UPDATED"),
        ("APP.SUBSCRIPTIONS", "MUTABLE", "CHANGED_ON"),
        ("APP.TELEMETRY", "TYPE", "MEASURED_AT"),
        ("APP.JOURNAL", "STATISTICS", "JOURNAL"),
    ],
)
def test_traps_are_named_before_any_script(found: list[TableAdvice], name: str, code: str, where: str) -> None:
    advice = next(a for a in found if a.name == name)
    assert (code, where) in {(trap.code, trap.where) for trap in advice.traps}


def test_a_child_is_told_that_it_could_follow_its_parent(found: list[TableAdvice]) -> None:
    advice = next(a for a in found if a.name == "CO.ORDER_ITEMS")
    assert advice.reference is not None
    assert "CO.ORDERS" in advice.reference


def test_column_usage_speaks_for_a_key(found: list[TableAdvice]) -> None:
    events = next(a for a in found if a.name == "APP.EVENTS")
    assert "named by 48,126 predicates, 48,114 of them ranges, the most of all columns" in events.dates[0].reason
    assert any(part.words.startswith("Pruning:") for part in events.score.parts)


def test_the_proposal_of_the_plan_and_the_report_agree(demo: MigrationConfig, found: list[TableAdvice]) -> None:
    scores = {f"{t.owner}.{t.table_name}": t.proposal.score for t in demo.tables if t.proposal and not t.refusals}
    assert {a.name: a.score.total for a in found if not a.table.refusals} == scores


def test_text_and_json_say_the_same(demo: MigrationConfig, found: list[TableAdvice]) -> None:
    document = json.loads(json.dumps(as_json(found, demo), default=str))
    text = "\n".join(line for line, _ in report_lines(found, demo, everything=True))
    assert [t["rank"] for t in document["tables"]] == list(range(1, len(found) + 1))
    for entry in document["tables"]:
        assert all(part["words"] in text for part in entry["score_parts"])
        assert all(trap["words"] in text for trap in entry["traps"])
        assert all(index["trade_off"] in text for index in entry["indexes"])


def test_no_line_is_wider_than_the_terminal(demo: MigrationConfig, found: list[TableAdvice]) -> None:
    names = {advice.table.table_name for advice in found if len(advice.table.table_name) > 70}
    for line in wrapped(report_lines(found, demo, everything=True)):
        assert len(line) <= 78 or any(name[:30] in line or "_OF_EVERY_" in line for name in names), line


def test_a_number_that_stands_for_unknown_is_a_trap() -> None:
    days = column("DAY_ID", "NUMBER", low="0", high="20260114", nulls=0, distinct=2500)
    small = column("GRADE", "NUMBER", low="0", high="9", nulls=0, distinct=10)
    one = table(state(days, small))
    found = {(trap.code, trap.where) for trap in table_advice(one, plan(one)).traps}
    assert ("SENTINEL", "DAY_ID") in found, "0 lies far from all days"
    assert ("SENTINEL", "GRADE") not in found, "0 is a grade like others"


def test_much_updated_rows_and_old_locked_statistics_are_traps() -> None:
    changes = TableModifications(inserts=0, updates=30_000_000, deletes=0)
    facts = {"modifications": changes, "statistics_locked": "ALL", "last_analyzed": "2024-01-01 00:00:00"}
    one = table(state(booked(), **facts))
    words = {trap.code: trap.words for trap in table_advice(one, plan(one)).traps}
    assert words["MUTABLE"].startswith("30,000,000 updates (30 %) since statistics")
    assert words["STATISTICS"].startswith("Statistics of 2024-01-01 are stale and locked")


# ---- present partitioning ---------------------------------------------------------------------------------------


def partitioned(kind: str, parts: list[PartitionInfo], **facts: object) -> PartitioningInfo:
    given = {"key_columns": ["BOOKED_ON"], "partition_count": len(parts), **facts}
    return PartitioningInfo(partitioning_type=kind, partitions=parts, **given)  # type: ignore[arg-type]


def part(number: int, high_value: str, **facts: object) -> PartitionInfo:
    return PartitionInfo(name=f"P{number}", position=number, high_value=high_value, **facts)  # type: ignore[arg-type]


def test_one_huge_maxvalue_partition_no_longer_fits() -> None:
    parts = [part(1, "TO_DATE('2019-01-01', 'YYYY-MM-DD')", num_rows=10), part(2, "MAXVALUE", num_rows=990)]
    advice = table_advice(one := table(state(booked(), partitioning=partitioned("RANGE", parts))), plan(one))
    assert advice.score.verdict == "partition"
    assert any("99 % of all rows lie in the MAXVALUE partition P2" in p.words for p in advice.score.parts)


def test_thousands_of_tiny_partitions_become_wider() -> None:
    parts = [
        part(n, f"TO_DATE('{2016 + n // 336}-{n % 336 // 28 + 1:02}-{n % 28 + 1:02}', 'YYYY-MM-DD')", is_interval=n > 1)
        for n in range(1, 3000)
    ]
    info = partitioned("RANGE", parts, interval="NUMTODSINTERVAL(1,'DAY')")
    advice = table_advice(one := table(state(booked(), table_bytes=10 * GB, partitioning=info)), plan(one))
    assert any("2,999 partitions of 3.4 MB on average" in p.words for p in advice.score.parts)
    assert advice.proposed.interval.unit == "MONTH"  # type: ignore[union-attr]


def test_a_hash_count_that_is_no_power_of_two_no_longer_fits() -> None:
    parts = [part(n, "") for n in range(6)]
    info = PartitioningInfo(partitioning_type="HASH", key_columns=["ID"], partitions=parts, partition_count=6)
    advice = table_advice(one := table(state(column("ID", distinct=10**8), partitioning=info)), plan(one))
    assert isinstance(advice.proposed, HashTarget)
    assert advice.proposed.partition_count == 8
    assert advice.score.verdict == "partition"


# ---- indexes, cost, words ---------------------------------------------------------------------------------------


def unique(name: str, *columns: str) -> IndexInfo:
    listed = [IndexColumn(name=c, position=n) for n, c in enumerate(columns, start=1)]
    return IndexInfo(owner="APP", index_name=name, index_type="NORMAL", unique=True, columns=listed, bytes=GB)


def test_each_index_has_its_trade_off() -> None:
    key = ConstraintInfo(owner="APP", table_name="T", constraint_name="PK", constraint_type="P", columns=["ID"])
    one = table(
        state(
            column("ID", distinct=10**8),
            booked(),
            constraints=[key],
            indexes=[unique("PK", "ID"), unique("UK", "BOOKED_ON", "ID")],
        )
    )
    first, second = table_advice(one, plan(one)).indexes
    assert (first.locality, second.locality) == ("global", "local")
    assert "ORA-14039" in first.trade_off
    assert "all of it (1 GB) UNUSABLE" in first.trade_off
    assert "reads one part" in second.trade_off


def test_the_cost_says_what_it_rests_on(found: list[TableAdvice]) -> None:
    costs = [advice.cost for advice in found if advice.cost is not None]
    assert len(costs) > 20
    for cost in costs:
        assert cost.peak_bytes == max(step.extra_bytes for step in cost.steps)
        assert any("stated in the plan, not measured" in words for words in cost.rests_on)
        assert cost.seconds[0] <= cost.seconds[1]


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (0, 1, "about a second"),
        (20, 80, "20 to 80 seconds"),
        (240, 960, "4 to 16 minutes"),
        (7000, 7300, "about 2 hours"),
    ],
)
def test_times_are_ranges(least: int, most: int, words: str) -> None:
    assert span_text(least, most) == words


def test_headings_appear_once(demo: MigrationConfig, found: list[TableAdvice]) -> None:
    for advice in found:
        titles = [text for text, tone in table_lines(advice, demo) if tone == "title"]
        assert len(titles) == len(set(titles))


def test_the_brief_ranking_reads_as_the_whole_one(demo: MigrationConfig) -> None:
    assert list(summary_lines(ranked(demo, brief=True))) == list(summary_lines(ranked(demo)))

"""Proposals: one table of cases for tables without partitions, one for tables that have some."""

from __future__ import annotations

from typing import Any

import pytest
from tests.oracle.builders import constraint

from repart_tui.advice.keys import check_values
from repart_tui.advice.propose import propose
from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    ColumnStatistics,
    CommonSettings,
    ConstraintInfo,
    CurrentState,
    DatabaseInfo,
    EnvironmentConfig,
    HashSubpartitioning,
    HashTarget,
    IntervalTarget,
    ListTarget,
    NoneTarget,
    PartitionInfo,
    PartitioningInfo,
    Proposal,
    RangeTarget,
    ReferenceTarget,
    SubpartitionTemplateInfo,
    TableConfig,
    TargetConfig,
)
from repart_tui.oracle.target_rules import target_findings

GB = 1 << 30
ENVIRONMENT = EnvironmentConfig()
TODAY = "2026-01-15T09:00:00"


def column(name: str, data_type: str = "NUMBER", *, nullable: bool = False, **changes: Any) -> ColumnInfo:
    statistics = {
        key: changes.pop(key) for key in ("low_value", "high_value", "num_nulls", "num_distinct") if key in changes
    }
    values = changes.pop("frequent_values", [])
    known = ColumnStatistics(**statistics, frequent_values=values) if statistics or values else None
    number = changes.pop("number", 1)
    return ColumnInfo(
        name=name,
        data_type=data_type,
        nullable=nullable,
        column_id=number,
        internal_column_id=number,
        statistics=known,
        **changes,
    )


def primary(*names: str) -> ConstraintInfo:
    return ConstraintInfo(owner="A", table_name="T", constraint_name="PK", constraint_type="P", columns=list(names))


def state(*columns: ColumnInfo, **changes: Any) -> CurrentState:
    for number, item in enumerate(columns, 1):
        item.column_id = item.internal_column_id = number
    given = {"table_bytes": 100 * GB, "num_rows": 10_000_000, "status": "VALID", **changes}
    return CurrentState(columns=list(columns), **given)


def answer(given: CurrentState, environment: EnvironmentConfig = ENVIRONMENT) -> tuple[TargetConfig, Proposal, str]:
    """Propose, and hold the proposal against Oracle's rules."""
    target, proposal, row_movement = propose(given, "A", "T", environment, DatabaseInfo(), TODAY)
    table = TableConfig(
        owner="A", table_name="T", common_settings=CommonSettings(target_config=target), current_state=given
    )
    if not isinstance(target, NoneTarget):
        wrong = [f.sentence() for f in target_findings(table, environment) if f.severity == "error"]
        assert wrong == []
    return target, proposal, row_movement


def order_date(low: str | None, high: str | None, **changes: Any) -> ColumnInfo:
    return column("ORDER_DATE", "DATE", low_value=low, high_value=high, num_nulls=0, num_distinct=1000, **changes)


def test_a_date_gives_months() -> None:
    target, proposal, row_movement = answer(state(column("ID"), order_date("2018-02-04", "2026-01-10 10:00:00")))
    assert isinstance(target, IntervalTarget)
    assert (target.key_columns, target.interval.unit, target.interval.count) == (["ORDER_DATE"], "MONTH", 1)
    assert [(p.name, p.values_less_than) for p in target.partitions] == [("P_BEFORE_2018_03", ["2018-03-01"])]
    assert proposal.recommended
    assert row_movement == "enable"


def test_much_data_a_month_gives_days() -> None:
    target, _, _ = answer(state(order_date("2024-01-10", "2025-06-30"), table_bytes=2000 * GB))
    assert isinstance(target, IntervalTarget)
    assert target.interval.unit == "DAY"
    assert target.partitions[0].values_less_than == ["2024-01-11"]


def test_days_are_never_too_many() -> None:
    target, _, _ = answer(state(order_date("2010-01-10", "2025-06-30"), table_bytes=20000 * GB))
    assert isinstance(target, IntervalTarget)
    assert target.interval.unit == "MONTH"


def test_little_data_over_many_years_gives_years() -> None:
    target, proposal, _ = answer(state(order_date("2001-01-10", "2025-06-30"), table_bytes=GB))
    assert isinstance(target, IntervalTarget)
    assert target.interval.unit == "YEAR"
    assert target.partitions[0].name == "P_BEFORE_2002"
    assert not proposal.recommended
    assert "below 2 GB" in proposal.reasons[0]


def test_a_sentinel_at_the_end_gives_ranges_with_maxvalue() -> None:
    target, proposal, _ = answer(state(order_date("2024-11-10", "9999-12-31")))
    assert isinstance(target, RangeTarget)
    assert [p.name for p in target.partitions][:3] == ["P_BEFORE_2024_12", "P_2024_12", "P_2025_01"]
    assert [p.values_less_than for p in target.partitions][-2:] == [["2027-02-01"], ["MAXVALUE"]], "a year ahead"
    assert any("ORA-14300" in reason for reason in proposal.reasons)


def test_a_dummy_at_the_beginning_shares_the_first_partition() -> None:
    target, proposal, _ = answer(state(order_date("1900-01-01", "2025-06-30")))
    assert isinstance(target, IntervalTarget)
    assert target.partitions[0].values_less_than == ["2015-07-01"]
    assert any("dummy" in reason for reason in proposal.reasons)


def test_dummies_at_both_ends() -> None:
    target, _, _ = answer(state(order_date("0001-01-01", "9999-12-31")))
    assert isinstance(target, RangeTarget)
    assert 100 < len(target.partitions) <= 242


def test_without_statistics_the_bound_says_so() -> None:
    target, proposal, _ = answer(state(column("ORDER_DATE", "DATE")))
    assert isinstance(target, IntervalTarget)
    assert target.partitions[0].values_less_than == ["2000-01-01"]
    assert any("No least and greatest value" in reason for reason in proposal.reasons)
    empty, _, _ = answer(state(column("ORDER_DATE", "DATE"), num_rows=0))
    assert isinstance(empty, IntervalTarget)
    assert empty.partitions[0].values_less_than == ["2026-02-01"]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        # NOT NULL before what statistics say, primary key before all.
        ([column("A_DATE", "DATE"), column("B_DATE", "DATE", nullable=True, num_nulls=0, num_distinct=9)], "A_DATE"),
        ([column("LAST_UPDATED", "DATE"), column("CREATED", "DATE")], "CREATED"),
        ([column("VALID_TO", "DATE"), column("VALID_FROM", "TIMESTAMP(6)")], "VALID_FROM"),
        ([column("A_DATE", "DATE", virtual=True, data_default='TRUNC("X")'), column("B_DAY", "DATE")], "B_DAY"),
    ],
)
def test_the_better_date_wins(columns: list[ColumnInfo], expected: str) -> None:
    target, _, _ = answer(state(column("ID", num_distinct=100000), *columns))
    assert isinstance(target, IntervalTarget)
    assert target.key_columns == [expected]


@pytest.mark.parametrize(
    "bad",
    [
        column("D_DATE", "DATE", nullable=True),  # no evidence about NULLs
        column("D_DATE", "DATE", nullable=True, num_nulls=3, num_distinct=9),
        column("D_DATE", "DATE", nullable=True, num_nulls=0, num_distinct=0),  # empty when analyzed: no evidence
        column("D_DATE", "TIMESTAMP(6) WITH TIME ZONE"),
        column("D_DATE", "TIMESTAMP(6) WITH LOCAL TIME ZONE"),
        column("D_DATE", "DATE", virtual=True, data_default='"A"."PLSQL"("X")'),
        column("LAST_UPDATE_DATE", "DATE", nullable=True, num_nulls=0, num_distinct=9),
    ],
)
def test_dates_that_are_no_keys(bad: ColumnInfo) -> None:
    target, _, row_movement = answer(state(column("ID", num_distinct=100000), bad, constraints=[primary("ID")]))
    assert isinstance(target, HashTarget)
    assert target.key_columns == ["ID"]
    assert row_movement == "keep"


def test_a_category_known_by_its_check_gives_a_list() -> None:
    check = ConstraintInfo(
        owner="A",
        table_name="T",
        constraint_name="CK",
        constraint_type="C",
        columns=["REGION"],
        search_condition="region in ('EU', 'US', 'it''s', 'in-transit')",
    )
    given = state(
        column("ID"), column("REGION", "VARCHAR2", collation="USING_NLS_COMP"), constraints=[primary("ID"), check]
    )
    target, proposal, row_movement = answer(given)
    assert isinstance(target, ListTarget)
    assert [(p.name, p.values, p.is_default) for p in target.partitions] == [
        ("P_EU", [["EU"]], False),
        ("P_US", [["US"]], False),
        ("P_IT_S", [["it's"]], False),
        ("P_IN_TRANSIT", [["in-transit"]], False),
        ("P_OTHERS", [], True),
    ]
    assert any("CK" in reason for reason in proposal.reasons)
    assert row_movement == "enable"
    check.status = "DISABLED"
    assert isinstance(answer(given)[0], HashTarget)


def test_a_frequency_histogram_gives_a_list_with_names_that_differ() -> None:
    values = ["a b", "a-b", "x" * 40, "x" * 41, "OTHERS"]
    target, _, _ = answer(state(column("TYPE", "VARCHAR2", frequent_values=values, num_distinct=5)))
    assert isinstance(target, ListTarget)
    names = [p.name for p in target.partitions]
    assert names[:2] == ["P_A_B", "P_A_B_2"]
    assert names[-1] == "P_OTHERS_2"
    assert len(set(names)) == len(names)
    assert max(map(len, names)) == 30


def test_dates_that_were_passed_over_are_named() -> None:
    given = state(
        column("ID"),
        column("SOLD_AT", "TIMESTAMP(6) WITH LOCAL TIME ZONE"),
        column("SENT_AT", "TIMESTAMP(6) WITH TIME ZONE"),
        column("PAID_ON", "DATE", nullable=True),
    )
    _, proposal, _ = answer(given)
    assert [reason.split(" ")[0] for reason in proposal.reasons[-3:]] == ["SOLD_AT", "SENT_AT", "PAID_ON"]


@pytest.mark.parametrize(("name", "kind"), [("ORDER_MODE", HashTarget), ("REGION", ListTarget)])
def test_two_values_make_a_list_only_for_a_category(name: str, kind: type) -> None:
    target, _, _ = answer(state(column("ID"), column(name, "VARCHAR2", frequent_values=["A", "B"], num_distinct=2)))
    assert isinstance(target, kind)


def test_other_collations_and_encrypted_columns_are_no_keys() -> None:
    given = state(
        column("TYPE", "VARCHAR2", frequent_values=["A", "B", "C"], collation="BINARY_CI"),
        column("ID", "VARCHAR2", collation="BINARY_AI"),
    )
    target, proposal, _ = answer(given)
    assert isinstance(target, NoneTarget)
    assert proposal.reasons == ["No column has a type that may be a partitioning key."]


@pytest.mark.parametrize(("size", "count"), [(1 << 20, 4), (60 * GB, 8), (100 * GB, 16), (100000 * GB, 1024)])
def test_hash_counts_are_powers_of_two(size: int, count: int) -> None:
    target, _, _ = answer(state(column("ID", num_distinct=10**7), constraints=[primary("ID")], table_bytes=size))
    assert isinstance(target, HashTarget)
    assert target.partition_count == count


def test_hash_takes_the_column_of_the_key_that_spreads() -> None:
    columns = (column("KIND", num_distinct=3), column("ID", num_distinct=10**6))
    target, _, _ = answer(state(*columns, constraints=[primary("KIND", "ID")]))
    assert isinstance(target, HashTarget)
    assert target.key_columns == ["ID"]


def test_without_the_option_nothing_is_recommended() -> None:
    given = state(order_date("2018-02-04", "2026-01-10"))
    _, proposal, _ = propose(given, "A", "T", ENVIRONMENT, DatabaseInfo(partitioning_option=False), TODAY)
    assert not proposal.recommended
    assert "ORA-00439" in proposal.reasons[0]


def test_unknown_size_is_not_recommended() -> None:
    _, proposal, _ = answer(state(column("ID"), table_bytes=None))
    assert not proposal.recommended
    assert "not known" in proposal.reasons[0]


def test_a_refused_table_gets_none_and_the_reasons() -> None:
    target, proposal, _ = answer(state(column("ID"), column("L", "LONG"), status="UNUSABLE"))
    assert isinstance(target, NoneTarget)
    assert len(proposal.reasons) == 2


def parted(kind: str, key: list[str], bounds: list[str | None], *columns: ColumnInfo, **changes: Any) -> CurrentState:
    partitions = [PartitionInfo(name=f"P{n}", position=n, high_value=bound) for n, bound in enumerate(bounds, 1)]
    info = PartitioningInfo(
        partitioning_type=kind, key_columns=key, partitions=partitions, partition_count=len(partitions), **changes
    )
    return state(*columns, partitioning=info, constraints=[primary("ID")])


def day(text: str) -> str:
    return f"TO_DATE(' {text} 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')"


ID = column("ID", num_distinct=10**6)


@pytest.mark.parametrize(
    ("bounds", "unit", "count", "kept"),
    [
        ([day("2024-01-01"), day("2024-02-01"), "MAXVALUE"], "MONTH", 1, 2),
        ([day("2024-01-01"), day("2024-04-01")], "MONTH", 3, 2),
        ([day("2023-01-01"), day("2024-01-01")], "YEAR", 1, 2),
        ([day("2024-01-01"), day("2024-01-08")], "DAY", 7, 2),
        ([day("2024-01-31"), day("2024-03-31")], "DAY", 60, 2),  # ORA-14767
        # Only the last bound counts (ORA-14767: "the existing high bound for the last partition").
        ([day("2023-12-31"), day("2024-01-01"), day("2024-02-01")], "MONTH", 1, 3),
        ([day("2024-02-29"), day("2024-03-15"), day("2024-04-15"), "MAXVALUE"], "MONTH", 1, 3),
        ([day("2023-12-01"), day("2024-01-31")], "DAY", 61, 2),
        ([day("2024-01-01"), "MAXVALUE"], "MONTH", 1, 1),
    ],
)
def test_range_becomes_interval(bounds: list[str | None], unit: str, count: int, kept: int) -> None:
    target, proposal, row_movement = answer(parted("RANGE", ["D"], bounds, ID, column("D", "DATE")))
    assert isinstance(target, IntervalTarget)
    assert (target.interval.unit, target.interval.count) == (unit, count)
    assert [p.name for p in target.partitions] == [f"P{n}" for n in range(1, kept + 1)]
    assert any("MAXVALUE" in reason for reason in proposal.reasons) is (bounds[-1] == "MAXVALUE")
    assert row_movement == "keep"


def test_numbers_become_interval_too() -> None:
    target, _, _ = answer(parted("RANGE", ["N"], ["1000", "2000"], ID, column("N", high_value="5000")))
    assert isinstance(target, IntervalTarget)
    assert (target.interval.unit, target.interval.count) == ("NUMBER", 1000)


@pytest.mark.parametrize(
    ("bounds", "key"),
    [
        ([day("2024-01-01"), "MAXVALUE"], column("K", "DATE", nullable=True)),  # NULLs live in MAXVALUE
        (["'M'", "MAXVALUE"], column("K", "VARCHAR2")),
        (["1", "2"], column("K", high_value="999999999")),  # out of reach
    ],
)
def test_ranges_that_cannot_become_intervals_get_a_second_level(bounds: list[str | None], key: ColumnInfo) -> None:
    target, _, _ = answer(parted("RANGE", ["K"], bounds, ID, key))
    assert isinstance(target, RangeTarget)
    assert len(target.partitions) == 2
    assert isinstance(target.subpartitioning, HashSubpartitioning)
    assert (target.subpartitioning.key_columns, target.subpartitioning.subpartition_count) == (["ID"], 4)


def test_interval_gets_a_second_level() -> None:
    given = parted("RANGE", ["D"], [day("2024-01-01")], ID, column("D", "DATE"), interval="NUMTOYMINTERVAL(1,'MONTH')")
    assert given.partitioning is not None
    given.partitioning.partitions.append(
        PartitionInfo(name="SYS_P1", position=2, high_value=day("2024-02-01"), is_interval=True)
    )
    target, _, _ = answer(given)
    assert isinstance(target, IntervalTarget)
    assert [p.name for p in target.partitions] == ["P1"]
    assert isinstance(target.subpartitioning, HashSubpartitioning)


def test_interval_with_xmltype_becomes_wider_instead() -> None:
    xml = column("X", "XMLTYPE", data_type_owner="PUBLIC")
    given = parted(
        "RANGE", ["D"], [day("2024-01-01")], ID, column("D", "DATE"), xml, interval="NUMTOYMINTERVAL(1,'MONTH')"
    )
    target, _, _ = answer(given)
    assert isinstance(target, IntervalTarget)
    assert (target.interval.count, target.subpartitioning) == (2, None)


def test_list_becomes_automatic_without_default() -> None:
    target, proposal, _ = answer(
        parted("LIST", ["R"], ["'EU', 'X''Y'", "NULL", "DEFAULT"], ID, column("R", "VARCHAR2"))
    )
    assert isinstance(target, AutomaticListTarget)
    assert [(p.name, p.values) for p in target.partitions] == [("P1", [["EU"], ["X'Y"]]), ("P2", [[None]])]
    assert any("DEFAULT partition goes" in reason for reason in proposal.reasons)


def test_automatic_list_gets_a_second_level() -> None:
    target, _, _ = answer(parted("LIST", ["R"], ["'EU'"], ID, column("R", "VARCHAR2"), automatic_list=True))
    assert isinstance(target, AutomaticListTarget)
    assert isinstance(target.subpartitioning, HashSubpartitioning)


@pytest.mark.parametrize(("present", "count"), [(3, 4), (4, 8), (6, 8), (1, 2)])
def test_hash_goes_to_the_next_power_of_two(present: int, count: int) -> None:
    target, _, _ = answer(parted("HASH", ["ID"], [None] * present, ID))
    assert isinstance(target, HashTarget)
    assert target.partition_count == count


def test_composite_keeps_its_second_level() -> None:
    given = parted(
        "RANGE",
        ["D"],
        [day("2024-01-01"), day("2025-01-01")],
        ID,
        column("D", "DATE"),
        column("R", "VARCHAR2"),
        subpartitioning_type="LIST",
        subpartition_key_columns=["R"],
        subpartition_template=[
            SubpartitionTemplateInfo(name="S1", high_bound="'A', 'B'"),
            SubpartitionTemplateInfo(name="S2", high_bound="DEFAULT"),
        ],
    )
    target, _, _ = answer(given)
    assert isinstance(target, IntervalTarget)
    assert target.subpartitioning is not None
    assert target.subpartitioning.subpartitioning_type == "list"
    assert given.partitioning is not None
    given.partitioning.subpartition_template = []
    target, proposal, _ = answer(given)
    assert isinstance(target, IntervalTarget)
    assert target.subpartitioning is None
    assert any("no template" in reason for reason in proposal.reasons)


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        ("SYSTEM", {}, "system partitioning"),
        ("LIST", {}, "could not be read"),
    ],
)
def test_what_stays_as_it_is(kind: str, changes: dict[str, Any], words: str) -> None:
    target, proposal, _ = answer(parted(kind, ["ID"], ["ODD(1)"], column("ID"), **changes))
    assert isinstance(target, NoneTarget)
    assert not proposal.recommended
    assert words in proposal.reasons[0]


def test_a_child_by_reference_stays_one() -> None:
    state = parted("REFERENCE", ["ID"], [None], column("ID", nullable=False), reference_constraint="FK")
    target, proposal, _ = answer(state)
    assert isinstance(target, NoneTarget)  # its foreign key was not readable
    state.constraints.append(constraint("FK", "R", "ID", referenced_owner="A", referenced_table="P"))
    target, proposal, _ = answer(state)
    assert isinstance(target, ReferenceTarget)
    assert target.foreign_key == "FK"
    assert not proposal.recommended
    assert "follows its parent through FK" in proposal.reasons[0]
    assert "enable both" in proposal.reasons[0]


def test_partitions_keep_their_own_attributes() -> None:
    given = parted("RANGE", ["D"], [day("2024-01-01"), day("2024-02-01")], ID, column("D", "DATE"))
    assert given.partitioning is not None
    given.storage.tablespace_name = "DATA"
    old, new = given.partitioning.partitions
    old.tablespace_name, old.compression, old.compress_for, old.read_only = "ARCHIVE", "ENABLED", "BASIC", True
    new.tablespace_name, new.compression = "DATA", "DISABLED"
    target, _, _ = answer(given)
    assert isinstance(target, IntervalTarget)
    first, second = target.partitions
    assert (first.tablespace, first.compress_for, first.read_only) == ("ARCHIVE", "BASIC", True)
    assert (second.tablespace, second.compress_for, second.read_only) == (None, None, False)


def test_a_condition_that_is_no_list_of_values_is_told_at_once() -> None:
    # Every split of its digits was tried before: seconds for 30 digits, for ever for a long list.
    digits = ", ".join(["1234567890123456789"] * 2_000)
    assert check_values(f"N IN ({digits}) OR N IS NULL", column("N")) == []
    assert check_values(f"N IN ({digits}, 1)", column("N")) == ["1234567890123456789", "1"]
    assert check_values("N IN (12 34)", column("N")) == []

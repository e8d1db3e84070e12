"""One line that tells how a table is partitioned: alike from the plan, from the dictionary and from the script."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from repart_tui.dictionary_file import open_demo
from repart_tui.discovery_queries import discover
from repart_tui.migration_models import (
    AutomaticListTarget,
    CurrentState,
    HashSubpartitioning,
    HashTarget,
    Interval,
    IntervalTarget,
    ListPartition,
    ListSubpartition,
    ListSubpartitioning,
    ListTarget,
    PartitionInfo,
    PartitioningInfo,
    RangePartition,
    RangeTarget,
    SubpartitionTemplateInfo,
)
from repart_tui.oracle.bound_text import comparable_bound, comparable_list
from repart_tui.oracle.columns import user_columns
from repart_tui.oracle.signature import current_kind, current_signature, is_so_already, target_kind, target_signature
from tests.oracle.builders import column

COLUMNS = [
    column("D", "DATE"),
    column("TS", "TIMESTAMP(6)"),
    column("N"),
    column("V", "VARCHAR2"),
    column("C", "CHAR"),
    column("R", "RAW", data_length=4),
    column("Z", "TIMESTAMP(6) WITH LOCAL TIME ZONE"),
]


def printed(day: str, time: str = "00:00:00") -> str:
    """A date as HIGH_VALUE prints it."""
    return f"TO_DATE(' {day} {time}', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')"


@pytest.mark.parametrize(
    ("printed_text", "comparable"),
    [
        (printed("2024-01-31"), "2024-01-31 00:00:00"),
        ("TIMESTAMP' 2024-01-31 12:30:00.500000000'", "2024-01-31 12:30:00.5"),
        ("DATE '2024-01-31'", "2024-01-31 00:00:00"),
        ("1000", "1000"),
        ("-0.50", "-.5"),
        ("1E3", "1000"),
        ("MAXVALUE", "MAXVALUE"),
        ("HEXTORAW('0a')", "x0A"),
        ("'EAST   '", "'EAST"),
        ("N'M\u00fcnchen'", "'M\\00FCnchen"),
        ("'O''Neil, \\ ('", "'O'Neil, \\005C ("),
        (f"{printed('2024-01-31')}, 5, MAXVALUE", "2024-01-31 00:00:00,5,MAXVALUE"),
    ],
)
def test_spellings_of_a_bound_become_one(printed_text: str, comparable: str) -> None:
    assert comparable_bound(printed_text) == comparable


def test_the_order_of_list_values_means_nothing() -> None:
    assert comparable_list("'B', 'A', NULL") == comparable_list("NULL, 'A','B'")
    assert comparable_list("( 'B', 1 ), ( 'A', 2 )") == "('A,2),('B,1)"


def state(**facts) -> CurrentState:
    return CurrentState(columns=COLUMNS, partitioning=PartitioningInfo(**facts))


def part(name: str, high_value: str | None = None, **facts) -> PartitionInfo:
    return PartitionInfo(name=name, position=1, high_value=high_value, **facts)


def test_an_interval_table_is_recognised_whatever_the_interval_made() -> None:
    target = IntervalTarget(
        partitioning_type="interval",
        key_columns=["D"],
        interval=Interval(unit="MONTH", count=1),
        partitions=[RangePartition(name="P0", values_less_than=["2024-01-01"])],
    )
    found = state(
        partitioning_type="RANGE",
        key_columns=["D"],
        interval="NUMTOYMINTERVAL(1, 'MONTH')",
        partitions=[part("P0", printed("2024-01-01")), part("SYS_P7", printed("2024-02-01"), is_interval=True)],
    )
    line = target_signature(target, COLUMNS)
    assert line == current_signature(found)
    assert line.startswith("RANGE (D), INTERVAL NUMTOYMINTERVAL(1,'MONTH'), 1 partition, P0 < 2024-01-01, #")


def test_a_wrong_bound_under_the_right_name_is_another_table() -> None:
    def ranges(middle: str) -> str:
        bounds = {"P1": "2024-01-01", "P2": middle, "P3": "MAXVALUE"}
        partitions = [RangePartition(name=name, values_less_than=[bound]) for name, bound in bounds.items()]
        target = RangeTarget(partitioning_type="range", key_columns=["D"], partitions=partitions)
        return target_signature(target, COLUMNS)

    assert ranges("2024-02-01") != ranges("2024-02-02")
    assert ranges("2024-02-01").rsplit("#")[0] == ranges("2024-02-02").rsplit("#")[0]


def test_a_value_in_another_partition_is_another_table() -> None:
    def lists(*values: str) -> str:
        partitions = [
            ListPartition(name="P1", values=[[value] for value in values]),
            ListPartition(name="P2", is_default=True),
        ]
        return target_signature(ListTarget(partitioning_type="list", key_columns=["V"], partitions=partitions), COLUMNS)

    assert lists("A", "B") == lists("B", "A") != lists("A")
    assert lists("A") == current_signature(
        state(partitioning_type="LIST", key_columns=["V"], partitions=[part("P1", "'A'"), part("P2", "DEFAULT")])
    )


def test_partitions_that_an_automatic_list_made_are_left_out() -> None:
    target = AutomaticListTarget(
        partitioning_type="automatic_list", key_columns=["V"], partitions=[ListPartition(name="P1", values=[["A"]])]
    )
    found = state(
        partitioning_type="LIST",
        key_columns=["V"],
        automatic_list=True,
        partitions=[part("P1", "'A'"), part("SYS_P99", "'B'")],
    )
    assert target_signature(target, COLUMNS) == current_signature(found)


def test_a_partition_that_a_person_left_unnamed_counts_in_a_range_table() -> None:
    named = [part("P1", "1"), part("SYS_P5", "2")]
    both = state(partitioning_type="RANGE", key_columns=["N"], partitions=named)
    one = state(partitioning_type="RANGE", key_columns=["N"], partitions=named[:1])
    assert current_signature(both) != current_signature(one)


def test_subpartition_templates_count_with_their_bounds() -> None:
    def composite(value: str) -> str:
        second = ListSubpartitioning(
            subpartitioning_type="list",
            key_columns=["V"],
            template=[ListSubpartition(name="S1", values=[[value]]), ListSubpartition(name="S2", is_default=True)],
        )
        target = RangeTarget(
            partitioning_type="range",
            key_columns=["N"],
            partitions=[RangePartition(name="P1", values_less_than=["MAXVALUE"])],
            subpartitioning=second,
        )
        return target_signature(target, COLUMNS)

    assert composite("A") != composite("B")
    assert composite("A") == current_signature(
        state(
            partitioning_type="RANGE",
            key_columns=["N"],
            subpartitioning_type="LIST",
            subpartition_key_columns=["V"],
            subpartition_template=[
                SubpartitionTemplateInfo(name="S1", high_bound="'A'"),
                SubpartitionTemplateInfo(name="S2", high_bound="DEFAULT"),
            ],
            partitions=[part("P1", "MAXVALUE", subpartition_count=2)],
        )
    )


def test_names_that_oracle_gave_to_hash_partitions_do_not_matter() -> None:
    target = HashTarget(
        partitioning_type="hash",
        key_columns=["N"],
        partition_count=2,
        subpartitioning=HashSubpartitioning(subpartitioning_type="hash", key_columns=["V"], subpartition_count=4),
    )
    found = state(
        partitioning_type="HASH",
        key_columns=["N"],
        subpartitioning_type="HASH",
        subpartition_key_columns=["V"],
        default_subpartition_count=4,
        partitions=[part("SYS_P1", subpartition_count=4), part("SYS_P2", subpartition_count=4)],
    )
    assert target_signature(target, COLUMNS) == current_signature(found)


def test_bounds_in_local_time_zone_are_not_compared() -> None:
    target = RangeTarget(
        partitioning_type="range",
        key_columns=["Z"],
        partitions=[RangePartition(name="P1", values_less_than=["2024-01-01"])],
    )
    found = state(
        partitioning_type="RANGE",
        key_columns=["Z"],
        partitions=[part("P1", "TIMESTAMP' 2023-12-31 23:00:00.000000 +00:00'")],
    )
    assert target_signature(target, COLUMNS) == current_signature(found)


def test_whether_a_table_is_so_already_is_told_without_the_signatures_and_as_they_would() -> None:
    """Every table of the demo against the targets of all: the comparison part by part must not differ."""
    connection = open_demo()
    try:
        tables = discover(connection, source_kind="demo", source_name=None, tool_version="1").tables
    finally:
        connection.close()
    told = set()
    for table in tables:
        state = table.current_state
        for other in tables:
            target = other.common_settings.target_config
            try:
                alike = target_signature(target, user_columns(state)) == current_signature(state)
            except (KeyError, ValueError):
                alike = False
            assert is_so_already(state, target) is alike, (table.table_name, other.table_name)
            told.add(alike)
    assert told == {True, False}


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: [*parts[:1], dataclasses.replace(parts[1], name="OTHER")],
        lambda parts: [*parts[:1], dataclasses.replace(parts[1], values_less_than=["2027-01-01"])],
        lambda parts: parts[:1],
        lambda parts: [*parts, RangePartition(name="P3", values_less_than=["MAXVALUE"])],
    ],
    ids=["name", "bound", "one fewer", "one more"],
)
def test_the_last_partition_is_looked_at_like_the_first(
    change: Callable[[list[RangePartition]], list[RangePartition]],
) -> None:
    parts = [RangePartition(name=f"P{n}", values_less_than=[f"202{n}-01-01"]) for n in (1, 2)]
    present = [PartitionInfo(name=f"P{n}", position=n, high_value=printed(f"202{n}-01-01")) for n in (1, 2)]
    state = CurrentState(
        columns=COLUMNS,
        partitioning=PartitioningInfo(
            partitioning_type="RANGE", key_columns=["D"], partition_count=2, partitions=present
        ),
    )
    assert is_so_already(state, RangeTarget(partitioning_type="range", key_columns=["D"], partitions=parts))
    assert not is_so_already(state, RangeTarget(partitioning_type="range", key_columns=["D"], partitions=change(parts)))


def test_kind_and_key_are_the_beginning_of_a_signature_and_stay_when_partitions_come() -> None:
    parts = [RangePartition(name="P1", values_less_than=["2021-01-01"])]
    target = RangeTarget(partitioning_type="range", key_columns=["D"], partitions=parts)
    more = dataclasses.replace(target, partitions=[*parts, RangePartition(name="P2", values_less_than=["MAXVALUE"])])
    for one in (target, more):
        assert target_kind(one, COLUMNS) == "RANGE (D)"
        assert target_signature(one, COLUMNS).startswith("RANGE (D), ")
    assert current_kind(CurrentState(columns=COLUMNS)) == "not partitioned"

"""From partitioned to partitioned: what partitions have of their own is carried, or its loss is told."""

from __future__ import annotations

from typing import Any

from repart_tui.migration_models import (
    AutomaticListTarget,
    CurrentState,
    Interval,
    IntervalTarget,
    ListPartition,
    NoneTarget,
    PartitionInfo,
    PartitioningInfo,
    PartitionLob,
    PartitionLobInfo,
    RangePartition,
    RangeTarget,
    StorageParameters,
    TargetConfig,
)
from repart_tui.oracle.carried_partitions import carried_findings
from repart_tui.oracle.present_partitions import fixed_partitions, range_partitions
from tests.oracle.builders import column, table

COLUMNS = [column("D", "DATE"), column("V", "VARCHAR2")]
OLD = {
    "tablespace_name": "TS_COLD",
    "compression": "ENABLED",
    "compress_for": "BASIC",
    "read_only": True,
    "indexing": False,
    "lobs": [PartitionLobInfo(column_name="BODY", tablespace_name="TS_LOB")],
}


def part(name: str, high_value: str, **facts: Any) -> PartitionInfo:
    return PartitionInfo(name=name, position=1, high_value=high_value, **{"tablespace_name": "USERS", **facts})


def told(target: TargetConfig, *partitions: PartitionInfo, kind: str = "RANGE") -> list[tuple[str, str]]:
    info = PartitioningInfo(
        partitioning_type=kind, key_columns=["D" if kind == "RANGE" else "V"], partitions=list(partitions)
    )
    item = table(target, COLUMNS, partitioning=info, storage=StorageParameters(tablespace_name="USERS"))
    return [(finding.code, finding.message) for finding in carried_findings(item)]


def ranges(*partitions: RangePartition) -> RangeTarget:
    return RangeTarget(partitioning_type="range", key_columns=["D"], partitions=list(partitions))


def test_what_a_partition_has_and_the_plan_does_not_say_is_told_by_kind() -> None:
    bare = ranges(RangePartition(name="P1", values_less_than=["2024-01-01"]))
    assert told(bare, part("P1", "DATE '2024-01-01'", **OLD)) == [
        ("PARTITION-ATTRIBUTES", "Not carried: the tablespace of P1 (TS_COLD)."),
        ("PARTITION-ATTRIBUTES", "Not carried: the compression of P1 (BASIC)."),
        ("PARTITION-ATTRIBUTES", "Not carried: READ ONLY of P1."),
        ("PARTITION-ATTRIBUTES", "Not carried: INDEXING OFF of P1."),
        ("PARTITION-ATTRIBUTES", "Not carried: the LOB tablespace of P1 (BODY in TS_LOB)."),
    ]


def test_partitions_taken_over_as_they_are_lose_nothing() -> None:
    present = part("P1", "DATE '2024-01-01'", **OLD)
    state = CurrentState(storage=StorageParameters(tablespace_name="USERS"))
    taken = range_partitions(state, [present])
    assert taken == [
        RangePartition(
            name="P1",
            values_less_than=["2024-01-01"],
            tablespace="TS_COLD",
            compress_for="BASIC",
            read_only=True,
            indexing=False,
            lobs=[PartitionLob(column_name="BODY", tablespace="TS_LOB")],
        )
    ]
    assert told(ranges(*taken), present) == []


def test_a_nonpartitioned_target_carries_none_of_it() -> None:
    none = NoneTarget(partitioning_type="none")
    assert told(none, part("P1", "DATE '2024-01-01'")) == []
    assert len(told(none, part("P1", "DATE '2024-01-01'", **OLD))) == 5


def test_maxvalue_goes_on_the_way_to_intervals_and_the_rule_is_stated() -> None:
    target = IntervalTarget(
        partitioning_type="interval",
        key_columns=["D"],
        interval=Interval(unit="MONTH", count=1),
        partitions=[RangePartition(name="P1", values_less_than=["2024-01-01"])],
    )
    ((code, words),) = told(target, part("P1", "DATE '2024-01-01'"), part("PMAX", "MAXVALUE"))
    assert code == "MAXVALUE-PARTITION"
    assert "ORA-14400" in words
    assert "ORA-14300" in words


def test_default_goes_on_the_way_to_an_automatic_list_and_the_rule_is_stated() -> None:
    target = AutomaticListTarget(
        partitioning_type="automatic_list", key_columns=["V"], partitions=[ListPartition(name="P1", values=[["A"]])]
    )
    ((code, words),) = told(target, part("P1", "'A'"), part("P9", "DEFAULT"), kind="LIST")
    assert (code, "P9 (DEFAULT) goes" in words) == ("DEFAULT-PARTITION", True)


def test_an_interval_partition_that_was_moved_is_named_with_all_below_it() -> None:
    state = CurrentState(storage=StorageParameters(tablespace_name="USERS"))
    parts = [
        part("P0", "DATE '2024-01-01'"),
        part("SYS_P1", "DATE '2024-02-01'", is_interval=True),
        part("SYS_P2", "DATE '2024-03-01'", is_interval=True, tablespace_name="TS_COLD"),
        part("SYS_P3", "DATE '2024-04-01'", is_interval=True),
    ]
    info = PartitioningInfo(
        partitioning_type="RANGE", key_columns=["D"], interval="NUMTOYMINTERVAL(1,'MONTH')", partitions=parts
    )
    assert [p.name for p in fixed_partitions(state, info)] == ["P0", "SYS_P1", "SYS_P2"]

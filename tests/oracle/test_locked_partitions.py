"""Statistics that somebody locked for single partitions: who keeps the lock, and who is told to lose it."""

from __future__ import annotations

import re

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import (
    HashTarget,
    MigrationConfig,
    PartitionInfo,
    PartitioningInfo,
    RangePartition,
    RangeTarget,
    TargetConfig,
)
from repart_tui.oracle.rules import table_findings
from tests.oracle.builders import column, plan, table

DAY = "TO_DATE(' %s 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')"


def ranges(**bounds: str) -> RangeTarget:
    parts = [RangePartition(name=name, values_less_than=[bound]) for name, bound in bounds.items()]
    return RangeTarget(partitioning_type="range", key_columns=["DAY"], partitions=parts)


def locked(target: TargetConfig, *, method: str = "copy_and_swap", **words: str) -> MigrationConfig:
    """Return a plan of APP.T with P1, P2 and P3, whose statistics are locked as `words` say."""
    parts = [
        PartitionInfo(name=f"P{n}", position=n, high_value=DAY % f"2024-0{n}-01", statistics_locked=words.get(f"P{n}"))
        for n in (1, 2, 3)
    ]
    item = table(
        target,
        [column("ID", nullable=False), column("DAY", "DATE", nullable=False)],
        method=method,
        partitioning=PartitioningInfo(partitioning_type="RANGE", key_columns=["DAY"], partitions=parts),
        last_analyzed="2026-01-01 00:00:00",
    )
    return plan(item, view_family="DBA")


def told(config: MigrationConfig) -> list[tuple[str, str]]:
    found = table_findings(config.tables[0], config)
    return [(one.severity, one.message) for one in found if one.code == "STATISTICS-LOCKED"]


SPLIT = ranges(P1="2024-01-01", P2A="2024-01-15", P2="2024-02-01", P3="2024-06-01")
"""P3 has another bound."""


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition", "online_modify"])
def test_partitions_that_stay_are_locked_again_and_the_others_are_told(method: str) -> None:
    config = locked(SPLIT, method=method, P1="ALL", P3="ALL")
    assert told(config) == [
        (
            "warning",
            "The locked statistics of partition P3 go with their lock: the plan has no partition with their name and "
            "bound.",
        ),
        ("note", "The locked statistics of partition P1 are gathered anew, and locked again."),
    ]
    master = render(config).master
    (asked,) = re.findall(r"partition_name IN\s+\((.*)\)\) LOOP\s+DBMS_STATS.LOCK_PARTITION_STATS\('APP', 'T',", master)
    assert asked == "'P1'"
    assert master.index("GATHER_TABLE_STATS") < master.index("LOCK_PARTITION_STATS")


def test_nothing_is_locked_that_was_not_or_goes() -> None:
    assert told(locked(SPLIT)) == []
    assert "LOCK_PARTITION_STATS" not in render(locked(SPLIT)).master
    by_hash = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4)
    ((severity, words),) = told(locked(by_hash, P1="ALL", P2="ALL"))
    assert (severity, "partitions P1, P2 go with their lock" in words) == ("warning", True)


def test_subpartitions_are_not_locked_again() -> None:
    ((severity, words),) = told(locked(SPLIT, P1="SUBPARTITIONS"))
    assert (severity, "subpartitions alone were locked" in words) == ("warning", True)


def test_where_nothing_is_gathered_nothing_is_locked() -> None:
    config = locked(SPLIT, P1="ALL")
    config.tables[0].common_settings.migration_settings.gather_statistics = False
    ((severity, words),) = told(config)
    assert (severity, "none are gathered" in words) == ("warning", True)
    assert "LOCK_PARTITION_STATS" not in render(config).master


def test_a_lock_on_the_whole_table_is_none_of_its_partitions() -> None:
    config = locked(SPLIT, P1="ALL")
    config.tables[0].current_state.statistics_locked = "ALL"
    assert told(config) == []

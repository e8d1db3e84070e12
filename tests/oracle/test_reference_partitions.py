"""What the partitions of a child by reference keep of their own when it is copied with its parent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import (
    HashSubpartitioning,
    Interval,
    IntervalTarget,
    MigrationConfig,
    NamedPartition,
    PartitionInfo,
    PartitioningInfo,
    RangePartition,
    RangeTarget,
    ReferenceTarget,
    StorageParameters,
    TableConfig,
    TargetConfig,
)
from repart_tui.oracle.reference_partitions import carried_partitions
from repart_tui.oracle.rules import table_findings
from tests.oracle.builders import column, constraint, index, plan, table

DAY = "TO_DATE(' %s 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')"


def bounded(**bounds: str) -> RangeTarget:
    parts = [RangePartition(name=name, values_less_than=[bound]) for name, bound in bounds.items()]
    return RangeTarget(partitioning_type="range", key_columns=["DAY"], partitions=parts)


SPLIT = bounded(Q1="2024-01-01", P2A="2024-01-15", P2="2024-02-01")
"""P1 has another name, P2 is split."""


def present(kind: PartitioningInfo, *parts: tuple[str, str | None, str]) -> PartitioningInfo:
    found = [
        PartitionInfo(name=name, position=n, high_value=bound and DAY % bound, tablespace_name=home)
        for n, (name, bound, home) in enumerate(parts, start=1)
    ]
    return replace(kind, partitions=found)


def family(target: TargetConfig = SPLIT, *parts: tuple[str, str | None, str]) -> MigrationConfig:
    """Return P with partitions P1 and P2, its child C, and G, which follows C; `parts` are those of C."""
    parts = parts or (("C1", None, "USERS"), ("P2", None, "COLD"))
    ranges = PartitioningInfo(partitioning_type="RANGE", key_columns=["DAY"])
    tables: list[TableConfig] = []
    for name, up, homes in (
        ("P", None, (("P1", "2024-01-01", "USERS"), ("P2", "2024-02-01", "USERS"))),
        ("C", "P", parts),
        ("G", "C", (("C1", None, "USERS"), ("P2", None, "USERS"))),
    ):
        key = constraint(f"{name}_PK", "P", "ID", index_owner="APP", index_name=f"{name}_PK", status="ENABLED")
        unique = index(f"{name}_PK", "ID", unique=True, status="VALID")
        columns = [column("ID", nullable=False), column("UP", nullable=False), column("DAY", "DATE", nullable=False)]
        made = table(
            target if up is None else ReferenceTarget(partitioning_type="reference", foreign_key=f"{name}_FK"),
            columns,
            constraints=[key],
            indexes=[unique],
            storage=StorageParameters(tablespace_name="USERS"),
            partitioning=present(
                ranges
                if up is None
                else PartitioningInfo(partitioning_type="REFERENCE", reference_constraint=f"{name}_FK"),
                *homes,
            ),
        )
        made.table_name = key.table_name = name
        made.current_state.object_id = 4000 + ord(name)
        if up is not None:
            foreign_key = constraint(
                f"{name}_FK",
                "R",
                "UP",
                status="ENABLED",
                referenced_owner="APP",
                referenced_table=up,
                referenced_constraint=f"{up}_PK",
                referenced_columns=["ID"],
            )
            foreign_key.table_name = name
            made.current_state.constraints.append(foreign_key)
            tables[-1].current_state.referenced_by.append(foreign_key)
        tables.append(made)
    return plan(*tables, view_family="DBA")


def carried(config: MigrationConfig, place: int = 1) -> list[tuple[str, str | None]]:
    return [(part.name, part.tablespace) for part in carried_partitions(config.tables[place], config)]


def told(config: MigrationConfig, place: int = 1) -> dict[str, str]:
    return {found.code: found.message for found in table_findings(config.tables[place], config)}


def test_a_partition_of_a_child_keeps_its_name_and_tablespace_where_the_parents_stays() -> None:
    config = family()
    assert carried(config) == [("C1", None), ("P2A", None), ("P2", "COLD")]
    assert not {"PARTITION-NAMES", "PARTITION-ATTRIBUTES"} & told(config).keys()


def test_a_name_that_was_the_parents_is_the_parents_again() -> None:
    config = family(SPLIT, ("P1", None, "USERS"), ("P2", None, "COLD"))
    assert carried(config) == [("Q1", None), ("P2A", None), ("P2", "COLD")]
    # Nothing is its own: nothing needs to be said.
    assert carried(family(SPLIT, ("P1", None, "USERS"), ("P2", None, "USERS"))) == []


def test_a_grandchild_has_the_names_of_the_child() -> None:
    assert carried(family(), 2) == []


def test_a_chosen_tablespace_is_taken_for_all_partitions() -> None:
    config = family()
    config.tables[1].common_settings.tablespace = "FAST"
    assert carried(config) == [("C1", None), ("P2A", None), ("P2", None)]
    assert "the tablespace of P2 (COLD)" in told(config)["PARTITION-ATTRIBUTES"]


def test_names_that_the_new_partitions_need_are_not_kept() -> None:
    config = family(bounded(P1="2024-01-01", C1="2024-01-15", P2="2024-02-01"))
    assert carried(config) == [("P1", None), ("C1", None), ("P2", "COLD")]


@pytest.mark.parametrize(
    "target",
    [
        IntervalTarget(
            partitioning_type="interval",
            key_columns=["DAY"],
            interval=Interval(unit="MONTH", count=1),
            partitions=bounded(P1="2024-01-01").partitions,
        ),
        replace(
            SPLIT,
            subpartitioning=HashSubpartitioning(subpartitioning_type="hash", key_columns=["ID"], subpartition_count=2),
        ),
    ],
)
def test_what_cannot_stay_is_told(target: TargetConfig) -> None:
    config = family(target)
    assert carried(config) == []
    found = told(config)
    assert "the names C1." in found["PARTITION-NAMES"]
    assert "the tablespace of P2 (COLD)" in found["PARTITION-ATTRIBUTES"]


def test_the_script_says_the_partitions_and_looks_for_them() -> None:
    config = family()
    script = render(config).master
    # Each says where it lies: Oracle's documents disagree on where one lies that does not.
    assert '( PARTITION "C1" TABLESPACE "USERS"' in script
    assert ', PARTITION "P2" TABLESPACE "COLD"' in script
    assert "add('partition C1: tablespace = USERS');" in script
    assert "add('partition P2: tablespace = COLD');" in script


@pytest.mark.parametrize(("count", "codes"), [(2, {"ORA-14654"}), (3, set())])
def test_partitions_that_are_named_are_as_many_as_the_parents(count: int, codes: set[str]) -> None:
    config = family()
    target = config.tables[1].common_settings.target_config
    assert isinstance(target, ReferenceTarget)
    target.partitions = [NamedPartition(name=f"N{n}") for n in range(count)]
    assert {"ORA-14654"} & told(config).keys() == codes


def test_partitions_are_not_named_where_rows_decide_how_many_the_parent_has() -> None:
    config = family()
    parent, child = config.tables[0], config.tables[1].common_settings.target_config
    present = parent.common_settings.target_config
    assert isinstance(present, RangeTarget)
    assert isinstance(child, ReferenceTarget)
    parent.common_settings.target_config = IntervalTarget(
        partitioning_type="interval",
        key_columns=present.key_columns,
        partitions=present.partitions[:1],
        interval=Interval(unit="MONTH", count=1),
    )
    child.partitions = [NamedPartition(name="N1")]
    assert "its rows decide" in told(config)["ORA-14654"]

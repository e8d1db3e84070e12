"""Families by reference and the copy: who must be switched on with whom, and what `auto` takes."""

from __future__ import annotations

from typing import Any

import pytest

from repart_tui.migration_models import (
    HashTarget,
    MigrationConfig,
    NoneTarget,
    PartitionInfo,
    PartitioningInfo,
    RangePartition,
    RangeTarget,
    ReferenceTarget,
    TableConfig,
)
from repart_tui.oracle.findings import Finding, errors
from repart_tui.oracle.methods import METHODS, choose_method
from tests.oracle.builders import column, constraint, plan, table

BY_DAY = RangeTarget(
    partitioning_type="range",
    key_columns=["DAY"],
    partitions=[RangePartition(name="P_ALL", values_less_than=["MAXVALUE"])],
)


def member(name: str, parent: str | None = None, *, partitioned: bool = True, **key: Any) -> TableConfig:
    """Return APP.name, enabled; with a parent it is partitioned by reference to it, now and by the plan."""
    columns = [column("ID", nullable=False), column("DAY", "DATE", nullable=False), column("UP", nullable=False)]
    made = table(BY_DAY, columns)
    made.table_name = name
    made.current_state.object_id = 4000 + ord(name[0])
    parts = [PartitionInfo(name="P1", position=1, high_value="TO_DATE('2024-01-01')")]
    present = PartitioningInfo(partitioning_type="RANGE", key_columns=["DAY"], partitions=parts)
    if parent is not None:
        foreign_key = constraint(
            f"{name}_FK", "R", "UP", referenced_owner="APP", referenced_table=parent, referenced_columns=["ID"], **key
        )
        foreign_key.table_name = name
        made.current_state.constraints.append(foreign_key)
        made.common_settings.target_config = ReferenceTarget(partitioning_type="reference", foreign_key=f"{name}_FK")
        present = PartitioningInfo(partitioning_type="REFERENCE", reference_constraint=f"{name}_FK", partitions=parts)
    made.current_state.partitioning = present if partitioned else None
    return made


def family(*members: TableConfig, version: str = "19.0.0.0.0") -> MigrationConfig:
    """Return the plan of the tables, which know who points to them."""
    by_name = {one.table_name: one for one in members}
    for one in members:
        for key in one.current_state.constraints:
            if key.referenced_table in by_name:
                by_name[key.referenced_table].current_state.referenced_by.append(key)
    return plan(*members, version=version, view_family="DBA")


def copy_errors(config: MigrationConfig, place: int = 0) -> list[Finding]:
    return errors(METHODS["copy_and_swap"].findings(config.tables[place], config))


def test_a_family_that_is_switched_on_is_copied_though_no_other_method_takes_it() -> None:
    config = family(member("P"), member("C", "P"), member("G", "C"))
    for one in config.tables:
        assert choose_method(one, config).method == "copy_and_swap"


def test_a_parent_asks_for_its_children_and_grandchildren() -> None:
    config = family(member("P"), member("C", "P"), member("G", "C"))
    config.tables[1].enabled = config.tables[2].enabled = False
    (found,) = copy_errors(config)
    assert found.code == "ORA-14650"
    assert found.message == "APP.C, APP.G are partitioned by reference to it."
    assert "Enable APP.C, APP.G too" in (found.suggestion or "")


def test_auto_says_first_what_the_nearest_method_lacks() -> None:
    config = family(member("P"), member("C", "P"))
    config.tables[1].enabled = False
    said = choose_method(config.tables[0], config).findings
    assert "Enable APP.C too" in (said[0].suggestion or ""), "of MODIFY and redefinition nothing can be mended"
    assert len(said) > 1


def test_a_child_asks_for_its_parent() -> None:
    config = family(member("P"), member("C", "P"))
    config.tables[0].enabled = False
    (found,) = copy_errors(config, 1)
    assert found.code == "ORA-14650"
    assert "would bind the rows of APP.P" in found.message
    assert "Enable APP.P too" in (found.suggestion or "")


def test_a_child_of_a_parent_that_was_not_discovered_stays() -> None:
    config = plan(member("C", "P"), view_family="DBA")
    assert [found.code for found in copy_errors(config)] == ["ORA-14650"]


@pytest.mark.parametrize("place", [0, 1])
def test_methods_are_not_mixed(place: int) -> None:
    config = family(member("P"), member("C", "P"))
    config.tables[place].common_settings.method = "online_modify"
    assert "ORA-14650" in [found.code for found in copy_errors(config, 1 - place)]


def test_a_new_child_goes_alone_where_its_parent_stays_and_is_partitioned() -> None:
    config = family(member("P"), member("C", "P", partitioned=False))
    config.tables[0].enabled = False
    assert copy_errors(config, 1) == []
    config.tables[0].current_state.partitioning = None
    assert [found.code for found in copy_errors(config, 1)] == ["ORA-14653"]


def test_a_new_child_does_not_follow_a_parent_that_is_changed_otherwise() -> None:
    config = family(member("P", partitioned=False), member("C", "P", partitioned=False))
    config.tables[0].common_settings.method = "redefinition"
    assert [found.code for found in copy_errors(config, 1)] == ["REFERENCE-PARENT"]


def test_auto_takes_the_copy_where_a_member_is_copied() -> None:
    config = family(member("P", partitioned=False), member("C", "P", partitioned=False))
    parent, child = config.tables
    assert (choose_method(parent, config).method, choose_method(child, config).method) == ("online_modify",) * 2
    child.common_settings.method = "copy_and_swap"
    choice = choose_method(parent, config)
    assert choice.method == "copy_and_swap"
    assert choice.reasons[0] == "With APP.C, for a family by reference is copied together."


def test_a_parent_that_shall_not_be_partitioned_has_no_followers() -> None:
    config = family(member("P"), member("C", "P"))
    config.tables[0].common_settings.target_config = NoneTarget(partitioning_type="none")
    assert "ORA-14653" in [found.code for found in copy_errors(config, 1)]


def test_a_child_may_leave_the_family_with_the_copy() -> None:
    config = family(member("P"), member("C", "P"))
    config.tables[1].common_settings.target_config = HashTarget(
        partitioning_type="hash", key_columns=["ID"], partition_count=4
    )
    assert copy_errors(config, 0) == copy_errors(config, 1) == []


def test_a_key_that_oracle_named_cannot_carry_the_copy() -> None:
    config = family(member("P"), member("C", "P", generated=True))
    assert [found.code for found in copy_errors(config, 1)] == ["REFERENCE-NAME"]


def test_foreign_keys_in_a_circle_bar_the_copy() -> None:
    parent = member("P")
    back = constraint("P_LAST_FK", "R", "ID", referenced_owner="APP", referenced_table="C", referenced_columns=["ID"])
    back.table_name = "P"
    parent.current_state.constraints.append(back)
    config = family(parent, member("C", "P"))
    assert [found.code for found in copy_errors(config, 0)] == ["REFERENCE-CYCLE"]
    assert [found.code for found in copy_errors(config, 1)] == ["REFERENCE-CYCLE"]


def test_a_table_as_the_editor_has_it_is_the_same_table() -> None:
    config = family(member("P"), member("C", "P"))
    other_plan = MigrationConfig.from_json(config.to_json())
    assert errors(METHODS["copy_and_swap"].findings(other_plan.tables[1], config)) == []
    assert choose_method(other_plan.tables[0], config).method == "copy_and_swap"

"""What a table that shall follow its parent by reference asks of the parent and its key."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import pytest

from repart_tui.migration_models import (
    AutomaticListTarget,
    HashTarget,
    IndexInfo,
    ListPartition,
    MigrationConfig,
    NoneTarget,
    RangePartition,
    RangeTarget,
    ReferenceTarget,
    TargetConfig,
)
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.methods.reference_parent import parent_findings
from repart_tui.oracle.reference_rules import reference_rules
from tests.oracle.builders import column, constraint, index, plan, table

BY_DAY = RangeTarget(
    partitioning_type="range",
    key_columns=["DAY"],
    partitions=[RangePartition(name="P_ALL", values_less_than=["MAXVALUE"])],
)
BY_PARENT = ReferenceTarget(partitioning_type="reference", foreign_key="T_FK")
UNIQUE = index("P_PK", "ID", unique=True, status="VALID")


def family(
    parent_target: TargetConfig = BY_DAY,
    *,
    movement: Literal["keep", "enable", "disable"] = "keep",
    key_index: IndexInfo = UNIQUE,
    **id_column: Any,
) -> MigrationConfig:
    """Return a plan of APP.P and of APP.T, which shall follow it by reference; both say the same of row movement."""
    pointed_to = constraint("P_PK", "P", "ID", index_owner="APP", index_name="P_PK")
    pointed_to.table_name = "P"
    parent = table(
        parent_target,
        [column("ID", nullable=False, **id_column), column("DAY", "DATE", nullable=False)],
        constraints=[pointed_to],
        indexes=[key_index],
    )
    parent.table_name = "P"
    parent.common_settings.row_movement = movement
    key = constraint(
        "T_FK",
        "R",
        "P_ID",
        referenced_owner="APP",
        referenced_table="P",
        referenced_constraint="P_PK",
        referenced_columns=["ID"],
    )
    child = table(BY_PARENT, [column("P_ID", nullable=False)], constraints=[key])
    child.common_settings.row_movement = movement
    return plan(parent, child)


def found(config: MigrationConfig) -> list[Finding]:
    child = config.tables[-1]
    assert isinstance(child.common_settings.target_config, ReferenceTarget)
    return list(parent_findings(child, config))


def codes(config: MigrationConfig) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in found(config)]


def test_a_key_with_an_index_of_its_own_carries_rows_that_move() -> None:
    assert codes(family(movement="enable")) == []


@pytest.mark.parametrize(
    ("key_index", "why"),
    [
        (index("P_PK", "ID", status="VALID"), "not unique"),
        (index("P_PK", "ID", "DAY", unique=True, status="VALID"), "on more columns than the key"),
    ],
)
def test_rows_that_move_cannot_take_children_along_without_such_an_index(key_index: IndexInfo, why: str) -> None:
    moving = found(family(movement="enable", key_index=key_index))
    assert [(finding.code, finding.severity) for finding in moving] == [("ORA-14657", "error")]
    assert why in moving[0].message
    # Where no row may leave its partition, none takes others along.
    assert codes(family(movement="disable", key_index=key_index)) == []


def test_the_key_that_is_pointed_to_has_no_virtual_column() -> None:
    assert codes(family(virtual=True, data_default='"DAY" - DATE ' + "'2000-01-01'")) == [("ORA-14663", "error")]


@pytest.mark.parametrize("facts", [{"status": "UNUSABLE"}, {"status": "N/A", "unusable_parts": 1}])
def test_the_index_of_that_key_is_usable(facts: dict[str, Any]) -> None:
    assert codes(family(key_index=index("P_PK", "ID", unique=True, **facts))) == [("ORA-14670", "error")]


def test_a_foreign_key_with_a_virtual_column_carries_nothing() -> None:
    config = family()
    child = config.tables[1]
    child.current_state.columns[0] = replace(child.current_state.columns[0], virtual=True)
    refused = list(reference_rules(child, BY_PARENT))
    assert [(finding.code, finding.severity) for finding in refused] == [("ORA-14652", "error")]
    assert "virtual" in refused[0].message


def test_a_parent_that_stays_whole_has_no_followers() -> None:
    assert codes(family(NoneTarget(partitioning_type="none"))) == [("ORA-14653", "error")]
    left_out = family()
    left_out.tables[0].enabled = False
    assert codes(left_out) == [("ORA-14653", "error")]


def test_an_automatic_list_has_no_followers() -> None:
    values = [ListPartition(name="L1", values=[["1"]])]
    config = family(AutomaticListTarget(partitioning_type="automatic_list", key_columns=["ID"], partitions=values))
    assert codes(config) == [("ORA-14659", "error")]


def test_a_parent_that_nobody_looked_at_is_told() -> None:
    config = family()
    del config.tables[0]
    assert codes(config) == [("PARENT-UNKNOWN", "warning")]


def test_a_parent_may_follow_a_parent_of_its_own() -> None:
    config = family(ReferenceTarget(partitioning_type="reference", foreign_key="P_FK"))
    config.tables[0].current_state.constraints.append(pointing_to("G", "P_FK"))
    grandparent = table(
        HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4), [column("ID", nullable=False)]
    )
    grandparent.table_name = "G"
    config.tables.insert(0, grandparent)
    assert codes(config) == []


def test_tables_that_follow_each_other_have_no_first() -> None:
    config = family(ReferenceTarget(partitioning_type="reference", foreign_key="P_FK"))
    config.tables[0].current_state.constraints.append(pointing_to("T", "P_FK"))
    assert codes(config) == [("ORA-14653", "error")]
    assert "APP.T and APP.P" in found(config)[0].message


def pointing_to(parent: str, name: str) -> Any:
    key = constraint(name, "R", "ID", referenced_owner="APP", referenced_table=parent, referenced_columns=["ID"])
    key.table_name = "P"
    return key

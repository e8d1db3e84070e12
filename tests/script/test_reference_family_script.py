"""A family by reference in one script: the parent first, then the child, whose rows follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from repart_tui.generate import GenerateError, render
from repart_tui.migration_models import MigrationConfig, RangePartition, RangeTarget, ReferenceTarget
from tests.oracle.builders import column, constraint, plan, table
from tests.script.test_exchange_script import in_order

BY_DAY = RangeTarget(
    partitioning_type="range",
    key_columns=["DAY"],
    partitions=[RangePartition(name="P_ALL", values_less_than=["MAXVALUE"])],
)
BY_PARENT = ReferenceTarget(partitioning_type="reference", foreign_key="T_FK")
Movement = Literal["keep", "enable", "disable"]


def family(parent_moves: Movement, child_moves: Movement) -> MigrationConfig:
    """Return a plan of APP.P by range and APP.T by reference to it."""
    parent = table(BY_DAY, [column("ID", nullable=False), column("DAY", "DATE", nullable=False)])
    parent.table_name = "P"
    parent.current_state = replace(parent.current_state, object_id=4710)
    parent.common_settings.row_movement = parent_moves
    key = constraint("T_FK", "R", "P_ID", referenced_owner="APP", referenced_table="P", referenced_columns=["ID"])
    child = table(BY_PARENT, [column("P_ID", nullable=False)], constraints=[key])
    child.common_settings.row_movement = child_moves
    return plan(parent, child, view_family="DBA")


def test_a_child_may_move_its_rows_before_it_follows_a_parent_whose_rows_move() -> None:
    master = render(family("enable", "enable")).master
    assert in_order(
        master,
        'ALTER TABLE "APP"."P" MODIFY',
        'ALTER TABLE "APP"."P" ENABLE ROW MOVEMENT',
        'ALTER TABLE "APP"."T" ENABLE ROW MOVEMENT',
        'ALTER TABLE "APP"."T" MODIFY',
        "BY REFERENCE",
    )
    # A run that was killed in between must not find that the child changed since it was discovered.
    second = master[master.index("-- APP.T: what was discovered") :]
    assert "add('table: row movement" not in second[second.index("-- How it was stored") : second.index("MODIFY")]


def test_row_movement_that_a_child_got_and_did_not_need_goes_with_the_rollback() -> None:
    back = 'ALTER TABLE "APP"."T" DISABLE ROW MOVEMENT'
    rollback = render(family("enable", "enable")).rollback
    assert in_order(rollback, back, "'APP.T' || ' is as it was.'")
    assert back not in render(family("keep", "keep")).rollback


def test_a_child_that_keeps_its_rows_in_place_bars_a_parent_whose_rows_move() -> None:
    with pytest.raises(GenerateError, match="ORA-14661"):
        render(family("enable", "keep"))


def test_where_the_rows_of_the_parent_stay_the_child_is_left_as_it_is() -> None:
    assert "ENABLE ROW MOVEMENT" not in render(family("keep", "keep")).master


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition"])
def test_a_parent_with_a_new_table_stays_so_once_a_child_follows_it(
    method: Literal["copy_and_swap", "redefinition"],
) -> None:
    # The child's foreign key cannot be dropped any more (ORA-14650), nor can the child be made whole (ORA-14474).
    config = family("keep", "keep")
    parent = config.tables[0]
    parent.common_settings.method = method
    config.tables[1].common_settings.method = "online_modify"
    follows = constraint("T_FK", "R", "P_ID", referenced_owner="APP", referenced_table="P", referenced_columns=["ID"])
    parent.current_state.referenced_by.append(follows)
    held = "table_name = 'T'\n       AND ref_ptn_constraint_name = 'T_FK'"
    rollback = render(config).rollback
    assert in_order(rollback, "'APP.T' || ' was modified in place", "Back: APP.P", held, ":p1 := 'HELD'")
    config.tables[1].enabled = False
    assert held not in render(config).rollback


def test_a_parent_outside_of_the_script_must_be_partitioned_already() -> None:
    config = family("keep", "keep")
    assert "(ORA-14653)" not in render(config).master
    del config.tables[0]
    assert in_order(
        render(config).master,
        "FROM dba_part_tables\n     WHERE owner = 'APP' AND table_name = 'P';",
        "its parent APP.P is not partitioned (ORA-14653).",
        "may move, so its own must, too (ORA-14661)",
        'ALTER TABLE "APP"."T" MODIFY',
    )
    config.tables[0].common_settings.row_movement = "enable"
    assert "its own must, too (ORA-14661)" not in render(config).master

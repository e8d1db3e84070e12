"""People go on changing a table after its migration: what the three scripts make of that when they are run again."""

from __future__ import annotations

import pytest

from repart_tui.generate import render
from tests.script.test_exchange_script import in_order
from tests.script.test_modify_back import rollback


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition"])
def test_partitions_that_were_added_dropped_or_renamed_do_not_keep_the_old_table(demo_with, method: str) -> None:
    scripts = render(demo_with("HR.EMPLOYEES", method=method))
    # OBJECT_ID says that it is the successor; ADD PARTITION and SET INTERVAL leave kind and key.
    assert in_order(
        scripts.cleanup,
        "IF INSTR(signature || ',', 'RANGE (HIRE_DATE),') <> 1 THEN",
        "RAISE_APPLICATION_ERROR(-20014, 'The table in service is not partitioned as planned",
        "Note: the partitions of ",
        "DROP TABLE",
    )
    # Nor do they stop a later run, but only where it had nothing to do.
    end = scripts.master[scripts.master.index("-- The end: ") :]
    assert "p_state IN ('ASSERTED', 'DONE') AND INSTR(signature || ',', p_kind || ',') = 1" in end
    assert "'RANGE (HIRE_DATE)', :p1);" in end


def test_a_change_in_place_is_all_in_the_partitions_so_they_are_looked_at(demo_with) -> None:
    assert "NULL, :p1);" in render(demo_with("SH.SALES", method="in_place")).master


def test_a_modified_table_is_known_by_its_key_where_it_had_another_one_before(demo_with) -> None:
    by_key = "WHEN INSTR(signature || ',', 'RANGE (HIRE_DATE),') = 1 THEN 'DONE'"
    assert by_key in render(demo_with("HR.EMPLOYEES", method="online_modify")).master
    # Partitioned by the same key before: only the partitions tell.
    assert "WHEN INSTR(" not in render(demo_with("SH.SALES", method="online_modify")).master


def test_partitions_that_came_since_do_not_close_the_way_back_of_modify() -> None:
    assert "WHEN INSTR(signature || ',', 'RANGE (ID),') = 1 THEN 'DONE'" in rollback(indexes=[])

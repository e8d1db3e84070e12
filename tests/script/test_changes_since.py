"""People go on changing a table after its migration: what the three scripts make of that when they are run again."""

from __future__ import annotations

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import MigrationConfig
from tests.script.test_exchange_script import in_order
from tests.script.test_generate import exchange_plan
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


def plan(demo_with, method: str) -> MigrationConfig:
    return exchange_plan(demo_with) if method == "exchange" else demo_with("HR.EMPLOYEES", method=method)


WAYS_BACK = {
    "copy_and_swap": "-- Are there newer rows?",
    "exchange": "-- Writes stop, reads go on until the new table gives its name away",
    "redefinition": "-- Oracle brings over what was written since",
}


@pytest.mark.parametrize("method", WAYS_BACK)
def test_what_came_to_the_definition_since_stops_the_way_back_before_anything_changes(demo_with, method: str) -> None:
    rollback = render(plan(demo_with, method)).rollback
    before = rollback[rollback.index("PROMPT Back: ") : rollback.index(WAYS_BACK[method])]
    table = "'APP', 'EVENTS', 'EVENTS'" if method == "exchange" else "'HR', 'EMPLOYEES', 'EMPLOYEES'"
    assert in_order(
        before,
        "IF :p1 = 'ASSERTED' THEN",
        f"EXECUTE IMMEDIATE :facts USING {table}, 'TABLE', :t1, OUT differences;",
        "IF differences > 0 AND NVL(:lose_newer_definitions, 'NO') <> 'YES' THEN",
        "RAISE_APPLICATION_ERROR(-20011,",
    )
    assert ":lose_newer_definitions := 'NO';" in rollback
    # A rollback that was killed left its mark there: that is no change of theirs.
    mark = "EVENTS_RPNB" if method == "exchange" else "EMPLOYEES_RPNB"
    assert f"add('ignore {mark}');" in rollback


@pytest.mark.parametrize(
    ("method", "compared"), [("copy_and_swap", "KEYS"), ("redefinition", "KEYS"), ("exchange", "SHAPE")]
)
def test_keys_of_other_tables_to_it_are_dropped_by_no_switch(demo_with, method: str, compared: str) -> None:
    rollback = render(plan(demo_with, method)).rollback
    looked = rollback[rollback.index(f"'{compared}', :t1, OUT differences;") :]
    assert in_order(looked, "IF differences > 0 THEN", "No switch helps", "'TABLE', :t1, OUT differences;")


def test_a_key_without_a_twin_is_not_dropped_with_the_copy(demo_with) -> None:
    rollback = render(plan(demo_with, "copy_and_swap")).rollback
    back = rollback[rollback.index("-- Nobody points to the copy now") :]
    assert in_order(
        back,
        "FROM dba_constraints t",
        "IF n = 0 THEN",
        "came in the meantime and points to the new table. Point it to the original",
        "drop_constraint(c.owner, c.table_name, c.constraint_name);",
    )


def test_rows_are_not_compared_by_columns_that_are_gone(demo_with) -> None:
    rollback = render(plan(demo_with, "copy_and_swap")).rollback
    looked = rollback[rollback.index("SELECT column_name, data_type FROM dba_tab_cols") :]
    assert in_order(looked, "MINUS", "IF n > 0 THEN", "differences := n;", "ELSE", "    compare(", "lose_newer_rows")


@pytest.mark.parametrize("method", ["copy_and_swap", "exchange"])
def test_a_table_that_was_closed_since_is_not_opened_by_a_later_run(demo_with, method: str) -> None:
    scripts = render(plan(demo_with, method))
    name = 'APP"."EVENTS' if method == "exchange" else 'HR"."EMPLOYEES'
    last = scripts.master[scripts.master.index(": Assert that nothing was lost, and open for writes") :]
    last = last[: last.index("PROMPT", last.index("RAISE;"))]
    # The kept table bears a mark until its successor was opened, and only then anything is opened.
    assert in_order(
        last,
        f'ALTER TABLE "{name}_RPO" ADD CONSTRAINT',
        f'ALTER TABLE "{name}" DROP CONSTRAINT',
        ":p1 := 'ASSERTED';",
        "_RPNC';",
        "IF n = 1 THEN",
        f'ALTER TABLE "{name}" READ WRITE',
        f'ALTER TABLE "{name}_RPO" DROP CONSTRAINT',
    )
    assert last.count("READ WRITE'") == 1
    assert in_order(scripts.cleanup, "_RPNC';", "IF (:p1 = 'ASSERTED' AND to_open = 1 OR :p1 = 'STARTED' AND n = 1)")
    assert '_RPNC"' in scripts.rollback, "the way back takes the mark away"


def test_a_table_that_was_closed_before_stays_so(demo_with) -> None:
    config = plan(demo_with, "copy_and_swap")
    next(table for table in config.tables if table.enabled).current_state.properties.read_only = True
    assert '_RPNC"' not in render(config).master


@pytest.mark.parametrize(("method", "left"), [("copy_and_swap", True), ("online_modify", False)])
def test_a_rollback_names_the_cleanup_only_where_something_is_left(demo_with, method: str, left: bool) -> None:
    assert ("goes by cleanup1.sql" in render(plan(demo_with, method)).rollback) == left

"""Tables beside the one that is migrated go on: a statement that locks them waits in short turns."""

from __future__ import annotations

import re

import pytest

from repart_tui.generate import render
from tests.script.test_exchange_script import in_order
from tests.script.test_generate import exchange_plan

TURN = r"DDL_LOCK_TIMEOUT = 10';\n +FOR attempt IN 1 \.\. 30 LOOP\n +BEGIN\n +EXECUTE IMMEDIATE\s+'"


@pytest.mark.parametrize(
    "statement",
    [
        'ALTER TABLE "HR"."EMPLOYEES_RPN" ADD CONSTRAINT "EMP_DEPT_FK_RPN" FOREIGN KEY',
        'ALTER TABLE "HR"."DEPARTMENTS" ADD CONSTRAINT "DEPT_MGR_FK_RPNF" FOREIGN KEY',
        'ALTER TABLE "HR"."JOB_HISTORY" ADD CONSTRAINT "JHIST_EMP_FK_RPNF" FOREIGN KEY',
    ],
)
def test_foreign_keys_of_a_copy_wait_for_parents_and_children_in_short_turns(demo_with, statement: str) -> None:
    # DDL_LOCK_TIMEOUT puts the statement into the queue of locks: who writes there stands behind it for as long.
    assert re.search(TURN + re.escape(statement), render(demo_with("HR.EMPLOYEES", method="copy_and_swap")).master)


@pytest.mark.parametrize(
    "statement",
    [
        'ALTER TABLE "HR"."EMPLOYEES" ADD CONSTRAINT "EMP_DEPT_FK" FOREIGN KEY',
        'ALTER TABLE "HR"."DEPARTMENTS" ADD CONSTRAINT "DEPT_MGR_FK" FOREIGN KEY',
    ],
)
def test_so_do_those_of_the_way_back(demo_with, statement: str) -> None:
    assert re.search(TURN + re.escape(statement), render(demo_with("HR.EMPLOYEES", method="copy_and_swap")).rollback)


def test_constraints_of_a_redefined_table_get_their_states_back_in_short_turns(demo_with) -> None:
    scripts = render(demo_with("HR.EMPLOYEES", method="redefinition"))
    for text in (scripts.master, scripts.rollback):
        assert in_order(text, "PROCEDURE run(", "DDL_LOCK_TIMEOUT = 10", "run(change || ' NOVALIDATE');")
        assert "EXECUTE IMMEDIATE change" not in text


def test_a_foreign_key_to_the_redefined_table_itself_points_to_its_own_rows(demo_with) -> None:
    scripts = render(demo_with("HR.EMPLOYEES", method="redefinition"))
    for text in (scripts.master, scripts.rollback):
        assert in_order(
            text,
            "IF points_to('HR', 'EMPLOYEES', 'EMP_MANAGER_FK') = 'EMPLOYEES_RPN' THEN",
            'ALTER TABLE "HR"."EMPLOYEES" DROP CONSTRAINT "EMP_MANAGER_FK"',
            'ALTER TABLE "HR"."EMPLOYEES" ADD CONSTRAINT "EMP_MANAGER_FK" FOREIGN KEY',
            "ENABLE NOVALIDATE",
            "restore('HR', 'EMPLOYEES', 'EMP_MANAGER_FK', 'ENABLED', 'VALIDATED');",
        )


def test_a_key_that_was_dropped_to_be_pointed_anew_comes_back_after_a_kill(demo_with) -> None:
    master = render(demo_with("HR.EMPLOYEES", method="redefinition")).master
    for name in ("EMP_MANAGER_FK", "DEPT_MGR_FK"):
        assert in_order(
            master,
            f'DROP CONSTRAINT "{name}"',
            "END IF;",
            f"IF NOT is_there('HR', '{name}') THEN",
            f'ADD CONSTRAINT "{name}" FOREIGN KEY',
        )


@pytest.mark.parametrize("method", ["copy_and_swap", "exchange"])
def test_the_table_itself_stops_taking_writes_and_gives_its_name_away_in_short_turns(demo_with, method: str) -> None:
    copied = method == "copy_and_swap"
    owner, table = ("HR", "EMPLOYEES") if copied else ("APP", "EVENTS")
    scripts = render(demo_with("HR.EMPLOYEES", method=method) if copied else exchange_plan(demo_with))
    live = f'ALTER TABLE "{owner}"."{table}" '
    for text, changes in (
        (scripts.master, [f"{live}READ ONLY", f'{live}RENAME TO "{table}_RPO"']),
        (
            scripts.rollback,
            [f"{live}READ ONLY", f'{live}ADD CONSTRAINT "{table}_RPNB" CHECK', f'{live}RENAME TO "{table}_RPN"'],
        ),
    ):
        for change in changes:
            assert re.search(TURN + re.escape(change), text), change

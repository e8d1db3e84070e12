"""Tables beside the one that is migrated go on: a statement that locks them waits in short turns."""

from __future__ import annotations

import re

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import LogGroupColumn, LogGroupInfo
from tests.script.conftest import named
from tests.script.test_exchange_script import in_order
from tests.script.test_generate import exchange_plan

TURN = r"EXECUTE IMMEDIATE :in_turns\s+USING\s+'"


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
        assert in_order(
            text,
            "PROCEDURE run(",
            "EXECUTE IMMEDIATE :in_turns USING p_statement;",
            "run(change || ' NOVALIDATE', p_con_owner, p_con_table);",
        )
        assert "EXECUTE IMMEDIATE change" not in text


def test_who_holds_a_redefined_table_up_to_the_end_is_named(demo_with) -> None:
    scripts = render(demo_with("HR.EMPLOYEES", method="redefinition"))
    for text in (scripts.master, scripts.rollback):
        run = text[text.index("PROCEDURE run(") :]
        assert in_order(
            run,
            ":in_turns",
            "IF SQLCODE IN (-54, -60, -4020, -4021, -14411) THEN",
            "name_blockers(p_owner, p_table);",
            "RAISE;",
        )


def test_nothing_waits_long_for_a_redefined_table_in_service(demo_with) -> None:
    # A plain ALTER would stand in the queue for DDL_LOCK_TIMEOUT, and everybody who writes behind it.
    config = demo_with("HR.EMPLOYEES", method="redefinition")
    state = named(config, "HR.EMPLOYEES").current_state
    state.log_groups = [
        LogGroupInfo(name="EMP_LOG", log_group_type="USER LOG GROUP", columns=[LogGroupColumn(name="EMPLOYEE_ID")])
    ]
    scripts = render(config)
    for text in (scripts.master[scripts.master.index("-- Step 1.10") :], scripts.rollback):
        assert not re.search(r'EXECUTE IMMEDIATE\s+\'ALTER TABLE "HR"\."EMPLOYEES" ', text)
        assert not re.search(r"EXECUTE IMMEDIATE\s+\'(ALTER|CREATE OR REPLACE) TRIGGER", text)
        for change in (
            'ADD SUPPLEMENTAL LOG GROUP "EMP_LOG"',
            'DROP SUPPLEMENTAL LOG GROUP "EMP_LOG_RPN"',
            'DROP CONSTRAINT "EMPLOYEES_RPN',
        ):
            assert re.search(r'run\(\s*\'ALTER TABLE "HR"\."EMPLOYEES" ' + change, text), change


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


@pytest.mark.parametrize("script", ["master", "rollback"])
def test_a_table_without_a_name_gets_one_however_long_a_transaction_is_in_the_way(demo_with, script: str) -> None:
    text = getattr(render(demo_with("HR.EMPLOYEES", method="copy_and_swap")), script)
    comes, away = ("EMPLOYEES_RPN", "EMPLOYEES_RPO") if script == "master" else ("EMPLOYEES_RPO", "EMPLOYEES_RPN")
    nameless = text[text.index("-- No table bears the name now.") :]
    nameless = nameless[: nameless.index("IF NOT renamed THEN")]
    # A child's transaction holds both tables: each is tried in turn, without an end, until one has the name.
    assert in_order(
        nameless,
        "DDL_LOCK_TIMEOUT = 2'",
        "LOOP\n",
        f'ALTER TABLE "HR"."{comes}" RENAME TO "EMPLOYEES"',
        "renamed := TRUE;",
        "failure := CASE WHEN SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN SQLERRM END;",
        f'ALTER TABLE "HR"."{away}" RENAME TO "EMPLOYEES"',
        "EXIT;",
        "IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN",
        "EXECUTE IMMEDIATE :name_blocker USING 'HR', 'EMPLOYEES_RPN', 'EMPLOYEES_RPO';",
        "END LOOP;",
        "SET_CLIENT_INFO(NULL);",
        "DDL_LOCK_TIMEOUT = 300'",
    )
    assert "attempt" not in nameless, "nobody counts while the table has no name"


@pytest.mark.parametrize("method", ["copy_and_swap", "exchange"])
def test_so_does_one_that_a_killed_run_left_without(demo_with, method: str) -> None:
    scripts = render(
        demo_with("HR.EMPLOYEES", method=method) if method == "copy_and_swap" else exchange_plan(demo_with)
    )
    old = (
        '"HR"."EMPLOYEES_RPO" RENAME TO "EMPLOYEES"'
        if method == "copy_and_swap"
        else '"APP"."EVENTS_RPO" RENAME TO "EVENTS"'
    )
    waits = r"DDL_LOCK_TIMEOUT = 2';\n +LOOP\n +BEGIN\n +EXECUTE IMMEDIATE 'ALTER TABLE " + re.escape(old)
    assert re.search(waits, scripts.master)
    assert re.search(waits, scripts.rollback)
    said = "RAISE;\n +END IF;\n +EXECUTE IMMEDIATE :name_blocker USING .*;\n +END;\n +END LOOP;"
    assert re.search(said, scripts.master)
    assert re.search(said, scripts.rollback)


def test_who_keeps_a_table_from_its_name_is_said_while_it_waits(demo_with) -> None:
    # DBMS_OUTPUT prints when the block has ended, and this one ends when the other session does.
    scripts = render(demo_with("HR.EMPLOYEES", method="copy_and_swap"))
    for text in (scripts.master, scripts.rollback):
        tool = text[text.index(":name_blocker := ") :]
        tool = tool[: tool.index("\n/\n")]
        assert in_order(tool, "gv$locked_object", "WHEN OTHERS THEN", "SUBSTRB(", "1, 64);", "SET_CLIENT_INFO(holder);")
        assert "PROMPT Should a table wait for its name" in text
    assert scripts.master.index(":name_blocker USING ' ', ' ', ' ';") < scripts.master.index("-- Step 1.1")
    modified = render(demo_with("HR.EMPLOYEES", method="redefinition"))
    assert ":name_blocker" not in modified.master + modified.rollback


@pytest.mark.parametrize(
    ("script", "statement"),
    [
        ("master", 'ALTER TABLE "HR"."EMPLOYEES" DROP CONSTRAINT "EMPLOYEES_RPNM"'),
        ("master", 'ALTER TABLE "HR"."EMPLOYEES" READ WRITE'),
        ("master", 'ALTER TABLE "HR"."JOB_HISTORY" MODIFY CONSTRAINT "JHIST_EMP_FK_RPNF" ENABLE VALIDATE'),
        ("master", 'ALTER TRIGGER "HR"."SECURE_EMPLOYEES" RENAME TO "SECURE_EMPLOYEES_RPO"'),
        ("rollback", 'ALTER TABLE "HR"."EMPLOYEES" READ WRITE'),
    ],
)
def test_a_table_that_is_closed_is_opened_in_short_turns(demo_with, script: str, statement: str) -> None:
    text = getattr(render(demo_with("HR.EMPLOYEES", method="copy_and_swap")), script)
    assert re.search(TURN + re.escape(statement), text)


def test_an_original_that_cannot_be_opened_is_told_with_what_opens_it(demo_with) -> None:
    master = render(demo_with("HR.EMPLOYEES", method="copy_and_swap")).master
    assert in_order(
        master,
        "FOR attempt IN 1 .. 30 LOOP",
        "is the original and stays READ ONLY: ",
        "Open it yourself, before",
        "RETURN;",
    )


def test_a_turn_is_lost_to_locks_and_deadlocks_alone(demo_with) -> None:
    # ORA-00060 and ORA-04020 end a statement as ORA-00054 does: it did nothing, and the circle is open again.
    master = render(demo_with("HR.EMPLOYEES", method="copy_and_swap")).master
    tool = master[master.index(":in_turns := ") :]
    assert in_order(
        tool, "EXECUTE IMMEDIATE statement;", "IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) OR attempt = 30"
    )

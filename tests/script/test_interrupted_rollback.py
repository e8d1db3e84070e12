"""A rollback that does not come to its end: what it leaves, so that the other script can go on from there."""

from __future__ import annotations

import pytest

from repart_tui.generate import render
from tests.script.test_exchange_script import exchange_plan, in_order


def test_a_copy_keeps_its_mark_until_a_rollback_has_taken_its_name(demo_with) -> None:
    # Without the mark the table counts as asserted: master1.sql would open it before its triggers are there.
    rollback = render(demo_with("HR.EMPLOYEES", method="copy_and_swap")).rollback
    back = rollback[rollback.index("-- Swap the names back") :]
    assert in_order(
        back,
        'ADD CONSTRAINT "EMPLOYEES_RPNB" CHECK (1 = 1) DISABLE',
        'ALTER TABLE "HR"."EMPLOYEES" RENAME TO "EMPLOYEES_RPN"',
        "IF :p1 = 'SWAPPED' THEN",
        'ALTER TABLE "HR"."EMPLOYEES_RPN" DROP CONSTRAINT "EMPLOYEES_RPNM"',
        'ALTER TABLE "HR"."EMPLOYEES_RPO" RENAME TO "EMPLOYEES"',
        "WHEN OTHERS THEN",
        'ALTER TABLE "HR"."EMPLOYEES_RPN" ADD CONSTRAINT "EMPLOYEES_RPNM" CHECK (1 = 1) DISABLE',
        'ALTER TABLE "HR"."EMPLOYEES_RPN" RENAME TO "EMPLOYEES"',
    )
    assert 'ALTER TABLE "HR"."EMPLOYEES" DROP CONSTRAINT "EMPLOYEES_RPNM"' not in rollback
    killed = rollback[rollback.index("-- Killed between two renames") :]
    assert in_order(killed, "IF :p1 = 'HALF BACK' THEN", 'DROP CONSTRAINT "EMPLOYEES_RPNM"', "RENAME TO")


def test_an_exchanged_table_keeps_its_mark_until_a_rollback_has_taken_its_name(demo_with) -> None:
    rollback = render(exchange_plan(demo_with)).rollback
    assert in_order(
        rollback,
        'ALTER TABLE "APP"."EVENTS" ADD CONSTRAINT "EVENTS_RPNB" CHECK (1 = 1) DISABLE',
        'ALTER TABLE "APP"."EVENTS" RENAME TO "EVENTS_RPN"',
        'ALTER TABLE "APP"."EVENTS_RPN" DROP CONSTRAINT "EVENTS_RPNM"',
    )
    assert 'ALTER TABLE "APP"."EVENTS" DROP CONSTRAINT "EVENTS_RPNM"' not in rollback


@pytest.mark.parametrize("method", ["copy_and_swap", "exchange"])
def test_master_goes_on_where_a_rollback_was_given_up(demo_with, method: str) -> None:
    config = exchange_plan(demo_with)
    next(table for table in config.tables if table.enabled).common_settings.method = method  # type: ignore[assignment]
    first = render(config).master.split("-- Step 1.2")[0]
    assert in_order(
        first[first.index("-- Step 1.1") :],
        "IF :p1 IN ('SWAPPED', 'ASSERTED') THEN",
        'ALTER TABLE "APP"."EVENTS" DROP CONSTRAINT "EVENTS_RPNB"',
        "DBMS_OUTPUT.PUT_LINE('State: '",
    )


@pytest.mark.parametrize("method", ["copy_and_swap", "exchange"])
def test_a_table_in_service_opens_again_when_its_rollback_cannot_take_the_name(demo_with, method: str) -> None:
    config = exchange_plan(demo_with)
    next(table for table in config.tables if table.enabled).common_settings.method = method  # type: ignore[assignment]
    rollback = render(config).rollback
    handler = rollback[rollback.index("It bears its name and was in service: it opens again") :]
    assert in_order(
        handler,
        'ALTER TABLE "APP"."EVENTS" READ WRITE',
        'ALTER TABLE "APP"."EVENTS" DROP CONSTRAINT "EVENTS_RPNB"',
        "The new table stays in service",
        "is the new table and stays READ ONLY: ' || SQLERRM",
        "is still the new table and stays READ ONLY",
        "RAISE;",
    )


def test_a_redefined_table_is_not_touched_before_its_rollback(demo_with) -> None:
    # What says that a rollback was here stands on the old table, where nobody writes, and comes back with it.
    scripts = render(demo_with("HR.EMPLOYEES", method="redefinition"))
    back = scripts.rollback[scripts.rollback.index("-- Oracle brings over what was written since") :]
    before, _, after = back.partition("DBMS_REDEFINITION.ROLLBACK(")
    assert 'ALTER TABLE "HR"."EMPLOYEES_RPN" ADD CONSTRAINT "EMPLOYEES_RPNT" CHECK (1 = 1) DISABLE' in before
    assert 'ALTER TABLE "HR"."EMPLOYEES" ' not in before
    # Until the last word of it: then the new table bears the mark of a rollback that is done.
    assert in_order(
        after,
        ":facts USING 'HR', 'EMPLOYEES'",
        'ALTER TABLE "HR"."EMPLOYEES_RPN" ADD CONSTRAINT "EMPLOYEES_RPNB" CHECK (1 = 1) DISABLE',
        'ALTER TABLE "HR"."EMPLOYEES" DROP CONSTRAINT "EMPLOYEES_RPNT"',
    )
    assert in_order(
        scripts.master,
        "WHEN id_table = p_id AND going_back = 1 THEN 'BACK'",
        "WHEN id_table = p_id AND back = 1 THEN 'BACK ASSERTED'",
        "WHEN id_table = p_id AND marked = 1 AND active = 0 THEN 'CREATED'",
    )
    assert "free('HR', 'EMPLOYEES_RPNT')" in scripts.master
    assert "add('ignore EMPLOYEES_RPNT');" in scripts.rollback


@pytest.mark.parametrize(("method", "version"), [("redefinition", "19.0.0.0.0"), ("online_modify", "23.0.0.0.0")])
def test_a_table_that_was_not_begun_keeps_nobody_from_coming_back(demo_with, method: str, version: str) -> None:
    # Its parent, copied and killed after the swap, left it a second foreign key, and comes back after it.
    config = demo_with("HR.EMPLOYEES", method=method)
    assert config.metadata.database is not None
    config.metadata.database.version = config.metadata.database.compatible = version
    rollback = render(config).rollback
    compared = rollback[rollback.rindex("EXECUTE IMMEDIATE :facts ") :]
    begun = "IF :p1 = 'NEW' THEN" if method == "redefinition" else "IF NOT modified_now THEN"
    assert in_order(compared, begun, ":unfinished := :unfinished + 1;", "run this file again", "RETURN;", "-20013")


@pytest.mark.parametrize("method", ["copy_and_swap", "exchange"])
def test_what_a_rollback_closes_is_marked_before_and_opened_by_whoever_comes_next(demo_with, method: str) -> None:
    # Killed while it compares rows it can open nothing. The mark is on the kept original, where nobody writes.
    config = exchange_plan(demo_with)
    next(table for table in config.tables if table.enabled).common_settings.method = method  # type: ignore[assignment]
    scripts = render(config)
    marked = """table_name = 'EVENTS_RPO' AND constraint_name = 'EVENTS_RPNC';"""
    opens = (marked, 'ALTER TABLE "APP"."EVENTS" READ WRITE', '"EVENTS_RPO" DROP CONSTRAINT "EVENTS_RPNC"')
    look, _, closes = scripts.rollback.partition('"EVENTS_RPO" ADD CONSTRAINT "EVENTS_RPNC"')
    assert closes.index('ALTER TABLE "APP"."EVENTS" READ ONLY') < closes.index("WHEN OTHERS THEN")
    # The next run of it, refused before it closes anything; this one; master1.sql.
    assert in_order(look[look.index("-- No name went back") :], *opens, "RAISE;\nEND;")
    assert in_order(closes, "EXCEPTION\n  WHEN OTHERS THEN", *opens, "RAISE;\nEND;")
    assert in_order(scripts.master[scripts.master.index("and open for writes") :], *opens)

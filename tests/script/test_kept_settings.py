"""What table and programs keep: settings of compilation and of SQL*Plus, statistics, column groups."""

from __future__ import annotations

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import StatisticsExtension, StatisticsPreference, TriggerOrder
from repart_tui.oracle.fingerprint import fingerprint
from tests.script.conftest import named
from tests.script.test_exchange_script import in_order
from tests.script.test_generate import exchange_plan


def test_programs_are_compiled_with_the_settings_that_they_have(demo_with) -> None:
    # PL/SQL Language Reference, ALTER PACKAGE: else the settings are dropped and taken from the session anew.
    master = render(demo_with("CO.PRODUCTS", method="copy_and_swap")).master
    assert in_order(master, "'\" COMPILE'", "' BODY' END", "'TYPE', 'TYPE BODY')", "THEN ' REUSE SETTINGS' END")


def test_what_a_login_script_may_have_set_does_not_change_the_text(demo_with) -> None:
    # SQL*Plus User's Guide, SET System Variable Summary: SQLCASE converts quoted literals too, CMDSEP ends a PROMPT.
    for text in render(demo_with("CO.PRODUCTS", method="copy_and_swap")).files().values():
        settings = text[: text.index("SPOOL ")]
        for setting in ("ESCAPE OFF", "SQLCASE MIXED", "SQLTERMINATOR ON", "BLOCKTERMINATOR ON", "CMDSEP OFF"):
            assert f"SET {setting}\n" in settings


def test_column_groups_are_made_before_the_copy_is_read_only(demo_with) -> None:
    # Administrator's Guide, "Placing a Table in Read-Only Mode": no column is added then (ORA-12081).
    config = demo_with("CO.PRODUCTS", method="copy_and_swap")
    table = named(config, "CO.PRODUCTS")
    table.current_state.statistics_extensions.append(
        StatisticsExtension(name="SYS_STU1", extension='("PRODUCT_ID","PRODUCT_NAME")', creator="USER")
    )
    master = render(config).master
    assert in_order(master, "DBMS_STATS.CREATE_EXTENDED_STATS(", 'ALTER TABLE "CO"."PRODUCTS_RPN" READ ONLY')
    assert master.count("CREATE_EXTENDED_STATS(") == 1


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition", "online_modify"])
def test_statistics_are_published_whatever_the_table_prefers_later(demo_with, method: str) -> None:
    # PL/SQL Packages, DBMS_STATS: what is gathered while PUBLISH is FALSE is pending, and a new table would have none.
    config = demo_with("HR.EMPLOYEES", method=method)
    table = named(config, "HR.EMPLOYEES")
    table.current_state.statistics_preferences = [
        StatisticsPreference(name="PUBLISH", value="FALSE"),
        StatisticsPreference(name="STALE_PERCENT", value="5"),
    ]
    parts = ["'PUBLISH', 'TRUE'", "GATHER_TABLE_STATS(", "'PUBLISH', 'FALSE'"]
    if method != "online_modify":
        parts.insert(0, "'STALE_PERCENT', '5'")
    assert in_order(render(config).master, *parts)


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition", "online_modify"])
def test_statistics_are_published_where_the_database_keeps_them_pending(demo_with, method: str) -> None:
    config = demo_with("HR.EMPLOYEES", method=method)
    named(config, "HR.EMPLOYEES").current_state.statistics_preferences = []
    gathered = render(config).master
    assert in_order(
        gathered,
        "IF DBMS_STATS.GET_PREFS('PUBLISH', 'HR'",
        "'PUBLISH', 'TRUE'",
        "GATHER_TABLE_STATS(",
        "preference_name = 'PUBLISH') LOOP",
        "DELETE_TABLE_PREFS('HR'",
    )


def test_a_trigger_that_is_made_anew_gets_its_settings_back(demo_with) -> None:
    # PL/SQL Language Reference, ALTER TRIGGER: what is created or compiled takes its settings from the session.
    master = render(demo_with("HR.EMPLOYEES", method="copy_and_swap")).master
    trigger = "'HR', 'SECURE_EMPLOYEES_RPO', 'SECURE_EMPLOYEES'"
    made = master[master.index("-- Trigger HR.SECURE_EMPLOYEES") :]
    assert in_order(made, "CREATE OR REPLACE TRIGGER", ":trigger_settings", trigger, "ALTER TRIGGER")
    assert in_order(master, "' NLS_LENGTH_SEMANTICS = '", "' PLSQL_CCFLAGS = '", "' REUSE SETTINGS'")
    # It must compile before anything is changed.
    assert in_order(
        master, "EXECUTE IMMEDIATE :trigger_settings USING ' ', ' ', ' ', IN OUT settings", "All checks passed"
    )


def test_a_trigger_that_oracle_copied_gets_the_settings_of_its_original(demo_with) -> None:
    master = render(demo_with("HR.EMPLOYEES", method="redefinition")).master
    step = master[master.index("-- Step 1.10") :]
    assert in_order(
        step,
        "object_name = 'SECURE_EMPLOYEES'",
        "EXECUTE IMMEDIATE :trigger_settings",
        "'HR', o.interim_object_name, 'SECURE_EMPLOYEES'",
    )


def test_a_table_without_triggers_needs_none_of_it(demo_with) -> None:
    assert "trigger_settings" not in render(demo_with("SH.SALES", method="online_modify")).master


def test_the_preflight_looks_for_triggers_of_other_editions(demo_with) -> None:
    # Development Guide, Editions: CREATE OR REPLACE makes a trigger in the session's edition alone.
    for method in ("copy_and_swap", "redefinition"):
        master = render(demo_with("HR.EMPLOYEES", method=method)).master
        assert in_order(
            master,
            "FROM dba_objects_ae",
            "is of edition",
            "editions_enabled = 'Y'",
            "same_edition('HR', 'SECURE_EMPLOYEES')",
            "All checks passed",
        )
    assert "dba_objects_ae" not in render(demo_with("CO.PRODUCTS", method="copy_and_swap")).master


def test_what_names_the_table_only_through_others_is_told_and_fails_nothing(demo_with) -> None:
    master = render(demo_with("CO.PRODUCTS", method="copy_and_swap")).master
    assert in_order(
        master,
        "nearest := last_one",
        "n > 0 AND i > nearest THEN",
        "It names the table only through others",
        "broken := broken + 1",
    )


def _in_their_order(config) -> None:
    first, second = named(config, "HR.EMPLOYEES").current_state.triggers
    second.follows.append(TriggerOrder(ordering_type="FOLLOWS", trigger_owner="HR", trigger_name=first.trigger_name))


def test_the_order_of_triggers_comes_back_before_constraints_are_validated(demo_with) -> None:
    # Users write from FINISH on, and validating may take hours.
    config = demo_with("HR.EMPLOYEES", method="redefinition")
    _in_their_order(config)
    for text, block in ((render(config).master, "-- Step 1.10"), (render(config).rollback, "-- States, names")):
        assert in_order(
            text[text.index(block) :],
            "trigger_ordering",
            "'HR', 'UPDATE_JOB_HISTORY', ' ', IN OUT settings",
            "'CREATE OR REPLACE TRIGGER",
            "'HR', ' ', 'UPDATE_JOB_HISTORY', IN OUT settings",
            "restore_trigger('HR', 'UPDATE_JOB_HISTORY', 'ENABLED')",
            "restore('HR', 'EMPLOYEES', 'EMP_",
        )


def test_the_label_behind_the_last_end_of_a_trigger_is_not_its_body(demo_with) -> None:
    # ALTER TRIGGER RENAME rebuilds what SOURCE remembers (PL/SQL Language Reference): the way back renames.
    config = demo_with("HR.EMPLOYEES", method="copy_and_swap")
    table = named(config, "HR.EMPLOYEES")
    trigger = table.current_state.triggers[0]

    def line(body: str) -> str:
        trigger.trigger_body = body
        return next(found for found in fingerprint(table) if f" HR.{trigger.trigger_name} " in found)

    bare = line("BEGIN\n  x;\nEND;\n")
    for label in (trigger.trigger_name, trigger.trigger_name.lower(), f'"{trigger.trigger_name}_RPO"  '):
        assert line(f"BEGIN\n  x;\nEND {label};") == bare
    assert line("BEGIN\n  y;\nEND;") != bare
    assert line("BEGIN\n  x;\nBEND TRG;") != bare
    trigger.editionable = False
    assert line("BEGIN\n  x;\nEND;") != bare


@pytest.mark.parametrize(("method", "locked"), [("copy_and_swap", "ALL"), ("redefinition", "DATA")])
def test_locked_statistics_stay_what_they_were(demo_with, method: str, locked: str) -> None:
    # PL/SQL Packages, DBMS_STATS: GET_COLUMN_STATS fills the StatRec that SET_COLUMN_STATS takes, histogram and all.
    config = demo_with("HR.EMPLOYEES", method=method)
    named(config, "HR.EMPLOYEES").current_state.statistics_locked = locked
    master = render(config).master
    lock = "LOCK_TABLE_STATS('HR', 'EMPLOYEES')" if locked == "ALL" else "LOCK_TABLE_STATS('HR', 'EMPLOYEES', 'DATA')"
    assert in_order(
        master,
        "DBMS_STATS.GET_COLUMN_STATS(",
        "DBMS_STATS.SET_COLUMN_STATS(",
        "DBMS_STATS.SET_INDEX_STATS(",
        "EXECUTE IMMEDIATE :locked_statistics USING ' '",
        "All checks passed",
        "DBMS_STATS.GATHER_TABLE_STATS(",
        "EXECUTE IMMEDIATE :locked_statistics\n    USING 'HR', 'EMPLOYEES', 'EMPLOYEES_RPN', ",
        "'EMP_NAME_IX_RPN'",
        f"DBMS_STATS.{lock};",
    )


def test_locked_statistics_are_not_gathered_over_where_the_table_stays(demo_with) -> None:
    config = demo_with("SH.SALES", method="online_modify")
    named(config, "SH.SALES").current_state.statistics_locked = "ALL"
    step = render(config).master.split("-- Step 1.4")[1].split("-- Step 1.5")[0]
    assert in_order(step, "last_analyzed IS NULL", "MODIFY took the locked statistics away", "'AUTO'", "ELSE")
    assert in_order(step, "ELSE", "granularity => 'PARTITION'", "cascade     => FALSE", "force       => TRUE")
    exchanged = exchange_plan(demo_with)
    named(exchanged, "APP.EVENTS").current_state.statistics_locked = "ALL"
    text = render(exchanged).master
    assert in_order(text, "-- Step 1.4", "EXECUTE IMMEDIATE :locked_statistics", "-- Step 1.7")
    assert in_order(text, "-- Step 1.15", "Statistics are locked")


def test_statistics_that_nobody_locked_are_gathered_as_before(demo_with) -> None:
    for method in ("copy_and_swap", "online_modify"):
        master = render(demo_with("CO.PRODUCTS", method=method)).master
        assert "locked_statistics" not in master
        assert "granularity => 'AUTO'" in master

"""The scripts of an online redefinition: what is proven before FINISH, and what a failure leaves."""

from __future__ import annotations

import re
from dataclasses import replace

from repart_tui.generate import render
from repart_tui.migration_models import LogGroupColumn, LogGroupInfo
from tests.script.conftest import named
from tests.script.test_exchange_script import in_order


def test_partitions_and_indexes_of_the_interim_table_are_proven_before_finish(demo_with) -> None:
    master = render(demo_with("HR.EMPLOYEES", method="redefinition")).master
    assert in_order(
        master,
        "index parts of the interim table are UNUSABLE",
        "EXECUTE IMMEDIATE :signature USING 'HR', 'EMPLOYEES_RPN'",
        "The interim table is not partitioned as planned",
        "EXECUTE IMMEDIATE :storage USING 'HR', 'EMPLOYEES_RPN', :s1",
        "settings of the interim table are not as planned",
        "DBMS_REDEFINITION.FINISH_REDEF_TABLE",
    )


def test_the_interim_table_has_its_properties_in_the_order_of_the_diagram(demo_with) -> None:
    config = demo_with("HR.EMPLOYEES", method="redefinition")
    state = named(config, "HR.EMPLOYEES").current_state
    state.properties = replace(state.properties, cache=True, result_cache="FORCE", degree="4", row_dependencies=True)
    create = render(config).master.partition('CREATE TABLE "HR"."EMPLOYEES_RPN"')[2]
    assert in_order(create, "PARTITION BY", " CACHE", "RESULT_CACHE (MODE FORCE)", "PARALLEL 4", "ROWDEPENDENCIES")


def test_row_movement_is_enabled_once_the_way_back_is_closed(demo_with) -> None:
    # ORA-42086: a redefinition with a way back takes no table that has it.
    enable = 'ALTER TABLE "HR"."EMPLOYEES" ENABLE ROW MOVEMENT'
    config = demo_with("HR.EMPLOYEES", method="redefinition")
    settings = named(config, "HR.EMPLOYEES").common_settings
    settings.row_movement = "enable"
    scripts = render(config)
    assert "ENABLE ROW MOVEMENT" not in scripts.master
    assert "ENABLE ROW MOVEMENT" not in scripts.rollback
    assert "table: row movement = DISABLED" in scripts.master
    assert "table: row movement = ENABLED" not in scripts.master
    assert "until then an UPDATE that" in scripts.master
    assert in_order(
        scripts.cleanup, "ABORT_ROLLBACK(", "AND row_movement = 'ENABLED'", enable, 'DROP TABLE "HR"."EMPLOYEES_RPN"'
    )
    settings.row_movement = "keep"
    assert "ROW MOVEMENT" not in render(config).cleanup


def test_the_forced_degree_does_not_outlive_a_start_that_fails(demo_with) -> None:
    config = demo_with("HR.EMPLOYEES", "SH.SALES", method="redefinition")
    config.environment_config.on_error = "next_family"
    master = render(config).master
    start = master[master.index("FORCE PARALLEL DML") : master.index("-- Step 1.4")]
    handler = start[start.index("WHEN OTHERS THEN") :]
    assert in_order(handler, "ROLLBACK;", "ENABLE PARALLEL DML", "ENABLE PARALLEL QUERY", ":p1 := 'FAILED'")


def test_a_start_that_failed_is_aborted_whatever_the_views_say_of_it(demo_with) -> None:
    scripts = render(demo_with("HR.EMPLOYEES", method="redefinition"))
    for text in (scripts.master, scripts.rollback):
        step = text[text.index(" = 'CREATED' THEN") :]
        assert in_order(step, "ABORT_REDEF_TABLE", "NULL;", 'DROP TABLE "HR"."EMPLOYEES_RPN"')


def test_no_room_for_lobs_leaves_a_redefinition_that_can_go_on(demo_with) -> None:
    assert "0169[12]" in render(demo_with("HR.EMPLOYEES", method="redefinition")).master


def test_dependents_are_copied_with_the_rights_that_oracle_asks_for(demo_with) -> None:
    # HR.REGIONS-like tables have no trigger: COPY_TABLE_DEPENDENTS asks for the right all the same.
    config = demo_with("SH.CUSTOMERS", method="redefinition")
    table = next(t for t in config.tables if t.enabled)
    assert not table.current_state.triggers
    master = render(config).master
    assert "needs('CREATE ANY TRIGGER')" in master
    assert "needs('CREATE TRIGGER')" in master


def test_12_2_cannot_wait_without_dbms_lock_so_the_preflight_asks_for_it(demo_with) -> None:
    config = demo_with("HR.EMPLOYEES", method="redefinition")
    assert "You need EXECUTE on DBMS_LOCK" not in render(config).master
    config.metadata.database.version = "12.2.0.1.0"
    config.metadata.database.compatible = "12.2.0"
    assert "You need EXECUTE on DBMS_LOCK" in render(config).master


def test_the_old_table_logs_as_it_shall_before_it_comes_back(demo_with) -> None:
    # Replication misses what is written between the names and the group, and the states in between take hours.
    config = demo_with("HR.EMPLOYEES", method="redefinition")
    state = named(config, "HR.EMPLOYEES").current_state
    state.log_groups = [
        LogGroupInfo(name="EMP_LOG", log_group_type="USER LOG GROUP", columns=[LogGroupColumn(name="EMPLOYEE_ID")])
    ]
    rollback = render(config).rollback
    back = rollback[rollback.index("-- Oracle brings over what was written since") :]
    assert in_order(
        back,
        'ALTER TABLE "HR"."EMPLOYEES_RPN" ADD SUPPLEMENTAL LOG GROUP "EMP_LOG_RPN"',
        "DBMS_REDEFINITION.ROLLBACK(",
        'ALTER TABLE "HR"."EMPLOYEES_RPN" DROP SUPPLEMENTAL LOG GROUP "EMP_LOG"',
        'ALTER TABLE "HR"."EMPLOYEES" ADD SUPPLEMENTAL LOG GROUP "EMP_LOG"',
        'ALTER TABLE "HR"."EMPLOYEES" DROP SUPPLEMENTAL LOG GROUP "EMP_LOG_RPN"',
        "restore('HR', 'EMPLOYEES', ",
    )


def test_the_way_back_is_not_gone_where_partitions_took_rows_along(demo_with) -> None:
    rollback = render(demo_with("SH.SALES", method="redefinition")).rollback
    assert in_order(
        rollback,
        "EXECUTE IMMEDIATE :signature USING 'SH', 'SALES', OUT signature;",
        "Partitions of the table in service came, went or changed",
        "lose_newer_definitions to YES",
        "DBMS_REDEFINITION.ROLLBACK(",
        "'ORA-323(13|20)'",
        "the way back is closed",
    )


def test_a_proof_that_differs_while_others_write_keeps_what_is_loaded(demo_with) -> None:
    master = render(demo_with("HR.EMPLOYEES", method="redefinition")).master
    proof = master[master.index("-- Step 1.7") :]
    assert in_order(
        proof,
        "seen := SUBSTR(seen || old_values",
        "seen_before := seen;",
        "IF differences > 0 AND seen <> seen_before THEN",
        "RAISE_APPLICATION_ERROR(-20015,",
        "ELSIF differences > 0 THEN",
        "RAISE_APPLICATION_ERROR(-20005,",
    )
    goes_on = re.search(r"'ORA-\(([^:]*)\):'", master)
    assert goes_on
    assert "20015" in goes_on[1]
    assert "20005" not in goes_on[1]


def test_a_table_whose_load_begins_anew_is_not_begun_after_the_window(demo_with) -> None:
    config = demo_with("HR.EMPLOYEES", method="redefinition")
    config.environment_config.start_no_table_after = "05:00"
    master = render(config).master
    assert (
        "IF :p1 IN ('NEW', 'CREATED', 'BROKEN') AND TO_CHAR(SYSDATE, 'YYYYMMDDHH24MISS') > :window_ends THEN" in master
    )
    # A job that starts late, at 05:10, would run on through the day.
    assert in_order(master, "IF ends = last_start AND ends > SYSDATE + 0.5 THEN", "! 05:00 of today is over")


def test_the_log_that_grows_until_the_cleanup_is_named(demo_with) -> None:
    master = render(demo_with("HR.EMPLOYEES", method="redefinition")).master
    assert in_order(
        master,
        "-- Step 1.12",
        "WHERE log_owner = 'HR' AND master = 'EMPLOYEES'",
        "'Until cleanup1.sql each write is logged once more, in '",
        "PROMPT Until cleanup1.sql each write to a redefined table is logged once more",
    )
    assert "logged once more" not in render(demo_with("CO.PRODUCTS", method="copy_and_swap")).master


def test_only_a_redefinition_asks_for_its_package(demo_with) -> None:
    assert "DBMS_REDEFINITION" not in render(demo_with("SH.SALES", method="online_modify")).master
    assert "DBMS_REDEFINITION" not in render(demo_with("CO.PRODUCTS", method="copy_and_swap")).master

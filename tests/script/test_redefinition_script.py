"""The scripts of an online redefinition: what is proven before FINISH, and what a failure leaves."""

from __future__ import annotations

from dataclasses import replace

from repart_tui.generate import render
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


def test_only_a_redefinition_asks_for_its_package(demo_with) -> None:
    assert "DBMS_REDEFINITION" not in render(demo_with("SH.SALES", method="online_modify")).master
    assert "DBMS_REDEFINITION" not in render(demo_with("CO.PRODUCTS", method="copy_and_swap")).master

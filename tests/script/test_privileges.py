"""Every privilege that a script or its way back needs is asked for before the first change."""

from __future__ import annotations

import re

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import MigrationConfig, StatisticsExtension, StatisticsPreference, TableConfig
from tests.script.test_generate import exchange_plan


def asked_of_others(script: str) -> set[str]:
    """Return the system privileges that a user needs who is not the owner."""
    asked = re.search(r"SESSION_USER'\) <> '[^']+' THEN\n(.*?)\n  (?:ELSE|END IF)", script, re.DOTALL)
    assert asked is not None
    return set(re.findall(r"needs\('([^']+)'\)", asked.group(1)))


def enabled(config: MigrationConfig) -> TableConfig:
    return next(table for table in config.tables if table.enabled)


def plan(demo_with, method: str) -> MigrationConfig:
    return exchange_plan(demo_with) if method == "exchange" else demo_with("HR.EMPLOYEES", method=method)


@pytest.mark.parametrize("method", ["copy_and_swap", "exchange", "redefinition", "online_modify"])
def test_what_the_way_back_drops_needs_its_privilege_from_the_start(demo_with, method: str) -> None:
    scripts = render(plan(demo_with, method))
    statements = scripts.master + scripts.rollback
    for text in (scripts.master, scripts.rollback):
        asked = asked_of_others(text)
        assert ("DROP ANY TRIGGER" in asked) == ("DROP TRIGGER " in statements)
        assert ("DROP ANY INDEX" in asked) == ("DROP INDEX " in statements)


def asked_of_the_owner(script: str) -> set[str]:
    """Return those that the owner of the table needs."""
    asked = re.search(r"  ELSE\n((?: +needs\('[^']+'\);\n)+)", script)
    return set(re.findall(r"needs\('([^']+)'\)", asked.group(1))) if asked else set()


def test_the_owner_of_the_table_needs_it_for_triggers_of_others(demo_with) -> None:
    config = plan(demo_with, "copy_and_swap")
    of_any_trigger = {"CREATE ANY TRIGGER", "ALTER ANY TRIGGER", "DROP ANY TRIGGER"}
    assert not of_any_trigger & asked_of_the_owner(render(config).rollback)
    enabled(config).current_state.triggers[0].owner = "OE"
    for text in render(config).files().values():
        assert of_any_trigger <= asked_of_the_owner(text)


@pytest.mark.parametrize(
    ("method", "late"), [("copy_and_swap", set()), ("redefinition", set()), ("exchange", {"DROP ANY INDEX"})]
)
def test_the_owner_of_the_table_needs_it_for_indexes_of_others(demo_with, method: str, late: set[str]) -> None:
    config = plan(demo_with, method)
    of_any_index = {"CREATE ANY INDEX", "ALTER ANY INDEX", *late}
    assert not of_any_index & asked_of_the_owner(render(config).master)
    state = enabled(config).current_state
    for index in state.indexes:
        index.owner = "OE"
    for constraint in state.constraints:
        constraint.index_owner = constraint.index_name and "OE"
    for text in render(config).files().values():
        assert of_any_index <= asked_of_the_owner(text)


def test_the_owner_must_be_allowed_to_read_relatives_that_the_way_back_looks_into(demo_with) -> None:
    scripts = render(plan(demo_with, "copy_and_swap"))
    assert 'FROM "OE"."CUSTOMERS"' in scripts.rollback
    assert "reads_table('OE', 'CUSTOMERS');" in scripts.master
    assert "and SELECT on OE.CUSTOMERS, OE.ORDERS, or a user" in scripts.master
    # It looks only where newer rows shall be lost, and cleanup1.sql goes no way back.
    assert "reads_table('OE', 'CUSTOMERS');" in scripts.rollback
    assert "IF n = 0 AND NVL(:lose_newer_rows, 'NO') = 'YES' THEN" in scripts.rollback
    assert "reads_table" not in scripts.cleanup
    # Rows of a key that is not enforced are not counted, so nobody reads them.
    config = plan(demo_with, "copy_and_swap")
    for key in enabled(config).current_state.referenced_by:
        key.validated = False
    scripts = render(config)
    assert 'FROM "OE"."CUSTOMERS"' not in scripts.rollback
    assert "reads_table" not in scripts.master


@pytest.mark.parametrize("what", ["preferences", "column group"])
def test_statistics_need_their_privilege_though_none_are_gathered(demo_with, what: str) -> None:
    config = plan(demo_with, "copy_and_swap")
    table = enabled(config)
    table.common_settings.migration_settings.gather_statistics = False
    assert "ANALYZE ANY" not in asked_of_others(render(config).master)
    if what == "preferences":
        table.current_state.statistics_preferences = [StatisticsPreference(name="STALE_PERCENT", value="5")]
    else:
        table.current_state.statistics_extensions = [
            StatisticsExtension(name="SYS_STU1", extension='("JOB_ID","DEPARTMENT_ID")', creator="USER")
        ]
    assert "ANALYZE ANY" in asked_of_others(render(config).master)


def test_a_privilege_on_the_schema_will_do_from_23ai_on(demo_with) -> None:
    config = plan(demo_with, "copy_and_swap")
    assert "session_schema_privs" not in render(config).master
    config.metadata.database.version = config.metadata.database.compatible = "23.4.0.0.0"
    master = render(config).master
    # The view is asked by dynamic SQL: early releases of the family lack it.
    assert "'SELECT COUNT(*) FROM session_schema_privs WHERE privilege = :p AND schema = :s'" in master
    assert "needs('ALTER ANY TABLE', 'HR');\n    needs('ALTER ANY TABLE', 'OE');" in master
    assert "needs('CREATE ANY TABLE', 'HR');" in master
    owns = master[master.index("\n  ELSE\n    needs(") :]
    assert owns.startswith("\n  ELSE\n    needs('ALTER ANY TABLE', 'OE');\n    needs('CREATE TABLE');")


def test_a_deferrable_not_null_that_is_not_validated_stays_deferrable(demo_with) -> None:
    config = plan(demo_with, "copy_and_swap")
    constraint = next(c for c in enabled(config).current_state.constraints if c.not_null)
    constraint.deferrable = constraint.deferred = True
    constraint.validated = False
    in_one_piece = re.sub(r"'\s*\|\| '", "", render(config).master)
    assert "NOT NULL DEFERRABLE INITIALLY DEFERRED ENABLE NOVALIDATE)" in in_one_piece


def test_an_exchange_remembers_in_a_comment_what_was_read(demo_with) -> None:
    config = plan(demo_with, "exchange")
    state = enabled(config).current_state
    state.table_comment = None
    for column in state.columns:
        column.comment = None
    master = render(config).master
    assert "COMMENT ON TABLE" in master
    assert "COMMENT ANY TABLE" in asked_of_others(master)


def test_a_missing_right_to_the_package_of_a_redefinition_is_told_with_the_other_checks(demo_with) -> None:
    master = render(plan(demo_with, "redefinition")).master
    compiled = master.index("EXECUTE IMMEDIATE :redefinition_failed USING ' ',")
    told = master.index("you need EXECUTE on DBMS_REDEFINITION")
    assert compiled < master.index("FORMAT_ERROR_STACK, 'DBMS_REDEFINITION') = 0", compiled) < told


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition"])
def test_nobody_who_holds_grants_on_the_table_gives_them_to_himself(demo_with, method: str) -> None:
    # ORA-01749; a redefinition has Oracle copy the grants.
    config = plan(demo_with, method)
    master = render(config).master
    refusal = "nobody grants to himself (ORA-01749)"
    assert (refusal in master) == (method == "copy_and_swap") == ("  EXECUTE IMMEDIATE 'GRANT" in master)
    if method == "copy_and_swap":
        assert master.index(refusal) < master.index("-- Step 1.1")
        enabled(config).current_state.grants = []
        assert refusal not in render(config).master


def test_a_table_whose_changes_are_tracked_by_logical_partition_is_not_renamed(demo_with) -> None:
    config = plan(demo_with, "copy_and_swap")
    assert "ORA-26563" not in render(config).master
    config.metadata.database.version = config.metadata.database.compatible = "23.4.0.0.0"
    master = render(config).master
    # By dynamic SQL, and where the view is there.
    assert master.index("'DBA_MVIEW_DETAIL_LOGICAL_PARTITION'") < master.index(
        "FROM dba_mview_detail_logical_partition"
    )
    assert master.index("(ORA-26563)") < master.index("-- Step 1.1")

"""Every privilege that a script or its way back needs is asked for before the first change."""

from __future__ import annotations

import re

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import MigrationConfig
from tests.script.test_generate import exchange_plan


def asked_of_others(script: str) -> set[str]:
    """Return the system privileges that a user needs who is not the owner."""
    asked = re.search(r"SESSION_USER'\) <> '[^']+' THEN\n(.*?)\n  (?:ELSE|END IF)", script, re.DOTALL)
    assert asked is not None
    return set(re.findall(r"needs\('([^']+)'\)", asked.group(1)))


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
    assert "DROP ANY TRIGGER" not in asked_of_the_owner(render(config).rollback)
    next(table for table in config.tables if table.enabled).current_state.triggers[0].owner = "OE"
    assert "DROP ANY TRIGGER" in asked_of_the_owner(render(config).rollback)


def test_an_exchange_remembers_in_a_comment_what_was_read(demo_with) -> None:
    config = plan(demo_with, "exchange")
    state = next(table for table in config.tables if table.enabled).current_state
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

"""A plan whose current state was edited by hand gets a finding, and neither a script nor a traceback."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from repart_tui.dictionary_file import open_demo
from repart_tui.discovery_queries import discover
from repart_tui.generate import GenerateError, render
from repart_tui.migration_models import CurrentState, EncryptionInfo, IdentityInfo, LogGroupInfo, MigrationConfig
from repart_tui.oracle.rules import table_findings
from repart_tui.oracle.state_rules import state_findings


@pytest.fixture(scope="module")
def demo() -> MigrationConfig:
    return discover(open_demo(), source_kind="demo", source_name=None, tool_version="0")


def edited(demo: MigrationConfig, change: Callable[[CurrentState], None]) -> MigrationConfig:
    plan = MigrationConfig.from_dict(
        dataclasses.replace(
            demo, tables=[t for t in demo.tables if t.table_name == "SALES" and t.owner == "SH"]
        ).to_dict()
    )
    change(plan.tables[0].current_state)
    plan.tables[0].enabled = True
    return plan


def _rename_tablespace(state: CurrentState) -> None:
    state.storage.tablespace_name = 'A"B'


def _empty_name(state: CurrentState) -> None:
    state.columns[1].name = ""
    state.indexes[0].index_name = "A\nB"


def _word(part: str, name: str, word: str) -> Callable[[CurrentState], None]:
    return lambda state: setattr(getattr(state, part)[0], name, word)


def _log_group(state: CurrentState) -> None:
    state.log_groups.append(LogGroupInfo(name="G", log_group_type="ALL) X"))


def _encryption(state: CurrentState) -> None:
    state.columns[0].encryption = EncryptionInfo(integrity_algorithm="SHA-1' X")


def _identity(state: CurrentState) -> None:
    state.columns[0].identity = IdentityInfo(generation_type="ALWAYS", scale="SCALE X")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda state: state.constraints[0].columns.clear(), "has no columns"),
        (lambda state: state.constraints[0].columns.__setitem__(0, "NOPE"), "is on NOPE, which is no column"),
        (lambda state: state.constraints[0].columns.append("TIME_ID"), "has 2 columns and refers to 1"),
        (lambda state: state.indexes[0].columns.clear(), "has no columns"),
        (lambda state: state.columns.clear(), "which is no column of the table"),
        (_word("indexes", "degree", "1 COMPRESS"), "has the degree '1 COMPRESS', which Oracle does not know"),
        (_word("indexes", "instances", "1)"), "has the number of instances '1)'"),
        (_word("columns", "collation", "BINARY, X NUMBER"), "has the collation 'BINARY, X NUMBER'"),
        (_log_group, "Log group G has the type 'ALL) X'"),
        (_encryption, 'has the integrity "SHA-1\' X"'),
        (_identity, "has the scale of an identity 'SCALE X'"),
        (_rename_tablespace, "tablespace 'A\"B', which holds a double quote"),
        (_empty_name, "column '', which is empty"),
        (_empty_name, r"index 'A\nB', which holds a control character"),
    ],
)
def test_what_no_dictionary_says(demo: MigrationConfig, change: Callable[[CurrentState], None], words: str) -> None:
    plan = edited(demo, change)
    assert any(words in finding.message for finding in state_findings(plan.tables[0]))
    # Whatever rule speaks first, it is an error, and there is no script.
    assert "error" in {finding.severity for finding in table_findings(plan.tables[0], plan)}
    with pytest.raises(GenerateError):
        render(plan)


def test_what_a_dictionary_says_is_not_objected_to(demo: MigrationConfig) -> None:
    assert [finding for table in demo.tables for finding in state_findings(table)] == []


def test_a_tablespace_that_no_script_can_name(demo: MigrationConfig) -> None:
    plan = edited(demo, lambda state: state.policies.clear())
    plan.tables[0].common_settings.tablespace = "A\nB"
    found = [f for f in table_findings(plan.tables[0], plan) if f.code == "NAME-CHARACTERS"]
    assert [finding.field for finding in found] == ["common_settings.tablespace"]
    with pytest.raises(GenerateError):
        render(plan)

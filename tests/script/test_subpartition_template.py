"""A subpartition template may say more than a plan knows: the preflight looks before one takes the place of another."""

from __future__ import annotations

from contextlib import closing

import pytest

from repart_tui.dictionary_file import open_demo
from repart_tui.discovery_queries import discover
from repart_tui.generate import render
from repart_tui.migration_models import LobStorageInfo, MigrationConfig, SubpartitionTemplateInfo


@pytest.fixture(scope="module")
def demo() -> MigrationConfig:
    with closing(open_demo()) as connection:
        return discover(connection, schemas=["APP"], source_kind="demo", source_name=None, tool_version="0")


@pytest.mark.parametrize(("template", "lobs"), [(False, True), (True, False), (True, True)])
def test_what_a_template_says_of_lobs_is_asked_where_there_are_any(
    demo: MigrationConfig, template: bool, lobs: bool
) -> None:
    plan = MigrationConfig.from_json(demo.to_json())
    calls = next(table for table in plan.tables if table.table_name == "CALLS")
    calls.enabled, calls.common_settings.method = True, "copy_and_swap"
    partitioning = calls.current_state.partitioning
    assert partitioning is not None
    partitioning.subpartition_template = [SubpartitionTemplateInfo(name="S1")] if template else []
    if lobs:
        calls.current_state.columns[-1].data_type = "CLOB"
        name = calls.current_state.columns[-1].name
        calls.current_state.lobs = [LobStorageInfo(column_name=name, segment_name="L", securefile=True)]
    master = render(plan).master
    assert ("(compression = 'YES' OR indexing = 'OFF' OR read_only = 'YES')" in master) == template
    assert ("FROM dba_lob_templates" in master) == (template and lobs)
    assert ("and put it back afterwards." in master) == template

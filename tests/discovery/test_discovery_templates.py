"""Subpartition templates: what they say beside names and bounds, and what their subpartitions are by them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from repart_tui.demo.build import DEMO_PATH
from repart_tui.discovery_queries import discover
from repart_tui.migration_models import CurrentState, IntervalTarget, TableConfig, TemplateLobInfo
from repart_tui.oracle.carried_template import carried_template


@pytest.fixture
def demo() -> Iterator[sqlite3.Connection]:
    """A copy of the demo dictionary that a test may change."""
    with closing(sqlite3.connect(DEMO_PATH)) as source, closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        yield copy


def claims(connection: sqlite3.Connection, name: str = "CLAIM_FILES") -> CurrentState:
    plan = discover(connection, schemas=["APP"], source_kind="demo", source_name=None, tool_version="0")
    return next(table for table in plan.tables if table.table_name == name).current_state


def test_a_template_is_read_whole(demo: sqlite3.Connection) -> None:
    state = claims(demo)
    assert state.partitioning is not None
    eu, rest = state.partitioning.subpartition_template
    assert (eu.compression, eu.compress_for, eu.indexing, eu.read_only) == (None, None, None, None)
    assert eu.unsaid == ["compression", "indexing", "read_only"]
    assert (rest.compression, rest.compress_for, rest.indexing, rest.read_only) == (True, "BASIC", False, None)
    assert rest.unsaid == ["read_only"]
    assert rest.lobs == [TemplateLobInfo(column_name="PAPERS", segment_name="REST_PAPERS", tablespace_name="APP_DATA")]
    # What the template says of some subpartitions is not said of their partitions.
    assert {(p.compress_for, p.indexing, p.read_only) for p in state.partitioning.partitions} == {(None, True, False)}
    assert state.unknown_facts == []


def test_what_a_template_says_is_proposed_word_for_word(demo: sqlite3.Connection) -> None:
    demo.execute(
        "UPDATE dba_subpartition_templates SET compression = 'NO', indexing = 'ON', read_only = 'NO'"
        " WHERE subpartition_name = 'EU'"
    )
    plan = discover(demo, schemas=["APP"], source_kind="demo", source_name=None, tool_version="0")
    table = next(table for table in plan.tables if table.table_name == "CLAIM_FILES")
    target = table.common_settings.target_config
    assert isinstance(target, IntervalTarget)
    assert target.subpartitioning is not None
    assert [(item.compress_for, item.indexing, item.read_only) for item in target.subpartitioning.template] == [
        ("NONE", True, False),
        ("BASIC", False, None),
    ]
    assert list(carried_template(table)) == []
    assert table.current_state.partitioning is not None
    assert table.current_state.partitioning.subpartition_template[0].unsaid == []


def test_with_what_a_template_compresses_only_subpartitions_that_agree_tell(demo: sqlite3.Connection) -> None:
    demo.execute("UPDATE dba_tab_subpartitions SET compress_for = 'QUERY LOW' WHERE subpartition_name = 'P_2023_REST'")
    state = claims(demo)
    assert state.partitioning is not None
    rest = state.partitioning.subpartition_template[1]
    assert (rest.compression, rest.compress_for) == (True, None)


def test_read_only_subpartitions_are_known_one_by_one(demo: sqlite3.Connection) -> None:
    demo.execute("UPDATE dba_subpartition_templates SET read_only = 'YES' WHERE subpartition_name = 'REST'")
    demo.execute("UPDATE dba_tab_subpartitions SET read_only = 'YES' WHERE subpartition_name = 'P_2023_REST'")
    demo.execute("UPDATE dba_tab_subpartitions SET read_only = 'YES' WHERE partition_name = 'P_2022'")
    state = claims(demo)
    assert state.partitioning is not None
    assert [(p.name, p.read_only, p.read_only_subpartitions) for p in state.partitioning.partitions[:3]] == [
        ("P_2022", True, []),
        ("P_2023", False, ["P_2023_REST"]),
        ("P_2024", False, []),
    ]
    assert [item.read_only for item in state.partitioning.subpartition_template] == [None, True]


def test_a_template_without_lobs_says_so_and_one_that_cannot_be_read_says_nothing(demo: sqlite3.Connection) -> None:
    calls = claims(demo, "CALLS").partitioning
    assert calls is not None
    assert {str(item.lobs) for item in calls.subpartition_template} == {"[]"}
    demo.execute("DROP TABLE dba_lob_templates")
    state = claims(demo)
    assert state.partitioning is not None
    assert [item.lobs for item in state.partitioning.subpartition_template] == [None, None]
    assert state.unknown_facts == ["DBA_LOB_TEMPLATES"]
    assert claims(demo, "CALLS").unknown_facts == [], "a table without LOBs has nothing to lose"


def test_a_release_that_does_not_document_the_columns_goes_without(demo: sqlite3.Connection) -> None:
    for column in ("compression", "indexing", "read_only"):
        demo.execute(f"ALTER TABLE dba_subpartition_templates DROP COLUMN {column}")
    state = claims(demo)
    assert state.partitioning is not None
    entry = state.partitioning.subpartition_template[1]
    assert (entry.compression, entry.indexing, entry.read_only, entry.tablespace_name) == (None, None, None, "APP_DATA")
    assert entry.unsaid == [], "nobody has read them"


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE dba_lob_templates DROP COLUMN lob_col_name",
        "ALTER TABLE dba_subpartition_templates DROP COLUMN subpartition_name",
        "UPDATE dba_subpartition_templates SET subpartition_name = NULL",
        "UPDATE dba_subpartition_templates SET subpartition_name = 'a\"b'",
        "UPDATE dba_subpartition_templates SET tablespace_name = printf('%.200c', 'x')",
        "UPDATE dba_lob_templates SET lob_segment_name = 'a\"b'",
        "UPDATE dba_lob_templates SET tablespace_name = printf('%.200c', 'x')",
    ],
)
def test_a_template_that_no_plan_can_say_costs_no_other_table(demo: sqlite3.Connection, change: str) -> None:
    """As files of other programs may hold it."""
    whole = discover(demo, schemas=["APP"], source_kind="demo", source_name=None, tool_version="0")
    demo.execute(change)
    plan = discover(demo, schemas=["APP"], source_kind="demo", source_name=None, tool_version="0")
    found = {table.table_name: table.proposal for table in plan.tables}
    assert all(found.values())
    others = {table.table_name: table.proposal for table in whole.tables if not _templated(table)}
    assert len(others) > 10
    assert {name: found[name] for name in others} == others


def _templated(table: TableConfig) -> bool:
    return table.current_state.partitioning is not None and bool(table.current_state.partitioning.subpartition_template)

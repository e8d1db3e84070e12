"""The bundled demo dictionary: read whole, and every proposal is one that Oracle takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from tests.wire.server import DEMO, PASSWORD, USER, WireServer

from repart_tui.connect.login import Login
from repart_tui.connection import connect
from repart_tui.dictionary_file import open_demo
from repart_tui.discovery_queries import discover, list_tables
from repart_tui.migration_models import MigrationConfig
from repart_tui.oracle.target_rules import target_findings


@pytest.fixture(scope="module", params=["file", "wire"])
def demo(request: pytest.FixtureRequest) -> Iterator[MigrationConfig]:
    with ExitStack() as stack:
        if request.param == "file":
            connection: Any = open_demo()
        else:
            server = stack.enter_context(WireServer(DEMO))
            connection = connect(Login(server.dsn, USER, PASSWORD))
        stack.enter_context(closing(connection))
        yield discover(connection, source_kind="demo", source_name=None, tool_version="0")


def test_everything_is_readable(demo: MigrationConfig) -> None:
    assert demo.metadata.unreadable_views == []
    assert {fact for table in demo.tables for fact in table.current_state.unknown_facts} == set()


def test_metadata(demo: MigrationConfig) -> None:
    database = demo.metadata.database
    assert demo.metadata.discovered_at is not None
    assert demo.metadata.discovered_by is not None
    assert database is not None
    assert database.version is not None
    assert database.container_name is not None
    assert database.partitioning_option


def test_json_comes_back_unchanged(demo: MigrationConfig) -> None:
    assert MigrationConfig.from_json(demo.to_json()) == demo


def test_proposals_are_legal(demo: MigrationConfig) -> None:
    for table in demo.tables:
        kind = table.common_settings.target_config.partitioning_type
        if table.refusals:
            assert kind == "none"
            continue
        found = target_findings(table, demo.environment_config)
        assert [f.sentence() for f in found if f.severity == "error"] == [], table.table_name
        assert table.proposal is not None
        assert table.proposal.reasons


def test_big_tables_are_recommended(demo: MigrationConfig) -> None:
    sales = next(t for t in demo.tables if (t.owner, t.table_name) == ("SH", "SALES"))
    assert sales.proposal is not None
    assert sales.proposal.recommended
    assert sales.common_settings.target_config.partitioning_type == "interval"
    regions = next(t for t in demo.tables if (t.owner, t.table_name) == ("HR", "REGIONS"))
    assert regions.proposal is not None
    assert not regions.proposal.recommended


def test_the_list_names_the_same_tables(demo: MigrationConfig) -> None:
    connection = open_demo()
    listed = [(t.owner, t.table_name) for t in list_tables(connection)]
    connection.close()
    assert listed == [(t.owner, t.table_name) for t in demo.tables]

"""A capture over the wire of what the cases hold: names in quotes, comments and code full of commands, long checks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from repart_tui.capture.live import capture
from repart_tui.connect.login import Login
from repart_tui.connection import connect
from repart_tui.demo.build import build
from repart_tui.dictionary_file import open_dictionary
from repart_tui.discovery_queries import discover
from repart_tui.generate import render
from repart_tui.migration_models import MigrationConfig
from repart_tui.oracle.rules import table_findings
from tests.cases.case_directory import Case, cases
from tests.wire.server import PASSWORD, USER, WireServer

HOSTILE = ("24_", "25_", "26_", "28_", "29_", "30_", "36_", "40_", "44_", "46_")


def hostile() -> list[Case]:
    return [case for case in cases() if case.name.startswith(HOSTILE)]


def plan(connection: Any) -> MigrationConfig:
    config = discover(connection, source_kind="oracle", source_name="db", tool_version="0")
    config.metadata.discovered_at = None
    for table in config.tables:
        table.enabled = not table.refusals
        if any(finding.severity == "error" for finding in table_findings(table, config)):
            table.enabled = False
    return config


@pytest.mark.parametrize("case", hostile(), ids=lambda case: case.name)
def test_planning_from_a_capture_of_hostile_texts_gives_the_same_scripts(case: Case, tmp_path: Path) -> None:
    source, captured = tmp_path / "source.db", tmp_path / "captured.db"
    build(source, case.schemas())
    with closing(sqlite3.connect(source)) as file:
        file.executescript(getattr(case.description(), "SQL", ""))
    with WireServer(source, long_rows=1) as server:
        with closing(connect(Login(server.dsn, USER, PASSWORD))) as connection:
            live = plan(connection)
        with closing(connect(Login(server.dsn, USER, PASSWORD))) as connection:
            capture(connection, captured)
    with closing(open_dictionary(captured)) as connection:
        from_capture = plan(connection)
    assert from_capture.to_json() == live.to_json()
    assert any(table.enabled for table in live.tables)
    assert render(from_capture) == render(live)

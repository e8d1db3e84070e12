"""Processor time of one key in the editor, before it is drawn: `python -m tests.bench.editor_validation [tables ...]`.

Draft to sentences: the journal's line, the schema, Oracle's rules, the partition clause, the forecast and the lines of
the outcome, on plans of 1,000, 10,000 and 50,000 tables made of the demo's. The goal is 5 ms at 10,000 tables.
"""

from __future__ import annotations

import dataclasses
import statistics
import sys
import tempfile
import time
from pathlib import Path

from repart_tui import __version__
from repart_tui.dictionary_file import open_demo
from repart_tui.discovery_queries import discover
from repart_tui.migration_models import MigrationConfig
from repart_tui.tui import core, editing
from repart_tui.tui.draft import Draft
from repart_tui.tui.journal import Journal
from repart_tui.tui.outcome import outcome_lines

KEYS = 100
SIZES = (1_000, 10_000, 50_000)
TABLES = ("EVENTS", "SALES", "INVOICES")
"""Two interval tables, one of them with many partitions, and one that others refer to."""


def plan_of(tables: int) -> MigrationConfig:
    """Return a plan of so many tables: those of the demo over and over."""
    connection = open_demo()
    try:
        config = discover(connection, source_kind="demo", source_name=None, tool_version=__version__)
    finally:
        connection.close()
    demo = config.tables
    config.tables = [
        dataclasses.replace(
            one, table_name=f"{one.table_name[:100]}_{number}" if number >= len(demo) else one.table_name
        )
        for number, one in ((number, demo[number % len(demo)]) for number in range(tables))
    ]
    return config


def keys_of(config: MigrationConfig, name: str, folder: Path) -> list[float]:
    """Return the milliseconds of processor time of each key typed into the table's degree of parallelism."""
    table = next(one for one in config.tables if one.table_name == name)
    draft = Draft(table.common_settings)
    journal = Journal(core.Source("demo"), print, folder)
    found = []
    for number in range(KEYS):
        start = time.thread_time()
        draft.put(("parallel_degree",), number % 8 + 1)
        journal.record_draft((table.owner, table.table_name), draft.state())
        assert not draft.problems()
        outcome = editing.outcome_of(table, draft.settings(), config)
        list(outcome_lines(outcome.table, outcome.assessment, outcome.clause, outcome.forecast))
        found.append(1000 * (time.thread_time() - start))
    journal.discard()
    return found


def main() -> None:
    """Print one line a table and plan."""
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    print("tables  table      median   95%  worst (ms of processor time a key)")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            config = plan_of(size)
            for name in TABLES:
                times = sorted(keys_of(config, name, Path(folder)))
                middle, high = statistics.median(times), times[int(0.95 * len(times))]
                print(f"{size:>6,}  {name:<9}  {middle:>6.2f}  {high:>4.1f}  {times[-1]:>5.1f}")


if __name__ == "__main__":
    main()

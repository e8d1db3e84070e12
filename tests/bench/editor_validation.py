"""Processor time of one key in the editor, before it is drawn: `python -m tests.bench.editor_validation [tables ...]`.

Draft to sentences: the journal's line, the schema, Oracle's rules, the partition clause, the forecast and the lines of
the outcome, on plans of 1,000, 10,000 and 50,000 tables made of the demo's. The goal is 5 ms at 10,000 tables. Then the
same for one table with 100, 1,000 and 10,000 partitions, each of which the rules look at.
"""

from __future__ import annotations

import dataclasses
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from repart_tui import __version__
from repart_tui.dictionary_file import open_demo
from repart_tui.discovery_queries import discover
from repart_tui.migration_models import IntervalTarget, MigrationConfig, RangePartition, RangeTarget, TableConfig
from repart_tui.tui import core, editing
from repart_tui.tui.draft import Draft
from repart_tui.tui.journal import Journal
from repart_tui.tui.outcome import outcome_lines

KEYS = 100
SIZES = (1_000, 10_000, 50_000)
TABLES = ("EVENTS", "SALES", "INVOICES")
"""Two interval tables, one of them with many partitions, and one that others refer to."""

PARTITIONS = (100, 1_000, 10_000)


def with_partitions(table: TableConfig, count: int) -> TableConfig:
    """Return the range-partitioned table with a partition for each of so many hours, here and in its plan."""
    info, target = table.current_state.partitioning, table.common_settings.target_config
    assert info is not None
    assert isinstance(target, (RangeTarget, IntervalTarget))
    present, planned = [], []
    for number in range(1, count + 1):
        end = datetime(2020, 1, 1) + timedelta(hours=number)
        present.append(
            dataclasses.replace(
                info.partitions[0],
                name=f"P{number}",
                high_value=f"TO_DATE(' {end}', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')",
                position=number,
            )
        )
        planned.append(RangePartition(name=f"P{number}", values_less_than=[str(end)]))
    state = dataclasses.replace(
        table.current_state,
        partitioning=dataclasses.replace(info, partitions=present, partition_count=count),
    )
    settings = dataclasses.replace(table.common_settings, target_config=dataclasses.replace(target, partitions=planned))
    return dataclasses.replace(table, current_state=state, common_settings=settings)


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


def keys_of(config: MigrationConfig, table: TableConfig, folder: Path) -> list[float]:
    """Return the milliseconds of processor time of each key typed into the table's degree of parallelism."""
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


def line(label: str, name: str, times: list[float]) -> str:
    """Return one line of the table."""
    times = sorted(times)
    middle, high = statistics.median(times), times[int(0.95 * len(times))]
    return f"{label:>17}  {name:<9}  {middle:>6.2f}  {high:>5.1f}  {times[-1]:>5.1f}"


def main() -> None:
    """Print one line a table and plan, then one a number of partitions."""
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    print("                   table      median    95%  worst (ms of processor time a key)")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            config = plan_of(size)
            for name in TABLES:
                table = next(one for one in config.tables if one.table_name == name)
                print(line(f"{size:,} tables", name, keys_of(config, table, Path(folder))))
        config = plan_of(100)
        costs = next(one for one in config.tables if one.table_name == "COSTS")
        for count in PARTITIONS:
            table = with_partitions(costs, count)
            print(line(f"{count:,} partitions", "COSTS", keys_of(config, table, Path(folder))))


if __name__ == "__main__":
    main()

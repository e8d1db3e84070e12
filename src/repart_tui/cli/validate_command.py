"""`repart-tui validate`: the findings on the enabled tables, and what becomes of each dependent object."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from repart_tui.cli.outcome import FINDINGS, OK, emit, say
from repart_tui.cli.plans import load_plan, say_left_out, table_name
from repart_tui.counted import counted
from repart_tui.validation import printable

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig, TableConfig


def run(options: argparse.Namespace) -> int:
    """Print the findings; the exit code tells whether one of them keeps the script from being written."""
    from repart_tui.oracle.rules import table_findings

    config = load_plan(options.config)
    enabled = [table for table in config.tables if table.enabled]
    severities = []
    for table in enabled:
        found = table_findings(table, config)
        severities += [finding.severity for finding in found]
        lines = [f"{finding.severity} {finding.field}: {finding.sentence()}" for finding in found]
        emit("".join(f"{table_name(table)} {printable(line)}\n" for line in lines))
    if enabled and "error" not in severities:
        refused = _refused_script(config)
        severities += ["error"] * len(refused)
        emit("".join(f"plan error script: {printable(line)}\n" for line in refused))
    if options.ledger:
        for table in enabled:
            emit("\n".join(_ledger(table, config)) + "\n")
    errors = severities.count("error")
    say_left_out(config)
    if enabled:
        ready = "not ready" if errors else "ready"
        say(f"{len(enabled)} enabled, {ready}; {counted(severities.count('warning'), 'warning')}.")
    else:
        say("No table is enabled: nothing to check.")
    return FINDINGS if errors else OK


def _refused_script(config: MigrationConfig) -> list[str]:
    """Return why the whole cannot become a script though each table may: what passes here, generate writes."""
    from repart_tui.generate import GenerateError, render

    try:
        render(config)
    except GenerateError as error:
        return error.lines
    return []


def _ledger(table: TableConfig, config: MigrationConfig) -> list[str]:
    """Return the ledger of a table as aligned lines below its name."""
    from repart_tui.oracle.ledger import ledger

    rows: list[tuple[str, ...]] = [("KIND", "NAME", "HOW", "STEP")]
    rows += [tuple(map(_cell, (item.kind, item.name, item.how, item.step))) for item in ledger(table, config)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return ["", table_name(table), *(f"  {line}" for line in lines)]


def _cell(value: object) -> str:
    return "-" if value is None or value == "" else printable(str(value))

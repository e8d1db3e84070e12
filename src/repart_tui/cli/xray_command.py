"""`repart-tui xray`: look into the rows of one table of a plan, and keep in the plan what was found."""

from __future__ import annotations

import argparse
import contextlib
from typing import TYPE_CHECKING

from repart_tui.cli.credentials import wants_connection
from repart_tui.cli.outcome import DATABASE, FINDINGS, OK, UNUSABLE, CliError, emit, say
from repart_tui.cli.plans import being_changed, find_table, load_plan, save_plan, table_name
from repart_tui.cli.reading import ProgressLine
from repart_tui.validation import printable

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig, TableConfig


def run(options: argparse.Namespace) -> int:
    """Take the X-ray, save the plan and print what was found; 1 where rows fit into no partition."""
    plan = load_plan(options.config)
    place = find_table(plan.tables, options.table)
    table = plan.tables[place]
    if not wants_connection(options):
        raise CliError(
            ["An X-ray reads rows, and only the database has them: give --connect DSN or --profile."], UNUSABLE
        )
    wished = [[name.strip() for name in key.split(",") if name.strip()] for key in options.unique]
    _check(table, wished)
    _check_cost(options, table, plan)
    from repart_tui.advice.planned import planned_table

    planned = planned_table(table, plan)
    from repart_tui.cli.credentials import ask
    from repart_tui.cli.sources import open_database

    login = ask(options)
    connection = open_database(login)
    from repart_tui.xray.run import XrayError, take

    progress = ProgressLine()
    try:
        table.xray = take(
            connection,
            planned,
            plan,
            mode="full" if options.full else "sample",
            unique=[key for key in wished if key],
            source_name=login.dsn,
            progress=progress,
        )
    except XrayError as error:
        raise CliError([printable(str(error))], DATABASE) from error
    finally:
        progress.clear()
        with contextlib.suppress(Exception):
            connection.close()
    with being_changed(options.config):
        # The X-ray may have taken an hour; others may have changed the plan meanwhile.
        kept = load_plan(options.config)
        kept.tables[find_table(kept.tables, options.table)].xray = table.xray
        save_plan(kept, options.config)
    from repart_tui.advice.report_text import wrapped
    from repart_tui.advice.xray_words import xray_lines

    planned.xray = table.xray
    emit("".join(f"{printable(line)}\n" for line in wrapped(xray_lines(planned))))
    say(f"{printable(str(options.config))} keeps it for {table_name(table)}.")
    return FINDINGS if table.xray.outside_rows else OK


def _check(table: TableConfig, wished: list[list[str]]) -> None:
    """Refuse what no X-ray can be taken of, before anything is asked."""
    from repart_tui.oracle.columns import column_named

    if table.refusals:
        reason = table.refusals[0].message
        raise CliError([f"No method may touch {table_name(table)}, so its rows are not looked at: {reason}"], UNUSABLE)
    unknown = [name for key in wished for name in key if column_named(table.current_state, name) is None]
    if unknown:
        raise CliError([f"{table_name(table)} has no column {printable(', '.join(unknown))}."], UNUSABLE)
    if any(not key for key in wished):
        raise CliError(["--unique needs columns, such as --unique ORDER_ID,ORDER_DATE."], UNUSABLE)


def _check_cost(options: argparse.Namespace, table: TableConfig, plan: MigrationConfig) -> None:
    """Refuse to read a large table whole without --yes; say what it costs."""
    from repart_tui.xray.cost import cost_words, full_cost

    if not options.full or options.yes:
        return
    cost = full_cost(table, plan.environment_config)
    if cost.heavy:
        words = cost_words(table, plan.environment_config)
        raise CliError([f"{words} Add --yes to do so, or leave --full out for a sample."], UNUSABLE)

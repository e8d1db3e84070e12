"""`repart-tui advise`: which tables to partition, how and why, as text or JSON."""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from repart_tui.cli.outcome import OK, UNUSABLE, CliError, emit, say
from repart_tui.cli.reading import NO_TABLE_FITS, read_plan
from repart_tui.cli.sources import check_source
from repart_tui.validation import printable, schema_errors

if TYPE_CHECKING:
    from repart_tui.migration_models import EnvironmentConfig, MigrationConfig


def run(options: argparse.Namespace) -> int:
    """Read the source, weigh its tables and print the report, ranked."""
    config = _config(options)
    from repart_tui.advice.report import as_json, ranked

    if not config.tables:
        if options.include or options.exclude:
            raise CliError([NO_TABLE_FITS], UNUSABLE)
        say("There is no table to advise on.")
    found = ranked(config)
    if options.format == "json":
        emit(json.dumps(as_json(found, config), indent=2, ensure_ascii=False, default=str) + "\n")
        return OK
    from repart_tui.advice.report_text import report_lines, wrapped

    emit("".join(f"{printable(line)}\n" for line in wrapped(report_lines(found, config, everything=options.all))))
    return OK


def _config(options: argparse.Namespace) -> MigrationConfig:
    if options.plan is None:
        check_source(options)
        return read_plan(options, environment(options.thresholds))
    if options.demo or options.dictionary or options.connect or options.profile:
        raise CliError(["--plan is a source of its own; leave the others out."], UNUSABLE)
    from repart_tui.cli.plans import load_plan

    plan = load_plan(options.plan)
    wanted = {schema.upper() for schema in options.schemas} | set(options.schemas)
    from repart_tui.discovery.tables import wanted as fits

    tables = [
        table
        for table in plan.tables
        if (not wanted or table.owner in wanted)
        and fits(table.owner, table.table_name, options.include, options.exclude)
    ]
    if wanted and not any(table.owner in wanted for table in plan.tables):
        raise CliError([f"The plan has no table of {printable(', '.join(options.schemas))}."], UNUSABLE)
    chosen = environment(options.thresholds, plan.environment_config)
    return dataclasses.replace(plan, environment_config=chosen, tables=tables)


def environment(assignments: Sequence[str], base: EnvironmentConfig | None = None) -> EnvironmentConfig:
    """Return environment_config with the given KEY=VALUE changes, keys as in the plan; raises CliError."""
    from repart_tui.migration_models import EnvironmentConfig

    document = (base or EnvironmentConfig()).to_dict()
    for text in assignments:
        key, equals, value = text.partition("=")
        if not equals:
            raise CliError([f"{printable(text)} is no threshold; write KEY=VALUE."], UNUSABLE)
        holder = document["advice"] if key.startswith("advice.") else document
        name = key.removeprefix("advice.")
        if name not in holder or name == "advice":
            known = [*(k for k in document if k != "advice"), *(f"advice.{k}" for k in document["advice"])]
            near = difflib.get_close_matches(key, known, 3, 0.5)
            hint = f"; did you mean {' or '.join(near)}?" if near else "."
            raise CliError([f"There is no threshold {printable(key)}{hint}"], UNUSABLE)
        holder[name] = _value(value)
    problems = schema_errors(document, "EnvironmentConfig")
    if problems:
        raise CliError([f"{problem.field}: {problem.message}" for problem in problems], UNUSABLE)
    return EnvironmentConfig.from_dict(document)


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text

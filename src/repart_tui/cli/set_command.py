"""`repart-tui set`: settings of one table, or of the whole script, are changed, all of them or none."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from repart_tui.cli.assign import AssignmentError, assign, split_assignments
from repart_tui.cli.outcome import FINDINGS, OK, UNUSABLE, CliError, say
from repart_tui.cli.plans import being_changed, find_table, load_plan, save_plan, table_name
from repart_tui.validation import printable, schema_errors

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig, TableConfig
    from repart_tui.oracle.findings import Finding

ENVIRONMENT = "environment_config"
"""Given in the place of a table: the settings of the whole script."""
_NO_SUCH_COLUMN = "ORA-00904"


def run(options: argparse.Namespace) -> int:
    """Change the table, check it, save the plan; what is legal but unwise is said and saved."""
    try:
        pairs = split_assignments(options.assignments)
    except AssignmentError as error:
        raise CliError([str(error)], UNUSABLE) from error
    with being_changed(options.config):
        config = load_plan(options.config)
        if options.table == ENVIRONMENT:
            return _set_environment(config, pairs, options)
        return _set_table(config, pairs, options)


def _set_table(config: MigrationConfig, pairs: list[tuple[str, str]], options: argparse.Namespace) -> int:
    place = find_table(config.tables, options.table)
    before = config.tables[place]
    name = table_name(before)

    document = before.to_dict()
    try:
        notes = assign(document, pairs)
    except AssignmentError as error:
        raise CliError([str(error)], UNUSABLE) from error
    after = _table(document, name)
    if any(key == "enabled" for key, _ in pairs) and after.enabled:
        _refuse_enabling(after, name)
    refused = _refused_settings(before, after, config, name)

    config.tables[place] = after
    save_plan(config, options.config)
    for line in [*notes, *refused]:
        say(line)
    say(f"{printable(str(options.config))}: {name} saved{'; no script is written of it like this' if refused else ''}.")
    return OK


def _set_environment(config: MigrationConfig, pairs: list[tuple[str, str]], options: argparse.Namespace) -> int:
    from repart_tui.migration_models import EnvironmentConfig
    from repart_tui.oracle.swap_names import plan_settings_findings

    document = config.environment_config.to_dict()
    try:
        assign(document, pairs, "EnvironmentConfig")
    except AssignmentError as error:
        raise CliError([str(error)], UNUSABLE) from error
    problems = schema_errors(document, "EnvironmentConfig")
    if problems:
        raise CliError([f"{ENVIRONMENT} {printable(p.field)}: {p.message}" for p in problems], UNUSABLE)
    settings = EnvironmentConfig.from_dict(document)
    found = plan_settings_findings(settings)
    if found:
        raise CliError([f"{ENVIRONMENT} {finding.field}: {finding.sentence()}" for finding in found], UNUSABLE)
    config.environment_config = settings
    save_plan(config, options.config)
    say(f"{printable(str(options.config))}: {ENVIRONMENT} saved.")
    return OK


def _table(document: dict[str, Any], name: str) -> TableConfig:
    problems = schema_errors(document, "TableConfig")
    if problems:
        raise CliError([f"{name} {printable(problem.field)}: {problem.message}" for problem in problems], UNUSABLE)
    from repart_tui.migration_models import TableConfig

    return TableConfig.from_dict(document)


def _refuse_enabling(table: TableConfig, name: str) -> None:
    from repart_tui.oracle.eligibility import refusals

    # What the file says, and what Oracle's rules say of the state: the file may have been edited.
    found = [*table.refusals, *refusals(table.current_state, table.owner, table.table_name)]
    reasons = dict.fromkeys(f"{refusal.message} [{refusal.code}]" for refusal in found)
    if reasons:
        raise CliError([f"{name} cannot be enabled: {printable(reason)}" for reason in reasons], FINDINGS)


def _refused_settings(before: TableConfig, after: TableConfig, config: MigrationConfig, name: str) -> list[str]:
    """Return what Oracle's rules refuse in the new settings; a column that is not there stops the command."""
    from repart_tui.oracle.rules import table_findings

    def errors(table: TableConfig) -> list[Finding]:
        return [finding for finding in table_findings(table, config) if finding.severity == "error"]

    found = errors(after)
    missing = [finding for finding in found if finding.code == _NO_SUCH_COLUMN and finding not in errors(before)]
    if missing:
        raise CliError(
            [f"{name} {finding.field}: {printable(finding.sentence())}" for finding in missing],
            UNUSABLE,
        )
    # Before the table is enabled, reasons against the table itself are no news.
    told = [finding for finding in found if after.enabled or finding.field.startswith("common_settings")]
    return [f"error: {name} {finding.field}: {printable(finding.sentence())}" for finding in told]

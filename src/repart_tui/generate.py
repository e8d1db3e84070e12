"""From a configuration to the three scripts.

Loads nothing and asks nobody: the same configuration yields the same bytes, in the TUI, on the command line and in
tests. A script that `sqlplus.py` would not read as intended is refused.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from repart_tui.atomic_file import write_all_atomically
from repart_tui.gathered_statistics import stats_name
from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.needed_privileges import needed_privileges
from repart_tui.oracle.constraint_ddl import named
from repart_tui.oracle.families import families
from repart_tui.oracle.findings import errors
from repart_tui.oracle.fingerprint import LIST_LENGTH
from repart_tui.oracle.index_ddl import create_index, degree_clause, modify_locality, own_attributes
from repart_tui.oracle.methods import choose_method
from repart_tui.oracle.named_sequences import named_sequences
from repart_tui.oracle.reference_families import reference_family
from repart_tui.oracle.reference_partitions import with_carried_partitions
from repart_tui.oracle.rules import table_findings
from repart_tui.oracle.signature import in_words
from repart_tui.oracle.swap_names import kept_name_clashes, name_clashes
from repart_tui.oracle.table_ddl import identity_generation, identity_options, lob_clause, stored_lobs
from repart_tui.oracle.tablespace_rules import named_tablespaces
from repart_tui.oracle.versions import config_release
from repart_tui.script_layout import fold
from repart_tui.script_plan import ScriptPlan
from repart_tui.script_text import environment, execute
from repart_tui.sqlplus import read_script, traps

_TOOLS = (
    "signature",
    "facts",
    "storage",
    "place",
    "give_back",
    "in_turns",
    "name_blocker",
    "redefinition_place",
    "redefinition_failed",
    "recompile",
    "trigger_settings",
    "locked_statistics",
    "step",
)
"""Blocks of templates/toolbox, in the order of the script."""

MASTER, ROLLBACK, CLEANUP = "master1.sql", "rollback1.sql", "cleanup1.sql"


class GenerateError(Exception):
    """Nothing may be written; `lines` say why, one sentence each."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = list(lines)


@dataclass(frozen=True, slots=True)
class Scripts:
    """The three scripts as text: ASCII, lines ended by LF."""

    master: str
    rollback: str
    cleanup: str

    def files(self) -> dict[str, str]:
        """Return the texts by file name."""
        return {MASTER: self.master, ROLLBACK: self.rollback, CLEANUP: self.cleanup}


def enabled_tables(config: MigrationConfig) -> list[TableConfig]:
    """Return the tables to migrate."""
    return [table for table in config.tables if table.enabled]


def render(config: MigrationConfig) -> Scripts:
    """Return the scripts for the enabled tables. Raises GenerateError, with every reason, when none may be written."""
    carried = [with_carried_partitions(table, config) if table.enabled else table for table in config.tables]
    config = dataclasses.replace(config, tables=carried)
    tables = enabled_tables(config)
    if not tables:
        raise GenerateError(["No table is enabled: enable at least one, with the TUI or `repart-tui set`."])
    problems = [
        f"{table.owner}.{table.table_name}: {finding.sentence()}"
        for table in tables
        for finding in errors(table_findings(table, config))
    ]
    if problems:
        raise GenerateError(problems)
    plans = script_plans(tables, config)
    problems = list(_split_families(plans)) + [
        f"{plan.table.owner}.{plan.table.table_name}: {finding.sentence()}"
        for plan in plans
        if plan.keeps_old_table
        for finding in name_clashes(plan.names)
    ]
    problems += [finding.sentence() for finding in kept_name_clashes(p.names for p in plans if p.keeps_old_table)]
    if problems:
        raise GenerateError(problems)
    scripts = Scripts(
        _rendered("master1.sql.j2", config, plans),
        _rendered("rollback1.sql.j2", config, plans),
        _rendered("cleanup1.sql.j2", config, plans),
    )
    _judge(scripts)
    return scripts


def _split_families(plans: list[ScriptPlan]) -> Iterator[str]:
    """Yield sentences on copies that shall follow a table which the same script partitions in another way."""
    for plan in plans:
        key = plan.following
        named = None if key is None else (key.referenced_owner or "", key.referenced_table or "")
        if named is not None and named not in plan.family_names and any(_is(other, named) for other in plans):
            yield (
                f"{plan.table.owner}.{plan.table.table_name}: its parent {'.'.join(named)} is not copied, and a family "
                "by reference is copied together. Choose copy_and_swap for both, or online_modify."
            )


def _is(plan: ScriptPlan, name: tuple[str, str]) -> bool:
    return (plan.table.owner, plan.table.table_name) == name


def script_plans(tables: Sequence[TableConfig], config: MigrationConfig) -> list[ScriptPlan]:
    """Return the plans in the order of the script: family after family, parents first.

    Members of a family by reference that are copied stand side by side.
    """
    plans: list[ScriptPlan] = []
    for family in families(tables):
        first = len(plans) + 1
        for group in copied_together(family, config):
            members = []
            for table in group:
                number = len(plans) + 1
                members.append(ScriptPlan(number, table, config, len(tables), list(range(first, number))))
                plans.append(members[-1])
            for plan in members if len(members) > 1 else []:
                plan.together = list(members)
    for plan in plans:
        near = _neighbours(plan.table)
        later = [other for other in plans[plan.number :] if other.keeps_old_table]
        plan.moved_later = [o.number for o in later if (o.table.owner, o.table.table_name) in near]
    return plans


def _neighbours(table: TableConfig) -> set[tuple[str | None, str | None]]:
    """Return the tables that foreign keys lead to, or come from."""
    state = table.current_state
    parents = {(c.referenced_owner, c.referenced_table) for c in state.constraints if c.constraint_type == "R"}
    return parents | {(c.owner, c.table_name) for c in state.referenced_by}


def copied_together(family: Sequence[TableConfig], config: MigrationConfig) -> list[list[TableConfig]]:
    """Return the tables in groups that are copied as one, each at the place of its first member, in their order."""
    waiting = {(table.owner, table.table_name): table for table in family}
    copied = {name for name, table in waiting.items() if choose_method(table, config).method == "copy_and_swap"}
    groups = []
    while waiting:
        first, table = next(iter(waiting.items()))
        group = {first}
        if first in copied:
            group = {(one.owner, one.table_name) for one in reference_family(table, config)} & copied
        groups.append([waiting.pop(name) for name in list(waiting) if name in group])
    return groups


@cache
def _templates() -> jinja2.Environment:
    """Return the environment with what the scripts' templates use: once, for compiling them takes most of a second."""
    jinja = environment()
    jinja.filters["stats_name"] = stats_name
    jinja.filters["in_words"] = in_words
    jinja.globals.update(
        create_index=create_index,
        degree_clause=degree_clause,
        own_attributes=own_attributes,
        identity_generation=identity_generation,
        identity_options=identity_options,
        lob_clause=lob_clause,
        modify_locality=modify_locality,
        stored_lobs=stored_lobs,
        named=named,
        execute_query=lambda query, indent, tail: execute(indent, tail, caller=lambda: query),
    )
    return jinja


def _rendered(template: str, config: MigrationConfig, plans: list[ScriptPlan]) -> str:
    jinja = _templates()
    context = _context(config, plans)
    context["render"] = lambda name: jinja.get_template(name).render(context).strip("\n")
    # Only the tools that the steps use: with none at first, nothing but the steps asks for them.
    context["tools"] = []
    text = jinja.get_template(template).render(context)
    context["tools"] = [
        tool for tool in _TOOLS if f"EXECUTE IMMEDIATE :{tool}\n" in text or f"EXECUTE IMMEDIATE :{tool} " in text
    ]
    text = jinja.get_template(template).render(context)
    # A comment line of two hyphens ends in one, which may mean "goes on": an empty line says the same.
    lines = ["" if line.strip() == "--" else line.rstrip() for line in text.split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return fold("\n".join(kept).rstrip("\n")) + "\n"


def _context(config: MigrationConfig, plans: list[ScriptPlan]) -> dict[str, Any]:
    metadata = config.metadata
    names = "".join(sorted({char for plan in plans for name in _names(plan) for char in name if ord(char) > 127}))[:100]
    return {
        "config": config,
        "environment": config.environment_config,
        "database": metadata.database,
        "release": config_release(config),
        "scripts": plans,
        # Before a parent its children by reference: what they hold cannot be dropped (ORA-14656).
        "cleaned": [one for plan in plans if plan.leads or not plan.together for one in plan.together[::-1] or [plan]],
        "windowed": config.environment_config.window_minutes or config.environment_config.start_no_table_after,
        "v": metadata.view_family.lower(),
        # Where ALL_ views name the owner of a granted object TABLE_SCHEMA, DBA_ views say OWNER.
        "owner_column": "owner" if metadata.view_family == "DBA" else "table_schema",
        "needed_privileges": needed_privileges(plans),
        "read_sequences": _read_sequences(plans),
        "list_length": LIST_LENGTH,
        "non_ascii": names,
        "non_ascii_escaped": "".join("\\" + unit for unit in _utf16_units(names)),
        "tablespaces": _tablespaces(plans),
        "composite_lobs": any(plan.has_composite_lobs for plan in plans),
        "lob_subpartitions": any(plan.has_lob_subpartitions for plan in plans),
        "template_views": [plan.template_views for plan in plans if plan.method != "in_place"],
    }


def _utf16_units(text: str) -> list[str]:
    units = text.encode("utf-16-be").hex().upper()
    return [units[i : i + 4] for i in range(0, len(units), 4)]


def _names(plan: ScriptPlan) -> list[str]:
    state = plan.table.current_state
    return [
        plan.table.owner,
        plan.table.table_name,
        *(column.name for column in state.columns),
        *(constraint.constraint_name for constraint in state.constraints),
        *(index.index_name for index in state.indexes),
        *(trigger.trigger_name for trigger in state.triggers),
    ]


def _tablespaces(plans: list[ScriptPlan]) -> list[str]:
    """Return the tablespaces that must be open; what stays where it is may stay in a READ ONLY one."""
    return sorted(
        {use.tablespace for plan in plans for use in named_tablespaces(plan.table.common_settings, plan.method)}
    )


def _read_sequences(plans: list[ScriptPlan]) -> dict[str, list[tuple[str, str]]]:
    """Return, by owner of tables, the sequences (owner, name) that another user must be allowed to read."""
    found: dict[str, set[tuple[str, str]]] = {}
    for plan in plans:
        if plan.keeps_old_table:
            found.setdefault(plan.table.owner, set()).update(named_sequences(plan.table))
    return {owner: sorted(sequences) for owner, sequences in found.items() if sequences}


def _judge(scripts: Scripts) -> None:
    """Refuse a script that SQL*Plus would not read as it was meant."""
    problems = [
        f"{name} line {trap.line}: {trap.message} [{trap.code}]"
        for name, text in scripts.files().items()
        for trap in traps(read_script(text))
        if trap.severity == "error"
    ]
    if problems:
        raise GenerateError(["The script would not be read as intended; please report this.", *problems])


def write_scripts(scripts: Scripts, directory: str | Path) -> list[Path]:
    """Write the three files into `directory`, all or none, and return their paths. Raises OSError.

    A rollback that belongs to another master would be worse than none.
    """
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    files = {folder / name: text.encode("ascii") for name, text in scripts.files().items()}
    write_all_atomically(files)
    return list(files)

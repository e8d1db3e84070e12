"""The plan file and the tables in it, as commands name them."""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from repart_tui.cli.outcome import UNUSABLE, CliError, say
from repart_tui.config_file import ConfigError, load_config, refuse_pipe, save_config
from repart_tui.validation import printable

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig, TableConfig

_PART = r'(?:"([^"]+)"|([^".]+))'
_TWO_PARTS = re.compile(rf"{_PART}\.{_PART}\Z")
_PATIENCE_SECONDS = 3.0
_PLAIN = re.compile(r'[^\s".]+\Z')


def load_plan(path: Path) -> MigrationConfig:
    """Return the plan in the file; raises CliError."""
    try:
        return load_config(path)
    except ConfigError as error:
        raise CliError(error.lines, UNUSABLE) from error


def save_plan(config: MigrationConfig, path: Path) -> None:
    """Write the plan, whole or not at all; raises CliError."""
    try:
        save_config(config, path)
    except ConfigError as error:
        raise CliError(error.lines, UNUSABLE) from error


@contextlib.contextmanager
def being_changed(path: Path) -> Iterator[None]:
    """Let one command at a time read a plan, change it and write it back: none loses what another one did.

    Screens that have the plan open hold it for hours; they ask before they overwrite what was changed meanwhile.
    """
    from repart_tui.tui.plan_lock import PlanLock

    try:
        refuse_pipe(path)
    except ConfigError as error:
        raise CliError(error.lines, UNUSABLE) from error
    lock = PlanLock(path)
    holder = lock.take_within(_PATIENCE_SECONDS)
    if holder is not None:
        say(f"{printable(str(path))} is open elsewhere too ({holder}): it is changed all the same.")
    try:
        yield
    finally:
        lock.release()


def say_left_out(config: MigrationConfig) -> None:
    """Say how many tables of the schemas the plan does not hold."""
    from repart_tui.discovery.hidden import left_out_sentence

    if sentence := left_out_sentence(config.metadata):
        say(sentence)


def table_name(table: TableConfig) -> str:
    """Return OWNER.TABLE as `set` understands it, quoted only where it must be."""
    parts = (table.owner, table.table_name)
    plain = all(_PLAIN.match(part) for part in parts)
    return printable(".".join(parts if plain else [f'"{part}"' for part in parts]))


def find_table(tables: Sequence[TableConfig], wanted: str) -> int:
    """Return the place of the table that `wanted` names; raises CliError.

    A quoted part is taken literally. Any other is taken as it stands, then in upper case as Oracle would, then in
    whatever case fits one table only.
    """
    names = [(table.owner, table.table_name) for table in tables]
    for found in _candidates(names, wanted):
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(f'"{names[place][0]}"."{names[place][1]}"' for place in found[:5])
            raise CliError([f"{printable(wanted)} may be any of {printable(listed)}; quote the name."], UNUSABLE)
    raise CliError([_unknown(tables, wanted)], UNUSABLE)


def _candidates(names: list[tuple[str, str]], wanted: str) -> list[list[int]]:
    parts = _TWO_PARTS.match(wanted)
    if parts and '"' in wanted:
        owner_literal, owner, table_literal, table = parts.groups()

        def fits(name: tuple[str, str], fold: str) -> bool:
            return _same(name[0], owner_literal, owner, fold) and _same(name[1], table_literal, table, fold)
    else:

        def fits(name: tuple[str, str], fold: str) -> bool:
            return _same(".".join(name), None, wanted, fold)

    return [[place for place, name in enumerate(names) if fits(name, fold)] for fold in ("", "upper", "any")]


def _same(name: str, literal: str | None, written: str, fold: str) -> bool:
    if literal is not None:
        return name == literal
    if fold == "any":
        return name.casefold() == written.casefold()
    return name == (written.upper() if fold else written)


def _unknown(tables: Sequence[TableConfig], wanted: str) -> str:
    named = {table_name(table).casefold(): table_name(table) for table in tables}
    folded = wanted.casefold()
    # A name without its owner is the likeliest slip.
    near = [full for full in named.values() if full.casefold().rpartition(".")[2] == folded][:3]
    near = near or [named[key] for key in difflib.get_close_matches(folded, named, 3, 0.75)]
    hint = f"; did you mean {' or '.join(near)}?" if near else "."
    return f"The plan has no table {printable(wanted)}{hint}"

"""`repart-tui discover`: a dictionary becomes a plan."""

from __future__ import annotations

import argparse
from codecs import BOM_UTF8
from pathlib import Path
from typing import TYPE_CHECKING

from repart_tui.cli.outcome import OK, UNUSABLE, CliError, emit, say
from repart_tui.cli.reading import NO_TABLE_FITS, read_plan
from repart_tui.cli.sources import check_source
from repart_tui.counted import counted
from repart_tui.directories import is_directory
from repart_tui.validation import printable

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig

_BEGINNINGS = {"plan": b"{", "dictionary file": b"SQLite format 3\0", "capture script": b"-- repart-tui capture script"}
"""What a file begins with that a command may replace. `-o` in the wrong place must not cost a plan or a dictionary."""


def run(options: argparse.Namespace) -> int:
    """Read the dictionary and write the plan to the file or to stdout."""
    if options.output is not None:
        check_writable(options.output, "plan")
        if not options.overwrite:
            _keep_choices(options.output)
    check_source(options)
    config = read_plan(options)
    if not config.tables and (options.include or options.exclude):
        raise CliError([NO_TABLE_FITS], UNUSABLE)
    if options.output is not None:
        from repart_tui.cli.plans import save_plan

        save_plan(config, options.output)
    else:
        _print(config)
    _summarise(config, options.output)
    return OK


def _keep_choices(path: Path) -> None:
    """Refuse to replace a plan in which somebody chose something; a plan as it was discovered is made again easily."""
    from repart_tui.cli.plan_choices import choices_in
    from repart_tui.config_file import ConfigError

    if not path.exists() or not path.stat().st_size:
        return
    name, advice = printable(str(path)), "--overwrite replaces it all the same; or name another file."
    try:
        words = choices_in(path)
    except ConfigError as error:
        raise CliError([f"{name} is there and cannot be read as a plan: {advice}", *error.lines], UNUSABLE) from error
    if words is not None:
        raise CliError([f"{name} holds {words}: {advice}"], UNUSABLE)


def check_writable(path: Path, kind: str) -> None:
    """Say before a long read that its result cannot be written, or would replace a file of another kind."""
    if is_directory(path):
        raise CliError([f"{printable(str(path))} is a directory; -o wants a file."], UNUSABLE)
    if not is_directory(path.absolute().parent):
        raise CliError([f"{printable(str(path))} cannot be written: its directory does not exist."], UNUSABLE)
    from repart_tui.atomic_file import link_target, replaceable_mode

    try:
        replaceable_mode(link_target(path))
    except OSError as error:
        reason = error.strerror or error
        raise CliError([f"{printable(str(path))} cannot be written: {reason}."], UNUSABLE) from error
    if not _is_of_kind(path, kind):
        raise CliError([f"{printable(str(path))} is there and no {kind}; remove it or name another file."], UNUSABLE)


def _is_of_kind(path: Path, kind: str) -> bool:
    """Tell whether the file may be replaced: it is not there, empty, or begins as its kind does."""
    try:
        with path.open("rb") as opened:
            start = opened.read(200).removeprefix(BOM_UTF8)
    except OSError:
        return True  # not there, or to be written and not to be read: nothing speaks against it
    return not start.strip() or start.lstrip().startswith(_BEGINNINGS[kind])


def _print(config: MigrationConfig) -> None:
    """Print the plan as JSON, checked as it would be for a file: nothing is printed of a plan that is not valid."""
    from repart_tui.config_file import ConfigError, json_pieces

    try:
        for piece in json_pieces(config):
            emit(piece.decode())
    except ConfigError as error:
        raise CliError(error.lines, UNUSABLE) from error


def _summarise(config: MigrationConfig, path: Path | None) -> None:
    tables = config.tables
    recommended = sum(1 for table in tables if table.proposal is not None and table.proposal.recommended)
    refused = sum(1 for table in tables if table.refusals)
    where = f"{printable(str(path))}: " if path else ""
    say(f"{where}{counted(len(tables), 'table')}, {recommended} recommended, {refused} refused.")
    from repart_tui.discovery.hidden import hidden_sentences

    for sentence in hidden_sentences(config.metadata):
        say(printable(sentence))

"""`repart-tui discover`: a dictionary becomes a plan."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from repart_tui import __version__
from repart_tui.cli.outcome import DATABASE, OK, UNUSABLE, CliError, emit, say
from repart_tui.cli.sources import check_source, open_source, schemas_of
from repart_tui.validation import printable

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig

_NAMED_VIEWS = 6


def run(options: argparse.Namespace) -> int:
    """Read the dictionary and write the plan to the file or to stdout."""
    if options.output is not None:
        check_writable(options.output)
    check_source(options)
    config = _discover(options)
    if options.output is not None:
        from repart_tui.cli.plans import save_plan

        save_plan(config, options.output)
    else:
        emit(_checked(config))
    _summarise(config, options.output)
    return OK


def check_writable(path: Path) -> None:
    """Say before a long read that its result cannot be written."""
    if path.is_dir():
        raise CliError([f"{printable(str(path))} is a directory; -o wants a file."], UNUSABLE)
    if not path.absolute().parent.is_dir():
        raise CliError([f"{printable(str(path))} cannot be written: its directory does not exist."], UNUSABLE)


def _discover(options: argparse.Namespace) -> MigrationConfig:
    # The password is asked for before the slow imports.
    schemas = schemas_of(options)
    connection, kind, name = open_source(options)
    from repart_tui.discovery_queries import DiscoveryError, discover

    progress = ProgressLine()
    try:
        return discover(
            connection,
            schemas=schemas,
            include=options.include,
            exclude=options.exclude,
            source_kind=kind,
            source_name=name,
            tool_version=__version__,
            progress=progress,
        )
    except DiscoveryError as error:
        # A cause means that the driver failed; without one the question was wrong, such as an unknown schema.
        broken = kind == "oracle" and error.__cause__ is not None
        lines = [" ".join(str(error).split())]
        if broken:
            from repart_tui.connect.oracle_errors import explain

            lines = explain(lines[0]).lines
        raise CliError([printable(line) for line in lines], DATABASE if broken else UNUSABLE) from error
    finally:
        progress.clear()
        # A connection that broke cannot be closed well, and what broke it is the news.
        with contextlib.suppress(Exception):
            connection.close()


def _checked(config: MigrationConfig) -> str:
    """Return the plan as JSON, checked as it would be for a file."""
    from repart_tui.config_file import document_errors

    problems = document_errors(config.to_dict())
    if problems:
        raise CliError(problems, UNUSABLE)
    return config.to_json()


def _summarise(config: MigrationConfig, path: Path | None) -> None:
    tables = config.tables
    recommended = sum(1 for table in tables if table.proposal is not None and table.proposal.recommended)
    refused = sum(1 for table in tables if table.refusals)
    where = f"{printable(str(path))}: " if path else ""
    say(f"{where}{len(tables)} tables, {recommended} recommended, {refused} refused.")
    unreadable = config.metadata.unreadable_views
    if unreadable:
        more = f" and {len(unreadable) - _NAMED_VIEWS} more" if len(unreadable) > _NAMED_VIEWS else ""
        say(f"Not readable: {', '.join(unreadable[:_NAMED_VIEWS])}{more}; facts that rest on them are unknown.")


class ProgressLine:
    """One line on a terminal that is written over and goes away; nothing at all in a log file."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._width = 0

    def __call__(self, label: str, done: int, total: int) -> None:
        self._write(f"Reading {label} ({done}/{total})")

    def clear(self) -> None:
        """Remove the line."""
        if self._width:
            self._write("")
            self._write("\r")

    def _write(self, text: str) -> None:
        if self._shown:
            with contextlib.suppress(OSError):
                sys.stderr.write("\r" + text.ljust(self._width))
                sys.stderr.flush()
            self._width = len(text)

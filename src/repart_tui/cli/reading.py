"""Read the dictionary that the options name into a plan, with progress on the terminal."""

from __future__ import annotations

import argparse
import contextlib
import sys
from typing import TYPE_CHECKING

from repart_tui import __version__
from repart_tui.cli.outcome import DATABASE, UNUSABLE, CliError
from repart_tui.cli.sources import open_source, schemas_of
from repart_tui.validation import printable

if TYPE_CHECKING:
    from repart_tui.migration_models import EnvironmentConfig, MigrationConfig


def read_plan(options: argparse.Namespace, environment: EnvironmentConfig | None = None) -> MigrationConfig:
    """Return the plan for the source of the options; raises CliError."""
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
            environment=environment,
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

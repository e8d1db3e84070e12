"""Read the dictionary that the options name into a plan, with progress on the terminal."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repart_tui import __version__
from repart_tui.cli.outcome import DATABASE, UNUSABLE, CliError
from repart_tui.cli.sources import open_source, schemas_of
from repart_tui.validation import printable

if TYPE_CHECKING:
    from repart_tui.discovery.assemble import SourceKind
    from repart_tui.migration_models import EnvironmentConfig, MigrationConfig

NO_TABLE_FITS = "No table fits the patterns of --include and --exclude; * stands for any letters, ? for one."


@dataclass(frozen=True)
class Opened:
    """The dictionary that the options name: its connection, what kind it is, its name, and the schemas to read."""

    connection: Any
    kind: SourceKind
    name: str | None
    schemas: list[str]
    progress: ProgressLine


@contextlib.contextmanager
def opened_dictionary(options: argparse.Namespace) -> Iterator[Opened]:
    """Open the dictionary, and close it afterwards; what the discovery raises becomes a CliError with sentences."""
    schemas = schemas_of(options)
    # The password is asked for before the slow imports.
    connection, kind, name = open_source(options)
    from repart_tui.discovery.errors import DiscoveryError

    progress = ProgressLine()
    try:
        yield Opened(connection, kind, name, schemas, progress)
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


def read_plan(options: argparse.Namespace, environment: EnvironmentConfig | None = None) -> MigrationConfig:
    """Return the plan for the source of the options; raises CliError."""
    with opened_dictionary(options) as opened:
        from repart_tui.discovery_queries import discover

        return discover(
            opened.connection,
            schemas=opened.schemas,
            include=options.include,
            exclude=options.exclude,
            source_kind=opened.kind,
            source_name=opened.name,
            tool_version=__version__,
            environment=environment,
            progress=opened.progress,
        )


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

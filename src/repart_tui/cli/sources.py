"""Open what a command reads from: the demo, a dictionary file, or a database."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from repart_tui.cli.credentials import ask, stray_options, wanted_login, wants_connection
from repart_tui.cli.outcome import DATABASE, UNUSABLE, CliError
from repart_tui.validation import printable

if TYPE_CHECKING:
    from repart_tui.connect.login import Login
    from repart_tui.discovery.assemble import SourceKind


def check_source(options: argparse.Namespace) -> None:
    """Raise CliError unless the options name one source, and only what belongs to it."""
    connection = wants_connection(options)
    given = [name for name in ("demo", "dictionary") if getattr(options, name, None)]
    if connection and given:
        raise CliError([f"--{given[0]} does not go with --connect or --profile."], UNUSABLE)
    if len(given) > 1:
        raise CliError(["--demo and --dictionary do not go together."], UNUSABLE)
    if not connection and not given:
        raise CliError(["Nothing to read from: give --demo, --dictionary FILE, --connect DSN or --profile."], UNUSABLE)
    stray = [] if connection else stray_options(options)
    if stray:
        verb = "belongs" if len(stray) == 1 else "belong"
        raise CliError([f"{' and '.join(stray)} {verb} to --connect or --profile."], UNUSABLE)


def open_source(options: argparse.Namespace) -> tuple[Any, SourceKind, str | None]:
    """Return the connection, the kind of source and its name without secrets; raises CliError."""
    if wants_connection(options):
        login = ask(options)
        return open_database(login), "oracle", login.dsn
    from repart_tui.dictionary_file import DictionaryFileError, open_demo, open_dictionary

    try:
        if options.demo:
            return open_demo(), "demo", None
        return open_dictionary(options.dictionary), "dictionary_file", options.dictionary.name
    except DictionaryFileError as error:
        raise CliError([printable(str(error))], UNUSABLE) from error


def open_database(login: Login) -> Any:
    """Return a connection; raises CliError with what the error means, what to do, and Oracle's own text."""
    from repart_tui.connection import ConnectError, connect

    try:
        return connect(login)
    except ConnectError as error:
        raise CliError([printable(line) for line in error.explained.lines or [str(error)]], DATABASE) from error


def schemas_of(options: argparse.Namespace) -> list[str]:
    """Return the schemas to read: those of the command line, else the profile's."""
    if options.schemas or not options.profile:
        return list(options.schemas)
    return list(wanted_login(options).schemas)

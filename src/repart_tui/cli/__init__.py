"""The command line: every task of the screens without screens. stdout is data, messages go to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from repart_tui.cli.outcome import (
    BROKEN_PIPE,
    INTERNAL,
    INTERRUPTED,
    UNUSABLE,
    CliError,
    Ended,
    ending_signals,
    say,
)

if TYPE_CHECKING:
    import argparse

_PASSWORD_OPTIONS = frozenset({"--password", "--passwd", "--pwd", "--wallet-password"})
"""What people try; refused before anything could repeat the password that follows."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never raises and never prints a traceback."""
    try:
        return _run(arguments)
    except CliError as error:
        end = _interruption(error)
        if end is not None:
            return end
        from repart_tui.validation import printable

        for line in error.lines:
            # Most are printable already; what a message repeats of the command line may not be.
            say(printable(line))
        return error.code
    except KeyboardInterrupt:
        say("Interrupted.")
        return INTERRUPTED
    except Ended as ended:
        say(f"Ended by {ended}.")
        return ended.code
    except BrokenPipeError:
        return BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - the last resort: a sentence and a log instead of a traceback
        return _unexpected(error)


def _interruption(error: BaseException) -> int | None:
    """Say that the command was interrupted, where that is what an error comes from: the driver's break may fail too."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, KeyboardInterrupt):
            say("Interrupted.")
            return INTERRUPTED
        if isinstance(seen, Ended):
            say(f"Ended by {seen}.")
            return seen.code
        seen = seen.__cause__ or seen.__context__
    return None


def _run(arguments: Sequence[str] | None) -> int:
    from repart_tui.cli.arguments import build_parser

    words = sys.argv[1:] if arguments is None else arguments
    if any(word.partition("=")[0] in _PASSWORD_OPTIONS for word in words):
        from repart_tui.cli.credentials import NO_ARGUMENT

        say(NO_ARGUMENT)
        return UNUSABLE
    parser = build_parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:  # argparse has printed --help, --version or what is wrong
        return int(stop.code or 0)
    command: str | None = options.command
    if command and (misplaced := _misplaced(options)):
        say(f"repart-tui: {misplaced} belongs behind the command {command}, or without a command.")
        return 2
    run = _command(command)
    if command in (None, "edit"):  # the screens have signals of their own
        return run(options)
    with ending_signals():
        return run(options)


def _misplaced(options: argparse.Namespace) -> str | None:
    """Return an option for the screens that stands before a command, where it would silently do nothing."""
    given = {
        "--" + name.removeprefix("open_").removesuffix("s" if name == "open_schemas" else "").replace("_", "-"): value
        for name, value in vars(options).items()
        if name.startswith("open_")
    }
    return next((name for name, value in given.items() if value), None)


def _command(name: str | None) -> Callable[[argparse.Namespace], int]:
    # Imported one by one, so that each command loads only what it needs.
    if name == "discover":
        from repart_tui.cli.discover_command import run
    elif name == "advise":
        from repart_tui.cli.advise_command import run
    elif name == "xray":
        from repart_tui.cli.xray_command import run
    elif name == "set":
        from repart_tui.cli.set_command import run
    elif name == "validate":
        from repart_tui.cli.validate_command import run
    elif name == "generate":
        from repart_tui.cli.generate_command import run
    elif name == "capture":
        from repart_tui.cli.capture_command import run_capture as run
    elif name == "capture-script":
        from repart_tui.cli.capture_command import run_script as run
    elif name == "import-spool":
        from repart_tui.cli.capture_command import run_import as run
    elif name == "doctor":
        from repart_tui.cli.doctor_command import run
    else:
        from repart_tui.cli.screens_command import run
    return run


def _unexpected(error: Exception) -> int:
    from repart_tui.tui.crash import record

    for line in record(error):
        say(line)
    return INTERNAL

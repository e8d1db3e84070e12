"""`repart-tui capture`, `capture-script` and `import-spool`: a dictionary becomes a file to plan from."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable
from pathlib import Path

from repart_tui.cli.discover_command import check_writable
from repart_tui.cli.outcome import OK, UNUSABLE, CliError, emit, say
from repart_tui.cli.reading import opened_dictionary
from repart_tui.cli.sources import check_source
from repart_tui.counted import counted
from repart_tui.directories import is_there
from repart_tui.validation import printable

_NAMED_VIEWS = 6
Captured = tuple[int, int, list[str]]


def run_capture(options: argparse.Namespace) -> int:
    """Write the dictionary behind a connection into a file."""
    check_source(options)
    check_writable(options.output, "dictionary file")
    _refuse_itself(options.dictionary, options.output)
    with opened_dictionary(options) as opened:
        from repart_tui.capture.dictionary_writer import CaptureError
        from repart_tui.capture.live import capture

        captured = _sentence(
            lambda: capture(opened.connection, options.output, schemas=opened.schemas, progress=opened.progress),
            CaptureError,
        )
    return _summarise(captured, options.output)


def run_script(options: argparse.Namespace) -> int:
    """Print the SQL*Plus script, or write it to a file."""
    from repart_tui.capture.dictionary_writer import CaptureError
    from repart_tui.capture.script import SCRIPT_NAME, SPOOL_NAME, capture_script

    try:
        text = capture_script(options.schemas)
    except CaptureError as error:
        raise CliError([str(error)], UNUSABLE) from error
    if options.output is None:
        emit(text)
        name = SCRIPT_NAME
    else:
        check_writable(options.output, "capture script")
        from repart_tui.atomic_file import write_atomically

        try:
            write_atomically(options.output, text.encode("ascii"))
        except OSError as error:
            where = printable(str(options.output))
            raise CliError([f"{where} cannot be written: {error.strerror or error}."], UNUSABLE) from error
        name = shlex.quote(str(options.output))
    say(f"Run it with SQL*Plus: sqlplus user@db @{name}")
    say(f"Then: repart-tui import-spool {SPOOL_NAME} -o dictionary.db")
    return OK


def run_import(options: argparse.Namespace) -> int:
    """Turn the spool of the script into a dictionary file."""
    check_writable(options.output, "dictionary file")
    _refuse_itself(options.spool, options.output)
    from repart_tui.capture.dictionary_writer import CaptureError
    from repart_tui.capture.spool import import_spool

    return _summarise(_sentence(lambda: import_spool(options.spool, options.output), CaptureError), options.output)


def _sentence(action: Callable[[], Captured], kind: type[Exception]) -> Captured:
    try:
        return action()
    except kind as error:
        raise CliError([printable(str(error))], UNUSABLE) from error


def _refuse_itself(source: Path | None, output: Path) -> None:
    if source is not None and is_there(output) and is_there(source) and source.samefile(output):
        raise CliError([f"{printable(str(output))} would replace what it is made from; name another file."], UNUSABLE)


def _summarise(captured: Captured, path: Path) -> int:
    views, rows, unreadable = captured
    name = printable(str(path))
    held = f"{counted(rows, 'row')} of {counted(views, 'view')}"
    say(f"{name}: {held}. Plan from it: repart-tui --dictionary {shlex.quote(str(path))}")
    if unreadable:
        more = f" and {len(unreadable) - _NAMED_VIEWS} more" if len(unreadable) > _NAMED_VIEWS else ""
        say(f"Not readable: {', '.join(unreadable[:_NAMED_VIEWS])}{more}; facts that rest on them are unknown.")
    return OK

"""`repart-tui generate`: a plan becomes scripts."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from repart_tui.cli.outcome import FINDINGS, OK, UNUSABLE, CliError, emit, say
from repart_tui.cli.plans import load_plan, say_left_out
from repart_tui.validation import printable

if TYPE_CHECKING:
    from repart_tui.generate import Scripts


def run(options: argparse.Namespace) -> int:
    """Render the scripts, then write them: a plan that cannot become a script leaves no trace."""
    config = load_plan(options.config)
    if not any(table.enabled for table in config.tables):
        name = shlex.quote(str(options.config))
        raise CliError(
            [f"No table is enabled: nothing to write. Enable one: repart-tui set {name} OWNER.TABLE enabled=true"],
            FINDINGS,
        )
    from repart_tui.generate import GenerateError, render

    try:
        scripts = render(config)
    except GenerateError as error:
        raise CliError([printable(line) for line in error.lines], FINDINGS) from error
    paths = _write(scripts, options.output)
    emit("".join(f"{path}\n" for path in paths))
    say_left_out(config)
    master = next((path for path in paths if path.name.startswith("master")), paths[0])
    say(f"Read it, then run it: sqlplus user@db {shlex.quote(f'@{master}')}")
    return OK


def _write(scripts: Scripts, directory: Path) -> list[Path]:
    from repart_tui.generate import write_scripts

    try:
        directory.mkdir(parents=True, exist_ok=True)
        return list(write_scripts(scripts, directory))
    except FileExistsError as error:
        raise CliError([f"{printable(str(directory))} is not a directory."], UNUSABLE) from error
    except OSError as error:
        where = printable(str(error.filename or directory))
        raise CliError([f"{where} cannot be written: {error.strerror or error}."], UNUSABLE) from error

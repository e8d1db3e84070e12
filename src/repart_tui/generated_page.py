"""The command behind a page of the docs that is written from the code: `python -m <module> [--check]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path


def page_command(module: str, text: Callable[[], str], path: Path, arguments: Sequence[str] | None = None) -> int:
    """Write the page that `text` returns to `path`, or with --check return 1 when it says something else.

    `module` is the name by which Python runs it; `path` is taken from the working directory.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=f"Write {path} from the code.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when the page is out of date")
    parser.add_argument("-o", "--output", type=Path, default=path, help=f"the page (default: {path})")
    options = parser.parse_args(arguments)
    output: Path = options.output
    wanted = text()
    if options.check:
        if output.exists() and output.read_text(encoding="utf-8") == wanted:
            return 0
        sys.stderr.write(f"{output} is out of date. Run: python -m {module}\n")
        return 1
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(wanted, encoding="utf-8", newline="\n")
    return 0

"""Write the demo dictionary: `python -m repart_tui.demo.build [--check]`."""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from repart_tui.demo.describe import Schema
from repart_tui.demo.rows import dictionary_rows
from repart_tui.demo.rows.catalog import Cell
from repart_tui.demo.schemas import SCHEMAS
from repart_tui.demo.views import VIEWS, create_statement

DEMO_PATH = Path(__file__).with_name("demo_dictionary.db")
# Most views are small: little pages keep the empty ones from filling the file.
_PAGE_SIZE = 1024


def build(path: Path, schemas: tuple[Schema, ...] = SCHEMAS) -> None:
    """Write the dictionary of a database with `schemas` to `path`, replacing what is there.

    Equal sources give equal files.
    """
    rows = dictionary_rows(schemas)
    # Written beside and moved: nobody who has the old file open sees half a new one.
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    connection = sqlite3.connect(fresh, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN")
        for view in sorted(VIEWS):
            connection.execute(create_statement(view))
            marks = ", ".join("?" * len(VIEWS[view]))
            ordered = sorted(rows[view], key=_order)
            connection.executemany(f'INSERT INTO "{view}" VALUES ({marks})', ordered)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    finally:
        connection.close()
    fresh.replace(path)


def content(path: Path) -> list[str]:
    """The logical content of a database: the file's bytes also hold the version of the SQLite that wrote it."""
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def is_current(path: Path = DEMO_PATH) -> bool:
    """Tell whether the file at `path` says what the sources say."""
    if not path.is_file():
        return False
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, path.name)
        build(fresh)
        return content(fresh) == content(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the demo dictionary, or with --check only tell whether it is up to date."""
    parser = argparse.ArgumentParser(prog="python -m repart_tui.demo.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 when the file is out of date")
    if parser.parse_args(arguments).check:
        if is_current():
            return 0
        print(f"{DEMO_PATH.name} is out of date; run python -m repart_tui.demo.build", file=sys.stderr)
        return 1
    build(DEMO_PATH)
    print(f"{DEMO_PATH.name}: {DEMO_PATH.stat().st_size:,} bytes")
    return 0


def _order(row: tuple[Cell, ...]) -> tuple[tuple[str, str], ...]:
    # NULL and mixed types do not compare, and a number must sort as one where it is a position.
    return tuple((type(cell).__name__, f"{cell:020d}" if isinstance(cell, int) else str(cell)) for cell in row)


if __name__ == "__main__":
    sys.exit(main())

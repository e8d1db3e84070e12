"""Open an Oracle dictionary kept in an SQLite file: the bundled demo, or one that was captured from a database.

Such a file has tables named and shaped as Oracle's views (`dba_tables`, `all_tab_cols`, `v$instance`, ...), so the
queries of discovery run on it as they run on Oracle. A view or column that is absent counts as not readable.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

_DEMO = Path(__file__).with_name("demo") / "demo_dictionary.db"
LONGEST_CALL_SECONDS = 120
"""Longest wait for the next rows of a query; a table scan of a large dictionary takes a few."""
_LOOK_EVERY = 100_000
"""Steps of SQLite's machine between two looks at the clock."""
_MAGIC = b"SQLite format 3\0"
# One of these must be there: without tables and columns a file has nothing to plan with.
_ESSENTIAL = {f"{prefix}_{view}" for prefix in ("dba", "all", "user") for view in ("tables", "tab_cols")}


class DictionaryFileError(Exception):
    """A file cannot be read as a dictionary; the text is one sentence for the user."""


def open_dictionary(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """Open the dictionary at `path` for reading only, usable from any thread.

    Raises DictionaryFileError with one sentence when the file is none.
    """
    file = Path(path)
    _check_file(file)
    return _connect(file, immutable=_is_unchanging(file))


def open_demo() -> sqlite3.Connection:
    """Open the bundled demo dictionary."""
    _check_file(_DEMO)
    return _connect(_DEMO, immutable=True)


def _check_file(file: Path) -> None:
    """Say plainly what SQLite would only call "unable to open" or "not a database"."""
    try:
        if file.is_dir():
            raise DictionaryFileError(f"{file} is a directory, not a dictionary file.")
        if not file.exists():
            raise DictionaryFileError(f"There is no file {file}.")
        if not file.is_file():
            raise DictionaryFileError(f"{file} is not a regular file.")
        with file.open("rb") as opened:
            start = opened.read(len(_MAGIC))
    except PermissionError as error:
        raise DictionaryFileError(f"You may not read {file}.") from error
    except (OSError, ValueError) as error:
        # ValueError: a name with a NUL character.
        reason = getattr(error, "strerror", None) or str(error)
        raise DictionaryFileError(f"{str(file)!r} cannot be read: {reason}.") from error
    if not start:
        raise DictionaryFileError(f"{file} is empty.")
    if start != _MAGIC:
        raise DictionaryFileError(f"{file} is not an SQLite file, so it cannot be a dictionary.")


def _is_unchanging(file: Path) -> bool:
    """Tell whether SQLite may skip locks: it must where it cannot create its side files, and only there."""
    sides = (file.with_name(file.name + ending) for ending in ("-wal", "-journal"))
    return not os.access(file.absolute().parent, os.W_OK) and not any(side.exists() for side in sides)


class _Patient(sqlite3.Connection):
    """A connection whose queries end: a view in a file from somebody else may be recursive without an end."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.until = float("inf")
        self.set_progress_handler(lambda: int(time.monotonic() > self.until), _LOOK_EVERY)

    def cursor(self, factory: Any = None) -> Any:
        """Return a cursor whose calls end, or one of the caller's own."""
        return super().cursor(factory or _PatientCursor)


class _PatientCursor(sqlite3.Cursor):
    def execute(self, *arguments: Any) -> Any:
        return self._limited(super().execute, *arguments)

    def fetchmany(self, *arguments: Any) -> list[Any]:
        return self._limited(super().fetchmany, *arguments)  # type: ignore[no-any-return]

    def _limited(self, call: Callable[..., Any], *arguments: Any) -> Any:
        connection = self.connection
        assert isinstance(connection, _Patient)
        connection.until = time.monotonic() + LONGEST_CALL_SECONDS
        try:
            return call(*arguments)
        except sqlite3.OperationalError as error:
            if time.monotonic() > connection.until:
                text = f"it gave nothing for {LONGEST_CALL_SECONDS} seconds; a view in the file may never end"
                raise sqlite3.OperationalError(text) from error
            raise


def _connect(file: Path, *, immutable: bool) -> sqlite3.Connection:
    address = f"file:{quote(os.fsencode(file.absolute()))}?mode=ro" + ("&immutable=1" if immutable else "")
    try:
        # Worker threads read too. SQLite serialises them, and nobody writes.
        connection = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None, factory=_Patient)
    except sqlite3.Error as error:
        raise DictionaryFileError(f"{file} cannot be opened: {error}.") from error
    try:
        connection.execute("PRAGMA query_only = ON")
        # The file may come from somebody else: its schema shall not run functions.
        connection.execute("PRAGMA trusted_schema = OFF")
        names = {str(name).lower() for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.Error as error:
        connection.close()
        raise DictionaryFileError(f"{file} is a damaged SQLite file: {error}.") from error
    if names.isdisjoint(_ESSENTIAL):
        connection.close()
        raise DictionaryFileError(f"{file} is no dictionary: it has neither a view of tables nor one of columns.")
    return connection

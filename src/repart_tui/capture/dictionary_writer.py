"""Write a dictionary file: tables named and shaped as Oracle's views, and who captured what, when."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import sqlite3
import stat
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

from repart_tui.atomic_file import link_target, replaceable_mode
from repart_tui.capture.captured_views import CapturedColumn, Kind

FORMAT = 1
_DECLARED: dict[Kind, str] = {"number": "", "raw": " BLOB"}
_BATCH = 5000
_LARGEST = 2**63 - 1


class CaptureError(Exception):
    """A capture cannot be made or read; the text is one sentence."""


class DictionaryWriter:
    """Writes beside the file and moves it into place at the end: an interrupted capture leaves the old file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = -1
        self.rows = 0

    def __enter__(self) -> DictionaryWriter:
        # Not in __init__: a signal between the two would leave the half-written file.
        try:
            # A symbolic link stays, and what it leads to is replaced; a device or a directory never is.
            self._target = link_target(self._path)
            replaceable_mode(self._target)
            self._fresh = self._target.with_name(f".{self._target.name}.{os.getpid()}.new")
            self._fresh.unlink(missing_ok=True)
            _clear_away(self._target)
            self._open()
        except (OSError, sqlite3.Error) as error:
            raise CaptureError(
                f"{self._path} cannot be written: {getattr(error, 'strerror', None) or error}."
            ) from error
        return self

    def _open(self) -> None:
        try:
            # Grants, trigger bodies and comments of a database are nobody else's business.
            self._handle = os.open(self._fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with contextlib.suppress(OSError):  # a file system without locks
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._connection = sqlite3.connect(self._fresh, isolation_level=None, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode = OFF")
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.execute("BEGIN")
        except BaseException:
            self._fresh.unlink(missing_ok=True)
            if self._handle >= 0:
                os.close(self._handle)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        if kind is not None:
            self._fresh.unlink(missing_ok=True)
        os.close(self._handle)

    def add_view(self, view: str, columns: Sequence[CapturedColumn], rows: Iterable[Sequence[Any]]) -> int:
        """Create the view's table and insert its rows; return their number. An empty view is readable, too."""
        declared = ", ".join(f'"{column.name}"{_DECLARED.get(column.kind, " TEXT")}' for column in columns)
        marks = ", ".join("?" * len(columns))
        count = 0
        try:
            self._connection.execute(f'CREATE TABLE "{view}" ({declared})')
            batch: list[tuple[Any, ...]] = []
            for row in rows:
                batch.append(tuple(map(stored, row)))
                if len(batch) >= _BATCH:
                    count += self._insert(view, marks, batch)
            count += self._insert(view, marks, batch)
        except sqlite3.Error as error:
            raise CaptureError(f"{self._path} cannot be written: {error}.") from error
        self.rows += count
        return count

    def _insert(self, view: str, marks: str, batch: list[tuple[Any, ...]]) -> int:
        self._connection.executemany(f'INSERT INTO "{view}" VALUES ({marks})', batch)
        count = len(batch)
        batch.clear()
        return count

    def finish(self, **facts: str | None) -> None:
        """Write who captured what, when, and move the file into place; raises CaptureError."""
        try:
            names = ", ".join(f'"{name}" TEXT' for name in facts)
            self._connection.execute(f"CREATE TABLE repart_dictionary ({names})")
            marks = ", ".join("?" * len(facts))
            self._connection.execute(f"INSERT INTO repart_dictionary VALUES ({marks})", list(facts.values()))
            self._connection.execute("COMMIT")
            self._connection.close()
            self._fresh.replace(self._target)
        except (OSError, sqlite3.Error) as error:
            raise CaptureError(
                f"{self._path} cannot be written: {getattr(error, 'strerror', None) or error}."
            ) from error


def _clear_away(target: Path) -> None:
    """Remove what captures to the same file left behind that were killed: their process is gone, and so is its lock.

    The lock tells of a process on another machine as well; a file whose lock cannot be asked for stays.
    """
    name = re.compile(rf"\.{re.escape(target.name)}\.(?P<process>\d{{1,9}})\.new")
    beside: list[Path] = []
    with contextlib.suppress(OSError):  # a directory that may be written and not listed
        beside = list(target.parent.iterdir())
    for path in beside:
        found = name.fullmatch(path.name)
        if found is None or _lives(int(found["process"])):
            continue
        with contextlib.suppress(OSError):
            if path.lstat().st_uid != os.getuid() or not stat.S_ISREG(path.lstat().st_mode):
                continue
            handle = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
            finally:
                os.close(handle)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def stored(value: Any) -> Any:
    """Return a value of a driver as the file keeps it: text, integers, floats, bytes; dates as YYYY-MM-DD HH:MI:SS."""
    if value is None or isinstance(value, (str, bytes, float)):
        return value if value != "" else None
    if isinstance(value, int):
        # SQLite's integers end at 64 bits; a MAXVALUE has 28 digits.
        return int(value) if -_LARGEST <= value <= _LARGEST else str(value)
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return stored(int(value)) if whole else float(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")[:19]
    if isinstance(value, date):
        return f"{value.isoformat()} 00:00:00"
    read = getattr(value, "read", None)
    if callable(read):
        return stored(read())
    return str(value)


def number_from(text: str) -> int | float | str:
    """Return a NUMBER written as text as `stored` keeps what a driver returns for it."""
    try:
        return stored(int(text))  # type: ignore[no-any-return]
    except ValueError:
        return float(text)

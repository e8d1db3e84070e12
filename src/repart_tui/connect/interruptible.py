"""A connection whose running call another thread may interrupt, and nothing but a running call.

The driver's cancel() sends a marker at once. When no call waits for an answer, or its request is not on the way yet,
nobody answers the marker, and the next call waits for that answer instead of its own, until its timeout.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

_ON_THE_WAY = 0.05
"""Seconds after which the request of a call is taken to have been sent."""
CLOSING_SECONDS = 5
"""Longest wait for an answer to the farewell."""

_T = TypeVar("_T")


class CallInterrupted(Exception):
    """The call was not begun: somebody wants nothing more of this connection."""


class Interruptible:
    """Wraps a DB-API connection of the driver; `interrupt` is final, no call is begun after it."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._changed = threading.Condition()
        self._began: float | None = None
        self._interrupted = False

    @property
    def version(self) -> str:
        """Version of the database."""
        return str(self._connection.version)

    @property
    def call_timeout(self) -> int:
        """Longest wait for one answer, in milliseconds; 0 is no limit."""
        return int(self._connection.call_timeout)

    @call_timeout.setter
    def call_timeout(self, milliseconds: int) -> None:
        self._connection.call_timeout = milliseconds

    def cursor(self) -> Any:
        """Return a cursor whose calls can be interrupted."""
        return _Cursor(self, self._connection.cursor())

    def interrupt(self) -> None:
        """Interrupt the call that waits for its answer, if there is one, and let none begin. Waits a moment."""
        with self._changed:
            self._interrupted = True
            while self._began is not None:
                left = self._began + _ON_THE_WAY - time.monotonic()
                if left <= 0:
                    self._connection.cancel()
                    return
                self._changed.wait(left)

    def close(self) -> None:
        """Close; a server that is silent is waited for a few seconds only."""
        with contextlib.suppress(Exception):
            self._connection.call_timeout = CLOSING_SECONDS * 1000
        self._connection.close()

    def call(self, function: Callable[..., _T], *arguments: Any) -> _T:
        """Call the driver; raises CallInterrupted, or what the driver raises."""
        with self._changed:
            if self._interrupted:
                raise CallInterrupted("Reading was stopped.")
            self._began = time.monotonic()
        try:
            return function(*arguments)
        finally:
            with self._changed:
                self._began = None
                self._changed.notify_all()


class _Cursor:
    """A cursor of the driver, as far as the discovery and the X-ray use one."""

    def __init__(self, connection: Interruptible, cursor: Any) -> None:
        self._call, self._cursor = connection.call, cursor

    @property
    def arraysize(self) -> int:
        return int(self._cursor.arraysize)

    @arraysize.setter
    def arraysize(self, rows: int) -> None:
        self._cursor.arraysize = rows

    @property
    def prefetchrows(self) -> int:
        return int(self._cursor.prefetchrows)

    @prefetchrows.setter
    def prefetchrows(self, rows: int) -> None:
        self._cursor.prefetchrows = rows

    @property
    def description(self) -> Any:
        return self._cursor.description

    def execute(self, *arguments: Any) -> Any:
        return self._call(self._cursor.execute, *arguments)

    def fetchone(self) -> Any:
        return self._call(self._cursor.fetchone)

    def fetchmany(self, *arguments: Any) -> Any:
        return self._call(self._cursor.fetchmany, *arguments)

    def fetchall(self) -> Any:
        return self._call(self._cursor.fetchall)

    def close(self) -> None:
        self._cursor.close()

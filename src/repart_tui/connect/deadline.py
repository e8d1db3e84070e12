"""A call that may never return, such as a login to a server that is silent after the first packet.

The driver's timeouts cover the TCP connection and, later, each call; between the two nothing ends the wait.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

_LOOK_EVERY = 0.1
"""Seconds between two looks at whether somebody gave up."""

_T = TypeVar("_T")


class NoAnswer(Exception):
    """The call did not return in time."""


class GivenUp(Exception):
    """Somebody does not want the answer any more."""


class _Call(Generic[_T]):
    def __init__(self, call: Callable[[], _T], late: Callable[[_T], object]) -> None:
        self._call, self._late = call, late
        self._lock = threading.Lock()
        self._left = False
        self.done = threading.Event()
        self.result: list[_T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            result = self._call()
        except BaseException as error:  # noqa: BLE001  it is raised where the answer is waited for
            self.error = error
        else:
            with self._lock:
                self.result.append(result)
                left = self._left
            if left:
                with contextlib.suppress(Exception):
                    self._late(result)
        finally:
            self.done.set()

    def leave(self) -> bool:
        """Wait no longer; False when the answer has just come."""
        with self._lock:
            self._left = not self.result
            return self._left


def within(
    seconds: float, call: Callable[[], _T], late: Callable[[_T], object], given_up: Callable[[], bool] = lambda: False
) -> _T:
    """Return what the call returns, which runs in a thread of its own, or raise what it raises.

    Raises NoAnswer after so many seconds, GivenUp once `given_up` returns True; a result that comes later is handed to
    `late`, and a call that never returns ends with the process.
    """
    waiting = _Call(call, late)
    threading.Thread(target=waiting.run, name="call with a deadline", daemon=True).start()
    end = time.monotonic() + seconds
    while not waiting.done.wait(_LOOK_EVERY):
        stopped = given_up()
        if (stopped or time.monotonic() >= end) and waiting.leave():
            raise GivenUp if stopped else NoAnswer
    if waiting.error is not None:
        raise waiting.error
    return waiting.result[0]

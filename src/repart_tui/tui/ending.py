"""Signals that end the program: a closed connection or a shutdown must not take the plan or the terminal along."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable

ENDING = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
"""SIGINT comes from outside only: in the screens ctrl+c is a key."""


def catch_signals(end: Callable[[str, int], None]) -> None:
    """Call `end` with the signal's name and the exit code that shells expect."""
    loop = asyncio.get_running_loop()
    for number in ENDING:
        # Some event loops, and all outside the main thread, take no handlers.
        with contextlib.suppress(RuntimeError, ValueError, NotImplementedError):
            loop.add_signal_handler(number, end, number.name, 128 + number)

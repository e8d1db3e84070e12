"""One plan, one process: the second one to open a plan is told who has it. No textual.

The lock (flock) is on the plan's own file, so it holds between users as well; who holds it stands in the state
directory, for the message. The kernel frees it with the process, however that ends.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import sys
import time
from datetime import datetime
from pathlib import Path

from repart_tui.directories import expanded, made, state_directory

_LOOK_EVERY = 0.02


class PlanLock:
    """The lock on one plan file."""

    def __init__(self, path: Path) -> None:
        self.path = expanded(path).absolute()
        self._handle = -1

    def take(self) -> str | None:
        """Take the lock; return who has it where that is another process, None where it is ours or cannot be told."""
        self.release()
        while True:
            try:
                handle = os.open(self.path, os.O_RDONLY)
            except OSError:
                return None
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                return self._holder()
            except OSError:  # a file system without locks
                os.close(handle)
                return None
            if self._is_the_file(handle):
                break
            # Saved by another process between the two calls: what was locked is not the plan any more.
            os.close(handle)
        self._handle = handle
        self._leave_name()
        return None

    def take_within(self, seconds: float) -> str | None:
        """Take the lock as `take` does, and wait so long for who has it."""
        end = time.monotonic() + seconds
        while (holder := self.take()) is not None and time.monotonic() < end:
            time.sleep(_LOOK_EVERY)
        return holder

    def _is_the_file(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self.path.stat())
        except OSError:
            return True

    def release(self) -> None:
        """Give the lock back."""
        if self._handle >= 0:
            with contextlib.suppress(OSError):
                self._name_file().unlink()
            with contextlib.suppress(OSError):
                os.close(self._handle)
            self._handle = -1

    def _leave_name(self) -> None:
        terminal = ""
        with contextlib.suppress(OSError, ValueError):
            terminal = os.ttyname(sys.__stdin__.fileno()) if sys.__stdin__ is not None else ""
        who = {"process": os.getpid(), "terminal": terminal, "since": f"{datetime.now():%Y-%m-%d %H:%M}"}
        with contextlib.suppress(OSError):
            made(self._name_file().parent)
            self._name_file().write_text(json.dumps(who), encoding="utf-8")

    def _holder(self) -> str:
        try:
            who = json.loads(self._name_file().read_text(encoding="utf-8"))
            terminal = f" on {who['terminal']}" if who["terminal"] else ""
            return f"process {who['process']}{terminal}, since {who['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "a process of another user"

    def _name_file(self) -> Path:
        digest = hashlib.sha256(os.fsencode(os.path.realpath(self.path))).hexdigest()[:24]
        return state_directory() / "open" / f"{digest}.json"

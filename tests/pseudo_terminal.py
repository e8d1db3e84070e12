"""A program in a pseudo-terminal of its own: what it writes, byte by byte. Answers no questions of the program."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence

PATIENCE = 30.0
_NOT_INHERITED = frozenset(
    ("COLORTERM", "NO_COLOR", "COLORFGBG", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "TMUX", "COLUMNS", "LINES")
)


class PseudoTerminal:
    """A child process with a terminal of its own; `environ` adds to what is inherited without facts of a terminal."""

    def __init__(self, command: Sequence[str], size: tuple[int, int] = (80, 24), **environ: str) -> None:
        inherited = {
            key: value
            for key, value in os.environ.items()
            # A test that imported the screens has left their settings for Textual in the environment.
            if key not in _NOT_INHERITED and not key.startswith("TEXTUAL")
        }
        self.pid, self.handle = pty.fork()
        if self.pid == 0:  # the child
            _set_size(0, size)
            os.execvpe(command[0], list(command), inherited | environ)

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size; the kernel tells the child."""
        _set_size(self.handle, (columns, rows))

    def read(self, quiet: float = 0.4, first: float = 0.0) -> bytes:
        """Return what arrives until nothing does for `quiet` seconds; the first byte may take `first` seconds."""
        found = b""
        while select.select([self.handle], [], [], quiet if found else max(quiet, first))[0]:
            try:
                piece = os.read(self.handle, 65536)
            except OSError:  # the child has gone
                break
            if not piece:
                break
            found += piece
        return found

    def read_until(self, text: bytes, patience: float = PATIENCE) -> bytes:
        """Return what arrives until the text is among it, which may take `patience` seconds."""
        found, end = b"", time.monotonic() + patience
        while text not in found and time.monotonic() < end:
            if select.select([self.handle], [], [], 0.1)[0]:
                try:
                    found += os.read(self.handle, 65536)
                except OSError:  # the child has gone
                    break
        assert text in found, found[-500:]
        return found

    def send(self, keys: bytes, quiet: float = 0.4) -> bytes:
        """Send keys and return the answer, for which a busy machine is given time."""
        os.write(self.handle, keys)
        return self.read(quiet, first=3.0)

    def wait(self) -> int:
        """Return the exit code."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
            self.read(0.05)
        raise AssertionError("the program did not end")

    def close(self) -> None:
        """End the child if it still runs."""
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0
        with contextlib.suppress(OSError):
            os.close(self.handle)


def _set_size(handle: int, size: tuple[int, int]) -> None:
    columns, rows = size
    fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

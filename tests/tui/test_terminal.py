"""The screens in a real pseudo-terminal: first frame, silence, few bytes, and an end that keeps the work."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import repart_tui
from repart_tui.tui.core import Source

CODE = """\
import sys
from pathlib import Path
from repart_tui.tui.start import run_app
sys.exit(run_app(config=Path(sys.argv[1])))
"""
PATIENCE = 30.0


class Terminal:
    """A child process with a terminal of its own."""

    def __init__(self, path: Path, **environ: str) -> None:
        self.pid, self.handle = pty.fork()
        if self.pid == 0:  # the child
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            source = str(Path(repart_tui.__file__).parents[1])
            clean = {key: value for key, value in os.environ.items() if key not in {"COLORTERM", "NO_COLOR"}}
            os.execve(sys.executable, [sys.executable, "-c", CODE, str(path)], clean | {"PYTHONPATH": source} | environ)

    def read(self, quiet: float = 0.4) -> bytes:
        """Return what arrives until nothing does for a while."""
        found = b""
        while select.select([self.handle], [], [], quiet)[0]:
            try:
                piece = os.read(self.handle, 65536)
            except OSError:  # the child has gone
                break
            if not piece:
                break
            found += piece
        return found

    def read_until(self, text: bytes) -> bytes:
        """Return what arrives until the text is among it."""
        found, end = b"", time.monotonic() + PATIENCE
        while text not in found and time.monotonic() < end:
            found += self.read(0.1)
        assert text in found, found[-500:]
        return found

    def send(self, keys: bytes) -> bytes:
        """Send keys and return the answer."""
        os.write(self.handle, keys)
        return self.read()

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
        with contextlib.suppress(OSError):
            os.close(self.handle)


@pytest.fixture
def terminal(small: Source, tmp_path: Path) -> Iterator[Terminal]:
    """The small plan in a terminal of 16 colours."""
    assert small.path is not None
    opened = Terminal(small.path, TERM="xterm", XDG_STATE_HOME=str(tmp_path / "state"))
    opened.read_until(b"PAYMENTS")
    opened.read(1.0)
    yield opened
    opened.close()


def test_writes_nothing_while_nobody_types(terminal: Terminal) -> None:
    assert terminal.read(2.0) == b""


def test_a_cursor_key_costs_few_bytes(terminal: Terminal) -> None:
    assert 0 < len(terminal.send(b"\x1b[B")) <= 400


def test_sends_no_colours_but_the_terminals_own(terminal: Terminal) -> None:
    shown = b"".join(terminal.send(key) for key in (b"e", b"\x1b", b"?", b"\x1b", b"d"))
    assert b"38;2;" not in shown
    assert b"48;2;" not in shown
    assert b"38;5;" not in shown


def test_leaves_with_the_terminal_as_it_was(terminal: Terminal) -> None:
    os.write(terminal.handle, b"q")
    assert b"\x1b[?1049l" in terminal.read(1.0)
    assert terminal.wait() == 0

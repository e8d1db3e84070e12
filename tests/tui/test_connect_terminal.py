"""The connect screen in a real pseudo-terminal: a password command has the terminal for itself, and gives it back."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import sys
import termios
from pathlib import Path

import repart_tui
from tests.tui.test_terminal import Terminal
from tests.wire.server import DEMO, PASSWORD, USER, WireServer

ASKS = "printf 'PIN? ' >/dev/tty; read x </dev/tty; test \"$x\" = 42 && echo '{password}'"


class Command(Terminal):
    """`repart-tui` with arguments, in a terminal of its own."""

    def __init__(self, *arguments: str, **environ: str) -> None:
        self.pid, self.handle = pty.fork()
        if self.pid == 0:  # the child
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            source = str(Path(repart_tui.__file__).parents[1])
            command = [sys.executable, "-m", "repart_tui", *arguments]
            os.execve(sys.executable, command, {**os.environ, "PYTHONPATH": source, "TERM": "xterm", **environ})


def test_a_password_command_may_ask_on_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "repart-tui"
    folder.mkdir(parents=True)
    with WireServer(DEMO) as server:
        asks = ASKS.replace("{password}", PASSWORD)
        (folder / "profiles.toml").write_text(
            f'[a]\ndsn = "{server.dsn}"\nuser = "{USER}"\nschemas = ["HR"]\n'
            f'password_command = ["sh", "-c", """{asks}"""]\n'
        )
        terminal = Command("--profile", "a", XDG_CONFIG_HOME=str(tmp_path / "config"))
        try:
            terminal.read_until(b"PIN?")
            os.write(terminal.handle, b"41\r")
            # Given back: the screen is drawn, with what went wrong.
            terminal.read_until(b"exit code 1")
            os.write(terminal.handle, b"\x1b")
            terminal.read(0.6)
            os.write(terminal.handle, b"\r")
            terminal.read_until(b"PIN?")
            os.write(terminal.handle, b"42\r")
            terminal.read_until(b"EMPLOYEES")
            os.write(terminal.handle, b"q")
            assert terminal.wait() == 0
        finally:
            terminal.close()

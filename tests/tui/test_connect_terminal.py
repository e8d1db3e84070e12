"""The connect screen in a real pseudo-terminal: a password command has the terminal for itself, and gives it back."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import repart_tui
from tests.pseudo_terminal import PseudoTerminal
from tests.wire.server import DEMO, PASSWORD, USER, WireServer

ASKS = "printf 'PIN? ' >/dev/tty; read x </dev/tty; test \"$x\" = 42 && echo '{password}'"


def command(*arguments: str, **environ: str) -> PseudoTerminal:
    """Start `repart-tui` with arguments, in a terminal of its own."""
    source = str(Path(repart_tui.__file__).parents[1])
    return PseudoTerminal([sys.executable, "-m", "repart_tui", *arguments], PYTHONPATH=source, TERM="xterm", **environ)


def test_a_password_command_may_ask_on_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "repart-tui"
    folder.mkdir(parents=True)
    with WireServer(DEMO) as server:
        asks = ASKS.replace("{password}", PASSWORD)
        (folder / "profiles.toml").write_text(
            f'[a]\ndsn = "{server.dsn}"\nuser = "{USER}"\nschemas = ["HR"]\n'
            f'password_command = ["sh", "-c", """{asks}"""]\n'
        )
        terminal = command("--profile", "a", XDG_CONFIG_HOME=str(tmp_path / "config"))
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

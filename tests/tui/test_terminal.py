"""The screens in a real pseudo-terminal: first frame, silence, few bytes, every size, and a good end."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import repart_tui
from repart_tui.tui.core import Source
from tests.pseudo_terminal import PseudoTerminal

CODE = """\
import sys
from pathlib import Path
from repart_tui.tui.start import run_app
sys.exit(run_app(config=Path(sys.argv[1])))
"""
DOWN = b"\x1b[B"
LAST_LINE = re.compile(rb"\bhelp\b|\bback\b")
"""A word of the keys that every screen names."""
COLOURS = re.compile(rb"\x1b\[(?:[0-9]+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9]+)*m")


class Terminal(PseudoTerminal):
    """The screens on a plan, in a terminal of 80x24."""

    def __init__(self, path: Path, size: tuple[int, int] = (80, 24), **environ: str) -> None:
        source = str(Path(repart_tui.__file__).parents[1])
        super().__init__([sys.executable, "-c", CODE, str(path)], size, PYTHONPATH=source, **environ)


def opened(small: Source, tmp_path: Path, **environ: str) -> Terminal:
    """Return a terminal that shows the list of the small plan and has come to rest."""
    assert small.path is not None
    terminal = Terminal(small.path, XDG_STATE_HOME=str(tmp_path / "state"), **environ)
    terminal.read_until(b"PAYMENTS")
    terminal.read(1.0)
    return terminal


@pytest.fixture
def terminal(small: Source, tmp_path: Path) -> Iterator[Terminal]:
    """The small plan in a terminal of 16 colours."""
    found = opened(small, tmp_path, TERM="xterm")
    yield found
    found.close()


def test_the_first_frame_comes_before_the_plan_is_read(small: Source, tmp_path: Path) -> None:
    assert small.path is not None
    terminal = Terminal(small.path, TERM="xterm", XDG_STATE_HOME=str(tmp_path / "state"))
    first = terminal.read_until(b"quit")
    assert b"Reading" in first
    assert b"PAYMENTS" not in first
    terminal.read_until(b"PAYMENTS")
    terminal.close()


def test_writes_nothing_while_nobody_types(terminal: Terminal) -> None:
    assert terminal.read(2.0) == b""


@pytest.mark.parametrize("keys", [b"/", b"p", b"e", b"?", b"\x10", b"w"], ids=["/", "p", "e", "?", "ctrl+p", "w"])
def test_writes_nothing_on_other_screens_either(terminal: Terminal, keys: bytes) -> None:
    terminal.send(b" ")
    terminal.send(keys, 1.5)
    assert terminal.read(1.5) == b""


def test_a_cursor_key_costs_few_bytes(terminal: Terminal) -> None:
    costs = [len(terminal.send(DOWN)) for _ in range(4)]
    assert all(costs)
    assert statistics.median(costs) <= 300
    # Where other actions are possible than on the row before, their hints are drawn anew.
    assert max(costs) <= 400


def test_a_letter_in_the_filter_costs_few_bytes(terminal: Terminal) -> None:
    terminal.send(b"/")
    terminal.send(b"a")
    # The list is drawn anew, once.
    assert 0 < len(terminal.send(b"p")) <= 2500


def test_sixteen_colours_are_the_terminals_own(terminal: Terminal) -> None:
    shown = b"".join(terminal.send(key) for key in (b"e", b"\x1b", b"?", b"\x1b", b"d"))
    assert COLOURS.search(shown)
    for other in (b"38;2;", b"48;2;", b"38;5;", b"48;5;"):
        assert other not in shown


def test_256_colours_are_those_of_the_palette(small: Source, tmp_path: Path) -> None:
    terminal = opened(small, tmp_path, TERM="xterm-256color")
    shown = b"".join(terminal.send(key) for key in (b"e", b"\x1b", b"?"))
    terminal.close()
    assert b"38;5;" in shown
    assert b"38;2;" not in shown
    assert b"48;2;" not in shown


def test_no_color_sends_none(small: Source, tmp_path: Path) -> None:
    terminal = opened(small, tmp_path, TERM="xterm-256color", COLORTERM="truecolor", NO_COLOR="1")
    shown = b"".join(terminal.send(key) for key in (b" ", b"e", b"\x1b", b"p", b"\x1b", b"?"))
    terminal.close()
    assert b"\x1b[7" in shown, "the cursor is reversed"
    # 39 and 49 name the terminal's own ground; they are no colours.
    assert not re.search(rb"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]", shown)


def test_a_locale_without_utf8_gets_ascii(small: Source, tmp_path: Path) -> None:
    terminal = opened(small, tmp_path, TERM="xterm", LC_ALL="C")
    shown = b"".join(terminal.send(key) for key in (b"4", b" ", b"e", b"\x1b", b"w", b"\x1b", b"\x10"))
    terminal.close()
    assert shown.isascii()
    assert b"Sizev" in shown.replace(b" ", b"") or b"Size" in shown


def extent(frame: bytes) -> tuple[int, int]:
    """Return the last column and row at which something was placed."""
    places = [(int(column), int(row)) for row, column in re.findall(rb"\x1b\[(\d+);(\d+)H", frame)]
    return max((column for column, _ in places), default=0), max((row for _, row in places), default=0)


def frame_at_rest(terminal: Terminal, columns: int, rows: int) -> bytes:
    """Return the screen drawn anew, once it has the size that the terminal has now."""
    for _ in range(10):
        frame = terminal.send(b"\x0c")
        width, height = extent(frame)
        if width <= columns and height <= rows:
            return frame
    raise AssertionError(f"still drawn to column {width} and row {height}")


def test_a_smaller_window_is_filled_and_not_left(terminal: Terminal) -> None:
    for keys in (b" ", b"e", b"\x1b", b"p", b"\x1b", b"?", b"\x1b"):
        terminal.send(keys)
        terminal.resize(60, 15)
        assert LAST_LINE.search(frame_at_rest(terminal, 60, 15))
        terminal.resize(80, 24)
        assert LAST_LINE.search(frame_at_rest(terminal, 80, 24))


def test_ctrl_l_draws_everything_anew(terminal: Terminal) -> None:
    frame = terminal.send(b"\x0c")
    for text in (b"repart-tui", b"ORDERS", b"PAYMENTS", b"SMALL", b"5 tables, 0 on", b"quit"):
        assert text in frame


def test_a_dumb_terminal_is_refused_with_a_way_out(small: Source) -> None:
    assert small.path is not None
    terminal = Terminal(small.path, TERM="dumb")
    said = terminal.read_until(b"generate")
    assert b'TERM is "dumb"' in said
    assert b"repart-tui validate" in said
    assert b"\x1b" not in said
    assert terminal.wait() == 2
    terminal.close()


def test_leaves_with_the_terminal_as_it_was(terminal: Terminal) -> None:
    os.write(terminal.handle, b"q")
    assert b"\x1b[?1049l" in terminal.read(1.0)
    assert terminal.wait() == 0


def test_without_a_shell_ctrl_z_says_why_and_goes_on(terminal: Terminal) -> None:
    assert b"No shell with job control" in terminal.send(b"\x1a")
    assert b"PAYMENTS is on" in terminal.send(DOWN) + terminal.send(b" ")


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("through_a_script", [False, True])
def test_a_shell_takes_over_at_ctrl_z_and_fg_comes_back(small: Source, tmp_path: Path, through_a_script: bool) -> None:
    assert small.path is not None
    source = str(Path(repart_tui.__file__).parents[1])
    environ = {"TERM": "xterm", "XDG_STATE_HOME": str(tmp_path / "state"), "PYTHONPATH": source}
    shell = PseudoTerminal(["bash", "--norc", "-i"], **environ)
    command = shlex.join([sys.executable, "-c", CODE, str(small.path)])
    if through_a_script:
        script = tmp_path / "start.sh"
        script.write_text(f"{command}\necho it ended\n")
        command = f"bash {script}"
    shell.read(0.5, first=5.0)
    os.write(shell.handle, f"{command}\n".encode())
    shell.read_until(b"PAYMENTS")
    shell.read(1.0)
    os.write(shell.handle, b"\x1a")
    shell.read_until(b"Stopped")
    os.write(shell.handle, b"echo in the ${SHELL:+shell}\n")
    shell.read_until(b"in the shell")
    os.write(shell.handle, b"fg\n")
    shell.read_until(b"PAYMENTS")
    shell.close()

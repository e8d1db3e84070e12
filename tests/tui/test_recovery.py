"""A DBA loses the connection, or the program breaks: nothing that was typed is lost."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from textual.widgets import Input

import repart_tui
from repart_tui.tui.core import Source
from repart_tui.tui.plan_lock import PlanLock
from repart_tui.tui.screens.tables import TablesScreen
from repart_tui.tui.screens.unexpected import UnexpectedScreen
from repart_tui.tui.widgets.lines_area import LinesArea
from tests.pseudo_terminal import PseudoTerminal
from tests.tui.conftest import User, at_terminal
from tests.tui.test_edit import message, row
from tests.tui.test_terminal import Terminal


def journals(tmp_path: Path) -> list[Path]:
    """Return the journals on disk."""
    return sorted((tmp_path / "state" / "repart-tui").glob("journals/*"))


def asked(user: User) -> str:
    """Return the dialog's question as one line."""
    return " ".join(str(user.app.screen.query_one("#question").render()).split())


async def hang_up(user: User) -> None:
    """Close the connection."""
    user.app.end_on_signal("SIGHUP", 129)
    await user.pilot.pause()


async def test_the_next_start_offers_what_was_not_saved_and_puts_it_back(small: Source, tmp_path: Path) -> None:
    async with at_terminal(small) as user:
        await user.press("space", "down", "space")
        await hang_up(user)
        assert user.app.return_value == 129
        assert "start repart-tui edit" in user.app.farewell[1]
    async with at_terminal(small) as user:
        assert user.place == "ConfirmScreen"
        assert user.shows("2 steps on 2 tables, the last one: switch on")
        assert user.shows("APP.PAYMENTS: switched on")
        await user.press("r")
        assert user.place == "tables"
        assert ", 2 on" in user.counts
        assert "not saved" in user.title
        assert user.status == "Put back: 2 tables. u takes it back."
        assert len(journals(tmp_path)) == 1, "the new session keeps them from now on"
        await user.press("ctrl+s")
        await user.settle()
        assert journals(tmp_path) == []


async def test_what_stood_in_the_editor_stands_there_again(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        row(user, "target_config.interval.count").query_one(Input).focus()
        await user.press("end", "2")
        area = row(user, "target_config.partitions").query_one(LinesArea)
        area.focus()
        area.move_cursor(area.document.end)
        await user.press("enter")
        await user.type("half a li")
        await hang_up(user)
    async with at_terminal(small) as user:
        assert user.shows("typed in the editor, not applied: APP.ORDERS")
        await user.press("r")
        assert user.place == "edit"
        assert row(user, "target_config.interval.count").query_one(Input).value == "12"
        assert row(user, "target_config.partitions").query_one(LinesArea).text == "P0 < 2020-01-01\nhalf a li"
        assert message(user, "target_config.partitions") == "Error: line 2: write NAME < bound"
        # Nothing was right yet: there is no outcome from before the error.
        assert not user.shows("As it was before the error")
        # And again, before anything more is typed.
        await hang_up(user)
    async with at_terminal(small) as user:
        await user.press("r")
        assert row(user, "target_config.interval.count").query_one(Input).value == "12"


async def test_later_keeps_it_and_discard_removes_it(small: Source, tmp_path: Path) -> None:
    async with at_terminal(small) as user:
        await user.press("space")
        await hang_up(user)
    async with at_terminal(small) as user:
        await user.press("escape", "q")
        assert user.app.return_value == 0
        assert len(journals(tmp_path)) == 1
    async with at_terminal(small) as user:
        await user.answer("discard it for good")
        assert ", 0 on" in user.counts
        assert journals(tmp_path) == []
    async with at_terminal(small) as user:
        assert user.place == "tables"


async def test_a_start_without_a_source_offers_the_work_and_opens_its_plan() -> None:
    async with at_terminal(Source("demo")) as user:
        await user.press("slash", *"costs", "enter", "space")
        await hang_up(user)
    async with at_terminal(None) as user:
        assert user.place == "ConfirmScreen"
        assert user.shows("from demo dictionary")
        await user.press("r")
        await user.settle()
        assert user.place == "tables"
        assert ", 1 on" in user.counts


async def test_work_on_another_plan_is_not_offered_here(small: Source, tmp_path: Path) -> None:
    async with at_terminal(Source("demo")) as user:
        await user.press("space")
        await hang_up(user)
    async with at_terminal(small) as user:
        assert user.place == "tables"
    assert len(journals(tmp_path)) == 1


async def test_tables_that_are_gone_are_told_and_their_edits_stay_in_a_file(small: Source, tmp_path: Path) -> None:
    async with at_terminal(small) as user:
        await user.press("space", "down", "space")
        await hang_up(user)
    assert small.path is not None
    plan = json.loads(small.path.read_text())
    del plan["tables"][0]
    small.path.write_text(json.dumps(plan))
    async with at_terminal(small) as user:
        assert "The file has been changed since" in asked(user)
        await user.press("r")
        assert user.status.startswith("APP.ORDERS is not in the plan any more. It stays in ")
        assert ", 1 on" in user.counts
    assert any(path.suffix == ".left-out" for path in journals(tmp_path))


async def test_discarded_or_left_work_is_not_offered_again(small: Source, tmp_path: Path) -> None:
    async with at_terminal(small) as user:
        await user.press("space", "q")
        await user.answer("leave, losing them")
        assert user.app.return_value == 0
    async with at_terminal(small) as user:
        await user.press("e", "down", "down", "down", "9", "escape")
        await user.answer("discard them")
        assert user.place == "tables"
        await hang_up(user)
    async with at_terminal(small) as user:
        assert user.place == "tables"
    assert journals(tmp_path) == []


async def test_the_second_instance_on_a_plan_is_told(small: Source) -> None:
    assert small.path is not None
    other = PlanLock(small.path)
    assert other.take() is None
    async with at_terminal(small) as user:
        assert user.place == "ConfirmScreen"
        assert "is open in another repart-tui already: process " in asked(user)
        await user.press("o")
        assert user.place == "ConfirmScreen", "no letter opens it twice"
        await user.answer("open it here too")
        assert user.place == "tables"
    for leaving in ("escape", "enter"):
        async with at_terminal(small) as user:
            await user.press(leaving)
            assert user.app.return_value == 0
    other.release()


async def test_beside_what_somebody_else_saved_the_plan_takes_another_name(small: Source) -> None:
    assert small.path is not None
    async with at_terminal(small) as user:
        await user.press("space")
        theirs = small.path.read_text() + "\n"
        small.path.write_text(theirs)
        await user.press("ctrl+s")
        await user.press("s")
        assert user.place == "AskScreen"
        await user.press("enter")
        await user.settle()
        mine = small.path.with_stem(f"{small.path.stem}_2")
        assert small.path.read_text() == theirs
        assert '"enabled": true' in mine.read_text()
        assert user.app.plan is not None
        assert user.app.plan.path == mine


async def test_a_file_that_somebody_else_changed_is_not_overwritten_unasked(small: Source) -> None:
    assert small.path is not None
    async with at_terminal(small) as user:
        await user.press("space")
        theirs = small.path.read_text() + "\n"
        small.path.write_text(theirs)
        await user.press("ctrl+s")
        assert "was changed by somebody else since it was opened here." in asked(user)
        await user.press("y", "enter")
        assert small.path.read_text() == theirs
        await user.press("ctrl+s")
        await user.answer("overwrite them")
        await user.settle()
        assert '"enabled": true' in small.path.read_text()
        await user.press("space", "ctrl+s")
        assert user.place == "tables"


async def test_an_unexpected_error_shows_a_panel_and_the_work_goes_on(
    small: Source, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(TablesScreen, "action_sort", fail)
    async with at_terminal(small) as user:
        user.expects_errors = True
        await user.press("space", "s")
        assert user.place == "UnexpectedScreen"
        assert user.shows("RuntimeError: boom")
        assert user.shows("Every edit so far is kept")
        assert not user.shows("Traceback")
        (log,) = (tmp_path / "state" / "repart-tui").glob("error-*.log")
        assert "in fail" in log.read_text()
        assert user.shows(str(log)[:40])
        screen = user.app.screen
        assert isinstance(screen, UnexpectedScreen)
        await user.press("c")
        assert "RuntimeError: boom" in user.app.clipboard
        await user.press("escape")
        assert user.place == "tables"
        await user.press("space")
        assert ", 0 on" in user.counts


async def test_an_error_in_a_handler_is_shown_too_and_leaving_keeps_the_work(
    small: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise ValueError("broken handler")

    async with at_terminal(small) as user:
        user.expects_errors = True
        await user.press("space")
        monkeypatch.setattr(TablesScreen, "on_table_list_moved", fail)
        await user.press("down")
        assert user.shows("ValueError: broken handler")
        await user.press("q")
        assert user.app.crashed
        assert any("it offers to put it back" in line for line in user.app.farewell)
    monkeypatch.undo()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_signal_in_the_middle_of_an_edit_loses_nothing(small: Source, tmp_path: Path, number: signal.Signals) -> None:
    assert small.path is not None
    environ = {"TERM": "xterm", "NO_COLOR": "1", "XDG_STATE_HOME": str(tmp_path / "state")}
    first = Terminal(small.path, **environ)
    first.read_until(b"PAYMENTS")
    first.send(b" ")
    first.send(b"e")
    for _ in range(3):
        first.send(b"\x1b[B")
    first.send(b"7")
    os.kill(first.pid, number)
    ended = first.read(1.0)
    expected = -number if number == signal.SIGKILL else 128 + number
    assert first.wait() == expected
    if number != signal.SIGKILL:
        assert b"\x1b[?1049l" in ended, "the terminal is given back"
        assert b"it offers to put it back" in ended
        assert b"Traceback" not in ended
    first.close()

    second = Terminal(small.path, **environ)
    second.read_until(b"not applied: APP.ORDERS")
    os.write(second.handle, b"r")  # typed ahead of the question: means something else
    time.sleep(1)
    os.write(second.handle, b"r")
    # The interval of 17 months makes 5 partitions of 61.
    second.read_until(b"5 partitions now")
    second.send(b"\x13")
    os.write(second.handle, b"\x13")
    second.read_until(b"Saved to")
    second.close()
    saved = json.loads(small.path.read_text())["tables"][0]
    assert saved["enabled"]
    assert saved["common_settings"]["target_config"]["interval"]["count"] == 17


def test_a_terminal_that_is_gone_ends_the_program(small: Source, tmp_path: Path) -> None:
    assert small.path is not None
    terminal = Terminal(small.path, TERM="xterm", XDG_STATE_HOME=str(tmp_path / "state"))
    terminal.read_until(b"PAYMENTS")
    terminal.send(b" ")
    os.close(terminal.handle)
    _, status = os.waitpid(terminal.pid, 0)
    terminal.pid = 0
    assert os.waitstatus_to_exitcode(status) == 129
    assert len(journals(tmp_path)) == 1
    assert not list((tmp_path / "state" / "repart-tui").glob("error-*"))


BROKEN = """
import sys
from pathlib import Path
from repart_tui.tui.start import run_app
from repart_tui.tui.{module} import {owner}
drawn = {owner}.{method}
def fail(self, *arguments):
    if Path(sys.argv[2]).exists():
        raise RuntimeError("broken drawing")
    return drawn(self, *arguments)
{owner}.{method} = fail
sys.exit(run_app(config=Path(sys.argv[1])))
"""


@pytest.mark.parametrize(
    ("module", "owner", "method", "key"),
    [
        ("widgets.table_list", "TableList", "render_line", b"\x1b[B"),
        ("screens.help", "HelpScreen", "compose_body", b"?"),
    ],
    ids=["render", "compose"],
)
def test_an_error_while_drawing_gives_the_terminal_back_and_keeps_the_work(
    small: Source, tmp_path: Path, module: str, owner: str, method: str, key: bytes
) -> None:
    code = BROKEN.format(module=module, owner=owner, method=method)
    state = {"TERM": "xterm", "NO_COLOR": "1", "XDG_STATE_HOME": str(tmp_path / "state")}
    source = str(Path(repart_tui.__file__).parents[1])
    assert small.path is not None
    broken = tmp_path / "broken"
    terminal = PseudoTerminal([sys.executable, "-c", code, str(small.path), str(broken)], PYTHONPATH=source, **state)
    terminal.read_until(b"PAYMENTS")
    terminal.read(1.0)
    terminal.send(b" ")
    broken.touch()
    found = terminal.send(key, quiet=2.0)
    assert b"Traceback" not in found
    assert b"RuntimeError: broken drawing" in found
    assert b"  log      " in found
    if b"go on" not in found:  # the screens could not show a panel: they end, and say where all is
        assert b"\x1b[?1049l" in found
        assert b"it offers to put it back" in found
        assert terminal.wait() == 4
        broken.unlink()
        again = Terminal(small.path, **state)
        again.read_until(b"APP.ORDERS: switched on")
        again.close()
    terminal.close()

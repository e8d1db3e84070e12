"""A DBA reads the script, writes it, and leaves; nothing is lost on the way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from repart_tui.tui import core
from repart_tui.tui.app import RepartApp
from repart_tui.tui.core import Source
from repart_tui.tui.screens.preview import PreviewScreen
from repart_tui.tui.screens.tables import TablesScreen
from repart_tui.tui.widgets.text_view import TextView
from tests.tui.conftest import User, at_terminal


@dataclass
class FakeScripts:
    """What generate.render returns."""

    master: str
    rollback: str
    cleanup: str


MASTER = "\n".join(
    [
        "REM head",
        *(f"REM filler {number}" for number in range(60)),
        "PROMPT Table APP.ORDERS",
        'ALTER TABLE "APP"."ORDERS"',
    ]
)


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the generator where only the screens are looked at."""
    monkeypatch.setattr(core, "render", lambda _: FakeScripts(MASTER, "REM back", "REM clean"))
    monkeypatch.setattr(core, "ledger_of", lambda *_: [])


async def ready(user: User) -> None:
    """Wait for what is rendered in the background."""
    for _ in range(100):
        if not any(worker.is_running for worker in user.app.workers):
            break
        await user.pilot.pause(0.02)
    await user.settle()


@pytest.mark.usefixtures("scripts")
async def test_reads_and_searches_the_script(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("p")
        assert user.status == "No table is on: space switches the one under the cursor on."
        await user.press("space", "p")
        await ready(user)
        assert user.place == "preview"
        assert user.title == "Preview: master1.sql tab: rollback1.sql cleanup1.sql"
        assert user.shows("REM head")
        await user.press("slash")
        await user.type("alter")
        assert user.status == "1 lines hold it."
        assert user.shows('ALTER TABLE "APP"."ORDERS"')
        await user.press("enter", "escape", "g", "t")
        screen = user.app.screen
        assert isinstance(screen, PreviewScreen)
        assert screen.query_one("#sql", TextView).scroll_offset.y > 0
        await user.press("tab")
        assert user.shows("REM back")


async def test_says_why_no_script_can_be_written(small: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise core.CoreError(["APP.ORDERS: the bound [x] is wrong."])

    monkeypatch.setattr(core, "render", refuse)
    async with at_terminal(small) as user:
        await user.press("space", "p")
        await ready(user)
        assert user.shows("APP.ORDERS: the bound [x] is wrong.")
        await user.press("w")
        assert user.place == "preview"


async def test_an_unexpected_error_shows_no_traceback_and_keeps_the_plan(
    small: Source, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(core, "render", fail)
    async with at_terminal(small) as user:
        await user.press("space", "p")
        await ready(user)
        assert user.shows("RuntimeError: boom")
        assert not user.shows("Traceback")
    kept = sorted(path.suffix for path in (tmp_path / "state" / "repart-tui").iterdir())
    assert kept == [".json", ".log"]


async def test_writes_asks_before_overwriting_and_says_what_to_run(small: Source, tmp_path: Path) -> None:
    async with at_terminal(small) as user:
        await user.press("space", "w")
        assert user.place == "WriteScreen"
        await user.press("enter")
        await ready(user)
        assert user.place == "result"
        assert "sqlplus USER@DB @master1.sql" in user.text
        written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
        assert sorted(written) == ["cleanup1.sql", "master1.sql", "migration_config.json", "rollback1.sql"]
        assert "plan.json itself is not saved yet" in user.text
        await user.press("escape")
        assert "not saved" in user.title
        await user.press("ctrl+s")
        await ready(user)
        assert "not saved" not in user.title
        await user.press("w", "enter")
        await user.settle()
        assert user.place == "ConfirmScreen"
        await user.press("escape", "escape")
        assert user.place == "tables"
        assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == written


async def test_the_screens_write_what_the_command_line_writes(small: Source, tmp_path: Path) -> None:
    from repart_tui.config_file import load_config
    from repart_tui.generate import render

    async with at_terminal(small) as user:
        await user.press("space", "w", "enter")
        await ready(user)
    scripts = render(load_config(tmp_path / "out" / "migration_config.json"))
    assert (tmp_path / "out" / "master1.sql").read_text(encoding="utf-8") == scripts.master


async def test_quit_asks_only_when_something_is_unsaved(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("q")
        assert user.app.return_value == 0
    async with at_terminal(small) as user:
        await user.press("space", "q")
        assert user.place == "ConfirmScreen"
        await user.press("escape")
        assert user.place == "tables"
        await user.press("q", "l")
        assert user.app.return_value == 0


async def test_quit_can_save_first(small: Source) -> None:
    from repart_tui.config_file import load_config

    async with at_terminal(small) as user:
        await user.press("space", "ctrl+q", "s")
        await ready(user)
        assert user.app.return_value == 0
    assert small.path is not None
    assert load_config(small.path).tables[0].enabled


async def test_quit_asks_when_the_editor_holds_something(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e", "down", "down", "down")
        await user.press("9", "ctrl+q")
        assert user.place == "ConfirmScreen"
        assert user.shows("not applied")


async def test_a_discovered_plan_asks_for_a_name_when_saved(tmp_path: Path) -> None:
    async with at_terminal(Source("demo")) as user:
        await user.press("ctrl+s")
        assert user.place == "AskScreen"
        await user.press("enter")
        await ready(user)
        assert user.place == "tables"
        assert user.status == "Saved to migration_config.json."
    assert (tmp_path / "migration_config.json").is_file()


async def test_writing_a_discovered_plan_saves_it() -> None:
    async with at_terminal(Source("demo")) as user:
        await user.press("slash", *"costs", "enter", "space", "w", "enter")
        await ready(user)
        assert user.place == "result"
        await user.press("escape", "q")
        assert user.app.return_value == 0


async def test_an_error_in_a_screen_ends_with_a_log_and_no_traceback(
    small: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(TablesScreen, "action_sort", fail)
    apps: list[RepartApp] = []

    async def press_it() -> None:
        async with at_terminal(small) as user:
            apps.append(user.app)
            await user.press("space", "s")

    with pytest.raises(RuntimeError, match="boom"):
        await press_it()
    (app,) = apps
    assert app.crashed
    assert app.farewell[1].endswith("RuntimeError: boom")
    assert "kept in" in app.farewell[-2]

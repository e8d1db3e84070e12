"""A slow line delivers many keys at once: each does what it would have done alone."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Key
from textual.widgets import Input

from repart_tui.tui import ordered_keys
from repart_tui.tui.core import Source
from repart_tui.tui.widgets.lines_area import LinesArea
from repart_tui.tui.widgets.settings_form import SettingsForm
from tests.tui.conftest import User, at_terminal

NAMES = {"/": "slash", "?": "question_mark", " ": "space", "\r": "enter", "\x1b": "escape"}


def burst(user: User, text: str) -> None:
    """Let keys arrive as one piece."""
    for char in text:
        user.app.post_message(Key(NAMES.get(char, char), char if char.isprintable() else None))


async def test_what_follows_the_slash_goes_into_the_filter(small: Source) -> None:
    async with at_terminal(small) as user:
        burst(user, "/pay")
        await user.settle()
        assert user.tables.query_one("#filter", Input).value == "pay"
        assert user.names == ["PAYMENTS"]
        assert user.app.plan is not None
        assert not user.app.plan.unsaved


async def test_enter_gives_the_keys_back_to_the_list(small: Source) -> None:
    async with at_terminal(small) as user:
        burst(user, "/pay\r x")
        await user.settle()
        assert user.tables.query_one("#filter", Input).value == "pay"
        plan = user.app.plan
        assert plan is not None
        assert [table.enabled for table in plan.tables[:2]] == [False, False], "on by space, off by x"
        burst(user, " s")
        await user.settle()
        assert plan.tables[1].enabled


async def test_keys_wait_for_the_screen_that_the_one_before_opened(small: Source) -> None:
    async with at_terminal(small) as user:
        burst(user, "?q")
        await user.settle()
        assert user.place == "tables", "q closed the help, and asked nothing of the list"
        burst(user, "bs")
        await user.settle()
        assert user.place == "SetFieldScreen"


async def test_escape_and_a_letter_soon_after_are_two_keys_though_terminals_send_alt_and_a_letter_so(
    small: Source,
) -> None:
    async with at_terminal(small) as user:
        await user.press("d")
        assert user.place == "detail"
        user.app.post_message(Key("alt+e", "e"))
        await user.settle()
        assert user.place == "edit"
        await user.press("escape", "d")
        user.app.post_message(Key("alt+shift+e", "E"))
        await user.settle()
        assert user.place == "settings"


async def test_undo_that_is_held_down_ends_in_a_whole_form_with_the_cursor_in_its_field(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        area = user.app.screen.query_one(LinesArea)
        area.focus()
        area.text = "P0 <"
        await user.settle()
        assert user.counts == "1 error"
        for _ in range(4):
            user.app.post_message(Key("ctrl+x", None))
        await user.settle()
        assert user.app.screen.query_one(LinesArea).text == "P0 < 2020-01-01"
        assert "changed" not in user.title
        assert user.counts == ""
        assert user.app.screen.focused is user.app.screen.query_one(LinesArea)


async def test_keys_wait_for_a_form_that_is_shown_anew(small: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild = SettingsForm.rebuild

    async def slowly(form: SettingsForm) -> None:
        await form.remove_children()
        await asyncio.sleep(0.3)
        await rebuild(form)

    monkeypatch.setattr(SettingsForm, "rebuild", slowly)
    async with at_terminal(small) as user:
        await user.press("e")
        field = user.app.screen.query_one("#form Input", Input)
        field.focus()
        await user.press("end", "7")
        before = field.value
        user.app.post_message(Key("ctrl+x", None))
        burst(user, "89")
        await user.settle()
        again = user.app.screen.query_one("#form Input", Input)
        assert again is not field
        assert again.value == f"{before[:-1]}89"


async def test_a_key_whose_widget_is_gone_holds_up_no_other(small: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordered_keys, "PATIENCE", 0.2)
    async with at_terminal(small) as user:
        lost = ordered_keys.KeyTaken(user.app.screen, user.app.screen, 1)
        user.app._key_under_way = lost
        burst(user, "/pay")
        await user.pilot.pause(0.5)
        await user.settle()
        assert user.names == ["PAYMENTS"]

"""A slow line delivers many keys at once: each does what it would have done alone."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.widgets import Input

from repart_tui.tui import ordered_keys
from repart_tui.tui.core import Source
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


async def test_a_key_whose_widget_is_gone_holds_up_no_other(small: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordered_keys, "PATIENCE", 0.2)
    async with at_terminal(small) as user:
        lost = ordered_keys.KeyTaken(user.app.screen, user.app.screen, 1)
        user.app._key_under_way = lost
        burst(user, "/pay")
        await user.pilot.pause(0.5)
        await user.settle()
        assert user.names == ["PAYMENTS"]

"""The command palette's entries, out of the action registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from repart_tui.tui.actions import ACTIONS, EVERYWHERE, Action

if TYPE_CHECKING:
    from repart_tui.tui.app import RepartApp

_HIDDEN = frozenset({"command_palette", "next_field", "previous_field", "to_list"})
"""Of no use once the palette has taken the cursor."""


def palette_commands(app: RepartApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield what can be done on the screen; what cannot at the moment says why."""
    from repart_tui.tui.screens.base import BaseScreen

    for action in ACTIONS:
        if action.screen not in {getattr(screen, "NAME", ""), EVERYWHERE} or action.twin or action.name in _HIDDEN:
            continue
        keys = app.shown_keys(action)
        objection = screen.why_not(action.method) if isinstance(screen, BaseScreen) else None
        title = f"{action.label.capitalize()}{f' ({keys[0]})' if keys else ''}"
        yield SystemCommand(title, f"Not now: {objection}" if objection else action.help, _runner(app, action, screen))


def _runner(app: RepartApp, action: Action, screen: Screen[Any]) -> Callable[[], Any]:
    async def run() -> None:
        await app.run_action(action.name, app if action.screen == EVERYWHERE else screen)

    return lambda: app.call_later(run)

"""The command palette's entries, out of the action registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from repart_tui.tui.actions import ACTIONS, EVERYWHERE, Action

if TYPE_CHECKING:
    from repart_tui.tui.app import RepartApp

_HIDDEN = frozenset({"palette", "next_field", "previous_field", "to_list"})
"""Of no use once the palette has taken the cursor."""


@dataclass(frozen=True)
class Command:
    """An action that can be chosen in the palette."""

    action: Action
    keys: str
    objection: str
    """Why it cannot be done now; empty when it can."""

    @property
    def label(self) -> str:
        """Its name."""
        return self.action.label

    @property
    def help(self) -> str:
        """Its sentence."""
        return self.action.help

    @property
    def searched(self) -> str:
        """The text in which words are looked for, lowered."""
        return f"{self.label} {self.help} {self.action.id}".lower()


def palette_commands(app: RepartApp, screen: Screen[Any]) -> list[Command]:
    """Return what can be done on the screen, the most wanted first; what cannot at the moment says why."""
    from repart_tui.tui.screens.base import BaseScreen

    wanted = {getattr(screen, "NAME", ""), EVERYWHERE}
    found = [a for a in ACTIONS if a.screen in wanted and not a.twin and a.name not in _HIDDEN]
    return [
        Command(
            action,
            (app.shown_keys(action) or [""])[0],
            (screen.objection(action.method) or "") if isinstance(screen, BaseScreen) else "",
        )
        for action in sorted(found, key=lambda action: action.hint or 99)
    ]

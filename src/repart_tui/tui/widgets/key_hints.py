"""The last line: the keys of the screen, the most wanted first, as many as fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from repart_tui.tui.actions import EVERYWHERE, Action, hints_of

if TYPE_CHECKING:
    from repart_tui.tui.app import RepartApp


class KeyHints(Widget):
    """Keys and labels out of the action registry."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-hints--key", "key-hints--disabled"}

    def __init__(self, screen_name: str) -> None:
        super().__init__()
        self._actions = hints_of(screen_name)
        self._disabled: frozenset[str] = frozenset()

    def show_disabled(self, why_not: Callable[[str], str | None]) -> None:
        """Dim the actions that have an objection; repaints only those that changed."""
        before = self._disabled
        self._disabled = frozenset(action.id for action in self._actions if why_not(action.method) is not None)
        x = 1
        for action, key, label in self._fitting(self.size.width - 1):
            width = cell_len(key) + cell_len(label) + 3
            if action.id in before ^ self._disabled:
                self.refresh(Region(x, 0, width - 2, 1))
            x += width

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        segments = [Segment(" ", self.rich_style)]
        used = 1
        bold, dim = (self.get_component_rich_style(name) for name in ("key-hints--key", "key-hints--disabled"))
        for action, key, label in self._fitting(width - 1):
            disabled = action.id in self._disabled
            segments += [
                Segment(key, dim if disabled else bold),
                Segment(f" {label}", dim if disabled else self.rich_style),
            ]
            segments.append(Segment("  ", self.rich_style))
            used += cell_len(key) + cell_len(label) + 3
        return Strip(segments, used).adjust_cell_length(width, self.rich_style)

    def _fitting(self, width: int) -> list[tuple[Action, str, str]]:
        """Return action, key and label, as many as fit; the way back, help and quit stay to the last."""
        app = cast("RepartApp", self.app)
        wanted = [(action, keys[0]) for action in self._actions if (keys := app.shown_keys(action))]
        while wanted and sum(cell_len(key) + cell_len(action.label) + 3 for action, key in wanted) - 2 > width:
            last = next((hint for hint in reversed(wanted) if not _stays(hint[0])), wanted[-1])
            wanted.remove(last)
        return [(action, key, action.label) for action, key in wanted]


def _stays(action: Action) -> bool:
    return action.screen == EVERYWHERE or action.name == "close"

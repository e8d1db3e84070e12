"""The last line: the keys of the screen, the most wanted first, as many as fit."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from repart_tui.tui.actions import hints_of


class KeyHints(Widget):
    """Keys and labels out of the action registry."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-hints--key"}

    def __init__(self, screen_name: str) -> None:
        super().__init__()
        self._hints = [(action.first_key, action.label) for action in hints_of(screen_name)]

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        segments = [Segment(" ", self.rich_style)]
        used = 1
        shown = self._fitting(width - 1)
        for key, label in shown:
            segments += [
                Segment(key, self.get_component_rich_style("key-hints--key")),
                Segment(f" {label}  ", self.rich_style),
            ]
            used += cell_len(key) + cell_len(label) + 3
        return Strip(segments, used).adjust_cell_length(width, self.rich_style)

    def _fitting(self, width: int) -> list[tuple[str, str]]:
        """Return the hints that fit; help, from where all others can be found, stays to the last."""
        wanted = list(self._hints)
        while wanted and sum(cell_len(key) + cell_len(label) + 3 for key, label in wanted) - 2 > width:
            last = next((hint for hint in reversed(wanted) if hint[0] not in {"?", "q"}), wanted[-1])
            wanted.remove(last)
        return wanted

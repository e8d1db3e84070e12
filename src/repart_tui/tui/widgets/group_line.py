"""The heading of a folded group in a form; enter or space opens and folds it."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from repart_tui.counted import counted
from repart_tui.tui.widgets.cells import fit


class GroupLine(Widget, can_focus=True):
    """Says how many settings the group holds."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "fold", "Open or fold", show=False)]

    class Toggled(Message):
        """The user wants the group open, or folded again."""

        def __init__(self, line: GroupLine) -> None:
            super().__init__()
            self.line = line

    def __init__(self, group: str, count: int, *, is_open: bool) -> None:
        super().__init__()
        self.group = group
        self.is_open = is_open
        self._count = count

    def show(self, is_open: bool) -> None:
        """Say whether it is open."""
        self.is_open = is_open
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the heading."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        sign, does = ("-", "folds") if self.is_open else ("+", "opens")
        hint = f"  (enter {does} it)" if self.has_focus else ""
        text = f" {sign} {self.group}: {counted(self._count, 'setting')}{hint}"
        return Strip([Segment(fit(text, width), self.rich_style)])

    def action_fold(self) -> None:
        """Ask for it."""
        self.post_message(self.Toggled(self))

    def on_click(self) -> None:
        """Ask for it."""
        self.action_fold()

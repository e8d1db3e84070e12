"""The chosen key columns on one line; enter or space opens the list of columns."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from repart_tui.tui.describe import shown
from repart_tui.tui.widgets.cells import fit


class ColumnButton(Widget, can_focus=True):
    """Shows names and asks for the list."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "ask", "Choose columns", show=False)]

    class Pressed(Message):
        """The user wants to choose."""

        def __init__(self, button: ColumnButton) -> None:
            super().__init__()
            self.button = button

        @property
        def control(self) -> ColumnButton:
            """The button."""
            return self.button

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self.names = names

    def show(self, names: list[str]) -> None:
        """Show other names."""
        self.names = names
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the names."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        text = ", ".join(shown(name) for name in self.names) or "none yet: enter chooses"
        width = self.size.width
        return Strip(
            [Segment(fit(f" {text}  (enter: list)" if self.has_focus else f" {text}", width), self.rich_style)]
        )

    def action_ask(self) -> None:
        """Ask for the list."""
        self.post_message(self.Pressed(self))

    def on_click(self) -> None:
        """Ask for the list."""
        self.action_ask()

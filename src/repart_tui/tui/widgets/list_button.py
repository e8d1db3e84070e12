"""What is chosen, on one line; enter or space opens the list to choose from."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from repart_tui.tui.describe import shown
from repart_tui.tui.widgets.cells import fit


class ListButton(Widget, can_focus=True):
    """Shows what is chosen and asks for the list."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "ask", "Open the list", show=False)]

    class Pressed(Message):
        """The user wants to choose."""

        def __init__(self, button: ListButton) -> None:
            super().__init__()
            self.button = button

        @property
        def control(self) -> ListButton:
            """The button."""
            return self.button

    def __init__(self, text: str, index: int = 0) -> None:
        super().__init__()
        self.index = index
        """Its place among the buttons of a row."""
        self.text = text
        """What is chosen; empty for nothing yet."""

    def show(self, text: str) -> None:
        """Show something else."""
        self.text = text
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the text."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        text = shown(self.text) or "none yet: enter chooses"
        room = max(0, self.size.width - 2)
        hints = ("  (enter: list)", "  (enter)") if self.has_focus else ()
        # Half a hint is none.
        hint = next((one for one in hints if cell_len(f" {text}{one}") <= room), "")
        return Strip([Segment(fit(f" {text}{hint}", room) + "▼ ", self.rich_style)])

    def action_ask(self) -> None:
        """Ask for the list."""
        self.post_message(self.Pressed(self))

    def on_click(self) -> None:
        """Ask for the list."""
        self.action_ask()

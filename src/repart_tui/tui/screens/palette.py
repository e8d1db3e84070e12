"""The command palette: all that can be done on the screen, found by the words of its name or sentence.

Textual's own one blinks, draws an icon that is two cells wide here and one there, and searches names alone.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from repart_tui.tui.palette import Command
from repart_tui.tui.widgets.choice_list import ReversedList
from repart_tui.tui.widgets.line_input import LineInput


class PaletteScreen(ModalScreen[Command | None]):
    """Returns the chosen command."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+p", "close", "cancel", priority=True),
        Binding("down", "move(1)", "down", priority=True),
        Binding("up", "move(-1)", "up", priority=True),
        Binding("enter", "run", "run", priority=True),
    ]

    def __init__(self, commands: list[Command]) -> None:
        super().__init__()
        self._commands = commands
        self._found: list[Command] = []

    def compose(self) -> ComposeResult:
        """Lay out field and list."""
        with Vertical(id="palette"):
            yield LineInput(placeholder="what do you want to do? enter runs it, esc closes", id="wanted")
            yield ReversedList(compact=True)

    def on_mount(self) -> None:
        """Show all commands."""
        self._search("")

    def on_input_changed(self, event: LineInput.Changed) -> None:
        """Search at every key."""
        self._search(event.value)

    def _search(self, text: str) -> None:
        words = text.lower().split()
        hits = [command for command in self._commands if all(word in command.searched for word in words)]
        # What is called so comes before what only speaks of it.
        self._found = sorted(hits, key=lambda command: not all(word in command.label.lower() for word in words))
        options = self.query_one(ReversedList)
        options.clear_options()
        options.add_options([Option(_line(command)) for command in self._found])
        options.highlighted = 0 if self._found else None

    def action_move(self, rows: int) -> None:
        """Go up or down in the list, from the field."""
        options = self.query_one(ReversedList)
        if options.highlighted is not None:
            options.highlighted = max(0, min(options.highlighted + rows, len(self._found) - 1))

    def action_run(self) -> None:
        """Return the command under the cursor."""
        place = self.query_one(ReversedList).highlighted
        if place is not None:
            self.dismiss(self._found[place])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the command that was clicked."""
        self.dismiss(self._found[event.option_index])

    def action_close(self) -> None:
        """Return nothing."""
        self.dismiss(None)


def _line(command: Command) -> Content:
    style = "dim" if command.objection else ""
    words = f"not now: {command.objection}" if command.objection else command.help
    return Content.assemble((f"{command.label:<13} ", f"bold {style}"), (f"{command.keys:<7} ", style), (words, style))

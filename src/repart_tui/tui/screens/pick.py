"""A list of names to choose one or several from; typing narrows it, and a name that is not there can be typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import shown
from repart_tui.tui.guarded import Guarded
from repart_tui.tui.widgets.choice_list import ReversedList
from repart_tui.tui.widgets.field_row import FieldRow
from repart_tui.tui.widgets.key_hints import KeyHints
from repart_tui.tui.widgets.line_input import LineInput


class PickScreen(Guarded, ModalScreen["list[str] | None"]):
    """Returns the names in the order in which they were picked, None when the user gives up."""

    NAME: ClassVar[str] = "pick"
    BINDINGS = bindings_of("pick")

    def __init__(self, question: str, names: Sequence[str], picked: Sequence[str], *, many: bool) -> None:
        super().__init__()
        self._question = question
        # What stands in the field already may not be in the dictionary.
        self._names = list(dict.fromkeys([*names, *picked]))
        self._picked = list(picked)
        self._many = many
        self._found: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out the field, the list and what is picked."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), id="question")
            yield LineInput(placeholder="type to narrow the list")
            yield ReversedList(compact=True)
            yield Static("", id="objection")
            yield KeyHints(self.NAME)

    def on_mount(self) -> None:
        """Show all names; the cursor stays in the field, the list follows the arrows."""
        names = self.query_one(ReversedList)
        names.can_focus = False
        if not self._many:
            self.query_one(KeyHints).show_disabled(lambda name: "One name is chosen." if name == "pick" else None)
        self.query_one(Input).focus()
        self._show("")
        if self._picked and not self._many:
            names.highlighted = self._found.index(self._picked[0])

    def _show(self, typed: str) -> None:
        words = typed.upper().split()
        self._found = [name for name in self._names if all(word in name.upper() for word in words)]
        names = self.query_one(ReversedList)
        at = names.highlighted
        names.clear_options()
        names.add_options(Option(Content(self._row(name))) for name in self._found)
        names.highlighted = min(at or 0, len(self._found) - 1) if self._found else None
        said = "" if self._found else "No such name in the dictionary: enter takes what you typed."
        self._say(said)

    def _row(self, name: str) -> str:
        if not self._many:
            return f" {shown(name)}"
        place = str(self._picked.index(name) + 1) if name in self._picked else " "
        return f" [{place}] {shown(name)}"

    def _say(self, text: str) -> None:
        picked = f"Picked: {', '.join(map(shown, self._picked)) or 'none'}" if self._many else ""
        self.query_one("#objection", Static).update(Content(text or picked))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list; a blank picks, for names of tablespaces hardly hold one."""
        event.stop()
        if self._many and event.value.endswith(" "):
            event.input.value = event.value[:-1]
            self.action_pick()
        else:
            self._show(event.value)

    def _current(self) -> str:
        """Return the name under the cursor, or what was typed as SQL reads it."""
        at = self.query_one(ReversedList).highlighted
        if self._found and at is not None:
            return self._found[at]
        typed = self.query_one(Input).value.strip()
        return typed.strip('"') if typed.startswith('"') else typed.upper()

    def action_down(self) -> None:
        """Go down."""
        self.query_one(ReversedList).action_cursor_down()

    def action_up(self) -> None:
        """Go up."""
        self.query_one(ReversedList).action_cursor_up()

    def action_pick(self) -> None:
        """Add the name to those picked, or take it out."""
        name = self._current()
        if not self._many or not name:
            return
        if name in self._picked:
            self._picked.remove(name)
        else:
            self._picked.append(name)
        if name not in self._names:
            self._names.append(name)
            self.query_one(Input).value = ""
        self._show(self.query_one(Input).value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is picked."""
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Take what is picked, or the name under the cursor."""
        if self._many:
            if not self._picked:
                self.action_pick()
            self.dismiss(self._picked)
        else:
            name = self._current()
            self.dismiss([name] if name else [])

    def action_close(self) -> None:
        """Give up."""
        self.dismiss(None)


async def pick_tablespaces(screen: Screen[Any], row: FieldRow, value: Any, tablespaces: list[str]) -> None:
    """Let the user pick the tablespaces of a field out of those that the dictionary names."""
    many = row.field.kind == "names"
    picked = list(value) if isinstance(value, list) else [value] if value else []
    question = "Tablespaces, in the order in which you pick them" if many else row.field.label
    names = await screen.app.push_screen_wait(PickScreen(question, tablespaces, picked, many=many))
    if names is not None and row.is_attached:
        row.show_text(", ".join(names))

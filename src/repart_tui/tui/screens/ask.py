"""A question for one line of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from repart_tui.tui.widgets.line_input import LineInput


class AskScreen(ModalScreen[str]):
    """Returns the text; empty when the user gives up."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "cancel")]

    def __init__(self, question: str, value: str = "", check: Callable[[str], str | None] | None = None) -> None:
        super().__init__()
        self._question = question
        self._value = value
        self._check = check

    def compose(self) -> ComposeResult:
        """Lay out the question and the field."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), id="question")
            yield LineInput(self._value)
            yield Static(Content("enter accepts, esc cancels"), id="objection")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Accept the text, or say what is wrong with it."""
        objection = self._check(event.value) if self._check and event.value else None
        if objection:
            self.query_one("#objection", Static).update(Content(f"{event.value}: {objection}"))
        else:
            self.dismiss(event.value)

    def action_close(self) -> None:
        """Give up."""
        self.dismiss("")

"""A question with a few answers, each on a key of its own."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from repart_tui.tui.describe import shown_lines


class ConfirmScreen(ModalScreen[str]):
    """Returns the value of the chosen answer; escape takes the last one."""

    def __init__(self, question: str, answers: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        with Vertical(classes="dialog"):
            yield Static(Content(shown_lines(self._question)), id="question")
            for key, label, _ in self._answers:
                shown = "esc" if key == "escape" else key
                yield Static(Content.assemble((f" {shown:>3}", "bold"), f"  {label}"), classes="answer")

    def on_key(self, event: Key) -> None:
        """Take an answer."""
        event.stop()
        event.prevent_default()
        for key, _, value in self._answers:
            if event.key == key:
                self.dismiss(value)
                return
        if event.key == "escape":
            self.dismiss(self._answers[-1][2])

"""A question with a few answers: what can be taken back has a key of its own, what cannot is chosen on purpose."""

from __future__ import annotations

from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Resize
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from repart_tui.tui.describe import shown_lines
from repart_tui.tui.widgets.choice_list import ReversedList

LOW = 20
"""Rows under which a question has no margins."""
Answer = tuple[str, str, str]
"""Key, label and value. An answer without a key destroys something: the cursor must go there, and enter take it."""


class ConfirmScreen(ModalScreen[str]):
    """Returns the value of the chosen answer; escape takes the last one.

    The cursor begins at the first answer, or at the last one where another destroys something. Keys that were typed
    before the question could be read mean something else and are dropped, unless it is a `menu` that was asked for.
    """

    UNREAD: ClassVar[float] = 0.3
    """Seconds in which nobody has read the question."""

    def __init__(self, question: str, answers: list[Answer], *, menu: bool = False) -> None:
        super().__init__()
        self._question = question
        self._answers = answers
        # A menu is asked for, and who knows it types ahead.
        self._readable_at = 0.0 if menu else float("inf")

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        careful = any(not key for key, _, _ in self._answers)
        with Vertical(classes="dialog"):
            yield Static(Content(shown_lines(self._question)), id="question")
            answers = ReversedList(*map(_option, self._answers), compact=True)
            answers.can_focus = False
            answers.highlighted = len(self._answers) - 1 if careful else 0
            yield answers
            if len(self._answers) > 1:
                yield Static(Content("up and down choose, enter takes it"), classes="hint")

    def on_mount(self) -> None:
        """Listen once the question stands on the terminal."""
        if self._readable_at:
            self.call_after_refresh(self._listen)

    def on_resize(self, event: Resize) -> None:
        """Do without margins where there is little room."""
        self.set_class(event.size.height < LOW, "-low")

    def _listen(self) -> None:
        self._readable_at = monotonic() + self.UNREAD

    def on_key(self, event: Key) -> None:
        """Take an answer, or move the cursor."""
        event.stop()
        event.prevent_default()
        if event.time < self._readable_at:
            return
        answers = self.query_one(ReversedList)
        if event.key in {"up", "shift+tab"}:
            answers.action_cursor_up()
        elif event.key in {"down", "tab"}:
            answers.action_cursor_down()
        elif event.key == "enter":
            self.dismiss(self._answers[answers.highlighted or 0][2])
        elif event.key == "escape":
            self.dismiss(self._answers[-1][2])
        else:
            for key, _, value in self._answers:
                if event.key == key:
                    self.dismiss(value)
                    return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click."""
        self.dismiss(self._answers[event.option_index][2])


def _option(answer: Answer) -> Option:
    key, label, _ = answer
    return Option(Content.assemble((f" {'esc' if key == 'escape' else key:>3}", "bold"), f"  {label} "))

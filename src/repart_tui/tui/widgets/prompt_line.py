"""A line with a label and a field that opens when it is wanted: filter, search, go to."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from repart_tui.tui.widgets.line_input import LineInput


class PromptLine(Horizontal):
    """Hidden until it is opened; the field has the id that is given, the line the id with `-line`."""

    def __init__(self, label: str, placeholder: str, *, id: str) -> None:
        super().__init__(id=f"{id}-line", classes="prompt-line")
        self._label = label
        self._input = LineInput(placeholder=placeholder, id=id)

    def compose(self) -> ComposeResult:
        """Lay out label and field."""
        yield Static(Content(self._label), classes="label")
        yield self._input

    @property
    def text(self) -> str:
        """What was typed."""
        return self._input.value

    @property
    def is_open(self) -> bool:
        """True while the line is shown."""
        return bool(self.display)

    def open(self) -> None:
        """Show the line and put the cursor into its field."""
        self.display = True
        self._input.focus()

    def close(self, keep_text: bool = False) -> None:
        """Hide the line; with `keep_text` it stays, to be seen, when something was typed."""
        if keep_text and self._input.value:
            return
        self._input.value = ""
        self.display = False

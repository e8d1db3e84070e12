"""A text field of one line with a cursor that stands still: a blinking one writes 2.5 KB a second over SSH."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input


class LineInput(Input):
    """Textual's input, compact and calm; up and down are left to the form around it."""

    def __init__(self, value: str = "", **options: Any) -> None:
        super().__init__(value, compact=True, select_on_focus=False, **options)
        self.cursor_blink = False

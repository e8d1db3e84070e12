"""Several lines of text, one partition each; grows with its text up to a limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.style import Style
from textual.widgets import TextArea

MOST_ROWS = 9
_TERMINALS_OWN = Style(color="default", bgcolor="default")


class LinesArea(TextArea):
    """Textual's text area, compact and calm; at its first and last line the arrows go on to other fields."""

    def __init__(self, text: str, **options: Any) -> None:
        super().__init__(
            text, soft_wrap=False, show_line_numbers=True, tab_behavior="focus", compact=True, theme="css", **options
        )
        self.cursor_blink = False

    @property
    def rich_style(self) -> Style:
        """Name a colour and a ground always.

        An area that is being removed has none, and Textual 8.2.8 then takes the theme's `surface`, where
        `ansi_default` is no colour to Rich: the app ended when the type was changed on a terminal of 16 colours.
        """
        return _TERMINALS_OWN + super().rich_style

    def on_mount(self) -> None:
        """Take the height of the text."""
        self.fit()

    def fit(self) -> None:
        """Take as many rows as there are lines, and one to type the next."""
        rows = max(2, min(self.document.line_count + 1, MOST_ROWS))
        if self.styles.height is None or self.styles.height.value != rows:
            self.styles.height = rows

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up a line, or to the field before."""
        if self.cursor_location[0] == 0 and not select:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down a line, or to the next field."""
        if self.cursor_location[0] >= self.document.line_count - 1 and not select:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)

    def change_line(self, changed: Callable[[str], str]) -> None:
        """Put another text in the place of the line under the cursor."""
        row = self.cursor_location[0]
        line = str(self.document.get_line(row))
        self.replace(changed(line), (row, 0), (row, len(line)))

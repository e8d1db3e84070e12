"""An error nobody expected: what, where the log is, and that the work is kept; no traceback."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import shown
from repart_tui.tui.widgets.bar import Bar
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.key_hints import KeyHints
from repart_tui.tui.widgets.text_view import TextView


class UnexpectedScreen(ModalScreen[bool]):
    """Returns True when the user wants to leave, False to go on."""

    NAME: ClassVar[str] = "unexpected"
    BINDINGS = bindings_of("unexpected")

    def __init__(self, lines: list[str], report: str) -> None:
        super().__init__()
        self._lines = lines
        self._report = report

    def compose(self) -> ComposeResult:
        """Lay out the panel."""
        with Vertical(id="unexpected-dialog"):
            yield TextView(id="unexpected")
            yield Bar(id="status")
            yield KeyHints(self.NAME)

    def on_mount(self) -> None:
        """Show what happened."""
        lines: list[Line] = [[(self._lines[0], "error")], []]
        lines += [[(shown(line), "")] for line in self._lines[1:]]
        lines += [
            [],
            [("Every edit so far is kept. You can go on; if the screen looks wrong, leave and start again:", "")],
            [("the next start offers to go on where you were.", "")],
            [("Please send the log, or what c copies, with a bug report. It holds no passwords.", "dim")],
        ]
        view = self.query_one(TextView)
        view.show_lines(lines)
        view.focus()

    def action_copy(self) -> None:
        """Send the report to the terminal's clipboard."""
        self.app.copy_to_clipboard(self._report)
        self.query_one("#status", Bar).show("Sent to the terminal; where it drops copies, take the log.")

    def action_close(self) -> None:
        """Go on."""
        self.dismiss(False)

    def action_leave(self) -> None:
        """Leave, keeping the work for the next start."""
        self.dismiss(True)

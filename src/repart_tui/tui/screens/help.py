"""The keys, generated from the action registry."""

from __future__ import annotations

from textual.app import ComposeResult

from repart_tui.settings_file import settings_path
from repart_tui.tui.actions import EVERYWHERE, SCREEN_TITLES, Action, bindings_of, help_sections
from repart_tui.tui.describe import shown
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.text_view import TextView

_STATES: list[Line] = [
    [("States of a table", "title")],
    [("  ready      ", "good"), ("a script can be written for it as it is", "")],
    [("  warning    ", "warning"), ("so too, but read what the detail says", "")],
    [("  error      ", "error"), ("the target breaks a rule: e edits it", "")],
    [("  optional   ", ""), ("ready too, but the proposal says: leave it unless you know better", "")],
    [("  keep       ", ""), ("no target: the table stays as it is", "")],
    [("  refused    ", "error"), ("no method can carry the table whole: the detail says why", "")],
    [("  ...        ", ""), ("unread: its detail is read when the cursor comes to it, or being judged", "")],
    [("  *          ", ""), ("changed since the plan was opened or saved", "")],
]


class HelpScreen(BaseScreen):
    """Keys of the screen the user came from first, then all others."""

    NAME = "help"
    BINDINGS = bindings_of(NAME)

    def __init__(self, came_from: BaseScreen | None) -> None:
        super().__init__()
        self._came_from = came_from

    def compose_body(self) -> ComposeResult:
        """Lay out the text."""
        yield TextView()

    def on_mount(self) -> None:
        """Show the keys."""
        self.show_title("Help: keys")
        lines: list[Line] = []
        for title, actions in help_sections(self._came_from.NAME if self._came_from else EVERYWHERE):
            lines.append([(title, "title")])
            lines += [self._line(action) for action in actions]
            lines.append([])
            if title == SCREEN_TITLES["tables"]:
                lines += [*_STATES, []]
        lines.append([("Other keys, theme, plain ASCII", "title")])
        lines.append([("  Sections [keys] and [screens] of the settings file; docs/keys.md names them:", "")])
        lines.append([(f"  {shown(str(settings_path()))}", "")])
        view = self.query_one(TextView)
        view.show_lines(lines)
        view.focus()

    def _line(self, action: Action) -> Line:
        keys = " ".join(self.repart.shown_keys(action)) or "palette"
        objection = None
        if self._came_from is not None and action.screen == self._came_from.NAME:
            objection = self._came_from.objection(action.method)
        line: Line = [(f"  {keys:<12} ", "keyword"), (action.help, "dim" if objection else "")]
        return [*line, (f" Not now: {objection}", "warning")] if objection else line

    def action_close(self) -> None:
        """Back to where the user came from."""
        self.app.pop_screen()

"""What the settings of a table were when the plan was opened or last saved, and are now."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from repart_tui.tui.actions import bindings_of
from repart_tui.tui.bulk import to_saved
from repart_tui.tui.describe import full_name
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.settings_diff import diff_lines
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.text_view import TextView


class DifferenceScreen(BaseScreen):
    """Removed and added lines, field by field."""

    NAME: ClassVar[str] = "difference"
    BINDINGS = bindings_of("difference")

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place

    def compose_body(self) -> ComposeResult:
        """Lay out the text."""
        yield TextView(id="difference")

    def on_mount(self) -> None:
        """Show the difference."""
        self.query_one(TextView).focus()
        self._show()

    def _show(self) -> None:
        plan = self.repart.plan
        assert plan is not None
        since = f"as saved in {plan.path}" if plan.path is not None else "as discovered"
        self.show_title(f"Difference of {full_name(plan.tables[self._place])}", f"- {since}   + now")
        lines = diff_lines(plan.saved_part(self._place), plan.edited_part(self._place))
        nothing: list[Line] = [[(f"Nothing differs: the table is {since}.", "dim")]]
        self.query_one(TextView).show_lines(lines or nothing)

    def action_revert(self) -> None:
        """Put back what was saved."""
        plan = self.repart.plan
        assert plan is not None
        done = to_saved(plan, [self._place]).done
        self.say("Put back; u in the list takes that back." if done else "Nothing to put back.")
        self._show()

    def action_close(self) -> None:
        """Back to the list."""
        self.app.pop_screen()

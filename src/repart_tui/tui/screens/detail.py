"""Everything about one table on a screen of its own, for terminals too narrow for the side pane."""

from __future__ import annotations

from textual.app import ComposeResult

from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import full_name
from repart_tui.tui.details import detail_lines
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.widgets.table_list import TableList
from repart_tui.tui.widgets.text_view import TextView


class DetailScreen(BaseScreen):
    """Shows the table under the list's cursor, and moves that cursor."""

    NAME = "detail"
    BINDINGS = bindings_of(NAME)

    def __init__(self, tables: TableList) -> None:
        super().__init__()
        self._tables = tables

    def compose_body(self) -> ComposeResult:
        """Lay out the text."""
        yield TextView(id="detail")

    def on_mount(self) -> None:
        """Show the table."""
        self.query_one(TextView).focus()
        self._show()

    def on_screen_resume(self) -> None:
        """Show what the editor changed."""
        self._show(keep_place=True)

    def on_plan_changed(self) -> None:
        """Show what has arrived of the table."""
        self._show(keep_place=True)

    def _show(self, keep_place: bool = False) -> None:
        plan, index = self.repart.plan, self._tables.current
        if plan is None or index is None:
            return
        table = plan.tables[index]
        lines = detail_lines(table, plan.assess(index), plan.state(index), plan.is_edited(index))
        self.query_one(TextView).show_lines(lines, keep_place=keep_place)
        self.show_title(f"Table {full_name(table)}", "not saved" if plan.unsaved else "")

    def action_edit(self) -> None:
        """Edit this table's target."""
        if self._tables.current is not None:
            self.repart.edit_table(self._tables.current, self.say)

    def action_switch(self) -> None:
        """Switch this table on or off."""
        plan, index = self.repart.plan, self._tables.current
        if plan is None or index is None:
            return
        table = plan.tables[index]
        reason = None if table.enabled else plan.why_not_enabled(index)
        if reason is not None:
            self.say(f"Cannot be switched on: {reason}", "error")
            return
        plan.set_enabled([index], not table.enabled)
        self.say(f"{full_name(table)} is {'on' if table.enabled else 'off'}.")
        self._show(keep_place=True)

    def action_advice(self) -> None:
        """Show the advice on this table."""
        self.repart.show_advice(self._tables)

    def action_next_table(self) -> None:
        """Go on to the next table."""
        self._tables.action_move(1)
        self._show()

    def action_previous_table(self) -> None:
        """Go back to the table before."""
        self._tables.action_move(-1)
        self._show()

    def action_close(self) -> None:
        """Back to the list."""
        self.app.pop_screen()

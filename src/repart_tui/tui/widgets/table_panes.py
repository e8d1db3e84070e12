"""Beside the list, where there is room: the detail of the table under the cursor, and its part of the script."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.worker import get_current_worker

from repart_tui.tui import core
from repart_tui.tui.describe import full_name, shown
from repart_tui.tui.details import detail_lines
from repart_tui.tui.plan import Plan
from repart_tui.tui.sql_lines import sql_lines
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.text_view import TextView

REST = 0.35
"""Seconds that the cursor rests before a script is rendered: that takes about as long."""


class TablePanes(Horizontal):
    """Shows the detail at once; the script, which takes a moment, from a worker once the cursor rests."""

    def __init__(self) -> None:
        super().__init__(id="panes")
        self._rest: Timer | None = None
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out both panes."""
        yield TextView(id="pane")
        yield TextView(id="script-pane")

    def show_table(self, plan: Plan, index: int | None) -> None:
        """Show the table; None for none."""
        if not self.display:
            return
        detail = self.query_one("#pane", TextView)
        if index is None:
            detail.show_lines([])
            self.query_one("#script-pane", TextView).show_lines([])
            self._shown = ()
            return
        lines = detail_lines(plan.tables[index], plan.assess(index), plan.state(index), plan.is_edited(index))
        detail.show_lines(lines)
        if self.query_one("#script-pane").display:
            self._show_script_later(plan, index)

    def scroll_detail(self, direction: int) -> None:
        """Scroll the detail by half its height."""
        pane = self.query_one("#pane", TextView)
        pane.action_lines(direction * max(1, pane.size.height // 2))

    # ---- the script -------------------------------------------------------------------------------------------

    def _show_script_later(self, plan: Plan, index: int) -> None:
        wanted = (plan, index, plan.tables[index].common_settings)
        if wanted == self._shown:
            return
        self._shown = wanted
        if self._rest is not None:
            self._rest.stop()
        view = self.query_one("#script-pane", TextView)
        if view.line_count:
            view.show_lines([])
        self._rest = self.set_timer(REST, lambda: self._render_script(plan, index))

    @work(thread=True, exclusive=True, group="script", exit_on_error=False, description="script")
    def _render_script(self, plan: Plan, index: int) -> None:
        table = plan.tables[index]
        lines: list[Line]
        if table.refusals or plan.why_not_enabled(index):
            lines = [[("No script: the table stays as it is.", "dim")]]
        else:
            try:
                does = "does" if table.enabled else "would do"
                lines = [
                    [(f"What master1.sql {does} to {full_name(table)}", "title")],
                    [],
                    *sql_lines("\n".join(core.part_of_script(table, plan.config))),
                ]
            except core.CoreError as error:
                lines = [
                    [("No script can be written yet:", "warning")],
                    *([(f"  {shown(line)}", "")] for line in error.lines),
                ]
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.query_one("#script-pane", TextView).show_lines, lines)

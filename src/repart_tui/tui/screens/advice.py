"""The advice on one table, and the X-ray of its rows over the live connection."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from textual import work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from repart_tui.tui import advising
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.core import CoreError
from repart_tui.tui.describe import full_name, shown
from repart_tui.tui.screens.base import BaseScreen, PlanChanged
from repart_tui.tui.table_conditions import why_not_edited
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.table_list import TableList
from repart_tui.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from repart_tui.migration_models import TableConfig, XrayResult
    from repart_tui.tui.plan import Plan


class AdviceScreen(BaseScreen):
    """Shows the advice on the table under the list's cursor, and moves that cursor. Reckons in a worker."""

    NAME = "advice"
    BINDINGS = bindings_of(NAME)

    def __init__(self, tables: TableList) -> None:
        super().__init__()
        self._tables = tables
        self._shown: int | None = None
        self._taking: advising.LiveXray | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the text."""
        yield TextView(id="advice")

    def on_mount(self) -> None:
        """Show the table."""
        self.query_one(TextView).focus()
        self._show()

    def on_screen_resume(self) -> None:
        """Show what the editor changed."""
        self._show(keep_place=True)

    @property
    def _plan(self) -> Plan:
        plan = self.repart.plan
        assert plan is not None, "this screen is reached from a plan"
        return plan

    @property
    def _table(self) -> TableConfig | None:
        index = self._tables.current
        return None if index is None else self._plan.tables[index]

    # ---- text -------------------------------------------------------------------------------------------------

    def _show(self, keep_place: bool = False) -> None:
        table = self._table
        if table is None:
            return
        self.show_title(f"Advice on {full_name(table)}", "not saved" if self._plan.unsaved else "")
        self.refresh_hints()
        keep_place, self._shown = keep_place and self._shown == self._tables.current, self._tables.current
        self._reckon(table, keep_place)

    @work(thread=True, exclusive=True, group="advice", exit_on_error=False, description="advice")
    def _reckon(self, table: TableConfig, keep_place: bool) -> None:
        worker = get_current_worker()
        width = max(40, self.size.width - 2)
        lines = advising.advice_lines(table, self._plan.config, width)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._put, lines, keep_place)

    def _put(self, lines: Iterable[tuple[str, str]], keep_place: bool) -> None:
        if self.is_attached:
            rows: list[Line] = [[(shown(text), tone)] if text else [] for text, tone in lines]
            self.query_one(TextView).show_lines(rows, keep_place=keep_place)

    # ---- actions ----------------------------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Return why the X-ray cannot be taken now, or why there is nothing to edit."""
        if name == "ranking" and self._taking is not None:
            return "An X-ray is being taken; esc stops it."
        if name in ("xray", "xray_full", "xray_unique"):
            if self._taking is not None:
                return "An X-ray is being taken; esc stops it."
            return advising.why_no_xray(self.repart.source, self._table)
        if name == "edit" and self._tables.current is not None:
            return why_not_edited(self._plan, self._tables.current)
        return None

    def action_ranking(self) -> None:
        """Show the tables of the list, ranked."""
        from repart_tui.tui.screens.ranking import RankingScreen

        self.app.push_screen(RankingScreen(self._tables))

    def action_edit(self) -> None:
        """Edit this table's target."""
        if self._tables.current is not None:
            self.repart.edit_table(self._tables.current, self.say)

    def action_next_table(self) -> None:
        """Go on to the next table."""
        self._move(1)

    def action_previous_table(self) -> None:
        """Go back to the table before."""
        self._move(-1)

    def _move(self, step: int) -> None:
        if self._taking is not None:
            self.say("An X-ray is being taken; esc stops it.", "warning")
            return
        self._tables.action_move(step)
        self.say("")
        self._show()

    def action_save(self) -> None:
        """Save the plan with what the X-rays found."""
        self.repart.save_plan(self)

    def on_plan_changed(self) -> None:
        """Show that the plan was saved."""
        self._show(keep_place=True)

    def action_close(self) -> None:
        """Stop the X-ray, or go back."""
        if self._taking is not None:
            self.say("Stopping the X-ray ...", "warning")
            self._taking.stop()
            return
        self.app.pop_screen()

    # ---- X-ray ------------------------------------------------------------------------------------------------

    def action_xray(self) -> None:
        """Look into a sample of the rows."""
        self._begin("sample", ())

    @work
    async def action_xray_full(self) -> None:
        """Look into all rows, after a confirmation that names the cost."""
        from repart_tui.tui.screens.confirm import ConfirmScreen

        table = self._table
        if table is None:
            return
        words = advising.xray_cost(table, self._plan.config)
        if words is not None:
            answers = [("", "read all rows", "yes"), ("escape", "read none", "no")]
            if await self.app.push_screen_wait(ConfirmScreen(words, answers)) != "yes":
                return
        self._begin("full", ())

    @work
    async def action_xray_unique(self) -> None:
        """Look for duplicates of a wished unique key, in all rows."""
        from repart_tui.tui.screens.ask import AskScreen

        table = self._table
        if table is None:
            return
        question = "Columns of the wished unique key, separated by commas (all rows are read)"

        def objection(text: str) -> str | None:
            return advising.unknown_columns(text, table)

        answer = await self.app.push_screen_wait(AskScreen(question, advising.likely_unique_key(table), objection))
        if answer:
            self._begin("full", tuple(name.strip() for name in answer.split(",") if name.strip()))

    def _begin(self, mode: Literal["sample", "full"], unique: tuple[str, ...]) -> None:
        index, source = self._tables.current, self.repart.source
        if index is None or source is None:
            return
        self._taking = advising.LiveXray(source, self._plan.tables[index], self._plan.config, mode, unique)
        self.refresh_hints()
        self.say("Connecting for the X-ray ... (esc stops it)")
        self._take(index, self._taking)

    @work(thread=True, group="xray", exit_on_error=False, description="X-ray")
    def _take(self, index: int, live: advising.LiveXray) -> None:
        def progress(label: str, done: int, total: int) -> None:
            self.app.call_from_thread(self.say, f"X-ray {done + 1}/{total}: {label} ... (esc stops it)")

        try:
            found = live.take(progress)
        except CoreError as error:
            self.app.call_from_thread(self._failed, error.lines)
            return
        except BaseException:
            self.app.call_from_thread(self._failed, ["The X-ray ended in an unexpected error."])
            raise
        self.app.call_from_thread(self._taken, index, found)

    def _failed(self, lines: list[str]) -> None:
        self._taking = None
        self.refresh_hints()
        self.say(" ".join(lines), "error")

    def _taken(self, index: int, found: XrayResult) -> None:
        self._taking = None
        self._plan.keep_xray(index, found)
        words = advising.xray_headline(found)
        self.say(f"{words} ctrl+s keeps it in the plan.", "error" if found.outside_rows else "good")
        self.post_message(PlanChanged())
        self._show(keep_place=True)

    def on_unmount(self) -> None:
        """Nobody waits for the X-ray any more."""
        if self._taking is not None:
            self._taking.stop()

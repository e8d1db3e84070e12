"""The tables of the plan: filter, sort, switch on, and go to detail, editor, preview and writing."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from repart_tui.tui import core
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import full_name
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.table_rows import COLUMNS, LARGEST_FIRST, SORTABLE, TableFilter, ordered, row_of
from repart_tui.tui.widgets.line_input import LineInput
from repart_tui.tui.widgets.table_list import Row, TableList
from repart_tui.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig
    from repart_tui.tui.plan import Plan

WIDE = 118
"""Columns from which the detail stands beside the list."""
_NEED_TABLE = frozenset({"switch", "edit", "detail"})
_NEED_ENABLED = frozenset({"preview", "write"})
_NEED_PLAN = _NEED_TABLE | _NEED_ENABLED | {"all_on", "all_off", "undo", "redo", "save", "only_on", "sort", "reverse"}
_ASSESSED_AT_ONCE = 200
_PAUSE = 0.0003
"""Seconds between two tables assessed in the background."""


class TablesScreen(BaseScreen):
    """Reads the source in the background, then shows its tables."""

    NAME = "tables"
    BINDINGS = bindings_of(NAME)

    def __init__(self, source: core.Source) -> None:
        super().__init__()
        self._source = source
        self._stop_reading = threading.Event()
        self._filter: TableFilter | None = None
        self._only_on = False
        self._sort = ""

    def compose_body(self) -> ComposeResult:
        """Lay out filter, list and detail."""
        with Horizontal(id="filter-line"):
            yield Static("Filter", classes="label")
            yield LineInput(placeholder="words of owner or name", id="filter")
        with Horizontal(id="body"):
            yield TableList(COLUMNS, self._row, id="tables")
            yield TextView(id="pane")

    def on_mount(self) -> None:
        """Start reading once the first frame is out."""
        self.show_title(f"repart-tui - {self._source.title}")
        self.listing.focus()
        if self.repart.plan is None:
            self.listing.empty_text = f" Reading {self._source.title} ... (esc stops)"
            self.call_after_refresh(self._read)
        else:
            self._show_plan()

    # ---- shorthands -------------------------------------------------------------------------------------------

    @property
    def listing(self) -> TableList:
        """The list widget."""
        return self.query_one(TableList)

    @property
    def plan(self) -> Plan | None:
        """The plan, None while it is being read."""
        return self.repart.plan

    def _row(self, index: int) -> Row:
        assert self.plan is not None
        return row_of(self.plan, index)

    def why_not(self, name: str) -> str | None:
        """Say what an action lacks: the plan, a table under the cursor, or a table that is on."""
        if name in _NEED_PLAN and self.plan is None:
            return "The dictionary is still being read."
        if name in _NEED_TABLE and self.listing.current is None:
            return "No table under the cursor."
        if name in _NEED_ENABLED and self.plan is not None and not self.plan.enabled_indexes():
            return "No table is on: space switches the one under the cursor on."
        if name == "edit" and self.plan is not None and self.listing.current is not None:
            index = self.listing.current
            if self.plan.tables[index].refusals:
                return f"This table cannot be migrated: {self.plan.why_not_enabled(index)}"
        return self._why_no_step(name)

    def _why_no_step(self, name: str) -> str | None:
        if self.plan is not None and name == "undo" and not self.plan.can_undo:
            return "Nothing to take back."
        if self.plan is not None and name == "redo" and not self.plan.can_redo:
            return "Nothing to make again."
        return None

    # ---- reading ----------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        try:
            config = core.load(self._source, self._progress, self._stop_reading.is_set)
        except core.CoreError as error:
            self.app.call_from_thread(self.repart.source_failed, self._source, error.lines)
        except Exception as error:  # noqa: BLE001  whatever a driver raises must not end in a traceback
            self.app.call_from_thread(self.repart.source_failed, self._source, self.repart.unexpected(error))
        else:
            self.app.call_from_thread(self._loaded, config)

    def on_unmount(self) -> None:
        """Let the reading thread end: the process waits for it."""
        self._stop_reading.set()

    def _progress(self, what: str, done: int, total: int) -> None:
        if self._stop_reading.is_set():
            return
        amount = f" {done:,} of {total:,}" if total else ""
        self.app.call_from_thread(self.say, f"Reading {what}{amount} (esc stops)")

    def _loaded(self, config: MigrationConfig) -> None:
        if self.is_mounted:
            self.repart.take_plan(config, self._source)
            self._show_plan()

    def _show_plan(self) -> None:
        assert self.plan is not None
        self._filter = TableFilter(self.plan)
        self.listing.empty_text = " No table matches (esc clears the filter)."
        hidden = self.plan.config.metadata.unreadable_views
        self.say(
            f"{len(hidden)} views could not be read; facts that rest on them are unknown." if hidden else "", "warning"
        )
        self.refresh_list()
        self._assess_all()

    @work(thread=True, exclusive=True, group="assess", exit_on_error=False)
    def _assess_all(self) -> None:
        plan, worker = self.plan, get_current_worker()
        assert plan is not None
        for index in range(len(plan.tables)):
            if worker.is_cancelled:
                return
            plan.assess(index)
            # Rules are pure Python: without pauses they would hold the interpreter and delay every key.
            time.sleep(_PAUSE)
            if index % _ASSESSED_AT_ONCE == _ASSESSED_AT_ONCE - 1:
                self.app.call_from_thread(self._assessed)
        self.app.call_from_thread(self._assessed)

    def _assessed(self) -> None:
        if self._sort in {"state", "method"}:
            self.refresh_list()
        else:
            self.listing.refresh()
            self._show_detail()

    # ---- showing ----------------------------------------------------------------------------------------------

    def refresh_list(self, from_top: bool = False) -> None:
        """Apply filter and order again; the cursor stays on its table unless the first ones matter now."""
        if self.plan is None or self._filter is None:
            return
        found = self._filter.matching(self.query_one("#filter", Input).value, self._only_on)
        if self._sort:
            found = ordered(self.plan, found, self._sort, self.listing.descending)
        self.listing.sorted_by = self._sort
        if from_top and found:
            self.listing.show(found, keep=found[0])
        else:
            self.listing.show(found, keep=self.listing.current)
        self._refresh_counts()

    def _refresh_counts(self) -> None:
        assert self.plan is not None
        enabled = len(self.plan.enabled_indexes())
        shown, total = len(self.listing.order), len(self.plan.tables)
        tables = f"{total:,} tables" if shown == total else f"{shown:,} of {total:,} tables"
        only = ", only on" if self._only_on else ""
        self.show_counts(f"{tables}{only}, {enabled:,} on")
        where = str(self.plan.path) if self.plan.path else self._source.title
        self.show_title(f"repart-tui - {where}", "not saved" if self.plan.unsaved else "")

    def _refresh_changed(self) -> None:
        self.listing.refresh()
        self._refresh_counts()
        self._show_detail()
        self.refresh_hints()

    def _show_detail(self) -> None:
        pane = self.query_one("#pane", TextView)
        if pane.display and self.plan is not None:
            from repart_tui.tui.details import detail_lines

            index = self.listing.current
            plan = self.plan
            pane.show_lines(
                detail_lines(plan.tables[index], plan.assess(index), plan.state(index), plan.is_edited(index))
                if index is not None
                else []
            )

    def on_resize(self, event: Resize) -> None:
        """Show the detail beside the list where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self.call_after_refresh(self._show_detail)

    def on_screen_resume(self) -> None:
        """Show what was changed on the screens above."""
        if self.plan is not None and self._filter is not None:
            self.refresh_list()
            self._show_detail()

    def on_plan_saved(self) -> None:
        """Take the edit marks away."""
        self._refresh_changed()

    def action_to_list(self) -> None:
        """From the filter down into the list."""
        self.on_input_submitted()

    def on_table_list_moved(self) -> None:
        """Let the detail and the hints follow the cursor."""
        self._show_detail()
        self.refresh_hints()

    # ---- filter and order -------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one("#filter-line").display = True
        self.query_one("#filter", Input).focus()

    def on_input_changed(self) -> None:
        """Filter at every key."""
        self.refresh_list()

    def on_input_submitted(self) -> None:
        """Back to the list; the filter stays."""
        self.query_one("#filter-line").display = bool(self.query_one("#filter", Input).value)
        self.listing.focus()

    def action_clear(self) -> None:
        """Stop reading, or clear the filter."""
        if self.plan is None:
            self._stop_reading.set()
            self.say("Stopping ...")
            return
        self._only_on = False
        self.query_one("#filter", Input).value = ""
        self.query_one("#filter-line").display = False
        self.listing.focus()
        self.refresh_list()

    def action_only_on(self) -> None:
        """Show only what is switched on, or all."""
        self._only_on = not self._only_on
        self.refresh_list()

    def action_sort(self, step: int = 1) -> None:
        """Sort by the next column."""
        orders = ["", *SORTABLE]
        self._sort = orders[(orders.index(self._sort) + step) % len(orders)]
        self.listing.descending = self._sort in LARGEST_FIRST
        self.refresh_list(from_top=True)
        self.say(f"Sorted by {self._sort}; r reverses." if self._sort else "In the order of the plan: owner, name.")

    def action_sort_back(self) -> None:
        """Sort by the column before."""
        self.action_sort(-1)

    def action_reverse(self) -> None:
        """Turn the order round."""
        if not self._sort:
            self._sort = "owner"
        self.listing.descending = not self.listing.descending
        self.refresh_list(from_top=True)

    # ---- changes ----------------------------------------------------------------------------------------------

    def action_switch(self) -> None:
        """Switch the table under the cursor on or off."""
        index = self.listing.current
        if index is None or self.plan is None:
            return
        table = self.plan.tables[index]
        reason = None if table.enabled else self.plan.why_not_enabled(index)
        if reason is not None:
            self.say(f"{full_name(table)} cannot be switched on: {reason}", "error")
            return
        self.plan.set_enabled([index], not table.enabled)
        self.say(*self._said_after_toggle(index))
        self._refresh_changed()

    def _said_after_toggle(self, index: int) -> tuple[str, str]:
        assert self.plan is not None
        table, found = self.plan.tables[index], self.plan.assess(index)
        errors = core.sentences(found.findings, "error")
        if table.enabled and errors:
            return f"{full_name(table)} is on, but has an error to mend first: {errors[0]}", "warning"
        return f"{full_name(table)} is {'on' if table.enabled else 'off'}.", ""

    def action_all_on(self) -> None:
        """Switch on all shown tables that can be."""
        if self.plan is not None:
            able = [index for index in self.listing.order if self.plan.why_not_enabled(index) is None]
            able = [index for index in able if self.plan.assess(index).worst != "error"]
            count = self.plan.set_enabled(able, True)
            left = len(self.listing.order) - len(able)
            self.say(
                f"Switched on {count:,}"
                + (f"; {left:,} left out: refused, in error or without target." if left else ".")
            )
            self._refresh_changed()

    def action_all_off(self) -> None:
        """Switch off all shown tables."""
        if self.plan is not None:
            self.say(f"Switched off {self.plan.set_enabled(list(self.listing.order), False):,}.")
            self._refresh_changed()

    def action_undo(self) -> None:
        """Take back the last change."""
        step = self.plan.undo() if self.plan else None
        if step is not None:
            self.say(f"Taken back: {step.label}. U makes it again.")
        self._refresh_changed()

    def action_redo(self) -> None:
        """Make the change again."""
        step = self.plan.redo() if self.plan else None
        if step is not None:
            self.say(f"Made again: {step.label}.")
        self._refresh_changed()

    # ---- other screens ----------------------------------------------------------------------------------------

    def action_detail(self) -> None:
        """Show the detail of the table under the cursor."""
        index = self.listing.current
        if index is not None:
            from repart_tui.tui.screens.detail import DetailScreen

            self.app.push_screen(DetailScreen(self.listing))

    def action_edit(self) -> None:
        """Edit the target of the table under the cursor."""
        index = self.listing.current
        if index is not None:
            self.repart.edit_table(index, self.say)

    def action_preview(self) -> None:
        """Show the script."""
        self.repart.preview()

    def action_write(self) -> None:
        """Write script and plan."""
        self.repart.ask_write()

    def action_save(self) -> None:
        """Save the plan."""
        if self.plan is not None:
            self.repart.save_plan(self)

    def action_scroll_detail(self, direction: int) -> None:
        """Scroll the side pane."""
        pane = self.query_one("#pane", TextView)
        pane.action_lines(direction * max(1, pane.size.height // 2))

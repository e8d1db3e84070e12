"""The tables of the plan: filter, sort, switch on, and go to detail, editor, preview and writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.widgets import Input

from repart_tui.counted import counted
from repart_tui.tui import core
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.assessing import Assessing
from repart_tui.tui.loading import Loading
from repart_tui.tui.screens.table_changes import TableChanges, marked_text
from repart_tui.tui.table_conditions import objection
from repart_tui.tui.table_filter import EXAMPLE, TableFilter
from repart_tui.tui.table_rows import COLUMNS, LARGEST_FIRST, SORTABLE, enabled_text, ordered, row_of
from repart_tui.tui.widgets.prompt_line import PromptLine
from repart_tui.tui.widgets.reading_bar import ReadingBar
from repart_tui.tui.widgets.table_list import Row, TableList
from repart_tui.tui.widgets.table_panes import TablePanes

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig
    from repart_tui.tui.plan import Plan

WIDE = 118
"""Columns from which the detail stands beside the list."""
WIDEST = 190
"""Columns from which the table's part of the script stands beside both."""


class TablesScreen(TableChanges):
    """Reads the source in the background, then shows its tables."""

    NAME = "tables"
    BINDINGS = bindings_of(NAME)

    def __init__(self, source: core.Source) -> None:
        super().__init__()
        self._source = source
        self.reader = Loading(self, source)
        self._assessing = Assessing(self)
        self._filter: TableFilter | None = None
        self._only_on = False
        self._sort = ""
        self._before_goto: int | None = None
        self._states = self._problem = ""

    def compose_body(self) -> ComposeResult:
        """Lay out filter, list and detail."""
        yield PromptLine("Filter", EXAMPLE, id="filter")
        yield PromptLine("Go to", "beginning of OWNER.TABLE or of the name, or a row number", id="goto")
        with Horizontal(id="body"):
            yield TableList(COLUMNS, self._row, id="tables")
            yield TablePanes()
        yield ReadingBar()

    def on_mount(self) -> None:
        """Start reading once the first frame is out."""
        self.show_title(f"repart-tui - {self._source.title}")
        self.listing.focus()
        if self.repart.plan is None:
            self.listing.empty_text = f" Reading {self._source.title} ..."
            self.call_after_refresh(self._read if self._source.kind == "config" else self.reader.start)
        else:
            self._show_plan()

    # ---- shorthands -------------------------------------------------------------------------------------------

    @property
    def listing(self) -> TableList:
        """The list widget."""
        return self.query_one(TableList)

    @property
    def panes(self) -> TablePanes:
        """The panes beside the list."""
        return self.query_one(TablePanes)

    @property
    def plan(self) -> Plan | None:
        """The plan, None while it is being read."""
        return self.repart.plan

    def _row(self, index: int) -> Row:
        assert self.plan is not None
        return row_of(self.plan, index)

    def why_not(self, name: str) -> str | None:
        """Say what an action lacks."""
        if name == "read_on":
            return self.reader.why_not_read_on()
        return objection(name, self.plan, self.listing.current)

    # ---- reading ----------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        """Open a saved plan."""
        try:
            config = core.load(self._source)
        except core.CoreError as error:
            self.app.call_from_thread(self.repart.source_failed, self._source, error.lines)
        except Exception as error:  # noqa: BLE001  whatever a driver raises must not end in a traceback
            self.app.call_from_thread(self.repart.source_failed, self._source, self.repart.unexpected(error))
        else:
            self.app.call_from_thread(self._loaded, config)

    def on_unmount(self) -> None:
        """Let the reading thread end: the process waits for it."""
        self.reader.leave()

    def _loaded(self, config: MigrationConfig) -> None:
        if self.is_mounted:
            self.repart.begin_plan(config, self._source)
            self._show_plan()
            self.repart.plan_was_read(self._source)

    def _show_plan(self) -> None:
        self.plan_has_grown()
        self.plan_is_whole()

    def plan_has_grown(self) -> None:
        """Show tables that were added to the plan."""
        assert self.plan is not None
        self._filter = TableFilter(self.plan)
        if self.plan.tables:
            self.listing.empty_text = " No table matches (esc clears the filter)."
        self.refresh_list()
        self.refresh_hints()

    def detail_has_arrived(self) -> None:
        """Show tables whose detail has come."""
        self.tables_assessed()
        self._refresh_counts()
        self.refresh_hints()
        self.reader.tell_screen_above()
        if self.plan is not None and not self.reader.busy:
            self._assessing.count_states()

    def plan_is_whole(self) -> None:
        """Say what could not be read, and how many tables are in which state."""
        assert self.plan is not None
        self.listing.empty_text = " No table matches (esc clears the filter)."
        self.say(next(iter(core.hidden_sentences(self.plan.config)), ""), "warning")
        self.refresh_list()
        self._assessing.assess_all()

    def take_states(self, states: str) -> None:
        """Show how many tables are in which state."""
        before, self._states = self._states, states
        # After a broken connection the counts of before were overwritten, by nothing in the end.
        if self.said in {before, ""}:
            self._say_states()

    def _say_states(self) -> None:
        """Say what is wrong with the filter, else how many tables are marked, else how many are in which state."""
        if self.plan is not None:
            # While much is read the bar says how far it is; counts of a moment ago would contradict it.
            counts = "" if self.reader.busy else self._states
            standing = marked_text(self.plan) if self.plan.marked else counts
            self.say(self._problem or standing, "warning" if self._problem else "")

    def tables_assessed(self) -> None:
        """Show what the rules say of tables that they were asked about."""
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
        matching = self._filter.matching(self.query_one("#filter", Input).value, self._only_on)
        if matching.problem != self._problem:
            self._problem = matching.problem
            self._say_states()
        found = matching.indexes
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
        shown, total = len(self.listing.order), len(self.plan.tables)
        tables = counted(total, "table") if shown == total else f"{shown:,} of {counted(total, 'table')}"
        only = ", only on" if self._only_on else ""
        marked = f", {len(self.plan.marked):,} marked" if self.plan.marked else ""
        self.show_counts(f"{tables}{only}, {enabled_text(self.plan)}{marked}")
        where = str(self.plan.path) if self.plan.path else self._source.title
        self.show_title(f"repart-tui - {where}", "not saved" if self.plan.unsaved else "")

    def refresh_changed(self) -> None:
        """Show the plan as it is now."""
        self.listing.refresh()
        self._refresh_counts()
        self._show_detail()
        self.refresh_hints()
        self._assess_changed()

    def _assess_changed(self) -> None:
        if self.plan is not None and not self.plan.fully_assessed:
            self._assessing.assess_all()

    def _show_detail(self) -> None:
        if self.plan is not None:
            self.panes.show_table(self.plan, self.listing.current)

    def on_resize(self, event: Resize) -> None:
        """Show the detail beside the list where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.width >= WIDEST, "-widest")
        self.call_after_refresh(self._show_detail)

    def on_screen_suspend(self) -> None:
        """What was said is read once another screen opens: after it, it would be about something long past."""
        self._say_states()

    def on_screen_resume(self) -> None:
        """Show what was changed on the screens above."""
        if self.plan is not None and self._filter is not None:
            self.refresh_list()
            self._show_detail()
            self._assessing.count_states()
            self._assess_changed()

    def on_plan_changed(self) -> None:
        """Show the plan as it is now."""
        self.refresh_changed()

    def matching(self, text: str) -> list[int]:
        """Return the tables for which the conditions of the filter hold."""
        found = self._filter.matching(text, False) if self._filter is not None else None
        return found.indexes if found is not None and text.strip() and not found.problem else []

    def on_table_list_moved(self, event: TableList.Moved) -> None:
        """Let the detail and the hints follow the cursor; what was said is read."""
        if event.by_user:
            self._say_states()
        self.reader.want(self.listing.current)
        self._show_detail()
        self.refresh_hints()

    def action_read_on(self) -> None:
        """Read on after a stop or a broken connection."""
        self.reader.start()

    # ---- filter and order -------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one("#filter-line", PromptLine).open()

    def action_goto(self) -> None:
        """Open the line that moves the cursor as one types."""
        self._before_goto = self.listing.current
        self.query_one("#goto-line", PromptLine).open()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter, or move the cursor, at every key."""
        if event.input.id == "filter":
            self.refresh_list()
        elif event.input.id == "goto" and self._filter is not None and event.value.strip():
            place = self._filter.place_of(event.value, self.listing.order)
            if place is None:
                self.say("No table shown has this name.", "warning")
            else:
                self._say_states()
                self.listing.go_to(place)

    def on_input_submitted(self) -> None:
        """Back to the list; the filter stays."""
        self.query_one("#filter-line", PromptLine).close(keep_text=True)
        self.query_one("#goto-line", PromptLine).close()
        self.listing.focus()

    action_to_list = on_input_submitted

    def action_clear(self) -> None:
        """Close the line for a name, stop reading, or clear the filter."""
        goto = self.query_one("#goto-line", PromptLine)
        if self.reader.busy and not goto.is_open:
            self.reader.stop()
            return
        self.listing.focus()
        if goto.is_open:
            goto.close()
            if self._before_goto in self.listing.order:
                self.listing.go_to(self.listing.order.index(self._before_goto))
            return
        self._only_on = False
        self.query_one("#filter-line", PromptLine).close()
        self._say_states()
        self.refresh_list()

    def action_only_on(self) -> None:
        """Show only what is switched on, or all."""
        self._only_on = not self._only_on
        self.refresh_list()

    def action_sort(self, step: int = 1) -> None:
        """Sort by the next column."""
        orders = ["", *SORTABLE[1:], SORTABLE[0]]
        self._sort = orders[(orders.index(self._sort) + step) % len(orders)]
        self.listing.descending = self._sort in LARGEST_FIRST
        self.refresh_list(from_top=True)
        self.say(f"Sorted by {self._sort}; r reverses." if self._sort else "In the order of the plan: owner, name.")

    def action_sort_back(self) -> None:
        """Sort by the column before."""
        self.action_sort(-1)

    def action_sort_by(self, number: int) -> None:
        """Sort by a column counted from 1; turn the order round when that is the order already."""
        key = SORTABLE[number - 1]
        again = key == self._sort
        self._sort = key
        self.listing.descending = not self.listing.descending if again else key in LARGEST_FIRST
        self.refresh_list(from_top=True)

    def action_reverse(self) -> None:
        """Turn the order round."""
        if not self._sort:
            self._sort = "owner"
        self.listing.descending = not self.listing.descending
        self.refresh_list(from_top=True)

    # ---- other screens ----------------------------------------------------------------------------------------

    def action_detail(self) -> None:
        """Show the detail of the table under the cursor."""
        index = self.listing.current
        if index is not None:
            from repart_tui.tui.screens.detail import DetailScreen

            self.app.push_screen(DetailScreen(self.listing))

    def action_advice(self) -> None:
        """Show the advice on the table under the cursor."""
        self.repart.show_advice(self.listing)

    def action_edit(self) -> None:
        """Edit the target of the table under the cursor."""
        index = self.listing.current
        if index is not None:
            self.repart.edit_table(index, self.say)

    def action_settings(self) -> None:
        """Edit the settings of the plan."""
        self.repart.edit_settings()

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
        self.panes.scroll_detail(direction)

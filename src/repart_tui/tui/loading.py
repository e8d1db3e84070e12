"""Brings what a reading hands over onto the list of tables, and says how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.worker import get_current_worker

from repart_tui.tui import core
from repart_tui.tui.reading import Ending, Key, Reading
from repart_tui.tui.screens.base import PlanChanged
from repart_tui.tui.widgets.reading_bar import ReadingBar

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig, TableConfig
    from repart_tui.tui.plan import Assessment
    from repart_tui.tui.screens.tables import TablesScreen

_TICK = 0.5
"""Seconds between two updates of the bar: on a slow line each costs bytes."""


class Loading:
    """The reading of one source, as its screen shows it."""

    def __init__(self, screen: TablesScreen, source: core.Source) -> None:
        self._screen = screen
        self._source = source
        self._reading = Reading(source)
        self._places: dict[Key, int] = {}
        self._timer: Any = None
        self._whole = False
        self.active = False
        """True while the thread reads or waits for something to read."""
        self.resumable = False
        """True when it was stopped or broke, and can go on."""

    # ---- what the screen asks for -----------------------------------------------------------------------------

    def start(self) -> None:
        """Read, or go on reading."""
        self.active, self.resumable = True, False
        self._screen.say("")
        self._timer = self._screen.set_interval(_TICK, self._tick)
        self._screen.run_worker(self._run, thread=True, exclusive=True, group="read", exit_on_error=False)

    def stop(self) -> None:
        """Interrupt the running query; what has arrived stays."""
        if self.active:
            self._reading.stop()

    def leave(self) -> None:
        """Stop, and wait for nothing: the screen goes away."""
        self._reading.leave()

    def want(self, index: int | None) -> None:
        """Read the detail of the table under the cursor ahead of the others."""
        plan = self._screen.plan
        if self.active and plan is not None and index is not None and plan.is_listed_only(index):
            table = plan.tables[index]
            self._reading.want([(table.owner, table.table_name)])

    def why_not_read_on(self) -> str | None:
        """Say why there is nothing to go on with."""
        if self.active:
            return "The dictionary is still being read."
        return None if self.resumable else "All tables are read."

    @property
    def busy(self) -> bool:
        """True while there is something for escape to stop."""
        return self.active and not self._reading.stopping and self._reading.progress.what != "ready"

    # ---- the thread -------------------------------------------------------------------------------------------

    def _run(self) -> None:
        worker = get_current_worker()
        try:
            self._reading.run(_InApp(self, worker))
        except core.CoreError as error:
            self._screen.app.call_from_thread(self._failed, error.lines)
        except _Gone:
            self._reading.stop()
        except Exception as error:  # noqa: BLE001  whatever a driver raises must not end in a traceback
            self._screen.app.call_from_thread(self._failed, self._screen.repart.unexpected(error))

    def _failed(self, lines: list[str]) -> None:
        self._finish()
        if self._screen.is_mounted and (self._screen.plan is None or self._reading.refused):
            self._screen.repart.source_failed(self._source, lines)
        elif self._screen.is_mounted:
            self._broken(lines)

    # ---- what arrives, on the screen's thread -----------------------------------------------------------------

    def begun(self, config: MigrationConfig) -> None:
        """Work on an empty plan that will fill."""
        if self._screen.plan is None:
            self._screen.repart.begin_plan(config, self._source)
            self._screen.plan_has_grown()

    def listed(self, tables: list[TableConfig]) -> None:
        """Add tables to the list."""
        plan = self._screen.plan
        assert plan is not None
        for table in tables:
            self._places[table.owner, table.table_name] = len(plan.tables)
            plan.tables.append(table)
        self._screen.plan_has_grown()
        self.want(self._screen.listing.current)
        self._tick()

    def sized(self, sizes: dict[Key, tuple[int, str]]) -> None:
        """Tell the sizes of tables without detail."""
        plan = self._screen.plan
        assert plan is not None
        plan.config.metadata.tables_left_out = self._reading.left_out
        plan.take_sizes({self._places[key]: size for key, size in sizes.items() if key in self._places})
        self._screen.refresh_list()

    def detailed(self, tables: list[tuple[TableConfig, Assessment]], unreadable: list[str]) -> None:
        """Put tables with their detail and what the rules say of them into the plan."""
        plan = self._screen.plan
        assert plan is not None
        for table, assessment in tables:
            plan.take_detail(self._places[table.owner, table.table_name], table, assessment)
        plan.config.metadata.unreadable_views = unreadable
        self._screen.detail_has_arrived()
        self._tick()

    def ended(self, ending: Ending) -> None:
        """Say how it ended."""
        self._finish()
        if not self._screen.is_mounted:
            return
        unread = self._reading.unread
        self.resumable = bool(ending.lines) or (ending.stopped and bool(unread or not self._places))
        plan = self._screen.plan
        if plan is None:
            self._screen.repart.source_failed(self._source, ["Reading was stopped."])
        elif ending.lines:
            self._broken(list(ending.lines))
        elif ending.stopped:
            whole = len(plan.tables) - unread
            self._screen.say(f"Stopped: {whole:,} of {len(plan.tables):,} tables are read; ctrl+r reads on.", "warning")
        else:
            self._all_is_read()

    def _all_is_read(self) -> None:
        """All is read that will be unasked: look once for what was left of the plan."""
        if not self._whole:
            self._whole = True
            self._screen.plan_is_whole()
            self._screen.repart.plan_was_read(self._source)

    def _broken(self, lines: list[str]) -> None:
        """Say what happened and what is kept, and offer to connect again."""
        from repart_tui.tui.screens.confirm import ConfirmScreen

        plan = self._screen.plan
        assert plan is not None
        self.resumable = True
        whole, total = len(plan.tables) - self._reading.unread, len(plan.tables)
        self._screen.say(f"Broken off: {whole:,} of {total:,} tables are read; ctrl+r connects again.", "error")
        question = "\n".join([*lines, "", f"{whole:,} of {total:,} tables are read and stay as they are."])
        answers = [("c", "connect again", "again"), ("escape", "go on with what is there", "")]
        self._screen.app.push_screen(ConfirmScreen(question, answers), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "again" and self.resumable:
            self.start()

    def _finish(self) -> None:
        self.active = False
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._screen.is_mounted:
            self._screen.query_one(ReadingBar).hide()

    def _tick(self) -> None:
        if self.active and self._screen.is_mounted:
            bar = self._screen.query_one(ReadingBar)
            if self._reading.progress.what == "ready":
                bar.hide()
                self._all_is_read()
            else:
                bar.show(self._reading.progress, stopping=self._reading.stopping)

    def tell_screen_above(self) -> None:
        """Let the screen above the list show what has arrived."""
        above = self._screen.app.screen
        if above is not self._screen:
            above.post_message(PlanChanged())


class _Gone(Exception):
    """The screen is gone: nobody takes what arrives."""


class _InApp:
    """Hands over to the screen's thread, and waits until it has taken it: a slow screen slows the reading."""

    def __init__(self, loading: Loading, worker: Any) -> None:
        self._loading, self._worker = loading, worker

    def _call(self, take: Callable[..., None], *arrived: Any) -> None:
        if self._worker.is_cancelled:
            raise _Gone
        self._loading._screen.app.call_from_thread(take, *arrived)

    def begun(self, config: MigrationConfig) -> None:
        self._call(self._loading.begun, config)

    def listed(self, tables: list[TableConfig]) -> None:
        self._call(self._loading.listed, tables)

    def sized(self, sizes: dict[Key, tuple[int, str]]) -> None:
        self._call(self._loading.sized, sizes)

    def detailed(self, tables: list[tuple[TableConfig, Assessment]], unreadable: list[str]) -> None:
        self._call(self._loading.detailed, tables, list(unreadable))

    def ended(self, ending: Ending) -> None:
        self._call(self._loading.ended, ending)

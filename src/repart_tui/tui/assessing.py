"""Asks Oracle's rules about the tables of a plan in the background, and counts the states that come of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from repart_tui.tui.table_rows import state_counts

if TYPE_CHECKING:
    from repart_tui.tui.screens.tables import TablesScreen

_AT_ONCE = 200
"""Tables between two updates of the list."""
_PAUSE = 0.0003
"""Seconds between two tables: rules are pure Python and would hold the interpreter, and delay every key."""


class Assessing:
    """The rules' work on the tables of one screen."""

    def __init__(self, screen: TablesScreen) -> None:
        self._screen = screen

    def assess_all(self) -> None:
        """Ask about every table that was not asked about since it changed."""
        self._screen.run_worker(self._assess, thread=True, exclusive=True, group="assess", exit_on_error=False)

    def count_states(self) -> None:
        """Count off the UI thread: 50,000 tables take longer than a key may."""
        self._screen.run_worker(self._count, thread=True, exclusive=True, group="count", exit_on_error=False)

    def _assess(self) -> None:
        plan, worker = self._screen.plan, get_current_worker()
        assert plan is not None
        for index in range(len(plan.tables)):
            if worker.is_cancelled:
                return
            if plan.assessed(index) is not None:
                continue
            plan.assess(index)
            time.sleep(_PAUSE)
            if index % _AT_ONCE == _AT_ONCE - 1:
                self._screen.app.call_from_thread(self._screen.tables_assessed)
        self._screen.app.call_from_thread(self._screen.tables_assessed)
        self._count()

    def _count(self) -> None:
        plan = self._screen.plan
        assert plan is not None
        self._screen.app.call_from_thread(self._screen.take_states, state_counts(plan))

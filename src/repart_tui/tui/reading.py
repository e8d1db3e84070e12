"""Reads a dictionary in two phases, in a thread of its own, and hands over what has arrived. No textual here.

The list comes first. Then the detail of the tables, the largest first and some hundred at a time; the table under the
cursor goes ahead of them, between two fetches of whatever is under way. Stopping interrupts the running query.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from repart_tui.tui import core

if TYPE_CHECKING:
    from repart_tui.discovery.phases import Phases
    from repart_tui.discovery.tables import TableSummary
    from repart_tui.migration_models import MigrationConfig, TableConfig
    from repart_tui.tui.plan import Assessment

Key = tuple[str, str]
FIRST_ROWS = 100
"""Tables after which the list is shown for the first time: more than a screen holds."""
LISTED_EVERY = 0.4
"""Seconds between two later steps in which the list grows: each filters and sorts it anew."""
DETAILED_AT_ONCE = 500
"""Tables whose detail is asked for together: what has arrived is kept when the reading stops."""
FIRST_DETAILS = 25
"""So many in the first step, for something to look at soon."""
DETAILED_AT_MOST = 10_000
"""Tables whose detail is read unasked, about 400 MB of it; of more tables, those that are looked at."""
_PAUSE = 0.02
"""Seconds left to the screen after each step."""


class View(Protocol):
    """Takes what has arrived; called from the reading thread, one call at a time."""

    def begun(self, config: MigrationConfig) -> None: ...
    def listed(self, tables: list[TableConfig]) -> None: ...
    def sized(self, sizes: dict[Key, tuple[int, str]]) -> None: ...
    def detailed(self, tables: list[tuple[TableConfig, Assessment]], unreadable: list[str]) -> None: ...
    def ended(self, ending: Ending) -> None: ...


@dataclass(frozen=True)
class Ending:
    """How a reading ended: whole, stopped by the user, or broken, and then why."""

    stopped: bool = False
    lines: tuple[str, ...] = ()
    lost: bool = False
    """True when the connection is gone and a new one may go on."""


@dataclass
class Progress:
    """What is under way; written by the reading thread, looked at by the screen."""

    what: str = "connecting"
    done: int = 0
    total: int = 0
    started: float = 0.0

    @property
    def seconds(self) -> float:
        """Seconds since the reading began."""
        return time.monotonic() - self.started


class Reading:
    """One reading of a source; after it stopped or broke, `run` goes on where it was."""

    def __init__(self, source: core.Source) -> None:
        self.source = source
        self.progress = Progress()
        self._view: View | None = None
        self._connection: Any = None
        self._phases: Phases | None = None
        self._config: MigrationConfig | None = None
        self._summaries: dict[Key, TableSummary] = {}
        self._list_whole = self._sized = self._serving = False
        self._unread: dict[Key, None] = {}
        """Listed, not detailed, in the order in which they will be."""
        self._asked: dict[Key, None] = {}
        """Wanted ahead of the others, the last one first."""
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._stop = threading.Event()

    # ---- from the screen --------------------------------------------------------------------------------------

    def want(self, keys: list[Key]) -> None:
        """Read the detail of these tables next, instead of those that were wanted before."""
        with self._lock:
            self._asked = dict.fromkeys(key for key in keys if key in self._unread)
        self._wake.set()

    def stop(self) -> None:
        """Interrupt what is running; what has arrived stays. Returns at once."""
        self._stop.set()
        self._wake.set()
        connection = self._connection
        # Only oracledb's connections wait for a network; the marker is sent by another thread all the same.
        interrupt: Callable[[], None] | None = getattr(connection, "cancel", None)
        if interrupt is not None:
            threading.Thread(target=_quietly, args=(interrupt,), name="interrupt", daemon=True).start()

    @property
    def stopping(self) -> bool:
        """True once `stop` was called, until `run` begins again."""
        return self._stop.is_set()

    @property
    def unread(self) -> int:
        """Listed tables without detail."""
        return len(self._unread)

    # ---- in its thread ----------------------------------------------------------------------------------------

    def run(self, view: View) -> None:
        """Read; returns when all is read, the reading was stopped or the connection broke. Raises core.CoreError
        when the source cannot be opened."""
        from repart_tui.discovery.errors import DiscoveryCancelled, DiscoveryError, lost_connection

        self._view = view
        self._stop.clear()
        self.progress.what, self.progress.started = "connecting", time.monotonic()
        self._connection = core.open_source(self.source, self._stop.is_set)
        try:
            self._read(view)
            ending = Ending(stopped=self._stop.is_set())
        except DiscoveryCancelled:
            ending = Ending(stopped=True)
        except DiscoveryError as error:
            if self._stop.is_set():
                ending = Ending(stopped=True)
            elif not self._summaries:
                raise core.CoreError(core.error_lines(self.source, error)) from error
            else:
                ending = Ending(lines=tuple(core.error_lines(self.source, error)), lost=lost_connection(error))
        finally:
            connection, self._connection, self._phases = self._connection, None, None
            # Closing waits for the network too, and an interrupted session may not answer.
            threading.Thread(target=_quietly, args=(connection.close,), name="close", daemon=True).start()
        view.ended(ending)

    def _read(self, view: View) -> None:
        self._phases = core.phases(self.source, self._connection, self._between)
        self._config = self._phases.plan([])
        view.begun(self._config)
        if not self._list_whole:
            self._list(view, self._phases)
        if not self._sized:
            self._measure(view, self._phases)
        self.progress.what, self.progress.total = "detail", min(len(self._summaries), DETAILED_AT_MOST)
        step = FIRST_DETAILS
        while not self._between():
            chunk = self._next_chunk(step)
            if chunk:
                self._detail(chunk)
                step = DETAILED_AT_ONCE
            elif self._unread:
                # More tables than memory shall hold: those that are looked at come when they are.
                self.progress.what = "ready"
                self._wake.wait()
                self._wake.clear()
            else:
                return
            time.sleep(_PAUSE)

    def _list(self, view: View, phases: Phases) -> None:
        self.progress.what = "tables"
        arrived: list[TableConfig] = []
        shown, last = bool(self._summaries), time.monotonic()

        def hand_over() -> None:
            view.listed(arrived.copy())
            arrived.clear()
            self.progress.done = len(self._summaries)

        for summary in phases.summaries():
            key = (summary.owner, summary.table_name)
            if key in self._summaries:
                continue
            self._summaries[key] = summary
            self._unread[key] = None
            arrived.append(core.listed_table(summary))
            if time.monotonic() - last >= LISTED_EVERY or (not shown and len(arrived) >= FIRST_ROWS):
                hand_over()
                shown, last = True, time.monotonic()
        hand_over()
        self._list_whole = True

    def _measure(self, view: View, phases: Phases) -> None:
        self.progress.what = "sizes"
        sizes = phases.sizes(self._summaries.values())
        view.sized(sizes)
        with self._lock:
            largest = sorted(self._unread, key=lambda key: -sizes.get(key, (0, ""))[0])
            self._unread = dict.fromkeys(largest)
        self._sized = True
        self.progress.done = len(self._summaries) - len(self._unread)

    def _next_chunk(self, size: int) -> list[Key]:
        with self._lock:
            room = DETAILED_AT_MOST - (len(self._summaries) - len(self._unread))
            return [key for key, _ in zip(self._unread, range(min(size, room)), strict=False)]

    def _between(self) -> bool:
        """Read what is wanted ahead; called between two fetches. True when the reading shall stop."""
        if not self._stop.is_set() and self._asked and not self._serving and self._phases is not None:
            self._serving = True
            try:
                while self._asked and not self._stop.is_set():
                    with self._lock:
                        keys = [key for key in self._asked if key in self._unread]
                        self._asked = {}
                    self._detail(keys)
            finally:
                self._serving = False
        return self._stop.is_set()

    def _detail(self, keys: list[Key]) -> None:
        assert self._phases is not None
        assert self._view is not None
        assert self._config is not None
        keys = [key for key in keys if key in self._unread]
        if not keys:
            return
        tables = self._phases.details(keys)
        judged = []
        for table in tables:
            judged.append((table, core.assess(table, self._config)))
            self._between()
        with self._lock:
            for key in keys:
                self._unread.pop(key, None)
        self.progress.done = len(self._summaries) - len(self._unread)
        self._view.detailed(judged, self._phases.unreadable)


def _quietly(action: Callable[[], Any]) -> None:
    # A connection that broke cannot be closed or interrupted well, and what broke it is told elsewhere.
    with suppress(Exception):
        action()

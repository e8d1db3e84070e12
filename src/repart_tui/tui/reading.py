"""Reads a dictionary in two phases, in a thread of its own, and hands over what has arrived. No textual here.

The list comes first. Then the detail of the tables, the largest first and some hundred at a time; the table under the
cursor goes ahead of them, between two fetches of whatever is under way. Stopping interrupts the running query.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from repart_tui.tui import core

if TYPE_CHECKING:
    from repart_tui.discovery.phases import Phases
    from repart_tui.discovery.selection import LargestTables
    from repart_tui.discovery.tables import TableSummary
    from repart_tui.migration_models import MigrationConfig, TableConfig
    from repart_tui.tui.plan import Assessment

Key = tuple[str, str]
FIRST_ROWS = 100
"""Tables after which the list is shown for the first time: more than a screen holds."""
LISTED_EVERY = 0.4
"""Seconds between two later steps in which the list grows: each filters and sorts it anew."""
FIRST_DETAILS = 25
"""So many in the first step, for something to look at soon."""
DETAILED_AT_ONCE = 500
"""Tables whose detail is asked for by their names, where not all of them are read in one pass."""
_MANY = 1_000
"""Tables that are left to read by their names from which it pays to ask views on rare features for whole schemas."""
DETAILED_AT_MOST = 10_000
"""Tables whose detail is read unasked, about 400 MB of it; of more tables, those that are looked at."""
_PAUSE = 0.02
"""Seconds left to the screen after each step."""
STOPPED_WITHIN = 5.0
"""Seconds in which the database may answer an interrupt; then it is left alone, as on a line that went dead."""


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
    part: str = ""
    """What of the detail is read just now."""
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
        self._turn: _Turn | None = None
        self.summaries: dict[Key, TableSummary] = {}
        self.list_whole = self.sized = False
        self.unread_keys: dict[Key, None] = {}
        """Listed, not detailed, in the order in which they will be."""
        self.largest: tuple[LargestTables, list[Key]] | None = None
        """Of very many tables those that are read in one pass."""
        self.left_out = 0
        """Tables that the patterns left out of the list."""
        self.refused = False
        """True when the source cannot be read as it was asked for (a schema that is not there), however often."""
        self.asked: dict[Key, None] = {}
        """Wanted ahead of the others, the last one first."""
        self.lock = threading.Lock()

    def want(self, keys: list[Key]) -> None:
        """Read the detail of these tables next, instead of those that were wanted before."""
        with self.lock:
            self.asked = dict.fromkeys(key for key in keys if key in self.unread_keys)
        if self._turn is not None:
            self._turn.wake.set()

    def stop(self) -> None:
        """Interrupt what is running; what has arrived stays. Returns at once."""
        if self._turn is not None:
            self._turn.stop(STOPPED_WITHIN)

    def leave(self) -> None:
        """Stop, and wait for nothing: nobody wants to know how it ends."""
        if self._turn is not None:
            self._turn.stop(0.0)

    @property
    def stopping(self) -> bool:
        """True once `stop` was called, until `run` begins again."""
        return self._turn is not None and self._turn.stopped.is_set()

    @property
    def unread(self) -> int:
        """Listed tables without detail."""
        return len(self.unread_keys)

    def run(self, view: View) -> None:
        """Read; returns when all is read, the reading was stopped or the connection broke. Raises core.CoreError
        when the source cannot be opened.
        """
        self.progress.what, self.progress.started = "connecting", time.monotonic()
        self._turn = turn = _Turn(self, view)
        # Not in the caller's thread: a line that went dead may hold it for minutes, and so the end of the program.
        threading.Thread(target=turn.work, name="reading", daemon=True).start()
        turn.over.wait()
        if turn.failure is not None:
            raise turn.failure


class _Turn:
    """One connection's share of a reading, in a thread of its own. Once it is over it changes nothing any more."""

    def __init__(self, reading: Reading, view: View) -> None:
        self._reading, self._view = reading, view
        self.stopped, self.over, self.wake = threading.Event(), threading.Event(), threading.Event()
        self.failure: Exception | None = None
        self._ending = threading.Lock()
        self._connection: Any = None
        self._phases: Phases | None = None
        self._config: MigrationConfig | None = None
        self._serving = False

    # ---- from other threads -----------------------------------------------------------------------------------

    def stop(self, patience: float) -> None:
        """Interrupt the running call; the turn is over within `patience` seconds, whatever the database does."""
        self.stopped.set()
        self.wake.set()
        threading.Thread(target=self._interrupt, args=(patience,), name="interrupt", daemon=True).start()

    def _interrupt(self, patience: float) -> None:
        # Only a connection to a database can be interrupted; the files answer at once.
        interrupt = getattr(self._connection, "interrupt", None)
        if interrupt is not None:
            with suppress(Exception):
                interrupt()
        if not self.over.wait(patience):
            self._end(Ending(stopped=True), None)

    # ---- in its thread ----------------------------------------------------------------------------------------

    def work(self) -> None:
        """Read until the end, and tell it."""
        from repart_tui.discovery.errors import DiscoveryCancelled, DiscoveryError, lost_connection

        reading, ending = self._reading, Ending()
        failure: Exception | None = None
        try:
            self._connection = core.open_source(reading.source, self.stopped.is_set)
            self._read()
            ending = Ending(stopped=self.stopped.is_set())
        except DiscoveryCancelled:
            ending = Ending(stopped=True)
        except DiscoveryError as error:
            lines = core.error_lines(reading.source, error)
            if self.stopped.is_set():
                ending = Ending(stopped=True)
            elif not reading.summaries:
                reading.refused = not lost_connection(error)
                failure = core.CoreError(lines)
            else:
                ending = Ending(lines=tuple(lines), lost=lost_connection(error))
        except Exception as error:  # noqa: BLE001  raised where the reading was begun
            failure = error
        finally:
            connection = self._connection
            if connection is not None:
                # Closing waits for the network too, and an interrupted session may not answer.
                threading.Thread(target=_quietly, args=(connection.close,), name="close", daemon=True).start()
        self._end(ending, failure)

    def _end(self, ending: Ending, failure: Exception | None) -> None:
        """End the turn, once: whoever comes later finds it over."""
        with self._ending:
            if self.over.is_set():
                return
            self.failure = failure
            try:
                if failure is None:
                    self._view.ended(ending)
            except Exception as error:  # noqa: BLE001  the screen is gone
                self.failure = error
            finally:
                self.over.set()

    def _read(self) -> None:
        reading = self._reading
        self._phases = core.phases(reading.source, self._connection, self._between, self._tell)
        self._config = self._phases.plan([])
        self._view.begun(self._config)
        if not reading.list_whole:
            self._list(self._phases)
        if not reading.sized:
            self._measure(self._phases)
        reading.progress.what, reading.progress.total = "detail", min(len(reading.summaries), DETAILED_AT_MOST)
        self._detail(self._next_chunk(FIRST_DETAILS))
        self._detail_in_one_pass()
        if len(self._next_chunk(DETAILED_AT_MOST)) > _MANY:
            self._phases.keep_rare(sorted({owner for owner, _ in reading.summaries}))
        while not self._between():
            chunk = self._next_chunk(DETAILED_AT_ONCE)
            if chunk:
                self._detail(chunk)
            elif reading.unread_keys:
                # More tables than memory shall hold: those that are looked at come when they are.
                reading.progress.what = "ready"
                self.wake.wait()
                self.wake.clear()
            else:
                return
            time.sleep(_PAUSE)

    def _tell(self, part: str, _done: int, _total: int) -> None:
        if not self._serving:
            # What comes last of these tables is no word for the others, of which the counts speak.
            self._reading.progress.part = "" if part == "done" else part

    def _list(self, phases: Phases) -> None:
        reading = self._reading
        reading.progress.what = "tables"
        arrived: dict[Key, TableSummary] = {}
        shown, last = bool(reading.summaries), 0.0

        def hand_over() -> None:
            # What counts as listed and what the screen has are the same, wherever the reading ends.
            with self._handing_over():
                reading.summaries.update(arrived)
                reading.unread_keys.update(dict.fromkeys(arrived))
                self._view.listed([core.listed_table(summary) for summary in arrived.values()])
            arrived.clear()
            reading.progress.done = len(reading.summaries)

        try:
            for summary in phases.summaries():
                key = (summary.owner, summary.table_name)
                if key in reading.summaries:
                    continue
                last = last or time.monotonic()
                arrived[key] = summary
                if time.monotonic() - last >= LISTED_EVERY or (not shown and len(arrived) >= FIRST_ROWS):
                    hand_over()
                    shown, last = True, time.monotonic()
        finally:
            # Stopped or broken off: what has arrived stays.
            hand_over()
        reading.list_whole, reading.left_out = True, phases.left_out

    def _measure(self, phases: Phases) -> None:
        reading = self._reading
        from repart_tui.discovery.largest import largest_tables

        reading.progress.what = "sizes"
        sizes = phases.sizes(reading.summaries.values())
        with self._handing_over():
            with reading.lock:
                largest = sorted(reading.unread_keys, key=lambda key: -sizes.get(key, (0, ""))[0])
                reading.unread_keys = dict.fromkeys(largest)
            if len(largest) > DETAILED_AT_MOST:
                reading.largest = largest_tables(
                    reading.summaries, sizes, largest, DETAILED_AT_MOST, spare=DETAILED_AT_ONCE
                )
            reading.sized = True
            self._view.sized(sizes)
        self._tell_done()

    def _detail_in_one_pass(self) -> None:
        """Read what is left of all tables, or of very many the largest; not where most of that is read or not wanted.

        One pass over the schemas bounds the round trips, whatever their tables. What it leaves is read by names. Tables
        that patterns left out come with it, and are put aside.
        """
        reading = self._reading
        tables, left = len(reading.summaries), self._next_chunk(DETAILED_AT_MOST)
        if self._between():
            return
        if tables <= DETAILED_AT_MOST:
            if len(left) > (tables + reading.left_out) // 2:
                self._detail(left)
        elif reading.largest is not None and not reading.left_out:
            selection, keys = reading.largest
            keys = [key for key in keys if key in reading.unread_keys]
            if len(keys) > max(len(left) // 2, DETAILED_AT_ONCE):
                self._detail(keys, selection)

    def _next_chunk(self, size: int) -> list[Key]:
        reading = self._reading
        with reading.lock:
            room = DETAILED_AT_MOST - (len(reading.summaries) - len(reading.unread_keys))
            return [key for key, _ in zip(reading.unread_keys, range(min(size, room)), strict=False)]

    def _between(self) -> bool:
        """Read what is wanted ahead; called between two fetches. True when the reading shall stop."""
        reading = self._reading
        if not self.stopped.is_set() and reading.asked and not self._serving and self._phases is not None:
            self._serving = True
            try:
                while reading.asked and not self.stopped.is_set():
                    with reading.lock:
                        keys = [key for key in reading.asked if key in reading.unread_keys]
                        reading.asked = {}
                    self._detail(keys)
            finally:
                self._serving = False
        return self.stopped.is_set()

    def _detail(self, keys: list[Key], selection: LargestTables | None = None) -> None:
        assert self._phases is not None
        assert self._config is not None
        keys = [key for key in keys if key in self._reading.unread_keys]
        if not keys:
            return
        judged: list[tuple[TableConfig, Assessment]] = []
        try:
            for table in self._phases.each_detail(keys, selection):
                judged.append((table, core.assess(table, self._config)))
                if self._between():
                    return
                if len(judged) == DETAILED_AT_ONCE:
                    self._hand_over_details(judged)
                    judged = []
        finally:
            # Stopped in between: what has arrived stays.
            if judged:
                self._hand_over_details(judged)
        if selection is None:
            # Those that did not come are not there any more; of a selection they may only have left it.
            with self._reading.lock:
                for key in keys:
                    self._reading.unread_keys.pop(key, None)
            self._tell_done()

    def _hand_over_details(self, judged: list[tuple[TableConfig, Assessment]]) -> None:
        assert self._phases is not None
        reading = self._reading
        with self._handing_over():
            with reading.lock:
                # One that was looked at meanwhile has come already.
                new = {(t.owner, t.table_name): (t, assessment) for t, assessment in judged}
                new = {key: pair for key, pair in new.items() if key in reading.unread_keys}
                for key in new:
                    del reading.unread_keys[key]
            self._tell_done()
            self._view.detailed(list(new.values()), self._phases.unreadable)

    def _tell_done(self) -> None:
        reading = self._reading
        reading.progress.done = len(reading.summaries) - len(reading.unread_keys)

    @contextmanager
    def _handing_over(self) -> Iterator[None]:
        """Let the turn not end in between; raises once it is over, for another one may be at work on the tables."""
        with self._ending:
            if self.over.is_set():
                from repart_tui.discovery.errors import DiscoveryCancelled

                raise DiscoveryCancelled("Reading was stopped.")
            yield


def _quietly(action: Callable[[], Any]) -> None:
    # A connection that broke cannot be closed or interrupted well, and what broke it is told elsewhere.
    with suppress(Exception):
        action()

"""A DBA looks at a large database over a slow line: the list fills while it is read, and outlives the line."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from repart_tui.connect.login import Login
from repart_tui.discovery.listed import is_listed_only, listed_table
from repart_tui.discovery.tables import TableSummary
from repart_tui.discovery.views import ARRAY_SIZE
from repart_tui.discovery_queries import discover
from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.tui.app import RepartApp
from repart_tui.tui.core import Source, round_trip
from repart_tui.tui.plan import Assessment
from repart_tui.tui.reading import Ending, Progress, Reading
from repart_tui.tui.widgets.reading_bar import ReadingBar, reading_text
from tests.bench.dictionary import build
from tests.tui.conftest import FACTS, User
from tests.wire.faults import Fault
from tests.wire.server import DEMO, PASSWORD, USER, WireServer

_PATIENCE = 20.0
SIZES = "SUM(bytes)"
"""In the query that comes between the list and the details."""


@pytest.fixture(scope="module")
def whole() -> Iterator[MigrationConfig]:
    with contextlib.closing(sqlite3.connect(DEMO)) as connection:
        yield discover(connection, source_kind="demo", source_name=None, tool_version="0")


def source_of(server: WireServer) -> Source:
    return Source("oracle", login=Login(server.dsn, USER, PASSWORD))


@contextlib.asynccontextmanager
async def connected(server: WireServer) -> AsyncIterator[User]:
    app = RepartApp(source_of(server), facts=FACTS)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_source(source_of(server))
        user = User(pilot, app)
        try:
            yield user
        finally:
            for screen in app.screen_stack:
                reader = getattr(screen, "reader", None)
                if reader is not None:
                    reader.stop()


async def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(0.02)


def listed(user: User) -> int:
    return len(user.app.plan.tables) if user.app.plan else 0


def detailed(user: User) -> int:
    plan = user.app.plan
    return sum(not plan.is_listed_only(place) for place in range(len(plan.tables))) if plan else 0


async def test_the_list_can_be_used_before_any_detail_is_read(whole: MigrationConfig) -> None:
    with WireServer(DEMO, faults=[Fault("execute", "silence", sql=SIZES)]) as server:
        async with connected(server) as user:
            await until(lambda: listed(user) == len(whole.tables))
            await user.pilot.pause()
            assert user.shows("ACCOUNTS")
            assert user.app.screen.query_one(ReadingBar).display
            await user.pilot.press("slash", *"emp", "enter", "space")
            assert user.status == "HR.EMPLOYEES cannot be switched on: its detail has not been read yet"
            assert detailed(user) == 0


async def test_escape_interrupts_the_query_and_reading_goes_on_later(whole: MigrationConfig) -> None:
    with WireServer(DEMO, faults=[Fault("execute", "silence", sql=SIZES)]) as server:
        async with connected(server) as user:
            await until(lambda: any(SIZES in statement for statement in server.statements))
            await user.pilot.press("escape")
            await until(lambda: user.status.startswith("Stopped: 0 of"))
            assert "interrupt" in server.sessions[0].functions
            assert listed(user) == len(whole.tables)
            assert not user.app.screen.query_one(ReadingBar).display
            await user.pilot.press("ctrl+r")
            await until(lambda: detailed(user) == len(whole.tables))
            assert user.app.plan is not None
            assert user.app.plan.config.tables == whole.tables
            await until(lambda: " refused" in user.status)


# After a reset the driver leaves its socket to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_server_that_goes_away_leaves_the_rows_and_the_offer_to_connect_again(whole: MigrationConfig) -> None:
    with WireServer(DEMO, faults=[Fault("execute", "reset", sql="dba_tab_col_statistics", skip=1)]) as server:
        async with connected(server) as user:
            await until(lambda: user.shows("connect again"))
            assert user.shows("closed the connection")
            assert listed(user) == len(whole.tables)
            kept = detailed(user)
            assert kept < len(whole.tables)
            await user.pilot.pause(0.1)
            await user.pilot.press("c")
            await until(lambda: detailed(user) == len(whole.tables))
            assert user.app.plan is not None
            assert user.app.plan.config.tables == whole.tables
    assert len(server.sessions) == 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_session_that_was_killed_while_nobody_asked_is_told_at_the_next_table(
    whole: MigrationConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More tables than are read unasked: the connection waits for the cursor, and a firewall or IDLE_TIME ends it."""
    monkeypatch.setattr("repart_tui.tui.reading.DETAILED_AT_MOST", 5)
    with WireServer(DEMO) as server:
        async with connected(server) as user:
            await until(lambda: detailed(user) == 5)
            await until(lambda: not user.app.screen.query_one(ReadingBar).display)
            server.drop_sessions()
            plan = user.app.plan
            assert plan is not None
            unread = next(place for place in range(len(plan.tables)) if plan.is_listed_only(place))
            user.tables.listing.go_to(user.tables.listing.order.index(unread))
            await until(lambda: user.shows("connect again"))
            await user.pilot.pause(0.1)
            await user.pilot.press("c")
            await until(lambda: not plan.is_listed_only(unread))
            assert plan.tables[unread] == whole.tables[unread]
    assert len(server.sessions) == 2


async def test_what_is_left_unread_of_very_many_tables_is_told_as_that_and_not_as_being_read(
    whole: MigrationConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repart_tui.tui.reading.DETAILED_AT_MOST", 5)
    with WireServer(DEMO) as server:
        async with connected(server) as user:
            left = len(whole.tables) - 5
            await until(lambda: detailed(user) == 5)
            await until(lambda: f"{left} unread" in user.status)
            assert "reading" not in user.status
            plan = user.app.plan
            assert plan is not None
            unread = next(place for place in range(len(plan.tables)) if plan.is_listed_only(place))
            user.tables.listing.go_to(user.tables.listing.order.index(unread))
            await until(lambda: f"{left - 1} unread" in user.status)
            await user.pilot.press("slash", *"state:unread", "enter")
            # The table under the cursor is read while one types.
            assert 5 < len(user.tables.listing.order) < left


async def test_counts_of_states_wait_while_the_bar_says_how_far_reading_is() -> None:
    with WireServer(DEMO, faults=[Fault("execute", "silence", sql=SIZES)]) as server:
        async with connected(server) as user:
            await until(lambda: any(SIZES in statement for statement in server.statements))
            await user.pilot.press("question_mark")
            await user.pilot.press("escape")
            await until(lambda: user.tables._states)
            assert user.status == ""
            await user.pilot.press("escape")
            await until(lambda: user.status.startswith("Stopped: 0 of"))


async def test_what_was_read_stays_usable_without_the_database() -> None:
    with WireServer(DEMO, faults=[Fault("execute", "close", sql="dba_tab_col_statistics", skip=1)]) as server:
        async with connected(server) as user:
            await until(lambda: user.shows("connect again"))
            await user.pilot.pause(0.1)
            await user.pilot.press("escape")
            plan = user.app.plan
            assert plan is not None
            kept = detailed(user)
            saved = round_trip(plan.config)
            assert len(saved.tables) == kept
            assert saved.metadata.tables_left_out == len(plan.tables) - kept
            assert not any(is_listed_only(table) for table in saved.tables)
            await user.pilot.press("ctrl+s")
            await until(lambda: user.place != "tables")
            await user.pilot.press("enter")
            await until(lambda: "tables whose detail has not been read" in user.status)


@pytest.mark.parametrize("sql", ["UNION ALL", "FROM dba_tables", SIZES, "dba_tab_col_statistics"])
async def test_escape_ends_the_reading_on_a_line_that_went_dead(
    whole: MigrationConfig, monkeypatch: pytest.MonkeyPatch, sql: str
) -> None:
    monkeypatch.setattr("repart_tui.tui.reading.STOPPED_WITHIN", 0.3)
    with WireServer(DEMO, faults=[Fault("execute", "dead", sql=sql)]) as server:
        async with connected(server) as user:
            await until(lambda: any(sql in statement for statement in server.statements))
            await user.pilot.press("escape")
            await until(lambda: user.place == "connect" or user.status.startswith("Stopped"))
            if user.place == "connect":
                await until(lambda: user.shows("Reading was stopped"))
                return
            assert not user.app.screen.query_one(ReadingBar).display
            await user.pilot.press("ctrl+r")
            await until(lambda: detailed(user) == len(whole.tables))
            assert user.app.plan is not None
            assert user.app.plan.config.tables == whole.tables
        assert len(server.sessions) == 2


async def test_escape_ends_the_wait_for_a_login() -> None:
    with WireServer(DEMO, faults=[Fault("login", "dead")]) as server:
        async with connected(server) as user:
            await until(lambda: server.sessions and "types" in server.sessions[0].functions)
            await user.pilot.press("escape")
            await until(lambda: user.place == "connect")
            await until(lambda: user.shows("Connecting was stopped"))


async def test_a_wrong_password_is_told_on_the_connect_screen() -> None:
    with WireServer(DEMO) as server:
        app = RepartApp(None, facts=FACTS)
        async with app.run_test(size=(80, 24)) as pilot:
            app.open_source(Source("oracle", login=Login(server.dsn, USER, "wrong")))
            user = User(pilot, app)
            await until(lambda: user.place == "connect")
            await pilot.pause()
            assert user.shows("ORA-01017")


class Recorder:
    """Takes what a reading hands over."""

    def __init__(self, reading: Reading, want: tuple[str, str] | None = None) -> None:
        self.reading, self.want = reading, want
        self.steps: list[list[tuple[str, str]]] = []
        self.tables: list[TableConfig] = []
        self.ending: Ending | None = None

    def begun(self, config: MigrationConfig) -> None:
        self.config = config

    def listed(self, tables: list[TableConfig]) -> None:
        if self.want is not None and any((t.owner, t.table_name) == self.want for t in tables):
            self.reading.want([self.want])

    def sized(self, sizes: dict[tuple[str, str], tuple[int, str]]) -> None:
        self.sizes = sizes

    def detailed(self, tables: list[tuple[TableConfig, Assessment]], unreadable: list[str]) -> None:
        self.unreadable = unreadable
        self.steps.append([(table.owner, table.table_name) for table, _ in tables])
        self.tables += [table for table, _ in tables]

    def ended(self, ending: Ending) -> None:
        self.ending = ending


def test_the_table_under_the_cursor_comes_first(whole: MigrationConfig) -> None:
    last = (whole.tables[-1].owner, whole.tables[-1].table_name)
    with WireServer(DEMO) as server:
        reading = Reading(source_of(server))
        recorder = Recorder(reading, want=last)
        reading.run(recorder)
    assert recorder.steps[0] == [last]
    assert recorder.ending == Ending()
    assert {(t.owner, t.table_name): t for t in recorder.tables} == {(t.owner, t.table_name): t for t in whole.tables}


def test_the_largest_tables_follow() -> None:
    reading = Reading(Source("demo"))
    recorder = Recorder(reading)
    reading.run(recorder)
    sizes = [max(recorder.sizes[key][0] for key in step) for step in recorder.steps]
    assert sizes == sorted(sizes, reverse=True)
    assert len(recorder.steps) > 1


def test_a_listed_table_is_refused_and_tells_what_the_list_told() -> None:
    table = listed_table(TableSummary("A", "T", "INTERVAL-HASH", 5, None, "heap"))
    other = listed_table(TableSummary("A", "U", "", None, None, "heap"))
    assert is_listed_only(table)
    assert (table.owner, table.table_name, table.current_state.num_rows) == ("A", "T", 5)
    assert table.current_state.partitioning is not None
    assert other.current_state.partitioning is None
    assert TableConfig.from_dict(table.to_dict()).refusals[0].code == "NOT_READ"


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (Progress("connecting"), " Reading connecting ...  0:00  esc stops"),
        (Progress("tables", 4100), " Reading tables 4,100 ...  0:00  esc stops"),
        (Progress("detail", 1250, 10_000), " [##..................] detail 1,250 of 10,000  0:00  esc stops"),
        (
            Progress("detail", 525, 10_000, "column statistics"),
            " [#...................] detail 525 of 10,000, column statistics  0:00  esc stops",
        ),
    ],
)
def test_the_bar(progress: Progress, text: str) -> None:
    progress.started = time.monotonic()
    assert reading_text(progress) == text


@pytest.mark.parametrize(("width", "bar"), [(80, " [#...................]"), (65, " [.....]"), (64, "")])
def test_on_a_narrow_terminal_the_bar_gives_way_to_the_words(width: int, bar: str) -> None:
    progress = Progress("detail", 525, 10_000, "column statistics")
    progress.started = time.monotonic()
    assert reading_text(progress, width=width) == f"{bar} detail 525 of 10,000, column statistics  0:00  esc stops"


def test_of_very_many_tables_the_largest_are_read_and_the_others_when_they_are_looked_at(
    whole: MigrationConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repart_tui.tui.reading.DETAILED_AT_MOST", 10)
    reading = Reading(Source("demo"))
    recorder = Recorder(reading)
    thread = threading.Thread(target=reading.run, args=(recorder,))
    thread.start()
    end = time.monotonic() + _PATIENCE
    while reading.progress.what != "ready" and time.monotonic() < end:
        time.sleep(0.01)
    assert len(recorder.tables) == 10
    read = {(table.owner, table.table_name) for table in recorder.tables}
    other = next(key for key in recorder.sizes if key not in read)
    reading.want([other])
    while len(recorder.tables) == 10 and time.monotonic() < end:
        time.sleep(0.01)
    assert recorder.steps[-1] == [other]
    assert reading.unread == len(whole.tables) - 11
    reading.stop()
    thread.join(_PATIENCE)
    assert recorder.ending == Ending(stopped=True)


def test_a_reading_that_is_left_is_over_at_once() -> None:
    with WireServer(DEMO, faults=[Fault("execute", "dead", sql=SIZES)]) as server:
        reading = Reading(source_of(server))
        recorder = Recorder(reading)
        thread = threading.Thread(target=reading.run, args=(recorder,))
        thread.start()
        end = time.monotonic() + _PATIENCE
        while not any(SIZES in statement for statement in server.statements) and time.monotonic() < end:
            time.sleep(0.01)
        reading.leave()
        thread.join(1.0)
        assert not thread.is_alive()
        assert recorder.ending == Ending(stopped=True)


async def _read_all(server: WireServer) -> Recorder:
    reading = Reading(source_of(server))
    recorder = Recorder(reading)
    await asyncio.to_thread(reading.run, recorder)
    assert recorder.ending == Ending()
    return recorder


@pytest.mark.parametrize("tables", [0, 60, 700, 1300])
async def test_the_screens_too_read_in_few_round_trips(tables: int, tmp_path: Path) -> None:
    """40, and one more per 2,000 rows, whatever the number of tables; 0 is the demo."""
    path = DEMO if not tables else tmp_path / "d.db"
    if tables:
        build(path, tables)
    with WireServer(path) as server:
        recorder = await _read_all(server)
        assert server.trips <= 40 + server.rows // ARRAY_SIZE
    assert len(recorder.tables) == (tables or len(recorder.sizes))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More tables than are read unasked, once DETAILED_AT_MOST is 700."""
    path = tmp_path_factory.mktemp("many") / "d.db"
    build(path, 900)
    return path


async def test_what_patterns_leave_out_costs_no_round_trips(many: Path) -> None:
    """By lists of names it took some dozen more: most of the tables are read with their schema."""
    with WireServer(many) as server:
        reading = Reading(dataclasses.replace(source_of(server), exclude=("T0000*",)))
        recorder = Recorder(reading)
        await asyncio.to_thread(reading.run, recorder)
        assert server.trips <= 40 + server.rows // ARRAY_SIZE
    assert (len(recorder.tables), reading.left_out) == (800, 100)
    assert not any("FROM dba_tab_cols" in text and "n100" in text for text in server.statements), "no long list"


def test_of_very_many_tables_the_largest_come_in_one_pass(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repart_tui.tui.reading.DETAILED_AT_MOST", 700)
    with WireServer(many) as server:
        reading = Reading(source_of(server))
        recorder = Recorder(reading)
        thread = threading.Thread(target=reading.run, args=(recorder,))
        thread.start()
        end = time.monotonic() + _PATIENCE
        while reading.progress.what != "ready" and time.monotonic() < end:
            time.sleep(0.01)
        trips, rows, statements = server.trips, server.rows, server.statements
        reading.stop()
        thread.join(_PATIENCE)
    assert trips <= 40 + rows // ARRAY_SIZE
    assert not any("FROM dba_tab_cols" in text and "n100" in text for text in statements), "no long list of names"
    assert len(recorder.tables) == 700
    sizes = [recorder.sizes[table.owner, table.table_name][0] for table in recorder.tables]
    assert sizes == sorted(sizes, reverse=True)
    assert [len(step) for step in recorder.steps] == [25, 500, 175]
    assert min(sizes) >= max(size for key, (size, _) in recorder.sizes.items() if key in reading.unread_keys)


def test_what_one_pass_brought_stays_when_it_is_stopped(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repart_tui.tui.reading.DETAILED_AT_MOST", 700)

    class Stopping(Recorder):
        def detailed(self, tables: list[tuple[TableConfig, Assessment]], unreadable: list[str]) -> None:
            super().detailed(tables, unreadable)
            if len(self.steps) == 2:
                self.reading.stop()

    with WireServer(many) as server:
        reading = Reading(source_of(server))
        recorder = Stopping(reading)
        reading.run(recorder)
        assert recorder.ending == Ending(stopped=True)
        assert len(recorder.tables) == 900 - reading.unread < 700
        again = threading.Thread(target=reading.run, args=(recorder,))
        again.start()
        end = time.monotonic() + _PATIENCE
        while reading.progress.what != "ready" and time.monotonic() < end:
            time.sleep(0.01)
        reading.stop()
        again.join(_PATIENCE)
    assert len({(table.owner, table.table_name) for table in recorder.tables}) == len(recorder.tables) == 700


@pytest.mark.parametrize("mishap", ["silence", "dead", "close"])
def test_a_list_that_is_broken_off_goes_on_without_a_gap(
    mishap: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the midst of the list, with rows that had arrived and were not shown yet."""
    monkeypatch.setattr("repart_tui.tui.reading.STOPPED_WITHIN", 0.3)
    monkeypatch.setattr("repart_tui.tui.reading.DETAILED_AT_MOST", 5)
    path = tmp_path / "d.db"
    build(path, 5000)

    class Listing(Recorder):
        def __init__(self, reading: Reading) -> None:
            super().__init__(reading)
            self.names: list[str] = []

        def listed(self, tables: list[TableConfig]) -> None:
            self.names += [table.table_name for table in tables]

    with WireServer(path, faults=[Fault("fetch", mishap, sql="FROM dba_tables")]) as server:
        reading = Reading(source_of(server))
        recorder = Listing(reading)
        thread = threading.Thread(target=reading.run, args=(recorder,))
        thread.start()
        end = time.monotonic() + _PATIENCE
        while server.faults.waiting and time.monotonic() < end:
            time.sleep(0.01)
        if mishap != "close":
            reading.stop()
        thread.join(_PATIENCE)
        assert recorder.ending is not None
        assert len(recorder.names) == reading.unread
        again = threading.Thread(target=reading.run, args=(recorder,))
        again.start()
        while reading.progress.what != "ready" and time.monotonic() < end:
            time.sleep(0.01)
        reading.stop()
        again.join(_PATIENCE)
    assert sorted(recorder.names) == [f"T{number:06d}" for number in range(5000)]

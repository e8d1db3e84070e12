"""Very many tables are told by a condition in place of their names, and what is read of them must be the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.bench.dictionary import build
from tests.wire.all_views import with_all_views
from tests.wire.login import Account
from tests.wire.server import DEMO, PASSWORD, USER, WireServer

from repart_tui.connect.login import Login
from repart_tui.connection import connect
from repart_tui.discovery import assemble, scope, usage
from repart_tui.discovery.largest import largest_tables
from repart_tui.discovery.phases import Phases
from repart_tui.discovery.selection import LargestTables, Measure
from repart_tui.discovery.tables import TableSummary
from repart_tui.discovery_queries import discover
from repart_tui.migration_models import MigrationConfig, TableConfig

OPTIONS: dict[str, Any] = {"source_kind": "demo", "source_name": None, "tool_version": "0"}
Key = tuple[str, str]
Open = Callable[[Path], Any]


@pytest.fixture(params=["file", "wire"])
def opened(request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens a dictionary as a file or over the network."""
    closers: list[Callable[[], None]] = []

    def open_(path: Path) -> Any:
        if request.param == "file":
            connection: Any = sqlite3.connect(path)
        else:
            server = WireServer(path).__enter__()
            closers.append(lambda: server.__exit__(None, None, None))
            connection = connect(Login(server.dsn, USER, PASSWORD))
        closers.append(connection.close)
        return connection

    yield open_
    for close in reversed(closers):
        close()


@pytest.fixture(scope="module")
def whole() -> Iterator[MigrationConfig]:
    """The demo as it is discovered whole, each table as if it were alone (tests/wire/test_wire_discovery.py)."""
    with closing(sqlite3.connect(DEMO)) as connection:
        yield discover(connection, **OPTIONS)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("generated") / "d.db"
    build(path, 900)
    return path


@pytest.fixture
def few_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets three names be many, so that the demo's tables and all that belongs to them are told by conditions."""
    for module in (scope, assemble, usage):
        monkeypatch.setattr(module, "BY_NAME_UP_TO", 3)


def listed(phases: Phases) -> tuple[dict[Key, TableSummary], dict[Key, tuple[int, str]], list[Key]]:
    summaries = {(summary.owner, summary.table_name): summary for summary in phases.summaries()}
    sizes = phases.sizes(summaries.values())
    return summaries, sizes, sorted(summaries, key=lambda key: -sizes.get(key, (0, ""))[0])


def selected(
    measure: Measure, summaries: dict[Key, TableSummary], sizes: dict[Key, tuple[int, str]], count: int
) -> tuple[LargestTables, list[Key]]:
    """Return a selection of so many tables by a measure, whether or not it would be chosen."""
    size = {key: sizes[key][0] if measure == "bytes" else summaries[key].blocks or 0 for key in summaries}
    chosen = sorted(size, key=lambda key: (-size[key], key[1]))[:count]
    owners = tuple(sorted({owner for owner, _ in summaries}))
    return LargestTables(owners, measure, size[chosen[-1]], chosen[-1][1]), chosen


def by_key(tables: list[TableConfig]) -> dict[Key, TableConfig]:
    return {(table.owner, table.table_name): table for table in tables}


@pytest.mark.usefixtures("few_by_name")
@pytest.mark.parametrize("measure", ["blocks", "bytes"])
@pytest.mark.parametrize("share", [1.0, 0.6, 0.3])
def test_the_detail_is_the_same_as_of_all_tables(
    opened: Open, whole: MigrationConfig, measure: Measure, share: float
) -> None:
    phases = Phases(opened(DEMO), **OPTIONS)
    summaries, sizes, keys = listed(phases)
    selection, chosen = selected(measure, summaries, sizes, int(len(keys) * share))
    assert len(chosen) > 3
    tables = by_key(list(phases.each_detail(chosen, selection)))
    # DBA_TABLES shows no object tables, DBA_SEGMENTS what has segments: the others are read by their names.
    shown = {key for key in chosen if (summaries[key].kind != "object" if measure == "blocks" else sizes[key][0])}
    assert set(tables) == shown
    assert tables == {key: table for key, table in by_key(whole.tables).items() if key in shown}


def test_the_detail_of_a_generated_dictionary_is_the_same_as_by_names(opened: Open, generated: Path) -> None:
    count = 600
    phases = Phases(opened(generated), **OPTIONS)
    summaries, sizes, keys = listed(phases)
    found = largest_tables(summaries, sizes, keys, count, spare=0)
    assert found is not None
    selection, chosen = found
    assert (selection.measure, len(chosen)) == ("blocks", count)
    tables = list(phases.each_detail(chosen, selection))
    assert [(table.owner, table.table_name) for table in tables] == chosen, "the largest first"
    names = [chosen[start : start + 400] for start in range(0, count, 400)]
    assert by_key(tables) == by_key([table for step in names for table in phases.details(step)])


@pytest.mark.usefixtures("few_by_name")
def test_an_ordinary_user_reads_the_same_from_the_all_views(tmp_path: Path) -> None:
    path = tmp_path / "all.db"
    with_all_views(path)
    hidden = ("dba_*", "v$*", "sys.*", "col_usage$")
    with (
        WireServer(path, accounts={USER: Account(PASSWORD, hidden=hidden)}) as server,
        closing(connect(Login(server.dsn, USER, PASSWORD))) as connection,
    ):
        phases = Phases(connection, **OPTIONS)
        summaries, sizes, keys = listed(phases)
        selection, chosen = selected("blocks", summaries, sizes, len(keys) // 2)
        tables = by_key(list(phases.each_detail(chosen, selection)))
        told = [statement for statement in server.statements if "COALESCE(blocks, 0)" in statement]
        assert any("FROM all_tab_privs" in text and "(table_schema, table_name) IN" in text for text in told)
        assert tables == {key: table for key in tables for table in phases.details([key])}
    assert len(tables) > len(keys) // 3


def test_a_selection_that_cannot_be_told_reads_whole_schemas_and_finds_the_same(
    whole: MigrationConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for USER_ views, which show no owners, or a view of tables without the column BLOCKS."""
    for module in (scope, assemble, usage):
        monkeypatch.setattr(module, "BY_NAME_UP_TO", 3)
    path = tmp_path / "d.db"
    path.write_bytes(DEMO.read_bytes())
    with closing(sqlite3.connect(path)) as file:
        file.execute("ALTER TABLE dba_tables DROP COLUMN blocks")
        phases = Phases(file, **OPTIONS)
        keys = [(table.owner, table.table_name) for table in whole.tables[:30]]
        selection = LargestTables(tuple({owner for owner, _ in keys}), "blocks", 99, "T")
        found = by_key(list(phases.each_detail(keys, selection)))
    assert list(found) == keys


def summary(owner: str, name: str, blocks: int | None) -> TableSummary:
    return TableSummary(owner, name, "", None, None, "heap", blocks)


_NAMES = st.tuples(st.sampled_from(["A", "B"]), st.sampled_from([f"T{n}" for n in range(6)]))


@given(tables=st.dictionaries(_NAMES, st.none() | st.integers(0, 3), min_size=1), room=st.integers(1, 12))
def test_the_condition_takes_in_what_was_chosen(tables: dict[Key, int | None], room: int) -> None:
    """With ties, with tables of one name in two schemas and with tables that were never analyzed."""
    summaries = {key: summary(*key, blocks) for key, blocks in tables.items()}
    by_size = sorted(tables, key=lambda key: -(tables[key] or 0))
    found = largest_tables(summaries, {}, by_size, room, spare=0)
    if found is None:
        return
    selection, chosen = found
    assert 0 < len(chosen) <= room
    with closing(sqlite3.connect(":memory:")) as file:
        file.execute("CREATE TABLE dba_tables (owner TEXT, table_name TEXT, blocks INTEGER)")
        file.executemany("INSERT INTO dba_tables VALUES (?, ?, ?)", [(*key, blocks) for key, blocks in tables.items()])
        taken = file.execute(
            "SELECT owner, table_name FROM dba_tables WHERE COALESCE(blocks, 0) > :least"
            " OR COALESCE(blocks, 0) = :least AND table_name <= :upto",
            {"least": selection.least, "upto": selection.upto},
        ).fetchall()
    assert set(taken) == set(chosen)


def test_large_tables_that_were_never_analyzed_get_room() -> None:
    keys = [("A", f"T{number:02d}") for number in range(20)]
    summaries = {key: summary(*key, None if number < 2 else 100 - number) for number, key in enumerate(keys)}
    sizes = {key: (1000 - number, "segments") for number, key in enumerate(keys)}
    found = largest_tables(summaries, sizes, keys, room=10, spare=5)
    assert found is not None
    selection, chosen = found
    assert selection == LargestTables(("A",), "blocks", 91, "T09")
    assert chosen == keys[2:10], "two places are left for the two"


def test_where_statistics_do_not_tell_the_segments_do() -> None:
    keys = [("A", f"T{number:02d}") for number in range(20)]
    summaries = {key: summary(*key, number) for number, key in enumerate(keys)}
    sizes = {key: (1000 - number, "segments") for number, key in enumerate(keys)}
    found = largest_tables(summaries, sizes, keys, room=8, spare=5)
    assert found == (LargestTables(("A",), "bytes", 993, "T07"), keys[:8])
    estimates = {key: (size, "estimate") for key, (size, _) in sizes.items()}
    assert largest_tables(summaries, estimates, keys, room=8, spare=5) is None


class Changing:
    """A dictionary that somebody changes once a statement on a view is sent, and changes back on the next one."""

    def __init__(self, connection: sqlite3.Connection, view: str, changes: tuple[str, str]) -> None:
        self._connection, self._view, self._changes = connection, view, list(changes)

    def cursor(self) -> Any:
        outer, cursor = self, self._connection.cursor()

        class Cursor:
            arraysize = 1

            def execute(self, statement: str, *rest: Any) -> None:
                # The first change before the statement on the view, the second one after it.
                on_view = f"FROM {outer._view}\n" in statement
                if outer._changes and on_view == (len(outer._changes) == 2):
                    outer._connection.execute(outer._changes.pop(0))
                cursor.execute(statement, *rest)
                self.description = cursor.description

            def fetchmany(self, size: int) -> list[Any]:
                return cursor.fetchmany(size)

            def fetchone(self) -> Any:
                return cursor.fetchone()

            def close(self) -> None:
                cursor.close()

        return Cursor()


@pytest.mark.usefixtures("few_by_name")
@pytest.mark.parametrize(
    ("measure", "changes"),
    [
        # Statistics are gathered twice.
        (
            "blocks",
            (
                "UPDATE dba_tables SET blocks = 0 WHERE table_name = 'SALES'",
                "UPDATE dba_tables SET blocks = 99999999, last_analyzed = '2030-01-01 00:00:00' "
                "WHERE table_name = 'SALES'",
            ),
        ),
        # The table is truncated and loaded again.
        (
            "bytes",
            (
                "UPDATE dba_segments SET bytes = -bytes WHERE segment_name = 'SALES'",
                "UPDATE dba_segments SET bytes = -bytes WHERE segment_name = 'SALES'",
            ),
        ),
    ],
)
def test_a_table_that_left_the_selection_for_a_while_is_left_out(
    tmp_path: Path, measure: Measure, changes: tuple[str, str]
) -> None:
    path = tmp_path / "d.db"
    path.write_bytes(DEMO.read_bytes())
    if measure == "bytes":
        ddl = "UPDATE dba_objects SET last_ddl_time = '2030-01-01 00:00:00' WHERE object_name = 'SALES'"
        with closing(sqlite3.connect(path)) as file:
            file.executescript(
                f"CREATE TRIGGER truncated AFTER UPDATE ON dba_segments WHEN new.bytes < 0 BEGIN {ddl}; END"
            )
    with closing(sqlite3.connect(path)) as file:
        phases = Phases(file, **OPTIONS)
        summaries, sizes, keys = listed(phases)
        selection, chosen = selected(measure, summaries, sizes, len(keys) // 2)
        assert ("SH", "SALES") in chosen
        whole = by_key(list(phases.each_detail(chosen, selection)))
        assert ("SH", "SALES") in whole
        changing = Phases(Changing(file, "dba_ind_columns", changes), **OPTIONS)
        found = by_key(list(changing.each_detail(chosen, selection)))
    whole.pop(("SH", "SALES"))
    assert found == whole

"""The advice on a table and the X-ray of its rows, as a person at the terminal sees them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from repart_tui.connect.login import Login
from repart_tui.tui.core import Source
from repart_tui.tui.widgets.table_list import TableList
from tests.tui.conftest import User, at_terminal
from tests.wire.dictionary_backend import Scripted
from tests.wire.faults import Fault
from tests.wire.server import DEMO, PASSWORD, USER, WireServer

ANSWERS = [
    Scripted("AS outside_rows", ["A", "B", "C", "D", "E"], [(1000, 4, 996, " 2018-02-04 13:20:31.000000000", None)]),
    Scripted("AS bucket", ["BUCKET", "FOUND"], [(1, 10), (2, 986)]),
    Scripted("HAVING", ["FOUND", "ALL_ROWS"], [(3, 7)]),
]


@pytest.fixture
def server() -> Iterator[WireServer]:
    with WireServer(DEMO, scripted=ANSWERS) as serving:
        yield serving


def live(server: WireServer) -> Source:
    return Source("oracle", login=Login(server.dsn, USER, PASSWORD), schemas=("CO",), include=("ORDERS",))


async def until(user: User, words: str) -> None:
    """Wait for words in the status line; a worker brings them."""
    for _ in range(400):
        if words in user.status:
            break
        await user.pilot.pause(0.02)
    assert words in user.status
    await user.settle()


async def shown(user: User, words: str) -> None:
    """Wait for words in the text."""
    for _ in range(400):
        if words in user.text:
            return
        await user.pilot.pause(0.02)
    assert words in user.text


async def connected(user: User) -> None:
    """Open the source: over a connection the connect screen comes first."""
    source = user.app._first_source
    assert source is not None
    user.app.open_source(source)
    await user.settle()


async def test_the_advice_is_one_key_away() -> None:
    async with at_terminal(Source("demo", schemas=("CO",))) as user:
        await user.press("slash", *"orders", "enter", "v")
        assert user.place == "advice"
        await shown(user, "CO.ORDERS: partition it, score 71")
        for heading in ("Score", "Keys", "Indexes", "Forecast (estimate)", "Migration (estimate)"):
            assert heading in user.text.splitlines()
        assert max(map(len, user.lines())) <= 80
        await user.press("escape")
        assert user.place == "tables"


async def test_the_ranking_leads_on_to_a_table() -> None:
    async with at_terminal(Source("demo", schemas=("CO",))) as user:
        await user.press("v", "r")
        assert user.place == "ranking"
        await until(user, " tables: 1 to partition, ")
        ranked = user.app.screen.query_one(TableList)
        assert len(ranked.order) == len(user.names)
        assert ranked.current is not None
        scores = [ranked._row(number).cells["score"] for number in ranked.order]
        numbers = [int(score) for score in scores if score != "-"]
        assert numbers == sorted(numbers, reverse=True)
        await user.press("home", "enter")
        assert user.place == "advice"
        assert user.title.startswith("Advice on CO.ORDERS")
        await shown(user, "partition it, score ")
        before = user.title
        await user.press("r", "end", "escape")
        assert user.title == before, "esc leads back to the table before"
        await user.press("n")
        assert user.title != before
        await user.press("e")
        assert user.place in {"edit", "advice"}


@pytest.mark.parametrize(("key", "kind"), [("x", "demo"), ("X", "demo"), ("u", "demo")])
async def test_without_rows_it_says_why(key: str, kind: str) -> None:
    async with at_terminal(Source("demo", schemas=("CO",))) as user:
        await user.press("v", key)
        assert user.place == "advice", kind
        assert "The demo has no rows: an X-ray needs a live database (--connect)." in user.status


async def test_a_plan_from_a_file_says_what_to_do(tmp_path: Path) -> None:
    async with at_terminal(Source("demo", schemas=("CO",))) as user:
        path = tmp_path / "plan.json"
        assert user.app.plan is not None
        user.app.plan.config.save_to_file(path)
    async with at_terminal(Source("config", path)) as user:
        await user.press("v", "x")
        assert "A plan opened from a file has no connection: use repart-tui xray." in user.status


async def test_an_xray_is_taken_shown_and_kept(server: WireServer, tmp_path: Path) -> None:
    async with at_terminal(live(server)) as user:
        await connected(user)
        await user.press("v", "x")
        await until(user, "Taken at 2026-01-15 09:00:00")
        assert "ctrl+s keeps it" in user.status
        await shown(user, "4 rows of the sample fit into no partition (ORA-14400), about 400 of all.")
        assert user.app.plan is not None
        assert user.app.plan.unsaved
        assert all("SAMPLE BLOCK" in s for s in server.statements if '"CO"."ORDERS"' in s)
        user.app.plan.path = tmp_path / "plan.json"
        await user.press("ctrl+s")
        await until(user, "Saved to")
        assert not user.app.plan.unsaved
        text = (tmp_path / "plan.json").read_text()
        assert '"outside_rows": 4' in text
        assert PASSWORD not in text
        await user.press("escape", "d")
        assert "The X-ray of 2026-01-15 09:00:00 found 4 rows of the sample" in user.text
        assert "Taken at 2026-01-15 09:00:00" in user.text


async def test_all_rows_are_read_after_a_yes(server: WireServer) -> None:
    async with at_terminal(live(server)) as user:
        await connected(user)
        await user.press("v", "X")
        assert user.shows("reads 2.6 GB twice")
        await user.press("y", "enter")
        assert not any('"CO"."ORDERS"' in s for s in server.statements)
        await user.press("X")
        await user.answer("read all rows")
        await until(user, "all rows, 1,000 rows read")
        assert not any("SAMPLE" in s for s in server.statements)


async def test_a_wished_unique_key(server: WireServer) -> None:
    async with at_terminal(live(server)) as user:
        await connected(user)
        await user.press("v", "u", "enter")
        await until(user, "Taken at")
        await shown(user, "(ORDER_ID, ORDER_TMS) is not unique: 3 values in 7 rows.")


async def test_esc_stops_a_running_query(server: WireServer) -> None:
    server.fail(Fault("execute", "silence", sql="AS outside_rows"))
    async with at_terminal(live(server)) as user:
        await connected(user)
        await user.press("v", "x")
        await until(user, "NULLs and least and greatest values")
        await user.press("n")
        assert "An X-ray is being taken; esc stops it." in user.status
        await user.press("escape")
        await until(user, "The X-ray was stopped.")
        assert user.place == "advice"
        await user.press("x")
        await until(user, "Taken at")


async def test_esc_ends_an_xray_on_a_line_that_went_dead(server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repart_tui.tui.advising.STOPPED_WITHIN", 0.3)
    server.fail(Fault("execute", "dead", sql="AS outside_rows"))
    async with at_terminal(live(server)) as user:
        await connected(user)
        await user.press("v", "x")
        await until(user, "NULLs and least and greatest values")
        await user.press("escape")
        await until(user, "The X-ray was stopped; the database gave no answer to that.")
        await user.press("x")
        await until(user, "Taken at")


async def test_a_failure_is_told_in_oracles_words(server: WireServer) -> None:
    server.fail(Fault("execute", "ORA-01031: insufficient privileges", sql="AS outside_rows"))
    async with at_terminal(live(server)) as user:
        await connected(user)
        await user.press("v", "x")
        await until(user, "Looking at the rows of CO.ORDERS failed: ORA-01031")


async def test_an_xray_that_was_not_saved_is_offered_at_the_next_start(server: WireServer) -> None:
    async with at_terminal(live(server)) as user:
        await connected(user)
        await user.press("v", "x")
        await until(user, "Taken at")
        # The process dies: nothing is saved, nothing is given up.
        user.app.safekeeping.stop()
    async with at_terminal(live(server)) as user:
        await connected(user)
        assert user.shows("X-ray of CO.ORDERS, taken at 2026-01-15 09:00:00")
        await user.press("r")
        await until(user, "Put back: 1 X-ray.")
        await user.press("v")
        await shown(user, "Taken at 2026-01-15 09:00:00")
        assert user.app.plan is not None
        assert user.app.plan.unsaved

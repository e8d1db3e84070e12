"""The tables of the list, ranked by what speaks for partitioning them, to go on to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from repart_tui.tui import advising
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import shown
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.widgets.table_list import Column, Row, TableList

if TYPE_CHECKING:
    from repart_tui.tui.advising import Ranked

_COLUMNS = (
    Column("rank", "", 5, right=True),
    Column("score", "Score", 5, right=True),
    Column("advice", "Advice", 18),
    Column("size", "Size", 8, right=True),
    Column("table", "Table", 20, grows=1),
    Column("state", "", 1),
)


class RankingScreen(BaseScreen):
    """Moves the cursor of the list to the table that is chosen, and leads back to its advice."""

    NAME = "ranking"
    BINDINGS = bindings_of(NAME)

    def __init__(self, tables: TableList) -> None:
        super().__init__()
        self._tables = tables
        self._order = list(tables.order)
        self._ranked: list[Ranked] = []

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        yield TableList(_COLUMNS, self._row, id="ranking")

    @property
    def _listing(self) -> TableList:
        return self.query_one("#ranking", TableList)

    def on_mount(self) -> None:
        """Reckon; of many tables it takes a while."""
        self.show_title("Advice, ranked")
        self._listing.empty_text = " Ranking ..."
        self._listing.focus()
        self._reckon()

    @work(thread=True, exclusive=True, group="advice", exit_on_error=False)
    def _reckon(self) -> None:
        worker, plan = get_current_worker(), self.repart.plan
        assert plan is not None, "this screen is reached from a plan"
        words, ranked = advising.ranking(plan.config, [plan.tables[place] for place in self._order])
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, words, ranked)

    def _show(self, words: str, ranked: list[Ranked]) -> None:
        if not self.is_attached:
            return
        self._ranked = ranked
        self.say(words)
        self._listing.empty_text = " None of the tables shown has been read yet."
        self._listing.show(range(len(ranked)))
        here = self._tables.current
        places = [self._order[one.place] for one in ranked]
        if here in places:
            self._listing.go_to(places.index(here))

    def _row(self, number: int) -> Row:
        one = self._ranked[number]
        cells = {"rank": f"{number + 1:,}", "score": one.score, "advice": one.advice, "size": one.size}
        return Row(cells | {"table": shown(one.name), "state": ""}, dim=one.tone in {"dim", "error"})

    def why_not(self, name: str) -> str | None:
        """Return why there is no table to go on to."""
        return "No table under the cursor." if name == "accept" and self._listing.current is None else None

    def action_accept(self) -> None:
        """Go on to the table under the cursor."""
        number = self._listing.current
        if number is not None:
            self._tables.go_to(self._ranked[number].place)
            self.app.pop_screen()

    def action_close(self) -> None:
        """Go back to the table as it was."""
        self.app.pop_screen()

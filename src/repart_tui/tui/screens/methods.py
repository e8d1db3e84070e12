"""The methods of re-partitioning, to choose one for a table: what each costs, and why another may not be used."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import shown
from repart_tui.tui.guarded import Guarded
from repart_tui.tui.method_lines import AUTO, Method, method_lines
from repart_tui.tui.widgets.bar import Bar
from repart_tui.tui.widgets.key_hints import KeyHints
from repart_tui.tui.widgets.table_list import Column, Row, TableList
from repart_tui.tui.widgets.text_view import TextView

_COLUMNS = (
    Column("chosen", "", 3),
    Column("title", "Method", 21, grows=1),
    Column("writes", "Writes", 24, grows=2),
    Column("way back", "Way back", 28, grows=2),
)


class MethodsScreen(Guarded, ModalScreen[str | None]):
    """Returns the name of the method, None when the user gives up."""

    NAME = "methods"
    BINDINGS = bindings_of(NAME)

    def __init__(self, name: str, methods: list[Method], chosen: str) -> None:
        super().__init__()
        self._name = name
        self._methods = methods
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Lay out the list, and what the method under the cursor costs."""
        with Vertical(id="methods-dialog"):
            yield Bar(f"How {self._name} is migrated", id="title")
            yield TableList(_COLUMNS, self._row, id="methods")
            yield TextView(id="costs")
            yield Bar(id="status", grows=3)
            yield KeyHints(self.NAME)

    def on_mount(self) -> None:
        """Begin at the chosen one."""
        methods = self.query_one(TableList)
        names = [method.name for method in self._methods]
        methods.show(range(len(names)))
        methods.focus()
        methods.go_to(names.index(self._chosen) if self._chosen in names else 0)
        self.on_table_list_moved()

    def _row(self, index: int) -> Row:
        method = self._methods[index]
        mark = "[*]" if method.name == self._chosen else "[ ]"
        cells = {"chosen": " - " if method.objection else mark, "title": shown(method.title)}
        if method.objection:
            cells["writes"] = "cannot be used here:"
            cells["way back"] = shown(method.objection)
        else:
            cells |= {what: method.cost(what) for what in ("writes", "way back")}
        return Row(cells, dim=bool(method.objection))

    def _current(self) -> Method:
        return self._methods[self.query_one(TableList).current or 0]

    def on_table_list_moved(self) -> None:
        """Show what the method costs."""
        self.query_one(TextView).show_lines(method_lines(self._current()))
        self.query_one("#status", Bar).show("")

    def action_accept(self) -> None:
        """Take the method under the cursor, if it may be used."""
        method = self._current()
        if method.objection and method.name not in {self._chosen, AUTO}:
            self.query_one("#status", Bar).show(f"{method.title} cannot be used here.", tone="error")
        else:
            self.dismiss(method.name)

    def action_close(self) -> None:
        """Give up."""
        self.dismiss(None)

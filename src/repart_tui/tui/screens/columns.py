"""The columns of a table, to choose a partitioning key from: legal ones first, illegal ones grey with the reason."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from repart_tui.migration_models import ColumnInfo, TableConfig
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import count_text, range_text, shown, type_text
from repart_tui.tui.editing import key_objections
from repart_tui.tui.guarded import Guarded
from repart_tui.tui.widgets.bar import Bar
from repart_tui.tui.widgets.key_hints import KeyHints
from repart_tui.tui.widgets.table_list import Column, Row, TableList

_COLUMNS = (
    Column("place", "Key", 3),
    Column("name", "Column", 14, grows=4),
    Column("type", "Type", 12, grows=2),
    Column("nulls", "NULLs", 8, right=True, drop=1),
    Column("distinct", "Dist.", 6, right=True, drop=2),
    Column("range", "Range", 24, grows=5),
)


class ColumnsScreen(Guarded, ModalScreen[list[str] | None]):
    """Returns the key in order, None when the user gives up."""

    NAME = "columns"
    BINDINGS = bindings_of(NAME)

    def __init__(self, table: TableConfig, chosen: list[str], partitioning_type: str) -> None:
        super().__init__()
        self._objections = key_objections(table, partitioning_type)
        columns = [column for column in table.current_state.columns if column.user_generated]
        self._columns = sorted(columns, key=lambda column: column.name in self._objections)
        self._chosen = list(chosen)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="columns-dialog"):
            yield Bar("Key columns, in the order in which you pick them", id="title")
            yield TableList(_COLUMNS, self._row, id="columns")
            yield Bar(id="status", grows=3)
            yield KeyHints(self.NAME)

    def on_mount(self) -> None:
        """Show the columns."""
        columns = self.query_one(TableList)
        names = [column.name for column in self._columns]
        first = next((names.index(name) for name in self._chosen if name in names), 0)
        columns.show(range(len(self._columns)), keep=None)
        columns.focus()
        columns.go_to(first)
        self._show_chosen()

    def _row(self, index: int) -> Row:
        column = self._columns[index]
        objection = self._objections.get(column.name)
        facts = column.statistics
        place = str(self._chosen.index(column.name) + 1) if column.name in self._chosen else ""
        return Row(
            {
                "place": f"[{place or ' '}]" if objection is None or place else " - ",
                "name": shown(column.name),
                "type": type_text(column),
                "distinct": count_text(facts.num_distinct) if facts else "?",
                "nulls": "not null" if not column.nullable else count_text(facts.num_nulls) if facts else "?",
                "range": objection or range_text(column),
            },
            dim=objection is not None,
        )

    def _current(self) -> ColumnInfo | None:
        index = self.query_one(TableList).current
        return None if index is None else self._columns[index]

    def on_table_list_moved(self) -> None:
        """Say in full why a grey column cannot be chosen."""
        column = self._current()
        objection = self._objections.get(column.name) if column else None
        if column is not None and objection:
            self.query_one("#status", Bar).show(f"{shown(column.name)}: {objection}", tone="warning")
        else:
            self._show_chosen()

    def _show_chosen(self) -> None:
        key = ", ".join(shown(name) for name in self._chosen) or "none"
        self.query_one("#status", Bar).show(f"Key: {key}")

    def action_pick(self) -> None:
        """Add the column to the key, or take it out."""
        column = self._current()
        if column is None:
            return
        if column.name in self._chosen:
            self._chosen.remove(column.name)
        elif column.name in self._objections:
            self.query_one("#status", Bar).show(
                f"{shown(column.name)} cannot be chosen: {self._objections[column.name]}", tone="error"
            )
            return
        else:
            self._chosen.append(column.name)
        self.query_one(TableList).refresh()
        self._show_chosen()

    def action_accept(self) -> None:
        """Take the key; on an empty one, the column under the cursor."""
        if not self._chosen:
            self.action_pick()
        if self._chosen:
            self.dismiss(self._chosen)

    def action_close(self) -> None:
        """Give up."""
        self.dismiss(None)

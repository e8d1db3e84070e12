"""The list of tables on the line API: 50,000 rows cost what is visible, a cursor key repaints two rows.

DataTable measures every cell before its first paint, 7 s and more at that size; this widget measures none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from repart_tui.tui.actions import bindings_of
from repart_tui.tui.guarded import Guarded
from repart_tui.tui.widgets.cells import fit

TONES = ("error", "warning", "good", "dim")


@dataclass(frozen=True)
class Column:
    """A column of the list."""

    key: str
    title: str
    width: int
    """Cells it takes at least."""
    grows: int = 0
    """Share of the room that is left."""
    right: bool = False
    drop: int = 0
    """Order in which columns go when the screen is narrow, 1 first; 0 stays."""


@dataclass(frozen=True)
class Row:
    """The texts of one row, by column key, and its looks."""

    cells: dict[str, str]
    tone: str = ""
    """Tone of the state cell."""
    dim: bool = False
    mark: str = ""
    """One cell that stands in the blank before the state, which needs all its room for itself."""


class TableList(Guarded, ScrollView, can_focus=True, inherit_bindings=False):
    """Rows that are asked for when they come into sight."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table-list--header", *(f"table-list--{tone}" for tone in TONES)}
    BINDINGS = bindings_of("list")

    class Moved(Message):
        """The cursor stands on another row, or other rows are shown."""

        def __init__(self, by_user: bool) -> None:
            super().__init__()
            self.by_user = by_user
            """True when the cursor was moved, false when the rows changed beneath it."""

    def __init__(self, columns: Sequence[Column], row: Callable[[int], Row], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns = columns
        self._row = row
        self._order: Sequence[int] = ()
        self._cursor = 0
        self._layout_width = -1
        self._laid_out: list[tuple[Column, int]] = []
        self._styles: dict[str, Style] = {}
        self.sorted_by = ""
        self.descending = False
        self.empty_text = ""

    # ---- content ----------------------------------------------------------------------------------------------

    def show(self, order: Sequence[int], keep: int | None = None) -> None:
        """Show these items in this order; the cursor stays on the item `keep` where it is still there."""
        self._order = order
        place = order.index(keep) if keep is not None and keep in order else min(self._cursor, len(order) - 1)
        self._cursor = max(0, place)
        self.virtual_size = Size(self.scrollable_content_region.width, len(order) + 1)
        self._bring_into_view()
        self.refresh()
        self.post_message(self.Moved(by_user=False))

    @property
    def order(self) -> Sequence[int]:
        """The items in the order shown."""
        return self._order

    @property
    def current(self) -> int | None:
        """The item under the cursor."""
        return self._order[self._cursor] if self._cursor < len(self._order) else None

    def refresh_item(self, item: int) -> None:
        """Repaint one item where it is visible."""
        top = self.scroll_offset.y
        for place in range(top, min(len(self._order), top + self.size.height)):
            if self._order[place] == item:
                self._refresh_place(place)

    def go_to(self, place: int) -> None:
        """Put the cursor on the row at `place`."""
        place = max(0, min(place, len(self._order) - 1))
        if place == self._cursor or not self._order:
            return
        before, self._cursor = self._cursor, place
        self._refresh_place(before)
        self._refresh_place(place)
        self._bring_into_view()
        self.post_message(self.Moved(by_user=True))

    def _refresh_place(self, place: int) -> None:
        y = place - self.scroll_offset.y + 1
        if 1 <= y < self.size.height:
            # Not the scroll bar beside it: that would cost another 20 bytes a row.
            self.refresh(Region(0, y, self.scrollable_content_region.width, 1))

    def _bring_into_view(self) -> None:
        rows = max(1, self.size.height - 1)
        top = self.scroll_offset.y
        if self._cursor < top:
            # Half a page at a time: a row at a time would repaint the whole list at every key.
            self.scroll_to(y=max(0, min(self._cursor, top - rows // 2)), animate=False)
        elif self._cursor >= top + rows:
            self.scroll_to(y=max(self._cursor - rows + 1, top + rows // 2), animate=False)

    # ---- drawing ----------------------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Forget cached styles when the theme changes."""
        self._styles.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._order) + 1)
        self._bring_into_view()

    def render_line(self, y: int) -> Strip:
        """Draw the header or one row."""
        width = self.size.width
        if width != self._layout_width:
            self._lay_out(width)
        if y == 0:
            return self._header(width)
        place = y - 1 + self.scroll_offset.y
        if place >= len(self._order):
            text = self.empty_text if y == 1 and not self._order else ""
            return Strip([Segment(fit(text, width), self._style("dim"))])
        return self._row_strip(place, width)

    def _header(self, width: int) -> Strip:
        texts = []
        for column, room in self._laid_out:
            mark = ("▼" if self.descending else "▲") if column.key == self.sorted_by else ""
            texts.append(fit(column.title + mark, room, column.right))
        return Strip([Segment(fit(" ".join(texts), width), self._style("header"))])

    def _row_strip(self, place: int, width: int) -> Strip:
        row = self._row(self._order[place])
        plain = self._style("dim" if row.dim else "")
        segments: list[Segment] = []
        text = ""
        for column, room in self._laid_out:
            cell = fit(row.cells.get(column.key, ""), room, column.right)
            if column.key == "state" and row.mark:
                text = text[:-1] + row.mark
            if column.key == "state" and row.tone:
                segments += [Segment(text, plain), Segment(cell, self._style(row.tone))]
                text = " "
            else:
                text += cell + " "
        segments.append(Segment(text, plain))
        strip = Strip(segments).adjust_cell_length(width, plain)
        # Reverse video marks the cursor on every terminal, colours or not.
        return strip.apply_style(Style(reverse=True)) if place == self._cursor else strip

    def _style(self, tone: str) -> Style:
        found = self._styles.get(tone)
        if found is None:
            found = self.get_component_rich_style(f"table-list--{tone}") if tone else self.rich_style
            self._styles[tone] = found
        return found

    def _lay_out(self, width: int) -> None:
        self._layout_width = width
        columns = list(self._columns)
        while sum(column.width + 1 for column in columns) - 1 > width:
            dropped = min((column for column in columns if column.drop), key=lambda column: column.drop, default=None)
            if dropped is None:
                break
            columns.remove(dropped)
        spare = max(0, width - (sum(column.width + 1 for column in columns) - 1))
        shares = sum(column.grows for column in columns) or 1
        self._laid_out = [(column, column.width + spare * column.grows // shares) for column in columns]

    # ---- actions ----------------------------------------------------------------------------------------------

    def action_move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.go_to(self._cursor + rows)

    def action_page(self, direction: int) -> None:
        """Move the cursor by a page."""
        self.go_to(self._cursor + direction * max(1, self.size.height - 2))

    def action_jump(self, place: int) -> None:
        """Go to the first (0) or the last (-1) row."""
        self.go_to(0 if place == 0 else len(self._order) - 1)

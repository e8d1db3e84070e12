"""Read-only text by lines: SQL, details, findings, help. Draws only what is visible, however long the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from repart_tui.tui.actions import bindings_of
from repart_tui.tui.guarded import Guarded
from repart_tui.tui.widgets.cells import Line, line_width, marked, wrapped

_SQL = ("keyword", "name", "string", "number", "comment", "added", "removed")
_SLACK = 12
"""Lines by which a text may shrink at a key before its view does."""
TONES = frozenset(("title", "dim", "label", "error", "warning", "note", "good", "bar", *_SQL))


class TextView(Guarded, ScrollView, can_focus=True, inherit_bindings=False):
    """Lines of spans; a span's tone is the name of a component class."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"text-view--{tone}" for tone in TONES}
    BINDINGS = bindings_of("text")

    class Scrolled(Message):
        """Other lines came into sight."""

    def __init__(self, *, wrap: bool = True, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._wrap = wrap
        self._written: list[Line] = []
        self._lines: list[Line] = []
        self._origin: list[int] = []
        self._hits: set[int] = set()
        self._word = ""
        self._styles: dict[str, Style] = {}

    # ---- content ----------------------------------------------------------------------------------------------

    def show_lines(self, lines: Iterable[Line], *, keep_place: bool = False, wrap: bool | None = None) -> None:
        """Replace the text; `wrap` changes whether long lines are wrapped or cut."""
        if wrap is not None:
            self._wrap = wrap
        before = self._lines
        self._written = list(lines)
        self._hits = set()
        self._lay_out(keep_place)
        if keep_place:
            self._refresh_changed(before)
        else:
            self.refresh()
            self.scroll_to(0, 0, animate=False)

    def wrap_lines(self, wrap: bool) -> None:
        """Wrap long lines, or cut them; the line at the top stays there."""
        top = self.top_line()
        self._wrap = wrap
        self._lay_out()
        self.refresh()
        self.scroll_to(x=0, animate=False)
        self.go_to(top, above=0)

    def _refresh_changed(self, before: list[Line]) -> None:
        """Repaint only lines that differ: over SSH every line counts, and most stay as they were at a key."""
        top = self.scroll_offset.y
        for y in range(self.size.height):
            old, new = (lines[top + y] if top + y < len(lines) else None for lines in (before, self._lines))
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))

    def show_hits(self, lines: Iterable[int], word: str) -> None:
        """Mark a word in these lines, counted as they were given to `show_lines`."""
        self._hits, self._word = set(lines), word.lower()
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell the screen, which may say where we are."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled())

    @property
    def line_count(self) -> int:
        """Lines as given."""
        return len(self._written)

    @property
    def text(self) -> str:
        """The whole text, for searching and tests."""
        return "\n".join("".join(span for span, _ in line) for line in self._written)

    def top_line(self) -> int:
        """Return the number of the first visible line, as given to `show_lines`."""
        return self._origin[min(self.scroll_offset.y, len(self._origin) - 1)] if self._origin else 0

    def go_to(self, line: int, above: int = 2) -> None:
        """Scroll so that the line, as given to `show_lines`, stands near the top."""
        if line in self._origin:
            self.scroll_to(y=max(0, self._origin.index(line) - above), animate=False)

    def _lay_out(self, keep_place: bool = False) -> None:
        width = self.scrollable_content_region.width
        if self._wrap and width:
            pieces = [(number, piece) for number, line in enumerate(self._written) for piece in wrapped(line, width)]
            self._origin = [number for number, _ in pieces]
            self._lines = [piece for _, piece in pieces]
            widest = width
        else:
            self._lines, self._origin = self._written, list(range(len(self._written)))
            widest = max((line_width(line) for line in self._lines), default=0)
        height, before = len(self._lines), self.virtual_size
        if keep_place and before.width == widest and 0 <= before.height - height <= _SLACK:
            # Another height lays out and repaints the whole screen: a few blank lines at the end cost nothing.
            height = before.height
        self.virtual_size = Size(widest, height)

    def on_resize(self) -> None:
        """Wrap anew when the width has changed."""
        if self._wrap:
            self._lay_out()
            self.refresh()

    # ---- drawing ----------------------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Forget cached styles when the theme changes."""
        self._styles.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw one visible line."""
        offset = self.scroll_offset
        width = self.size.width
        number = y + offset.y
        if number >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[number]
        pieces = marked(line, self._word) if self._origin[number] in self._hits else [(*span, False) for span in line]
        segments = [Segment(text, self._style(tone, hit)) for text, tone, hit in pieces]
        return Strip(segments).crop_extend(offset.x, offset.x + width, self._style(""))

    def _style(self, tone: str, hit: bool = False) -> Style:
        key = f"{tone}!" if hit else tone
        found = self._styles.get(key)
        if found is None:
            found = self.get_component_rich_style(f"text-view--{tone}") if tone in TONES else self.rich_style
            if hit:
                found += Style(reverse=True)
            self._styles[key] = found
        return found

    # ---- actions ----------------------------------------------------------------------------------------------

    def action_lines(self, count: int) -> None:
        """Scroll by lines."""
        self.scroll_to(y=self.scroll_offset.y + count, animate=False)

    def action_page(self, direction: int) -> None:
        """Scroll by a page, keeping one line in sight."""
        self.action_lines(direction * max(1, self.size.height - 1))

    def action_jump(self, place: int) -> None:
        """Scroll to the top (0) or the bottom (-1)."""
        self.scroll_to(y=0 if place == 0 else self.max_scroll_y, animate=False)

    def action_columns(self, count: int) -> None:
        """Scroll sideways."""
        self.scroll_to(x=self.scroll_offset.x + count, animate=False)

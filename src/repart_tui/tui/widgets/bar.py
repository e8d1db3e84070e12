"""A text at the left and one at the right: title, status, help. Repaints only when a text changes."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from repart_tui.tui.widgets.cells import fit, wrapped

TONES = ("error", "warning", "good", "banner")


class Bar(Widget):
    """A line of text, or a few where one is too short; the right text gives way when there is no room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"bar--{tone}" for tone in TONES}

    def __init__(self, left: str = "", right: str = "", *, id: str | None = None, grows: int = 1) -> None:
        super().__init__(id=id)
        self.left = left
        self.right = right
        self.tone = ""
        self.banner = ""
        """A word that stands out before all else, such as PROD."""
        self._grows = grows
        """Lines up to which it grows with its text."""

    def show_banner(self, banner: str) -> None:
        """Warn by a word; empty for none."""
        if banner != self.banner:
            self.banner = banner
            self.refresh()

    def show(self, left: str | None = None, right: str | None = None, tone: str = "") -> None:
        """Change one text or both."""
        new = (self.left if left is None else left, self.right if right is None else right)
        new_tone = self.tone if left is None else tone
        if (*new, new_tone) != (self.left, self.right, self.tone):
            (self.left, self.right), self.tone = new, new_tone
            self._grow()
            self.refresh()

    def on_resize(self) -> None:
        """Grow or shrink with the terminal."""
        self._grow()

    def _grow(self) -> None:
        if self._grows > 1 and self.size.width:
            height = min(len(self._pieces()), self._grows)
            if height != self.size.height:
                self.styles.height = height

    def _pieces(self) -> list[str]:
        """Return the left text in lines."""
        return ["".join(text for text, _ in piece) for piece in wrapped([(f" {self.left}", "")], self.size.width)]

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        style = self.get_component_rich_style(f"bar--{self.tone}") if self.tone in TONES else self.rich_style
        pieces = self._pieces() if self.size.height > 1 else []
        if len(pieces) > 1 or y:
            rest = pieces[y:] if y == self.size.height - 1 else pieces[y : y + 1]
            text = " ".join([*rest[:1], *map(str.strip, rest[1:])])
            return Strip([Segment(fit(text, width), style)])
        head: list[Segment] = []
        if self.banner:
            warning = fit(f" {self.banner} ", min(cell_len(self.banner) + 2, width // 2))
            # Reversed: without colours it must stand out as well.
            head = [Segment(warning, self.get_component_rich_style("bar--banner") + Style(reverse=True))]
            width -= cell_len(warning)
        # A blank at either end, and one between the two at least.
        room = width - cell_len(self.right) - 3
        # A message matters more than counts: they go when both do not fit.
        if not self.right or (cell_len(self.left) > room and cell_len(self.left) > width // 2):
            return Strip([*head, Segment(fit(" " + self.left, width), style)])
        right = Segment(self.right + " ", self.rich_style)
        return Strip([*head, Segment(fit(" " + self.left, room + 1) + " ", style), right])

"""How far the reading of a dictionary is: a line with a bar, counts and the time it took so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from repart_tui.tui.reading import Progress

_CELLS, _LEAST = 20, 5
"""Cells of the bar, and how few still say something."""


class ReadingBar(Widget):
    """Hidden while nothing is read."""

    def __init__(self) -> None:
        super().__init__(id="reading")
        self._text = ""

    def show(self, progress: Progress, *, stopping: bool) -> None:
        """Show how far it is."""
        text = reading_text(progress, stopping=stopping, width=self.app.size.width)
        if text != self._text or not self.display:
            self._text = text
            self.display = True
            self.refresh()

    def hide(self) -> None:
        """Take the line away."""
        self.display = False

    def render(self) -> RenderResult:
        """Return the line."""
        return Content(self._text)


def reading_text(progress: Progress, *, stopping: bool = False, width: int = 80) -> str:
    """Return the line: `[#####.......] detail 1,250 of 10,000  0:12  esc stops`; the bar gives way to the words."""
    minutes, seconds = divmod(int(progress.seconds), 60)
    clock = f"{minutes}:{seconds:02d}"
    if stopping:
        return f" Stopping ...  {clock}"
    if progress.what == "detail" and progress.total:
        part = f", {progress.part}" if progress.part else ""
        words = f" detail {progress.done:,} of {progress.total:,}{part}  {clock}  esc stops"
        cells = min(_CELLS, width - len(words) - len(" []"))
        if cells < _LEAST:
            return words
        full = min(cells, cells * progress.done // progress.total)
        return f" [{'#' * full}{'.' * (cells - full)}]{words}"
    counted = f" {progress.done:,}" if progress.done else ""
    return f" Reading {progress.what}{counted} ...  {clock}  esc stops"

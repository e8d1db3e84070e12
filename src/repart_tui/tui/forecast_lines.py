"""The forecast of a target as lines: how many partitions, and rows and bytes of each as a bar chart. Draws nothing."""

from __future__ import annotations

import locale
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from repart_tui.counted import counted
from repart_tui.tui.describe import count_text, shown, size_text
from repart_tui.tui.widgets.cells import Line, fit

if TYPE_CHECKING:
    from repart_tui.advice.forecast import Forecast, PartitionGroup

WIDEST_BAR = 30
_NARROWEST_BAR = 6
_WIDEST_LABEL = 24
_FIGURES = 16
"""Cells of rows, bytes and the blanks around them."""


def summary(forecast: Forecast) -> Line:
    """Return one line: partitions now and in five years, and the largest of them."""
    if forecast.now is None:
        text = "the number of partitions cannot be told yet"
    else:
        text = f"{counted(forecast.now, 'partition')} now"
        if forecast.later is not None:
            text += f", {forecast.later:,} in five years"
        if forecast.subpartitions > 1:
            text += f", each of {counted(forecast.subpartitions, 'subpartition')}"
    largest = forecast.largest
    if largest is not None and forecast.now != 1:
        text += f"; the largest has {count_text(largest.rows)} row{'' if largest.rows == 1 else 's'}"
        text += f", {size_text(largest.size)}" if largest.size is not None else ""
    return [("Gives   ", "label"), (text, "")]


def chart(forecast: Forecast, width: int) -> Iterator[Line]:
    """Yield the bars, each as long as one of its partitions has rows, and what was assumed."""
    groups = [group for group in forecast.groups if group.rows is not None]
    if groups and forecast.now != 1:
        together = any(group.partitions > 1 for group in groups)
        yield []
        yield [("Rows and bytes of one partition", "title"), (" (average of neighbours)" if together else "", "dim")]
        yield from _bars(groups, width)
    if forecast.notes:
        yield []
        yield [("Forecast rests on", "title")]
        for note in forecast.notes:
            yield [(f"  {shown(note)}", "dim")]


def _bars(groups: list[PartitionGroup], width: int) -> Iterator[Line]:
    labels = [shown(group.label) for group in groups]
    room = min(_WIDEST_LABEL, max(map(cell_len, labels)))
    bar = max(_NARROWEST_BAR, min(WIDEST_BAR, width - room - _FIGURES - 3))
    most = max(group.rows or 0 for group in groups) or 1
    block = _block()
    for label, group in zip(labels, groups, strict=True):
        rows = group.rows or 0
        # A partition with rows must not look empty beside a large one.
        length = max(1, round(bar * rows / most)) if rows else 0
        size = size_text(group.size) if group.size is not None else ""
        yield [
            (f"  {fit(label, room)} ", "name"),
            (fit(block * length, bar), "bar"),
            (f" {count_text(group.rows):>6} {size:>6}", ""),
        ]


def _block() -> str:
    return "█" if "utf" in locale.getpreferredencoding(False).lower().replace("-", "") else "#"

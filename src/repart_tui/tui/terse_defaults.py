"""Fewer bytes for the terminal's own colours: what is the default anyway need not be said."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as RichColor
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


def _said(color: RichColor | None) -> RichColor | None:
    return None if color is None or color.type is ColorType.DEFAULT else color


@lru_cache(1024)
def _terse(style: Style) -> Style:
    color, background = _said(style.color), _said(style.bgcolor)
    if color is style.color and background is style.bgcolor:
        return style
    return style.without_color + Style.from_color(color, background)


class TerseDefaults(LineFilter):
    """Drops `default on default` from styles: each piece of text begins after a reset, so it has these colours."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments without colours that are the terminal's own."""
        return [Segment(text, style and _terse(style), control) for text, style, control in segments]

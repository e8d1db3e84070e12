"""A cursor by reverse video for option lists."""

from __future__ import annotations

from textual.style import Style


def reversed_cursor(style: Style, component_classes: tuple[str, ...]) -> Style:
    """Return the visual style with reverse video under the cursor.

    Textual 8.2.8 drops `text-style: reverse` in visual styles, and with NO_COLOR nothing else marks the cursor.
    """
    return style + Style(reverse=True) if "option-list--option-highlighted" in component_classes else style

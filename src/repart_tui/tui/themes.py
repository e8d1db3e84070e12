"""Colours: a calm theme of our own where the terminal has them, the terminal's own colours where it has few."""

from __future__ import annotations

from textual.theme import Theme

CALM = Theme(
    name="repart",
    primary="#7aa2c4",
    secondary="#8fae9b",
    accent="#c4a86b",
    foreground="#d5d8dc",
    background="#16191d",
    surface="#1d2126",
    panel="#242a31",
    success="#8fbf8f",
    warning="#d6b35c",
    error="#d9776f",
    dark=True,
    variables={
        "border": "#5b7f9e",
        "border-blurred": "#3d4650",
        "scrollbar": "#3a434d",
        "scrollbar-background": "#1d2126",
    },
)
"""Dark and of low contrast between panes, so that only states stand out."""

FEW_COLOURS = Theme(
    name="repart-ansi",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_magenta",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    dark=True,
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border": "ansi_blue",
        "border-blurred": "ansi_blue",
        "scrollbar": "ansi_blue",
        "scrollbar-background": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
    },
)
"""The terminal's 16 colours on its own background: fits light and dark terminals alike."""

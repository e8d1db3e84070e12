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
        "border-blurred": "#343b44",
        "input-cursor-background": "#d5d8dc",
        "input-cursor-foreground": "#16191d",
        "scrollbar": "#3a434d",
        "scrollbar-background": "#1d2126",
    },
)
"""Dark and of low contrast between panes, so that only states stand out."""

FEW_COLOURS = "ansi-dark"
"""The terminal's 16 colours on its own background: fits light and dark terminals alike."""

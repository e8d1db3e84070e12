"""Colours: a calm theme of our own, dark and light, and the same on the terminal's own 16 colours.

Every RGB value of the two calm themes lies on the palette of xterm-256color, so 256 colours show what RGB shows.
Colour never stands alone: states are words, cursors are reversed, so NO_COLOR loses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from repart_tui.tui.environment import Terminal

DARK = Theme(
    name="repart-dark",
    primary="#87afd7",
    secondary="#87afaf",
    accent="#d7af87",
    foreground="#d0d0d0",
    background="#1c1c1c",
    surface="#262626",
    panel="#303030",
    success="#87af87",
    warning="#d7af5f",
    error="#ff8787",
    dark=True,
    variables={
        "foreground-muted": "#949494",
        "border": "#5f87af",
        "border-blurred": "#4e4e4e",
        "scrollbar": "#585858",
        "scrollbar-background": "#262626",
        "scrollbar-hover": "#767676",
        "scrollbar-active": "#767676",
    },
)
"""Of low contrast between panes, so that only states stand out."""

LIGHT = Theme(
    name="repart-light",
    primary="#005f87",
    secondary="#005f5f",
    accent="#875f00",
    foreground="#303030",
    background="#eeeeee",
    surface="#e4e4e4",
    panel="#dadada",
    success="#005f00",
    warning="#875f00",
    error="#af0000",
    dark=False,
    variables={
        "foreground-muted": "#626262",
        "border": "#5f87af",
        "border-blurred": "#b2b2b2",
        "scrollbar": "#a8a8a8",
        "scrollbar-background": "#e4e4e4",
        "scrollbar-hover": "#808080",
        "scrollbar-active": "#808080",
    },
)
"""The same for light terminals; every text has a contrast of 4.5 to its ground or more."""

_ANSI_VARIABLES = {
    "border": "ansi_default",
    "border-blurred": "ansi_default",
    "foreground-muted": "ansi_default",
    "scrollbar": "ansi_default",
    "scrollbar-background": "ansi_default",
    "scrollbar-corner-color": "ansi_default",
}


def _own_colours(name: str, dark: bool) -> Theme:
    # PuTTY's blue on black and yellow on white cannot be read: each ground gets the colours that stand out on it.
    return Theme(
        name=name,
        ansi=True,
        primary="ansi_cyan" if dark else "ansi_blue",
        secondary="ansi_cyan" if dark else "ansi_blue",
        accent="ansi_magenta",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        success="ansi_green",
        warning="ansi_yellow" if dark else "ansi_magenta",
        error="ansi_red",
        dark=dark,
        variables={
            **_ANSI_VARIABLES,
            "ansi-background": "ansi_black" if dark else "ansi_white",
            "ansi-foreground": "ansi_white" if dark else "ansi_black",
        },
    )


TERMINAL_DARK = _own_colours("repart-terminal-dark", dark=True)
TERMINAL_LIGHT = _own_colours("repart-terminal-light", dark=False)
"""The terminal's 16 colours on its own background."""

THEMES = (DARK, LIGHT, TERMINAL_DARK, TERMINAL_LIGHT)
"""In the order in which the action `theme` goes through them."""


def suited_theme(facts: Terminal, wanted: str | None) -> Theme:
    """Return the theme for a terminal; `wanted` is dark, light, terminal, or None for what the terminal suggests."""
    light = wanted == "light" or (wanted != "dark" and facts.light)
    if facts.few_colours or wanted == "terminal":
        return TERMINAL_LIGHT if light else TERMINAL_DARK
    return LIGHT if light else DARK


def next_theme(facts: Terminal, now: str) -> Theme:
    """Return the theme after the present one, among those that the terminal can show."""
    able = [theme for theme in THEMES if theme.ansi or not facts.few_colours]
    names = [theme.name for theme in able]
    return able[(names.index(now) + 1) % len(able)] if now in names else able[0]

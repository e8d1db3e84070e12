"""Facts about the terminal, and the settings that Textual reads while it is imported. Imports no textual."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ESCAPE_DELAY = "200"
"""Milliseconds after which a lone escape counts: a slow link tears escape sequences apart."""
FRAMES_OVER_SSH = "20"
"""Frames a second over SSH: enough to type by, and few bytes."""
DUMB_TERMINALS = frozenset({"", "dumb", "unknown"})
Colours = Literal["truecolor", "256", "standard"]
"""What the terminal can show, in Textual's words: RGB, the palette of xterm-256color, or its own 16 colours."""
_RGB_TERMINALS = re.compile(r"-direct|kitty|alacritty|^foot|wezterm|ghostty|^contour")


@dataclass(frozen=True)
class Terminal:
    """What the environment says about the terminal."""

    name: str
    """TERM."""
    over_ssh: bool
    colours: Colours
    no_color: bool
    """True when the user asked for no colour at all (no-color.org)."""
    light: bool
    """True when the background is said to be light (COLORFGBG)."""
    unicode: bool
    """True when the locale takes more than ASCII."""

    @property
    def dumb(self) -> bool:
        """True when no screen can be drawn at all."""
        return self.name in DUMB_TERMINALS

    @property
    def few_colours(self) -> bool:
        """True when only the terminal's own 16 colours, or none, may be used."""
        return self.no_color or self.colours == "standard"


def terminal(environ: Mapping[str, str] | None = None) -> Terminal:
    """Read the facts from the environment."""
    values = os.environ if environ is None else environ
    return Terminal(
        name=values.get("TERM", ""),
        over_ssh=any(values.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")),
        colours=_colours(values),
        # Any value counts, even an empty one: Textual reads NO_COLOR that way too.
        no_color="NO_COLOR" in values,
        light=values.get("COLORFGBG", "").rpartition(";")[2] in {"7", "15"},
        unicode=_takes_unicode(values),
    )


def _colours(values: Mapping[str, str]) -> Colours:
    name = values.get("TERM", "")
    if values.get("COLORTERM", "").lower() in {"truecolor", "24bit"} or _RGB_TERMINALS.search(name):
        return "truecolor"
    return "256" if "256color" in name else "standard"


def _takes_unicode(values: Mapping[str, str]) -> bool:
    # Python's own answer is of no use: it turns the C locale into UTF-8 for itself (PEP 538, PEP 540).
    locale = next((values[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if values.get(name)), "")
    return bool(re.search(r"utf-?8", locale, re.IGNORECASE))


def prepare_environment() -> None:
    """Set what Textual must find when it is imported; what the user has set stays."""
    facts = terminal()
    os.environ.setdefault("ESCDELAY", ESCAPE_DELAY)
    # Scrolling line by line in animation writes each step; a jump writes one page.
    os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", facts.colours)
    if facts.over_ssh:
        os.environ.setdefault("TEXTUAL_FPS", FRAMES_OVER_SSH)
        os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")


def mouse_wanted(asked: bool | None, over_ssh: bool) -> bool:
    """Tell whether to switch the mouse on: over SSH only when asked, for its reports cost bytes and eat selections."""
    return not over_ssh if asked is None else asked


DUMB_REFUSAL = """\
repart-tui needs a terminal that can place its cursor, and TERM is "{name}".
Set TERM (for instance TERM=xterm), or work without screens:
"""
NO_TERMINAL = """\
repart-tui needs a terminal for its screens, and stdin or stdout is none.
Start it in one, not behind a pipe or in a job (ssh needs -t), or work without screens:
"""
WITHOUT_SCREENS = """\
  repart-tui discover --demo -o migration_config.json
  repart-tui set migration_config.json OWNER.TABLE enabled=true
  repart-tui validate migration_config.json
  repart-tui generate migration_config.json -o out
"""

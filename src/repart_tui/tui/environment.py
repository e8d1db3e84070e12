"""Facts about the terminal, and the settings that Textual reads while it is imported. Imports no textual."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

ESCAPE_DELAY = "200"
"""Milliseconds after which a lone escape counts: a slow link tears escape sequences apart."""
FRAMES_OVER_SSH = "20"
"""Frames a second over SSH: enough to type by, and few bytes."""
DUMB_TERMINALS = frozenset({"", "dumb", "unknown"})


@dataclass(frozen=True)
class Terminal:
    """What the environment says about the terminal."""

    name: str
    """TERM."""
    over_ssh: bool
    few_colours: bool
    """True when only the terminal's own 16 colours, or none, may be used."""

    @property
    def dumb(self) -> bool:
        """True when no screen can be drawn at all."""
        return self.name in DUMB_TERMINALS


def terminal(environ: Mapping[str, str] | None = None) -> Terminal:
    """Read the facts from the environment."""
    values = os.environ if environ is None else environ
    colours = values.get("COLORTERM", "").lower()
    return Terminal(
        name=values.get("TERM", ""),
        over_ssh=any(values.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")),
        # Any value counts, even an empty one: Textual reads NO_COLOR that way too.
        few_colours=colours not in {"truecolor", "24bit"} or "NO_COLOR" in values,
    )


def prepare_environment() -> None:
    """Set what Textual must find when it is imported; what the user has set stays."""
    os.environ.setdefault("ESCDELAY", ESCAPE_DELAY)
    # Scrolling line by line in animation writes each step; a jump writes one page.
    os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    if terminal().over_ssh:
        os.environ.setdefault("TEXTUAL_FPS", FRAMES_OVER_SSH)
        os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")


def mouse_wanted(asked: bool | None, over_ssh: bool) -> bool:
    """Tell whether to switch the mouse on: over SSH only when asked, for its reports cost bytes and eat selections."""
    return not over_ssh if asked is None else asked


DUMB_REFUSAL = """\
repart-tui needs a terminal that can place its cursor, and TERM is "{name}".
Set TERM (for instance TERM=xterm), or work without screens:
  repart-tui discover --demo -o migration_config.json
  repart-tui set migration_config.json OWNER.TABLE enabled=true
  repart-tui validate migration_config.json
  repart-tui generate migration_config.json -o out
"""

"""What can honestly be said of a copy by OSC 52: the terminal never answers. Draws nothing."""

from __future__ import annotations

import os

from repart_tui.tui.describe import size_text

_SMALL = 70_000
"""Bytes of text that terminals with a limit of 100,000 bytes of base64 still take."""


def sent_sentence(what: str, text: str, otherwise: str = "") -> str:
    """Return what happened, where it may have gone lost, and what to do otherwise."""
    size = len(text.encode())
    doubt = "PuTTY ignores that"
    if os.environ.get("TMUX"):
        doubt = "tmux passes it on only with set-clipboard on"
    elif os.environ.get("TERM", "").startswith("screen"):
        doubt = "screen drops it"
    if size > _SMALL:
        doubt += ", and many terminals cut what is so long"
    return f"Sent {what} ({size_text(size)}) to the terminal by OSC 52; {doubt}.{' ' + otherwise if otherwise else ''}"

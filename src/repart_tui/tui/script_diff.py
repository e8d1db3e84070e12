"""What a new script changes against the one on disk, as lines of text. Draws nothing."""

from __future__ import annotations

import difflib
from pathlib import Path

from repart_tui.tui.describe import shown
from repart_tui.tui.widgets.cells import Line

_TONES = {"+": "added", "-": "removed", "@": "title"}


def read_script_on_disk(path: Path) -> str | None:
    """Return the text of a script, None when it is not there; raises OSError when it cannot be read."""
    try:
        # Someone may have edited it with other letters: what is not UTF-8 must show as a difference, not as an error.
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


def diff_lines(on_disk: str, new: str) -> tuple[list[Line], str]:
    """Return the unified difference as lines and a sentence that counts it."""
    found = list(difflib.unified_diff(on_disk.splitlines(), new.splitlines(), "on disk", "now", n=3, lineterm=""))[2:]
    added = sum(line.startswith("+") for line in found)
    removed = sum(line.startswith("-") for line in found)
    if not found:
        return [[("The file on disk is the same.", "good")]], "No difference."
    lines: list[Line] = [[(shown(line.expandtabs(4)), _TONES.get(line[:1], ""))] for line in found]
    return lines, f"{added:,} line{'s' * (added != 1)} added, {removed:,} removed."

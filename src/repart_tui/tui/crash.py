"""Errors that nobody expected: a log for the bug report, the work kept, and a few calm lines for the screen."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from repart_tui import __version__
from repart_tui.directories import made, state_directory

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig


def record(error: BaseException) -> list[str]:
    """Write the traceback to a log; return lines for the user. Never raises."""
    lines = [
        "repart-tui met an error that nobody expected.",
        f"  what     {type(error).__name__}: {' '.join(str(error).split())[:300]}",
        f"  version  {__version__}",
    ]
    try:
        log = _new_file("error", ".log")
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace")
        lines.append(f"  log      {log}")
    except OSError as failure:
        lines.append(f"  log      could not be written: {failure}")
    return lines


def keep(config: MigrationConfig) -> list[str]:
    """Write the plan where it can be found again, and return lines that say where. Never raises."""
    try:
        kept = _new_file("kept", ".json")
        config.save_to_file(kept)
    except (OSError, ValueError) as failure:
        return [f"  plan     could not be kept: {failure}"]
    return [f"  plan     kept in {kept}", f"           open it with: repart-tui edit {kept}"]


def _new_file(name: str, ending: str) -> Path:
    return made(state_directory()) / f"{name}-{datetime.now():%Y%m%d-%H%M%S}{ending}"

"""Shows a text in the user's own pager or editor, on a copy that nobody else can read."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

Kind = Literal["pager", "editor"]


def program(kind: Kind) -> str:
    """Return the user's program with its options, as environment variables name it."""
    if kind == "pager":
        return os.environ.get("PAGER") or "less"
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"


def show_outside(kind: Kind, name: str, text: str) -> str:
    """Run the program on a copy of the text named `name` and wait; return a sentence about what happened.

    The terminal must be free: suspend the screens around the call.
    """
    command = program(kind)
    with tempfile.TemporaryDirectory(prefix="repart-tui-") as folder:
        copy = Path(folder) / name
        copy.write_text(text, encoding="utf-8")
        copy.chmod(0o400)
        try:
            done = subprocess.run([*shlex.split(command), str(copy)], check=False)
        except (OSError, ValueError) as error:
            variable = "PAGER" if kind == "pager" else "EDITOR"
            return (
                f"{command} cannot be run ({getattr(error, 'strerror', None) or error}): set {variable} to a program."
            )
        changed = copy.exists() and copy.read_text(encoding="utf-8", errors="replace") != text
    if changed:
        return (
            "That was a copy: what you changed in it is gone. Change the plan, or write the script and edit the file."
        )
    return f"{command} ended with exit code {done.returncode}." if done.returncode else ""

"""Whether anybody could bring a stopped process back. No textual.

A process that stops itself without a shell that watches it is gone for its user: the terminal stays as it is, and no
`fg` will ever come. POSIX calls such a process group orphaned (XBD 3.264).
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

NO_SHELL = (
    "No shell with job control started repart-tui, so nothing could bring it back from a suspend. "
    "Open another window instead, or q leaves."
)
IGNORED = "What started repart-tui asked it not to be suspended (SIGTSTP is ignored)."


def suspend_objection(*, stop_signal_ignored: bool) -> str | None:
    """Return why this process must not be stopped; None where a shell can bring it back.

    `stop_signal_ignored` says how SIGTSTP stood when the process began: the screens have taken it over since.
    """
    if stop_signal_ignored:
        return IGNORED
    try:
        return NO_SHELL if _orphaned(os.getpid()) else None
    except OSError:
        return NO_SHELL  # a process that cannot be looked at is none that watches this one


def stop_signal_ignored() -> bool:
    """Tell whether SIGTSTP is ignored, as after `nohup`-like wrappers; to be asked before the screens begin."""
    return signal.getsignal(signal.SIGTSTP) is signal.SIG_IGN


def stop() -> None:
    """Stop the whole process group, as the terminal does for ctrl+z: a script around it must stop as well.

    Returns once the shell has sent SIGCONT. SIGTSTP would only be handled later, on another thread's time.
    """
    os.killpg(os.getpgrp(), signal.SIGSTOP)


def _orphaned(process: int) -> bool:
    """Tell whether no ancestor outside the process group is in the same session."""
    group, session = os.getpgid(process), os.getsid(process)
    while os.getpgid(process) == group:
        process = _parent(process)
        if process <= 0:
            return True
    return os.getsid(process) != session


def _parent(process: int) -> int:
    """Return the parent's number; 0 for none (proc(5), /proc/pid/stat: the fourth field, behind the name)."""
    if process == os.getpid():
        return os.getppid()
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return 0
    return int(stat.rpartition(")")[2].split()[1])

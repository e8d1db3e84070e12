"""What is measured: programs in a pseudo-terminal, from outside, by time and bytes."""

from __future__ import annotations

import os
import select
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.pseudo_terminal import PseudoTerminal

FRAME = 1_000
"""Bytes after which the first frame counts as drawn: no program of the three draws 80x24 with fewer."""
DOWN, PAGE_DOWN = b"\x1b[B", b"\x1b[6~"
DEADLINE = 60.0


@dataclass(frozen=True)
class Keys:
    """What pressing keys cost: milliseconds until the answer begins, and bytes of the whole answer."""

    median_ms: float
    p95_ms: float
    median_bytes: int
    most_bytes: int


def seconds_to_first_frame(command: Sequence[str], **environ: str) -> float:
    """Return the seconds from the start of a new process to its first frame."""
    began = time.perf_counter()
    terminal = PseudoTerminal(command, **environ)
    try:
        found = b""
        while time.perf_counter() - began < DEADLINE:
            if select.select([terminal.handle], [], [], 0.1)[0]:
                try:
                    found += os.read(terminal.handle, 65536)
                except OSError:
                    raise RuntimeError(f"{command[0]} ended at once: {found[-300:]!r}") from None
                # What came before the alternate screen are questions to the terminal.
                if len(found.partition(b"\x1b[?1049h")[2]) > FRAME:
                    return time.perf_counter() - began
        raise TimeoutError(f"{command[0]} drew nothing: {found[-300:]!r}")
    finally:
        terminal.close()


def resident_megabytes(terminal: PseudoTerminal) -> float:
    """Return the resident memory of the program in the terminal."""
    status = Path(f"/proc/{terminal.pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def keys(terminal: PseudoTerminal, key: bytes, times: int) -> Keys:
    """Press a key again and again, each time after the answer to the one before."""
    waits: list[float] = []
    sizes: list[int] = []
    for _ in range(times):
        began = time.perf_counter()
        os.write(terminal.handle, key)
        select.select([terminal.handle], [], [], 5.0)
        waits.append((time.perf_counter() - began) * 1000)
        sizes.append(len(terminal.read(0.08)))
    cut = statistics.quantiles(waits, n=20)[-1]
    return Keys(statistics.median(waits), cut, int(statistics.median(sizes)), max(sizes))


def idle_bytes(terminal: PseudoTerminal, seconds: float) -> int:
    """Return how many bytes the program writes while nobody types."""
    end, found = time.monotonic() + seconds, 0
    while (left := end - time.monotonic()) > 0:
        if select.select([terminal.handle], [], [], left)[0]:
            found += len(os.read(terminal.handle, 65536))
    return found

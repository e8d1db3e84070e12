"""Measure the screens beside Harlequin and Posting, and write docs/benchmark_screens.md.

Run it as `.venv/bin/python -m tests.bench.screens`.

The other programs are installed into virtual environments of their own in a temporary directory, or taken from the
directory that --others names (with harlequin/bin/harlequin and posting/bin/posting).
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from tests.bench.measure import (
    DOWN,
    PAGE_DOWN,
    Keys,
    idle_bytes,
    keys,
    resident_megabytes,
    seconds_to_first_frame,
)
from tests.bench.plans import write_plan
from tests.pseudo_terminal import PseudoTerminal

OURS = [sys.executable, "-m", "repart_tui"]
OTHERS = {
    # Its lightest adapter, which opens a database in memory.
    "harlequin": (["harlequin"], ["-a", "sqlite"]),
    # With tree-sitter 0.26 Posting 2.11.1 dies of a segmentation fault at its first frame.
    "posting": (["posting", "tree-sitter<0.26"], []),
}
"""What is installed for each of the other programs, and with which arguments it is started."""
SIZES = (1_000, 10_000, 50_000)
PAGE = Path("docs/benchmark_screens.md")
REST = 3.0
"""Seconds of silence after which a program has come to rest."""


def main() -> int:
    """Measure all, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.screens", description=__doc__)
    parser.add_argument("--others", type=Path, help="directory with the other programs' virtual environments")
    parser.add_argument("--runs", type=int, default=7, help="cold starts of each program (default: 7)")
    parser.add_argument("--tables", type=int, nargs="+", default=list(SIZES), help="sizes of plans")
    parser.add_argument("-o", "--output", type=Path, default=PAGE)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        os.environ |= {f"XDG_{name}_HOME": str(folder / name) for name in ("STATE", "CONFIG", "DATA", "CACHE")}
        commands = {"repart-tui --demo": [*OURS, "--demo"]} | _others(options.others or folder / "others")
        lines = [_head(options.runs), *_starts(commands, options.runs), "", *_sizes(folder, options.tables)]
    options.output.parent.mkdir(exist_ok=True)
    options.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _say(f"{options.output} written")
    return 0


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _others(folder: Path) -> dict[str, list[str]]:
    found = {}
    for name, (requirements, arguments) in OTHERS.items():
        program = folder / name / "bin" / name
        if not program.exists():
            _say(f"installing {name}")
            subprocess.run([sys.executable, "-m", "venv", folder / name], check=True)
            subprocess.run([folder / name / "bin" / "pip", "install", "-q", *requirements], check=True)
        shown = subprocess.run(
            [
                folder / name / "bin" / "python",
                "-c",
                f"from importlib.metadata import version; print(version({name!r}))",
            ],
            check=True,
            capture_output=True,
            text=True,
        )
        found[f"{name} {shown.stdout.strip()}"] = [str(program), *arguments]
    return found


def _head(runs: int) -> str:
    return f"""\
# Benchmark of the screens

Written by `.venv/bin/python -m tests.bench.screens`, which installs the other programs into throwaway environments and
drives all of them in a pseudo-terminal of 80x24 with `TERM=xterm`, from outside. Python {platform.python_version()},
Textual {version("textual")}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} when it began: other
work on the machine makes all times longer, and the programs take turns, so that it meets each of them.

## Start

Seconds from a new process to the first frame (1,000 bytes after the switch to the alternate screen), median and best of
{runs} starts in turns, files in the page cache; memory (RSS) and bytes written in 10 s at rest after it.
"""


def _starts(commands: dict[str, list[str]], runs: int) -> list[str]:
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, command in commands.items():
            took = seconds_to_first_frame(command, TERM="xterm")
            if run:  # the first one fills the page cache and writes byte code
                seconds[name].append(took)
        _say(f"start {run} of {runs}")
    lines = ["| program | first frame, median | best | RSS | bytes at rest |", "|---|---:|---:|---:|---:|"]
    for name, command in commands.items():
        terminal = PseudoTerminal(command, TERM="xterm")
        # Not until it is silent: a blinking cursor never is.
        idle_bytes(terminal, 3 * REST)
        lines.append(
            f"| {name} | {statistics.median(seconds[name]):.2f} s | {min(seconds[name]):.2f} s "
            f"| {resident_megabytes(terminal):.0f} MB | {idle_bytes(terminal, 10):,} |"
        )
        terminal.close()
    ours, *others = (statistics.median(taken) for taken in seconds.values())
    lines += ["", f"repart-tui takes {ours / min(others):.0%} of the time of the faster of the others."]
    return lines


def _sizes(folder: Path, sizes: Sequence[int]) -> list[str]:
    lines = [
        "## Many tables",
        "",
        "A plan of N tables (4 columns, 1 index each) in 16 colours. Milliseconds from a key to the first byte of the",
        "answer, median and 95th percentile of 60 (30 pages), and bytes of the whole answer, median and most.",
        "*Judged*: the rules have judged the last table in the background; keys work as soon as the list is there.",
        "",
        "| tables | list after | judged | RSS | cursor key | bytes | page down | letter in filter | bytes at rest |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for size in sizes:
        path = folder / f"{size}.json"
        write_plan(path, size)
        lines.append(f"| {size:,} | {' | '.join(_with_plan(path))} |")
        path.unlink()
        _say(f"{size:,} tables done")
    return lines


def _with_plan(path: Path) -> list[str]:
    began = time.perf_counter()
    terminal = PseudoTerminal([*OURS, "edit", str(path)], TERM="xterm")
    terminal.read_until(b"_00003", patience=300.0)
    listed = time.perf_counter() - began
    quiet_since = time.perf_counter()
    while terminal.read(REST):
        quiet_since = time.perf_counter()
    assessed = quiet_since - began
    memory = resident_megabytes(terminal)
    down = keys(terminal, DOWN, 60)
    page = keys(terminal, PAGE_DOWN, 30)
    terminal.send(b"/", 1.0)
    letters = [keys(terminal, letter, 2) for letter in (b"o", b"r", b"\x7f", b"d")]
    terminal.send(b"\r", 1.0)
    rest = idle_bytes(terminal, 10)
    terminal.close()
    typed = max(letters, key=lambda letter: letter.median_ms)
    return [
        f"{listed:.1f} s",
        f"{assessed:.0f} s",
        f"{memory:.0f} MB",
        _ms(down),
        f"{down.median_bytes}, {down.most_bytes:,}",
        _ms(page),
        f"{typed.median_ms:.0f} ms",
        f"{rest:,}",
    ]


def _ms(found: Keys) -> str:
    return f"{found.median_ms:.0f}, {found.p95_ms:.0f} ms"


if __name__ == "__main__":
    raise SystemExit(main())

"""Measure discovery over the wire: `python -m tests.bench [--tables 100,1000] [--latency-ms 20]`.

The server runs in this process and counts trips and rows; each measurement is a process of its own, for its memory.
SQLAlchemy is measured where it can be imported; it is no dependency of the project.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.dictionary import COLUMNS, build
from tests.bench.work import KINDS
from tests.wire.server import WireServer

ONE_BY_ONE_UP_TO = 1000
"""Above, queries by table take hours: their cost is in proportion to the tables."""


def main() -> None:
    """Print one line of JSON a measurement."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--tables", default="100,1000,10000,50000", help="numbers of tables, separated by commas")
    parser.add_argument("--latency-ms", type=float, default=20.0, help="what each round trip takes")
    parser.add_argument("--kinds", default="listed,one,screens,whole,one_by_one", help=f"of {', '.join(KINDS)}")
    parser.add_argument("--folder", type=Path, help="where the dictionaries are kept (default: thrown away)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        for count in map(int, options.tables.split(",")):
            path = folder / f"dictionary-{count}.db"
            if not path.exists():
                build(path, count)
            for kind in options.kinds.split(","):
                if kind in ("one_by_one", "sqlalchemy") and count > ONE_BY_ONE_UP_TO:
                    continue
                print(json.dumps(measured(path, kind, count, options.latency_ms)), flush=True)


def measured(path: Path, kind: str, count: int, latency: float) -> dict[str, object]:
    """Return what one measurement took."""
    with WireServer(path, latency=latency / 1000) as server:
        command = [sys.executable, "-m", "tests.bench.work", kind, server.dsn, str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        found = json.loads(done.stdout) if done.returncode == 0 else {"error": done.stderr.strip()[-300:]}
        rounded = {name: round(value, 2) if isinstance(value, float) else value for name, value in found.items()}
        return {
            "kind": kind,
            "dictionary": count,
            "columns": count * COLUMNS,
            "trips": server.trips,
            "rows": server.rows,
            **rounded,
        }


if __name__ == "__main__":
    main()

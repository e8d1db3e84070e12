"""Serve a dictionary by hand: `python -m tests.wire --demo --port 1521 --latency-ms 20`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from tests.wire.server import DEMO, PASSWORD, USER, WireServer


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.wire", description=__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--demo", action="store_true", help="serve the bundled demo dictionary")
    source.add_argument("--dictionary", type=Path, metavar="FILE", help="serve a dictionary file")
    parser.add_argument("--port", type=int, default=0, help="port on the loopback (default: any that is free)")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="what each round trip takes, in milliseconds")
    parser.add_argument("--long-rows", type=int, help="rows with a LONG column that one trip carries at most")
    options = parser.parse_args()
    path = DEMO if options.demo else options.dictionary
    with WireServer(path, port=options.port, latency=options.latency_ms / 1000, long_rows=options.long_rows) as server:
        print(f"repart-tui --connect {USER}@{server.dsn}    (password {PASSWORD}; Ctrl-C ends)", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print(f"{len(server.sessions)} sessions, {server.trips:,} round trips, {server.rows:,} rows")


if __name__ == "__main__":
    main()

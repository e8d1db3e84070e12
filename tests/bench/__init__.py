"""Benchmarks; not collected as tests. Each is one command and prints or writes its table.

`python -m tests.bench` measures discovery over the wire for docs/benchmarks.md, `python -m tests.bench.screens` the
screens beside other programs for docs/benchmark_screens.md.
"""

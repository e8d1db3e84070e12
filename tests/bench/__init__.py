"""Benchmarks; not collected as tests. `python -m tests.bench` measures and prints the table of docs/benchmarks.md."""

"""Options of the whole suite."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# A machine that builds has time for more examples than a person who waits: CI=true asks for them.
# No example has a deadline: speed is measured by the benchmarks, not by tests on a busy machine.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", max_examples=300, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --accept-golden: write the golden scripts anew, once they were read."""
    parser.addoption("--accept-golden", action="store_true", help="write golden scripts anew; read them first")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say why the live suite was skipped when it was asked for; -q hides the reasons of skipped tests."""
    if config.option.markexpr == "oracle" and not os.environ.get("REPART_TEST_DSN"):
        text = "The live suite was skipped: REPART_TEST_DSN names no Oracle database (see tests/live/conftest.py)."
        terminalreporter.write_line(text, yellow=True)

"""Options of the whole suite."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --accept-golden: write the golden scripts anew, once they were read."""
    parser.addoption("--accept-golden", action="store_true", help="write golden scripts anew; read them first")

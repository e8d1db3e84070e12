"""The demo dictionary as a plan, discovered once for all script tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from repart_tui import __version__
from repart_tui.dictionary_file import open_demo
from repart_tui.discovery_queries import discover
from repart_tui.migration_models import MigrationConfig, TableConfig


@pytest.fixture(scope="session")
def demo() -> MigrationConfig:
    """All tables of the demo, none enabled. Copy before you change it."""
    return discover(open_demo(), source_kind="demo", source_name="demo", tool_version=__version__)


@pytest.fixture
def demo_with(demo: MigrationConfig) -> Callable[..., MigrationConfig]:
    """Return a maker of plans: demo_with("SH.SALES", method="auto") enables these tables."""

    def make(*names: str, method: str = "auto") -> MigrationConfig:
        config = MigrationConfig.from_json(demo.to_json())
        for name in names:
            chosen = named(config, name)
            chosen.enabled = True
            chosen.common_settings.method = method  # type: ignore[assignment]
        return config

    return make


def named(config: MigrationConfig, name: str) -> TableConfig:
    """Return the table OWNER.TABLE of a plan."""
    owner, table_name = name.split(".", 1)
    return next(t for t in config.tables if (t.owner, t.table_name) == (owner, table_name))

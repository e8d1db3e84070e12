"""Partition exchange: the table becomes the first partition of a new one."""

from __future__ import annotations

from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.methods.facts import barred
from repart_tui.oracle.methods.method import Costs, Method

STEPS: tuple[str, ...] = ()


def findings(table: TableConfig, config: MigrationConfig) -> list[Finding]:
    """Return the finding that bars this method: this release writes no script for it."""
    del table, config
    return [
        barred(
            "METHOD-NOT-OFFERED",
            "This release writes no script for exchange.",
            None,
            "Choose auto, online_modify or copy_and_swap.",
        )
    ]


EXCHANGE = Method(
    name="exchange",
    title="partition exchange",
    merit="no row is copied.",
    costs=Costs("short", "none", "none", "little", "Partitioning option of Enterprise Edition", "exchange back"),
    findings=findings,
    steps=STEPS,
    builds_new_table=True,
)

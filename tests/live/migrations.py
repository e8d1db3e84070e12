"""What the live suite migrates and what it must be refused: the same with a database and, dry, without one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from repart_tui.migration_models import CommonSettings, MigrationConfig, TableConfig
from repart_tui.oracle.rules import table_findings

MONTHLY: dict[str, Any] = {
    "partitioning_type": "interval",
    "key_columns": ["ORDER_DATE"],
    "interval": {"unit": "MONTH", "count": 1},
    "partitions": [{"name": "P0", "values_less_than": ["2024-01-01"]}],
}
HASHED: dict[str, Any] = {"partitioning_type": "hash", "key_columns": ["Id"], "partition_count": 4}
# All rows lie below the first bound: the table becomes this partition.
ONE_PARTITION: dict[str, Any] = {
    "partitioning_type": "interval",
    "key_columns": ["When"],
    "interval": {"unit": "MONTH", "count": 1},
    "partitions": [{"name": "P0", "values_less_than": ["2027-01-01"]}],
}


@dataclass(frozen=True)
class Migration:
    """A table, its target and a method; `partitioning` is what the dictionary shows afterwards."""

    table: str
    method: str
    target: dict[str, Any] = field(hash=False)
    partitioning: str
    way_back: bool = True
    """False where nothing takes it back in the releases before 23ai."""

    @property
    def id(self) -> str:
        """The name of the test."""
        return f"{self.table.replace(' ', '_').lower()}-{self.method}"


MIGRATIONS = (
    Migration("ORDERS", "online_modify", MONTHLY, "RANGE INTERVAL", way_back=False),
    Migration("ORDERS", "copy_and_swap", MONTHLY, "RANGE INTERVAL"),
    Migration("Mixed Case", "online_modify", HASHED, "HASH", way_back=False),
    Migration("Mixed Case", "copy_and_swap", HASHED, "HASH"),
    Migration("Mixed Case", "redefinition", HASHED, "HASH"),
    Migration("Mixed Case", "exchange", ONE_PARTITION, "RANGE INTERVAL"),
)
REFUSED = {
    Migration("ORDERS", "redefinition", MONTHLY, ""): "ORA-23550",
    Migration("ORDERS", "exchange", MONTHLY, ""): "ORA-14099",
}
"""What no script may be written for, and the code that says why."""


def table_of(config: MigrationConfig, name: str) -> TableConfig:
    """Return a table of the plan."""
    return next(table for table in config.tables if table.table_name == name)


def enable(config: MigrationConfig, migration: Migration) -> list[str]:
    """Switch a table on with its target and method; return the codes of what is refused."""
    table = table_of(config, migration.table)
    settings = table.common_settings.to_dict() | {"target_config": migration.target, "method": migration.method}
    table.common_settings = CommonSettings.from_dict(settings)
    table.enabled = True
    return [finding.code for finding in table_findings(table, config) if finding.severity == "error"]

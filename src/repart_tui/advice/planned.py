"""The table as it is planned: with the target of the plan, or the proposed one where the plan has none."""

from __future__ import annotations

import dataclasses

from repart_tui.advice.propose import propose
from repart_tui.migration_models import MigrationConfig, NoneTarget, TableConfig


def planned_table(table: TableConfig, config: MigrationConfig) -> TableConfig:
    """Return the table itself, or a copy with the proposed target where the plan leaves it unpartitioned."""
    settings = table.common_settings
    if not isinstance(settings.target_config, NoneTarget):
        return table
    proposed, _, _ = propose(
        table.current_state,
        table.owner,
        table.table_name,
        config.environment_config,
        config.metadata.database,
        config.metadata.discovered_at,
    )
    if isinstance(proposed, NoneTarget):
        return table
    return dataclasses.replace(table, common_settings=dataclasses.replace(settings, target_config=proposed))

"""What the editors ask the core: what settings give, what may be chosen, and what discovery would propose.

Heavy imports happen inside, off the first frame. No textual here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from repart_tui.tui.core import assess

if TYPE_CHECKING:
    from repart_tui.advice.forecast import Forecast
    from repart_tui.migration_models import CommonSettings, EnvironmentConfig, MigrationConfig, TableConfig
    from repart_tui.oracle.findings import Finding
    from repart_tui.tui.plan import Assessment


@dataclass(frozen=True)
class Outcome:
    """What other settings for a table would give."""

    table: TableConfig
    """The table so set."""
    assessment: Assessment
    clause: str
    """The partitioning clause as SQL; empty for a table without partitions."""
    forecast: Forecast


def outcome_of(table: TableConfig, settings: CommonSettings, config: MigrationConfig) -> Outcome:
    """Return what the settings would give, and what the rules say of them."""
    import dataclasses

    from repart_tui.advice.partition_forecast import partition_forecast
    from repart_tui.oracle.partition_clause import partition_clause

    candidate = dataclasses.replace(table, common_settings=settings)
    try:
        clause = partition_clause(settings.target_config, table.current_state.columns, table.current_state.lobs)
    except ValueError as error:
        clause = f"-- {error}"
    return Outcome(candidate, assess(candidate, config), clause, partition_forecast(candidate, config))


def proposed_settings(table: TableConfig, config: MigrationConfig) -> CommonSettings:
    """Return the settings that discovery would propose for the table today."""
    from repart_tui.advice.propose import propose
    from repart_tui.migration_models import CommonSettings

    metadata = config.metadata
    target, _, row_movement = propose(
        table.current_state,
        table.owner,
        table.table_name,
        config.environment_config,
        metadata.database,
        metadata.discovered_at,
    )
    return CommonSettings(target_config=target, row_movement=row_movement)


def key_objections(table: TableConfig, partitioning_type: str) -> dict[str, str]:
    """Return why columns may not be a key of this partitioning, by name; legal ones are not listed."""
    from repart_tui.oracle.columns import user_columns
    from repart_tui.oracle.key_rules import key_objection

    found = {}
    for column in user_columns(table.current_state):
        problem = key_objection(column)
        if problem is not None:
            found[column.name] = f"{problem[0]}: {problem[1]}"
        elif partitioning_type == "interval" and not column.data_type.startswith(
            ("NUMBER", "FLOAT", "DATE", "TIMESTAMP")
        ):
            found[column.name] = "ORA-14751: an interval needs a number, a date or a timestamp"
    return found


def foreign_keys(table: TableConfig) -> list[tuple[str, str, str]]:
    """Return name, parent, and what keeps it from carrying a partitioning by reference; those that can first."""
    from repart_tui.oracle.reference_rules import key_objections as objections

    found = [
        (
            key.constraint_name,
            f"{key.referenced_owner}.{key.referenced_table}",
            " and ".join(objections(table, key)),
        )
        for key in table.current_state.constraints
        if key.constraint_type == "R"
    ]
    return sorted(found, key=lambda key: bool(key[2]))


def tablespaces(config: MigrationConfig) -> list[str]:
    """Return the tablespaces to choose from: those of the dictionary, in older plans those that tables are in."""
    if config.metadata.tablespaces:
        return list(config.metadata.tablespaces)
    return sorted({name for table in config.tables if (name := table.current_state.storage.tablespace_name)})


def plan_settings_findings(settings: EnvironmentConfig) -> list[Finding]:
    """Return what the rules say of the settings of the plan alone."""
    from repart_tui.oracle.swap_names import plan_settings_findings as findings_of

    return findings_of(settings)

"""Plans for the tests of the advice: tables from a few words, in a plan discovered on a given day."""

from __future__ import annotations

from typing import Any

from repart_tui.advice.propose import propose
from repart_tui.config_file import SCHEMA_VERSION
from repart_tui.migration_models import (
    ColumnInfo,
    ColumnStatistics,
    CommonSettings,
    CurrentState,
    DatabaseInfo,
    EnvironmentConfig,
    Metadata,
    MigrationConfig,
    TableConfig,
)

GB = 1 << 30
TODAY = "2026-01-15T09:00:00"


def column(name: str, data_type: str = "NUMBER", *, nullable: bool = False, **facts: Any) -> ColumnInfo:
    """Return a column; low, high, nulls, distinct, values and counts become statistics."""
    words = {
        "low": "low_value",
        "high": "high_value",
        "nulls": "num_nulls",
        "distinct": "num_distinct",
        "values": "frequent_values",
        "counts": "frequent_counts",
    }
    given = {field: facts.pop(word) for word, field in words.items() if word in facts}
    return ColumnInfo(
        name=name,
        data_type=data_type,
        nullable=nullable,
        internal_column_id=0,
        statistics=ColumnStatistics(**given) if given else None,
        **facts,
    )


def booked(low: str = "2018-02-04", high: str = "2026-01-14", name: str = "BOOKED_ON", **facts: Any) -> ColumnInfo:
    """Return a date column that looks like history."""
    return column(name, "DATE", low=low, high=high, nulls=0, distinct=2900, **facts)


def state(*columns: ColumnInfo, **facts: Any) -> CurrentState:
    """Return the state of a table of 100 GB."""
    for number, item in enumerate(columns, start=1):
        item.column_id = item.internal_column_id = number
    given = {
        "table_bytes": 100 * GB,
        "index_bytes": 0,
        "num_rows": 100_000_000,
        "avg_row_len": 100,
        "size_source": "segments",
        "status": "VALID",
        "last_analyzed": "2026-01-14 22:00:00",
        **facts,
    }
    return CurrentState(columns=list(columns), **given)


def table(given: CurrentState, name: str = "T", **environment: Any) -> TableConfig:
    """Return APP.T with the target proposed for it."""
    chosen = EnvironmentConfig(**environment)
    target, proposal, row_movement = propose(given, "APP", name, chosen, DatabaseInfo(), TODAY)
    return TableConfig(
        owner="APP",
        table_name=name,
        proposal=proposal,
        common_settings=CommonSettings(target_config=target, row_movement=row_movement),
        current_state=given,
    )


def plan(*tables: TableConfig, **environment: Any) -> MigrationConfig:
    """Return a plan with these tables on 19c."""
    database = DatabaseInfo(version="19.0.0.0.0", compatible="19.0.0", partitioning_option=True)
    return MigrationConfig(
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(tool_version="test", source_kind="oracle", discovered_at=TODAY, database=database),
        environment_config=EnvironmentConfig(**environment),
        tables=list(tables),
    )

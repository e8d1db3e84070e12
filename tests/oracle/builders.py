"""Small tables for tests: a plan with one table, built from a few words."""

from __future__ import annotations

from typing import Any

from repart_tui.config_file import SCHEMA_VERSION
from repart_tui.migration_models import (
    ColumnInfo,
    ColumnStatistics,
    CommonSettings,
    ConstraintInfo,
    CurrentState,
    DatabaseInfo,
    EnvironmentConfig,
    IndexColumn,
    IndexInfo,
    Metadata,
    MigrationConfig,
    TableConfig,
    TargetConfig,
)


def column(name: str, data_type: str = "NUMBER", **facts: Any) -> ColumnInfo:
    """Return a column; `num_nulls`, `low`, `high`, `values`, `counts` and `num_distinct` become statistics."""
    statistics = {
        field: facts.pop(word)
        for word, field in (
            ("num_nulls", "num_nulls"),
            ("low", "low_value"),
            ("high", "high_value"),
            ("values", "frequent_values"),
            ("counts", "frequent_counts"),
            ("num_distinct", "num_distinct"),
        )
        if word in facts
    }
    if data_type in ("VARCHAR2", "CHAR"):
        facts = {"data_length": 20, "char_length": 20, "char_used": "B", **facts}
    return ColumnInfo(
        name=name,
        data_type=data_type,
        internal_column_id=facts.pop("internal_column_id", 0),
        statistics=ColumnStatistics(**statistics) if statistics else None,
        **facts,
    )


def index(name: str, *columns: str, unique: bool = False, **facts: Any) -> IndexInfo:
    """Return an index of APP on plain columns."""
    return IndexInfo(
        owner="APP",
        index_name=name,
        index_type=facts.pop("index_type", "NORMAL"),
        unique=unique,
        columns=[IndexColumn(name=c, position=n) for n, c in enumerate(columns, start=1)],
        **facts,
    )


def constraint(name: str, kind: str, *columns: str, **facts: Any) -> ConstraintInfo:
    """Return a constraint of APP.T."""
    return ConstraintInfo(
        owner="APP",
        table_name="T",
        constraint_name=name,
        constraint_type=kind,
        columns=list(columns),
        **facts,
    )


def table(target: TargetConfig, columns: list[ColumnInfo], *, method: str = "auto", **state: Any) -> TableConfig:
    """Return APP.T, enabled, with `target`; columns get their numbers by position."""
    for number, item in enumerate(columns, start=1):
        item.internal_column_id = number
        if not item.hidden:
            item.column_id = number
    return TableConfig(
        owner="APP",
        table_name="T",
        enabled=True,
        common_settings=CommonSettings(method=method, target_config=target),  # type: ignore[arg-type]
        current_state=CurrentState(object_id=4711, status="VALID", columns=columns, **state),
    )


def plan(*tables: TableConfig, version: str = "19.0.0.0.0", **metadata: Any) -> MigrationConfig:
    """Return a configuration with these tables, discovered on a database of `version`."""
    return MigrationConfig(
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(
            tool_version="test",
            source_kind="oracle",
            database=DatabaseInfo(
                db_name="ORCL", container_name="PDB1", version=version, compatible=version, partitioning_option=True
            ),
            **metadata,
        ),
        environment_config=EnvironmentConfig(),
        tables=list(tables),
    )

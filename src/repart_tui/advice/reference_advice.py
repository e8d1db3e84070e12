"""Partitioning by reference: a child table that could follow its parent.

Source: VLDB and Partitioning Guide, "Reference Partitioning"; SQL Language Reference, CREATE TABLE,
reference_partitioning (ORA-14652: the foreign key must be enabled, validated, not deferrable, on NOT NULL columns).
"""

from __future__ import annotations

from repart_tui.migration_models import (
    AutomaticListTarget,
    ConstraintInfo,
    MigrationConfig,
    NoneTarget,
    ReferenceTarget,
    SystemTarget,
    TableConfig,
)
from repart_tui.oracle.columns import column_named


def reference_advice(table: TableConfig, config: MigrationConfig) -> str | None:
    """Return what following a parent would bring; None where no parent of the plan could carry the table."""
    if table.current_state.partitioning is not None:
        return None
    for key in table.current_state.constraints:
        parent = _parent(key, config)
        if parent is None or (parent.owner, parent.table_name) == (table.owner, table.table_name):
            continue
        if parent.refusals or not _carries(key, table) or not _worth_following(parent):
            continue
        state = parent.current_state.partitioning
        when = "is partitioned" if state is not None else "could be partitioned itself"
        return (
            f"By reference: {parent.owner}.{parent.table_name} {when}, and the foreign key {key.constraint_name} could "
            "carry its partitions over, so that both age out and join piece by piece."
        )
    return None


def _parent(key: ConstraintInfo, config: MigrationConfig) -> TableConfig | None:
    if key.constraint_type != "R":
        return None
    name = (key.referenced_owner, key.referenced_table)
    return next((table for table in config.tables if (table.owner, table.table_name) == name), None)


def _carries(key: ConstraintInfo, table: TableConfig) -> bool:
    columns = [column_named(table.current_state, name) for name in key.columns]
    bound = all(column is not None and not column.nullable for column in columns)
    firm = key.status == "ENABLED" and key.validated and not key.deferrable and key.delete_rule != "SET NULL"
    return bound and firm


def _worth_following(parent: TableConfig) -> bool:
    """Only a parent that is or should be partitioned; an automatic list and a system one cannot be followed."""
    present = parent.current_state.partitioning
    if present is not None:
        return not present.automatic_list and present.partitioning_type != "SYSTEM"
    target = parent.common_settings.target_config
    recommended = parent.proposal is not None and parent.proposal.recommended
    return recommended and not isinstance(target, (NoneTarget, ReferenceTarget, AutomaticListTarget, SystemTarget))

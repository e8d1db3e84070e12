"""Local or global: what becomes of each index on the partitioned table, and why.

Source: SQL Language Reference, CREATE INDEX, "Restrictions on Local Partitioned Indexes" (ORA-14039) and bitmap
indexes (ORA-25113, ORA-25122); ALTER TABLE, "modify_to_partitioned".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from repart_tui.migration_models import (
    CurrentState,
    IndexInfo,
    NoneTarget,
    ReferenceTarget,
    SystemTarget,
    TableConfig,
    TargetConfig,
)
from repart_tui.oracle.findings import Finding

CREATE_INDEX = "SQL Language Reference, CREATE INDEX"
Locality = Literal["local", "global", "global_hash"]


@dataclass(frozen=True, slots=True)
class IndexPlan:
    """What an index becomes: its locality, hash partitions of a global one, and the reason in words."""

    index: IndexInfo
    locality: Locality
    reason: str
    partition_count: int | None = None
    tablespace: str | None = None

    @property
    def is_bitmap(self) -> bool:
        """True for a bitmap index, which is local on a partitioned table, always."""
        return "BITMAP" in self.index.index_type

    @property
    def dictionary_locality(self) -> str:
        """What PART_INDEXES.LOCALITY says of it on a partitioned table; NONPARTITIONED where it has no row there."""
        return {"local": "LOCAL", "global_hash": "GLOBAL"}.get(self.locality, "NONPARTITIONED")


def partition_key(target: TargetConfig, state: CurrentState) -> list[str]:
    """Return all key columns of both levels; for reference partitioning the foreign key's columns."""
    if isinstance(target, (NoneTarget, SystemTarget)):
        return []
    if isinstance(target, ReferenceTarget):
        return next((c.columns for c in state.constraints if c.constraint_name == target.foreign_key), [])
    second = target.subpartitioning
    return [*target.key_columns, *(second.key_columns if second is not None else [])]


def index_column_names(index: IndexInfo) -> set[str]:
    """Return the columns that the index holds as themselves; a descending column counts, an expression does not."""
    found = set()
    for column in index.columns:
        if column.expression is None:
            found.add(column.name)
        elif column.expression.startswith('"') and column.expression.endswith('"'):
            found.add(column.expression[1:-1])
    return found


def index_plans(table: TableConfig) -> list[IndexPlan]:
    """Return the plan of every index of the table, in the order of the configuration."""
    return [_plan(table, index) for index in table.current_state.indexes]


def _plan(table: TableConfig, index: IndexInfo) -> IndexPlan:
    target = table.common_settings.target_config
    chosen = next(
        (
            item
            for item in table.common_settings.index_targets
            if (item.index_owner, item.index_name) == (index.owner, index.index_name)
        ),
        None,
    )
    tablespace = chosen.tablespace if chosen is not None else None
    if isinstance(target, NoneTarget):
        return IndexPlan(index, "global", "the table is not partitioned", tablespace=tablespace)
    if "BITMAP" in index.index_type:
        return IndexPlan(index, "local", "a bitmap index on a partitioned table is local", tablespace=tablespace)
    if chosen is not None and chosen.locality != "auto":
        count = chosen.partition_count or 8 if chosen.locality == "global_hash" else None
        return IndexPlan(index, chosen.locality, "chosen", count, tablespace)
    key = partition_key(target, table.current_state)
    holds_key = bool(key) and set(key) <= index_column_names(index) and not isinstance(target, ReferenceTarget)
    if index.locality == "GLOBAL" and index.partitioning_type == "HASH":
        return IndexPlan(index, "global_hash", "stays global and hash partitioned", index.partition_count, tablespace)
    if holds_key:
        return IndexPlan(index, "local", f"holds the partitioning key {', '.join(key)}", tablespace=tablespace)
    if index.unique:
        reason = f"unique without the partitioning key {', '.join(key)}" if key else "unique"
        return IndexPlan(index, "global", reason, tablespace=tablespace)
    if index.locality == "LOCAL":
        return IndexPlan(index, "local", "was local", tablespace=tablespace)
    return IndexPlan(index, "global", "does not hold the partitioning key", tablespace=tablespace)


def index_findings(table: TableConfig) -> list[Finding]:
    """Return what is wrong with chosen localities, and what single indexes cost."""
    found: list[Finding] = []
    target = table.common_settings.target_config
    key = partition_key(target, table.current_state)
    known = {(index.owner, index.index_name) for index in table.current_state.indexes}
    for number, item in enumerate(table.common_settings.index_targets):
        if (item.index_owner, item.index_name) not in known:
            found.append(
                Finding(
                    "ORA-01418",
                    "error",
                    f"common_settings.index_targets.{number}.index_name",
                    f"{table.table_name} has no index {item.index_owner}.{item.index_name}.",
                    "Remove the entry or correct the name.",
                    CREATE_INDEX,
                )
            )
        elif item.locality != "auto" and item.locality != "local":
            index = next(
                i for i in table.current_state.indexes if (i.owner, i.index_name) == (item.index_owner, item.index_name)
            )
            if "BITMAP" in index.index_type and not isinstance(target, NoneTarget):
                found.append(
                    Finding(
                        "ORA-25113",
                        "error",
                        f"common_settings.index_targets.{number}.locality",
                        f"Bitmap index {index.index_name} cannot be global.",
                        "Choose local or auto.",
                        CREATE_INDEX,
                    )
                )
    for plan in index_plans(table):
        index = plan.index
        field = "common_settings.index_targets"
        missing = [name for name in key if name not in index_column_names(index)]
        if (
            plan.locality == "local"
            and index.unique
            and (missing or isinstance(target, (ReferenceTarget, SystemTarget)))
        ):
            found.append(
                Finding(
                    "ORA-14039",
                    "error",
                    field,
                    f"Unique index {index.index_name} cannot be local: it lacks {', '.join(missing) or 'the key'}.",
                    "Choose global or auto for it, or a key that its columns hold.",
                    CREATE_INDEX,
                )
            )
        elif plan.locality == "global" and index.unique and key and not isinstance(target, NoneTarget):
            found.append(
                Finding(
                    "GLOBAL-UNIQUE",
                    "note",
                    field,
                    f"{index.index_name} stays global: dropping or truncating a partition then needs UPDATE INDEXES.",
                    None,
                    CREATE_INDEX,
                )
            )
        if index.locality == "GLOBAL" and index.partitioning_type == "RANGE" and plan.reason != "chosen":
            found.append(
                Finding(
                    "GLOBAL-RANGE",
                    "error",
                    field,
                    f"{index.index_name} is a global range-partitioned index, whose bounds are not carried over yet.",
                    "Choose local, global or global_hash for it.",
                    None,
                )
            )
        if index.indexing == "PARTIAL":
            found.append(
                Finding(
                    "PARTIAL-INDEX",
                    "warning",
                    field,
                    f"{index.index_name} is a partial index; every new partition is indexed (INDEXING ON).",
                    None,
                    CREATE_INDEX,
                )
            )
        # The parts of a partial index over INDEXING OFF partitions are unusable by design.
        if index.status == "UNUSABLE" or (index.unusable_parts and index.indexing != "PARTIAL"):
            found.append(
                Finding(
                    "ORA-01502",
                    "warning",
                    field,
                    f"{index.index_name} is UNUSABLE now; afterwards it is built anew.",
                    None,
                    CREATE_INDEX,
                )
            )
    return found

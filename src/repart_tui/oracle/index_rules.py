"""What Oracle has against the planned indexes, and what single ones cost.

Source: SQL Language Reference, CREATE INDEX, "Restrictions on Local Partitioned Indexes" (ORA-14039), "Global
Partitioned Indexes" (ORA-14021, ORA-14038, ORA-30555), "partial_index_clause" (ORA-14227) and bitmap indexes
(ORA-25113, ORA-25122).
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import NoneTarget, ReferenceTarget, SystemTarget, TableConfig
from repart_tui.oracle.columns import column_named
from repart_tui.oracle.findings import Finding, Severity
from repart_tui.oracle.index_locality import (
    IndexPlan,
    chosen_target,
    index_column_names,
    index_plans,
    partition_key,
)
from repart_tui.oracle.partition_rules import range_bounds

CREATE_INDEX = "SQL Language Reference, CREATE INDEX"
TARGETS = "common_settings.index_targets"


def index_findings(table: TableConfig, limit: int = 128) -> list[Finding]:
    """Return what is wrong with chosen localities, and what single indexes cost; `limit` as in target_findings."""
    found = list(_choices(table))
    for plan in index_plans(table):
        found += _local(table, plan)
        found += _global(table, plan, limit)
        found += _partial(table, plan)
        index = plan.index
        # The parts of a partial index over INDEXING OFF partitions are unusable by design.
        if index.status == "UNUSABLE" or (index.unusable_parts and index.indexing != "PARTIAL"):
            message = f"{index.index_name} is UNUSABLE now; afterwards it is built anew."
            found.append(_finding("ORA-01502", "warning", TARGETS, message))
    return found


def _finding(code: str, severity: Severity, field: str, message: str, suggestion: str | None = None) -> Finding:
    return Finding(code, severity, field, message, suggestion, CREATE_INDEX)


def _field(table: TableConfig, plan: IndexPlan, name: str) -> str:
    """Return the field of the choice that made the plan, or of all choices where there is none."""
    chosen = chosen_target(table, plan.index)
    return TARGETS if chosen is None else f"{TARGETS}.{table.common_settings.index_targets.index(chosen)}.{name}"


def _choices(table: TableConfig) -> Iterator[Finding]:
    by_name = {(index.owner, index.index_name): index for index in table.current_state.indexes}
    partitioned = not isinstance(table.common_settings.target_config, NoneTarget)
    for number, item in enumerate(table.common_settings.index_targets):
        field = f"{TARGETS}.{number}"
        index = by_name.get((item.index_owner, item.index_name))
        if index is None:
            yield _finding(
                "ORA-01418",
                "error",
                f"{field}.index_name",
                f"{table.table_name} has no index {item.index_owner}.{item.index_name}.",
                "Remove the entry or correct the name.",
            )
            continue
        if "BITMAP" in index.index_type and item.locality.startswith("global"):
            message = f"Bitmap index {index.index_name} cannot be {item.locality.replace('_', ' ')}."
            if partitioned or item.locality != "global":
                yield _finding("ORA-25113", "error", f"{field}.locality", message, "Choose local or auto.")
        if item.locality == "local" and not partitioned:
            yield _finding(
                "ORA-14016",
                "error",
                f"{field}.locality",
                f"{index.index_name} cannot be local: the table shall not be partitioned.",
                "Choose auto or global.",
            )
        if item.store_in and item.locality not in ("auto", "global_hash"):
            yield _finding(
                "STORE-IN",
                "error",
                f"{field}.store_in",
                f"STORE IN is for global hash partitions, and {index.index_name} shall be {item.locality}.",
                "Give each partition its tablespace, or one to the index.",
            )


def _local(table: TableConfig, plan: IndexPlan) -> Iterator[Finding]:
    target = table.common_settings.target_config
    if isinstance(target, NoneTarget) or not plan.index.unique:
        return
    index, field = plan.index, _field(table, plan, "locality")
    key = partition_key(target, table.current_state)
    missing = [name for name in key if name not in index_column_names(index)]
    if plan.locality == "local" and (missing or isinstance(target, (ReferenceTarget, SystemTarget))):
        first = [] if isinstance(target, (ReferenceTarget, SystemTarget)) else target.key_columns
        only_second = bool(missing) and not set(missing) & set(first) and bool(first)
        yield _finding(
            "ORA-14188" if only_second else "ORA-14039",
            "error",
            field,
            f"Unique index {index.index_name} cannot be local: it lacks {', '.join(missing) or 'the key'}.",
            "Choose global or auto for it, or a key that its columns hold.",
        )
    elif plan.locality != "local" and key:
        message = f"{index.index_name} stays global: dropping or truncating a partition then needs UPDATE INDEXES."
        yield _finding("GLOBAL-UNIQUE", "note", TARGETS, message)


def _global(table: TableConfig, plan: IndexPlan, limit: int) -> Iterator[Finding]:
    if plan.locality not in ("global_hash", "global_range"):
        return
    index, field = plan.index, _field(table, plan, "key_columns")
    prefix = [column.name for column in index.columns[: len(plan.key_columns)]]
    plain = index_column_names(index)
    if any(column.name not in plain for column in index.columns[: max(len(plan.key_columns), 1)]):
        yield _finding(
            "ORA-30555",
            "error",
            field,
            f"{index.index_name} begins with an expression, which cannot be its partitioning key.",
            "Choose local or global for it.",
        )
        return
    if list(plan.key_columns) != prefix:
        yield _finding(
            "ORA-14038",
            "error",
            field,
            f"{', '.join(plan.key_columns)} is no left prefix of {index.index_name}'s columns.",
            f"Take {', '.join(column.name for column in index.columns[:1])}.",
        )
        return
    if plan.locality == "global_hash":
        count = plan.partition_count or 0
        if count & (count - 1):
            message = f"{index.index_name}: {count} is no power of two; hash partitions become unequal in size."
            yield _finding("HASH-COUNT", "warning", _field(table, plan, "partition_count"), message)
        return
    where = _field(table, plan, "partitions")
    if not plan.partitions:
        yield _finding(
            "INDEX-PARTITIONS",
            "error",
            where,
            f"{index.index_name} shall be range partitioned, and no bounds are known.",
            "Give its partitions, the last one MAXVALUE, or choose another locality.",
        )
        return
    columns = [column_named(table.current_state, name) for name in plan.key_columns]
    key = [column for column in columns if column is not None]
    yield from range_bounds(plan.partitions, key if len(key) == len(columns) else None, where, limit)
    if any(value.strip().upper() != "MAXVALUE" for value in plan.partitions[-1].values_less_than):
        yield _finding(
            "ORA-14021",
            "error",
            f"{where}.{len(plan.partitions) - 1}.values_less_than",
            f"The last partition of {index.index_name} must end in MAXVALUE for every column.",
            "Add one.",
        )


def _partial(table: TableConfig, plan: IndexPlan) -> Iterator[Finding]:
    index, chosen = plan.index, chosen_target(table, plan.index)
    field = _field(table, plan, "indexing")
    partitioned = not isinstance(table.common_settings.target_config, NoneTarget)
    if not partitioned:
        if chosen is not None and chosen.indexing == "partial":
            message = f"{index.index_name} cannot be partial: the table shall not be partitioned."
            yield _finding("ORA-14227", "error", field, message, "Choose full or keep.")
        elif index.indexing == "PARTIAL":
            yield _finding("PARTIAL-INDEX", "note", TARGETS, f"{index.index_name} becomes a full index.")
        return
    if not plan.partial:
        return
    if index.unique:
        message = f"Unique index {index.index_name} cannot be partial."
        yield _finding("ORA-14226", "error", field, message, "Choose full or keep.")
    enforced = [
        c.constraint_name
        for c in table.current_state.constraints
        if c.constraint_type in ("P", "U")
        and (c.index_owner or c.owner, c.index_name) == (index.owner, index.index_name)
    ]
    if enforced and not index.unique:
        message = f"{index.index_name} enforces {enforced[0]} and cannot be partial."
        yield _finding("ORA-14196", "error", field, message, "Choose full or keep.")
    if not _leaves_out(table):
        message = f"{index.index_name} is partial, and every partition has INDEXING ON: it indexes all of them."
        yield _finding("PARTIAL-INDEX", "warning", field, message, "Set Indexing off for the partitions to leave out.")


def _leaves_out(table: TableConfig) -> bool:
    target = table.common_settings.target_config
    if not getattr(target, "indexing", True):
        return True
    level = getattr(target, "subpartitioning", None)
    parts = [*getattr(target, "partitions", ()), *(level.template if level is not None else ())]
    return any(getattr(part, "indexing", True) is False for part in parts)

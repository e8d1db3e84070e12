"""What becomes of each index and the trade-off that this is: pruning, lookups, and care for partitions.

Sources: VLDB and Partitioning Guide, "Local Partitioned Indexes", "Global Partitioned Indexes" and "Maintenance
Operations for Partitioned Tables That Can Be Performed on Indexes"; SQL Language Reference, CREATE INDEX (ORA-14039).
"""

from __future__ import annotations

from dataclasses import dataclass

from repart_tui.advice.sizes import size_text
from repart_tui.migration_models import NoneTarget, TableConfig
from repart_tui.oracle.index_locality import IndexPlan, index_column_names, index_plans, partition_key


@dataclass(frozen=True, slots=True)
class IndexAdvice:
    """One index on the partitioned table: what it becomes, what that costs, and what else could be chosen."""

    owner: str
    index_name: str
    columns: tuple[str, ...]
    unique: bool
    locality: str
    reason: str
    trade_off: str
    alternative: str | None = None


def index_advice(table: TableConfig) -> list[IndexAdvice]:
    """Return the advice on every index of the table under the target of the plan; none without a target."""
    target = table.common_settings.target_config
    if isinstance(target, NoneTarget):
        return []
    key = partition_key(target, table.current_state)
    return [_advice(table, plan, key) for plan in index_plans(table)]


def _advice(table: TableConfig, plan: IndexPlan, key: list[str]) -> IndexAdvice:
    index = plan.index
    trade_off, alternative = (
        _local(plan, key) if plan.locality == "local" else _global(key) if not index.unique else _unique(plan, key)
    )
    return IndexAdvice(
        index.owner,
        index.index_name,
        tuple(column.expression or column.name for column in index.columns),
        index.unique,
        plan.locality,
        plan.reason,
        trade_off,
        alternative or _hot_edge(table, plan),
    )


def _local(plan: IndexPlan, key: list[str]) -> tuple[str, str | None]:
    prefixed = bool(key) and bool(plan.index.columns) and plan.index.columns[0].name == key[0]
    care = "each partition brings and takes its own part: dropping one leaves the index usable"
    if prefixed:
        return f"A query by {key[0]} reads one part; {care}.", None
    if set(key) & index_column_names(plan.index):
        return f"A query that names {', '.join(key)} reads one part, one that does not probes all; {care}.", None
    return f"A query without {', '.join(key) or 'the key'} probes every part; {care}.", None


def _unique(plan: IndexPlan, key: list[str]) -> tuple[str, str | None]:
    missing = [name for name in key if name not in index_column_names(plan.index)]
    if not missing:
        return "One probe for each lookup; dropping a partition must UPDATE INDEXES.", None
    size = f" ({size_text(plan.index.bytes)})" if plan.index.bytes else ""
    words = (
        f"One probe for each lookup. Without {', '.join(missing)} it cannot be local (ORA-14039): DROP, TRUNCATE, "
        f"SPLIT and EXCHANGE of a partition must UPDATE INDEXES, or leave all of it{size} UNUSABLE."
    )
    return words, f"Local only if {', '.join(missing)} joins its columns; uniqueness of the rest is then lost."


def _global(key: list[str]) -> tuple[str, str | None]:
    words = "One probe however many partitions there are; DROP or TRUNCATE of a partition must UPDATE INDEXES."
    if not key:
        return words, None
    return words, f"Local, if queries name {', '.join(key)} too, or if partitions are dropped often."


def _hot_edge(table: TableConfig, plan: IndexPlan) -> str | None:
    """A unique global index on a rising number: many sessions insert at its right edge."""
    first = plan.index.columns[0].name if plan.index.columns else None
    rising = any(c.name == first and c.identity is not None for c in table.current_state.columns)
    if plan.locality == "global" and rising:
        return f"Global and hash partitioned, if many sessions insert at once: {first} rises, all at the right edge."
    return None

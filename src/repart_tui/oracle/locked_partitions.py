"""Statistics that somebody locked for single partitions: which partitions keep the lock, and which lose it.

DBMS_STATS.LOCK_PARTITION_STATS locks one partition. A partition that keeps its name and its bound is locked again once
its statistics are gathered: the values are new, the lock stays. Where nothing is gathered there is nothing to lock.

Sources: PL/SQL Packages and Types Reference, DBMS_STATS, "LOCK_PARTITION_STATS"; Database Reference,
ALL_TAB_STATISTICS (STATTYPE_LOCKED).
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import (
    AutomaticListTarget,
    HashTarget,
    IntervalTarget,
    ListTarget,
    MigrationConfig,
    RangeTarget,
    ReferenceTarget,
    TableConfig,
)
from repart_tui.oracle.columns import user_columns
from repart_tui.oracle.findings import Finding, Severity, first_three
from repart_tui.oracle.reference_partitions import kept_names
from repart_tui.oracle.signature import is_so_already, planned_bounds, present_bounds

SUBPARTITIONS = "SUBPARTITIONS"
"""What discovery says of a partition where the statistics of subpartitions are locked, and not its own."""


def locked_again(table: TableConfig, config: MigrationConfig) -> list[str]:
    """Return the partitions whose statistics were locked and shall be again."""
    if not gathers(table):
        return []
    kept = _kept(table, config)
    return [name for name, kind in _locked(table) if name in kept and kind != SUBPARTITIONS]


def gathers(table: TableConfig) -> bool:
    """Return True where the script gathers statistics: asked for, and the table had some."""
    wanted = table.common_settings.migration_settings.gather_statistics
    return wanted and table.current_state.last_analyzed is not None


def locked_partition_findings(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """Return which partitions keep the lock on their statistics, with values that are new, and which lose it."""
    again = locked_again(table, config)
    lost = [name for name, _ in _locked(table) if name not in again]
    if again:
        yield _told("note", again, "are gathered anew, and locked again.")
    if not lost:
        return
    if not gathers(table):
        yield _told("warning", lost, "go with their lock: none are gathered.")
    elif any(kind == SUBPARTITIONS for _, kind in _locked(table)):
        yield _told("warning", lost, "go with their lock: name or bound go, or subpartitions alone were locked.")
    else:
        yield _told("warning", lost, "go with their lock: the plan has no partition with their name and bound.")


def _told(severity: Severity, names: list[str], words: str) -> Finding:
    shown = first_three(names)
    return Finding(
        "STATISTICS-LOCKED",
        severity,
        "common_settings.migration_settings.gather_statistics",
        f"The locked statistics of {'partition' if len(names) == 1 else 'partitions'} {shown} {words}",
        "DBMS_STATS.EXPORT_TABLE_STATS keeps the present values, if you need them.",
        "PL/SQL Packages and Types Reference, DBMS_STATS, LOCK_PARTITION_STATS",
    )


def _locked(table: TableConfig) -> list[tuple[str, str]]:
    """Return partitions and what is locked; none where the whole table is, for that lock stays."""
    state = table.current_state
    if state.partitioning is None or state.statistics_locked is not None:
        return []
    return [(part.name, part.statistics_locked) for part in state.partitioning.partitions if part.statistics_locked]


def _kept(table: TableConfig, config: MigrationConfig) -> set[str]:
    """Return the names of the partitions that keep name and bound."""
    target, state = table.common_settings.target_config, table.current_state
    info = state.partitioning
    if info is None:
        return set()
    names = {part.name for part in info.partitions}
    if isinstance(target, ReferenceTarget):
        return kept_names(table, config)
    if isinstance(target, HashTarget):
        return names & {part.name for part in target.partitions} if is_so_already(state, target) else set()
    if not isinstance(target, (RangeTarget, IntervalTarget, ListTarget, AutomaticListTarget)):
        return set()
    if info.key_columns != target.key_columns:
        return set()
    present = zip((part.name for part in info.partitions), present_bounds(state), strict=True)
    try:
        planned = zip((p.name for p in target.partitions), planned_bounds(target, user_columns(state)), strict=True)
        return {name for name, _ in set(present) & set(planned)}
    except (KeyError, ValueError):
        return set()  # The target itself is told to be wrong.

"""What the same change would be without a rebuild: partition maintenance in place, where Oracle has it.

Sources: VLDB and Partitioning Guide, "Maintenance Operations for Partitioned Tables" (ADD, SPLIT, MERGE); SQL Language
Reference, ALTER TABLE, "alter_interval_partitioning" and "alter_automatic_partitioning".
"""

from __future__ import annotations

from repart_tui.migration_models import (
    AutomaticListTarget,
    CurrentState,
    HashTarget,
    IntervalTarget,
    TargetConfig,
)
from repart_tui.oracle.bounds import interval_expression
from repart_tui.oracle.high_values import MAXVALUE, parse_bounds, parse_list_values


def in_place_words(state: CurrentState, target: TargetConfig) -> str | None:
    """Return how a table that is partitioned already could get the target without being written anew; None if not."""
    info = state.partitioning
    if info is None or list(getattr(target, "key_columns", ())) != list(info.key_columns):
        return None
    match target:
        case IntervalTarget() if info.interval is None and info.partitioning_type == "RANGE":
            set_interval = f"ALTER TABLE ... SET INTERVAL ({interval_expression(target.interval)})"
            if len(target.partitions) < len([p for p in info.partitions if not _is_open(p.high_value)]):
                return None
            if not any(_is_open(p.high_value) for p in info.partitions):
                return f"In place: {set_interval} changes the definition only; no row moves."
            return (
                "In place: SPLIT PARTITION the open one into the missing ranges, which writes its rows anew, DROP it "
                f"once it is empty, then {set_interval}."
            )
        case HashTarget() if info.partitioning_type == "HASH" and info.subpartitioning_type is None:
            missing = target.partition_count - (info.partition_count or len(info.partitions))
            if missing <= 0:
                return None
            times = "once" if missing == 1 else f"{missing:,} times"
            return f"In place: ALTER TABLE ... ADD PARTITION, {times}: each splits one partition in two."
        case AutomaticListTarget() if info.partitioning_type == "LIST" and not info.automatic_list:
            if any(parse_list_values(p.high_value, len(info.key_columns)) == ([], True) for p in info.partitions):
                return (
                    "In place: SPLIT PARTITION the DEFAULT one by its values, DROP it once it is empty, then "
                    "ALTER TABLE ... SET PARTITIONING AUTOMATIC."
                )
            return "In place: ALTER TABLE ... SET PARTITIONING AUTOMATIC changes the definition only; no row moves."
    return None


def _is_open(high_value: str | None) -> bool:
    return MAXVALUE in (parse_bounds(high_value) or [])

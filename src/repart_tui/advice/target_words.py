"""A target in a few words, as a DBA would say it."""

from __future__ import annotations

from repart_tui.counted import counted
from repart_tui.migration_models import (
    AutomaticListTarget,
    HashSubpartitioning,
    HashTarget,
    IntervalTarget,
    ListTarget,
    NoneTarget,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TargetConfig,
)


def target_words(target: TargetConfig) -> str:
    """Return such words as: interval on ORDER_DATE, 1 month each, from 2019-02-01 on."""
    match target:
        case NoneTarget():
            return "not partitioned"
        case ReferenceTarget():
            return f"by reference through {target.foreign_key}"
        case SystemTarget():
            return f"system, {counted(target.partition_count, 'partition')}"
        case HashTarget():
            words = f"hash on {', '.join(target.key_columns)}, {counted(target.partition_count, 'partition')}"
        case IntervalTarget():
            unit = "" if target.interval.unit == "NUMBER" else f" {target.interval.unit.lower()}"
            plural = "s" if unit and target.interval.count > 1 else ""
            first = target.partitions[-1].values_less_than[0]
            words = (
                f"interval on {target.key_columns[0]}, {target.interval.count:,}{unit}{plural} each, from {first} on"
            )
        case RangeTarget():
            words = f"range on {', '.join(target.key_columns)}, {counted(len(target.partitions), 'partition')}"
        case ListTarget():
            words = f"list on {', '.join(target.key_columns)}, {counted(len(target.partitions), 'partition')}"
        case AutomaticListTarget():
            words = f"automatic list on {', '.join(target.key_columns)}"
    second = target.subpartitioning
    if second is None:
        return words
    count = second.subpartition_count if isinstance(second, HashSubpartitioning) else len(second.template)
    kind = second.subpartitioning_type
    return f"{words}; each with {counted(count, kind + ' subpartition')} on {', '.join(second.key_columns)}"

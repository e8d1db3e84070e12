"""How a table is partitioned, in one line that Python and the script's PL/SQL both make.

The script decides by it whether a table is still as discovered, as planned, or something else. The PL/SQL twin is
templates/toolbox/signature.sql.j2; whoever changes one changes the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from repart_tui.migration_models import (
    AutomaticListTarget,
    CurrentState,
    HashSubpartitioning,
    HashTarget,
    IntervalTarget,
    ListTarget,
    NoneTarget,
    RangeSubpartitioning,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TargetConfig,
)
from repart_tui.oracle.bounds import interval_expression

NOT_PARTITIONED = "not partitioned"
_SYSTEM_NAME = re.compile(r"^SYS_P[0-9]+$")


def _line(
    kind: str,
    key: Sequence[str],
    *,
    interval: str | None = None,
    automatic: bool = False,
    second: str | None = None,
    count: int,
    names: Sequence[str] = (),
) -> str:
    words = [f"{kind} ({','.join(key)})"]
    if interval:
        words.append("INTERVAL " + re.sub(r"\s", "", interval).upper())
    if automatic:
        words.append("AUTOMATIC")
    if second:
        words.append(second)
    words.append("1 partition" if count == 1 else f"{count} partitions")
    if names:
        words.append(names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}")
    return ", ".join(words)


def current_signature(state: CurrentState) -> str:
    """Return the signature of the table as it is."""
    info = state.partitioning
    if info is None:
        return NOT_PARTITIONED
    kind = info.partitioning_type
    if kind == "REFERENCE":
        return f"REFERENCE ({info.reference_constraint})"
    second = None
    if info.subpartitioning_type not in (None, "NONE"):
        second = f"{info.subpartitioning_type} ({','.join(info.subpartition_key_columns)})"
        if info.subpartitioning_type == "HASH":
            second += f" x{info.default_subpartition_count}"
    if kind in ("HASH", "SYSTEM"):
        return _line(kind, info.key_columns, second=second, count=len(info.partitions))
    named = [p.name for p in info.partitions if not p.is_interval and not _SYSTEM_NAME.match(p.name)]
    return _line(
        kind,
        info.key_columns,
        interval=info.interval,
        automatic=info.automatic_list,
        second=second,
        count=len(named),
        names=named,
    )


def _second(target: RangeTarget | IntervalTarget | ListTarget | AutomaticListTarget | HashTarget) -> str | None:
    level = target.subpartitioning
    if level is None:
        return None
    if isinstance(level, HashSubpartitioning):
        return f"HASH ({','.join(level.key_columns)}) x{level.subpartition_count}"
    kind = "RANGE" if isinstance(level, RangeSubpartitioning) else "LIST"
    return f"{kind} ({','.join(level.key_columns)})"


def target_signature(target: TargetConfig) -> str:
    """Return the signature that the table shall have."""
    match target:
        case NoneTarget():
            return NOT_PARTITIONED
        case ReferenceTarget():
            return f"REFERENCE ({target.foreign_key})"
        case SystemTarget():
            return _line("SYSTEM", [], count=target.partition_count)
        case HashTarget():
            return _line("HASH", target.key_columns, second=_second(target), count=target.partition_count)
        case RangeTarget() | IntervalTarget():
            kind = "RANGE"
        case ListTarget() | AutomaticListTarget():
            kind = "LIST"
    names = [partition.name for partition in target.partitions if not _SYSTEM_NAME.match(partition.name)]
    return _line(
        kind,
        target.key_columns,
        interval=interval_expression(target.interval) if isinstance(target, IntervalTarget) else None,
        automatic=isinstance(target, AutomaticListTarget),
        second=_second(target),
        count=len(names),
        names=names,
    )

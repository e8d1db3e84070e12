"""How a table is partitioned, in one line that Python and the script's PL/SQL both make.

The script decides by it whether a table is still as discovered, as planned, or something else. The line names what a
person looks for; its end is a checksum of every partition with its bound, so that a partition with the right name and
the wrong bound is noticed too. Partitions that Oracle made by itself (by the interval, or for a new value of an
automatic list) are left out: they come and go with the rows. The PL/SQL twin is templates/toolbox/signature.sql.j2;
whoever changes one changes the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from repart_tui.counted import counted
from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    CurrentState,
    HashSubpartitioning,
    HashTarget,
    IntervalTarget,
    ListPartition,
    ListSubpartition,
    ListTarget,
    NoneTarget,
    RangePartition,
    RangeSubpartition,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TargetConfig,
)
from repart_tui.oracle.bound_text import comparable_bound, comparable_list, escaped
from repart_tui.oracle.bounds import interval_expression
from repart_tui.oracle.columns import base_type, user_columns
from repart_tui.oracle.partition_clause import bound_list, listed_values, system_partitions
from repart_tui.oracle.sql_text import FOREIGN_NEWLINE

NOT_PARTITIONED = "not partitioned"
PRIME = 4_294_967_291
"""Modulus of the checksum, the greatest prime below 2**32."""

_SYSTEM_NAME = re.compile(r"^SYS_P[0-9]+$")
_SHORT_BOUND = re.compile(r"^[-0-9A-Z:,. ]{1,40}$")


@dataclass(frozen=True, slots=True)
class _Part:
    """A partition, or a subpartition of the template, in comparable form."""

    name: str
    bound: str = ""
    subpartitions: int = 0


def _line(
    kind: str,
    key: Sequence[str],
    parts: Sequence[_Part],
    *,
    interval: str | None = None,
    automatic: bool = False,
    second: str | None = None,
    template: Sequence[_Part] = (),
) -> str:
    words = [f"{kind} ({','.join(key)})"]
    if interval:
        words.append("INTERVAL " + re.sub(r"\s", "", interval).upper())
    if automatic:
        words.append("AUTOMATIC")
    if second:
        words.append(second)
    words.append(counted(len(parts), "partition"))
    shown = [_shown(kind, part) for part in (parts[0], parts[-1]) if part.name] if parts else []
    if shown:
        words.append(shown[0] if len(parts) == 1 else f"{shown[0]} to {shown[-1]}")
    checksum = 0
    for part in template:
        checksum = _mixed(checksum, f"{part.name}={part.bound}")
    for part in parts:
        checksum = _mixed(checksum, f"{part.name}<{part.bound}/{part.subpartitions}")
    return ", ".join([*words, f"#{checksum:08X}"])


def _shown(kind: str, part: _Part) -> str:
    readable = kind == "RANGE" and _SHORT_BOUND.match(part.bound)
    return f"{part.name} < {part.bound.replace(' 00:00:00', '')}" if readable else part.name


def _mixed(checksum: int, text: str) -> int:
    for char in escaped(text):
        checksum = (checksum * 257 + ord(char)) % PRIME
    return checksum


def _without_bounds(columns: Sequence[ColumnInfo], key: Sequence[str]) -> bool:
    """Bounds of TIMESTAMP WITH LOCAL TIME ZONE are printed in a zone of Oracle's choice: they are not compared."""
    return any(c.name in key and base_type(c) == "TIMESTAMP WITH LOCAL TIME ZONE" for c in columns)


def _printed(kind: str | None, text: str | None) -> str:
    """Return HIGH_VALUE or HIGH_BOUND in comparable form."""
    if text is None or kind not in ("RANGE", "LIST"):
        return ""
    return comparable_bound(text) if kind == "RANGE" else comparable_list(text)


def current_signature(state: CurrentState) -> str:
    """Return the signature of the table as it is."""
    info = state.partitioning
    if info is None:
        return NOT_PARTITIONED
    kind = info.partitioning_type
    if kind == "REFERENCE":
        return f"REFERENCE ({info.reference_constraint})"
    second, template = None, []
    if info.subpartitioning_type not in (None, "NONE"):
        second = f"{info.subpartitioning_type} ({','.join(info.subpartition_key_columns)})"
        count = len(info.subpartition_template)
        if info.subpartitioning_type == "HASH":
            count = count or info.default_subpartition_count or 0
        second += f" x{count}"
        bare = _without_bounds(state.columns, info.subpartition_key_columns)
        template = [
            _Part(item.name, "?" if bare else _printed(info.subpartitioning_type, item.high_bound))
            for item in info.subpartition_template
        ]
    bare = _without_bounds(state.columns, info.key_columns)
    parts = [
        _Part(
            "" if kind == "HASH" and _SYSTEM_NAME.match(p.name) else p.name,
            "?" if bare else _printed(kind, p.high_value),
            p.subpartition_count,
        )
        for p in info.partitions
        if not p.is_interval and not (info.automatic_list and _SYSTEM_NAME.match(p.name))
    ]
    return _line(
        kind,
        info.key_columns,
        parts,
        interval=info.interval,
        automatic=info.automatic_list,
        second=second,
        template=template,
    )


def _bound(
    item: RangePartition | RangeSubpartition | ListPartition | ListSubpartition,
    names: Sequence[str],
    columns: Sequence[ColumnInfo],
) -> str:
    if _without_bounds(columns, names):
        return "?"
    by_name = {column.name: column for column in columns}
    key = [by_name[name] for name in names]
    if isinstance(item, (RangePartition, RangeSubpartition)):
        return comparable_bound(bound_list(item.values_less_than, key).replace(FOREIGN_NEWLINE, "\n"))
    return comparable_list(listed_values(item, key).replace(FOREIGN_NEWLINE, "\n"))


def _second(
    target: RangeTarget | IntervalTarget | ListTarget | AutomaticListTarget | HashTarget,
    columns: Sequence[ColumnInfo],
) -> tuple[str | None, list[_Part], int]:
    """Return the second level in words, its template, and how many subpartitions each partition has."""
    level = target.subpartitioning
    if level is None:
        return None, [], 0
    names = ",".join(level.key_columns)
    if isinstance(level, HashSubpartitioning):
        count = level.subpartition_count
        return f"HASH ({names}) x{count}", [_Part(item.name) for item in level.template], count
    parts = [_Part(item.name, _bound(item, level.key_columns, columns)) for item in level.template]
    return f"{level.subpartitioning_type.upper()} ({names}) x{len(parts)}", parts, len(parts)


def is_so_already(state: CurrentState, target: TargetConfig) -> bool:
    """Return True where key, partitions and bounds are those of the plan; a script would take the table for done."""
    try:
        planned = target_signature(target, user_columns(state))
    except (KeyError, ValueError):
        # The target itself is told to be wrong.
        return False
    return planned == current_signature(state)


def in_words(signature: str) -> str:
    """Return the signature without the checksum of its bounds, for people."""
    return re.sub(r", #[0-9A-F]{8}$", "", signature)


def target_signature(target: TargetConfig, columns: Sequence[ColumnInfo]) -> str:
    """Return the signature that the table shall have; `columns` give bounds their type.

    Raises ValueError or KeyError for a target that names an unknown column or a value that does not fit.
    """
    match target:
        case NoneTarget():
            return NOT_PARTITIONED
        case ReferenceTarget():
            return f"REFERENCE ({target.foreign_key})"
        case SystemTarget():
            return _line("SYSTEM", [], [_Part(p.name) for p in system_partitions(target)])
        case _:
            second, template, count = _second(target, columns)
    if isinstance(target, HashTarget):
        names = [p.name for p in target.partitions] or [""] * target.partition_count
        parts = [_Part("" if _SYSTEM_NAME.match(name) else name, "", count) for name in names]
        return _line("HASH", target.key_columns, parts, second=second, template=template)
    automatic = isinstance(target, AutomaticListTarget)
    return _line(
        "RANGE" if isinstance(target, (RangeTarget, IntervalTarget)) else "LIST",
        target.key_columns,
        [
            _Part(p.name, _bound(p, target.key_columns, columns), count)
            for p in target.partitions
            if not (automatic and _SYSTEM_NAME.match(p.name))
        ],
        interval=interval_expression(target.interval) if isinstance(target, IntervalTarget) else None,
        automatic=automatic,
        second=second,
        template=template,
    )

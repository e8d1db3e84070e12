"""How a table is partitioned, in one line that Python and the script's PL/SQL both make.

The script decides by it whether a table is still as discovered, as planned, or something else. The line names what a
person looks for; its end is a checksum of every partition with its bound, so that a partition with the right name and
the wrong bound is noticed too. Partitions that Oracle made by itself (by the interval, or for a new value of an
automatic list) are left out: they come and go with the rows. The PL/SQL twin is templates/toolbox/signature.sql.j2;
whoever changes one changes the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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


@dataclass(frozen=True, slots=True)
class _Layout:
    """What a signature is made of. The partitions come one by one: two layouts mostly differ in the first."""

    kind: str
    key: Sequence[str]
    count: int
    parts: Iterable[_Part]
    interval: str | None = None
    automatic: bool = False
    second: str | None = None
    template: Sequence[_Part] = ()

    @property
    def kind_and_key(self) -> str:
        """How the table is partitioned, and by what."""
        return f"{self.kind} ({','.join(self.key)})"

    def head(self) -> list[str]:
        """Return what stands before the number of partitions."""
        words = [self.kind_and_key]
        if self.interval:
            words.append("INTERVAL " + re.sub(r"\s", "", self.interval).upper())
        if self.automatic:
            words.append("AUTOMATIC")
        if self.second:
            words.append(self.second)
        return words

    def line(self) -> str:
        """Return the signature."""
        parts = list(self.parts)
        words = [*self.head(), counted(len(parts), "partition")]
        shown = [_shown(self.kind, part) for part in (parts[0], parts[-1]) if part.name] if parts else []
        if shown:
            words.append(shown[0] if len(parts) == 1 else f"{shown[0]} to {shown[-1]}")
        checksum = 0
        for part in self.template:
            checksum = _mixed(checksum, f"{part.name}={part.bound}")
        for part in parts:
            checksum = _mixed(checksum, f"{part.name}<{part.bound}/{part.subpartitions}")
        return ", ".join([*words, f"#{checksum:08X}"])

    def equals(self, other: _Layout) -> bool:
        """Return True where both have the same signature, without making it: a key in the editor waits for this."""
        return (
            self.count == other.count
            and self.head() == other.head()
            and list(self.template) == list(other.template)
            and all(mine == its for mine, its in zip(self.parts, other.parts, strict=True))
        )


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
    found = _present(state)
    return found if isinstance(found, str) else found.line()


def current_kind(state: CurrentState) -> str:
    """Return kind and key of the table as it is, the beginning of its signature."""
    found = _present(state)
    return found if isinstance(found, str) else found.kind_and_key


def _present(state: CurrentState) -> str | _Layout:
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
    counted_in = [
        p for p in info.partitions if not p.is_interval and not (info.automatic_list and _SYSTEM_NAME.match(p.name))
    ]
    parts = (
        _Part(
            "" if kind == "HASH" and _SYSTEM_NAME.match(p.name) else p.name,
            "?" if bare else _printed(kind, p.high_value),
            p.subpartition_count,
        )
        for p in counted_in
    )
    return _Layout(
        kind,
        info.key_columns,
        len(counted_in),
        parts,
        interval=info.interval,
        automatic=info.automatic_list,
        second=second,
        template=template,
    )


class _Bounds:
    """The bounds of a plan on a key, in comparable form."""

    def __init__(self, names: Sequence[str], columns: Sequence[ColumnInfo]) -> None:
        by_name = {column.name: column for column in columns}
        self._bare = _without_bounds(columns, names)
        self._key = [by_name[name] for name in names]

    def of(self, item: RangePartition | RangeSubpartition | ListPartition | ListSubpartition) -> str:
        """Return the bound; raises ValueError where a value does not fit."""
        if self._bare:
            return "?"
        if isinstance(item, (RangePartition, RangeSubpartition)):
            return comparable_bound(bound_list(item.values_less_than, self._key).replace(FOREIGN_NEWLINE, "\n"))
        return comparable_list(listed_values(item, self._key).replace(FOREIGN_NEWLINE, "\n"))


def present_bounds(state: CurrentState) -> list[str]:
    """Return the bounds of all partitions as they are, in comparable form."""
    info = state.partitioning
    if info is None:
        return []
    bare = _without_bounds(state.columns, info.key_columns)
    return ["?" if bare else _printed(info.partitioning_type, part.high_value) for part in info.partitions]


def planned_bounds(
    target: RangeTarget | IntervalTarget | ListTarget | AutomaticListTarget, columns: Sequence[ColumnInfo]
) -> list[str]:
    """Return the bounds of the plan's partitions in comparable form; raises as `target_signature` does."""
    bound = _Bounds(target.key_columns, columns)
    return [bound.of(part) for part in target.partitions]


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
    bound = _Bounds(level.key_columns, columns)
    parts = [_Part(item.name, bound.of(item)) for item in level.template]
    return f"{level.subpartitioning_type.upper()} ({names}) x{len(parts)}", parts, len(parts)


def is_so_already(state: CurrentState, target: TargetConfig) -> bool:
    """Return True where key, partitions and bounds are those of the plan; a script would take the table for done."""
    try:
        planned, present = _planned(target, user_columns(state)), _present(state)
        if isinstance(planned, str) or isinstance(present, str):
            return planned == present
        return planned.equals(present)
    except (KeyError, ValueError):
        # The target itself is told to be wrong.
        return False


def in_words(signature: str) -> str:
    """Return the signature without the checksum of its bounds, for people."""
    return re.sub(r", #[0-9A-F]{8}$", "", signature)


def target_signature(target: TargetConfig, columns: Sequence[ColumnInfo]) -> str:
    """Return the signature that the table shall have; `columns` give bounds their type.

    Raises ValueError or KeyError for a target that names an unknown column or a value that does not fit.
    """
    planned = _planned(target, columns)
    return planned if isinstance(planned, str) else planned.line()


def target_kind(target: TargetConfig, columns: Sequence[ColumnInfo]) -> str:
    """Return kind and key that the table shall have: what ADD, DROP or RENAME PARTITION and SET INTERVAL leave alone.

    Raises as `target_signature` does.
    """
    planned = _planned(target, columns)
    return planned if isinstance(planned, str) else planned.kind_and_key


def _planned(target: TargetConfig, columns: Sequence[ColumnInfo]) -> str | _Layout:
    match target:
        case NoneTarget():
            return NOT_PARTITIONED
        case ReferenceTarget():
            return f"REFERENCE ({target.foreign_key})"
        case SystemTarget():
            names = [p.name for p in system_partitions(target)]
            return _Layout("SYSTEM", [], len(names), (_Part(name) for name in names))
        case _:
            second, template, count = _second(target, columns)
    if isinstance(target, HashTarget):
        names = [p.name for p in target.partitions] or [""] * target.partition_count
        parts = (_Part("" if _SYSTEM_NAME.match(name) else name, "", count) for name in names)
        return _Layout("HASH", target.key_columns, len(names), parts, second=second, template=template)
    automatic = isinstance(target, AutomaticListTarget)
    written = [p for p in target.partitions if not (automatic and _SYSTEM_NAME.match(p.name))]
    bound = _Bounds(target.key_columns, columns)
    return _Layout(
        "RANGE" if isinstance(target, (RangeTarget, IntervalTarget)) else "LIST",
        target.key_columns,
        len(written),
        (_Part(p.name, bound.of(p), count) for p in written),
        interval=interval_expression(target.interval) if isinstance(target, IntervalTarget) else None,
        automatic=automatic,
        second=second,
        template=template,
    )

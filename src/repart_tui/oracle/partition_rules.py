"""Partitions of one level: their names, and bounds or values that Oracle takes.

Source: SQL Language Reference, CREATE TABLE, "range_values_clause" and "list_values_clause".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from repart_tui.counted import counted as number_of
from repart_tui.migration_models import (
    ColumnInfo,
    CurrentState,
    HashPartition,
    IndexPartition,
    ListPartition,
    ListSubpartition,
    RangePartition,
    RangeSubpartition,
)
from repart_tui.oracle.bounds import Value, parse_value
from repart_tui.oracle.columns import lob_columns
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.target_findings import error, warning


class Named(Protocol):
    """A partition or subpartition, as far as its name goes."""

    @property
    def name(self) -> str:
        """Its name."""


def partition_names(items: Sequence[Named], field: str, limit: int, twice: str = "ORA-14013") -> Iterator[Finding]:
    """Names must differ, else Oracle raises `twice`, and fit the longest name in bytes."""
    seen: set[str] = set()
    for number, item in enumerate(items):
        if item.name in seen:
            yield error(twice, f"{field}.{number}.name", f"Two partitions are named {item.name}.", "Rename one.")
        seen.add(item.name)
        if len(item.name.encode()) > limit:
            yield error(
                "ORA-00972", f"{field}.{number}.name", f"{item.name} is longer than {limit} bytes.", "Shorten it."
            )


def counted(items: Sequence[Named], count: int, field: str, words: str) -> Iterator[Finding]:
    """Where partitions are named one by one, there are as many as their number says."""
    if items and len(items) != count:
        yield error(
            "PARTITION-COUNT",
            field,
            f"{len(items)} {words} are named, and their number is {count}.",
            "Name each of them, or none and Oracle does.",
        )


def template_names(partitions: Sequence[Named], template: Sequence[Named], field: str, limit: int) -> Iterator[Finding]:
    """Oracle names a subpartition PARTITION_TEMPLATE: that must fit, and be different from all others."""
    seen: set[str] = set()
    for partition in partitions:
        for item in template:
            name = f"{partition.name}_{item.name}"
            if len(name.encode()) > limit:
                yield error(
                    "ORA-14613",
                    field,
                    f"Oracle would name a subpartition {name}, which is longer than {limit} bytes.",
                    "Shorten the names of the template.",
                )
                return
            if name in seen:
                yield error(
                    "ORA-14159", field, f"Oracle would name two subpartitions {name}.", "Rename one of the template."
                )
                return
            seen.add(name)


def partition_lobs(
    items: Sequence[RangePartition | ListPartition | HashPartition], state: CurrentState, field: str
) -> Iterator[Finding]:
    """A LOB storage clause names a LOB column of the table, once."""
    known = {*lob_columns(state), *(lob.column_name for lob in state.lobs)}
    for number, item in enumerate(items):
        seen: set[str] = set()
        for place, lob in enumerate(item.lobs):
            where = f"{field}.{number}.lobs.{place}.column_name"
            if lob.column_name not in known:
                shown = ", ".join(sorted(known))
                remedy = f"The LOB columns: {shown}." if known else "The table has none: leave it out."
                yield error("ORA-00904", where, f"{lob.column_name} is no LOB column.", remedy)
            elif lob.column_name in seen:
                yield error(
                    "LOB-TWICE", where, f"{lob.column_name} has two storage clauses in {item.name}.", "Keep one."
                )
            seen.add(lob.column_name)


def _values(
    texts: Sequence[str | None], key: Sequence[ColumnInfo], field: str, *, maxvalue: bool
) -> tuple[list[Value | None], list[Finding]]:
    found: list[Value | None] = []
    problems: list[Finding] = []
    if len(texts) != len(key):
        code = "ORA-14017" if len(texts) > len(key) else "ORA-14018"
        return [], [
            error(
                code,
                field,
                f"{number_of(len(texts), 'value')} for a key of {number_of(len(key), 'column')}.",
                "Give one each.",
            )
        ]
    for text, column in zip(texts, key, strict=True):
        if text is None:
            found.append(None)
            continue
        try:
            found.append(parse_value(text, column, maxvalue_allowed=maxvalue))
        except ValueError as reason:
            problems.append(error("ORA-14036", field, f"{str(reason)[0].upper()}{str(reason)[1:]}."))
    return found, problems


def range_bounds(
    items: Sequence[RangePartition | RangeSubpartition | IndexPartition],
    key: list[ColumnInfo] | None,
    field: str,
    limit: int,
    twice: str = "ORA-14013",
) -> Iterator[Finding]:
    """Bounds must fit the key's types and ascend; `limit` is the longest name in bytes."""
    yield from partition_names(items, field, limit, twice)
    if key is None:
        return
    before: tuple[Value, ...] | None = None
    for number, item in enumerate(items):
        where = f"{field}.{number}.values_less_than"
        values, problems = _values(item.values_less_than, key, where, maxvalue=True)
        yield from problems
        bound = tuple(value for value in values if value is not None)
        if problems or len(bound) != len(key):
            continue
        if before is not None and bound <= before:
            yield error(
                "ORA-14037",
                where,
                f"The bound of {item.name} is not above the one before it.",
                "Put the partitions in ascending order.",
            )
        before = bound


def list_values(
    items: Sequence[ListPartition | ListSubpartition],
    key: list[ColumnInfo] | None,
    field: str,
    limit: int,
    twice: str = "ORA-14013",
) -> Iterator[Finding]:
    """Values must fit the key's types and stand once; DEFAULT stands alone and last."""
    yield from partition_names(items, field, limit, twice)
    seen: dict[tuple[object, ...], str] = {}
    for number, item in enumerate(items):
        where = f"{field}.{number}.values"
        if item.is_default:
            if item.values:
                yield error("ORA-14020", where, f"{item.name} is DEFAULT and lists values too.", "Keep one of both.")
            if number != len(items) - 1:
                yield error("ORA-14318", where, "The DEFAULT partition must come last.", "Move it to the end.")
            continue
        if not item.values:
            yield error("ORA-14019", where, f"{item.name} has no values.", "Give some, or make it DEFAULT.")
        for value in item.values if key is not None else ():
            assert key is not None
            values, problems = _values(value, key, where, maxvalue=False)
            yield from problems
            if problems or len(values) != len(key):
                continue
            same = tuple(v.key if v is not None else None for v in values)
            if same in seen:
                shown = ", ".join("NULL" if text is None else text for text in value)
                yield error("ORA-14312", where, f"{shown} stands in {seen[same]} already.", "Name a value only once.")
            seen.setdefault(same, item.name)


def uncovered_values(items: Sequence[ListPartition], key: list[ColumnInfo] | None) -> Iterator[Finding]:
    """Values that statistics know and no partition takes."""
    if key is None or len(key) != 1 or any(item.is_default for item in items):
        return
    column = key[0]
    listed = {value[0] for item in items for value in item.values if len(value) == 1}
    known = column.statistics.frequent_values if column.statistics else []
    missing = [value for value in known if value not in listed]
    if missing:
        shown = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")
        yield warning(
            "ORA-14400",
            "partitions",
            f"{column.name} also holds {shown}; no partition takes them.",
            "List them or add a DEFAULT partition; the script checks the rows before it starts.",
        )

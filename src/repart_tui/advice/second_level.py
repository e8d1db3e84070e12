"""The second level: subpartitions as they are, or a step further."""

from __future__ import annotations

import re
from typing import TypedDict

from repart_tui.advice.keys import hash_key
from repart_tui.advice.sizes import power_of_two
from repart_tui.migration_models import (
    CurrentState,
    EnvironmentConfig,
    HashSubpartition,
    HashSubpartitioning,
    ListSubpartition,
    ListSubpartitioning,
    OptionalCompression,
    PartitioningInfo,
    RangeSubpartition,
    RangeSubpartitioning,
    SubpartitionTemplateInfo,
    TemplateLob,
)
from repart_tui.oracle.carried_template import carried_compression, is_plannable, template_lobs
from repart_tui.oracle.high_values import parse_bounds, parse_list_values

Subpartitioning = HashSubpartitioning | ListSubpartitioning | RangeSubpartitioning
_ORACLE_NAMED = re.compile(r"SYS_SUBP[0-9]+")


def present_subpartitioning(info: PartitioningInfo, environment: EnvironmentConfig) -> Subpartitioning | None:
    """Return the present second level with its template; None if there is none or it cannot be read whole."""
    kind, key = info.subpartitioning_type, list(info.subpartition_key_columns)
    if kind is None or not key:
        return None
    template = info.subpartition_template
    if not all(map(is_plannable, template)):
        return None
    if kind == "HASH":
        count = len(template) or info.default_subpartition_count or _usual_count(info) or _new_count(environment)
        named = [] if any(_ORACLE_NAMED.fullmatch(item.name) for item in template) else template
        return HashSubpartitioning(
            subpartitioning_type="hash",
            key_columns=key,
            subpartition_count=count,
            template=[HashSubpartition(name=entry.name, **_own(entry)) for entry in named],
        )
    if kind == "RANGE":
        ranges = []
        for entry in template:
            bounds = parse_bounds(entry.high_bound)
            if bounds is None:
                return None
            ranges.append(RangeSubpartition(name=entry.name, values_less_than=bounds, **_own(entry)))
        return RangeSubpartitioning(subpartitioning_type="range", key_columns=key, template=ranges) if ranges else None
    if kind == "LIST":
        lists = []
        for entry in template:
            parsed = parse_list_values(entry.high_bound, len(key))
            if parsed is None:
                return None
            lists.append(ListSubpartition(name=entry.name, values=parsed[0], is_default=parsed[1], **_own(entry)))
        return ListSubpartitioning(subpartitioning_type="list", key_columns=key, template=lists) if lists else None
    return None


class _Own(TypedDict):
    """What subpartitions of every type have in a template."""

    tablespace: str | None
    compress_for: OptionalCompression
    read_only: bool | None
    indexing: bool | None
    lobs: list[TemplateLob]


def _own(entry: SubpartitionTemplateInfo) -> _Own:
    return {
        "tablespace": entry.tablespace_name,
        "compress_for": carried_compression(entry),
        "read_only": entry.read_only,
        "indexing": entry.indexing,
        "lobs": template_lobs(entry),
    }


def second_level(
    state: CurrentState, info: PartitioningInfo, environment: EnvironmentConfig
) -> tuple[Subpartitioning | None, str]:
    """Return hash subpartitions where there are none, twice as many where there are; None with the reason otherwise."""
    if any(column.data_type == "XMLTYPE" for column in state.columns):
        return None, "A table with an XMLType column takes no subpartitions."
    present = present_subpartitioning(info, environment)
    if isinstance(present, HashSubpartitioning):
        count = 2
        while count <= present.subpartition_count:
            count *= 2
        return HashSubpartitioning(
            subpartitioning_type="hash", key_columns=list(present.key_columns), subpartition_count=count
        ), f"{present.subpartition_count} hash subpartitions become {count}."
    number = _new_count(environment)
    key = hash_key(state, number, environment, frozenset(info.key_columns))
    if key is None:
        return None, "No other column is fit for a second level."
    return HashSubpartitioning(
        subpartitioning_type="hash", key_columns=key[0], subpartition_count=number
    ), f"The same partitions with {number} hash subpartitions each: {key[1]}."


def _new_count(environment: EnvironmentConfig) -> int:
    return power_of_two(environment.advice.hash_subpartitions)


def _usual_count(info: PartitioningInfo) -> int:
    return max((partition.subpartition_count for partition in info.partitions), default=0)

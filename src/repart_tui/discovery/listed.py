"""Tables of which only the list is known: they stand in a plan, refused until their detail has been read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from typing import Any

from repart_tui.discovery.tables import TableSummary
from repart_tui.migration_models import (
    CommonSettings,
    CurrentState,
    NoneTarget,
    PartitioningInfo,
    Refusal,
    TableConfig,
)

NOT_READ = "NOT_READ"
"""Code of the refusal; nothing that refuses refused tables lets one through."""
_Slots = list[tuple[Callable[[Any, Any], None], Any]]
_WHY = "its columns, constraints and indexes have not been read yet"


def listed_table(summary: TableSummary) -> TableConfig:
    """Return the table as far as the list tells; cheap, for there may be 50,000.

    The empty parts are shared by all of them. Nobody may fill them: the detail replaces the table as a whole.
    """
    table, state = object.__new__(TableConfig), object.__new__(CurrentState)
    for made, slots in zip((table, state), _blank_slots(), strict=True):
        for put, value in slots:
            put(made, value)
    # Past the validation of each assignment: the values come from it.
    for owner, name, value in (
        (state, "num_rows", summary.rows),
        (state, "blocks", summary.blocks),
        (state, "partitioning", _partitioning(summary.partitioning) if summary.partitioning else None),
        (table, "owner", summary.owner),
        (table, "table_name", summary.table_name),
        (table, "current_state", state),
    ):
        object.__setattr__(owner, name, value)
    return table


def is_listed_only(table: TableConfig) -> bool:
    """Tell whether the detail of the table has not been read."""
    return bool(table.refusals) and table.refusals[0].code == NOT_READ


@cache
def _blank_slots() -> tuple[_Slots, _Slots]:
    blank = _blank()
    return _slots(blank), _slots(blank.current_state)


def _slots(original: Any) -> _Slots:
    """Return what sets each field of a dataclass with slots to its value in the original.

    copy.copy() looks the fields up anew at each call: a second in all, for 50,000 tables.
    """
    model = type(original)
    fields = dataclasses.fields(original)
    return [(getattr(model, field.name).__set__, getattr(original, field.name)) for field in fields]


@cache
def _blank() -> TableConfig:
    return TableConfig(
        owner="-",
        table_name="-",
        refusals=[Refusal(code=NOT_READ, message=_WHY)],
        common_settings=CommonSettings(target_config=NoneTarget(partitioning_type="none")),
        current_state=CurrentState(),
    )


@cache
def _partitioning(name: str) -> PartitioningInfo:
    first, _, second = name.partition("-")
    return PartitioningInfo(
        partitioning_type="RANGE" if first == "INTERVAL" else "LIST" if first == "AUTOLIST" else first,
        interval="-" if first == "INTERVAL" else None,
        automatic_list=first == "AUTOLIST",
        subpartitioning_type=second or None,
    )

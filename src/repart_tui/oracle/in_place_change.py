"""What ALTER TABLE ... SET changes in the dictionary alone: intervals, automatic lists, and where new parts will lie.

Sources: SQL Language Reference, ALTER TABLE, "alter_interval_partitioning" and "alter_automatic_partitioning"; VLDB and
Partitioning Guide, "Adding a Partition to an Interval-Partitioned Table" (SET INTERVAL makes an interval partitioned
table of a range partitioned one, SET INTERVAL () makes range partitions of the partitions that were created) and
"Modifying a Subpartition Template" (partitions that are added later follow it, "existing subpartitions remain
unchanged").
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from repart_tui.migration_models import (
    AutomaticListTarget,
    CurrentState,
    IntervalTarget,
    ListPartition,
    ListTarget,
    PartitioningInfo,
    RangePartition,
    RangeTarget,
    TableConfig,
)
from repart_tui.oracle.bounds import interval_expression
from repart_tui.oracle.columns import user_columns
from repart_tui.oracle.partition_clause import subpartition_template
from repart_tui.oracle.present_partitions import own_compression, own_lobs
from repart_tui.oracle.signature import is_so_already
from repart_tui.oracle.sql_text import foreign_expression, quote_name

InPlaceTarget = RangeTarget | IntervalTarget | ListTarget | AutomaticListTarget


@dataclass(frozen=True, slots=True)
class TemplateChange:
    """Tablespaces of the subpartitions of partitions to come: the clause, the one back, and (name, tablespace) of both.

    A tablespace that is None is the partition's or the table's.
    """

    clause: str
    back: str
    after: list[tuple[str, str | None]]
    before: list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class InPlaceChange:
    """The clause behind ALTER TABLE and the one that takes it back.

    `before` and `after` are how the dictionary tells both states: PART_TABLES.INTERVAL without blanks and AUTOLIST,
    with a slash between; where they are the same there is no clause. `store_in` and `template` follow the clause.
    `partitions` must be as many as they were discovered, where the clause ends that Oracle makes some by itself: all of
    them stay, so the plan has to know them.
    """

    clause: str | None
    back: str | None
    before: str
    after: str
    store_in: str | None = None
    template: TemplateChange | None = None
    partitions: int | None = None


def in_place_change(table: TableConfig) -> InPlaceChange | None:
    """Return the change where nothing differs between table and plan but INTERVAL, AUTOMATIC and the tablespaces of
    parts to come; None elsewhere.
    """
    target, state = table.common_settings.target_config, table.current_state
    info = state.partitioning
    if info is None or not isinstance(target, InPlaceTarget):
        return None
    interval = interval_expression(target.interval) if isinstance(target, IntervalTarget) else None
    automatic = isinstance(target, AutomaticListTarget)
    before, after = _kind(info.interval, info.automatic_list), _kind(interval, automatic)
    if not _same_otherwise(state, target, info, interval, automatic, stays=before == after):
        return None
    store_in = getattr(target, "store_in", [])
    template = _template_change(state, target, info)
    if before == after and not store_in and template is None:
        return None
    return InPlaceChange(
        clause=_clause(info, interval, automatic) if before != after else None,
        back=_clause(info, info.interval, info.automatic_list) if before != after else None,
        before=before,
        after=after,
        store_in=f"SET STORE IN ({', '.join(quote_name(name) for name in store_in)})" if store_in else None,
        template=template,
        partitions=len(info.partitions) if before != after and (info.interval or info.automatic_list) else None,
    )


def _template_change(state: CurrentState, target: InPlaceTarget, info: PartitioningInfo) -> TemplateChange | None:
    """Return what becomes of the template's tablespaces; None where the plan names none but those that are there."""
    level = target.subpartitioning
    if level is None or not level.template:
        return None
    present = {item.name: item.tablespace_name for item in info.subpartition_template}
    wanted = {item.name: item.tablespace or present.get(item.name) for item in level.template}
    if wanted == present:
        return None

    def clause(homes: dict[str, str | None]) -> str:
        items = [dataclasses.replace(item, tablespace=homes[item.name]) for item in level.template]
        same = dataclasses.replace(level, template=items)  # type: ignore[arg-type]
        return f"SET {subpartition_template(same, user_columns(state))}"

    return TemplateChange(clause(wanted), clause(present), list(wanted.items()), list(present.items()))


def _kind(interval: str | None, automatic: bool) -> str:
    without_blanks = re.sub(r"\s", "", interval or "-").upper()
    return f"{without_blanks}/{'YES' if automatic else 'NO'}"


def _clause(info: PartitioningInfo, interval: str | None, automatic: bool) -> str:
    if info.partitioning_type == "LIST":
        return f"SET PARTITIONING {'AUTOMATIC' if automatic else 'MANUAL'}"
    return f"SET INTERVAL ({foreign_expression(interval) if interval else ''})"


def _same_otherwise(
    state: CurrentState,
    target: InPlaceTarget,
    info: PartitioningInfo,
    interval: str | None,
    automatic: bool,
    *,
    stays: bool,
) -> bool:
    """Return True where the table, changed so, would be as planned: key, second level, names and bounds."""
    if stays:
        return is_so_already(state, target)
    changed = dataclasses.replace(
        info,
        interval=interval,
        automatic_list=automatic,
        # All partitions stay, and those of the interval become range partitions.
        partitions=[dataclasses.replace(p, is_interval=False) if p.is_interval else p for p in info.partitions],
    )
    return is_so_already(dataclasses.replace(state, partitioning=changed), target)


def moved_attributes(table: TableConfig) -> Iterator[str]:
    """Yield what the plan gives to single partitions that have it not, in words: only rows that move could have it."""
    state, target = table.current_state, table.common_settings.target_config
    planned: dict[str, RangePartition | ListPartition] = {p.name: p for p in getattr(target, "partitions", ())}
    for present in state.partitioning.partitions if state.partitioning is not None else ():
        wanted = planned.get(present.name)
        if wanted is None:
            continue
        if wanted.tablespace not in (None, present.tablespace_name):
            yield f"tablespace {wanted.tablespace} of {present.name}"
        if wanted.compress_for not in (None, own_compression(state, present), present.compress_for):
            yield f"compression {wanted.compress_for} of {present.name}"
        if wanted.read_only != bool(present.read_only):
            yield f"READ {'ONLY' if wanted.read_only else 'WRITE'} of {present.name}"
        if wanted.indexing != (present.indexing is not False):
            yield f"INDEXING {'ON' if wanted.indexing else 'OFF'} of {present.name}"
        homes = {(lob.column_name, lob.tablespace) for lob in own_lobs(present)}
        if any((lob.column_name, lob.tablespace) not in homes for lob in wanted.lobs):
            yield f"LOB storage of {present.name}"

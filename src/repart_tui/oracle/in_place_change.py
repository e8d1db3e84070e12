"""What ALTER TABLE ... SET changes in the dictionary alone: intervals and automatic lists, given and taken away.

Sources: SQL Language Reference, ALTER TABLE, "alter_interval_partitioning" and "alter_automatic_partitioning"; VLDB and
Partitioning Guide, "Adding a Partition to an Interval-Partitioned Table" (SET INTERVAL makes an interval partitioned
table of a range partitioned one, SET INTERVAL () makes range partitions of the partitions that were created).
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
from repart_tui.oracle.present_partitions import own_compression, own_lobs
from repart_tui.oracle.signature import is_so_already
from repart_tui.oracle.sql_text import foreign_expression, quote_name

InPlaceTarget = RangeTarget | IntervalTarget | ListTarget | AutomaticListTarget


@dataclass(frozen=True, slots=True)
class InPlaceChange:
    """The clause behind ALTER TABLE and the one that takes it back.

    `before` and `after` are how the dictionary tells both states: PART_TABLES.INTERVAL without blanks and AUTOLIST,
    with a slash between. `store_in` follows the clause. `partitions` must be as many as they were discovered, where
    Oracle makes some by itself: all of them stay, so the plan has to know them.
    """

    clause: str
    back: str
    before: str
    after: str
    store_in: str | None = None
    partitions: int | None = None


def in_place_change(table: TableConfig) -> InPlaceChange | None:
    """Return the change where nothing but INTERVAL or AUTOMATIC differs between table and plan; None elsewhere."""
    target, state = table.common_settings.target_config, table.current_state
    info = state.partitioning
    if info is None or not isinstance(target, InPlaceTarget):
        return None
    interval = interval_expression(target.interval) if isinstance(target, IntervalTarget) else None
    automatic = isinstance(target, AutomaticListTarget)
    before, after = _kind(info.interval, info.automatic_list), _kind(interval, automatic)
    if before == after or not _same_otherwise(state, target, info, interval, automatic):
        return None
    store_in = getattr(target, "store_in", [])
    return InPlaceChange(
        clause=_clause(info, interval, automatic),
        back=_clause(info, info.interval, info.automatic_list),
        before=before,
        after=after,
        store_in=f"SET STORE IN ({', '.join(quote_name(name) for name in store_in)})" if store_in else None,
        partitions=len(info.partitions) if info.interval or info.automatic_list else None,
    )


def _kind(interval: str | None, automatic: bool) -> str:
    without_blanks = re.sub(r"\s", "", interval or "-").upper()
    return f"{without_blanks}/{'YES' if automatic else 'NO'}"


def _clause(info: PartitioningInfo, interval: str | None, automatic: bool) -> str:
    if info.partitioning_type == "LIST":
        return f"SET PARTITIONING {'AUTOMATIC' if automatic else 'MANUAL'}"
    return f"SET INTERVAL ({foreign_expression(interval) if interval else ''})"


def _same_otherwise(
    state: CurrentState, target: InPlaceTarget, info: PartitioningInfo, interval: str | None, automatic: bool
) -> bool:
    """Return True where the table, changed so, would be as planned: key, second level, names and bounds."""
    changed = dataclasses.replace(
        info,
        interval=interval,
        automatic_list=automatic,
        # All partitions stay, and those of the interval become range partitions.
        partitions=[dataclasses.replace(p, is_interval=False) for p in info.partitions],
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
    level = getattr(target, "subpartitioning", None)
    homes_of = (
        {s.name: s.tablespace_name for s in state.partitioning.subpartition_template} if state.partitioning else {}
    )
    for item in getattr(level, "template", ()):
        if item.tablespace not in (None, homes_of.get(item.name)):
            yield f"tablespace {item.tablespace} of subpartition {item.name}"

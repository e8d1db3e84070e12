"""Whether the present partitioning still fits: an open partition that takes everything, tiny ones, skew, giants.

Sources: VLDB and Partitioning Guide, "Hash Partitioning" (a number that is no power of two makes partitions of two
sizes) and "Interval Partitioning"; SQL Language Reference, CREATE TABLE (ORA-14400).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from repart_tui.advice.key_evidence import date_evidence
from repart_tui.advice.moments import days_later, iso, parse_moment
from repart_tui.advice.sentinels import is_sentinel
from repart_tui.advice.sizes import size_text, total_bytes
from repart_tui.counted import counted
from repart_tui.migration_models import CurrentState, EnvironmentConfig, PartitionInfo, PartitioningInfo
from repart_tui.oracle.high_values import MAXVALUE, parse_bounds, parse_list_values

Kind = Literal["OPEN", "TINY", "HASH-COUNT", "HUGE", "BY-HAND"]


@dataclass(frozen=True, slots=True)
class Misfit:
    """One way in which the present partitioning no longer fits, in words.

    `heavy` ones alone call for a change; `urgent` ones however small the table is.
    """

    kind: Kind
    words: str
    heavy: bool = True
    urgent: bool = False


def misfits(state: CurrentState, environment: EnvironmentConfig, today: datetime | None) -> list[Misfit]:
    """Return what is wrong with the present partitioning; nothing for a table without one or with one that fits."""
    info = state.partitioning
    if info is None or info.partitioning_type in ("REFERENCE", "SYSTEM"):
        return []
    return [
        *_open(state, info, environment),
        *_tiny(state, info, environment),
        *_hash_count(info),
        *_huge(info, environment),
        *_by_hand(state, info, environment, today),
    ]


def fit_sentence(state: CurrentState) -> str:
    """Return why a partitioning that fits should stay."""
    info = state.partitioning
    assert info is not None
    if info.partitioning_type == "REFERENCE":
        return "The table follows its parent: what is to change is changed there."
    if info.partitioning_type == "SYSTEM":
        return "The application chooses the partitions (system partitioning): only it can tell better ones."
    kind = "interval" if info.interval else "automatic list" if info.automatic_list else info.partitioning_type.lower()
    key = ", ".join(info.key_columns)
    count = f", {counted(info.partition_count, 'partition')}" if info.partition_count else ""
    return f"The present partitioning fits ({kind} on {key}{count}): leave it alone."


def _open(state: CurrentState, info: PartitioningInfo, environment: EnvironmentConfig) -> Iterator[Misfit]:
    """A MAXVALUE or DEFAULT partition that holds most rows."""
    last = _open_partition(info)
    if last is None:
        return
    share = _share(state, info, last)
    if share is not None and share * 100 >= environment.advice.open_partition_percent:
        word = "DEFAULT" if info.partitioning_type == "LIST" else "MAXVALUE"
        words = f"{100 * share:.0f} % of all rows lie in the {word} partition {last.name}"
        yield Misfit("OPEN", f"{words}: it neither prunes nor ages out.")


def _open_partition(info: PartitioningInfo) -> PartitionInfo | None:
    for partition in reversed(info.partitions):
        if info.partitioning_type == "RANGE" and MAXVALUE in (parse_bounds(partition.high_value) or [])[:1]:
            return partition
        values = parse_list_values(partition.high_value, len(info.key_columns))
        if info.partitioning_type == "LIST" and values == ([], True):
            return partition
    return None


def _share(state: CurrentState, info: PartitioningInfo, partition: PartitionInfo) -> float | None:
    rows = [p.num_rows for p in info.partitions]
    all_rows = sum(n or 0 for n in rows)
    if partition.num_rows is not None and all(n is not None for n in rows) and all_rows:
        return partition.num_rows / all_rows
    sizes = [p.bytes for p in info.partitions]
    total = sum(n or 0 for n in sizes) or total_bytes(state)
    return partition.bytes / total if partition.bytes is not None and total else None


def _tiny(state: CurrentState, info: PartitioningInfo, environment: EnvironmentConfig) -> Iterator[Misfit]:
    count, size = info.partition_count or len(info.partitions), total_bytes(state)
    subpartitions = sum(max(1, p.subpartition_count) for p in info.partitions) or count
    if size is None or subpartitions < environment.advice.tiny_partition_count:
        return
    if size / subpartitions < environment.advice.tiny_partition_bytes:
        each = size_text(round(size / subpartitions))
        yield Misfit("TINY", f"{subpartitions:,} partitions of {each} on average: parsing and statistics pay for each.")


def _hash_count(info: PartitioningInfo) -> Iterator[Misfit]:
    count = info.partition_count or len(info.partitions)
    if info.partitioning_type == "HASH" and count & (count - 1):
        yield Misfit("HASH-COUNT", f"{count} hash partitions are no power of two: some are twice as big as others.")


def _huge(info: PartitioningInfo, environment: EnvironmentConfig) -> Iterator[Misfit]:
    limit = environment.advice.huge_partition_factor * environment.target_partition_bytes
    huge = [p for p in info.partitions if p.bytes is not None and p.bytes / max(1, p.subpartition_count) > limit]
    if huge:
        largest = max(huge, key=lambda p: p.bytes or 0)
        more = f" and {len(huge) - 1} more" if len(huge) > 1 else ""
        yield Misfit("HUGE", f"Partition {largest.name}{more} has {size_text(largest.bytes or 0)}.")


def _by_hand(
    state: CurrentState, info: PartitioningInfo, environment: EnvironmentConfig, today: datetime | None
) -> Iterator[Misfit]:
    """Ranges of growing times that somebody must add, and the day on which that was forgotten."""
    if info.partitioning_type != "RANGE" or info.interval is not None or len(info.key_columns) != 1:
        return
    key = next((k for k in date_evidence(state, environment, today) if k.column.name == info.key_columns[0]), None)
    if key is None:
        return
    read = key.coded.read if key.coded is not None else parse_moment
    bounds = [parse_bounds(partition.high_value) for partition in info.partitions]
    last = max((m for b in bounds if b and (m := read(b[0])) is not None), default=None)
    statistics = key.as_date.statistics
    high = parse_moment(statistics.high_value) if statistics is not None else None
    if last is None or today is None or high is None or high < days_later(today, -environment.advice.growing_days):
        return
    if is_sentinel(high, today, environment):
        # It stands for "no end" and says nothing of growth.
        return
    if _open_partition(info) is not None:
        if high >= last:
            yield Misfit(
                "BY-HAND", f"Rows pass the last bound {iso(last)}: they pile up in the open partition.", heavy=False
            )
    elif last < days_later(today, environment.advice.growing_days):
        words = f"The last bound is {iso(last)}: rows beyond it fail (ORA-14400) until one adds more."
        yield Misfit("BY-HAND", words, urgent=True)
    else:
        yield Misfit(
            "BY-HAND", f"Somebody must add partitions before {iso(last)}; an interval adds them itself.", False
        )

"""Interval and range partitions over times kept as numbers or text: those of the dates that they stand for."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from repart_tui.advice.by_date import date_target
from repart_tui.advice.coded_times import CodedTime, as_date, coded_time
from repart_tui.advice.granularity import Width
from repart_tui.advice.key_columns import null_free
from repart_tui.advice.key_evidence import KeyEvidence
from repart_tui.advice.moments import iso, parse_moment
from repart_tui.migration_models import (
    ColumnInfo,
    CurrentState,
    EnvironmentConfig,
    IntervalTarget,
    RangePartition,
    RangeTarget,
)
from repart_tui.oracle.high_values import MAXVALUE


def coded_target(
    key: KeyEvidence, state: CurrentState, environment: EnvironmentConfig, discovered_at: str | None
) -> tuple[IntervalTarget | RangeTarget, list[str]]:
    """Return intervals on a number, or ranges with MAXVALUE on text and where NULL or a sentinel bars them; and why."""
    coded, column = key.coded, key.column
    assert coded is not None
    barred = None
    if coded.text:
        barred = f"{column.name} is text, which takes no interval (ORA-14751)"
    elif not null_free(column):
        barred = f"{column.name} may be NULL, which an interval does not take (ORA-14400)"
    target, reasons = date_target(key.as_date, state, environment, discovered_at, widths=coded.widths, barred=barred)
    partitions = [_in_code(partition, coded) for partition in target.partitions]
    if isinstance(target, RangeTarget):
        return dataclasses.replace(target, partitions=partitions), reasons
    width = Width(target.interval.unit, target.interval.count)  # type: ignore[arg-type]  # made from a Width
    interval = coded.interval(width)
    reasons.append(f"An interval of {interval.count:,} on {coded.words} makes one partition {width.words}.")
    return dataclasses.replace(target, partitions=partitions, interval=interval), reasons


def in_dates(
    target: IntervalTarget | RangeTarget, key: list[ColumnInfo], environment: EnvironmentConfig, today: datetime | None
) -> tuple[IntervalTarget | RangeTarget, list[ColumnInfo]]:
    """Return target and key as if the key were a DATE where it is one column of times kept otherwise; else unchanged.

    A numeric interval that fits no calendar leaves them as they are.
    """
    coded = coded_time(key[0], environment, today) if len(key) == 1 else None
    if coded is None:
        return target, key
    partitions = [in_date(partition, coded) for partition in target.partitions]
    if any(partition is None for partition in partitions):
        return target, key
    known = [partition for partition in partitions if partition is not None]
    dated = [as_date(key[0], coded, environment, today)]
    if isinstance(target, RangeTarget):
        return dataclasses.replace(target, partitions=known), dated
    width = coded.width(target.interval)
    if width is None:
        return target, key
    return dataclasses.replace(target, partitions=known, interval=width.interval), dated


def in_date(partition: RangePartition, coded: CodedTime) -> RangePartition | None:
    """Return a partition of one key column with its bound as a date; None where that stands for none."""
    bound = partition.values_less_than[0]
    if bound.strip().upper() == MAXVALUE:
        return partition
    moment = coded.read(_unquoted(bound))
    return None if moment is None else dataclasses.replace(partition, values_less_than=[iso(moment)])


def _in_code(partition: RangePartition, coded: CodedTime) -> RangePartition:
    [bound] = partition.values_less_than
    moment = parse_moment(bound)
    text = bound if bound == MAXVALUE or moment is None else coded.write(moment)
    return dataclasses.replace(partition, values_less_than=[text])


def _unquoted(bound: str) -> str:
    """Return a text bound without the quotes in which it may stand."""
    return bound[1:-1] if len(bound) >= 2 and bound[0] == bound[-1] == "'" else bound

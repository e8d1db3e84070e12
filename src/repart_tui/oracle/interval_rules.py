"""Interval partitioning: its key, its step, and how far its partitions reach.

Source: SQL Language Reference, CREATE TABLE, "INTERVAL Clause"; ORA-14300, ORA-14750 to ORA-14767 (which
looks at "the existing high bound for the last partition").
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from repart_tui.counted import counted
from repart_tui.migration_models import ColumnInfo, EnvironmentConfig, Interval, IntervalTarget
from repart_tui.oracle.bounds import Value, moment_of, parse_value
from repart_tui.oracle.columns import NUMERIC_TYPES, base_type
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.target_findings import error, warning

PARTITION_LIMIT = 1_048_575
"""Most partitions and subpartitions of one table (Database Reference, "Logical Database Limits")."""

_UNIT_DAYS = {"DAY": 1.0, "HOUR": 1 / 24, "MINUTE": 1 / 1440, "SECOND": 1 / 86400}


def interval_rules(
    target: IntervalTarget, key: list[ColumnInfo] | None, environment: EnvironmentConfig
) -> Iterator[Finding]:
    """One numeric or date key, a step of its kind, no MAXVALUE, and every row within reach."""
    if len(target.key_columns) != 1:
        yield error("ORA-14750", "key_columns", "Interval partitioning takes exactly one key column.", "Keep one.")
        return
    if key is None:
        return
    column = key[0]
    numeric = column.data_type in NUMERIC_TYPES
    if not numeric and column.data_type != "DATE" and not base_type(column).startswith("TIMESTAMP"):
        yield error(
            "ORA-14751",
            "key_columns.0",
            f"{column.name} is {column.data_type}; an interval key is a number or a date.",
            "Choose another column or partition by range or list.",
        )
        return
    if numeric != (target.interval.unit == "NUMBER"):
        unit = "NUMBER" if numeric else "a unit of time"
        yield error("ORA-14752", "interval.unit", f"{column.name} is {column.data_type}; its interval needs {unit}.")
        return
    bounds: list[Value] = []
    for number, partition in enumerate(target.partitions):
        for text in partition.values_less_than[:1]:
            try:
                value = parse_value(text, column)
            except ValueError:
                return
            if value.is_maxvalue:
                yield error(
                    "ORA-14761",
                    f"partitions.{number}.values_less_than",
                    "Interval partitioning takes no MAXVALUE.",
                    "Remove that partition; Oracle makes partitions as rows come.",
                )
                return
            bounds.append(value)
    if bounds and target.interval.unit in ("MONTH", "YEAR"):
        # The interval counts from the last bound; those before it may lie on any day.
        last = moment_of(bounds[-1])
        if last is not None and last.day > 28:
            yield error(
                "ORA-14767",
                f"partitions.{len(bounds) - 1}.values_less_than",
                f"The interval counts from the last bound, and day {last.day} does not exist in every month.",
                f"Use {last:%Y-%m}-01 or the month after it.",
            )
    yield from _distance(target, column, bounds, environment)


def _distance(
    target: IntervalTarget, column: ColumnInfo, bounds: list[Value], environment: EnvironmentConfig
) -> Iterator[Finding]:
    """The greatest value by statistics must lie within reach: gaps count as partitions too (ORA-14300)."""
    high = column.statistics.high_value if column.statistics else None
    if high is None or not bounds:
        return
    try:
        greatest = parse_value(high, column, maxvalue_allowed=False)
    except ValueError:
        return
    steps = interval_steps(target, bounds[-1], greatest)
    if steps is None:
        return
    total = steps + len(target.partitions)
    # The limit counts gaps too, but partitions are made for values that rows have.
    distinct = column.statistics.num_distinct if column.statistics else None
    made = min(steps, distinct or steps) + len(target.partitions)
    if total > PARTITION_LIMIT:
        yield error(
            "ORA-14300",
            "interval",
            f"{column.name} reaches {high}: partition number {total:,}, and Oracle ends at {PARTITION_LIMIT:,}.",
            "Take a wider interval, or range partitions with MAXVALUE if that value only means 'no end'.",
        )
    elif interval_bound(bounds[-1], target.interval, steps) is None:
        yield error(
            "ORA-01841",
            "interval",
            f"{column.name} reaches {high}: its partition would end after the year 9999, where dates end.",
            "Take range partitions with MAXVALUE if that value only means 'no end'.",
        )
    elif made > environment.maximum_partitions:
        yield warning(
            "MANY-PARTITIONS",
            "interval",
            f"About {counted(made, 'partition')} up to {column.name} = {high}.",
            "Take a wider interval.",
        )


def interval_steps(target: IntervalTarget, transition: Value, greatest: Value) -> int | None:
    """Return how many intervals lie between the transition point and `greatest`; None where that cannot be told."""
    if transition.is_maxvalue or greatest < transition:
        return 0
    if target.interval.unit == "NUMBER":
        span = float(str(greatest.key[0])) - float(str(transition.key[0]))
        return int(span / target.interval.count) + 1
    first, last = moment_of(transition), moment_of(greatest)
    if first is None or last is None:
        return None
    if target.interval.unit in ("YEAR", "MONTH"):
        # By the calendar: an average month would be a partition off after some years.
        months = 12 * (last.year - first.year) + last.month - first.month
        months -= (last.day, last.time()) < (first.day, first.time())
        return months // (target.interval.count * (12 if target.interval.unit == "YEAR" else 1)) + 1
    return int(_days(first, last) / (_UNIT_DAYS[target.interval.unit] * target.interval.count)) + 1


def interval_bound(transition: Value, interval: Interval, steps: int) -> Value | None:
    """Return the upper bound of the partition number `steps` that the interval makes; None beyond the calendar."""
    if interval.unit == "NUMBER":
        return Value(0, (Decimal(str(transition.key[0])) + interval.count * steps,), "")
    moment = moment_of(transition)
    if moment is None:
        return None
    try:
        if interval.unit in ("MONTH", "YEAR"):
            months = interval.count * steps * (12 if interval.unit == "YEAR" else 1) + 12 * moment.year + moment.month
            year, month = divmod(months - 1, 12)
            later = moment.replace(year=year, month=month + 1)
        else:
            later = moment + timedelta(**{f"{interval.unit.lower()}s": interval.count * steps})
    except (ValueError, OverflowError):
        return None
    return Value(0, (later, *transition.key[1:]), "")


def last_interval_bound(transition: Value, interval: Interval) -> datetime | None:
    """Return the last bound that the calendar takes; rows from there on have no partition. None for numbers.

    A monthly partition of 9999-12 would end at 10000-01-01 (VLDB and Partitioning Guide, "Creating Interval-Partitioned
    Tables"; ORA-01841).
    """
    if interval.unit == "NUMBER" or moment_of(transition) is None:
        return None
    fits, fails = 0, 1
    while fails <= PARTITION_LIMIT and interval_bound(transition, interval, fails) is not None:
        fits, fails = fails, fails * 2
    if fails > PARTITION_LIMIT:
        # The limit of partitions comes first.
        return None
    while fails - fits > 1:
        middle = (fits + fails) // 2
        if interval_bound(transition, interval, middle) is None:
            fails = middle
        else:
            fits = middle
    bound = interval_bound(transition, interval, fits)
    return None if bound is None else moment_of(bound)


def _days(first: datetime, last: datetime) -> float:
    return (last - first).total_seconds() / 86400

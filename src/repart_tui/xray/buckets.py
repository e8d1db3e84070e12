"""Which partition of the target a row falls into, as a SQL expression that yields a number, and names for the numbers.

Sources: SQL Language Reference, CREATE TABLE, "range_partitions", "INTERVAL Clause" and "list_partitions"; EXTRACT,
CAST and ORA_HASH. Nothing of the session's NLS settings enters the expressions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from repart_tui.advice.moments import iso
from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    HashTarget,
    Interval,
    IntervalTarget,
    ListTarget,
    RangePartition,
    RangeTarget,
    TableConfig,
)
from repart_tui.oracle.bounds import moment_of, parse_value
from repart_tui.oracle.columns import column_named
from repart_tui.oracle.interval_rules import interval_bound
from repart_tui.oracle.row_checks import at_or_above, listed_condition
from repart_tui.oracle.sql_text import quote_name

_SECONDS = {"DAY": 86400, "HOUR": 3600, "MINUTE": 60, "SECOND": 1}


def bucket_expression(table: TableConfig) -> str | None:
    """Return the expression that numbers the partitions from 1 on; 0 for rows that fit nowhere.

    None for targets whose partitions rows do not tell: reference, system, automatic lists, and hashes over several
    columns or a number that is no power of two.
    """
    target = table.common_settings.target_config
    key = key_columns(table)
    if key is None:
        return None
    match target:
        case RangeTarget():
            return _ranges(target.partitions, key, "0")
        case IntervalTarget():
            return _interval(target, key[0])
        case ListTarget():
            return _lists(target, key)
        case HashTarget() if len(key) == 1 and target.partition_count & (target.partition_count - 1) == 0:
            return f"ORA_HASH({quote_name(key[0].name)}, {target.partition_count - 1}) + 1"
        case _:
            return None


def bucket_name(table: TableConfig, number: int) -> str:
    """Return the name of a partition; one that the interval will make is told by the bound that it lies below."""
    target = table.common_settings.target_config
    if isinstance(target, HashTarget):
        return f"hash {number}"
    assert isinstance(target, (RangeTarget, IntervalTarget, ListTarget, AutomaticListTarget))
    if number <= len(target.partitions):
        return target.partitions[number - 1].name
    key = key_columns(table)
    if not isinstance(target, IntervalTarget) or key is None:
        return f"partition {number}"
    bound = _bound_after(target, key[0], number - len(target.partitions))
    return f"below {bound}" if bound is not None else f"partition {number}"


def key_columns(table: TableConfig) -> list[ColumnInfo] | None:
    """Return the key of the first level; None where the target has none or a column is unknown."""
    names: Sequence[str] = getattr(table.common_settings.target_config, "key_columns", ())
    found = [column for name in names if (column := column_named(table.current_state, name)) is not None]
    return found if found and len(found) == len(names) else None


def _ranges(partitions: Sequence[RangePartition], key: Sequence[ColumnInfo], last: str) -> str:
    """Return CASE over the bounds; `last` is what rows at or above the last bound get."""
    whens, rest = [], last
    for number, partition in enumerate(partitions, start=1):
        above = at_or_above(partition, key)
        if above is None:
            # MAXVALUE takes everything else, NULL too.
            rest = str(number)
            break
        whens.append(f"WHEN NOT {above} THEN {number}")
    return f"CASE {' '.join(whens)} ELSE {rest} END" if whens else rest


def _interval(target: IntervalTarget, column: ColumnInfo) -> str:
    name, count = quote_name(column.name), len(target.partitions)
    steps = _steps(target.interval, target.partitions[-1].values_less_than[0], column)
    above = f"CASE WHEN {name} IS NULL THEN 0 ELSE {count + 1} + {steps} END"
    return _ranges(target.partitions, [column], above)


def _steps(interval: Interval, transition: str, column: ColumnInfo) -> str:
    """Return how many whole intervals lie between the transition point and the value."""
    name = quote_name(column.name)
    value = parse_value(transition, column)
    if interval.unit == "NUMBER":
        return f"FLOOR(({name} - {value.sql}) / {interval.count})"
    if interval.unit in ("YEAR", "MONTH"):
        moment = moment_of(value)
        assert moment is not None
        first = datetime(moment.year, moment.month, 1)
        # Bounds lie on day 28 at most (ORA-14767): moved back by this many seconds they fall on the first, 00:00.
        seconds = int((moment - first).total_seconds())
        moved = f"CAST({name} AS DATE)" + (f" - {seconds} / 86400" if seconds else "")
        months = interval.count * (12 if interval.unit == "YEAR" else 1)
        start = moment.year * 12 + moment.month
        return f"FLOOR((EXTRACT(YEAR FROM {moved}) * 12 + EXTRACT(MONTH FROM {moved}) - {start}) / {months})"
    width = _SECONDS[interval.unit] * interval.count
    # Differences of dates are fractions of a day; whole seconds make them exact.
    return f"FLOOR(ROUND((CAST({name} AS DATE) - CAST({value.sql} AS DATE)) * 86400) / {width})"


def _lists(target: ListTarget, key: Sequence[ColumnInfo]) -> str:
    whens, rest = [], "0"
    for number, partition in enumerate(target.partitions, start=1):
        if partition.is_default:
            rest = str(number)
            continue
        condition = listed_condition(partition.values, key)
        if condition is not None:
            whens.append(f"WHEN {condition} THEN {number}")
    return f"CASE {' '.join(whens)} ELSE {rest} END" if whens else rest


def _bound_after(target: IntervalTarget, column: ColumnInfo, steps: int) -> str | None:
    """Return the upper bound of the partition so many intervals on; None beyond the calendar."""
    transition = parse_value(target.partitions[-1].values_less_than[0], column)
    bound = interval_bound(transition, target.interval, steps)
    if bound is None:
        return None
    moment = moment_of(bound)
    return format(Decimal(str(bound.key[0])), "f") if moment is None else iso(moment)

"""What a target gives: how many partitions now and in some years, and how rows and bytes lie over them.

Sources: VLDB and Partitioning Guide, "Hash Partitioning" (a number that is no power of two makes partitions of two
sizes); SQL Language Reference, CREATE TABLE, "interval_clause". Figures rest on optimizer statistics: estimates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from repart_tui.advice.growth import YEAR_DAYS, Pace, growth_note, pace_of, rows_later
from repart_tui.advice.key_columns import is_date
from repart_tui.advice.moments import iso, parse_moment
from repart_tui.advice.sizes import total_bytes
from repart_tui.advice.value_spread import Spread, spread_of
from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    EnvironmentConfig,
    HashSubpartitioning,
    HashTarget,
    Interval,
    IntervalTarget,
    ListPartition,
    ListTarget,
    MigrationConfig,
    NoneTarget,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TableConfig,
)
from repart_tui.oracle.bounds import Value, moment_of, parse_value
from repart_tui.oracle.columns import NUMERIC_TYPES, column_named
from repart_tui.oracle.interval_rules import PARTITION_LIMIT, interval_steps
from repart_tui.oracle.tables_by_name import table_named

BARS = 12
"""Groups of partitions at most: a chart that fits a pane."""


@dataclass(frozen=True, slots=True)
class PartitionGroup:
    """Neighbouring partitions as one bar; rows and bytes are those of one of them, on average."""

    label: str
    partitions: int
    rows: int | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What statistics let expect; None where they do not tell."""

    now: int | None
    """Partitions of the first level, once the present rows are in."""
    later: int | None
    """The same in so many years as environment_config.advice.forecast_years says, at the present pace."""
    subpartitions: int = 1
    """Subpartitions of each partition; 1 without a second level."""
    groups: tuple[PartitionGroup, ...] = ()
    later_rows: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def largest(self) -> PartitionGroup | None:
        """The group with the biggest partitions."""
        known = [group for group in self.groups if group.rows is not None]
        return max(known, key=lambda group: group.rows or 0, default=None)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the forecasts of all types start from."""

    table: TableConfig
    environment: EnvironmentConfig
    today: datetime | None
    pace: Pace | None
    rows: int | None
    size: int | None

    def group(self, label: str, partitions: int, share: float | None, nulls: float = 0.0) -> PartitionGroup:
        """Return a group that holds `share` of all rows, and `nulls` of them besides."""
        share = None if share is None else (share + nulls) / partitions
        return PartitionGroup(
            label,
            partitions,
            None if share is None or self.rows is None else round(share * self.rows),
            None if share is None or self.size is None else round(share * self.size),
        )


def partition_forecast(table: TableConfig, config: MigrationConfig, bars: int = BARS) -> Forecast:
    """Return what the target of `table` gives; `bars` groups of partitions at most. Never raises for a broken target:
    what cannot be told is None."""
    try:
        return _forecast(table, config, bars, depth=0)
    except (ValueError, OverflowError):
        # A bound that is not of its column's type: the rules say so beside its field.
        return Forecast(None, None, notes=("Nothing can be told before the target is right.",))


def _forecast(table: TableConfig, config: MigrationConfig, bars: int, depth: int) -> Forecast:
    state, target = table.current_state, table.common_settings.target_config
    environment = config.environment_config
    today = parse_moment(config.metadata.discovered_at) or parse_moment(state.last_analyzed)
    key = _key(table)
    pace = pace_of(state, key, environment, today)
    facts = _Facts(table, environment, today, pace, state.num_rows, total_bytes(state))
    match target:
        case NoneTarget():
            found = Forecast(1, 1, groups=(facts.group(table.table_name, 1, 1.0),))
        case SystemTarget():
            count = target.partition_count
            found = Forecast(count, count, notes=("The application decides which partition a row goes to.",))
        case ReferenceTarget():
            found = _as_parent(table, target, config, bars, depth)
        case HashTarget():
            found = _hash(target.partition_count, facts, key)
        case IntervalTarget() | RangeTarget():
            found = _ranges(target, facts, key, bars)
        case ListTarget() | AutomaticListTarget():
            found = _lists(target, facts, key, bars)
    found = replace(found, subpartitions=_second_level(table))
    if pace is None or facts.rows is None:
        return found
    notes = (*found.notes, growth_note(pace, facts.rows, facts.size))
    return replace(found, later_rows=rows_later(pace, facts.rows), notes=notes)


def _key(table: TableConfig) -> list[ColumnInfo]:
    """Return the known columns of the first level's key."""
    names: Sequence[str] = getattr(table.common_settings.target_config, "key_columns", ())
    found = [column_named(table.current_state, name) for name in names]
    return [column for column in found if column is not None]


def _second_level(table: TableConfig) -> int:
    second = getattr(table.common_settings.target_config, "subpartitioning", None)
    if second is None:
        return 1
    return second.subpartition_count if isinstance(second, HashSubpartitioning) else len(second.template)


# ---- range and interval ---------------------------------------------------------------------------------------


def _ranges(target: IntervalTarget | RangeTarget, facts: _Facts, key: Sequence[ColumnInfo], bars: int) -> Forecast:
    if len(key) != len(target.key_columns):
        return Forecast(None, None)
    column = key[0]
    bounds = [parse_value(partition.values_less_than[0], column) for partition in target.partitions]
    spread = spread_of(column, facts.environment, facts.today)
    notes = list(spread.notes)
    if len(key) > 1:
        notes.append(f"Only {column.name}, the first column of the key, is looked at.")
    named, made = len(bounds), 0
    later: int | None = named
    if isinstance(target, IntervalTarget):
        made = _made_by_now(target, bounds[-1], column) or 0
        later = _made_later(target, bounds[-1], column, facts, notes)
        later = None if later is None else named + later
    else:
        notes += _beyond(bounds, facts, column)

    def edge(place: int) -> Value | None:
        """Return the upper bound of a partition; -1 is the lower end of all."""
        if place < named:
            return bounds[place]
        assert isinstance(target, IntervalTarget)
        return interval_bound(bounds[-1], target.interval, place - named + 1)

    def label(place: int) -> str:
        if place < named:
            return target.partitions[place].name
        return _span_label(edge(place - 1), target.interval if isinstance(target, IntervalTarget) else None)

    def upto(place: int) -> float | None:
        bound = edge(place) if place >= 0 else None
        return 0.0 if place < 0 else 1.0 if bound is None else spread.below(bound)

    nulls = _null_share(column, facts.rows)
    groups = []
    for first, last in _runs_apart(named, made, bars):
        start, end = upto(first - 1), upto(last)
        share = None if start is None or end is None else max(0.0, end - start) * (1 - nulls)
        bound = edge(last)
        takes_null = bound is not None and bound.is_maxvalue
        groups.append(facts.group(_joined(label, first, last), last - first + 1, share, nulls if takes_null else 0.0))
    return Forecast(named + made, later, groups=tuple(groups), notes=tuple(notes))


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


def _made_by_now(target: IntervalTarget, transition: Value, column: ColumnInfo) -> int | None:
    high = column.statistics.high_value if column.statistics is not None else None
    if high is None:
        return None
    steps = interval_steps(target, transition, parse_value(high, column, maxvalue_allowed=False))
    return None if steps is None else min(steps, PARTITION_LIMIT)


def _made_later(
    target: IntervalTarget, transition: Value, column: ColumnInfo, facts: _Facts, notes: list[str]
) -> int | None:
    made = _made_by_now(target, transition, column)
    if made is None or facts.pace is None:
        notes.append("How fast the table grows is not known: no date column with statistics tells.")
        return None
    if not facts.pace.grows:
        return made
    if column.data_type in NUMERIC_TYPES:
        statistics = column.statistics
        assert statistics is not None
        if statistics.low_value is None or statistics.high_value is None:
            return None
        low, high = Decimal(statistics.low_value), Decimal(statistics.high_value)
        reached = high + (high - low) / Decimal(str(facts.pace.years)) * facts.pace.ahead
        then = Value(0, (reached,), "")
        notes.append(f"{column.name} is taken to rise as fast as it did in the {facts.pace.years:.1f} years so far.")
    else:
        start = max(facts.pace.last, facts.today or facts.pace.last)
        then = Value(0, (start + timedelta(days=YEAR_DAYS * facts.pace.ahead), "0" * 9), "")
    steps = interval_steps(target, transition, then)
    return None if steps is None else min(max(steps, made), PARTITION_LIMIT)


def _beyond(bounds: Sequence[Value], facts: _Facts, column: ColumnInfo) -> Iterable[str]:
    """Say what happens to rows beyond the last bound that was written."""
    written = [bound for bound in bounds if not bound.is_maxvalue]
    moment = moment_of(written[-1]) if written else None
    if not bounds[-1].is_maxvalue:
        last = f" from {iso(moment)} on" if moment is not None else ""
        yield f"No partition takes rows{last} beyond the last bound (ORA-14400): add partitions in time."
    elif moment is not None and facts.pace is not None and facts.pace.grows and is_date(column):
        yield f"All rows from {iso(moment)} on go to the last partition: split it in time, or take an interval."


# ---- list -----------------------------------------------------------------------------------------------------


def _lists(target: ListTarget | AutomaticListTarget, facts: _Facts, key: Sequence[ColumnInfo], bars: int) -> Forecast:
    named = len(target.partitions)
    if len(key) != 1 or len(target.key_columns) != 1:
        return Forecast(named, named, notes=("Statistics do not tell how rows lie over keys of several columns.",))
    column = key[0]
    spread = spread_of(column, facts.environment, facts.today)
    listed = [_listed(partition, column) for partition in target.partitions]
    shares = _list_shares(target.partitions, listed, spread)
    nulls = _null_share(column, facts.rows)
    with_null = next((place for place, p in enumerate(target.partitions) if [None] in p.values), None)
    if with_null is None:
        with_null = next((place for place, p in enumerate(target.partitions) if p.is_default), None)
    notes = list(spread.notes) if spread.values else _even_values(column, spread)
    groups = []
    for first, last in _runs(named, bars):
        found = [shares[place] for place in range(first, last + 1)]
        share = None if None in found else sum(part or 0.0 for part in found) * (1 - nulls)
        here = with_null is not None and first <= with_null <= last
        label = _joined(lambda place: target.partitions[place].name, first, last)
        groups.append(facts.group(label, last - first + 1, share, nulls if here else 0.0))
    if isinstance(target, ListTarget):
        return Forecast(named, named, groups=tuple(groups), notes=tuple(notes))
    # Automatic: Oracle makes a partition for every value that none of the written ones lists.
    others = max(0, (spread.num_distinct or 0) - sum(map(len, listed)))
    if others:
        share = None if None in shares else max(0.0, 1 - sum(part or 0.0 for part in shares)) * (1 - nulls)
        groups.append(facts.group(f"{others:,} more values", others, share))
    notes.append("Each new value brings a partition more; how many will come is not known.")
    now = named + others if spread.num_distinct is not None else None
    return Forecast(now, None, groups=tuple(groups), notes=tuple(notes))


def _listed(partition: ListPartition, column: ColumnInfo) -> list[Value]:
    texts = [value[0] for value in partition.values]
    return [parse_value(text, column, maxvalue_allowed=False) for text in texts if text is not None]


def _list_shares(
    partitions: Sequence[ListPartition], listed: Sequence[Sequence[Value]], spread: Spread
) -> list[float | None]:
    every = sum(map(len, listed))
    shares: list[float | None] = []
    for partition, values in zip(partitions, listed, strict=True):
        if partition.is_default:
            shares.append(None)
        elif spread.values:
            shares.append(sum(spread.of(value) or 0.0 for value in values))
        elif spread.num_distinct:
            shares.append(len(values) / max(spread.num_distinct, every))
        else:
            shares.append(None)
    rest = [place for place, partition in enumerate(partitions) if partition.is_default]
    if len(rest) == 1 and all(share is not None for place, share in enumerate(shares) if place not in rest):
        shares[rest[0]] = max(0.0, 1 - sum(share or 0.0 for share in shares))
    return shares


def _even_values(column: ColumnInfo, spread: Spread) -> list[str]:
    if not spread.num_distinct:
        return [f"How many rows each value of {column.name} has is not known."]
    return [f"Each of the {spread.num_distinct:,} values of {column.name} is taken to have as many rows; no histogram."]


# ---- hash and reference ---------------------------------------------------------------------------------------


def _hash(count: int, facts: _Facts, key: Sequence[ColumnInfo]) -> Forecast:
    power = 1 << (count.bit_length() - 1)
    notes = []
    if count == power:
        groups = [facts.group(f"each of {count:,}", count, 1.0)]
    else:
        # Only the partitions split since the last power of two are half as big.
        halves = 2 * (count - power)
        groups = [
            facts.group(f"each of {halves:,}", halves, halves / (2 * power)),
            facts.group(f"each of {count - halves:,}", count - halves, (count - halves) / power),
        ]
    distinct = [column.statistics.num_distinct if column.statistics is not None else None for column in key]
    if len(key) == 1 and distinct[0] is not None and distinct[0] < facts.environment.advice.hash_spread * count:
        notes.append(
            f"{key[0].name} has only {distinct[0]:,} values: "
            + ("some partitions stay empty." if distinct[0] <= count else "partitions fill unevenly.")
        )
    return Forecast(count, count, groups=tuple(groups), notes=tuple(notes))


def _as_parent(table: TableConfig, target: ReferenceTarget, config: MigrationConfig, bars: int, depth: int) -> Forecast:
    constraint = next((c for c in table.current_state.constraints if c.constraint_name == target.foreign_key), None)
    parent = None
    if constraint is not None and constraint.referenced_owner and constraint.referenced_table and depth < 8:
        parent = table_named(config, constraint.referenced_owner, constraint.referenced_table)
    if parent is None:
        return Forecast(None, None, notes=("As many partitions as the parent has, which is not in this plan.",))
    above = _forecast(parent, config, bars, depth + 1)
    rows, parent_rows = table.current_state.num_rows, parent.current_state.num_rows
    factor = rows / parent_rows if rows is not None and parent_rows else None
    size = total_bytes(table.current_state)
    per_row = size / rows if size is not None and rows else None
    groups = []
    for group in above.groups:
        scaled = None if factor is None or group.rows is None else round(group.rows * factor)
        bytes_ = None if scaled is None or per_row is None else round(scaled * per_row)
        groups.append(replace(group, rows=scaled, size=bytes_))
    note = f"As its parent {parent.owner}.{parent.table_name} is planned."
    return Forecast(above.now, above.later, groups=tuple(groups), notes=(note,))


# ---- words and runs -------------------------------------------------------------------------------------------


def _null_share(column: ColumnInfo, rows: int | None) -> float:
    nulls = column.statistics.num_nulls if column.statistics is not None else None
    return min(1.0, nulls / rows) if nulls and rows else 0.0


def _runs(count: int, bars: int) -> Iterable[tuple[int, int]]:
    """Yield first and last of runs of neighbours, `bars` of them at most."""
    width = -(-count // bars) if count else 1
    for first in range(0, count, width):
        yield first, min(count, first + width) - 1


def _runs_apart(named: int, made: int, bars: int) -> Iterable[tuple[int, int]]:
    """Like `_runs`, but no run joins written partitions with those that the interval makes: their widths differ."""
    if not made:
        yield from _runs(named, bars)
        return
    share = min(bars - 1, max(1, round(bars * named / (named + made))), named)
    yield from _runs(named, share)
    for first, last in _runs(made, bars - share):
        yield named + first, named + last


def _joined(label: Callable[[int], str], first: int, last: int) -> str:
    return label(first) if first == last else f"{label(first)} .. {label(last)}"


def _span_label(start: Value | None, interval: Interval | None) -> str:
    """Return the values of a partition made by the interval: its month, its year, or where it begins."""
    moment = moment_of(start) if start is not None else None
    if start is None or interval is None:
        return "later"
    if moment is None:
        return f"from {start.key[0]:,}"
    whole_month = moment.day == 1 and moment.time() == datetime.min.time()
    if interval.unit == "MONTH" and whole_month:
        return f"{moment:%Y-%m}"
    if interval.unit == "YEAR" and whole_month and moment.month == 1:
        return f"{moment:%Y}"
    return iso(moment)

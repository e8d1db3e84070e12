"""How rows and bytes lie over range and interval partitions, and how many intervals Oracle will have made.

Source: SQL Language Reference, CREATE TABLE, "range_partitions" and "INTERVAL Clause".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from repart_tui.advice.forecast import Forecast, ForecastFacts, joined, null_share, runs_apart
from repart_tui.advice.growth import YEAR_DAYS
from repart_tui.advice.key_columns import is_date
from repart_tui.advice.moments import iso
from repart_tui.advice.value_spread import spread_of
from repart_tui.migration_models import ColumnInfo, Interval, IntervalTarget, RangeTarget
from repart_tui.oracle.bounds import Value, moment_of, parse_value
from repart_tui.oracle.columns import NUMERIC_TYPES
from repart_tui.oracle.interval_rules import PARTITION_LIMIT, interval_bound, interval_steps
from repart_tui.oracle.number_text import number_of


def range_forecast(
    target: IntervalTarget | RangeTarget, facts: ForecastFacts, key: Sequence[ColumnInfo], bars: int
) -> Forecast:
    """Return the forecast of a range or interval target; `key` are its columns, `bars` the groups at most.

    Raises ValueError for a bound that is not of its column's type.
    """
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

    nulls = null_share(column, facts.rows)
    groups = []
    for first, last in runs_apart(named, made, bars):
        start, end = upto(first - 1), upto(last)
        share = None if start is None or end is None else max(0.0, end - start) * (1 - nulls)
        bound = edge(last)
        takes_null = bound is not None and bound.is_maxvalue
        groups.append(facts.group(joined(label, first, last), last - first + 1, share, nulls if takes_null else 0.0))
    return Forecast(named + made, later, groups=tuple(groups), notes=tuple(notes))


def _made_by_now(target: IntervalTarget, transition: Value, column: ColumnInfo) -> int | None:
    high = column.statistics.high_value if column.statistics is not None else None
    if high is None:
        return None
    steps = interval_steps(target, transition, parse_value(high, column, maxvalue_allowed=False))
    return None if steps is None else min(steps, PARTITION_LIMIT)


def _made_later(
    target: IntervalTarget, transition: Value, column: ColumnInfo, facts: ForecastFacts, notes: list[str]
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
        low, high = number_of(statistics.low_value or ""), number_of(statistics.high_value or "")
        if low is None or high is None:
            return None
        reached = high + (high - low) / Decimal(str(facts.pace.years)) * facts.pace.ahead
        then = Value(0, (reached,), "")
        notes.append(f"{column.name} is taken to rise as fast as it did in the {facts.pace.years:.1f} years so far.")
    else:
        start = max(facts.pace.last, facts.today or facts.pace.last)
        then = Value(0, (start + timedelta(days=YEAR_DAYS * facts.pace.ahead), "0" * 9), "")
    steps = interval_steps(target, transition, then)
    return None if steps is None else min(max(steps, made), PARTITION_LIMIT)


def _beyond(bounds: Sequence[Value], facts: ForecastFacts, column: ColumnInfo) -> Iterable[str]:
    """Say what happens to rows beyond the last bound that was written."""
    written = [bound for bound in bounds if not bound.is_maxvalue]
    moment = moment_of(written[-1]) if written else None
    if not bounds[-1].is_maxvalue:
        last = f" from {iso(moment)} on" if moment is not None else ""
        yield f"No partition takes rows{last} beyond the last bound (ORA-14400): add partitions in time."
    elif moment is not None and (facts.pace is None or facts.pace.grows) and is_date(column):
        yield f"All rows from {iso(moment)} on go to the last partition: split it in time."


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

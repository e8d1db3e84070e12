"""How the rows of a table lie over the values of one column, as optimizer statistics tell.

Sources: Database Reference, ALL_TAB_COL_STATISTICS and ALL_TAB_HISTOGRAMS; SQL Tuning Guide, "Histograms". A frequency
histogram counts every value; without one the optimizer itself assumes an even spread, and so does this.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from repart_tui.advice.moments import days_later, iso, parse_moment
from repart_tui.advice.sentinels import YEAR_DAYS, is_dummy, is_sentinel
from repart_tui.migration_models import ColumnInfo, EnvironmentConfig
from repart_tui.oracle.bounds import Value, parse_value
from repart_tui.oracle.high_values import config_text


@dataclass(frozen=True, slots=True)
class Spread:
    """Shares of the rows whose value is not NULL; 1.0 is all of them."""

    values: tuple[Value, ...] = ()
    """Counted values in Oracle's order; empty where no histogram counts them."""
    upto: tuple[float, ...] = ()
    """Share of the rows up to and with each of `values`."""
    low: float | None = None
    high: float | None = None
    """Ends of an even spread."""
    num_distinct: int | None = None
    notes: tuple[str, ...] = ()
    """What was assumed, one sentence each."""
    shares: dict[tuple[object, ...], float] = field(default_factory=dict)
    """Share of each counted value, by the key of the value."""

    def below(self, bound: Value) -> float | None:
        """Return the share of rows below the bound; None where statistics do not tell."""
        if bound.is_maxvalue:
            return 1.0
        if self.values:
            place = bisect_left(self.values, bound)
            return self.upto[place - 1] if place else 0.0
        number = number_of(bound)
        if number is None or self.low is None or self.high is None:
            return None
        if self.high <= self.low:
            return 1.0 if number > self.low else 0.0
        return min(1.0, max(0.0, (number - self.low) / (self.high - self.low)))

    def of(self, value: Value) -> float | None:
        """Return the share of one value; None where statistics do not tell."""
        if self.values:
            return self.shares.get(value.key, 0.0)
        return 1 / self.num_distinct if self.num_distinct else None


def spread_of(column: ColumnInfo, environment: EnvironmentConfig, today: datetime | None) -> Spread:
    """Return how rows lie over the column; a spread that answers None where there are no statistics."""
    statistics = column.statistics
    if statistics is None:
        return Spread(notes=(f"No statistics on {column.name}: how its rows lie is not known.",))
    if statistics.frequent_counts and len(statistics.frequent_counts) == len(statistics.frequent_values):
        counted = _counted(column)
        if counted is not None:
            return counted
    low, high = (_parsed(text, column) for text in (statistics.low_value, statistics.high_value))
    first, last = (number_of(value) if value is not None else None for value in (low, high))
    if low is None or high is None or first is None or last is None:
        known = f"Statistics do not tell how the rows lie over the values of {column.name}."
        return Spread(num_distinct=statistics.num_distinct, notes=(known,))
    first, last, notes = _without_dummies(column, first, last, environment, today)
    even = f"Rows are taken to lie evenly between the least and the greatest {column.name}; no histogram tells more."
    return Spread(low=first, high=last, num_distinct=statistics.num_distinct, notes=(*notes, even))


def number_of(value: Value) -> float | None:
    """Return a date as days, a number as itself; None for text and RAW, which have no distance."""
    head = value.key[0] if value.key else None
    if isinstance(head, datetime):
        return day_number(head)
    return float(head) if isinstance(head, Decimal) else None


def day_number(moment: datetime) -> float:
    """Return a moment in days."""
    return moment.toordinal() + (moment - datetime(moment.year, moment.month, moment.day)).total_seconds() / 86400


def _parsed(text: str | None, column: ColumnInfo) -> Value | None:
    if text is None:
        return None
    try:
        return parse_value(config_text(text), column, maxvalue_allowed=False)
    except ValueError:
        return None


def _counted(column: ColumnInfo) -> Spread | None:
    statistics = column.statistics
    assert statistics is not None
    counts: dict[Value, int] = {}
    for text, count in zip(statistics.frequent_values, statistics.frequent_counts, strict=True):
        value = _parsed(text, column)
        if value is None:
            return None
        counts[value] = counts.get(value, 0) + count
    total = sum(counts.values())
    if total <= 0:
        return None
    values = tuple(sorted(counts))
    upto, reached = [], 0
    for value in values:
        reached += counts[value]
        upto.append(reached / total)
    return Spread(
        values=values,
        upto=tuple(upto),
        num_distinct=len(values),
        notes=(f"Counted by the frequency histogram of {column.name}.",),
        shares={value.key: count / total for value, count in counts.items()},
    )


def _without_dummies(
    column: ColumnInfo, first: float, last: float, environment: EnvironmentConfig, today: datetime | None
) -> tuple[float, float, list[str]]:
    """Cut off a greatest date that means "no end" and a least one that means "unknown": few rows hold them."""
    statistics = column.statistics
    assert statistics is not None
    low, high = parse_moment(statistics.low_value), parse_moment(statistics.high_value)
    if low is None or high is None:
        return first, last, []
    notes = []
    if is_sentinel(high, today, environment) and today is not None and low < today:
        notes.append(f"The greatest value {iso(high)} means 'no end': how many rows hold it is not known.")
        high = today
    if low < high and is_dummy(low, high, environment):
        notes.append(f"The least value {iso(low)} looks like a dummy: how many rows hold it is not known.")
        low = days_later(high, -YEAR_DAYS * environment.advice.dummy_span_years)
    return day_number(low), day_number(high), notes

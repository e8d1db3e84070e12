"""A forecast: how many partitions a target has, now and in some years, and how rows and bytes lie over them.

Figures rest on optimizer statistics: estimates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from repart_tui.advice.growth import Pace
from repart_tui.migration_models import ColumnInfo, EnvironmentConfig, TableConfig

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
class ForecastFacts:
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


def null_share(column: ColumnInfo, rows: int | None) -> float:
    nulls = column.statistics.num_nulls if column.statistics is not None else None
    return min(1.0, nulls / rows) if nulls and rows else 0.0


def runs(count: int, bars: int) -> Iterable[tuple[int, int]]:
    """Yield first and last of runs of neighbours, `bars` of them at most."""
    width = -(-count // bars) if count else 1
    for first in range(0, count, width):
        yield first, min(count, first + width) - 1


def runs_apart(named: int, made: int, bars: int) -> Iterable[tuple[int, int]]:
    """Like `runs`, but no run joins written partitions with those that the interval makes: their widths differ."""
    if not made:
        yield from runs(named, bars)
        return
    share = min(bars - 1, max(1, round(bars * named / (named + made))), named)
    yield from runs(named, share)
    for first, last in runs(made, bars - share):
        yield named + first, named + last


def joined(label: Callable[[int], str], first: int, last: int) -> str:
    if first == last:
        return label(first)
    begin, end = label(first), label(last)
    # Where a number begins says enough: two of them would not fit a chart.
    return f"{begin} .." if begin.startswith("from ") else f"{begin} .. {end}"

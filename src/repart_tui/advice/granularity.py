"""How wide the partitions of a date key shall be: calendar steps, and the one that fits the size of the table.

Source: VLDB and Partitioning Guide, "When to Use Interval Partitioning"; ORA-14767 (months begin on a day that every
month has: bounds lie on the first).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from repart_tui.advice.moments import add_months
from repart_tui.advice.sizes import total_bytes, wanted_partitions
from repart_tui.migration_models import CurrentState, EnvironmentConfig, Interval

Unit = Literal["YEAR", "MONTH", "DAY", "HOUR"]
_UNIT_DAYS: dict[Unit, float] = {"YEAR": 365.2425, "MONTH": 30.436875, "DAY": 1.0, "HOUR": 1 / 24}


@dataclass(frozen=True, slots=True)
class Width:
    """The width of a partition, such as 3 months."""

    unit: Unit
    count: int = 1

    @classmethod
    def of(cls, interval: Interval) -> Width | None:
        """Return the width of an interval; None for numbers, minutes and seconds."""
        unit = interval.unit
        if unit == "NUMBER" or unit == "MINUTE" or unit == "SECOND":
            return None
        return cls(unit, interval.count)

    @property
    def days(self) -> float:
        """The width in days, on average."""
        return _UNIT_DAYS[self.unit] * self.count

    @property
    def interval(self) -> Interval:
        """The width as the configuration writes it."""
        return Interval(unit=self.unit, count=self.count)

    @property
    def words(self) -> str:
        """The width for people, such as 'a month' or 'every 3 months'."""
        unit = self.unit.lower()
        if self.count == 1:
            return f"{'an' if unit == 'hour' else 'a'} {unit}"
        return "every week" if self == WEEK else f"every {self.count} {unit}s"

    def partitions(self, low: datetime, high: datetime) -> int:
        """Return how many partitions lie between two moments, about."""
        return max(1, round((high - low).total_seconds() / 86400 / self.days + 0.5))

    def bound_after(self, moment: datetime) -> datetime | None:
        """Return the first boundary above the moment; None beyond the calendar. Weeks begin on Monday."""
        try:
            if self.unit == "HOUR":
                return datetime(moment.year, moment.month, moment.day, moment.hour) + timedelta(hours=1)
            start = datetime(moment.year, moment.month, moment.day)
            if self.unit == "DAY":
                return start + timedelta(days=self.count - (start.weekday() if self == WEEK else 0))
            months = self.count * (12 if self.unit == "YEAR" else 1)
            # Quarters and years begin in January.
            return add_months(moment, months - (moment.month - 1) % min(months, 12))
        except (OverflowError, ValueError):
            return None

    def next_bound(self, bound: datetime) -> datetime | None:
        """Return the boundary one width on."""
        try:
            if self.unit in ("YEAR", "MONTH"):
                return add_months(bound, self.count * (12 if self.unit == "YEAR" else 1))
            return bound + timedelta(days=self.days)
        except OverflowError:
            return None

    def stamp(self, moment: datetime) -> str:
        """Return a moment as part of a partition name: 2024, 2024_01, 2024_01_31 or 2024_01_31_18."""
        length = {"YEAR": 4, "MONTH": 7, "DAY": 10, "HOUR": 13}[self.unit]
        return moment.isoformat()[:length].replace("-", "_").replace("T", "_")


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths that the bounds of a key can have: the usual one, narrower and wider ones."""

    usual: Width
    narrower: tuple[Width, ...]
    wider: tuple[Width, ...]


YEAR, QUARTER, MONTH = Width("YEAR"), Width("MONTH", 3), Width("MONTH")
WEEK, DAY, HOUR = Width("DAY", 7), Width("DAY"), Width("HOUR")
CALENDAR = Widths(MONTH, (WEEK, DAY, HOUR), (QUARTER, YEAR))


def choose_width(
    low: datetime,
    high: datetime,
    state: CurrentState,
    environment: EnvironmentConfig,
    widths: Widths = CALENDAR,
) -> Width:
    """Return the width of a partition: the usual one, a month, unless months are too big, too small or too many.

    Narrower, the widest of week, day and hour whose partitions are no more than `oversize_factor` times the aimed
    size; wider, the narrowest of quarter and year whose partitions are not small.
    """
    advice, most = environment.advice, environment.maximum_partitions
    wanted = wanted_partitions(state, environment)

    def too_big(width: Width) -> bool:
        return wanted > advice.oversize_factor * width.partitions(low, high)

    usual = widths.usual
    number = usual.partitions(low, high)
    if number > most:
        return next(
            (width for width in widths.wider if width.partitions(low, high) <= most), (usual, *widths.wider)[-1]
        )
    if too_big(usual):
        # Where none fits, months with a second level are easier to look after than a host of days.
        return next((w for w in widths.narrower if w.partitions(low, high) <= most and not too_big(w)), usual)
    size = total_bytes(state)
    if size is None or number <= advice.few_partitions or size / number >= advice.small_partition_bytes:
        return usual
    large = (w for w in widths.wider if size / w.partitions(low, high) >= advice.small_partition_bytes)
    return next(large, (usual, *widths.wider)[-1])


def hash_pieces(
    low: datetime, high: datetime, width: Width, state: CurrentState, environment: EnvironmentConfig
) -> int | None:
    """Return into how many hash subpartitions each partition should fall; None where one level is enough.

    A power of two, as many as the aimed size wants and as the number of partitions allows.
    """
    number = width.partitions(low, high)
    per_partition = wanted_partitions(state, environment) / number
    if per_partition <= environment.advice.oversize_factor:
        return None
    count = 2
    while count < per_partition and 2 * count * number <= environment.maximum_partitions:
        count *= 2
    return count if count * number <= environment.maximum_partitions else None

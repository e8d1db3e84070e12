"""Times kept as numbers or text, such as 20240131 or seconds since 1970, read as the moments that they stand for.

Such a key prunes and ages out as a date does; only its bounds are written otherwise. An interval of 100 on YYYYMMDD
makes months, one of 10,000 years: the steps between (20241301 and so on) are values that no row has. Sources: VLDB and
Partitioning Guide, "Interval Partitioning" (NUMBER keys); SQL Language Reference, CREATE TABLE, "INTERVAL Clause"
(text takes none, ORA-14751).
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from repart_tui.advice.granularity import CALENDAR, DAY, HOUR, MONTH, QUARTER, WEEK, YEAR, Width, Widths
from repart_tui.advice.moments import days_later, iso, parse_moment
from repart_tui.advice.name_words import holds_word
from repart_tui.advice.sentinels import is_dummy, is_sentinel
from repart_tui.migration_models import ColumnInfo, EnvironmentConfig, Interval
from repart_tui.oracle.columns import CHARACTER_TYPES, NUMERIC_TYPES
from repart_tui.oracle.number_text import number_of

Form = Literal[
    "YYYY", "YYYYMM", "YYYYMMDD", "YYYY-MM-DD", "YYYYMMDDHH24MI", "YYYYMMDDHH24MISS", "seconds", "milliseconds"
]

_LAYOUTS: dict[Form, str] = {
    "YYYY": "%Y",
    "YYYYMM": "%Y%m",
    "YYYYMMDD": "%Y%m%d",
    "YYYY-MM-DD": "%Y-%m-%d",
    "YYYYMMDDHH24MI": "%Y%m%d%H%M",
    "YYYYMMDDHH24MISS": "%Y%m%d%H%M%S",
}
_LENGTHS: dict[Form, int] = {form: len(f"{datetime(2000, 1, 1):{layout}}") for form, layout in _LAYOUTS.items()}
_EPOCH = datetime(1970, 1, 1)
_TICKS: dict[Form, int] = {"seconds": 1, "milliseconds": 1000}
# What one day, month and year add to a number of each form; None where the form does not tell them apart.
_STEPS: dict[Form, dict[Width, int]] = {
    "YYYY": {YEAR: 1},
    "YYYYMM": {MONTH: 1, YEAR: 100},
    "YYYYMMDD": {DAY: 1, MONTH: 100, YEAR: 10_000},
    "YYYYMMDDHH24MI": {DAY: 10_000, MONTH: 1_000_000, YEAR: 100_000_000},
    "YYYYMMDDHH24MISS": {DAY: 1_000_000, MONTH: 100_000_000, YEAR: 10_000_000_000},
}
# A value of these forms stands for all the rows of a year or a month.
_PERIODS: dict[Form, Width] = {"YYYY": YEAR, "YYYYMM": MONTH}
# Seconds know no months: thirty days, and a year of 365.
_THIRTY_DAYS, _PLAIN_YEAR = Width("DAY", 30), Width("DAY", 365)
_EPOCH_WIDTHS = Widths(_THIRTY_DAYS, (WEEK, DAY, HOUR), (_PLAIN_YEAR,))
_UNKNOWN, _NO_END = "0001-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class CodedTime:
    """How a column writes times down."""

    form: Form
    text: bool

    @property
    def words(self) -> str:
        """What the column holds, such as 'days as numbers (YYYYMMDD)'."""
        kind = "text" if self.text else "numbers"
        if self.form in _TICKS:
            return f"{self.form} since 1970"
        unit = {4: "years", 6: "months", 12: "minutes", 14: "seconds"}.get(_LENGTHS[self.form], "days")
        return f"{unit} as {kind} ({self.form})"

    @property
    def counts(self) -> bool:
        """Whether it counts seconds or milliseconds, rather than writing a calendar date."""
        return self.form in _TICKS

    @property
    def widths(self) -> Widths:
        """Widths of partitions that bounds of this form can have."""
        if self.form in _TICKS:
            return _EPOCH_WIDTHS
        if self.form == "YYYY":
            return Widths(YEAR, (), ())
        if self.form == "YYYYMM":
            return Widths(MONTH, (), (QUARTER, YEAR) if self.text else (YEAR,))
        # Three hundred would not divide the ten thousand of a year: numbers take no quarters.
        return CALENDAR if self.text else Widths(MONTH, (DAY,), (YEAR,))

    def read(self, value: str) -> datetime | None:
        """Return the moment of a value as the configuration holds it; None where it is none."""
        text = value.strip()
        if self.form in _TICKS:
            number = number_of(text)
            if number is None:
                return None
            try:
                return _EPOCH + timedelta(seconds=float(number / _TICKS[self.form]))
            except OverflowError:
                return None
        if len(text) != _LENGTHS[self.form] or not re.fullmatch("[0-9-]+", text):
            return None
        try:
            return datetime.strptime(text, _LAYOUTS[self.form])
        except ValueError:
            return None

    def write(self, moment: datetime) -> str:
        """Return the moment as a bound of this form."""
        if self.form in _TICKS:
            return str(round((moment - _EPOCH).total_seconds()) * _TICKS[self.form])
        # strftime leaves out the zeros of early years.
        return f"{moment:{_LAYOUTS[self.form]}}".zfill(_LENGTHS[self.form])

    def interval(self, width: Width) -> Interval:
        """Return the numeric interval of a width that it `knows`."""
        if self.form in _TICKS:
            return Interval(unit="NUMBER", count=round(width.days * 86400) * _TICKS[self.form])
        return Interval(unit="NUMBER", count=_STEPS[self.form][width])

    def knows(self, width: Width) -> bool:
        """Return whether a numeric interval can be so wide: seconds know no months, and no number has quarters."""
        return width.unit in ("DAY", "HOUR") if self.counts else width in _STEPS[self.form]

    def width(self, interval: Interval) -> Width | None:
        """Return the width that a numeric interval has in this form; None for one that fits no calendar."""
        if self.form in _TICKS:
            seconds, rest = divmod(interval.count, _TICKS[self.form])
            hours, odd = divmod(seconds, 3600)
            if rest or odd or not hours:
                return None
            return Width("HOUR", hours) if hours % 24 else Width("DAY", hours // 24)
        return next((width for width, step in _STEPS[self.form].items() if step == interval.count), None)


def coded_time(column: ColumnInfo, environment: EnvironmentConfig, today: datetime | None) -> CodedTime | None:
    """Return how the column holds times, as its statistics and in doubt its name tell; None where it holds none.

    At least one end must read as a moment of our time, the other may be a sentinel, and there may be no more distinct
    values than moments between the ends.
    """
    statistics = column.statistics
    text = column.data_type in CHARACTER_TYPES
    if statistics is None or statistics.low_value is None or statistics.high_value is None:
        return None
    if not statistics.num_distinct or not (text or column.data_type in NUMERIC_TYPES):
        return None
    low, high = statistics.low_value.strip(), statistics.high_value.strip()
    for form in _LAYOUTS:
        if "-" in form and not text:
            continue
        if form == "YYYY" and not holds_word(column.name, environment.advice.year_words):
            continue
        coded = CodedTime(form, text)
        if _fits(coded, low, high, statistics.num_distinct, environment, today):
            return coded
    if text or not holds_word(column.name, environment.advice.epoch_words):
        return None
    return next(
        (c for form in _TICKS if _counts(c := CodedTime(form, text=False), low, high, today, environment)), None
    )


def as_date(column: ColumnInfo, coded: CodedTime, environment: EnvironmentConfig, today: datetime | None) -> ColumnInfo:
    """Return the column as if it were a DATE: its statistics as moments, its sentinels as those of dates."""
    statistics = column.statistics
    assert statistics is not None
    values = [coded.read(value) for value in statistics.frequent_values]
    moments = [iso(moment) for moment in values if moment is not None]
    if len(moments) < len(values):
        moments = []
    seen = dataclasses.replace(
        statistics,
        low_value=_end(coded, statistics.low_value, environment, _UNKNOWN),
        high_value=_end(coded, statistics.high_value, environment, _NO_END, today),
        frequent_values=moments,
        frequent_counts=list(statistics.frequent_counts) if moments else [],
    )
    return dataclasses.replace(column, data_type="DATE", statistics=seen)


def _end(
    coded: CodedTime,
    value: str | None,
    environment: EnvironmentConfig,
    otherwise: str,
    today: datetime | None = None,
) -> str | None:
    if value is None:
        return None
    moment = coded.read(value)
    if moment is None or _stands_for(value.strip(), coded, environment):
        return otherwise
    following = _PERIODS[coded.form].bound_after(moment) if coded.form in _PERIODS else None
    if today is not None and following is not None and moment < today:
        # Rows of a month or a year lie anywhere in it, those of the running one before today.
        moment = min(days_later(following, -1), max(moment, datetime(today.year, today.month, today.day)))
    return iso(moment)


def _fits(
    coded: CodedTime, low: str, high: str, distinct: int, environment: EnvironmentConfig, today: datetime | None
) -> bool:
    first, last = _ours(coded, low, environment, today), _ours(coded, high, environment, today)
    known = [moment for moment in (first, last) if moment is not None]
    odd = [end for end, moment in ((low, first), (high, last)) if moment is None]
    if not known or any(not _stands_for(end, coded, environment) for end in odd):
        return False
    if low == high or (first is not None and last is not None and first >= last):
        return False
    # With a sentinel at one end the span is not known.
    widest = 366 * environment.advice.dummy_past_years
    span = (last - first).days if first is not None and last is not None else widest
    most = {"YYYY": span / 365, "YYYYMM": span / 28, "YYYYMMDDHH24MI": span * 1440, "YYYYMMDDHH24MISS": span * 86400}
    return distinct <= most.get(coded.form, span) + 2


def _ours(coded: CodedTime, text: str, environment: EnvironmentConfig, today: datetime | None) -> datetime | None:
    """Return a moment that is neither listed as a sentinel nor as far from today as one."""
    moment = None if _stands_for(text, coded, environment) else coded.read(text)
    if moment is None or is_sentinel(moment, today, environment):
        return None
    return None if is_dummy(moment, today or moment, environment) else moment


def _stands_for(text: str, coded: CodedTime, environment: EnvironmentConfig) -> bool:
    advice = environment.advice
    return text in (advice.sentinel_texts if coded.text else advice.sentinel_numbers) or not text


def _counts(coded: CodedTime, low: str, high: str, today: datetime | None, environment: EnvironmentConfig) -> bool:
    """Return whether both ends are seconds or milliseconds of our time."""
    first, last = coded.read(low), coded.read(high)
    earliest = parse_moment(environment.advice.epoch_first_date) or _EPOCH
    if first is None or last is None or first >= last or first < earliest:
        return False
    return not is_sentinel(last, today, environment)

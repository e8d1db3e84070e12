"""Values that stand for "unknown" or "without end": 9999-12-31, 1900-01-01, 0."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from repart_tui.advice.moments import days_later, iso, parse_moment
from repart_tui.advice.name_words import holds_word
from repart_tui.migration_models import ColumnInfo, EnvironmentConfig
from repart_tui.oracle.columns import NUMERIC_TYPES
from repart_tui.oracle.number_text import number_of

YEAR_DAYS = 365.2425


def is_sentinel(high: datetime, today: datetime | None, environment: EnvironmentConfig) -> bool:
    """Return whether the greatest value can only mean "no end", such as 9999-12-31."""
    if today is None:
        limit = parse_moment(environment.advice.far_future_date) or datetime.max
    else:
        limit = days_later(today, YEAR_DAYS * environment.sentinel_years)
    return high >= limit or (_listed(high, environment) and (today is None or high > today))


def is_dummy(low: datetime, reference: datetime, environment: EnvironmentConfig) -> bool:
    """Return whether the least value can only mean "unknown", such as 1900-01-01; `reference` is today or the end."""
    past = days_later(reference, -YEAR_DAYS * environment.advice.dummy_past_years)
    return low < past or (_listed(low, environment) and low < reference)


def date_sentinels(
    column: ColumnInfo, today: datetime | None, environment: EnvironmentConfig
) -> tuple[str | None, str | None]:
    """Return the least and the greatest value of a date column where they are sentinels, else None for each."""
    statistics = column.statistics
    low = parse_moment(statistics.low_value) if statistics is not None else None
    high = parse_moment(statistics.high_value) if statistics is not None else None
    if low is None or high is None:
        return None, None
    last = high if not is_sentinel(high, today, environment) else today or low
    return (
        iso(low) if low < high and _is_dummy_of(column, low, today or last, environment) else None,
        iso(high) if is_sentinel(high, today, environment) else None,
    )


def _is_dummy_of(column: ColumnInfo, low: datetime, reference: datetime, environment: EnvironmentConfig) -> bool:
    """Return whether the least date of the column is a dummy: people born a hundred years ago are not unknown."""
    if holds_word(column.name, environment.advice.end_words) and not _listed(low, environment):
        return False
    return is_dummy(low, reference, environment)


def number_sentinels(column: ColumnInfo, environment: EnvironmentConfig) -> list[str]:
    """Return the ends of a numeric column that are listed sentinels and lie apart from the other values.

    Apart means: farther from the other end than all distinct values laid side by side could reach.
    """
    statistics = column.statistics
    if column.data_type not in NUMERIC_TYPES or statistics is None or not statistics.num_distinct:
        return []
    low, high = _number(statistics.low_value), _number(statistics.high_value)
    if low is None or high is None or low == high:
        return []
    listed = {_number(text) for text in environment.advice.sentinel_numbers}
    apart = high - low > environment.advice.sentinel_apart_factor * statistics.num_distinct
    return [format(end, "f") for end in (low, high) if end in listed and apart]


def _listed(moment: datetime, environment: EnvironmentConfig) -> bool:
    return moment.date().isoformat() in environment.advice.sentinel_dates


def _number(text: str | None) -> Decimal | None:
    return number_of(text) if text is not None else None

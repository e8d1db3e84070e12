"""Numbers out of a sequence as interval keys: they rise with time, so that ranges of them age out too.

Source: VLDB and Partitioning Guide, "Interval Partitioning" (NUMBER keys).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from repart_tui.advice.coded_times import coded_time
from repart_tui.advice.key_columns import is_unique, leads_index, legal_key, null_free, primary_key
from repart_tui.migration_models import ColumnInfo, CurrentState, EnvironmentConfig
from repart_tui.oracle.columns import NUMERIC_TYPES, user_columns
from repart_tui.oracle.number_text import number_of


@dataclass(frozen=True, slots=True)
class NumberKey:
    """A numeric column that could be an interval key."""

    column: ColumnInfo
    score: int
    words: str


def number_keys(state: CurrentState, environment: EnvironmentConfig, today: datetime | None) -> list[NumberKey]:
    """Return the numbers that rise as rows come, the best first."""
    found = [
        key
        for column in user_columns(state)
        if column.data_type in NUMERIC_TYPES and legal_key(column) and null_free(column)
        for key in _keys(state, column, environment, today)
    ]
    return sorted(found, key=lambda key: -key.score)


def _keys(
    state: CurrentState, column: ColumnInfo, environment: EnvironmentConfig, today: datetime | None
) -> Iterator[NumberKey]:
    points, traits = environment.advice, []
    if column.virtual or (state.num_rows or 0) < points.number_key_rows or not _rises(state, column, environment):
        return
    if coded_time(column, environment, today) is not None and not is_unique(state, column.name):
        return
    score = points.key_base_points
    for there, more, words in (
        (not column.nullable, points.key_not_null_points, "NOT NULL"),
        (column.name in primary_key(state), points.key_primary_points, "part of the primary key"),
        (leads_index(state, column.name), points.key_index_points, "leading column of an index"),
    ):
        if there:
            score += more
            traits.append(words)
    words = f"{column.name} is a number that rises with time: {', '.join(traits)}; intervals of it age out too."
    yield NumberKey(column, max(0, min(100, score - points.key_rising_points)), words)


def _rises(state: CurrentState, column: ColumnInfo, environment: EnvironmentConfig) -> bool:
    """Return whether it comes out of a rising sequence: an identity, or a unique number almost without gaps."""
    if column.identity is not None:
        return column.identity.increment_by > 0
    statistics = column.statistics
    if not is_unique(state, column.name) or statistics is None or not statistics.num_distinct:
        return False
    low, high = number_of(statistics.low_value or ""), number_of(statistics.high_value or "")
    if low is None or high is None:
        return False
    # A sequence that counts down has negative numbers only, as a rule.
    return high > 0 and high - low <= environment.advice.sequence_gap_factor * statistics.num_distinct

"""How good a partitioning key each date column would be, point by point and in words.

Sources: VLDB and Partitioning Guide, "Choosing Partitioning Keys" and "Partition Pruning"; SQL Language Reference,
CREATE TABLE, restrictions on partitioning keys. Points and telling names stand in environment_config.advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from repart_tui.advice.key_columns import is_date, leads_index, legal_key, null_free, null_sentence, primary_key
from repart_tui.advice.moments import parse_moment
from repart_tui.advice.name_words import holds_word
from repart_tui.advice.sentinels import date_sentinels
from repart_tui.migration_models import ColumnInfo, CurrentState, EnvironmentConfig
from repart_tui.oracle.columns import base_type, user_columns

Trap = Literal["SENTINEL", "NULLS", "MUTABLE", "TYPE", "FUTURE", "SINGLE-VALUE"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing known about a column: points for it or against it, and words that go on from the column's name."""

    points: int
    words: str
    trap: Trap | None = None


@dataclass(frozen=True, slots=True)
class KeyEvidence:
    """A column, what speaks for and against it as a key, and why it cannot be one at all."""

    column: ColumnInfo
    score: int
    evidence: tuple[Evidence, ...]
    problem: str | None = None
    """The sentence that rules it out as the key of intervals; None where it may be one."""
    problem_trap: Trap | None = None

    @property
    def reason(self) -> str:
        """Why, in one sentence."""
        words = ", ".join(item.words for item in self.evidence)
        return f"{self.column.name} is a {base_type(self.column)}{': ' + words if words else ''}."


def date_evidence(state: CurrentState, environment: EnvironmentConfig, today: datetime | None) -> list[KeyEvidence]:
    """Return the evidence on every date or timestamp column: usable ones first, the best first."""
    found = [
        _weighed(state, column, environment, today)
        for column in user_columns(state)
        if is_date(column) or base_type(column).startswith("TIMESTAMP WITH")
    ]
    return sorted(found, key=lambda item: (item.problem is not None, -item.score))


def date_keys(state: CurrentState, environment: EnvironmentConfig, today: datetime | None) -> list[KeyEvidence]:
    """Return the date columns that may be an interval key, the best first."""
    return [item for item in date_evidence(state, environment, today) if item.problem is None]


def _weighed(
    state: CurrentState, column: ColumnInfo, environment: EnvironmentConfig, today: datetime | None
) -> KeyEvidence:
    evidence = tuple(_evidence(state, column, environment, today))
    score = environment.advice.key_base_points + sum(item.points for item in evidence)
    problem, trap = _problem(state, column)
    return KeyEvidence(column, max(0, min(100, score)), evidence, problem, trap)


def _problem(state: CurrentState, column: ColumnInfo) -> tuple[str | None, Trap | None]:
    name, kind = column.name, base_type(column)
    if kind == "TIMESTAMP WITH TIME ZONE":
        remedy = f"only a virtual column SYS_EXTRACT_UTC({name}) could be a key"
        return f"{name} is {kind}: {remedy}.", "TYPE"
    if kind == "TIMESTAMP WITH LOCAL TIME ZONE":
        return f"{name} is {kind}: its bounds would follow the time zone of the session.", "TYPE"
    if column.encryption is not None:
        return f"{name} is encrypted, and no partitioning key may be (ORA-28346).", "TYPE"
    if not legal_key(column):
        return f"{name} calls a function that a partitioning key may not call.", "TYPE"
    if not null_free(column):
        return null_sentence(state, column), "NULLS"
    return None, None


def _evidence(
    state: CurrentState, column: ColumnInfo, environment: EnvironmentConfig, today: datetime | None
) -> Iterator[Evidence]:
    points, name = environment.advice, column.name
    if not column.nullable:
        yield Evidence(points.key_not_null_points, "NOT NULL")
    elif null_free(column):
        yield Evidence(0, "free of NULLs by statistics, though no constraint says so")
    if name in primary_key(state):
        yield Evidence(points.key_primary_points, "part of the primary key")
    if leads_index(state, name):
        yield Evidence(points.key_index_points, "leading column of an index")
    yield from _usage(state, column, points.key_usage_points)
    yield from _by_name(state, column, environment)
    if column.virtual:
        yield Evidence(-points.key_virtual_points, "but virtual")
    if column.hidden:
        yield Evidence(-points.key_invisible_points, "but invisible")
    yield from _by_values(column, environment, today)


def _usage(state: CurrentState, column: ColumnInfo, points: int) -> Iterator[Evidence]:
    """Column usage, where SYS.COL_USAGE$ could be read: predicates that a partition can be pruned by."""
    if column.usage is None:
        return
    own = column.usage.equality + column.usage.range
    most = max(c.usage.equality + c.usage.range for c in state.columns if c.usage is not None)
    if own:
        words = f"named by {own:,} predicates, {column.usage.range:,} of them ranges"
        yield Evidence(points if own == most else 0, words + (", the most of all columns" if own == most else ""))


def _by_name(state: CurrentState, column: ColumnInfo, environment: EnvironmentConfig) -> Iterator[Evidence]:
    points, name = environment.advice, column.name
    setter = _setting_trigger(state, name)
    if setter is not None:
        yield Evidence(-points.key_mutable_points, f"but trigger {setter} sets it on every update", "MUTABLE")
    elif column.default_on_null_for_update:
        yield Evidence(-points.key_mutable_points, "but its default is set on updates too", "MUTABLE")
    elif holds_word(name, points.mutable_words):
        yield Evidence(-points.key_mutable_points, "but its name says that updates change it", "MUTABLE")
    elif holds_word(name, points.end_words):
        yield Evidence(-points.key_end_points, "but its name speaks of an end or a birth, not of when the row came")
    elif holds_word(name, points.arrival_words):
        yield Evidence(points.key_name_points, "by its name the time when the row came")


def _setting_trigger(state: CurrentState, name: str) -> str | None:
    """Return an enabled trigger that assigns :NEW.name when a row is updated."""
    assigns = re.compile(rf':NEW\s*\.\s*"?{re.escape(name)}"?\s*:=|INTO\s+:NEW\s*\.\s*"?{re.escape(name)}\b', re.I)
    for trigger in state.triggers:
        fires = trigger.status == "ENABLED" and "UPDATE" in (trigger.triggering_event or "").upper()
        if fires and assigns.search(trigger.trigger_body or ""):
            return trigger.trigger_name
    return None


def _by_values(column: ColumnInfo, environment: EnvironmentConfig, today: datetime | None) -> Iterator[Evidence]:
    points, statistics = environment.advice, column.statistics
    if statistics is None:
        yield Evidence(0, "without statistics")
        return
    if statistics.num_distinct == 1:
        yield Evidence(-points.key_single_value_points, "but with a single value", "SINGLE-VALUE")
    low, high = parse_moment(statistics.low_value), parse_moment(statistics.high_value)
    first, last = date_sentinels(column, today, environment)
    if last is not None:
        words = f"but {last} stands for 'no end', which intervals do not reach (ORA-14300)"
        yield Evidence(-points.key_sentinel_points, words, "SENTINEL")
    if first is not None:
        yield Evidence(0, f"though {first} stands for 'unknown'", "SENTINEL")
    if last is None and today is not None and low is not None and high is not None and low + (high - low) / 2 > today:
        yield Evidence(-points.key_future_points, "but mostly in the future", "FUTURE")

"""How good a partitioning key each column of dates, or of times kept as numbers or text, would be, point by point.

Sources: VLDB and Partitioning Guide, "Choosing Partitioning Keys" and "Partition Pruning"; SQL Language Reference,
CREATE TABLE, restrictions on partitioning keys. Points and telling names stand in environment_config.advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from repart_tui.advice.coded_times import CodedTime, as_date, coded_time
from repart_tui.advice.key_columns import (
    is_date,
    is_unique,
    leads_index,
    legal_key,
    null_free,
    null_sentence,
    primary_key,
)
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
    against_arrival: bool = False
    """True where it says that the column does not tell when rows came."""


@dataclass(frozen=True, slots=True)
class KeyEvidence:
    """A column, what speaks for and against it as a key, and why it cannot be one at all."""

    column: ColumnInfo
    score: int
    evidence: tuple[Evidence, ...]
    problem: str | None = None
    """The sentence that rules it out as the key of intervals; None where it may be one."""
    problem_trap: Trap | None = None
    coded: CodedTime | None = None
    """How the column keeps times that are no dates; None for a DATE or TIMESTAMP."""
    dated: ColumnInfo | None = None
    """The column as a DATE, where it is none."""

    @property
    def as_date(self) -> ColumnInfo:
        """The column itself, or as if it were a DATE."""
        return self.dated or self.column

    @property
    def tells_arrival(self) -> bool:
        """Whether it can tell how the table grows: nothing says that updates change it, or that it means an end."""
        return not any(item.against_arrival for item in self.evidence)

    @property
    def reason(self) -> str:
        """Why, in one sentence."""
        words = ", ".join(item.words for item in self.evidence)
        what = f" that holds {self.coded.words}" if self.coded is not None else ""
        return f"{self.column.name} is a {base_type(self.column)}{what}{': ' + words if words else ''}."


def date_evidence(state: CurrentState, environment: EnvironmentConfig, today: datetime | None) -> list[KeyEvidence]:
    """Return the evidence on every column of dates, or of times kept otherwise: usable ones first, the best first."""
    found = []
    for column in user_columns(state):
        if is_date(column) or base_type(column).startswith("TIMESTAMP WITH"):
            found.append(_weighed(state, column, environment, today))
            continue
        coded = coded_time(column, environment, today)
        # Seconds that are a key by themselves are more likely numbers out of a sequence.
        if coded is not None and not (coded.counts and is_unique(state, column.name)):
            found.append(_weighed(state, column, environment, today, coded))
    # A true date goes before one kept otherwise: its bounds are plainer.
    return sorted(found, key=lambda item: (item.problem is not None, -item.score, item.coded is not None))


def date_keys(state: CurrentState, environment: EnvironmentConfig, today: datetime | None) -> list[KeyEvidence]:
    """Return those that may be a key, the best first."""
    return [item for item in date_evidence(state, environment, today) if item.problem is None]


def _weighed(
    state: CurrentState,
    column: ColumnInfo,
    environment: EnvironmentConfig,
    today: datetime | None,
    coded: CodedTime | None = None,
) -> KeyEvidence:
    dated = as_date(column, coded, environment, today) if coded is not None else None
    evidence = tuple(_evidence(state, column, dated or column, environment, today))
    score = environment.advice.key_base_points + sum(item.points for item in evidence)
    problem, trap = _problem(state, column, coded)
    return KeyEvidence(column, max(0, min(100, score)), evidence, problem, trap, coded, dated)


def _problem(state: CurrentState, column: ColumnInfo, coded: CodedTime | None) -> tuple[str | None, Trap | None]:
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
    # Times kept otherwise get ranges with MAXVALUE then, which takes NULL.
    if coded is None and not null_free(column):
        return null_sentence(state, column), "NULLS"
    return None, None


def _evidence(
    state: CurrentState, column: ColumnInfo, dated: ColumnInfo, environment: EnvironmentConfig, today: datetime | None
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
    yield from _by_values(column, dated, environment, today)


def _usage(state: CurrentState, column: ColumnInfo, points: int) -> Iterator[Evidence]:
    """Column usage, where SYS.COL_USAGE$ could be read: predicates that a partition can be pruned by."""
    if column.usage is None:
        return
    own = column.usage.equality + column.usage.range
    most = max(c.usage.equality + c.usage.range for c in state.columns if c.usage is not None)
    if own:
        words = f"named by {own:,} predicates, {column.usage.range:,} of them ranges"
        yield Evidence(points if own == most else 0, words + (", the most of all columns" if own == most else ""))


def _against(points: int, words: str, trap: Trap | None = None) -> Evidence:
    """Return evidence that the column does not tell when rows came."""
    return Evidence(points, words, trap, against_arrival=True)


def _by_name(state: CurrentState, column: ColumnInfo, environment: EnvironmentConfig) -> Iterator[Evidence]:
    points, name = environment.advice, column.name
    setter = _setting_trigger(state, name)
    if setter is not None:
        yield Evidence(
            -points.key_mutable_points, f"but trigger {setter} sets it on every update", "MUTABLE", against_arrival=True
        )
    elif column.default_on_null_for_update:
        yield Evidence(
            -points.key_mutable_points, "but its default is set on updates too", "MUTABLE", against_arrival=True
        )
    elif holds_word(name, points.mutable_words):
        yield Evidence(
            -points.key_mutable_points, "but its name says that updates change it", "MUTABLE", against_arrival=True
        )
    elif holds_word(name, points.end_words):
        yield _against(-points.key_end_points, "but its name speaks of an end or a birth, not of when the row came")
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


def _by_values(
    column: ColumnInfo, dated: ColumnInfo, environment: EnvironmentConfig, today: datetime | None
) -> Iterator[Evidence]:
    points, statistics = environment.advice, dated.statistics
    if statistics is None:
        yield Evidence(0, "without statistics")
        return
    if statistics.num_distinct == 1:
        yield Evidence(-points.key_single_value_points, "but with a single value", "SINGLE-VALUE")
    low, high = parse_moment(statistics.low_value), parse_moment(statistics.high_value)
    first, last = date_sentinels(dated, today, environment)
    if column.statistics is not None and column is not dated:
        # As the column holds them, such as 00000000.
        first = first and (column.statistics.low_value or "").strip()
        last = last and (column.statistics.high_value or "").strip()
    if last is not None:
        words = f"but {last} stands for 'no end', too far for intervals (ORA-14300)"
        yield _against(-points.key_sentinel_points, words, "SENTINEL")
    if first is not None:
        yield Evidence(0, f"though {first} stands for 'unknown'", "SENTINEL")
    if last is None and today is not None and low is not None and high is not None and low + (high - low) / 2 > today:
        yield _against(-points.key_future_points, "but mostly in the future", "FUTURE")

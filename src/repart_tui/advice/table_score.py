"""What partitioning a table would bring: points, each with its reason in words, and the verdict they add up to.

Source: VLDB and Partitioning Guide, "When to Partition a Table" (tables of 2 GB and more should always be considered;
historical data, where the newest partition takes the new rows; contents spread over storage). All points and limits
stand in environment_config.advice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from repart_tui.advice.granularity import MONTH
from repart_tui.advice.key_evidence import KeyEvidence, date_evidence
from repart_tui.advice.misfit import fit_sentence, misfits
from repart_tui.advice.moments import days_later, iso, parse_moment
from repart_tui.advice.sentinels import YEAR_DAYS, is_dummy, is_sentinel
from repart_tui.advice.sizes import size_text, total_bytes
from repart_tui.counted import counted
from repart_tui.migration_models import (
    CurrentState,
    DatabaseInfo,
    EnvironmentConfig,
    HashTarget,
    NoneTarget,
    TargetConfig,
)

Verdict = Literal["partition", "consider", "leave"]
VERDICT_WORDS: dict[Verdict, str] = {
    "partition": "partition it",
    "consider": "worth considering",
    "leave": "leave it alone",
}
_HIGHEST = 100


@dataclass(frozen=True, slots=True)
class ScorePart:
    """Points for or against partitioning a table, and why."""

    points: int
    words: str


@dataclass(frozen=True, slots=True)
class TableScore:
    """The score of a table, 0 to 100, its parts and its verdict."""

    parts: tuple[ScorePart, ...]
    total: int
    verdict: Verdict


def table_score(
    state: CurrentState,
    target: TargetConfig,
    environment: EnvironmentConfig,
    database: DatabaseInfo | None,
    today: datetime | None,
) -> TableScore:
    """Return the score of partitioning the table as proposed."""
    barred = _barred(state, target, database)
    if barred is not None:
        return TableScore((ScorePart(0, barred),), 0, "leave")
    parts = tuple(_parts(state, target, environment, today))
    total = max(0, min(_HIGHEST, sum(part.points for part in parts)))
    advice = environment.advice
    verdict: Verdict = (
        "partition" if total >= advice.recommend_score else "consider" if total >= advice.consider_score else "leave"
    )
    return TableScore(parts, total, verdict)


def _barred(state: CurrentState, target: TargetConfig, database: DatabaseInfo | None) -> str | None:
    if database is not None and database.partitioning_option is False:
        return "The Partitioning option is not installed in this database (V$OPTION, ORA-00439)."
    if isinstance(target, NoneTarget):
        return "There is no other partitioning to propose." if state.partitioning else "There is no key to propose."
    if total_bytes(state) is None:
        return "The size of the table is not known: neither segments nor statistics could be read."
    return None


def _parts(
    state: CurrentState, target: TargetConfig, environment: EnvironmentConfig, today: datetime | None
) -> Iterator[ScorePart]:
    yield _size(state, environment)
    dates = date_evidence(state, environment, today)
    key = _key_of(dates, getattr(target, "key_columns", []))
    yield from _growth(state, dates, key, environment, today)
    if state.partitioning is not None:
        yield from _present(state, environment, today)
        return
    yield from _history(state, dates, key, environment, today)
    if key is not None:
        yield from _pruning(key, environment)
    if key is not None and key.score < environment.advice.good_key_score:
        yield ScorePart(-environment.advice.weak_key_points, f"{key.column.name} is a weak key.")
    if isinstance(target, HashTarget):
        words = "No date or category is fit as a key: a hash spreads rows, but prunes no ranges and ages nothing out."
        yield ScorePart(-environment.advice.no_natural_key_points, words)
    yield from _small(state, environment)


def _key_of(dates: Sequence[KeyEvidence], names: Sequence[str]) -> KeyEvidence | None:
    """Return the evidence on the first key column if that is a date."""
    return next((item for item in dates if names and item.column.name == names[0]), None)


def _size(state: CurrentState, environment: EnvironmentConfig) -> ScorePart:
    size, least, large = total_bytes(state) or 0, environment.candidate_bytes, environment.advice.large_table_bytes
    points = environment.advice.size_points
    if size < least or not size:
        return ScorePart(0, f"{size_text(size)}: below {size_text(least)} partitioning seldom pays.")
    reach = math.log(max(2.0, large / max(1, least)))
    share = 0.5 + 0.5 * min(1.0, math.log(max(1.0, size / max(1, least))) / reach)
    return ScorePart(
        round(points * share), f"{size_text(size)}: from {size_text(least)} on partitioning should be considered."
    )


def _real_ends(
    item: KeyEvidence, environment: EnvironmentConfig, today: datetime | None
) -> tuple[datetime, datetime] | None:
    """Return least and greatest date without dummies and sentinels; None where statistics do not tell."""
    statistics = item.as_date.statistics
    low = parse_moment(statistics.low_value) if statistics is not None else None
    high = parse_moment(statistics.high_value) if statistics is not None else None
    if low is None or high is None:
        return None
    if is_sentinel(high, today, environment):
        if today is None or today <= low:
            return None
        high = today
    if is_dummy(low, today or high, environment):
        low = days_later(high, -YEAR_DAYS * environment.advice.dummy_span_years)
    return (low, high) if low <= high else None


def _growth(
    state: CurrentState,
    dates: Sequence[KeyEvidence],
    key: KeyEvidence | None,
    environment: EnvironmentConfig,
    today: datetime | None,
) -> Iterator[ScorePart]:
    advice = environment.advice
    if state.properties.read_only:
        yield ScorePart(0, "The table is READ ONLY: it grows no more.")
        return
    changes = state.modifications
    if changes is not None and changes.inserts and state.num_rows and changes.inserts > (changes.deletes or 0):
        share = 100 * changes.inserts / state.num_rows
        yield ScorePart(
            advice.growth_points, f"It grows: {counted(changes.inserts, 'row')} ({share:.0f} %) came since statistics."
        )
        return
    seen = parse_moment(state.last_analyzed) or today
    telling = [d for d in dates if d.tells_arrival and (d is key or d.score >= advice.good_key_score)]
    for item in sorted(telling, key=lambda d: d is not key):
        ends = _real_ends(item, environment, today)
        if ends is None or seen is None:
            continue
        if ends[1] >= days_later(seen, -advice.growing_days):
            words = f"It grows: {item.column.name} reaches {iso(ends[1])[:10]}."
            yield ScorePart(advice.growth_points, words)
        else:
            yield ScorePart(0, f"{item.column.name} ends at {iso(ends[1])[:10]}: the table seems to grow no more.")
        return
    yield ScorePart(0, "Whether it grows is not known: no date with statistics tells.")


def _history(
    state: CurrentState,
    dates: Sequence[KeyEvidence],
    key: KeyEvidence | None,
    environment: EnvironmentConfig,
    today: datetime | None,
) -> Iterator[ScorePart]:
    advice = environment.advice
    item = key
    share = 1.0
    if item is None:
        # A date whose type bars it can still be reached through a virtual column.
        item = next((d for d in dates if d.problem_trap == "TYPE" and d.score >= advice.good_key_score), None)
        share = advice.virtual_history_percent / 100
    if item is None:
        return
    statistics = item.column.statistics
    if statistics is None and item is key:
        yield ScorePart(
            advice.history_points // 2, f"History by {item.column.name}; without statistics its span is open."
        )
        return
    ends = _real_ends(item, environment, today)
    if ends is None and item is not key and (state.num_rows or 0) > 0:
        words = f"History by {item.column.name}, which only a virtual column could make a key."
        yield ScorePart(round(advice.history_points * share), words)
        return
    if ends is None:
        return
    months = (ends[1] - ends[0]).days / MONTH.days
    points = (
        advice.history_points
        if months >= advice.history_months
        else round(advice.history_points * months / advice.history_months / 2)
    )
    span = f"{_span(months)}, {iso(ends[0])[:10]} to {iso(ends[1])[:10]}"
    yield ScorePart(round(points * share), f"History: {item.column.name} spans {span}.")
    deleted = state.modifications.deletes if state.modifications is not None else None
    if item is key and (deleted or months >= advice.retention_months):
        how = (
            f"{counted(deleted, 'row')} {'was' if deleted == 1 else 'were'} deleted since statistics"
            if deleted
            else f"there is history of {_span(months)}"
        )
        yield ScorePart(advice.retention_points, f"Retention: old rows could go by dropping partitions ({how}).")


def _span(months: float) -> str:
    return f"{months / 12:.1f} years" if months >= 24 else counted(round(months), "month")


def _pruning(key: KeyEvidence, environment: EnvironmentConfig) -> Iterator[ScorePart]:
    words = [e.words for e in key.evidence if e.words.startswith(("leading column", "named by"))]
    if words:
        yield ScorePart(environment.advice.pruning_points, f"Pruning: {key.column.name} is {' and '.join(words)}.")


def _present(state: CurrentState, environment: EnvironmentConfig, today: datetime | None) -> Iterator[ScorePart]:
    advice = environment.advice
    found = misfits(state, environment, today)
    if not found:
        yield ScorePart(-advice.fitting_points, fit_sentence(state))
        return
    if (total_bytes(state) or 0) < environment.candidate_bytes and not any(misfit.urgent for misfit in found):
        yield ScorePart(-advice.small_table_points, "A small table: a better partitioning would bring little.")
    for place, misfit in enumerate(found):
        share = 100 if misfit.heavy else advice.light_misfit_percent
        # The gravest counts whole, each further one less.
        share *= 100 if place == 0 else advice.further_misfit_percent
        yield ScorePart(advice.misfit_points * share // 10_000, misfit.words)


def _small(state: CurrentState, environment: EnvironmentConfig) -> Iterator[ScorePart]:
    size = total_bytes(state) or 0
    advice = environment.advice
    if size < environment.candidate_bytes:
        yield ScorePart(-advice.small_table_points, "A small table: what else speaks for partitioning weighs little.")
    share = 100 * (state.lob_bytes or 0) / size if size else 0
    if share >= advice.lob_share_percent and state.num_rows is not None and state.num_rows < advice.lob_few_rows:
        words = f"{share:.0f} % of it are LOBs of only {counted(state.num_rows or 0, 'row')}: queries gain little."
        yield ScorePart(-advice.lob_points, words)

"""The target proposed for a table: always a legal one where there is any, recommended or not, and why.

Sources: VLDB and Partitioning Guide, "When to Partition a Table" (tables of 2 GB and more; historical data);
SQL Language Reference, CREATE TABLE, table_partitioning_clauses.
"""

from __future__ import annotations

from typing import Literal

from repart_tui.advice.by_coded_time import coded_target
from repart_tui.advice.by_date import date_target
from repart_tui.advice.in_place import in_place_words
from repart_tui.advice.key_evidence import date_evidence
from repart_tui.advice.keys import hash_key, list_candidates
from repart_tui.advice.moments import parse_moment
from repart_tui.advice.names import name_for_value, unique_name
from repart_tui.advice.present import repartition
from repart_tui.advice.sizes import hash_count, size_text, total_bytes
from repart_tui.advice.table_score import TableScore, table_score
from repart_tui.migration_models import (
    CurrentState,
    DatabaseInfo,
    EnvironmentConfig,
    HashTarget,
    ListPartition,
    ListTarget,
    NoneTarget,
    Proposal,
    ReferenceTarget,
    TargetConfig,
)
from repart_tui.oracle.eligibility import refusals
from repart_tui.oracle.high_values import config_text

RowMovement = Literal["keep", "enable", "disable"]


def propose(
    table_state: CurrentState,
    owner: str,
    name: str,
    environment: EnvironmentConfig,
    database: DatabaseInfo | None,
    discovered_at: str | None,
) -> tuple[TargetConfig, Proposal, RowMovement]:
    """Return the target, whether and why it is recommended, and what to do about row movement.

    The target is `none` only for a table that must not be touched or that has no column fit for a key; the reasons
    then say so. `discovered_at` is ISO text; without it, statistics tell what "today" is.
    """
    barred = refusals(table_state, owner, name)
    if barred:
        return _none([refusal.message for refusal in barred])
    if table_state.partitioning is not None:
        target, reasons = repartition(table_state, environment, discovered_at)
        without = None if _leads_a_family(table_state) else in_place_words(table_state, target)
        reasons = reasons if without is None else [*reasons, without]
        row_movement: RowMovement = "keep"
    else:
        target, reasons, row_movement = _first_partitioning(table_state, environment, discovered_at)
    if isinstance(target, NoneTarget):
        return _none(reasons)
    if isinstance(target, ReferenceTarget):
        # It is not chosen for itself.
        return target, Proposal(recommended=False, score=0, reasons=reasons), row_movement
    today = parse_moment(discovered_at) or parse_moment(table_state.last_analyzed)
    score = table_score(table_state, target, environment, database, today)
    reasons = [_first_reason(table_state, score, environment), *reasons]
    # Alone it could not be changed: its children by reference go with it.
    recommended = score.verdict == "partition" and not _leads_a_family(table_state)
    return target, Proposal(recommended=recommended, score=score.total, reasons=reasons), row_movement


def _leads_a_family(state: CurrentState) -> bool:
    return any(feature.code == "REFERENCE_PARTITIONED_CHILD" for feature in state.features)


def _first_reason(state: CurrentState, score: TableScore, environment: EnvironmentConfig) -> str:
    """Return what decides: why the table should be left alone, or that its size is worth it."""
    size, limit = total_bytes(state), size_text(environment.candidate_bytes)
    against = min(score.parts, key=lambda part: part.points)
    if size is None or len(score.parts) == 1:
        return against.words
    if size < environment.candidate_bytes and state.partitioning is None:
        return f"The table has {size_text(size)}; below {limit} partitioning seldom pays."
    if score.verdict != "partition" and -against.points > environment.advice.no_natural_key_points:
        return f"{against.words} The table has {size_text(size)}."
    if score.verdict == "leave" and state.partitioning is None:
        return f"The table has {size_text(size)}, but nothing besides its size speaks for partitioning it."
    if state.partitioning is not None:
        decisive = max(score.parts[1:], key=lambda part: part.points, default=against)
        return f"The table has {size_text(size)}. {decisive.words}"
    return f"The table has {size_text(size)}; from {limit} on partitioning should be considered."


def _first_partitioning(
    state: CurrentState, environment: EnvironmentConfig, discovered_at: str | None
) -> tuple[TargetConfig, list[str], RowMovement]:
    today = parse_moment(discovered_at) or parse_moment(state.last_analyzed)
    count = hash_count(state, environment)
    key = hash_key(state, count, environment)
    lists = [c for c in list_candidates(state, environment) if c.score >= environment.advice.good_list_score or not key]
    evidence = date_evidence(state, environment, today)
    legal = [item for item in evidence if item.problem is None]
    problems = [item.problem for item in evidence if item.problem is not None]
    # A date that updates change moves rows all the time: better than nothing only.
    dates = [item for item in legal if item.score >= environment.advice.good_key_score or not (lists or key)]
    if dates:
        best = dates[0]
        if best.coded is not None:
            target, reasons = coded_target(best, state, environment, discovered_at)
        else:
            target, reasons = date_target(best.column, state, environment, discovered_at)
        others = [item.column.name for item in legal if item is not best][:3]
        if others:
            reasons.append(f"Other date columns: {', '.join(others)}.")
        return target, [best.reason, *reasons], "enable"
    weak = [item.reason for item in legal]
    if lists:
        chosen = lists[0]
        return (
            _list_target(chosen.column.name, chosen.values),
            [chosen.reason, "Other values and NULL go to the DEFAULT partition.", *weak, *problems],
            "enable",
        )
    if key is None:
        return NoneTarget(partitioning_type="none"), ["No column has a type that may be a partitioning key."], "keep"
    columns, why = key
    reasons = [f"No date or category column is fit as a key: {why}; {count} partitions.", *weak, *problems]
    return HashTarget(partitioning_type="hash", key_columns=columns, partition_count=count), reasons, "keep"


def _list_target(column: str, values: list[str]) -> ListTarget:
    taken: set[str] = set()
    partitions = [ListPartition(name=name_for_value(value, taken), values=[[config_text(value)]]) for value in values]
    partitions.append(ListPartition(name=unique_name("P_OTHERS", taken), is_default=True))
    return ListTarget(partitioning_type="list", key_columns=[column], partitions=partitions)


def _none(reasons: list[str]) -> tuple[TargetConfig, Proposal, RowMovement]:
    return NoneTarget(partitioning_type="none"), Proposal(recommended=False, score=0, reasons=reasons), "keep"

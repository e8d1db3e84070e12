"""The target proposed for a table: always a legal one where there is any, recommended or not, and why.

Sources: VLDB and Partitioning Guide, "When to Partition a Table" (tables of 2 GB and more; historical data);
SQL Language Reference, CREATE TABLE, table_partitioning_clauses.
"""

from __future__ import annotations

from typing import Literal

from repart_tui.advice.by_date import date_target
from repart_tui.advice.high_values import config_text
from repart_tui.advice.keys import date_candidates, hash_key, list_candidates, passed_over
from repart_tui.advice.names import name_for_value, unique_name
from repart_tui.advice.present import repartition
from repart_tui.advice.sizes import hash_count, size_text, total_bytes
from repart_tui.migration_models import (
    CurrentState,
    DatabaseInfo,
    EnvironmentConfig,
    HashTarget,
    ListPartition,
    ListTarget,
    NoneTarget,
    Proposal,
    TargetConfig,
)
from repart_tui.oracle.eligibility import refusals

RowMovement = Literal["keep", "enable", "disable"]
_GOOD_DATE = 10


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
        row_movement: RowMovement = "keep"
    else:
        target, reasons, row_movement = _first_partitioning(table_state, environment, discovered_at)
    if isinstance(target, NoneTarget):
        return _none(reasons)
    recommended, reason = _worth_it(table_state, environment, database)
    return target, Proposal(recommended=recommended, reasons=[reason, *reasons]), row_movement


def _worth_it(state: CurrentState, environment: EnvironmentConfig, database: DatabaseInfo | None) -> tuple[bool, str]:
    if database is not None and database.partitioning_option is False:
        return False, "The Partitioning option is not installed in this database (V$OPTION, ORA-00439)."
    size = total_bytes(state)
    limit = size_text(environment.candidate_bytes)
    if size is None:
        return False, "The size of the table is not known: neither segments nor statistics could be read."
    if size < environment.candidate_bytes:
        return False, f"The table has {size_text(size)}; below {limit} partitioning seldom pays."
    return True, f"The table has {size_text(size)}; from {limit} on partitioning should be considered."


def _first_partitioning(
    state: CurrentState, environment: EnvironmentConfig, discovered_at: str | None
) -> tuple[TargetConfig, list[str], RowMovement]:
    count = hash_count(state, environment)
    key = hash_key(state, count)
    lists = list_candidates(state, environment.maximum_list_values)
    # A date that updates change moves rows all the time: better than nothing only.
    dates = [c for c in date_candidates(state) if c.score >= _GOOD_DATE or not (lists or key)]
    if dates:
        best = dates[0]
        target, reasons = date_target(best.column, state, environment, discovered_at)
        others = [c.column.name for c in dates[1:4]]
        if others:
            reasons.append(f"Other date columns: {', '.join(others)}.")
        return target, [best.reason, *reasons], "enable"
    if lists:
        chosen = lists[0]
        return (
            _list_target(chosen.column.name, chosen.values),
            [chosen.reason, "Other values and NULL go to the DEFAULT partition.", *passed_over(state)],
            "enable",
        )
    if key is None:
        return NoneTarget(partitioning_type="none"), ["No column has a type that may be a partitioning key."], "keep"
    columns, why = key
    reasons = [f"No date or category column is fit as a key: {why}; {count} partitions.", *passed_over(state)]
    return HashTarget(partitioning_type="hash", key_columns=columns, partition_count=count), reasons, "keep"


def _list_target(column: str, values: list[str]) -> ListTarget:
    taken: set[str] = set()
    partitions = [ListPartition(name=name_for_value(value, taken), values=[[config_text(value)]]) for value in values]
    partitions.append(ListPartition(name=unique_name("P_OTHERS", taken), is_default=True))
    return ListTarget(partitioning_type="list", key_columns=[column], partitions=partitions)


def _none(reasons: list[str]) -> tuple[TargetConfig, Proposal, RowMovement]:
    return NoneTarget(partitioning_type="none"), Proposal(recommended=False, reasons=reasons), "keep"

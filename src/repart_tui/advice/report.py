"""Everything the advice has to say: one table whole, and the tables of a plan ranked."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from repart_tui.advice.forecast import Forecast
from repart_tui.advice.index_advice import IndexAdvice, index_advice
from repart_tui.advice.key_evidence import KeyEvidence, date_evidence
from repart_tui.advice.keys import Candidate, hash_key, list_candidates
from repart_tui.advice.measured import measured_state
from repart_tui.advice.migration_cost import MigrationCost, migration_cost, no_method
from repart_tui.advice.moments import parse_moment
from repart_tui.advice.number_keys import NumberKey, number_keys
from repart_tui.advice.partition_forecast import partition_forecast
from repart_tui.advice.planned import planned_table
from repart_tui.advice.propose import propose
from repart_tui.advice.reference_advice import reference_advice
from repart_tui.advice.sizes import hash_count, total_bytes
from repart_tui.advice.table_score import TableScore, table_score
from repart_tui.advice.traps import TableTrap, table_traps
from repart_tui.migration_models import (
    ColumnInfo,
    ColumnStatistics,
    MigrationConfig,
    NoneTarget,
    Proposal,
    TableConfig,
    TargetConfig,
)


@dataclass(frozen=True, slots=True)
class TableAdvice:
    """The advice on one table. `planned` is the table with the target that indexes, forecast and cost speak of."""

    table: TableConfig
    planned: TableConfig
    proposed: TargetConfig
    proposal: Proposal
    score: TableScore
    dates: tuple[KeyEvidence, ...]
    lists: tuple[Candidate, ...]
    numbers: tuple[NumberKey, ...]
    hash_words: str | None
    traps: tuple[TableTrap, ...]
    indexes: tuple[IndexAdvice, ...]
    forecast: Forecast | None
    cost: MigrationCost | None
    barred: tuple[str, ...]
    """Why no method can carry out the plan, one sentence for each; empty where one can."""
    reference: str | None
    """What partitioning by reference to a parent would bring, where one could carry it."""

    @property
    def name(self) -> str:
        """OWNER.TABLE as the dictionary holds it."""
        return f"{self.table.owner}.{self.table.table_name}"


def table_advice(table: TableConfig, config: MigrationConfig) -> TableAdvice:
    """Return the advice on one table of the plan, from what the plan holds and nothing else."""
    environment, state = config.environment_config, measured_state(table)
    table = dataclasses.replace(table, current_state=state)
    today = today_of(table, config)
    discovered_at = config.metadata.discovered_at
    proposed, proposal, _ = propose(
        state, table.owner, table.table_name, environment, config.metadata.database, discovered_at
    )
    score = (
        TableScore((), 0, "leave")
        if table.refusals
        else table_score(state, proposed, environment, config.metadata.database, today)
    )
    planned = planned_table(table, config)
    nothing = isinstance(planned.common_settings.target_config, NoneTarget)
    key = hash_key(state, hash_count(state, environment), environment)
    return TableAdvice(
        table,
        planned,
        proposed,
        proposal,
        score,
        tuple(date_evidence(state, environment, today)),
        tuple(list_candidates(state, environment)),
        tuple(number_keys(state, environment, today)),
        f"{key[1][0].upper()}{key[1][1:]}." if key else None,
        () if table.refusals else tuple(table_traps(planned, environment, today)),
        () if table.refusals else tuple(index_advice(planned)),
        None if nothing or table.refusals else partition_forecast(planned, config),
        None if nothing or table.refusals else migration_cost(planned, config),
        () if nothing or table.refusals else no_method(planned, config),
        None if table.refusals else reference_advice(table, config),
    )


def ranked(config: MigrationConfig, *, brief: bool = False) -> list[TableAdvice]:
    """Return the advice on all tables: the highest score first, then the larger ones; refused tables last.

    With `brief` only what a line of the ranking tells: all there is on 10,000 tables takes some 300 MB.
    """
    advices = (table_advice(table, config) for table in config.tables)
    found = [_briefly(advice) for advice in advices] if brief else list(advices)
    return sorted(
        found,
        key=lambda a: (bool(a.table.refusals), -a.score.total, -(total_bytes(a.table.current_state) or 0), a.name),
    )


def _briefly(advice: TableAdvice) -> TableAdvice:
    return dataclasses.replace(
        advice,
        planned=advice.table,
        dates=(),
        lists=(),
        numbers=(),
        traps=(),
        indexes=(),
        forecast=None,
        cost=None,
        score=dataclasses.replace(advice.score, parts=()),
    )


def today_of(table: TableConfig, config: MigrationConfig) -> datetime | None:
    """Return the day that counts as today: of the discovery, else of the table's statistics."""
    return parse_moment(config.metadata.discovered_at) or parse_moment(table.current_state.last_analyzed)


def as_json(found: list[TableAdvice], config: MigrationConfig) -> dict[str, Any]:
    """Return the report as plain data, ranked; every word of the text is in it."""
    return {
        "source": {
            "kind": config.metadata.source_kind,
            "name": config.metadata.source_name,
            "discovered_at": config.metadata.discovered_at,
        },
        "thresholds": config.environment_config.to_dict(),
        "tables": [_table_json(place, advice) for place, advice in enumerate(found, start=1)],
    }


def _table_json(place: int, advice: TableAdvice) -> dict[str, Any]:
    state = advice.table.current_state
    forecast, cost = advice.forecast, advice.cost
    return {
        "rank": place,
        "owner": advice.table.owner,
        "table_name": advice.table.table_name,
        "verdict": "refused" if advice.table.refusals else advice.score.verdict,
        "score": advice.score.total,
        "score_parts": [dataclasses.asdict(part) for part in advice.score.parts],
        "refusals": [refusal.message for refusal in advice.table.refusals],
        "bytes": total_bytes(state),
        "rows": state.num_rows,
        "proposed_target": advice.proposed.to_dict(),
        "target": advice.planned.common_settings.target_config.to_dict(),
        "reasons": list(advice.proposal.reasons),
        "keys": [
            *(_date_json(item) for item in advice.dates),
            *(_key_json("list", c.column, c.score, c.reason) for c in advice.lists),
            *(_key_json("number", n.column, n.score, n.words) for n in advice.numbers),
        ],
        "hash": advice.hash_words,
        "reference": advice.reference,
        "traps": [dataclasses.asdict(trap) for trap in advice.traps],
        "indexes": [dataclasses.asdict(index) for index in advice.indexes],
        "forecast": None if forecast is None else dataclasses.asdict(forecast),
        "cost": None
        if cost is None
        else {
            **dataclasses.asdict(cost),
            "peak_bytes": cost.peak_bytes,
            "least_seconds": cost.seconds[0],
            "most_seconds": cost.seconds[1],
            "estimate": True,
        },
        "no_method": list(advice.barred),
        "xray": None if advice.table.xray is None else advice.table.xray.to_dict(),
    }


def _date_json(item: KeyEvidence) -> dict[str, Any]:
    """Return a key of times; `form` says how they are kept where the column is no date."""
    form = item.coded.form if item.coded is not None else None
    return {**_key_json("date", item.column, item.score, item.reason, item.problem), "form": form}


def _key_json(kind: str, column: ColumnInfo, score: int, words: str, problem: str | None = None) -> dict[str, Any]:
    known = column.statistics or ColumnStatistics()
    return {
        "column": column.name,
        "kind": kind,
        "score": score,
        "words": words,
        "problem": problem,
        "num_distinct": known.num_distinct,
        "num_nulls": known.num_nulls,
        "low_value": known.low_value,
        "high_value": known.high_value,
        "histogram": known.histogram,
    }

"""How rows and bytes lie over list partitions, those that Oracle makes for new values among them.

Source: SQL Language Reference, CREATE TABLE, "list_partitions" (AUTOMATIC).
"""

from __future__ import annotations

from collections.abc import Sequence

from repart_tui.advice.forecast import Forecast, ForecastFacts, joined, null_share, runs
from repart_tui.advice.value_spread import Spread, spread_of
from repart_tui.counted import counted
from repart_tui.migration_models import AutomaticListTarget, ColumnInfo, ListPartition, ListTarget
from repart_tui.oracle.bounds import Value, parse_value


def list_forecast(
    target: ListTarget | AutomaticListTarget, facts: ForecastFacts, key: Sequence[ColumnInfo], bars: int
) -> Forecast:
    """Return the forecast of a list target; `key` are its columns, `bars` the groups at most."""
    named = len(target.partitions)
    if len(key) != 1 or len(target.key_columns) != 1:
        return Forecast(named, named, notes=("Statistics do not tell how rows lie over keys of several columns.",))
    column = key[0]
    spread = spread_of(column, facts.environment, facts.today)
    listed = [_listed(partition, column) for partition in target.partitions]
    shares = _list_shares(target.partitions, listed, spread)
    nulls = null_share(column, facts.rows)
    with_null = next((place for place, p in enumerate(target.partitions) if [None] in p.values), None)
    if with_null is None:
        with_null = next((place for place, p in enumerate(target.partitions) if p.is_default), None)
    notes = list(spread.notes) if spread.values else _even_values(column, spread)
    groups = []
    for first, last in runs(named, bars):
        found = [shares[place] for place in range(first, last + 1)]
        share = None if None in found else sum(part or 0.0 for part in found) * (1 - nulls)
        here = with_null is not None and first <= with_null <= last
        label = joined(lambda place: target.partitions[place].name, first, last)
        groups.append(facts.group(label, last - first + 1, share, nulls if here else 0.0))
    if isinstance(target, ListTarget):
        return Forecast(named, named, groups=tuple(groups), notes=tuple(notes))
    # Automatic: Oracle makes a partition for every value that none of the written ones lists.
    others = max(0, (spread.num_distinct or 0) - sum(map(len, listed)))
    if others:
        share = None if None in shares else max(0.0, 1 - sum(part or 0.0 for part in shares)) * (1 - nulls)
        groups.append(facts.group(counted(others, "more value"), others, share))
    notes.append("Each new value brings a partition more; how many will come is not known.")
    now = named + others if spread.num_distinct is not None else None
    return Forecast(now, None, groups=tuple(groups), notes=tuple(notes))


def _listed(partition: ListPartition, column: ColumnInfo) -> list[Value]:
    texts = [value[0] for value in partition.values]
    return [parse_value(text, column, maxvalue_allowed=False) for text in texts if text is not None]


def _list_shares(
    partitions: Sequence[ListPartition], listed: Sequence[Sequence[Value]], spread: Spread
) -> list[float | None]:
    every = sum(map(len, listed))
    shares: list[float | None] = []
    for partition, values in zip(partitions, listed, strict=True):
        if partition.is_default:
            shares.append(None)
        elif spread.values:
            shares.append(sum(spread.of(value) or 0.0 for value in values))
        elif spread.num_distinct:
            shares.append(len(values) / max(spread.num_distinct, every))
        else:
            shares.append(None)
    rest = [place for place, partition in enumerate(partitions) if partition.is_default]
    if len(rest) == 1 and all(share is not None for place, share in enumerate(shares) if place not in rest):
        shares[rest[0]] = max(0.0, 1 - sum(share or 0.0 for share in shares))
    return shares


def _even_values(column: ColumnInfo, spread: Spread) -> list[str]:
    if not spread.num_distinct:
        return [f"How many rows each value of {column.name} has is not known."]
    return [f"Each of the {spread.num_distinct:,} values of {column.name} is taken to have as many rows; no histogram."]

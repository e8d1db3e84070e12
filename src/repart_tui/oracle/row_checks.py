"""Queries that find rows which the target's partitions would not take, before anything is changed.

Source: SQL Language Reference, CREATE TABLE, "Range Partitions" (NULL sorts above all values but below MAXVALUE),
"list_partitions" (NULL must be listed), "INTERVAL" (no NULL keys, 1,048,575 partitions); ORA-14400, ORA-14300.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    HashTarget,
    IntervalTarget,
    ListPartition,
    ListSubpartition,
    ListSubpartitioning,
    ListTarget,
    NoneTarget,
    RangePartition,
    RangeSubpartition,
    RangeSubpartitioning,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TableConfig,
)
from repart_tui.oracle.bounds import interval_expression, parse_value
from repart_tui.oracle.columns import column_named
from repart_tui.oracle.interval_rules import PARTITION_LIMIT, last_interval_bound
from repart_tui.oracle.sql_text import foreign, qualified, quote_name


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A query that counts offending rows, the words that follow the count, and a query that shows some of them."""

    query: str
    words: str
    examples: str | None = None


def row_checks(table: TableConfig) -> list[RowCheck]:
    """Return the checks of the table's target."""
    return list(_row_checks(table))


def beyond_check(table: TableConfig, partition: RangePartition) -> RowCheck | None:
    """Return the check that `partition` of a range or interval target takes every row; None where it must."""
    target = table.common_settings.target_config
    if not isinstance(target, (RangeTarget, IntervalTarget)):
        return None
    condition = at_or_above(partition, _columns(table, target.key_columns))
    if condition is None:
        return None
    return RowCheck(
        f"SELECT COUNT(*) FROM {qualified(table.owner, table.table_name)}\n WHERE {condition}",
        f"do not fit into partition {partition.name}: their {', '.join(target.key_columns)} is NULL or not below its "
        "bound (ORA-14099). Put the bound above all rows.",
    )


def _row_checks(table: TableConfig) -> Iterator[RowCheck]:
    target = table.common_settings.target_config
    if isinstance(target, (NoneTarget, ReferenceTarget, SystemTarget)):
        return
    source = qualified(table.owner, table.table_name)
    key = _columns(table, target.key_columns)
    named = ", ".join(target.key_columns)
    match target:
        case RangeTarget():
            condition = at_or_above(target.partitions[-1], key)
            if condition is not None:
                yield RowCheck(
                    f"SELECT COUNT(*) FROM {source}\n WHERE {condition}",
                    f"lie above the last bound or have a NULL in {named} (ORA-14400). Add a MAXVALUE partition.",
                    _span(key[0], source, condition),
                )
        case IntervalTarget():
            yield RowCheck(
                f"SELECT COUNT(*) FROM {source}\n WHERE {quote_name(key[0].name)} IS NULL",
                f"have a NULL in {named}, which interval partitioning does not take (ORA-14400). Choose another key.",
            )
            yield _reach(target, key[0], source)
        case ListTarget():
            condition = _unlisted(target.partitions, key)
            if condition is not None:
                yield RowCheck(
                    f"SELECT COUNT(*) FROM {source}\n WHERE {condition}",
                    f"have values of {named} that no partition lists (ORA-14400). List them or add DEFAULT.",
                    _frequent(key, source, condition),
                )
        case AutomaticListTarget() | HashTarget():
            pass
    yield from _second_level(table, source)


def _second_level(table: TableConfig, source: str) -> Iterator[RowCheck]:
    target = table.common_settings.target_config
    if isinstance(target, (NoneTarget, ReferenceTarget, SystemTarget)) or target.subpartitioning is None:
        return
    second = target.subpartitioning
    key = _columns(table, second.key_columns)
    named = ", ".join(second.key_columns)
    condition = None
    if isinstance(second, RangeSubpartitioning):
        condition = at_or_above(second.template[-1], key)
    elif isinstance(second, ListSubpartitioning):
        condition = _unlisted(second.template, key)
    if condition is not None:
        yield RowCheck(
            f"SELECT COUNT(*) FROM {source}\n WHERE {condition}",
            f"have values of {named} that no subpartition takes (ORA-14400). Extend the template.",
            _frequent(key, source, condition),
        )


def _columns(table: TableConfig, names: Sequence[str]) -> list[ColumnInfo]:
    found = [column_named(table.current_state, name) for name in names]
    return [column for column in found if column is not None]


def at_or_above(last: RangePartition | RangeSubpartition, key: Sequence[ColumnInfo]) -> str | None:
    """Return the condition of rows at or above the bound, or with NULL; None when the bound begins with MAXVALUE."""
    condition: str | None = None
    for number in range(len(key) - 1, -1, -1):
        value = parse_value(last.values_less_than[number], key[number])
        name = quote_name(key[number].name)
        if value.is_maxvalue:
            condition = None
            continue
        bound = foreign(value.sql)
        if number == len(key) - 1:
            condition = f"({name} IS NULL OR {name} >= {bound})"
        elif condition is None:
            condition = f"({name} IS NULL OR {name} > {bound})"
        else:
            condition = f"({name} IS NULL OR {name} > {bound} OR ({name} = {bound} AND {condition}))"
    return condition


def _unlisted(items: Sequence[ListPartition | ListSubpartition], key: Sequence[ColumnInfo]) -> str | None:
    """Return the condition of rows whose values no partition lists; None where DEFAULT takes them."""
    if any(item.is_default for item in items):
        return None
    values = [value for item in items for value in item.values]
    if len(key) == 1:
        name = quote_name(key[0].name)
        listed = [foreign(parse_value(v[0], key[0], maxvalue_allowed=False).sql) for v in values if v[0] is not None]
        takes_null = any(v[0] is None for v in values)
        # An IN list holds 1,000 expressions at most (SQL Language Reference, "IN Condition").
        groups = [listed[i : i + 500] for i in range(0, len(listed), 500)]
        unlisted = " AND ".join(f"{name} NOT IN ({', '.join(group)})" for group in groups)
        if not unlisted:
            return f"{name} IS NOT NULL" if takes_null else None
        return f"({name} IS NOT NULL AND {unlisted})" if takes_null else f"({name} IS NULL OR ({unlisted}))"
    matches = listed_condition(values, key)
    return f"CASE WHEN {matches} THEN 0 ELSE 1 END = 1" if matches is not None else None


def listed_condition(values: Sequence[Sequence[str | None]], key: Sequence[ColumnInfo]) -> str | None:
    """Return the condition of rows that have one of the values, NULL among them; None without values."""
    matches = []
    for value in values:
        parts = [
            f"{quote_name(c.name)} IS NULL"
            if text is None
            else f"{quote_name(c.name)} = {foreign(parse_value(text, c, maxvalue_allowed=False).sql)}"
            for text, c in zip(value, key, strict=True)
        ]
        matches.append("(" + " AND ".join(parts) + ")")
    return " OR ".join(matches) or None


def outside_condition(table: TableConfig) -> str | None:
    """Return the condition of rows that no partition of either level takes; None where every row fits."""
    target = table.common_settings.target_config
    if isinstance(target, (NoneTarget, ReferenceTarget, SystemTarget)):
        return None
    key = _columns(table, target.key_columns)
    found = []
    match target:
        case RangeTarget():
            found.append(at_or_above(target.partitions[-1], key))
        case IntervalTarget():
            found.append(f"{quote_name(key[0].name)} IS NULL")
        case ListTarget():
            found.append(_unlisted(target.partitions, key))
        case AutomaticListTarget() | HashTarget():
            pass
    second = target.subpartitioning
    if isinstance(second, RangeSubpartitioning):
        found.append(at_or_above(second.template[-1], _columns(table, second.key_columns)))
    elif isinstance(second, ListSubpartitioning):
        found.append(_unlisted(second.template, _columns(table, second.key_columns)))
    conditions = [condition for condition in found if condition is not None]
    return " OR ".join(f"({condition})" for condition in conditions) or None


def _span(column: ColumnInfo, source: str, condition: str) -> str:
    """Return a query for one text: the least and the greatest offending value, and how many are NULL."""
    name = quote_name(column.name)
    least, greatest = (_as_text(column).replace(name, f"{function}({name})") for function in ("MIN", "MAX"))
    return (
        f"SELECT 'from ' || {least} || ' to ' || {greatest}\n"
        f" || ', ' || (COUNT(*) - COUNT({name})) || ' of them NULL'\n FROM {source}\n WHERE {condition}"
    )


def _frequent(key: Sequence[ColumnInfo], source: str, condition: str) -> str:
    """Return a query for one text: the most frequent offending values with their counts, ten at most."""
    shown = " || ', ' ||\n ".join(f"NVL(SUBSTR({_as_text(column)}, 1, 40), 'NULL')" for column in key)
    names = ", ".join(quote_name(column.name) for column in key)
    return (
        f"SELECT LISTAGG(v, '; ') WITHIN GROUP (ORDER BY n DESC, v)\n"
        f" FROM (SELECT {shown} || ' x ' || COUNT(*) AS v, COUNT(*) AS n\n"
        f" FROM {source}\n WHERE {condition}\n GROUP BY {names}\n"
        " ORDER BY COUNT(*) DESC FETCH FIRST 10 ROWS ONLY)"
    )


def _as_text(column: ColumnInfo) -> str:
    name = quote_name(column.name)
    return f"RAWTOHEX({name})" if column.data_type == "RAW" else f"TO_CHAR({name})"


def _reach(target: IntervalTarget, column: ColumnInfo, source: str) -> RowCheck:
    """Return the check that the greatest value lies within the limit of partitions (ORA-14300).

    Or before the last bound that the calendar takes, where that comes first (ORA-01841).
    """
    name = quote_name(column.name)
    first = parse_value(target.partitions[-1].values_less_than[0], column)
    greatest = f"SELECT 'the greatest is ' || TO_CHAR(MAX({name})) FROM {source}"
    last = last_interval_bound(first, target.interval)
    if last is not None:
        bound = parse_value(last.isoformat(sep=" ", timespec="seconds"), column).sql
        return RowCheck(
            f"SELECT CASE WHEN MAX({name}) >= {bound} THEN 1 ELSE 0 END FROM {source}",
            f"or more lie at or after {last.date()}, where a partition by INTERVAL ("
            f"{interval_expression(target.interval)}) would end after the year 9999: ORA-01841. "
            "Take range partitions with MAXVALUE.",
            greatest,
        )
    transition = first.sql
    count = target.interval.count
    if target.interval.unit == "NUMBER":
        steps = f"(MAX({name}) - {transition}) / {count}"
    elif target.interval.unit in ("YEAR", "MONTH"):
        months = count * (12 if target.interval.unit == "YEAR" else 1)
        steps = f"MONTHS_BETWEEN(CAST(MAX({name}) AS DATE), CAST({transition} AS DATE)) / {months}"
    else:
        per_day = {"DAY": 1, "HOUR": 24, "MINUTE": 1440, "SECOND": 86400}[target.interval.unit]
        steps = f"(CAST(MAX({name}) AS DATE) - CAST({transition} AS DATE)) * {per_day} / {count}"
    room = PARTITION_LIMIT - len(target.partitions) - 1
    return RowCheck(
        f"SELECT CASE WHEN {steps} > {room} THEN 1 ELSE 0 END FROM {source}",
        f"or more lie beyond the reach of INTERVAL ({interval_expression(target.interval)}): ORA-14300. "
        "Take range partitions with MAXVALUE.",
        greatest,
    )

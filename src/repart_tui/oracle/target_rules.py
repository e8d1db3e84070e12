"""Which partitionings Oracle takes: findings on a target, each beside the field it is about.

Source: SQL Language Reference, CREATE TABLE (range, list, hash, reference, system, composite and interval
partitioning, and their restrictions); error messages by their ORA- number.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from datetime import datetime

from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    EnvironmentConfig,
    HashSubpartitioning,
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
from repart_tui.oracle.bounds import Value, moment_of, parse_value
from repart_tui.oracle.columns import (
    CHARACTER_TYPES,
    KEY_COLLATIONS,
    NUMERIC_TYPES,
    base_type,
    column_named,
    key_type_problem,
    user_columns,
)
from repart_tui.oracle.findings import Finding, Severity
from repart_tui.oracle.sql_text import foreign
from repart_tui.oracle.versions import release

TARGET = "common_settings.target_config"
CREATE_TABLE = "SQL Language Reference, CREATE TABLE"
PARTITION_LIMIT = 1_048_575
"""Most partitions and subpartitions of one table (Database Reference, "Logical Database Limits")."""

_UNIT_DAYS = {"YEAR": 365.2425, "MONTH": 30.436875, "DAY": 1.0, "HOUR": 1 / 24, "MINUTE": 1 / 1440, "SECOND": 1 / 86400}


def target_findings(table: TableConfig, environment: EnvironmentConfig, limit: int = 128) -> list[Finding]:
    """Return what Oracle, or good sense, has against the table's target; `limit` is the longest name in bytes."""
    return list(_target_findings(table, environment, limit))


def _target_findings(table: TableConfig, environment: EnvironmentConfig, limit: int) -> Iterator[Finding]:
    target = table.common_settings.target_config
    match target:
        case NoneTarget():
            if table.current_state.partitioning is None:
                yield _error(
                    "NOTHING-TO-DO",
                    "partitioning_type",
                    "The table is not partitioned and shall not become so.",
                    "Choose a partitioning or leave the table out.",
                )
            return
        case ReferenceTarget():
            yield from _reference(table, target)
            return
        case SystemTarget():
            if "system_partitioning" not in table.common_settings.migration_settings.accepted_risks:
                yield _error(
                    "ORA-14701",
                    "partitioning_type",
                    "System partitioning makes every INSERT name its partition; applications that do not will fail.",
                    "Accept the risk system_partitioning if they do.",
                )
            return
        case _:
            pass
    yield from _key_columns(table, f"{TARGET}.key_columns", target.key_columns)
    key = _resolved(table, target.key_columns)
    match target:
        case RangeTarget():
            yield from _range(target.partitions, key, f"{TARGET}.partitions", limit)
        case IntervalTarget():
            yield from _range(target.partitions, key, f"{TARGET}.partitions", limit)
            yield from _interval(target, key, environment)
        case ListTarget():
            yield from _list(target.partitions, key, f"{TARGET}.partitions", limit)
            yield from _uncovered(target.partitions, key)
        case AutomaticListTarget():
            yield from _list(target.partitions, key, f"{TARGET}.partitions", limit)
            if any(partition.is_default for partition in target.partitions):
                yield _error(
                    "ORA-14851",
                    "partitions",
                    "Automatic list partitioning takes no DEFAULT partition.",
                    "Remove it; Oracle makes a partition for every new value.",
                )
        case HashTarget():
            yield from _power_of_two(target.partition_count, f"{TARGET}.partition_count")
    yield from _nulls(table, key)
    yield from _time_zone(table, key)
    yield from _subpartitioning(table, limit)
    yield from _count(table, environment)


def _finding(severity: Severity, code: str, field: str, message: str, suggestion: str | None) -> Finding:
    where = field if field.startswith("common_settings") else f"{TARGET}.{field}"
    return Finding(code, severity, where, message, suggestion, CREATE_TABLE)


def _error(code: str, field: str, message: str, suggestion: str | None = None) -> Finding:
    return _finding("error", code, field, message, suggestion)


def _warning(code: str, field: str, message: str, suggestion: str | None = None) -> Finding:
    return _finding("warning", code, field, message, suggestion)


def _resolved(table: TableConfig, names: Sequence[str]) -> list[ColumnInfo] | None:
    """Return the columns of a key, or None while one of them is unknown or barred."""
    found = [column_named(table.current_state, name) for name in names]
    known = [column for column in found if column is not None and key_type_problem(column) is None]
    return known if len(known) == len(names) else None


def _key_columns(table: TableConfig, field: str, names: Sequence[str]) -> Iterator[Finding]:
    state = table.current_state
    for number, name in enumerate(names):
        where = f"{field}.{number}"
        column = column_named(state, name)
        if column is None:
            near = difflib.get_close_matches(name.upper(), [c.name for c in user_columns(state)], n=1, cutoff=0.5)
            yield _error(
                "ORA-00904",
                where,
                f"{table.owner}.{table.table_name} has no column {name}.",
                f"Did you mean {near[0]}?" if near else "Choose one of its columns.",
            )
            continue
        problem = key_type_problem(column)
        if problem is not None:
            yield _error(problem[0], where, f"{name}: {problem[1]}.", "Choose another column.")
        elif column.data_type in CHARACTER_TYPES and column.collation not in (None, *KEY_COLLATIONS):
            yield _error(
                "ORA-14420",
                where,
                f"{name} has collation {column.collation}, which a partitioning key may not have.",
                "Choose another column.",
            )


def _names(
    items: Sequence[RangePartition | ListPartition | RangeSubpartition | ListSubpartition], field: str, limit: int
) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, item in enumerate(items):
        if item.name in seen:
            yield _error("ORA-14013", f"{field}.{number}.name", f"Two partitions are named {item.name}.", "Rename one.")
        seen.add(item.name)
        if len(item.name.encode()) > limit:
            yield _error(
                "ORA-00972", f"{field}.{number}.name", f"{item.name} is longer than {limit} bytes.", "Shorten it."
            )


def _values(
    texts: Sequence[str | None], key: Sequence[ColumnInfo], field: str, *, maxvalue: bool
) -> tuple[list[Value | None], list[Finding]]:
    found: list[Value | None] = []
    problems: list[Finding] = []
    if len(texts) != len(key):
        code = "ORA-14017" if len(texts) > len(key) else "ORA-14018"
        return [], [_error(code, field, f"{len(texts)} values for a key of {len(key)} columns.", "Give one each.")]
    for text, column in zip(texts, key, strict=True):
        if text is None:
            found.append(None)
            continue
        try:
            found.append(parse_value(text, column, maxvalue_allowed=maxvalue))
        except ValueError as error:
            problems.append(_error("ORA-14036", field, f"{str(error)[0].upper()}{str(error)[1:]}."))
    return found, problems


def _range(
    items: Sequence[RangePartition | RangeSubpartition], key: list[ColumnInfo] | None, field: str, limit: int
) -> Iterator[Finding]:
    yield from _names(items, field, limit)
    if key is None:
        return
    before: tuple[Value, ...] | None = None
    for number, item in enumerate(items):
        where = f"{field}.{number}.values_less_than"
        values, problems = _values(item.values_less_than, key, where, maxvalue=True)
        yield from problems
        bound = tuple(value for value in values if value is not None)
        if problems or len(bound) != len(key):
            continue
        if before is not None and bound <= before:
            yield _error(
                "ORA-14037",
                where,
                f"The bound of {item.name} is not above the one before it.",
                "Put the partitions in ascending order.",
            )
        before = bound


def _interval(
    target: IntervalTarget, key: list[ColumnInfo] | None, environment: EnvironmentConfig
) -> Iterator[Finding]:
    if len(target.key_columns) != 1:
        yield _error("ORA-14750", "key_columns", "Interval partitioning takes exactly one key column.", "Keep one.")
        return
    if key is None:
        return
    column = key[0]
    numeric = column.data_type in NUMERIC_TYPES
    if not numeric and column.data_type != "DATE" and not base_type(column).startswith("TIMESTAMP"):
        yield _error(
            "ORA-14751",
            "key_columns.0",
            f"{column.name} is {column.data_type}; an interval key is a number or a date.",
            "Choose another column or partition by range or list.",
        )
        return
    if numeric != (target.interval.unit == "NUMBER"):
        unit = "NUMBER" if numeric else "a unit of time"
        yield _error("ORA-14752", "interval.unit", f"{column.name} is {column.data_type}; its interval needs {unit}.")
        return
    bounds: list[Value] = []
    for number, partition in enumerate(target.partitions):
        for text in partition.values_less_than[:1]:
            try:
                value = parse_value(text, column)
            except ValueError:
                return
            if value.is_maxvalue:
                yield _error(
                    "ORA-14761",
                    f"partitions.{number}.values_less_than",
                    "Interval partitioning takes no MAXVALUE.",
                    "Remove that partition; Oracle makes partitions as rows come.",
                )
                return
            bounds.append(value)
            moment = moment_of(value)
            if moment is not None and target.interval.unit in ("MONTH", "YEAR") and moment.day > 28:
                yield _error(
                    "ORA-14767",
                    f"partitions.{number}.values_less_than",
                    f"Day {moment.day} does not exist in every month.",
                    f"Use {moment:%Y-%m}-01 or the month after it.",
                )
    yield from _distance(target, column, bounds, environment)


def _distance(
    target: IntervalTarget, column: ColumnInfo, bounds: list[Value], environment: EnvironmentConfig
) -> Iterator[Finding]:
    """The greatest value by statistics must lie within reach: gaps count as partitions too (ORA-14300)."""
    high = column.statistics.high_value if column.statistics else None
    if high is None or not bounds:
        return
    try:
        greatest = parse_value(high, column, maxvalue_allowed=False)
    except ValueError:
        return
    steps = interval_steps(target, bounds[-1], greatest)
    if steps is None:
        return
    total = steps + len(target.partitions)
    if total > PARTITION_LIMIT:
        yield _error(
            "ORA-14300",
            "interval",
            f"{column.name} reaches {high}: partition number {total:,}, and Oracle ends at {PARTITION_LIMIT:,}.",
            "Take a wider interval, or range partitions with MAXVALUE if that value only means 'no end'.",
        )
    elif total > environment.maximum_partitions:
        yield _warning(
            "MANY-PARTITIONS",
            "interval",
            f"About {total:,} partitions up to {column.name} = {high}.",
            "Take a wider interval.",
        )


def interval_steps(target: IntervalTarget, transition: Value, greatest: Value) -> int | None:
    """Return how many intervals lie between the transition point and `greatest`; None where that cannot be told."""
    if transition.is_maxvalue or greatest <= transition:
        return 0
    if target.interval.unit == "NUMBER":
        span = float(str(greatest.key[0])) - float(str(transition.key[0]))
        return int(span / target.interval.count) + 1
    first, last = moment_of(transition), moment_of(greatest)
    if first is None or last is None:
        return None
    return int(_days(first, last) / (_UNIT_DAYS[target.interval.unit] * target.interval.count)) + 1


def _days(first: datetime, last: datetime) -> float:
    return (last - first).total_seconds() / 86400


def _list(
    items: Sequence[ListPartition | ListSubpartition], key: list[ColumnInfo] | None, field: str, limit: int
) -> Iterator[Finding]:
    yield from _names(items, field, limit)
    seen: dict[tuple[object, ...], str] = {}
    for number, item in enumerate(items):
        where = f"{field}.{number}.values"
        if item.is_default:
            if item.values:
                yield _error("ORA-14020", where, f"{item.name} is DEFAULT and lists values too.", "Keep one of both.")
            if number != len(items) - 1:
                yield _error("ORA-14318", where, "The DEFAULT partition must come last.", "Move it to the end.")
            continue
        if not item.values:
            yield _error("ORA-14019", where, f"{item.name} has no values.", "Give some, or make it DEFAULT.")
        for value in item.values if key is not None else ():
            assert key is not None
            values, problems = _values(value, key, where, maxvalue=False)
            yield from problems
            if problems or len(values) != len(key):
                continue
            same = tuple(v.key if v is not None else None for v in values)
            if same in seen:
                shown = ", ".join("NULL" if text is None else text for text in value)
                yield _error("ORA-14312", where, f"{shown} stands in {seen[same]} already.", "Name a value only once.")
            seen.setdefault(same, item.name)


def _uncovered(items: Sequence[ListPartition], key: list[ColumnInfo] | None) -> Iterator[Finding]:
    """Values that statistics know and no partition takes."""
    if key is None or len(key) != 1 or any(item.is_default for item in items):
        return
    column = key[0]
    listed = {value[0] for item in items for value in item.values if len(value) == 1}
    known = column.statistics.frequent_values if column.statistics else []
    missing = [value for value in known if value not in listed]
    if missing:
        shown = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")
        yield _warning(
            "ORA-14400",
            "partitions",
            f"{column.name} also holds {shown}; no partition takes them.",
            "List them or add a DEFAULT partition; the script checks the rows before it starts.",
        )


def _nulls(table: TableConfig, key: list[ColumnInfo] | None) -> Iterator[Finding]:
    target = table.common_settings.target_config
    if key is None or isinstance(target, (HashTarget, ReferenceTarget, SystemTarget, NoneTarget)):
        return
    if isinstance(target, RangeTarget):
        open_end = any(any(t.strip().upper() == "MAXVALUE" for t in p.values_less_than) for p in target.partitions)
        takes_null = open_end
    elif isinstance(target, IntervalTarget):
        takes_null = False
    else:
        takes_null = isinstance(target, AutomaticListTarget) or any(
            p.is_default or any(v == [None] for v in p.values) for p in target.partitions
        )
    if takes_null:
        return
    for number, column in enumerate(key):
        nulls = column.statistics.num_nulls if column.statistics else None
        if not column.nullable or nulls == 0:
            continue
        where = f"key_columns.{number}"
        if nulls:
            yield _error(
                "ORA-14400",
                where,
                f"{column.name} is NULL in {nulls:,} rows, and no partition takes NULL.",
                "Choose another key, or partitions that take NULL (MAXVALUE, DEFAULT or a NULL list value).",
            )
        else:
            yield _warning(
                "ORA-14400",
                where,
                f"{column.name} may be NULL, and no partition takes NULL.",
                "The script looks for NULLs before it starts.",
            )


def _time_zone(table: TableConfig, key: list[ColumnInfo] | None) -> Iterator[Finding]:
    accepted = "local_time_zone_bounds" in table.common_settings.migration_settings.accepted_risks
    target = table.common_settings.target_config
    if key is None or accepted or isinstance(target, HashTarget):
        return
    for number, column in enumerate(key):
        if base_type(column) == "TIMESTAMP WITH LOCAL TIME ZONE":
            yield _error(
                "LOCAL-TIME-ZONE",
                f"key_columns.{number}",
                f"{column.name} is TIMESTAMP WITH LOCAL TIME ZONE: its bounds follow the session's time zone.",
                "Accept the risk local_time_zone_bounds if that is right.",
            )


def _power_of_two(count: int, field: str) -> Iterator[Finding]:
    if count & (count - 1):
        better = 1 << count.bit_length()
        yield _warning(
            "HASH-COUNT",
            field,
            f"{count} is no power of two: hash partitions become unequal in size.",
            f"Take {better}.",
        )


def _subpartitioning(table: TableConfig, limit: int) -> Iterator[Finding]:
    target = table.common_settings.target_config
    if isinstance(target, (ReferenceTarget, SystemTarget, NoneTarget)) or target.subpartitioning is None:
        return
    second = target.subpartitioning
    field = f"{TARGET}.subpartitioning"
    if any(column.data_type == "XMLTYPE" for column in table.current_state.columns):
        yield _error("ORA-14513", field, "A table with an XMLType column takes no subpartitions.", "Leave them out.")
    yield from _key_columns(table, f"{field}.key_columns", second.key_columns)
    key = _resolved(table, second.key_columns)
    match second:
        case HashSubpartitioning():
            yield from _power_of_two(second.subpartition_count, f"{field}.subpartition_count")
        case RangeSubpartitioning():
            yield from _range(second.template, key, f"{field}.template", limit)
            if key is not None and second.template[-1].values_less_than[0].strip().upper() != "MAXVALUE":
                yield _warning(
                    "ORA-14400",
                    f"{field}.template",
                    "Values above the last bound have no subpartition.",
                    "End the template with MAXVALUE.",
                )
        case ListSubpartitioning():
            yield from _list(second.template, key, f"{field}.template", limit)
            if not any(item.is_default for item in second.template):
                yield _warning(
                    "ORA-14400",
                    f"{field}.template",
                    "Values that the template does not list have no subpartition.",
                    "End the template with DEFAULT.",
                )


def _count(table: TableConfig, environment: EnvironmentConfig) -> Iterator[Finding]:
    target = table.common_settings.target_config
    if isinstance(target, (ReferenceTarget, SystemTarget, NoneTarget)):
        return
    first = target.partition_count if isinstance(target, HashTarget) else len(target.partitions)
    match target.subpartitioning:
        case None:
            second = 1
        case HashSubpartitioning(subpartition_count=count):
            second = count
        case RangeSubpartitioning() | ListSubpartitioning():
            second = len(target.subpartitioning.template)
    total = first * second
    field = "partition_count" if isinstance(target, HashTarget) else "partitions"
    if total > PARTITION_LIMIT:
        yield _error(
            "ORA-14301", field, f"{total:,} partitions; Oracle takes {PARTITION_LIMIT:,} at most.", "Take fewer."
        )
    elif total > environment.maximum_partitions:
        yield _warning("MANY-PARTITIONS", field, f"{total:,} partitions are hard to look after.", "Take fewer.")


def _reference(table: TableConfig, target: ReferenceTarget) -> Iterator[Finding]:
    state = table.current_state
    keys = {c.constraint_name: c for c in state.constraints if c.constraint_type == "R"}
    foreign_key = keys.get(target.foreign_key)
    if foreign_key is None:
        shown = ", ".join(keys) or "none"
        yield _error(
            "ORA-14652",
            "foreign_key",
            f"{table.table_name} has no foreign key {foreign(target.foreign_key)}.",
            f"Its foreign keys: {shown}.",
        )
        return
    reasons = []
    if foreign_key.status != "ENABLED" or not foreign_key.validated:
        reasons.append("must be enabled and validated")
    if foreign_key.deferrable:
        reasons.append("must not be deferrable")
    if foreign_key.delete_rule == "SET NULL":
        reasons.append("must not say ON DELETE SET NULL")
    if (foreign_key.referenced_owner, foreign_key.referenced_table) == (table.owner, table.table_name):
        reasons.append("must not point to its own table")
    if any((column := column_named(state, name)) is not None and column.nullable for name in foreign_key.columns):
        reasons.append("must have NOT NULL columns")
    if reasons:
        yield _error(
            "ORA-14652",
            "foreign_key",
            f"{target.foreign_key} cannot carry the partitioning: it {' and '.join(reasons)}.",
        )


def unsupported_by_release(table: TableConfig, version: tuple[int, int]) -> Iterator[Finding]:
    """Findings on what the database's release does not know yet; nothing when the release is unknown."""
    if version == (0, 0):
        return
    target = table.common_settings.target_config
    if isinstance(target, AutomaticListTarget) and version < (12, 2):
        yield _error("ORA-00922", "partitioning_type", "Automatic list partitioning needs release 12.2.")
    if version < (12, 2) and isinstance(target, (ListTarget,)) and len(target.key_columns) > 1:
        yield _error("ORA-14304", "key_columns", "Multi-column list partitioning needs release 12.2.")


__all__ = [
    "CREATE_TABLE",
    "PARTITION_LIMIT",
    "TARGET",
    "interval_steps",
    "release",
    "target_findings",
    "unsupported_by_release",
]

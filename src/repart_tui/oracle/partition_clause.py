"""A target's partitioning as the SQL of CREATE TABLE and of ALTER TABLE ... MODIFY.

Source: SQL Language Reference, CREATE TABLE, "table_partitioning_clauses" and its diagrams.
"""

from __future__ import annotations

from collections.abc import Sequence

from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    HashSubpartitioning,
    HashTarget,
    IntervalTarget,
    ListPartition,
    ListSubpartition,
    ListSubpartitioning,
    ListTarget,
    NoneTarget,
    OptionalSubpartitioning,
    RangePartition,
    RangeSubpartition,
    RangeSubpartitioning,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TargetConfig,
)
from repart_tui.oracle.bounds import interval_expression, parse_value
from repart_tui.oracle.sql_text import foreign, quote_name

COMPRESSION = {
    "NONE": "NOCOMPRESS",
    "BASIC": "ROW STORE COMPRESS BASIC",
    "ADVANCED": "ROW STORE COMPRESS ADVANCED",
    "OLTP": "ROW STORE COMPRESS ADVANCED",
    "QUERY LOW": "COLUMN STORE COMPRESS FOR QUERY LOW",
    "QUERY HIGH": "COLUMN STORE COMPRESS FOR QUERY HIGH",
    "ARCHIVE LOW": "COLUMN STORE COMPRESS FOR ARCHIVE LOW",
    "ARCHIVE HIGH": "COLUMN STORE COMPRESS FOR ARCHIVE HIGH",
}


def name_list(names: Sequence[str]) -> str:
    """Return quoted names, separated by commas."""
    return ", ".join(quote_name(name) for name in names)


def partition_clause(target: TargetConfig, columns: Sequence[ColumnInfo]) -> str:
    """Return the partitioning clause of `target`, several lines; empty for a nonpartitioned table.

    `columns` are those of the table: they give bounds their type. Raises ValueError for a target that names an
    unknown column or a value that does not fit its column.
    """
    by_name = {column.name: column for column in columns}
    match target:
        case RangeTarget():
            head = [f"PARTITION BY RANGE ({name_list(target.key_columns)})"]
            return _with_partitions(
                head, target.subpartitioning, _range_lines(target.partitions, target.key_columns, by_name), by_name
            )
        case IntervalTarget():
            head = [
                f"PARTITION BY RANGE ({name_list(target.key_columns)})",
                f"INTERVAL ({interval_expression(target.interval)})" + _store_in(target.store_in),
            ]
            return _with_partitions(
                head, target.subpartitioning, _range_lines(target.partitions, target.key_columns, by_name), by_name
            )
        case ListTarget():
            head = [f"PARTITION BY LIST ({name_list(target.key_columns)})"]
            return _with_partitions(
                head, target.subpartitioning, _list_lines(target.partitions, target.key_columns, by_name), by_name
            )
        case AutomaticListTarget():
            head = [f"PARTITION BY LIST ({name_list(target.key_columns)}) AUTOMATIC" + _store_in(target.store_in)]
            return _with_partitions(
                head, target.subpartitioning, _list_lines(target.partitions, target.key_columns, by_name), by_name
            )
        case HashTarget():
            lines = [f"PARTITION BY HASH ({name_list(target.key_columns)})"]
            lines += _subpartition_lines(target.subpartitioning, by_name)
            return "\n".join([*lines, f"PARTITIONS {target.partition_count}" + _store_in(target.store_in)])
        case ReferenceTarget():
            return f"PARTITION BY REFERENCE ({quote_name(target.foreign_key)})"
        case SystemTarget():
            return f"PARTITION BY SYSTEM PARTITIONS {target.partition_count}"
        case NoneTarget():
            return ""


def _with_partitions(
    head: list[str], subpartitioning: OptionalSubpartitioning, partitions: list[str], by_name: dict[str, ColumnInfo]
) -> str:
    lines = [*head, *_subpartition_lines(subpartitioning, by_name)]
    lines += [("( " if number == 0 else ", ") + partition for number, partition in enumerate(partitions)]
    return "\n".join([*lines, ")"])


def _store_in(tablespaces: Sequence[str]) -> str:
    return f" STORE IN ({name_list(tablespaces)})" if tablespaces else ""


def _key(names: Sequence[str], by_name: dict[str, ColumnInfo]) -> list[ColumnInfo]:
    missing = [name for name in names if name not in by_name]
    if missing:
        raise ValueError(f"the table has no column {missing[0]}")
    return [by_name[name] for name in names]


def _bound(values: Sequence[str], key: Sequence[ColumnInfo]) -> str:
    if len(values) != len(key):
        raise ValueError(f"{len(values)} values for {len(key)} key columns")
    return ", ".join(foreign(parse_value(value, column).sql) for value, column in zip(values, key, strict=True))


def list_value(value: Sequence[str | None], key: Sequence[ColumnInfo]) -> str:
    """Return one value of a list partition as SQL: a literal, NULL, or several in brackets."""
    if len(value) != len(key):
        raise ValueError(f"{len(value)} values for {len(key)} key columns")
    items = [
        "NULL" if item is None else foreign(parse_value(item, column, maxvalue_allowed=False).sql)
        for item, column in zip(value, key, strict=True)
    ]
    return items[0] if len(items) == 1 else "(" + ", ".join(items) + ")"


def _list_values(partition: ListPartition | ListSubpartition, key: Sequence[ColumnInfo]) -> str:
    if partition.is_default:
        return "VALUES (DEFAULT)"
    if not partition.values:
        raise ValueError(f"partition {partition.name} has no values")
    return "VALUES (" + ", ".join(list_value(value, key) for value in partition.values) + ")"


def _attributes(partition: RangePartition | ListPartition | RangeSubpartition | ListSubpartition) -> str:
    text = f" TABLESPACE {quote_name(partition.tablespace)}" if partition.tablespace else ""
    if isinstance(partition, (RangePartition, ListPartition)) and partition.compress_for:
        text += f" {COMPRESSION[partition.compress_for]}"
    return text


def _range_lines(
    partitions: Sequence[RangePartition], names: Sequence[str], by_name: dict[str, ColumnInfo]
) -> list[str]:
    key = _key(names, by_name)
    return [
        f"PARTITION {quote_name(p.name)} VALUES LESS THAN ({_bound(p.values_less_than, key)}){_attributes(p)}"
        for p in partitions
    ]


def _list_lines(partitions: Sequence[ListPartition], names: Sequence[str], by_name: dict[str, ColumnInfo]) -> list[str]:
    key = _key(names, by_name)
    return [f"PARTITION {quote_name(p.name)} {_list_values(p, key)}{_attributes(p)}" for p in partitions]


def _subpartition_lines(subpartitioning: OptionalSubpartitioning, by_name: dict[str, ColumnInfo]) -> list[str]:
    if subpartitioning is None:
        return []
    key = _key(subpartitioning.key_columns, by_name)
    names = name_list(subpartitioning.key_columns)
    match subpartitioning:
        case HashSubpartitioning():
            head = f"SUBPARTITION BY HASH ({names}) SUBPARTITIONS {subpartitioning.subpartition_count}"
            return [head + _store_in(subpartitioning.store_in)]
        case RangeSubpartitioning():
            items = [
                f"SUBPARTITION {quote_name(s.name)} VALUES LESS THAN ({_bound(s.values_less_than, key)})"
                + _attributes(s)
                for s in subpartitioning.template
            ]
            kind = "RANGE"
        case ListSubpartitioning():
            items = [
                f"SUBPARTITION {quote_name(s.name)} {_list_values(s, key)}{_attributes(s)}"
                for s in subpartitioning.template
            ]
            kind = "LIST"
    lines = [f"SUBPARTITION BY {kind} ({names}) SUBPARTITION TEMPLATE"]
    lines += [("  ( " if number == 0 else "  , ") + item for number, item in enumerate(items)]
    return [*lines, "  )"]

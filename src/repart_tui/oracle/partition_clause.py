"""A target's partitioning as the SQL of CREATE TABLE and of ALTER TABLE ... MODIFY.

Source: SQL Language Reference, CREATE TABLE, "table_partitioning_clauses" and its diagrams.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repart_tui.counted import counted
from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    HashPartition,
    HashSubpartition,
    HashSubpartitioning,
    HashTarget,
    IntervalTarget,
    ListPartition,
    ListSubpartition,
    ListSubpartitioning,
    ListTarget,
    LobStorageInfo,
    NamedPartition,
    NoneTarget,
    OptionalSubpartitioning,
    RangePartition,
    RangeSubpartition,
    RangeSubpartitioning,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TargetConfig,
    TemplateLob,
)
from repart_tui.oracle.bounds import interval_expression, parse_value
from repart_tui.oracle.columns import STRING_TYPES
from repart_tui.oracle.sql_text import foreign, quote_name

Subpartitioning = HashSubpartitioning | RangeSubpartitioning | ListSubpartitioning
TemplateItem = HashSubpartition | RangeSubpartition | ListSubpartition
"""A subpartition of the template."""
COMPRESSION = {
    "NONE": "NOCOMPRESS",
    "BASIC": "ROW STORE COMPRESS BASIC",
    "ADVANCED": "ROW STORE COMPRESS ADVANCED",
    "OLTP": "ROW STORE COMPRESS ADVANCED",
    "QUERY LOW": "COLUMN STORE COMPRESS FOR QUERY LOW",
    "QUERY HIGH": "COLUMN STORE COMPRESS FOR QUERY HIGH",
    "QUERY LOW ROW LEVEL LOCKING": "COLUMN STORE COMPRESS FOR QUERY LOW ROW LEVEL LOCKING",
    "QUERY HIGH ROW LEVEL LOCKING": "COLUMN STORE COMPRESS FOR QUERY HIGH ROW LEVEL LOCKING",
    "ARCHIVE LOW ROW LEVEL LOCKING": "COLUMN STORE COMPRESS FOR ARCHIVE LOW ROW LEVEL LOCKING",
    "ARCHIVE HIGH ROW LEVEL LOCKING": "COLUMN STORE COMPRESS FOR ARCHIVE HIGH ROW LEVEL LOCKING",
    "ARCHIVE LOW": "COLUMN STORE COMPRESS FOR ARCHIVE LOW",
    "ARCHIVE HIGH": "COLUMN STORE COMPRESS FOR ARCHIVE HIGH",
}


@dataclass(frozen=True, slots=True)
class _Style:
    """How the partitions of one clause say their attributes: words for LOBs by column, INDEXING always or never."""

    kinds: dict[str, str]
    says_indexing: bool
    said: tuple[str, ...] = ()
    """LOB columns whose kind every partition says: what BASICFILE says for the table is not inherited where
    DB_SECUREFILE is PREFERRED (Database Reference)."""

    def lobs(self, tablespaces: dict[str, str]) -> str:
        """Return the LOB storage clauses of a partition, from the tablespaces that it names for its LOBs."""
        text = ""
        for name in [*tablespaces, *(name for name in self.said if name not in tablespaces)]:
            home = f" (TABLESPACE {quote_name(tablespaces[name])})" if name in tablespaces else ""
            kind = self.kinds.get(name)
            text += f" LOB ({quote_name(name)}) STORE AS{' ' + kind if kind else ''}{home}"
        return text


def name_list(names: Sequence[str]) -> str:
    """Return quoted names, separated by commas."""
    return ", ".join(quote_name(name) for name in names)


def partition_clause(target: TargetConfig, columns: Sequence[ColumnInfo], lobs: Sequence[LobStorageInfo] = ()) -> str:
    """Return the partitioning clause of `target`, several lines; empty for a nonpartitioned table.

    `columns` are those of the table: they give bounds their type; `lobs` tell SecureFiles from BasicFiles. Raises
    ValueError for a target that names an unknown column or a value that does not fit its column.
    """
    by_name = {column.name: column for column in columns}
    style = _style(target, columns, lobs)
    match target:
        case RangeTarget():
            head = [f"PARTITION BY RANGE ({name_list(target.key_columns)})"]
            return _with_partitions(
                head,
                target.subpartitioning,
                _range_lines(target.partitions, target.key_columns, by_name, style),
                by_name,
                style,
            )
        case IntervalTarget():
            head = [
                f"PARTITION BY RANGE ({name_list(target.key_columns)})",
                f"INTERVAL ({interval_expression(target.interval)})" + _store_in(target.store_in),
            ]
            return _with_partitions(
                head,
                target.subpartitioning,
                _range_lines(target.partitions, target.key_columns, by_name, style),
                by_name,
                style,
            )
        case ListTarget():
            head = [f"PARTITION BY LIST ({name_list(target.key_columns)})"]
            return _with_partitions(
                head,
                target.subpartitioning,
                _list_lines(target.partitions, target.key_columns, by_name, style),
                by_name,
                style,
            )
        case AutomaticListTarget():
            head = [f"PARTITION BY LIST ({name_list(target.key_columns)}) AUTOMATIC" + _store_in(target.store_in)]
            return _with_partitions(
                head,
                target.subpartitioning,
                _list_lines(target.partitions, target.key_columns, by_name, style),
                by_name,
                style,
            )
        case HashTarget():
            head = [f"PARTITION BY HASH ({name_list(target.key_columns)})"]
            if target.partitions:
                named = [f"PARTITION {quote_name(p.name)}{_attributes(p, style)}" for p in target.partitions]
                return _with_partitions(head, target.subpartitioning, named, by_name, style)
            head += _subpartition_lines(target.subpartitioning, by_name, style)
            return "\n".join([*head, f"PARTITIONS {target.partition_count}" + _store_in(target.store_in)])
        case ReferenceTarget():
            head = [f"PARTITION BY REFERENCE ({quote_name(target.foreign_key)})"]
            return _with_partitions(head, None, _named_lines(target.partitions, style), by_name, style)
        case SystemTarget():
            named = _named_lines(system_partitions(target), style)
            return _with_partitions(["PARTITION BY SYSTEM"], None, named, by_name, style)
        case NoneTarget():
            return ""


def system_partitions(target: SystemTarget) -> list[NamedPartition]:
    """Return the partitions of a system partitioned table, all with names: the load says which one it fills."""
    return target.partitions or [NamedPartition(name=f"P{n}") for n in range(1, target.partition_count + 1)]


def _named_lines(partitions: Sequence[NamedPartition], style: _Style) -> list[str]:
    return [f"PARTITION {quote_name(p.name)}{_tablespace(p.tablespace)}{style.lobs({})}" for p in partitions]


def range_partitions(
    target: RangeTarget | IntervalTarget, columns: Sequence[ColumnInfo], lobs: Sequence[LobStorageInfo]
) -> list[str]:
    """Return the definitions of the target's range partitions."""
    by_name = {column.name: column for column in columns}
    return _range_lines(target.partitions, target.key_columns, by_name, _style(target, columns, lobs))


def split_partitions(
    target: RangeTarget | IntervalTarget, columns: Sequence[ColumnInfo], lobs: Sequence[LobStorageInfo]
) -> list[str]:
    """Return what SPLIT PARTITION makes of one partition: the last one has the bound already, and states none."""
    last, style = target.partitions[-1], _style(target, columns, lobs)
    lines = range_partitions(target, columns, lobs)
    return [*lines[:-1], f"PARTITION {quote_name(last.name)}{_attributes(last, style)}"]


def _style(target: TargetConfig, columns: Sequence[ColumnInfo], lobs: Sequence[LobStorageInfo]) -> _Style:
    # Once OFF is said anywhere, every partition says which it is: the table's default may be either.
    says_indexing = not getattr(target, "indexing", True) or any(
        not getattr(part, "indexing", True) for part in getattr(target, "partitions", ())
    )
    kinds = _lob_kinds(lobs, columns)
    # Composite partitions have no LOB segments of their own, and their subpartitions would not take it from them.
    single = getattr(target, "subpartitioning", None) is None
    return _Style(kinds, says_indexing, tuple(kinds) if single and "BASICFILE" in kinds.values() else ())


def _lob_kinds(lobs: Sequence[LobStorageInfo], columns: Sequence[ColumnInfo]) -> dict[str, str]:
    # Oracle keeps strings over 4,000 bytes in LOBs too, which no LOB clause takes.
    strings = {column.name for column in columns if column.data_type in STRING_TYPES}
    return {
        lob.column_name: "SECUREFILE" if lob.securefile else "BASICFILE"
        for lob in lobs
        if lob.securefile is not None and lob.column_name not in strings
    }


def _with_partitions(
    head: list[str],
    subpartitioning: OptionalSubpartitioning,
    partitions: list[str],
    by_name: dict[str, ColumnInfo],
    style: _Style,
) -> str:
    lines = [*head, *_subpartition_lines(subpartitioning, by_name, style)]
    if not partitions:
        return "\n".join(lines)
    lines += [("( " if number == 0 else ", ") + partition for number, partition in enumerate(partitions)]
    return "\n".join([*lines, ")"])


def _store_in(tablespaces: Sequence[str]) -> str:
    return f" STORE IN ({name_list(tablespaces)})" if tablespaces else ""


def _key(names: Sequence[str], by_name: dict[str, ColumnInfo]) -> list[ColumnInfo]:
    missing = [name for name in names if name not in by_name]
    if missing:
        raise ValueError(f"the table has no column {missing[0]}")
    return [by_name[name] for name in names]


def bound_list(values: Sequence[str], key: Sequence[ColumnInfo]) -> str:
    """Return a bound as SQL, one literal or MAXVALUE for each key column. Raises ValueError where one does not fit."""
    if len(values) != len(key):
        raise ValueError(f"{counted(len(values), 'value')} for {counted(len(key), 'key column')}")
    return ", ".join(foreign(parse_value(value, column).sql) for value, column in zip(values, key, strict=True))


def list_value(value: Sequence[str | None], key: Sequence[ColumnInfo]) -> str:
    """Return one value of a list partition as SQL: a literal, NULL, or several in brackets."""
    if len(value) != len(key):
        raise ValueError(f"{counted(len(value), 'value')} for {counted(len(key), 'key column')}")
    items = [
        "NULL" if item is None else foreign(parse_value(item, column, maxvalue_allowed=False).sql)
        for item, column in zip(value, key, strict=True)
    ]
    return items[0] if len(items) == 1 else "(" + ", ".join(items) + ")"


def listed_values(partition: ListPartition | ListSubpartition, key: Sequence[ColumnInfo]) -> str:
    """Return the values of a list partition as SQL, or DEFAULT. Raises ValueError where one does not fit."""
    if partition.is_default:
        return "DEFAULT"
    if not partition.values:
        raise ValueError(f"partition {partition.name} has no values")
    return ", ".join(list_value(value, key) for value in partition.values)


def _tablespace(name: str | None) -> str:
    return f" TABLESPACE {quote_name(name)}" if name else ""


def _attributes(partition: RangePartition | ListPartition | HashPartition, style: _Style) -> str:
    """Return the attributes in the order of table_partition_description; READ ONLY follows after the load."""
    text = f" INDEXING {'ON' if partition.indexing else 'OFF'}" if style.says_indexing else ""
    text += _tablespace(partition.tablespace)
    if partition.compress_for:
        text += f" {COMPRESSION[partition.compress_for]}"
    return text + style.lobs({lob.column_name: lob.tablespace for lob in partition.lobs})


def _range_lines(
    partitions: Sequence[RangePartition],
    names: Sequence[str],
    by_name: dict[str, ColumnInfo],
    style: _Style,
) -> list[str]:
    key = _key(names, by_name)
    bounds = [f"VALUES LESS THAN ({bound_list(p.values_less_than, key)})" for p in partitions]
    return [
        f"PARTITION {quote_name(p.name)} {bound}{_attributes(p, style)}"
        for p, bound in zip(partitions, bounds, strict=True)
    ]


def _list_lines(
    partitions: Sequence[ListPartition],
    names: Sequence[str],
    by_name: dict[str, ColumnInfo],
    style: _Style,
) -> list[str]:
    key = _key(names, by_name)
    return [
        f"PARTITION {quote_name(p.name)} VALUES ({listed_values(p, key)}){_attributes(p, style)}" for p in partitions
    ]


def subpartition_template(
    level: Subpartitioning, columns: Sequence[ColumnInfo], lobs: Sequence[LobStorageInfo] = (), *, closed: bool = True
) -> str:
    """Return the SUBPARTITION TEMPLATE of a second level that has one, several lines.

    `closed` says READ ONLY where the template does: not before its subpartitions are loaded (ORA-14466).
    """
    kinds = _lob_kinds(lobs, columns)
    return "\n".join(_template_lines(level, {column.name: column for column in columns}, kinds, closed=closed))


def lob_segment_name(item: TemplateItem, lob: TemplateLob) -> str:
    """Return the name that the template gives the segments of a LOB column: none may be left out (ORA-14605).

    Names differ within a column (ORA-14612), so one from the subpartition's name and the LOB's place is always free.
    """
    return lob.segment_name or f"{item.name}_L{item.lobs.index(lob) + 1}"


def _subpartition_lines(
    subpartitioning: OptionalSubpartitioning, by_name: dict[str, ColumnInfo], style: _Style
) -> list[str]:
    if subpartitioning is None:
        return []
    head = f"SUBPARTITION BY {subpartitioning.subpartitioning_type.upper()} ({name_list(subpartitioning.key_columns)}) "
    if isinstance(subpartitioning, HashSubpartitioning) and not subpartitioning.template:
        return [f"{head}SUBPARTITIONS {subpartitioning.subpartition_count}" + _store_in(subpartitioning.store_in)]
    # ORA-14604: a template and SUBPARTITIONS or STORE IN do not go together.
    first, *others = _template_lines(subpartitioning, by_name, style.kinds, closed=False)
    return [head + first, *others]


def _template_lines(
    level: Subpartitioning, by_name: dict[str, ColumnInfo], kinds: dict[str, str], *, closed: bool
) -> list[str]:
    key = _key(level.key_columns, by_name)
    lines = ["SUBPARTITION TEMPLATE"]
    template: Sequence[TemplateItem] = level.template
    for number, item in enumerate(template):
        text = f"SUBPARTITION {quote_name(item.name)}"
        if isinstance(item, RangeSubpartition):
            text += f" VALUES LESS THAN ({bound_list(item.values_less_than, key)})"
        elif isinstance(item, ListSubpartition):
            text += f" VALUES ({listed_values(item, key)})"
        lines.append(("  ( " if number == 0 else "  , ") + text + _template_attributes(item, kinds, closed=closed))
    return [*lines, "  )"]


def _template_attributes(item: TemplateItem, kinds: dict[str, str], *, closed: bool) -> str:
    """Return the attributes in the order of range_subpartition_desc and its partitioning_storage_clause.

    list_subpartition_desc and individual_hash_subparts take the same ones: indexing_clause and table_compression since
    12.1, read_only_clause since 12.2.
    """
    text = ""
    if item.read_only is not None and (closed or not item.read_only):
        text = f" READ {'ONLY' if item.read_only else 'WRITE'}"
    if item.indexing is not None:
        text += f" INDEXING {'ON' if item.indexing else 'OFF'}"
    text += _tablespace(item.tablespace)
    text += f" {COMPRESSION[item.compress_for]}" if item.compress_for else ""
    for lob in item.lobs:
        kind = f"{kinds[lob.column_name]} " if lob.column_name in kinds else ""
        text += f" LOB ({quote_name(lob.column_name)}) STORE AS {kind}{quote_name(lob_segment_name(item, lob))}"
        text += f" (TABLESPACE {quote_name(lob.tablespace)})" if lob.tablespace else ""
    return text

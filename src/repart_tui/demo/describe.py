"""The declarative form in which the demo's schemas are written.

A schema module says what a DBA would say in DDL, plus row counts and column statistics; `rows/` turns that into
what the dictionary views would show. Names are kept as stored: upper case unless they were quoted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Value = int | float | str | bytes | datetime
"""A value of a column, as the statistics know it."""


@dataclass(frozen=True, slots=True)
class Stats:
    """Column statistics: distinct values, lowest and highest value, NULLs."""

    distinct: int
    low: Value | None = None
    high: Value | None = None
    nulls: int = 0
    histogram: tuple[Value, ...] = ()
    """The values of a frequency histogram, all equally frequent; empty means no histogram."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Options of an identity column; `last_number` is what the sequence shows today."""

    last_number: int
    always: bool = False
    start: int = 1
    increment: int = 1
    min_value: int = 1
    max_value: int = 10**28 - 1
    cache: int = 20
    cycle: bool = False
    order: bool = False


@dataclass(frozen=True, slots=True)
class Lob:
    """Storage of a LOB column."""

    bytes: int
    securefile: bool = True
    in_row: bool = True
    cache: str = "NO"
    logging: str = "YES"
    compression: str = "NO"
    deduplication: str = "NO"
    tablespace: str | None = None
    pctversion: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """State of a constraint."""

    enabled: bool = True
    validated: bool = True
    rely: bool = False
    deferrable: bool = False
    deferred: bool = False


ENABLED = State()
DISABLED = State(enabled=False, validated=False)
NOVALIDATE = State(validated=False)
RELY_NOVALIDATE = State(validated=False, rely=True)


@dataclass(frozen=True, slots=True)
class NotNull:
    """A NOT NULL constraint that has a name or a state of its own."""

    name: str | None = None
    state: State = ENABLED


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `type` is written as in DDL."""

    name: str
    type: str
    stats: Stats | None = None
    comment: str | None = None
    not_null: bool | str | NotNull = False
    """True: system-named constraint; a text: the constraint's name."""
    default: str | None = None
    default_on_null: bool = False
    virtual: str | None = None
    identity: Identity | None = None
    invisible: bool = False
    system: bool = False
    """Hidden and made by Oracle, for instance an attribute of an object column."""
    qualified: str | None = None
    type_owner: str | None = None
    collation: str = "USING_NLS_COMP"
    encryption: str | None = None
    lob: Lob | None = None
    sensitive: bool = False
    predicates: tuple[int, int] = (0, 0)
    """How often statements asked for equal values and for ranges of it."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An index column that is no plain ascending column."""

    text: str
    type: str = "VARCHAR2(128)"
    descending: bool = False


def descending(name: str, type: str = "RAW(34)") -> Expression:
    """A descending index column: Oracle keeps it as an expression on a hidden column."""
    return Expression(f'"{name}"', type, descending=True)


@dataclass(frozen=True, slots=True)
class Key:
    """A primary or unique key."""

    name: str
    """SYS_C... means that nobody named it."""
    columns: tuple[str, ...]
    primary: bool = True
    state: State = ENABLED
    index: str | None = None
    """The index that enforces it; None: one named like the constraint, made with it."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check constraint."""

    name: str | None
    condition: str
    columns: tuple[str, ...]
    state: State = ENABLED


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A foreign key to the key `target` (owner, constraint)."""

    name: str | None
    columns: tuple[str, ...]
    target: tuple[str, str]
    delete_rule: str = "NO ACTION"
    state: State = ENABLED


@dataclass(frozen=True, slots=True)
class Index:
    """An index; a key without a matching index here gets its own."""

    name: str
    columns: tuple[str | Expression, ...]
    unique: bool = False
    kind: str = "NORMAL"
    """NORMAL, NORMAL/REV, BITMAP, DOMAIN."""
    compress: int = 0
    invisible: bool = False
    unusable: bool = False
    local: bool = False
    tablespace: str | None = None
    owner: str | None = None
    degree: str = "1"
    logging: str = "YES"
    bytes_per_row: float | None = None
    global_parts: tuple[Partition, ...] = ()
    """Partitions of a global partitioned index, by range of its first column (by hash without high values)."""
    partial: bool = False
    join: tuple[tuple[str, str, str, str], ...] = ()
    """Bitmap join: (own column, dimension table, dimension column, indexed column)."""
    indextype: str | None = None
    parameters: str | None = None


@dataclass(frozen=True, slots=True)
class Partition:
    """A partition or subpartition; without rows it has no segment yet."""

    name: str
    high_value: str | None = None
    rows: int = 0
    compress_for: str | None = None
    tablespace: str | None = None
    by_interval: bool = False
    read_only: bool = False
    indexing: bool = True
    parts: tuple[Partition, ...] = ()
    lobs: tuple[tuple[str, str, str], ...] = ()
    """In a subpartition template, and where it was followed: LOB column, end of its segment's name, tablespace."""


@dataclass(frozen=True, slots=True)
class Partitioning:
    """How a table is partitioned."""

    kind: str
    """RANGE, LIST, HASH, REFERENCE."""
    columns: tuple[str, ...]
    parts: tuple[Partition, ...]
    interval: str | None = None
    automatic: bool = False
    reference: str | None = None
    sub_kind: str = "NONE"
    sub_columns: tuple[str, ...] = ()
    template: tuple[Partition, ...] = ()
    default_subpartitions: int = 0


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger; `header` is the text between CREATE TRIGGER and the body."""

    name: str
    header: str
    body: str
    timing: str
    """For instance BEFORE EACH ROW."""
    event: str
    columns: tuple[str, ...] = ()
    when: str | None = None
    enabled: bool = True
    valid: bool = True
    owner: str | None = None
    follows: str | None = None
    references: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """An object or column privilege."""

    grantee: str
    privilege: str
    column: str | None = None
    grantable: bool = False
    hierarchy: bool = False
    grantor: str | None = None


@dataclass(frozen=True, slots=True)
class LogGroup:
    """A supplemental log group; `kind` other than USER LOG GROUP has no columns."""

    name: str | None
    columns: tuple[str, ...] = ()
    kind: str = "USER LOG GROUP"
    always: bool = True


@dataclass(frozen=True, slots=True)
class Extra:
    """A row of a view that only a few tables appear in; the builder adds owner and table name under `keys`."""

    view: str
    keys: tuple[str, str]
    values: Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    name: str
    columns: tuple[Column, ...]
    rows: int | None = None
    """NUM_ROWS; None: statistics were never gathered."""
    row_length: int = 40
    actual_rows: int | None = None
    """Rows behind the segment's size where the statistics are old or missing."""
    comment: str | None = None
    keys: tuple[Key, ...] = ()
    checks: tuple[Check, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: tuple[Index, ...] = ()
    partitioning: Partitioning | None = None
    triggers: tuple[Trigger, ...] = ()
    grants: tuple[Grant, ...] = ()
    log_groups: tuple[LogGroup, ...] = ()
    tablespace: str | None = None
    kind: str = "HEAP"
    """HEAP, IOT, OVERFLOW, TEMPORARY, EXTERNAL, CLUSTER, NESTED, OBJECT, DROPPED (in the recycle bin)."""
    object_id: int | None = None
    """Given where the name of a companion carries it."""
    created: str = "2019-03-04 10:15:00"
    changed: str | None = None
    analyzed: str = "2026-01-10 22:05:31"
    stale: bool = False
    locked: str | None = None
    preferences: Mapping[str, str] = field(default_factory=dict)
    extensions: tuple[tuple[str, str], ...] = ()
    """Extended statistics: (hidden column, expression or column group)."""
    properties: Mapping[str, str | int | None] = field(default_factory=dict)
    """Columns of DBA_TABLES that differ from the default."""
    extras: tuple[Extra, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A view or materialized view; `columns` are (name, type)."""

    name: str
    text: str
    references: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...] = ()
    comment: str | None = None
    materialized: Mapping[str, str] | None = None
    """Columns of DBA_MVIEWS that differ from the default; not None makes it a materialized view."""
    valid: bool = True


@dataclass(frozen=True, slots=True)
class Program:
    """A stored procedure, function, package, package body or type with its source (from the keyword on)."""

    kind: str
    name: str
    source: str
    references: tuple[tuple[str, str], ...] = ()
    valid: bool = True


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence."""

    name: str
    last_number: int
    increment: int = 1
    max_value: int = 10**28 - 1
    cache: int = 20


@dataclass(frozen=True, slots=True)
class Schema:
    """A user and what it owns."""

    name: str
    tablespace: str
    index_tablespace: str
    tables: tuple[Table, ...] = ()
    views: tuple[View, ...] = ()
    programs: tuple[Program, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    synonyms: tuple[tuple[str, str, str], ...] = ()
    """(name, table owner, table name)."""
    clusters: tuple[tuple[str, int], ...] = ()
    """(name, bytes)."""
    oracle_maintained: bool = False
    quotas: Mapping[str, int] = field(default_factory=dict)
    """Tablespace to bytes, -1 for unlimited."""
    extras: tuple[Extra, ...] = ()

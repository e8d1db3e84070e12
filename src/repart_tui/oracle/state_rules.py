"""What a plan says of a table must be something that a dictionary can say: such a file may have been edited by hand.

A script made from a state that contradicts itself would be wrong in ways that no other rule looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repart_tui.counted import counted
from repart_tui.migration_models import ConstraintInfo, CurrentState, IndexInfo, TableConfig
from repart_tui.oracle.eligibility import is_writable_name
from repart_tui.oracle.findings import Finding

CODE = "STATE"
_REMEDY = "Discover the table again; what the dictionary says is not for editing."
_SHOWN = 3
# Words that a script takes over as they are: neither a name in quotes nor a literal would hold what else stands there.
_DEGREE = re.compile(r"DEFAULT|[0-9]{1,10}")
_COLLATION = re.compile(r"[A-Za-z][A-Za-z0-9_$#]{0,127}")
_INTEGRITY = re.compile(r"[A-Za-z0-9-]{1,30}")
_SCALE = re.compile(r"(?:NO)?SCALE(?: (?:NO)?EXTEND)?")
_LOG_GROUP = re.compile(r"USER LOG GROUP|(?:PRIMARY KEY|UNIQUE KEY|FOREIGN KEY|ALL COLUMN) LOGGING")
_KEYS = ("P", "U", "R")


def state_findings(table: TableConfig) -> list[Finding]:
    """Return an error for each thing that no dictionary says, and for names that no script can hold."""
    state = table.current_state
    found = [
        Finding(CODE, "error", f"current_state.{field}", f"{message}.", _REMEDY)
        for field, message in (*_constraints(state), *_indexes(state), *_words(state))
    ]
    wrong = [
        (place, name, problem) for place, name in _names(table) if name is not None and (problem := _problem(name))
    ]
    listed = [f"{place} {name!r}, which {problem}" for place, name, problem in dict.fromkeys(wrong)]
    if listed:
        more = f"; and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
        message = f"Names that no script can hold: {'; '.join(listed[:_SHOWN])}{more}."
        found.append(Finding(CODE, "error", "current_state", message, _REMEDY))
    return found


def _problem(name: str) -> str | None:
    if not name:
        return "is empty"
    if '"' in name:
        return "holds a double quote"
    return None if is_writable_name(name) else "holds a control character"


def _constraints(state: CurrentState) -> Iterator[tuple[str, str]]:
    columns = {column.name for column in state.columns}
    for constraint in state.constraints:
        where = f"Constraint {constraint.constraint_name}"
        if constraint.constraint_type in _KEYS and not constraint.columns:
            yield "constraints", f"{where} has no columns"
        elif constraint.constraint_type in _KEYS and (
            missing := [name for name in constraint.columns if name not in columns]
        ):
            yield "constraints", f"{where} is on {missing[0]}, which is no column of the table"
    for constraint in (*state.constraints, *state.referenced_by):
        if _uneven(constraint):
            count, other = len(constraint.columns), len(constraint.referenced_columns)
            yield (
                "constraints",
                f"Foreign key {constraint.constraint_name} has {counted(count, 'column')} and refers to {other}",
            )


def _uneven(constraint: ConstraintInfo) -> bool:
    # What could not be read is empty, and other rules say so.
    referenced = constraint.referenced_columns
    return constraint.constraint_type == "R" and bool(referenced) and len(referenced) != len(constraint.columns)


def _indexes(state: CurrentState) -> Iterator[tuple[str, str]]:
    for index in state.indexes:
        if not index.columns and not _without_columns(index):
            yield "indexes", f"Index {index.index_name} has no columns"


def _without_columns(index: IndexInfo) -> bool:
    return index.index_type in ("LOB", "IOT - TOP", "CLUSTER") or index.index_type.endswith("DOMAIN")


def _words(state: CurrentState) -> Iterator[tuple[str, str]]:
    properties = state.properties
    found = [
        ("properties", "The table", "degree", properties.degree, _DEGREE),
        ("properties", "The table", "number of instances", properties.instances, _DEGREE),
        ("properties", "The table", "default collation", properties.default_collation, _COLLATION),
    ]
    for index in state.indexes:
        where = f"Index {index.index_name}"
        found.append(("indexes", where, "degree", index.degree, _DEGREE))
        found.append(("indexes", where, "number of instances", index.instances, _DEGREE))
    for column in state.columns:
        where = f"Column {column.name}"
        found.append(("columns", where, "collation", column.collation, _COLLATION))
        if column.encryption is not None:
            found.append(("columns", where, "integrity", column.encryption.integrity_algorithm, _INTEGRITY))
        if column.identity is not None:
            found.append(("columns", where, "scale of an identity", column.identity.scale, _SCALE))
    for group in state.log_groups:
        found.append(("log_groups", f"Log group {group.name}", "type", group.log_group_type, _LOG_GROUP))
    for field, where, what, word, form in found:
        if word is not None and form.fullmatch(word) is None:
            yield field, f"{where} has the {what} {word[:40]!r}, which Oracle does not know"


def _names(table: TableConfig) -> Iterator[tuple[str, str | None]]:
    state = table.current_state
    yield "owner", table.owner
    yield "table", table.table_name
    yield "tablespace", state.storage.tablespace_name
    for column in state.columns:
        yield "column", column.name
    for constraint in (*state.constraints, *state.referenced_by):
        for name in (constraint.owner, constraint.table_name, constraint.constraint_name):
            yield "constraint", name
        for name in (*constraint.columns, *constraint.referenced_columns):
            yield "column", name
    for index in state.indexes:
        yield "index", index.owner
        yield "index", index.index_name
        yield "tablespace", index.tablespace_name
        for part in index.partitions:
            yield "index partition", part.name
            yield "tablespace", part.tablespace_name
    for trigger in state.triggers:
        yield "trigger", trigger.owner
        yield "trigger", trigger.trigger_name
    for group in state.log_groups:
        yield "log group", group.name
        for member in group.columns:
            yield "column", member.name
    for lob in state.lobs:
        yield "column", lob.column_name
        yield "tablespace", lob.tablespace_name
    for partition in state.partitioning.partitions if state.partitioning else ():
        yield "partition", partition.name
        yield "tablespace", partition.tablespace_name
        for name in partition.read_only_subpartitions:
            yield "subpartition", name
    for item in state.partitioning.subpartition_template if state.partitioning else ():
        yield "subpartition of the template", item.name
        yield "tablespace", item.tablespace_name
        for stored in item.lobs or ():
            yield "column", stored.column_name
            yield "LOB segment", stored.segment_name
            yield "tablespace", stored.tablespace_name

"""From partitioned to partitioned: what single partitions have of their own, and whether the plan carries it.

The stated rules: a partition is carried under its name, with the tablespace, compression, INDEXING and LOB storage
that the plan gives it; what it had and the plan does not say is told. On the way to intervals a MAXVALUE partition
goes: its rows get partitions of the interval by their value, NULL keys and values out of reach are refused
(ORA-14400, ORA-14300). On the way to an automatic list the DEFAULT partition goes: each of its values gets a
partition of its own.

Sources: SQL Language Reference, CREATE TABLE, "table_partition_description", "INTERVAL Clause" and "AUTOMATIC".
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import (
    AutomaticListTarget,
    HashPartition,
    IntervalTarget,
    ListPartition,
    NamedPartition,
    NoneTarget,
    PartitionInfo,
    RangePartition,
    ReferenceTarget,
    TableConfig,
)
from repart_tui.oracle.carried_template import carried_template, planned_template
from repart_tui.oracle.findings import Finding, first_three
from repart_tui.oracle.high_values import parse_bounds
from repart_tui.oracle.present_partitions import own_compression, own_lobs, own_tablespace
from repart_tui.oracle.target_findings import CREATE_TABLE, TARGET

_Planned = RangePartition | ListPartition | HashPartition | NamedPartition


def carried_findings(table: TableConfig) -> list[Finding]:
    """Return what the partitions of a partitioned table lose by the plan, and what becomes of MAXVALUE and DEFAULT."""
    if table.current_state.partitioning is None:
        return []
    return [*_attributes(table), *carried_template(table), *_open_ends(table)]


def _attributes(table: TableConfig) -> Iterator[Finding]:
    info = table.current_state.partitioning
    assert info is not None
    planned: dict[str, _Planned] = {p.name: p for p in getattr(table.common_settings.target_config, "partitions", ())}
    lost: dict[str, list[str]] = {}
    for partition in info.partitions:
        for kind, shown in _lost(table, partition, planned.get(partition.name)):
            lost.setdefault(kind, []).append(f"{partition.name} ({shown})" if shown else partition.name)
    for kind, names in lost.items():
        listed = first_three(names)
        yield Finding(
            "PARTITION-ATTRIBUTES",
            "warning",
            f"{TARGET}.partitions",
            f"Not carried: {kind} of {listed}.",
            _remedy_by_reference(kind)
            if isinstance(table.common_settings.target_config, ReferenceTarget)
            else "Say it for the new partitions where it shall stay so.",
            CREATE_TABLE,
        )


def _remedy_by_reference(kind: str) -> str:
    """Partitions of a child say their name and tablespace, and nothing else (SQL Language Reference, CREATE TABLE)."""
    if kind == "the tablespace":
        return "Name all partitions with their tablespaces, or choose one for the table, which all of them take."
    return "A partition by reference is made with a name and a tablespace alone: set it afterwards by ALTER TABLE."


def _lost(table: TableConfig, partition: PartitionInfo, planned: _Planned | None) -> Iterator[tuple[str, str]]:
    """Yield (what, its value) that the partition has of its own and the planned one of that name does not."""
    state = table.current_state
    tablespace = own_tablespace(state, partition)
    if tablespace is not None and (planned is None or planned.tablespace != tablespace):
        yield "the tablespace", tablespace
    compression = own_compression(state, partition)
    if compression is not None and getattr(planned, "compress_for", None) != compression:
        yield "the compression", compression
    if partition.read_only and not getattr(planned, "read_only", False):
        yield "READ ONLY", ""
    closed = {f"{partition.name}_{item.name}" for item in planned_template(table) if item.read_only}
    opened = [name for name in partition.read_only_subpartitions if name not in closed]
    if opened and not getattr(planned, "read_only", False):
        yield "READ ONLY", ", ".join(opened[:2]) + (", ..." if len(opened) > 2 else "")
    if partition.indexing is False and getattr(planned, "indexing", True):
        yield "INDEXING OFF", ""
    homes = {(lob.column_name, lob.tablespace) for lob in getattr(planned, "lobs", ())}
    for lob in own_lobs(partition):
        if (lob.column_name, lob.tablespace) not in homes:
            yield "the LOB tablespace", f"{lob.column_name} in {lob.tablespace}"


def _open_ends(table: TableConfig) -> Iterator[Finding]:
    target, info = table.common_settings.target_config, table.current_state.partitioning
    assert info is not None
    if isinstance(target, NoneTarget):
        return
    if isinstance(target, IntervalTarget) and info.partitioning_type == "RANGE":
        for partition in info.partitions:
            if "MAXVALUE" in (parse_bounds(partition.high_value) or ()):
                yield _note(
                    "MAXVALUE-PARTITION",
                    f"{partition.name} (MAXVALUE) goes: its rows get partitions of the interval by their value. "
                    "The script refuses NULL keys (ORA-14400) and values out of reach (ORA-14300) before it starts.",
                )
    if isinstance(target, AutomaticListTarget) and info.partitioning_type == "LIST":
        for partition in info.partitions:
            if (partition.high_value or "").strip().upper() == "DEFAULT":
                yield _note(
                    "DEFAULT-PARTITION",
                    f"{partition.name} (DEFAULT) goes: each of its values gets a partition of its own.",
                )


def _note(code: str, message: str) -> Finding:
    return Finding(code, "note", f"{TARGET}.partitions", message, None, CREATE_TABLE)

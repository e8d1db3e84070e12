"""Which partitionings Oracle takes: findings on a target, each beside the field it is about.

Source: SQL Language Reference, CREATE TABLE (range, list, hash, reference, system, composite and interval
partitioning, and their restrictions); error messages by their ORA- number.
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import (
    AutomaticListTarget,
    EnvironmentConfig,
    HashSubpartitioning,
    HashTarget,
    IntervalTarget,
    ListSubpartitioning,
    ListTarget,
    NoneTarget,
    RangeSubpartitioning,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TableConfig,
)
from repart_tui.oracle.eligibility import is_writable_name
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.interval_rules import PARTITION_LIMIT, interval_rules
from repart_tui.oracle.key_rules import key_columns, local_time_zone, null_keys, resolved_key
from repart_tui.oracle.partition_clause import system_partitions
from repart_tui.oracle.partition_count import automatic_partitions
from repart_tui.oracle.partition_rules import (
    counted,
    list_values,
    partition_lobs,
    partition_names,
    range_bounds,
    template_names,
    uncovered_values,
)
from repart_tui.oracle.reference_rules import reference_rules
from repart_tui.oracle.target_findings import TARGET, error, warning
from repart_tui.oracle.template_rules import template_rules

_TWICE = "ORA-14611"
"""Two subpartitions of a template have one name."""


def target_findings(table: TableConfig, environment: EnvironmentConfig, limit: int = 128) -> list[Finding]:
    """Return what Oracle, or good sense, has against the table's target; `limit` is the longest name in bytes."""
    return list(_target_findings(table, environment, limit))


def _target_findings(table: TableConfig, environment: EnvironmentConfig, limit: int) -> Iterator[Finding]:
    target = table.common_settings.target_config
    yield from _written_names("common_settings", table.common_settings.to_dict())
    match target:
        case NoneTarget():
            if table.current_state.partitioning is None:
                yield error(
                    "NOTHING-TO-DO",
                    "partitioning_type",
                    "The table is not partitioned and shall not become so.",
                    "Choose a partitioning or leave the table out.",
                )
            return
        case ReferenceTarget():
            yield from reference_rules(table, target)
            yield from partition_names(target.partitions, f"{TARGET}.partitions", limit)
            return
        case SystemTarget():
            yield from partition_names(target.partitions, f"{TARGET}.partitions", limit)
            yield from counted(target.partitions, target.partition_count, "partitions", "partitions")
            if target.load_into is not None and target.load_into not in {p.name for p in system_partitions(target)}:
                yield error(
                    "ORA-02149",
                    "load_into",
                    f"There is no partition {target.load_into} to load into.",
                    "Choose one of the partitions.",
                )
            yield from _rows_of_system_partitions(table, target)
            if "system_partitioning" not in table.common_settings.migration_settings.accepted_risks:
                yield error(
                    "ORA-14701",
                    "partitioning_type",
                    "System partitioning makes every INSERT name its partition; applications that do not will fail.",
                    "Accept the risk system_partitioning if they do.",
                )
            return
        case _:
            pass
    yield from key_columns(table, f"{TARGET}.key_columns", target.key_columns)
    key = resolved_key(table, target.key_columns)
    match target:
        case RangeTarget():
            yield from range_bounds(target.partitions, key, f"{TARGET}.partitions", limit)
        case IntervalTarget():
            yield from range_bounds(target.partitions, key, f"{TARGET}.partitions", limit)
            yield from interval_rules(target, key, environment)
        case ListTarget():
            yield from list_values(target.partitions, key, f"{TARGET}.partitions", limit)
            yield from uncovered_values(target.partitions, key)
        case AutomaticListTarget():
            yield from list_values(target.partitions, key, f"{TARGET}.partitions", limit)
            if any(partition.is_default for partition in target.partitions):
                yield error(
                    "ORA-14851",
                    "partitions",
                    "Automatic list partitioning takes no DEFAULT partition.",
                    "Remove it; Oracle makes a partition for every new value.",
                )
        case HashTarget():
            yield from _power_of_two(target.partition_count, f"{TARGET}.partition_count")
            yield from partition_names(target.partitions, f"{TARGET}.partitions", limit)
            yield from counted(target.partitions, target.partition_count, "partitions", "partitions")
            if target.partitions and target.store_in:
                yield error(
                    "ORA-14170",
                    "store_in",
                    "Partitions are named one by one, which does not go together with STORE IN.",
                    "Give each partition its tablespace.",
                )
    yield from partition_lobs(target.partitions, table.current_state, f"{TARGET}.partitions")
    yield from null_keys(table, key)
    yield from local_time_zone(table, key)
    yield from _subpartitioning(table, limit)
    yield from _count(table, environment)


def _written_names(field: str, part: object) -> Iterator[Finding]:
    """Names that the plan chooses: of partitions, tablespaces and LOB segments, wherever they stand."""
    if isinstance(part, list):
        for number, item in enumerate(part):
            yield from _written_names(f"{field}.{number}", item)
    elif isinstance(part, dict):
        for key, item in part.items():
            chosen = item if key == "store_in" else [item] if key in ("name", "tablespace", "segment_name") else []
            if any(isinstance(name, str) and not is_writable_name(name) for name in chosen):
                yield error("NAME-CHARACTERS", f"{field}.{key}", "A name holds a control character.", "Rename it.")
            if isinstance(item, (list, dict)):
                yield from _written_names(f"{field}.{key}", item)


def _rows_of_system_partitions(table: TableConfig, target: SystemTarget) -> Iterator[Finding]:
    """Rows of system partitions stay in the partition of that name: only the application knows why they are there."""
    info = table.current_state.partitioning
    if info is None or info.partitioning_type != "SYSTEM" or target.load_into is not None:
        return
    homes = {partition.name for partition in system_partitions(target)}
    lost = [partition.name for partition in info.partitions if partition.name not in homes]
    if lost:
        yield error(
            "SYSTEM-ROWS",
            "partitions",
            f"The rows of {', '.join(lost[:3])} have no partition of that name to go to.",
            "Name it in the plan, or say in Load into where all rows go.",
        )


def _power_of_two(count: int, field: str) -> Iterator[Finding]:
    if count & (count - 1):
        better = 1 << count.bit_length()
        yield warning(
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
        yield error("ORA-14513", field, "A table with an XMLType column takes no subpartitions.", "Leave them out.")
    yield from key_columns(table, f"{field}.key_columns", second.key_columns)
    key = resolved_key(table, second.key_columns)
    match second:
        case HashSubpartitioning():
            yield from _power_of_two(second.subpartition_count, f"{field}.subpartition_count")
            yield from partition_names(second.template, f"{field}.template", limit, _TWICE)
            yield from counted(second.template, second.subpartition_count, f"{field}.template", "subpartitions")
            if second.template and second.store_in:
                yield error(
                    "ORA-14604",
                    f"{field}.store_in",
                    "A subpartition template does not go together with STORE IN.",
                    "Give each subpartition of the template its tablespace.",
                )
        case RangeSubpartitioning():
            yield from range_bounds(second.template, key, f"{field}.template", limit, _TWICE)
            if key is not None and second.template[-1].values_less_than[0].strip().upper() != "MAXVALUE":
                yield warning(
                    "ORA-14400",
                    f"{field}.template",
                    "Values above the last bound have no subpartition.",
                    "End the template with MAXVALUE.",
                )
        case ListSubpartitioning():
            yield from list_values(second.template, key, f"{field}.template", limit, _TWICE)
            if not any(item.is_default for item in second.template):
                yield warning(
                    "ORA-14400",
                    f"{field}.template",
                    "Values that the template does not list have no subpartition.",
                    "End the template with DEFAULT.",
                )
    yield from template_names(target.partitions, second.template, f"{field}.template", limit)
    yield from template_rules(table, target.partitions, second.template, f"{field}.template", limit)


def _count(table: TableConfig, environment: EnvironmentConfig) -> Iterator[Finding]:
    target = table.common_settings.target_config
    if isinstance(target, (ReferenceTarget, SystemTarget, NoneTarget)):
        return
    first = target.partition_count if isinstance(target, HashTarget) else len(target.partitions)
    first += automatic_partitions(table)
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
        yield error(
            "ORA-14301", field, f"{total:,} partitions; Oracle takes {PARTITION_LIMIT:,} at most.", "Take fewer."
        )
    elif total > environment.maximum_partitions:
        yield warning("MANY-PARTITIONS", field, f"{total:,} partitions are hard to look after.", "Take fewer.")


def unsupported_by_release(table: TableConfig, version: tuple[int, int]) -> Iterator[Finding]:
    """Findings on what a database of that release or COMPATIBLE does not know yet; nothing when it is unknown."""
    if version == (0, 0) or version >= (12, 2):
        return
    target = table.common_settings.target_config
    shown = f"this database is compatible with {version[0]}.{version[1]}"
    if isinstance(target, AutomaticListTarget):
        yield error("ORA-00922", "partitioning_type", f"Automatic list partitioning needs 12.2; {shown}.")
    if isinstance(target, ListTarget) and len(target.key_columns) > 1:
        yield error("ORA-14304", "key_columns", f"Multi-column list partitioning needs 12.2; {shown}.")
    for number, part in enumerate(getattr(target, "partitions", ())):
        if getattr(part, "read_only", False):
            yield error("ORA-00922", f"partitions.{number}.read_only", f"READ ONLY partitions need 12.2; {shown}.")
    level = getattr(target, "subpartitioning", None)
    for number, item in enumerate(level.template if level is not None else ()):
        if item.read_only is not None:
            field = f"subpartitioning.template.{number}.read_only"
            words = f"READ {'ONLY' if item.read_only else 'WRITE'}"
            yield error("ORA-00922", field, f"{words} subpartitions need 12.2; {shown}.")

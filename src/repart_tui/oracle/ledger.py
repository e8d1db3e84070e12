"""The ledger: all that a table owns, and how each thing is carried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from repart_tui.counted import counted
from repart_tui.migration_models import ConstraintInfo, CurrentState, MigrationConfig, NoneTarget, TableConfig
from repart_tui.oracle.columns import is_invisible, user_columns
from repart_tui.oracle.constraint_ddl import checked_on_load
from repart_tui.oracle.fingerprint import name_or_generated
from repart_tui.oracle.in_place_change import in_place_change
from repart_tui.oracle.index_locality import index_plans
from repart_tui.oracle.methods import choose_method
from repart_tui.oracle.reference_families import planned_key, reference_family, same
from repart_tui.oracle.table_ddl import holds_on_load

_REMARK = 200
"""Characters of foreign text that a line of the ledger shows."""


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """One thing that the table owns: its kind, its name, how it is carried, and in which step (None: by Oracle)."""

    kind: str
    name: str
    how: str
    step: int | None


def ledger(table: TableConfig, config: MigrationConfig) -> list[LedgerItem]:
    """Return the ledger of `table` for the method that is chosen for it; without a method everything is refused."""
    method = choose_method(table, config).method
    if method == "copy_and_swap":
        return [*_copied(table, config), *_statistics(table, method)]
    if method == "exchange":
        return [*_exchanged(table), *_statistics(table, method)]
    if method == "redefinition":
        return [*_redefined(table), *_statistics(table, method)]
    if method == "in_place":
        return list(_left(table))
    if method == "online_modify":
        return [*_kept(table), *_statistics(table, method)]
    return [LedgerItem("table", f"{table.owner}.{table.table_name}", "refused", None)]


def _state(status: str, validated: bool) -> str:
    return f"{status.lower()}{'' if validated else ', not validated'}"


def _short(text: str) -> str:
    """Return the beginning of a text that may be thousands of characters long."""
    return text if len(text) <= _REMARK else f"{text[: _REMARK - 3]}..."


def _columns(count: int) -> str:
    return counted(count, "column")


def _name(constraint: ConstraintInfo) -> str:
    """Return the constraint's name, with its columns where Oracle made the name and will make another."""
    generated = name_or_generated(constraint.constraint_name, constraint.generated) == "(generated)"
    return (
        f"{constraint.constraint_name} ({', '.join(constraint.columns)})" if generated else constraint.constraint_name
    )


def _things(table: TableConfig) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, name, remark) of everything that the table owns."""
    state = table.current_state
    for column in user_columns(state):
        marks = [
            word
            for word, holds in (
                ("virtual", column.virtual),
                ("invisible", is_invisible(column)),
                ("identity", column.identity is not None),
                ("encrypted", column.encryption is not None),
            )
            if holds
        ]
        yield "identity" if column.identity else "column", column.name, ", ".join([column.data_type, *marks])
    yield from _attributes(state)
    for lob in state.lobs:
        yield "LOB storage", lob.column_name, "SECUREFILE" if lob.securefile else "BASICFILE"
    for c in state.constraints:
        kind = {"P": "primary key", "U": "unique key", "R": "foreign key", "C": "check"}.get(
            c.constraint_type, "constraint"
        )
        yield "not null" if c.not_null else kind, _name(c), _state(c.status, c.validated)
    for c in state.referenced_by:
        if (c.owner, c.table_name) != (table.owner, table.table_name):
            yield "child key", f"{c.owner}.{c.table_name}.{c.constraint_name}", _state(c.status, c.validated)
    for t in state.triggers:
        yield "trigger", f"{t.owner}.{t.trigger_name}", t.status.lower()
    for g in state.grants:
        column_part = f" ({g.column_name})" if g.column_name else ""
        option = " with grant option" if g.grantable else ""
        yield "grant", f"{g.privilege}{column_part} to {g.grantee}", option.strip()
    if state.table_comment:
        yield "comment", "table", ""
    commented = sum(1 for column in user_columns(state) if column.comment)
    if commented:
        yield "column comment", _columns(commented), ""
    for preference in state.statistics_preferences:
        yield "preference", preference.name, _short(preference.value or "")
    for extension in state.statistics_extensions:
        kind = "extended stats" if extension.creator == "USER" else "auto ext. stats"
        yield kind, extension.name, _short(extension.extension)
    if state.statistics_locked:
        yield "statistics lock", state.statistics_locked, ""
    for group in state.log_groups:
        yield "log group", group.name, group.log_group_type.lower()
    for policy in state.policies:
        yield "policy", policy.name, policy.kind
    for view in state.materialized_views:
        yield "mat. view", f"{view.owner}.{view.name}", view.refresh_method or ""
    own_triggers = {(t.owner, t.trigger_name) for t in state.triggers}
    for item in state.dependents:
        if item.object_type == "TRIGGER" and (item.owner, item.name) in own_triggers:
            continue
        yield "dependent", f"{item.owner}.{item.name}", f"{item.object_type.lower()}, {(item.status or '').lower()}"
    for synonym in state.synonyms:
        yield "synonym", f"{synonym.owner}.{synonym.name}", ""
    if state.materialized_view_log is not None:
        yield "mat. view log", state.materialized_view_log, ""
    for feature in state.features:
        yield "feature", feature.code.replace("_", " ").lower(), feature.message


def _attributes(state: CurrentState) -> Iterator[tuple[str, str, str]]:
    """Yield the properties of the table itself, those that are set."""
    storage, properties = state.storage, state.properties
    physical = [
        f"PCTFREE {storage.pct_free}" if storage.pct_free is not None else None,
        f"tablespace {storage.tablespace_name}" if storage.tablespace_name else None,
        "NOLOGGING" if storage.logging is False else None,
        f"compress {storage.compress_for or 'BASIC'}" if storage.compression == "ENABLED" else None,
        f"buffer pool {storage.buffer_pool}" if storage.buffer_pool in ("KEEP", "RECYCLE") else None,
    ]
    yield "attributes", "physical", ", ".join(word for word in physical if word)
    for name, value in (
        ("cache", properties.cache),
        ("result cache", properties.result_cache == "FORCE"),
        ("row movement", properties.row_movement),
        ("row dependencies", properties.row_dependencies),
        ("row archival", properties.row_archival),
        ("read only", properties.read_only),
        ("default collation", properties.default_collation not in (None, "USING_NLS_COMP")),
    ):
        if value:
            yield "attributes", name, ""
    if properties.degree not in (None, "1"):
        yield "degree", properties.degree or "", ""
    for name, value in (
        ("in-memory", properties.inmemory == "ENABLED"),
        ("memoptimize", "ENABLED" in (properties.memoptimize_read, properties.memoptimize_write)),
        ("clustering", properties.clustering),
        ("data optimization", properties.ilm_policies),
        ("no logical replication", properties.logical_replication not in (None, "ENABLED")),
    ):
        if value:
            yield "object attribute", name, ""
    if state.unused_column_count:
        yield "unused columns", str(state.unused_column_count), ""
    if state.partitioning is not None:
        yield "partitions", f"{len(state.partitioning.partitions)} at present", ""


_COPY_STEPS: dict[str, tuple[int | None, str]] = {
    "attributes": (2, "created anew"),
    "degree": (8, "set anew"),
    "unused columns": (2, "left behind, as accepted"),
    "partitions": (2, "replaced by the plan's"),
    "feature": (None, "not of the copy, see the notes above"),
    "auto ext. stats": (None, "made by Oracle when it needs them"),
    "column": (2, "created anew"),
    "identity": (5, "goes on where it stands"),
    "LOB storage": (2, "created anew"),
    "primary key": (7, "added anew"),
    "unique key": (7, "added anew"),
    "foreign key": (7, "added anew"),
    "check": (7, "added anew"),
    "not null": (7, "added anew"),
    "child key": (11, "second key, then swapped"),
    "trigger": (15, "created anew"),
    "grant": (8, "granted anew"),
    "comment": (15, "written anew"),
    "column comment": (8, "written anew"),
    "preference": (10, "set anew"),
    "extended stats": (8, "created anew"),
    "statistics lock": (16, "locked again"),
    "log group": (15, "added anew"),
    "mat. view": (17, "names the table, recompiled"),
    "dependent": (17, "names the table, recompiled"),
    "synonym": (13, "follows the name"),
}


_ASSERTED = frozenset(
    {
        "LOB storage",
        "column",
        "identity",
        "primary key",
        "unique key",
        "foreign key",
        "check",
        "not null",
        "child key",
        "trigger",
        "grant",
        "comment",
        "column comment",
        "preference",
        "extended stats",
        "statistics lock",
        "log group",
        "policy",
    }
)
"""Kinds that the script itself looks for at the end: those of the fingerprint, and LOB settings."""
_ASSERTED_ATTRIBUTES = frozenset({"default collation", "row movement", "cache", "result cache", "row dependencies"})
"""Attributes of the table that it looks for too."""


_REDEFINITION_STEPS: dict[str, tuple[int | None, str]] = {
    **_COPY_STEPS,
    "degree": (2, "created anew"),
    "column": (2, "created anew"),
    "LOB storage": (2, "created anew"),
    "primary key": (4, "built anew and registered"),
    "unique key": (4, "built anew and registered"),
    "foreign key": (5, "copied by Oracle, validated in step 10"),
    "check": (5, "copied by Oracle, validated in step 10"),
    "not null": (5, "copied by Oracle, validated in step 10"),
    "child key": (9, "carried over by Oracle, validated in step 10"),
    "trigger": (5, "copied by Oracle"),
    "grant": (5, "copied by Oracle"),
    "comment": (6, "written anew"),
    "column comment": (6, "written anew"),
    "preference": (6, "set anew"),
    "extended stats": (2, "created anew"),
    "statistics lock": (10, "locked again"),
    "log group": (6, "added anew"),
    "mat. view": (12, "names the table, recompiled"),
    "dependent": (12, "names the table, recompiled"),
    "synonym": (9, "follows the name"),
}


_EXCHANGE_STEPS: dict[str, tuple[int | None, str]] = {
    **_COPY_STEPS,
    "degree": (2, "created anew"),
    "column": (2, "created anew"),
    "identity": (5, "goes on where it stands"),
    "LOB storage": (7, "exchanged with the rows"),
    "primary key": (9, "added anew"),
    "unique key": (9, "added anew"),
    "foreign key": (3, "added anew"),
    "check": (3, "added anew"),
    "not null": (2, "created anew"),
    "trigger": (12, "created anew"),
    "grant": (4, "granted anew"),
    "comment": (12, "written anew"),
    "column comment": (4, "written anew"),
    "preference": (4, "set anew"),
    "statistics lock": (13, "locked again"),
    "log group": (12, "added anew"),
    "mat. view": (14, "names the table, recompiled"),
    "dependent": (14, "names the table, recompiled"),
    "synonym": (7, "follows the name"),
}


def _indexes(table: TableConfig) -> Iterator[tuple[str, str]]:
    for plan in index_plans(table):
        where = "nonpartitioned" if isinstance(table.common_settings.target_config, NoneTarget) else plan.locality
        yield f"{plan.index.owner}.{plan.index.index_name}", f"{where.replace('_', ' ')}: {plan.reason}"


def _copied(table: TableConfig, config: MigrationConfig) -> Iterator[LedgerItem]:
    yield LedgerItem("rows", "all", "step 4 copies, step 9 proves", 4)
    constraints = [c for c in table.current_state.constraints if c.constraint_type == "C"]
    inline = {_name(c) for c in constraints if (holds_on_load(c) if c.not_null else checked_on_load(c))}
    carrying = planned_key(table)
    family = {f"{one.owner}.{one.table_name}" for one in reference_family(table, config) if not same(one, table)}
    for kind, name, remark in _things(table):
        step, words = (2, "created anew") if kind in ("check", "not null") and name in inline else _COPY_STEPS[kind]
        if carrying is not None and (kind, name) == ("foreign key", carrying.constraint_name):
            step, words = 2, "created anew, carries the partitioning"
        elif kind == "child key" and name.rpartition(".")[0] in family:
            step, words = None, "of the child's copy, which is swapped together"
        elif (kind, name) == ("feature", "reference partitioned child") and family:
            step, words = None, "copied together"
        yield _in_step(kind, name, remark, step, words)
    for name, remark in _indexes(table):
        yield LedgerItem("index", name, f"step 6 built anew, {remark}", 6)


def _in_step(kind: str, name: str, remark: str, step: int | None, words: str) -> LedgerItem:
    way = words if step is None else f"step {step} {words}"
    return LedgerItem(kind, name, f"{way}{f' ({remark})' if remark else ''}", step)


def _exchanged(table: TableConfig) -> Iterator[LedgerItem]:
    yield LedgerItem("rows", "all", "step 7 exchanges, steps 6 and 8 prove", 7)
    yield from (_in_step(kind, name, remark, *_EXCHANGE_STEPS[kind]) for kind, name, remark in _things(table))
    for plan in index_plans(table):
        name = f"{plan.index.owner}.{plan.index.index_name}"
        if plan.locality == "local":
            yield LedgerItem("index", name, f"step 7 exchanged as local partition, {plan.reason}", 7)
        else:
            yield LedgerItem("index", name, f"step 9 built anew, {plan.locality.replace('_', ' ')}: {plan.reason}", 9)


def _redefined(table: TableConfig) -> Iterator[LedgerItem]:
    yield LedgerItem("rows", "all", "step 3 loads, step 7 proves", 3)
    yield from (_in_step(kind, name, remark, *_REDEFINITION_STEPS[kind]) for kind, name, remark in _things(table))
    for name, remark in _indexes(table):
        yield LedgerItem("index", name, f"step 4 built anew and registered, {remark}", 4)


def _left(table: TableConfig) -> Iterator[LedgerItem]:
    """A change in place: all stays where it is."""
    yield LedgerItem("rows", "all", "stay where they are", None)
    change = in_place_change(table)
    if change is not None:
        if change.clause is not None:
            yield LedgerItem("partitioning", "of rows to come", f"step 2 ALTER TABLE ... {change.clause}", 2)
        if change.store_in is not None:
            yield LedgerItem("tablespaces", "of partitions to come", "step 3 SET STORE IN", 3)
        if change.template is not None:
            yield LedgerItem("template", "of partitions to come", "step 3 SET SUBPARTITION TEMPLATE", 3)
    for kind, name, remark in _things(table):
        asserted = ", asserted in step 4" if kind in _ASSERTED and remark != "AUDIT" else ""
        if kind == "partitions":
            asserted = ", asserted in step 4"
        yield LedgerItem(kind, name, f"stays{f' ({remark})' if remark else ''}{asserted}", None)
    for index in table.current_state.indexes:
        yield LedgerItem("index", f"{index.owner}.{index.index_name}", "stays, asserted in step 4", None)
    if table.current_state.last_analyzed is not None:
        yield LedgerItem("statistics", "table, columns, indexes", "stay", None)


def _kept(table: TableConfig) -> Iterator[LedgerItem]:
    yield LedgerItem("rows", "all", "step 2, moved by Oracle", 2)
    for kind, name, remark in _things(table):
        if kind == "partitions":
            yield LedgerItem(kind, name, "step 2, replaced by the plan's", 2)
        elif kind == "degree":
            yield LedgerItem(kind, name, "step 3, set where MODIFY changed it", 3)
        else:
            looked_for = name in _ASSERTED_ATTRIBUTES if kind == "attributes" else kind in _ASSERTED
            asserted = ", asserted in step 5" if looked_for and remark != "AUDIT" else ""
            if (kind, name) == ("attributes", "physical"):
                # What MODIFY does to PCTFREE and the like is documented nowhere: differences there are told.
                asserted = ", compared in step 5"
            yield LedgerItem(kind, name, f"kept by Oracle{f' ({remark})' if remark else ''}{asserted}", None)
    for name, remark in _indexes(table):
        yield LedgerItem("index", name, f"step 2, {remark}", 2)


_GATHERED_IN = {"copy_and_swap": 10, "redefinition": 6, "exchange": 15, "online_modify": 4}
_CARRIED_IN = {**_GATHERED_IN, "online_modify": None, "exchange": 4}
"""The step that gives a new table the statistics that were locked."""


def _statistics(table: TableConfig, method: str) -> Iterator[LedgerItem]:
    """Statistics are gathered: those of new partitions have to come from their rows. Locked ones stay as they are."""
    state, step = table.current_state, _GATHERED_IN[method]
    kept = method == "online_modify"
    if state.last_analyzed is None:
        yield LedgerItem("statistics", "none", "none are gathered, for there were none", None)
    elif state.statistics_locked is not None:
        asked = table.common_settings.migration_settings.gather_statistics
        partitions = "those of partitions gathered" if asked and method != "exchange" else "none are gathered"
        copied = _CARRIED_IN[method]
        way = f"step {copied} carried as they were locked" if copied else "kept by Oracle as they were locked"
        yield LedgerItem("statistics", "table, columns, indexes", f"{way}, {partitions}", copied)
    elif table.common_settings.migration_settings.gather_statistics:
        yield LedgerItem("statistics", "table, columns, indexes", f"step {step} gathered anew", step)
        histograms = sum(
            1
            for column in user_columns(state)
            if column.statistics is not None and column.statistics.histogram not in (None, "NONE")
        )
        if histograms:
            yield LedgerItem(
                "histograms", _columns(histograms), f"step {step} gathered anew for the same columns", step
            )
    else:
        what = "kept by Oracle, the new partitions have none" if kept else "not copied"
        yield LedgerItem("statistics", "table, columns, indexes", f"{what} (not gathered, as chosen)", None)
    use = "kept by Oracle" if kept else "begins anew with the new table, SIZE AUTO learns it from queries"
    yield LedgerItem("column usage", "SYS.COL_USAGE$", use, None)

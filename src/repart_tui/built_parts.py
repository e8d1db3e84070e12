"""What is built for one table of a script: indexes, columns, loads, and the objects of each method."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property

from repart_tui.copy_objects import CopyObjects
from repart_tui.exchange_objects import ExchangeObjects
from repart_tui.family_run import FamilyRun
from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    ConstraintInfo,
    HashTarget,
    IntervalTarget,
    ListTarget,
    LobStorageInfo,
    NoneTarget,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
)
from repart_tui.oracle.carried_template import planned_template
from repart_tui.oracle.columns import stored_columns, user_columns
from repart_tui.oracle.constraint_ddl import (
    check_clause,
    checked_on_load,
)
from repart_tui.oracle.in_place_change import InPlaceChange, in_place_change
from repart_tui.oracle.index_ddl import degree_clause
from repart_tui.oracle.index_locality import IndexPlan, index_plans
from repart_tui.oracle.partition_clause import subpartition_template, system_partitions
from repart_tui.oracle.sql_text import quote_name
from repart_tui.oracle.swap_names import Renaming, enforces_generated
from repart_tui.oracle.table_ddl import column_definitions, physical_lines, property_lines, unlogged_lobs
from repart_tui.oracle.template_facts import differ_unseen, template_views
from repart_tui.oracle.versions import config_release, name_limit
from repart_tui.redefinition_objects import RedefinitionObjects


@dataclass(frozen=True, slots=True)
class BuiltIndex:
    """An index that the script builds under a new name."""

    plan: IndexPlan
    renaming: Renaming


def _same_partitions(one: IndexPlan, other: IndexPlan) -> bool:
    """Return True where both are partitioned for themselves in the same way."""
    return dataclasses.replace(one, reason="") == dataclasses.replace(other, reason="")


@dataclass
class BuiltParts(FamilyRun):
    """One table of the script, and what the templates write of what is built for it."""

    @property
    def degree(self) -> int:
        """Degree of parallelism of the work."""
        own = self.table.common_settings.parallel_degree
        return self.config.environment_config.parallel_degree if own is None else own

    @property
    def whole_scan(self) -> str:
        """The hint for a query that reads every row, from a table whose alias is t."""
        return f"/*+ FULL(t) PARALLEL(t {self.degree}) NO_RESULT_CACHE */"

    def in_parallel(self, query: str) -> str:
        """Return a query with the hint that gives the whole statement its degree; indexes may serve it."""
        return query.replace("SELECT", f"SELECT /*+ PARALLEL({self.degree}) */", 1)

    @property
    def partitioned(self) -> bool:
        """True where the target is partitioned."""
        return not isinstance(self.table.common_settings.target_config, NoneTarget)

    @property
    def online(self) -> bool:
        """True where MODIFY may be ONLINE: not to reference partitioning (ORA-14433)."""
        return not isinstance(self.table.common_settings.target_config, ReferenceTarget)

    @cached_property
    def plans(self) -> list[IndexPlan]:
        """The plan of each index."""
        return index_plans(self.table)

    @property
    def listed_indexes(self) -> list[IndexPlan]:
        """Indexes that UPDATE INDEXES names: all but bitmap ones, which are local by themselves."""
        if not self.partitioned:
            # MODIFY NONPARTITIONED: only a global partitioning that was chosen needs to be said.
            return [p for p in self.plans if p.locality in ("global_hash", "global_range") and p.reason == "chosen"]
        return [plan for plan in self.plans if not plan.is_bitmap]

    @cached_property
    def plans_back(self) -> list[IndexPlan]:
        """What each index is on the table as it was discovered, where that was nonpartitioned."""
        nothing = dataclasses.replace(
            self.table.common_settings, target_config=NoneTarget(partitioning_type="none"), index_targets=[]
        )
        return index_plans(dataclasses.replace(self.table, common_settings=nothing))

    @property
    def listed_back(self) -> list[IndexPlan]:
        """Indexes whose own partitioning MODIFY NONPARTITIONED is told: those that the plan gave another one."""
        pairs = zip(self.plans_back, self.plans, strict=True)
        return [
            was for was, planned in pairs if was.dictionary_locality == "GLOBAL" and not _same_partitions(was, planned)
        ]

    @property
    def stay_partitioned(self) -> list[IndexPlan]:
        """Nonpartitioned indexes that the plan partitions for themselves: MODIFY NONPARTITIONED keeps that.

        "Partitioned global indexes remain the same and retain their partitioning shape", and GLOBAL has no effect on
        them (SQL Language Reference, ALTER TABLE, modify_to_partitioned).
        """
        pairs = zip(self.plans_back, self.plans, strict=True)
        return [
            was
            for was, planned in pairs
            if was.dictionary_locality == "NONPARTITIONED" and planned.dictionary_locality == "GLOBAL"
        ]

    @property
    def has_bitmap(self) -> bool:
        """True where a bitmap index is left unlisted."""
        return any(plan.is_bitmap for plan in self.plans)

    @property
    def built_indexes(self) -> list[BuiltIndex]:
        """Indexes that the copy gets by CREATE INDEX."""
        constraints = self.table.current_state.constraints
        return [
            BuiltIndex(plan, self.names.index(plan.index))
            for plan in self.plans
            if not enforces_generated(plan.index, constraints)
        ]

    @property
    def column_definitions(self) -> list[str]:
        """Columns of the copy."""
        new_names = {name: renaming.new for name, renaming in self.names.constraints.items()}
        return column_definitions(self.table, new_names)

    @property
    def inline_checks(self) -> list[str]:
        """Check constraints that every loaded row satisfies."""
        return [
            check_clause(c, self._new_name(c))
            for c in self.table.current_state.constraints
            if c.constraint_type == "C" and not c.not_null and checked_on_load(c)
        ]

    def _new_name(self, constraint: ConstraintInfo) -> str | None:
        renaming = self.names.constraint(constraint)
        return None if renaming is None else renaming.new

    @property
    def physical_lines(self) -> list[str]:
        """Segment attributes of the copy."""
        as_it_is = self.method == "exchange" and self.table.current_state.storage.logging is False
        return physical_lines(self.table, nologging=self.load_nologging or as_it_is)

    @property
    def property_lines(self) -> list[str]:
        """Table properties of the copy."""
        properties = self.table.current_state.properties
        # A copy is loaded and proven with the degree of the plan, and gets its own when that is done.
        degree = degree_clause(properties.degree, properties.instances) if self.method == "redefinition" else None
        return property_lines(self.table, self.method, degree)

    @property
    def load_nologging(self) -> bool:
        """True where the load writes no redo: that takes the direct path, which a foreign key bars."""
        return self.following is None and self.table.common_settings.migration_settings.nologging_load

    @property
    def loads_logged(self) -> bool:
        """True where the load writes redo whatever the table's attribute is."""
        return self.method != "exchange" and not self.load_nologging

    @property
    def logs_indexes(self) -> bool:
        """True where indexes are built with redo whatever their attribute is."""
        return not self.load_nologging

    @property
    def logging_after_load(self) -> str | None:
        """The table's own LOGGING or NOLOGGING, where it was loaded otherwise."""
        own = self.table.current_state.storage.logging is not False
        return None if own != self.load_nologging else "LOGGING" if own else "NOLOGGING"

    @property
    def unlogged_lobs(self) -> list[LobStorageInfo]:
        """LOBs that are NOLOGGING and were loaded otherwise."""
        return unlogged_lobs(self.table.current_state) if self.loads_logged else []

    @property
    def load_columns(self) -> list[str]:
        """Columns that the load names on both sides."""
        names = [column.name for column in stored_columns(self.table.current_state)]
        return [*names, "ORA_ARCHIVE_STATE"] if self.table.current_state.properties.row_archival else names

    @property
    def loads(self) -> list[tuple[str, str]]:
        """Partition clauses (into, from) of each INSERT; system partitions must be named (ORA-14701)."""
        target, info = self.table.common_settings.target_config, self.table.current_state.partitioning
        if not isinstance(target, SystemTarget):
            return [("", "")]
        if info is not None and info.partitioning_type == "SYSTEM" and target.load_into is None:
            clauses = [f" PARTITION ({quote_name(partition.name)})" for partition in info.partitions]
            return [(clause, clause) for clause in clauses]
        return [(f" PARTITION ({quote_name(target.load_into or system_partitions(target)[0].name)})", "")]

    @property
    def indexing_default(self) -> str | None:
        """OFF where partitions that Oracle makes by itself shall be left out of partial indexes."""
        return "OFF" if getattr(self.table.common_settings.target_config, "indexing", True) is False else None

    @property
    def identities(self) -> list[ColumnInfo]:
        """Identity columns."""
        return [column for column in user_columns(self.table.current_state) if column.identity is not None]

    @property
    def foreign_in_create(self) -> bool:
        """True where CREATE TABLE holds expressions whose names must mean what they mean to the owner."""
        return any(column.data_default for column in self.table.current_state.columns) or bool(self.inline_checks)

    @property
    def foreign_in_indexes(self) -> bool:
        """True where an index holds an expression."""
        return any(c.expression for plan in self.plans for c in plan.index.columns)

    @property
    def foreign_in_constraints(self) -> bool:
        """True where a constraint that is added later holds an expression."""
        return any(c.constraint_type == "C" and not c.not_null for c in self.table.current_state.constraints)

    @cached_property
    def copy(self) -> CopyObjects:
        """What is built around the rows of the copy."""
        return CopyObjects(
            self.table,
            self.names,
            self.plans,
            self.partitioned,
            self.family_names,
            self.following,
            self.followed,
        )

    @cached_property
    def redefinition(self) -> RedefinitionObjects:
        """What is built on the interim table of a redefinition."""
        environment = self.config.environment_config
        return RedefinitionObjects(
            self.table,
            self.names,
            self.copy,
            environment.new_table_suffix,
            name_limit(self.config.metadata.database),
            environment.ddl_lock_timeout,
        )

    @cached_property
    def exchange(self) -> ExchangeObjects:
        """What is built around the rows of an exchange."""
        return ExchangeObjects(self.table, self.names, self.copy, self.plans)

    @property
    def first_after_swap(self) -> int:
        """The step that follows the swap of the names, in the methods that share it."""
        return 14 if self.method == "copy_and_swap" else 11

    @property
    def moves_rows(self) -> bool:
        """True where the rows come to lie in segments of their own."""
        return self.method != "in_place" and (self.method != "exchange" or self.exchange.splits)

    @property
    def builds_indexes(self) -> bool:
        """True where indexes are written anew, and sorted for it."""
        return self.method != "in_place"

    @cached_property
    def in_place(self) -> InPlaceChange:
        """The change in the dictionary, of a table that is changed in place."""
        change = in_place_change(self.table)
        assert change is not None
        template = change.template
        views = template_views(self.table, config_release(self.config))
        if template is not None and differ_unseen(template.before, template.after, views):
            change = dataclasses.replace(change, template=dataclasses.replace(template, every_time=True))
        return change

    @property
    def closed_template(self) -> list[str]:
        """Subpartitions that the template makes READ ONLY."""
        return [item.name for item in planned_template(self.table) if item.read_only]

    @property
    def closed_positions(self) -> list[int]:
        """The places, from 1, of subpartitions that the template makes READ ONLY."""
        return [number for number, item in enumerate(planned_template(self.table), start=1) if item.read_only]

    @property
    def whole_template(self) -> str:
        """SUBPARTITION TEMPLATE with READ ONLY, which it says only once the table is loaded."""
        level = getattr(self.table.common_settings.target_config, "subpartitioning", None)
        assert level is not None, "only a template has closed subpartitions"
        state = self.table.current_state
        return subpartition_template(level, user_columns(state), state.lobs)

    @property
    def read_only_partitions(self) -> list[str]:
        """Partitions that the target wants READ ONLY."""
        target = self.table.common_settings.target_config
        if not isinstance(target, (RangeTarget, IntervalTarget, ListTarget, AutomaticListTarget, HashTarget)):
            return []
        return [partition.name for partition in target.partitions if partition.read_only]

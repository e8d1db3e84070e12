"""What the templates are given for one table: the typed TableConfig and what the rules derive from it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property

from repart_tui.copy_objects import CopyObjects
from repart_tui.exchange_objects import ExchangeObjects
from repart_tui.gathered_statistics import method_opt
from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    ConstraintInfo,
    IntervalTarget,
    ListTarget,
    NoneTarget,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
)
from repart_tui.oracle.columns import stored_columns, user_columns
from repart_tui.oracle.constraint_ddl import (
    check_clause,
    checked_on_load,
)
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.fingerprint import fingerprint
from repart_tui.oracle.in_place_change import InPlaceChange, in_place_change
from repart_tui.oracle.index_locality import IndexPlan, index_plans
from repart_tui.oracle.ledger import LedgerItem, ledger
from repart_tui.oracle.methods import METHODS, Costs
from repart_tui.oracle.partition_clause import system_partitions
from repart_tui.oracle.partition_count import FIRST_EXTENT, SMALL_FIRST_EXTENT, expected_partitions
from repart_tui.oracle.row_checks import RowCheck, row_checks
from repart_tui.oracle.row_proof import HashCheck, LobCheck, hash_checks, lob_checks, minus_query, needs_crypto
from repart_tui.oracle.signature import target_signature
from repart_tui.oracle.sql_text import quote_name
from repart_tui.oracle.storage_plan import discovered_storage, planned_storage
from repart_tui.oracle.swap_names import Renaming, enforces_generated
from repart_tui.oracle.table_ddl import column_definitions, physical_lines, property_lines, row_movement, stored_lobs
from repart_tui.oracle.versions import config_release, name_limit
from repart_tui.redefinition_objects import RedefinitionObjects
from repart_tui.script_words import row_movement_words, size_words, time_words
from repart_tui.table_run import TableRun


@dataclass(frozen=True, slots=True)
class BuiltIndex:
    """An index that the script builds under a new name."""

    plan: IndexPlan
    renaming: Renaming


@dataclass
class ScriptPlan(TableRun):
    """One table of the script; the properties are what templates ask for."""

    # --- what the header says -------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The method's name in words."""
        return METHODS[self.method].title

    @property
    def costs(self) -> Costs:
        """What the method asks for."""
        return METHODS[self.method].costs

    @property
    def findings(self) -> list[Finding]:
        """Findings that the reader of the script should know."""
        from repart_tui.oracle.rules import table_findings  # late: rules import the methods too

        return table_findings(self.table, self.config)

    @property
    def ledger(self) -> list[LedgerItem]:
        """The ledger of the table."""
        return ledger(self.table, self.config)

    @property
    def size_words(self) -> str:
        """Rows and bytes, marked as what statistics say."""
        return size_words(self.table)

    @property
    def time_words(self) -> str:
        """An estimate of the copy's duration from the assumed throughput."""
        if self.method == "in_place":
            return "a moment, once it has its lock"
        return time_words(self.table, self.config.environment_config.copy_megabytes_per_second)

    @property
    def also_locked(self) -> list[str]:
        """Other tables that copy and swap locks: parents and children by foreign keys."""
        if not self.keeps_old_table:
            return []
        state = self.table.current_state
        found = [f"{c.owner}.{c.table_name}" for c in state.referenced_by]
        found += [f"{c.referenced_owner}.{c.referenced_table}" for c in state.constraints if c.constraint_type == "R"]
        mine = f"{self.table.owner}.{self.table.table_name}"
        return sorted({name for name in found if name != mine})

    # --- what the toolbox compares --------------------------------------------------------------------------------

    @property
    def expected_lines(self) -> list[str]:
        """The fingerprint, with the aliases of new names."""
        aliases = list(self.names.aliases()) if self.keeps_old_table else []
        if self.method == "redefinition":
            aliases = [*self.redefinition.aliases(), "ignore materialized view log"]
        if self.keeps_old_table:
            aliases.append(f"ignore {self.mark}")
        return [*aliases, *fingerprint(self.table)]

    @property
    def exchange_lines(self) -> list[str]:
        """What the new table of an exchange has before the rows, with the aliases of new names."""
        return [*self.names.aliases(), f"ignore {self.mark}", *fingerprint(self.exchange.before_keys)]

    @property
    def first_signature(self) -> str:
        """How the new table of an exchange is partitioned before a split."""
        return target_signature(self.exchange.first_target, user_columns(self.table.current_state))

    @property
    def storage_lines(self) -> list[str]:
        """How the table is stored afterwards."""
        return planned_storage(self.table, self.method)

    @property
    def exchange_storage_lines(self) -> list[str]:
        """How the new table of an exchange is stored before the rows, and before a split."""
        settings = dataclasses.replace(self.table.common_settings, target_config=self.exchange.first_target)
        return planned_storage(dataclasses.replace(self.table, common_settings=settings), self.method)

    @property
    def storage_before(self) -> list[str]:
        """How the table is stored now."""
        return discovered_storage(self.table)

    @property
    def names_to_be_free(self) -> list[tuple[str, str]]:
        """Names (owner, name) that this method needs for a while."""
        if not self.keeps_old_table:
            return []
        table = self.names.table
        if self.method == "redefinition":
            mine = [(table.owner, name) for name in (table.new, self.mark, self.mark_back)]
            return sorted({*mine, *self.redefinition.names_to_be_free()})
        twin = [self.twin] if self.method == "exchange" else []
        found = [(table.owner, name) for name in (table.new, table.old, self.mark, self.mark_back, *twin)]
        for renaming in [*self.names.indexes.values(), *self.names.constraints.values()]:
            found += [(renaming.owner, renaming.new), (renaming.owner, renaming.old)]
        found += [(renaming.owner, renaming.new) for renaming in self.names.incoming.values()]
        found += [(renaming.owner, renaming.old) for renaming in self.names.triggers.values()]
        return sorted(dict.fromkeys(found))

    @property
    def least_bytes(self) -> int:
        """Bytes of the first extents of all partitions, as far as the plan and statistics tell their number."""
        first = FIRST_EXTENT
        if self.keeps_old_table and any(line.startswith("STORAGE (INITIAL") for line in self.physical_lines):
            first = SMALL_FIRST_EXTENT
        return expected_partitions(self.table) * first

    # --- checks -----------------------------------------------------------------------------------------------------

    @property
    def row_checks(self) -> list[RowCheck]:
        """Queries for rows that no partition takes."""
        if self.method == "in_place":
            # The rows lie in the partitions that stay.
            return []
        fit = self.exchange.fit if self.method == "exchange" else None
        return [*([fit] if fit is not None else []), *row_checks(self.table)]

    @property
    def makes_lobs(self) -> bool:
        """True where LOBs get segments that DB_SECUREFILE has a say in."""
        return self.method != "in_place" and bool(self.lobs_of_kind(True) or self.lobs_of_kind(False))

    def lobs_of_kind(self, securefile: bool) -> list[str]:
        """Return the columns whose LOBs are SecureFiles, or BasicFiles."""
        lobs = stored_lobs(self.table.current_state)
        return [lob.column_name for lob in lobs if lob.securefile is securefile]

    @property
    def needs_crypto(self) -> bool:
        """True where the proof takes digests of LOBs."""
        return self.keeps_old_table and needs_crypto(self.table)

    @property
    def policies(self) -> bool:
        """True where a policy may hide rows."""
        return any(policy.kind == "VPD" for policy in self.table.current_state.policies)

    @cached_property
    def hash_checks(self) -> list[HashCheck]:
        """Scans that compare the rows."""
        return hash_checks(self.table)

    @cached_property
    def lob_checks(self) -> list[LobCheck]:
        """Comparisons of LOBs."""
        return lob_checks(self.table, self.names.table.new)

    @cached_property
    def lob_checks_back(self) -> list[LobCheck]:
        """Comparisons of LOBs between the table in service and the kept original."""
        return lob_checks(self.table, self.names.table.old)

    @property
    def minus_query(self) -> str | None:
        """MINUS both ways, where the DBA asked for it."""
        if self.table.common_settings.migration_settings.proof != "hash_and_minus":
            return None
        return minus_query(self.table, self.names.table.new)

    # --- what is built ----------------------------------------------------------------------------------------------

    @property
    def degree(self) -> int:
        """Degree of parallelism of the work."""
        own = self.table.common_settings.parallel_degree
        return self.config.environment_config.parallel_degree if own is None else own

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
        return physical_lines(self.table, nologging=self.load_nologging)

    @property
    def property_lines(self) -> list[str]:
        """Table properties of the copy."""
        return property_lines(self.table)

    @property
    def load_nologging(self) -> bool:
        """True where the load writes no redo and the table logs otherwise."""
        wanted = self.table.common_settings.migration_settings.nologging_load
        return wanted and self.table.current_state.storage.logging is not False

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
        return CopyObjects(self.table, self.names, self.plans, self.partitioned)

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
        return change

    @property
    def can_modify_back(self) -> bool:
        """True where MODIFY NONPARTITIONED takes the change back (23ai)."""
        return config_release(self.config) >= (23, 0) and self.table.current_state.partitioning is None

    @property
    def invalid_lines(self) -> str:
        """Dependents that were invalid already, as lines of OWNER.NAME, each between line breaks."""
        names = [f"{d.owner}.{d.name}" for d in self.table.current_state.dependents if d.status == "INVALID"]
        return "\n" + "\n".join(names) + "\n"

    @property
    def dependent_lines(self) -> str:
        """Direct dependents as lines of TYPE, OWNER and NAME between tabs; the table's own triggers are made anew."""
        own = {(t.owner, t.trigger_name) for t in self.table.current_state.triggers}
        return (
            "".join(
                f"{d.object_type}\t{d.owner}\t{d.name}\n"
                for d in self.table.current_state.dependents
                if not (d.object_type == "TRIGGER" and (d.owner, d.name) in own)
            )
            or "\n"
        )

    @property
    def row_movement_statement(self) -> tuple[str, str] | None:
        """(ENABLE or DISABLE, the state in the dictionary) for online MODIFY; None to leave it."""
        if not self.partitioned:
            return None
        wanted = row_movement(self.table)
        return ("ENABLE", "ENABLED") if wanted else ("DISABLE", "DISABLED")

    @property
    def row_movement_words(self) -> str | None:
        """What becomes of row movement, where the plan changes it."""
        wanted = row_movement(self.table)
        if not self.partitioned or wanted == bool(self.table.current_state.properties.row_movement):
            return None
        return row_movement_words(wanted)

    @property
    def read_only_partitions(self) -> list[str]:
        """Partitions that the target wants READ ONLY."""
        target = self.table.common_settings.target_config
        if not isinstance(target, (RangeTarget, IntervalTarget, ListTarget, AutomaticListTarget)):
            return []
        return [partition.name for partition in target.partitions if partition.read_only]

    # --- statistics ---------------------------------------------------------------------------------------------------

    @property
    def gathers(self) -> bool:
        """True where statistics are gathered: asked for, and the table had some."""
        wanted = self.table.common_settings.migration_settings.gather_statistics
        return wanted and self.table.current_state.last_analyzed is not None

    @property
    def method_opt(self) -> str:
        """METHOD_OPT that gives the same columns histograms again; a new table has no history that AUTO could use."""
        return method_opt(self.table)

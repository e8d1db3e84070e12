"""What the templates are given for one table: the typed TableConfig and what the rules derive from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from repart_tui.gathered_statistics import method_opt
from repart_tui.migration_models import ConstraintInfo, ReferenceTarget
from repart_tui.oracle.columns import base_type
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.ledger import LedgerItem, ledger
from repart_tui.oracle.locked_partitions import gathers, locked_again
from repart_tui.oracle.methods import METHODS, Costs
from repart_tui.oracle.reference_families import following_keys, parent_of, planned_key
from repart_tui.oracle.sql_text import plsql_long_text, plsql_text
from repart_tui.oracle.table_ddl import row_movement, row_movement_later
from repart_tui.oracle.tables_by_name import table_named
from repart_tui.oracle.template_facts import UnreadOfTemplate, left_to_ask, unread_of_template
from repart_tui.oracle.versions import config_release
from repart_tui.script_words import row_movement_words, size_words, time_words
from repart_tui.table_proofs import TableProofs

NO_LINES = "\n"
CONVENTIONAL_REDO = "that of all rows and indexes once, nologging_load or not"


@dataclass
class ScriptPlan(TableProofs):
    """One table of the script; the properties are what templates ask for."""

    # --- what the header says -------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The method's name in words."""
        return METHODS[self.method].title

    @property
    def costs(self) -> Costs:
        """What the method asks for."""
        costs = METHODS[self.method].costs
        if self.following is None:
            return costs
        return replace(costs, undo="that of all rows: its foreign key bars the direct path", redo=CONVENTIONAL_REDO)

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

    # --- what follows the change -----------------------------------------------------------------------------------

    @property
    def no_way_back(self) -> str | None:
        """Why MODIFY NONPARTITIONED (23ai) does not take the change back, a sentence; None where it does."""
        if self.table.current_state.partitioning is not None:
            return "It was partitioned before, and this script does not bring that back"
        if config_release(self.config) < (23, 0):
            return "There is no statement that takes this back in this release"
        if isinstance(self.table.common_settings.target_config, ReferenceTarget):
            return "MODIFY NONPARTITIONED does not take a table that is partitioned by reference (ORA-14474)"
        if self.children_by_reference:
            child = self.children_by_reference[0]
            return f"MODIFY NONPARTITIONED does not take the parent of {child.owner}.{child.table_name} (ORA-14474)"
        return None

    @property
    def can_modify_back(self) -> bool:
        """True where MODIFY NONPARTITIONED takes the change back (23ai)."""
        return self.no_way_back is None

    @property
    def parent_elsewhere(self) -> tuple[str, str] | None:
        """(owner, table) of the parent that it shall follow by reference, where this script does not change that."""
        key = planned_key(self.table)
        if key is None or key.referenced_owner is None or key.referenced_table is None:
            return None
        parent = parent_of(key, self.config)
        return None if parent is not None and parent.enabled else (key.referenced_owner, key.referenced_table)

    @property
    def may_stay_open(self) -> bool:
        """True where a rollback opens READ ONLY partitions for MODIFY, and leaves them so when it is killed."""
        opens = bool(self.read_only_partitions or self.closed_template)
        return self.method == "online_modify" and self.can_modify_back and opens

    @property
    def children_by_reference(self) -> list[ConstraintInfo]:
        """Foreign keys by which tables of the plan shall follow this one by reference, and do not go back with it."""
        together = {(member.table.owner, member.table.table_name) for member in self.together}
        following = {
            (other.owner, other.table_name, target.foreign_key)
            for other in self.config.tables
            if other.enabled and isinstance(target := other.common_settings.target_config, ReferenceTarget)
        }
        return [
            c
            for c in self.table.current_state.referenced_by
            if (c.owner, c.table_name, c.constraint_name) in following and (c.owner, c.table_name) not in together
        ]

    @property
    def following_now(self) -> list[tuple[ConstraintInfo, int]]:
        """Foreign keys by which tables follow this one by reference now, and how many partitions each has at least."""
        found = []
        for key in following_keys(self.table, self.config):
            child = table_named(self.config, key.owner, key.table_name)
            info = child.current_state.partitioning if child is not None else None
            found.append((key, max(1, len(info.partitions) if info is not None else 0)))
        return found

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
    def replaces_template(self) -> bool:
        """True where a subpartition template is replaced by another: as a whole, whatever it says."""
        if self.method == "in_place":
            return self.in_place.template is not None
        present = self.table.current_state.partitioning
        below = getattr(self.table.common_settings.target_config, "subpartitioning", None)
        return present is not None and bool(present.subpartition_template) and below is not None

    @property
    def unread_of_template(self) -> UnreadOfTemplate:
        """What the present template may say and discovery has not read, nor the facts of a change in place compare."""
        unread = unread_of_template(self.table.current_state)
        if self.method != "in_place" or self.in_place.template is None:
            return unread
        return left_to_ask(unread, self.template_views, self.in_place.template.after)

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
        return row_movement_words(wanted, by_cleanup=self.row_movement_later)

    @property
    def row_movement_later(self) -> bool:
        """True where cleanup1.sql enables row movement."""
        return row_movement_later(self.table, self.method)

    @property
    def local_time_zone(self) -> bool:
        """True where a key is TIMESTAMP WITH LOCAL TIME ZONE, for which the time zone of the session counts."""
        target = self.table.common_settings.target_config
        levels = (target, getattr(target, "subpartitioning", None))
        keys = {name for level in levels for name in getattr(level, "key_columns", ())}
        columns = self.table.current_state.columns
        return any(c.name in keys and base_type(c) == "TIMESTAMP WITH LOCAL TIME ZONE" for c in columns)

    # --- statistics ---------------------------------------------------------------------------------------------------

    @property
    def gathers(self) -> bool:
        """True where statistics are gathered: asked for, and the table had some."""
        return gathers(self.table)

    @property
    def partitions_locked_again(self) -> list[str]:
        """Partitions whose statistics are locked again once they are gathered."""
        return locked_again(self.table, self.config)

    @property
    def locked_statistics(self) -> bool:
        """True where somebody locked statistics that the table has: their values are kept, whatever is gathered."""
        state = self.table.current_state
        return state.statistics_locked is not None and state.last_analyzed is not None

    @property
    def locked_statistics_binds(self) -> str:
        """Arguments of the toolbox's locked_statistics block."""
        lines = "".join(f"{r.owner}\t{r.final}\t{r.new}\n" for r in self.names.indexes.values())
        return f"{self.table_binds}, {plsql_text(self.names.table.new)}, {plsql_long_text(lines or NO_LINES, 8)}"

    @property
    def method_opt(self) -> str:
        """METHOD_OPT that gives the same columns histograms again; a new table has no history that AUTO could use."""
        return method_opt(self.table)

"""What a partition exchange builds: the empty partitioned table, and what has to wait until the rows are there.

Source: SQL Language Reference, ALTER TABLE, "exchange_partition_subpart" (INCLUDING INDEXES: every index of the table
needs its LOCAL counterpart, ORA-14098) and "split_table_partition".
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property

from repart_tui.copy_objects import AddedConstraint, CopyObjects
from repart_tui.migration_models import ColumnInfo, ConstraintInfo, IntervalTarget, RangeTarget, TableConfig
from repart_tui.oracle.columns import LOB_TYPES, stored_columns, user_columns
from repart_tui.oracle.constraint_ddl import foreign_key_clause, key_clause
from repart_tui.oracle.index_locality import IndexPlan
from repart_tui.oracle.methods.exchange import fits_first, may_be_added
from repart_tui.oracle.partition_clause import name_list, split_partitions
from repart_tui.oracle.row_checks import RowCheck, beyond_check
from repart_tui.oracle.row_proof import HashCheck, hash_checks
from repart_tui.oracle.sql_text import qualified, quote_name
from repart_tui.oracle.swap_names import Renaming, SwapNames

WHOLE = "REPART_WHOLE"
"""The only partition until a split makes the planned ones of it."""


@dataclass(frozen=True, slots=True)
class LateKey:
    """A primary or unique key: dropped before the exchange, added after it; `back` is for the original.

    With an enabled key the exchange reads all rows WITH VALIDATION, whatever it is told, while the table has no name.
    A local index stays for the exchange, another is built anew. `renaming` is that of the index, where the script makes
    it: a rollback that failed leaves it under its final name, and without the key.
    """

    constraint: ConstraintInfo
    added: AddedConstraint
    drop: str
    back: str
    renaming: Renaming | None


@dataclass
class ExchangeObjects:
    """One exchange. The target is range or interval partitioned: other ones are refused."""

    table: TableConfig
    names: SwapNames
    copy: CopyObjects
    plans: list[IndexPlan]

    @property
    def _target(self) -> RangeTarget | IntervalTarget:
        target = self.table.common_settings.target_config
        assert isinstance(target, (RangeTarget, IntervalTarget))
        return target

    @cached_property
    def splits(self) -> bool:
        """True where not all rows are known to lie in the first partition."""
        return len(self._target.partitions) > 1 and not fits_first(self.table)

    @property
    def first_target(self) -> RangeTarget | IntervalTarget:
        """The partitioning at first: as planned, or with one partition where that is split later.

        That one is stored as the table is, for it takes the table's segments; the split says what its parts have.
        """
        if not self.splits:
            return self._target
        last = self._target.partitions[-1]
        whole = dataclasses.replace(last, name=WHOLE, tablespace=None, compress_for=None, lobs=[])
        return dataclasses.replace(self._target, partitions=[whole])

    @property
    def partition(self) -> str:
        """The partition that takes the rows."""
        return self.first_target.partitions[0].name

    @property
    def split_lines(self) -> list[str]:
        """The planned partitions; the last one has the bound already."""
        return split_partitions(self._target, user_columns(self.table.current_state), self.table.current_state.lobs)

    @property
    def stored_apart(self) -> bool:
        """True where a partition may be stored otherwise than the table was; the way back takes one of them over."""
        parts = self._target.partitions
        return any(part.tablespace or part.compress_for or part.lobs for part in parts) or bool(
            getattr(self._target, "store_in", [])
        )

    @property
    def fit(self) -> RowCheck | None:
        """The query for rows that the partition does not take; None where its bound is MAXVALUE."""
        return beyond_check(self.table, self.first_target.partitions[0])

    @cached_property
    def readings(self) -> list[HashCheck]:
        """What is read of all rows before and after; LOBs by number and length, for their segments move as they are."""
        found = hash_checks(self.table)
        for column in stored_columns(self.table.current_state):
            if column.data_type in LOB_TYPES:
                name, label = quote_name(column.name), column.name.replace(",", " ")
                select = f"COUNT({name}) || ',' ||\nSUM(DBMS_LOB.GETLENGTH({name}))"
                found.append(HashCheck(f"{label} not NULL,{label} by length", select))
        return found

    @property
    def may_have_added_columns(self) -> bool:
        """True where a column may have been added with a DEFAULT that rows have by the dictionary alone."""
        return any(may_be_added(column) for column in user_columns(self.table.current_state))

    # --- indexes and keys ---------------------------------------------------------------------------------------------

    def _plan(self, c: ConstraintInfo) -> IndexPlan | None:
        owner = c.index_owner or c.owner
        return next((p for p in self.plans if (p.index.owner, p.index.index_name) == (owner, c.index_name)), None)

    @property
    def late_index_owners(self) -> set[str]:
        """Schemas with indexes that cannot be local, and are built after the exchange."""
        return {
            plan.index.owner
            for plan in self.plans
            if plan.locality != "local" and (plan.index.owner, plan.index.index_name) in self.names.indexes
        }

    def quoted_columns(self, c: ConstraintInfo) -> str:
        """Return the columns of a key as the script compares them."""
        return "".join(quote_name(name) for name in c.columns)

    @property
    def always_identities(self) -> list[ColumnInfo]:
        """Identity columns that take no numbers of others; the way back opens them for the rows that it inserts."""
        return [
            column
            for column in user_columns(self.table.current_state)
            if column.identity is not None and column.identity.generation_type == "ALWAYS"
        ]

    @property
    def before_keys(self) -> TableConfig:
        """The table without its keys, and without the indexes that cannot be local: what the exchange finds."""
        state = self.table.current_state
        keys = [c for c in state.constraints if c.constraint_type in ("P", "U")]
        local = {
            (plan.index.owner, plan.index.index_name)
            for plan in self.plans
            if plan.locality == "local" and (plan.index.owner, plan.index.index_name) in self.names.indexes
        }
        by_constraint = {c.columns[0] for c in state.constraints if c.not_null}
        by_key = {name for c in keys if c.constraint_type == "P" for name in c.columns} - by_constraint
        columns = [
            dataclasses.replace(column, nullable=True) if column.name in by_key and column.identity is None else column
            for column in state.columns
        ]
        indexes = [index for index in state.indexes if (index.owner, index.index_name) in local]
        constraints = [c for c in state.constraints if c not in keys]
        return dataclasses.replace(
            self.table,
            current_state=dataclasses.replace(state, columns=columns, indexes=indexes, constraints=constraints),
        )

    @property
    def early_constraints(self) -> list[AddedConstraint]:
        """Constraints that the empty table gets at once: all but keys, as the original has them then."""
        return [item for item in self.copy.added_constraints if item.constraint.constraint_type not in ("P", "U")]

    @cached_property
    def late_keys(self) -> list[LateKey]:
        """Primary and unique keys."""
        found = []
        for item in self.copy.added_constraints:
            c = item.constraint
            if c.constraint_type not in ("P", "U"):
                continue
            plan = self._plan(c)
            renaming = self.names.constraint(c)
            built = plan is not None and (plan.index.owner, plan.index.index_name) in self.names.indexes
            using = f"USING INDEX {qualified(plan.index.owner, plan.index.index_name)}" if plan and built else ""
            name = None if renaming is None else renaming.final
            kind = "PRIMARY KEY" if c.constraint_type == "P" else f"UNIQUE ({name_list(c.columns)})"
            keeps = " KEEP INDEX" if plan and built and plan.locality == "local" else ""
            index = self.names.indexes[plan.index.owner, plan.index.index_name] if plan and built else None
            found.append(LateKey(c, item, f"DROP {kind}{keeps}", "ADD " + key_clause(c, name, using), index))
        return found

    @property
    def foreign_keys_old(self) -> list[AddedConstraint]:
        """Foreign keys of the emptied original, under the names that it has until a rollback ends."""
        found = []
        for c in self.table.current_state.constraints:
            if c.constraint_type == "R":
                renaming = self.names.constraint(c)
                name = None if renaming is None else renaming.old
                clause = foreign_key_clause(
                    c, name, c.referenced_owner or c.owner, c.referenced_table or "", validate_later=False
                )
                found.append(AddedConstraint(c, name, "ADD " + clause, [-2275], None))
        return found

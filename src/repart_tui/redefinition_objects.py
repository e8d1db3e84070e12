"""What an online redefinition builds on its interim table, and what it leaves to COPY_TABLE_DEPENDENTS.

Source: PL/SQL Packages and Types Reference, DBMS_REDEFINITION (START_REDEF_TABLE: col_mapping, options_flag;
COPY_TABLE_DEPENDENTS, REGISTER_DEPENDENT_OBJECT); Administrator's Guide, "Redefining Tables Online".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from repart_tui.copy_objects import AddedConstraint, CopyObjects
from repart_tui.migration_models import ConstraintInfo, LogGroupInfo, TableConfig
from repart_tui.oracle.constraint_ddl import foreign_key_clause
from repart_tui.oracle.methods.redefinition import column_mapping
from repart_tui.oracle.names import suffixed
from repart_tui.oracle.row_proof import (
    HashCheck,
    LobCheck,
    lob_checks,
    lob_digests,
    minus_source,
    unique_key,
)
from repart_tui.oracle.swap_names import Renaming, SwapNames, is_generated
from repart_tui.oracle.table_ddl import column_definitions

LONGEST_LOCK_WAIT = 30
"""Seconds that FINISH waits for its lock at most: whoever wants to write queues behind it."""


@dataclass
class RedefinitionObjects:
    """The interim table of one redefinition; `limit` is the longest name in bytes."""

    table: TableConfig
    names: SwapNames
    copy: CopyObjects
    new_suffix: str
    limit: int
    ddl_lock_timeout: int

    # --- the interim table ----------------------------------------------------------------------------------------

    @cached_property
    def key(self) -> list[str] | None:
        """Columns that tell rows apart: an enforced primary key, or a unique key without NULLs. None: by ROWID."""
        return unique_key(self.table.current_state)

    @property
    def option(self) -> str:
        """The options_flag of START_REDEF_TABLE."""
        return f"DBMS_REDEFINITION.{'CONS_USE_PK' if self.key else 'CONS_USE_ROWID'}"

    @property
    def column_definitions(self) -> list[str]:
        """Columns without NOT NULL: COPY_TABLE_DEPENDENTS adds it, and fails with ORA-01442 where it is there."""
        return column_definitions(self.table, {}, not_null=False)

    @property
    def column_mapping(self) -> str:
        """The col_mapping of START_REDEF_TABLE."""
        return column_mapping(self.table.current_state)

    # --- what is registered under its final name --------------------------------------------------------------------

    @cached_property
    def keys(self) -> list[AddedConstraint]:
        """Primary and unique keys, which the script adds so that they use the indexes it built."""
        return [item for item in self.copy.added_constraints if item.constraint.constraint_type in ("P", "U")]

    def own_index(self, key: ConstraintInfo) -> bool:
        """Return True where the key makes its index itself, under a name that Oracle gives."""
        built = {(owner, name) for owner, name in self.names.indexes}
        return key.index_name is not None and (key.index_owner or key.owner, key.index_name) not in built

    @property
    def foreign_keys(self) -> list[tuple[ConstraintInfo, str]]:
        """Foreign keys, each with its clause for the old table: disabled, and to itself where it points to itself."""
        found = []
        for c in self.table.current_state.constraints:
            if c.constraint_type == "R":
                itself = (c.referenced_owner, c.referenced_table) == (self.table.owner, self.table.table_name)
                target = self.names.table.new if itself else c.referenced_table or ""
                clause = foreign_key_clause(c, None, c.referenced_owner or c.owner, target, validate_later=False)
                found.append((c, clause.rsplit(" ENABLE", 1)[0].rsplit(" DISABLE", 1)[0] + " DISABLE NOVALIDATE"))
        return found

    @property
    def keys_to_itself(self) -> list[AddedConstraint]:
        """Foreign keys of the table to itself, as they are added again."""
        itself = (self.table.owner, self.table.table_name)
        return [
            key
            for key in self.copy.foreign_keys_back
            if (key.constraint.referenced_owner, key.constraint.referenced_table) == itself
        ]

    @property
    def implied_not_nulls(self) -> list[str]:
        """Columns that are NOT NULL on the interim table already, for DEFAULT ON NULL implies it."""
        by_default = {column.name for column in self.table.current_state.columns if column.default_on_null}
        return [c.columns[0] for c in self.table.current_state.constraints if c.not_null and c.columns[0] in by_default]

    @property
    def named_constraints(self) -> list[ConstraintInfo]:
        """Constraints whose states are restored by name: those with a name of their own, or an unusual state."""
        return [
            c
            for c in self.table.current_state.constraints
            if not is_generated(c) or c.status != "ENABLED" or not c.validated
        ]

    @property
    def unusual_names(self) -> list[str]:
        """Names that Oracle made of constraints that are not both enabled and validated."""
        return [c.constraint_name for c in self.named_constraints if is_generated(c)]

    def interim_log_group(self, group: LogGroupInfo) -> str:
        """Return the name of a supplemental log group of the interim table."""
        return suffixed(group.name, self.new_suffix, self.limit)

    @property
    def named_log_groups(self) -> list[tuple[LogGroupInfo, str]]:
        """Supplemental log groups with names of their own, and what they are called until the end."""
        return [
            (group, self.interim_log_group(group))
            for group in self.table.current_state.log_groups
            if group.log_group_type == "USER LOG GROUP" and not group.generated
        ]

    def aliases(self) -> Iterator[str]:
        """Yield the lines that tell the script which name stands for which final one."""
        for renaming in self._renamings():
            yield f"alias {renaming.new} => {renaming.final}"

    def names_to_be_free(self) -> Iterator[tuple[str, str]]:
        """Yield the names (owner, name) that the interim table's objects take."""
        for renaming in self._renamings():
            yield renaming.owner, renaming.new
        for _, name in self.named_log_groups:
            yield self.table.owner, name

    def _renamings(self) -> list[Renaming]:
        keys = [self.names.constraint(item.constraint) for item in self.keys]
        return [*self.names.indexes.values(), *(renaming for renaming in keys if renaming is not None)]

    # --- the proof --------------------------------------------------------------------------------------------------

    @property
    def row_columns(self) -> list[str]:
        """Columns of Oracle's log by which it tells the rows that changed."""
        return self.key or ["M_ROW$$"]

    @property
    def old_row(self) -> str:
        """What stands for a row of the original, beside the log's columns: its alias, or its ROWID."""
        return "t" if self.key else "ROWIDTOCHAR(t.ROWID)"

    @property
    def new_row(self) -> str:
        """What stands for a row of the interim table: its alias, or the original's ROWID that it holds."""
        return "t" if self.key else "t.M_ROW$$"

    @cached_property
    def lob_checks(self) -> list[LobCheck]:
        """Comparisons of LOBs, byte by byte, where a key joins the rows."""
        return lob_checks(self.table, self.names.table.new) if self.key else []

    @cached_property
    def lob_digests(self) -> list[HashCheck]:
        """Lengths and digests of LOBs, where no key joins the rows."""
        return [] if self.key else lob_digests(self.table)

    @property
    def minus_source(self) -> str | None:
        """MINUS both ways, where the DBA asked for it."""
        if self.table.common_settings.migration_settings.proof != "hash_and_minus":
            return None
        return minus_source(self.table, self.names.table.new, ("~old", "~new"))

    # --- the end ----------------------------------------------------------------------------------------------------

    @property
    def lock_seconds(self) -> int:
        """Seconds that FINISH waits for its lock, and pauses between two attempts."""
        return max(1, min(LONGEST_LOCK_WAIT, self.ddl_lock_timeout))

    @property
    def attempts(self) -> int:
        """How often FINISH is tried: together it waits about as long as other statements wait for a lock."""
        return max(3, self.ddl_lock_timeout // (2 * self.lock_seconds))

"""One table of a script: its method, the names that it bears on the way, and the binds of the toolbox's blocks."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.oracle.columns import user_columns
from repart_tui.oracle.methods import METHODS, choose_method
from repart_tui.oracle.signature import current_kind, current_signature, target_kind, target_signature
from repart_tui.oracle.sql_text import plsql_long_text, plsql_text
from repart_tui.oracle.swap_names import SwapNames, swap_names
from repart_tui.oracle.versions import name_limit

_MARK, _MARK_BACK, _TWIN, _MARK_CLOSED = "M", "B", "T", "C"
"""Behind the new table's suffix: name the constraint that marks a copy as ours, or as left by a rollback, the one that
stands for the mark meanwhile, and the one that says of the kept table that its successor is still to be opened."""


@dataclass
class TableRun:
    """One table of the script: what it is called on the way, and what the blocks of the toolbox are told of it."""

    number: int
    table: TableConfig
    config: MigrationConfig
    total: int = 1
    """Tables of the script."""
    relatives: list[int] = field(default_factory=list)
    """Numbers of the earlier tables that foreign keys connect with this one."""
    moved_later: list[int] = field(default_factory=list)
    """Numbers of later tables with a foreign key to or from this one that a new table takes the place of."""
    names: SwapNames = field(init=False)
    method: str = field(init=False)
    reasons: list[str] = field(init=False)

    def __post_init__(self) -> None:
        choice = choose_method(self.table, self.config)
        if choice.method is None:
            raise ValueError(f"no method may be used for {self.table.owner}.{self.table.table_name}")
        self.method, self.reasons = choice.method, choice.reasons
        self.names = swap_names(self.table, self.config.environment_config, name_limit(self.config.metadata.database))

    @property
    def keeps_old_table(self) -> bool:
        """True where the original stays under another name."""
        return METHODS[self.method].builds_new_table

    @property
    def kept_name(self) -> str:
        """The name under which the original stays."""
        return self.names.table.new if self.method == "redefinition" else self.names.table.old

    @property
    def mark(self) -> str:
        """Name of the constraint that marks the copy as ours."""
        return self._marked(_MARK)

    @property
    def mark_back(self) -> str:
        """Name of the constraint that marks a table which a rollback took out of service."""
        return self._marked(_MARK_BACK)

    @property
    def twin(self) -> str:
        """Name of the constraint that stands for the mark in an exchange, or says that a redefinition is going back.

        Both tables must have the same checks when they are exchanged (ORA-14118). The old table of a redefinition gets
        it before the rollback, where nobody writes, and bears it in service until all is as it was.
        """
        return self._marked(_TWIN)

    @property
    def mark_closed(self) -> str:
        """Name of the constraint that the kept table bears until its successor was opened for writes.

        Nobody writes to the kept table, so it comes and goes without a wait. Once it is gone, a READ ONLY successor was
        closed by somebody else.
        """
        return self._marked(_MARK_CLOSED)

    def _marked(self, letter: str) -> str:
        new = self.names.table.new
        limit = name_limit(self.config.metadata.database)
        return new + letter if len((new + letter).encode()) <= limit else new[:-1] + letter

    @property
    def lock_id(self) -> int:
        """DBMS_LOCK id of the table, 0 to 1073741823."""
        return zlib.crc32(f"repart-tui {self.table.owner}.{self.table.table_name}".encode()) % 1_073_741_824

    @property
    def source_signature(self) -> str:
        """How the table is partitioned."""
        return current_signature(self.table.current_state)

    @property
    def target_signature(self) -> str:
        """How it shall be partitioned."""
        return target_signature(self.table.common_settings.target_config, user_columns(self.table.current_state))

    @property
    def target_kind(self) -> str:
        """Kind and key that it shall have: what everyday maintenance of partitions leaves as it is."""
        return target_kind(self.table.common_settings.target_config, user_columns(self.table.current_state))

    @property
    def kind_tells(self) -> bool:
        """True where kind and key alone tell the planned partitioning from the present one."""
        return self.target_kind != current_kind(self.table.current_state)

    @property
    def table_binds(self) -> str:
        """Owner and name as bind arguments."""
        return f"{plsql_text(self.table.owner)}, {plsql_text(self.table.table_name)}"

    @property
    def place_binds(self) -> str:
        """Arguments of the toolbox's place block of this method."""
        table = self.names.table
        if self.method == "redefinition":
            texts = [table.owner, table.final, table.new, self.mark, self.mark_back, self.twin]
        else:
            texts = [table.owner, table.final, table.new, table.old, self.mark, self.mark_back]
        return ", ".join(map(plsql_text, texts)) + f", {self.table.current_state.object_id}"

    @property
    def give_back_binds(self) -> str:
        """Arguments of the toolbox's give_back block."""
        table = self.names.table
        writable = "NO" if self.table.current_state.properties.read_only else "YES"
        texts = ", ".join(map(plsql_text, (table.owner, table.final, table.new, self.mark)))
        closed = plsql_long_text(self.source_read_only, 8)
        return f"{texts}, {self.table.current_state.object_id}, '{writable}', {closed}"

    @property
    def source_read_only(self) -> str:
        """READ ONLY partitions of the original as lines: READ WRITE of the table opens them, so they close again.

        Before the names of subpartitions there is a tab.
        """
        partitioning = self.table.current_state.partitioning
        names = [part.name for part in partitioning.partitions if part.read_only] if partitioning else []
        return "\n" + "\n".join([*names, *(f"\t{name}" for name in self.closed_subpartitions)]) + "\n"

    @property
    def closed_before(self) -> list[str]:
        """READ ONLY partitions of the original."""
        partitioning = self.table.current_state.partitioning
        return [part.name for part in partitioning.partitions if part.read_only] if partitioning else []

    @property
    def closed_subpartitions(self) -> list[str]:
        """READ ONLY subpartitions of the original, of partitions that are not READ ONLY as a whole."""
        partitioning = self.table.current_state.partitioning
        parts = partitioning.partitions if partitioning else []
        return [name for part in parts for name in part.read_only_subpartitions]

    def step_binds(self, number: int, title: str | None = None) -> str:
        """Arguments of the toolbox's step block."""
        steps = METHODS[self.method].steps
        progress = f"{self.number}/{self.total}"
        return f"{self.table_binds}, {number}, {plsql_text(title or steps[number - 1])}, '{progress}'"

    @property
    def redefinition_binds(self) -> str:
        """Owner, table and interim table as bind arguments."""
        table = self.names.table
        return ", ".join(map(plsql_text, (table.owner, table.final, table.new)))

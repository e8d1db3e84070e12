"""One table of a script beside those that are copied together with it, for reference partitioning connects them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from repart_tui.migration_models import ConstraintInfo, ReferenceTarget, TargetConfig
from repart_tui.oracle.reference_families import followed_key, planned_key, points_to
from repart_tui.oracle.signature import target_signature
from repart_tui.oracle.sql_text import at_run_time, plsql_text, quote_name
from repart_tui.table_run import TableRun


@dataclass
class FamilyRun(TableRun):
    """One table of the script, and its place in the family by reference that is copied as one."""

    together: list[FamilyRun] = field(default_factory=list, repr=False, compare=False)
    """The members of the family, itself among them, parents first; empty for a table that goes alone."""

    @property
    def leads(self) -> bool:
        """True for the member with which the steps of the whole family are written."""
        return bool(self.together) and self.together[0] is self

    @property
    def others(self) -> list[FamilyRun]:
        """The other members."""
        return [member for member in self.together if member is not self]

    @property
    def below(self) -> list[FamilyRun]:
        """Members whose new tables depend on this one's, the last of them first: so they can be dropped."""
        found: list[FamilyRun] = [self]
        for member in self.together:
            if member is not self and any(points_to(member.table, upper.table) for upper in found):
                found.append(member)
        return found[:0:-1]

    @property
    def together_words(self) -> str:
        """The names of all members."""
        return ", ".join(f"{member.table.owner}.{member.table.table_name}" for member in self.together)

    @property
    def following(self) -> ConstraintInfo | None:
        """The foreign key by which a copy is partitioned."""
        return planned_key(self.table) if self.method == "copy_and_swap" else None

    @property
    def followed(self) -> ConstraintInfo | None:
        """The foreign key by which an original that is copied is partitioned, and which it cannot part with."""
        return followed_key(self.table) if self.method == "copy_and_swap" else None

    @cached_property
    def family_names(self) -> dict[tuple[str, str], str]:
        """The other members as the statements of a copy name them: the new table, until it bears its name."""
        found = {}
        for member in self.others:
            table = member.names.table
            new, final = plsql_text(quote_name(table.new)), plsql_text(quote_name(table.final))
            name = at_run_time(f"CASE :p{member.number} WHEN 'STARTED' THEN {new} ELSE {final} END")
            found[table.owner, table.final] = f"{quote_name(table.owner)}.{name}"
        return found

    @property
    def follows_elsewhere(self) -> str | None:
        """The parent by reference of a copy, where that stays as it is."""
        key = self.following
        if key is None or (key.referenced_owner or "", key.referenced_table or "") in self.family_names:
            return None
        return f"{key.referenced_owner}.{key.referenced_table}"

    @property
    def family_aliases(self) -> list[str]:
        """Lines that tell the facts of a copy which tables and foreign keys of the family stand for which."""
        lines = []
        for member in self.others:
            table = member.names.table
            lines.append(f"alias {table.owner}.{table.new} => {table.owner}.{table.final}")
            keys = [c for c in member.table.current_state.constraints if c.constraint_type == "R"]
            named = [renaming for c in keys if (renaming := member.names.constraint(c)) is not None]
            lines += [f"alias {renaming.new} => {renaming.final}" for renaming in named]
        return lines

    @property
    def family_aliases_back(self) -> list[str]:
        """The same for a table in service, whose family may bear any of its names once a run was killed."""
        tables = [member.names.table for member in self.others]
        olds = [f"alias {table.owner}.{table.old} => {table.owner}.{table.final}" for table in tables]
        return [*self.family_aliases, *olds]

    @property
    def first_key_name(self) -> str:
        """What the foreign key is called that a copy is created with; it is renamed at once, to see that it can be."""
        return self.twin

    def _copy_target(self, key_name: str) -> TargetConfig:
        target = self.table.common_settings.target_config
        return replace(target, foreign_key=key_name) if isinstance(target, ReferenceTarget) else target

    @property
    def created_target(self) -> TargetConfig:
        """The target as CREATE TABLE of a copy says it.

        Of partitions by reference each says its TABLESPACE: without one it may lie with its parent's partition (VLDB
        and Partitioning Guide, "Creating Reference-Partitioned Tables").
        """
        target = self._copy_target(self.first_key_name)
        if not isinstance(target, ReferenceTarget):
            return target
        home = self.table.common_settings.tablespace or self.table.current_state.storage.tablespace_name
        named = [replace(part, tablespace=part.tablespace or home) for part in target.partitions]
        return replace(target, partitions=named)

    @property
    def copy_signature(self) -> str:
        """How the copy is partitioned before the swap, when its foreign key bears another name."""
        key = self.following
        renaming = None if key is None else self.names.constraint(key)
        if renaming is None:
            return self.target_signature
        return target_signature(self._copy_target(renaming.new), [])

"""What is compared for one table of a script: what it owns, how it is stored, names, and rows."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property

from repart_tui.built_parts import BuiltParts
from repart_tui.migration_models import NoneTarget, ReferenceTarget
from repart_tui.oracle.columns import user_columns
from repart_tui.oracle.fingerprint import fingerprint
from repart_tui.oracle.lob_kinds import basicfiles_at_risk, made_unsaid
from repart_tui.oracle.partition_count import FIRST_EXTENT, SMALL_FIRST_EXTENT, expected_partitions
from repart_tui.oracle.row_checks import RowCheck, row_checks
from repart_tui.oracle.row_proof import HashCheck, LobCheck, hash_checks, lob_checks, minus_source, needs_crypto
from repart_tui.oracle.signature import target_signature
from repart_tui.oracle.storage_plan import discovered_storage, planned_storage
from repart_tui.oracle.table_ddl import stored_lobs
from repart_tui.oracle.template_facts import TemplateViews, template_views
from repart_tui.oracle.versions import config_release


@dataclass
class TableProofs(BuiltParts):
    """One table of the script, and what its asserts and proofs look for."""

    # --- what the toolbox compares --------------------------------------------------------------------------------

    @property
    def expected_lines(self) -> list[str]:
        """The fingerprint, with the aliases of new names."""
        aliases = list(self.names.aliases()) if self.keeps_old_table else []
        if self.method == "redefinition":
            aliases = [*self.redefinition.aliases(), "ignore materialized view log"]
        if self.keeps_old_table:
            # A rollback that was killed leaves its mark on the table in service.
            marks = [self.mark, self.mark_back, *([self.twin] if self.method == "redefinition" else [])]
            aliases += [f"ignore {mark}" for mark in marks]
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
        return planned_storage(self.table, self.method, config_release(self.config))

    @property
    def exchange_storage_lines(self) -> list[str]:
        """How the new table of an exchange is stored before the rows, and before a split."""
        settings = dataclasses.replace(self.table.common_settings, target_config=self.exchange.first_target)
        before = dataclasses.replace(self.table, common_settings=settings)
        return planned_storage(before, self.method, config_release(self.config))

    @property
    def storage_before(self) -> list[str]:
        """How the table is stored now; a run that was killed may have set the row movement of a child by reference."""
        lines = discovered_storage(self.table)
        if isinstance(self.table.common_settings.target_config, ReferenceTarget):
            lines = [line for line in lines if not line.startswith("table: row movement")]
        return lines

    @property
    def storage_back(self) -> list[str]:
        """How the table is stored once MODIFY NONPARTITIONED took the change back."""
        settings = dataclasses.replace(
            self.table.common_settings, target_config=NoneTarget(partitioning_type="none"), row_movement="keep"
        )
        back = dataclasses.replace(self.table, common_settings=settings)
        return [
            line.removeprefix("tell ") if "row movement" in line else line
            for line in planned_storage(back, self.method)
        ]

    @property
    def has_composite_lobs(self) -> bool:
        """True where partitions that are divided again say where LOBs lie."""
        target = self.table.common_settings.target_config
        divided = getattr(target, "subpartitioning", None) is not None
        return divided and any(part.lobs for part in getattr(target, "partitions", ()))

    @property
    def has_lob_subpartitions(self) -> bool:
        """True where LOBs lie in subpartitions of the new partitions."""
        divided = getattr(self.table.common_settings.target_config, "subpartitioning", None) is not None
        return self.method != "in_place" and divided and bool(stored_lobs(self.table.current_state))

    @property
    def template_views(self) -> TemplateViews:
        """Which views of subpartition templates the facts need."""
        return template_views(self.table, config_release(self.config))

    @property
    def names_to_be_free(self) -> list[tuple[str, str]]:
        """Names (owner, name) that this method needs for a while."""
        if not self.keeps_old_table:
            return []
        table = self.names.table
        if self.method == "redefinition":
            mine = [(table.owner, name) for name in (table.new, self.mark, self.mark_back, self.twin)]
            return sorted({*mine, *self.redefinition.names_to_be_free()})
        twin = [self.twin] if self.method == "exchange" or self.following is not None else []
        marks = [self.mark, self.mark_back, self.mark_closed, *twin]
        found = [(table.owner, name) for name in (table.new, table.old, *marks)]
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

    @property
    def makes_basicfiles(self) -> bool:
        """True where some of them are BasicFiles."""
        return self.makes_lobs and bool(self.lobs_of_kind(False))

    @property
    def inherits_lob_kind(self) -> bool:
        """True where the kind of some BasicFiles is said by no statement: only PERMITTED keeps it, outside of 18c."""
        target = self.table.common_settings.target_config
        if isinstance(target, NoneTarget):
            # Copies say it; MODIFY NONPARTITIONED has no place for it.
            return self.method == "online_modify"
        return self.method != "exchange" and (self.method == "online_modify" or made_unsaid(target) is not None)

    @property
    def basicfiles_at_risk(self) -> list[str]:
        """Columns of BasicFiles that DB_SECUREFILE has a say in."""
        modified = self.method == "online_modify"
        return [lob.column_name for lob in basicfiles_at_risk(self.table, self.config, modified=modified)]

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
    def minus_source(self) -> str | None:
        """MINUS both ways, where the DBA asked for it."""
        if self.table.common_settings.migration_settings.proof != "hash_and_minus":
            return None
        return minus_source(self.table, self.names.table.new)

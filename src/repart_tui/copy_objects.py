"""The objects of a copy: constraints, foreign keys of both directions, grants and triggers, as statements in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from repart_tui.migration_models import ConstraintInfo, TableConfig, TriggerInfo
from repart_tui.oracle.columns import user_columns
from repart_tui.oracle.constraint_ddl import (
    check_clause,
    checked_on_load,
    enforcement,
    foreign_key_clause,
    key_clause,
    named,
    timing,
)
from repart_tui.oracle.index_ddl import locality_clause
from repart_tui.oracle.index_locality import IndexPlan
from repart_tui.oracle.methods.rebuilt_table import GRANTABLE
from repart_tui.oracle.row_checks import RowCheck
from repart_tui.oracle.sql_text import qualified, quote_name
from repart_tui.oracle.swap_names import SwapNames, enforces_generated, is_generated
from repart_tui.oracle.table_ddl import holds_on_load
from repart_tui.oracle.trigger_ddl import create_trigger

_ALREADY = {"P": (2260, 2261), "U": (2261,), "R": (2275,), "C": (2264,), "N": (1442,)}
"""Errors by which Oracle says that a constraint is there: ORA-02260, ORA-02261, ORA-02275, ORA-02264, ORA-01442."""


@dataclass(frozen=True, slots=True)
class AddedConstraint:
    """An ALTER TABLE that adds a constraint; `validate` is the state that a second statement gives it.

    `condition` is set for a check or NOT NULL that Oracle names: Oracle takes the same one twice without a word, so a
    rerun must look for it by its condition. `alike` counts those of the original with this condition, up to this one.
    """

    constraint: ConstraintInfo
    name: str | None
    clause: str
    there_already: list[int]
    validate: str | None
    condition: str | None = None
    alike: int = 1


@dataclass(frozen=True, slots=True)
class ChildKey:
    """A foreign key of another table that gets a twin pointing to the copy."""

    constraint: ConstraintInfo
    name: str | None
    clause: str
    back_clause: str
    validate: str | None


@dataclass
class CopyObjects:
    """What is built around the rows of a copy, and taken back by a rollback."""

    table: TableConfig
    names: SwapNames
    plans: list[IndexPlan]
    partitioned: bool
    family: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The tables (owner, name) that are copied together with this one, as the statements of a copy name them."""
    following: ConstraintInfo | None = None
    """The foreign key by which the copy is partitioned, and which it has from the beginning."""
    followed: ConstraintInfo | None = None
    """The foreign key by which the original is partitioned, and which it cannot part with (ORA-14650)."""

    def _new_name(self, constraint: ConstraintInfo) -> str | None:
        renaming = self.names.constraint(constraint)
        return None if renaming is None else renaming.new

    @cached_property
    def added_constraints(self) -> list[AddedConstraint]:
        """Constraints in the order in which they are added: keys, NOT NULLs and checks, foreign keys."""
        found = []
        for c in sorted(self.table.current_state.constraints, key=self._turn):
            added = None if c is self.following else self._added(c)
            if added is not None:
                found.append(added)
        return [replace(item, alike=self._alike(item, found[:place])) for place, item in enumerate(found)]

    def _alike(self, item: AddedConstraint, before: list[AddedConstraint]) -> int:
        """Count nameless checks with the same condition: of CREATE TABLE, added before, and itself."""
        condition = item.constraint.search_condition
        created = sum(
            c.constraint_type == "C" and is_generated(c) and checked_on_load(c) and c.search_condition == condition
            for c in self.table.current_state.constraints
        )
        return created + sum(one.name is None and one.condition == condition for one in before) + 1

    def _turn(self, c: ConstraintInfo) -> tuple[int, bool, int]:
        """Sort keys first, and among them those last that use another one's index."""
        order = {"P": 0, "U": 1, "C": 2, "R": 3}[c.constraint_type]
        return max(order, 1), self._shares_generated_index(c), order

    def _added(self, c: ConstraintInfo) -> AddedConstraint | None:
        name = self._new_name(c)
        if c.constraint_type in ("P", "U"):
            return AddedConstraint(
                c,
                name,
                "ADD " + key_clause(c, name, self._using_index(c)),
                [-n for n in _ALREADY[c.constraint_type]],
                None,
            )
        if c.constraint_type == "R":
            return self._added_foreign_key(c, name)
        if c.not_null:
            if holds_on_load(c):
                return None
            clause = f"MODIFY ({quote_name(c.columns[0])} {named(name)}NOT NULL{timing(c)}{enforcement(c)})"
            return AddedConstraint(c, name, clause, [-n for n in _ALREADY["N"]], None, c.search_condition)
        if checked_on_load(c):
            return None
        clause = "ADD " + check_clause(c, name)
        return AddedConstraint(c, name, clause, [-n for n in _ALREADY["C"]], None, c.search_condition)

    def _added_foreign_key(self, c: ConstraintInfo, name: str | None) -> AddedConstraint:
        itself = (c.referenced_owner, c.referenced_table) == (self.table.owner, self.table.table_name)
        table_name = self.names.table.new if itself else c.referenced_table or ""
        later = name is not None and c.status == "ENABLED" and c.validated
        clause = foreign_key_clause(
            c, name, c.referenced_owner or c.owner, table_name, validate_later=later, parent=self._relative(c)
        )
        return AddedConstraint(
            c, name, "ADD " + clause, [-n for n in _ALREADY["R"]], "ENABLE VALIDATE" if later else None
        )

    def _relative(self, c: ConstraintInfo) -> str | None:
        return self.family.get((c.referenced_owner or "", c.referenced_table or ""))

    def following_clause(self, name: str) -> str:
        """Return the foreign key by which the copy is partitioned, under the given name."""
        c = self.following
        assert c is not None, "only a copy that is partitioned by reference has one"
        owner, parent = c.referenced_owner or c.owner, c.referenced_table or ""
        return foreign_key_clause(c, name, owner, parent, validate_later=False, parent=self._relative(c))

    @property
    def foreign_keys_back(self) -> list[AddedConstraint]:
        """The original's own foreign keys, which the swap dropped, for the way back."""
        found = []
        for c in self.table.current_state.constraints:
            if c.constraint_type != "R" or c is self.followed:
                continue
            renaming = self.names.constraint(c)
            name = None if renaming is None else renaming.final
            later = name is not None and c.status == "ENABLED" and c.validated
            clause = foreign_key_clause(
                c, name, c.referenced_owner or c.owner, c.referenced_table or "", validate_later=later
            )
            state = "ENABLE VALIDATE" if later else None
            found.append(AddedConstraint(c, name, "ADD " + clause, [-n for n in _ALREADY["R"]], state))
        return found

    @property
    def orphan_checks_back(self) -> list[RowCheck]:
        """Rows that would have no parent if the original came back: in its children, and in itself."""
        old = qualified(self.table.owner, self.names.table.old)
        return [_orphans(c, qualified(*child), old) for child, c in self._enforced_children] + [
            _orphans(c, old, qualified(*parent)) for parent, c in self._enforced_parents
        ]

    @property
    def read_on_the_way_back(self) -> set[tuple[str, str]]:
        """The other tables (owner, name) that these checks read."""
        return {name for name, _ in (*self._enforced_children, *self._enforced_parents)}

    @property
    def _enforced_children(self) -> list[tuple[tuple[str, str], ConstraintInfo]]:
        return [
            ((c.owner, c.table_name), c)
            for c in self.table.current_state.referenced_by
            if _is_enforced(c) and self._is_other(c.owner, c.table_name)
        ]

    @property
    def _enforced_parents(self) -> list[tuple[tuple[str, str], ConstraintInfo]]:
        return [
            ((owner, name), c)
            for c in self.table.current_state.constraints
            if c.constraint_type == "R"
            and _is_enforced(c)
            and (owner := c.referenced_owner)
            and (name := c.referenced_table)
            and self._is_other(owner, name)
        ]

    def _is_other(self, owner: str, name: str) -> bool:
        """Return True for a table that is neither this one nor copied together with it."""
        return (owner, name) != (self.table.owner, self.table.table_name) and (owner, name) not in self.family

    def _shares_generated_index(self, c: ConstraintInfo) -> bool:
        """Return True for a named key that is enforced by the index which a key without a name made."""
        return (
            c.constraint_type in ("P", "U")
            and not is_generated(c)
            and any(
                (plan.index.owner, plan.index.index_name) == (c.index_owner or c.owner, c.index_name)
                and enforces_generated(plan.index, self.table.current_state.constraints)
                for plan in self.plans
            )
        )

    def _using_index(self, c: ConstraintInfo) -> str:
        # The index that is shared has a name that nobody knows; without the clause Oracle takes it (SQL Language
        # Reference, constraint: an index on the same columns, in any order, enforces the key).
        if c.index_name is None or self._shares_generated_index(c):
            return ""
        owner = c.index_owner or c.owner
        for plan in self.plans:
            if (plan.index.owner, plan.index.index_name) != (owner, c.index_name):
                continue
            if enforces_generated(plan.index, self.table.current_state.constraints):
                words = locality_clause(plan, user_columns(self.table.current_state), partitioned=self.partitioned)
                tablespace = plan.tablespace or plan.index.tablespace_name
                if tablespace:
                    words += f" TABLESPACE {quote_name(tablespace)}"
                return f"USING INDEX {words.strip()}".rstrip()
            return f"USING INDEX {qualified(owner, self.names.index(plan.index).new)}"
        return ""

    @cached_property
    def children(self) -> list[ChildKey]:
        """Foreign keys of other tables that point here; new tables of the family point to the new one anyway."""
        found = []
        for c in self.table.current_state.referenced_by:
            if not self._is_other(c.owner, c.table_name):
                continue
            renaming = self.names.child(c)
            name = None if renaming is None else renaming.new
            final = None if renaming is None else renaming.final
            later = name is not None and c.status == "ENABLED" and c.validated
            owner = self.table.owner
            found.append(
                ChildKey(
                    c,
                    name,
                    foreign_key_clause(c, name, owner, self.names.table.new, validate_later=later),
                    foreign_key_clause(c, final, owner, self.table.table_name, validate_later=later),
                    "ENABLE VALIDATE" if later else None,
                )
            )
        return found

    @property
    def grants(self) -> list[str]:
        """GRANT statements on the copy, each privilege once with its strongest option."""
        strongest: dict[tuple[str, str | None, str], tuple[bool, bool]] = {}
        for g in self.table.current_state.grants:
            key = (g.privilege, g.column_name, g.grantee)
            grantable, hierarchy = strongest.get(key, (False, False))
            strongest[key] = (grantable or g.grantable, hierarchy or g.hierarchy)
        new = qualified(self.table.owner, self.names.table.new)
        found = []
        # Who holds every privilege got them by ALL, and gets them so again: one statement instead of twelve.
        for grantee in dict.fromkeys(grantee for _, _, grantee in strongest):
            for option in (False, True):
                all_of_them = [(name, None, grantee) for name in sorted(GRANTABLE)]
                if all(key in strongest and strongest[key][0] == option for key in all_of_them):
                    who = "PUBLIC" if grantee == "PUBLIC" else quote_name(grantee)
                    found.append(f"GRANT ALL PRIVILEGES ON {new} TO {who}{' WITH GRANT OPTION' if option else ''}")
                    for key in all_of_them:
                        if not strongest[key][1]:
                            del strongest[key]
        for (privilege, column, grantee), (grantable, hierarchy) in strongest.items():
            what = privilege if column is None else f"{privilege} ({quote_name(column)})"
            who = "PUBLIC" if grantee == "PUBLIC" else quote_name(grantee)
            options = " WITH HIERARCHY OPTION" if hierarchy else ""
            options += " WITH GRANT OPTION" if grantable else ""
            found.append(f"GRANT {what} ON {new} TO {who}{options}")
        return found

    def trigger_statement(self, trigger: TriggerInfo, *, with_state: bool = False) -> str:
        """Return the statement that makes a trigger anew on the table that bears the name.

        `with_state`: one that is disabled must not fire before the next statement could disable it.
        """
        disabled = with_state and trigger.status == "DISABLED"
        return create_trigger(trigger, self.table.owner, self.table.table_name, disabled=disabled)

    @property
    def triggers(self) -> list[TriggerInfo]:
        """Triggers in an order in which each FOLLOWS those that are there."""
        waiting = list(self.table.current_state.triggers)
        done: set[tuple[str, str]] = set()
        mine = {(t.owner, t.trigger_name) for t in waiting}
        found: list[TriggerInfo] = []
        while waiting:
            ready = [
                t
                for t in waiting
                if all(
                    (f.trigger_owner, f.trigger_name) in done or (f.trigger_owner, f.trigger_name) not in mine
                    for f in t.follows
                )
            ] or waiting[:1]
            found += ready
            done |= {(t.owner, t.trigger_name) for t in ready}
            waiting = [t for t in waiting if t not in ready]
        return found


def _is_enforced(c: ConstraintInfo) -> bool:
    return c.status == "ENABLED" and c.validated


def _orphans(c: ConstraintInfo, child: str, parent: str) -> RowCheck:
    """Return the query that counts rows of `child` without a parent by foreign key `c`."""
    joined = " AND ".join(
        f"p.{quote_name(theirs)} = c.{quote_name(ours)}"
        for ours, theirs in zip(c.columns, c.referenced_columns, strict=True)
    )
    given = " AND ".join(f"c.{quote_name(name)} IS NOT NULL" for name in c.columns)
    return RowCheck(
        f"SELECT COUNT(*) FROM {child} c\n WHERE {given}\n AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE {joined})",
        f"would have no parent by foreign key {c.owner}.{c.constraint_name}. Mend them first; nothing was swapped.",
    )

"""Names during copy and swap: what each object of the copy is called until the swap, and the original's afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from repart_tui.migration_models import (
    ConstraintInfo,
    EnvironmentConfig,
    IndexInfo,
    TableConfig,
    TriggerInfo,
)
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.fingerprint import name_or_generated
from repart_tui.oracle.names import suffixed

_TWIN = "F"
"""Behind the suffix of a child's second key: a child that is copied by the same script needs the plain one itself."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """An object's three names: its own, the copy's until the swap, the original's after it."""

    owner: str
    final: str
    new: str
    old: str


@dataclass(frozen=True, slots=True)
class SwapNames:
    """All names of one table's swap."""

    table: Renaming
    indexes: dict[tuple[str, str], Renaming]
    constraints: dict[str, Renaming]
    incoming: dict[tuple[str, str], Renaming]
    triggers: dict[tuple[str, str], Renaming]

    def index(self, index: IndexInfo) -> Renaming:
        """Return the names of an index."""
        return self.indexes[index.owner, index.index_name]

    def constraint(self, constraint: ConstraintInfo) -> Renaming | None:
        """Return the names of a constraint, None where Oracle makes its name."""
        return self.constraints.get(constraint.constraint_name)

    def child(self, constraint: ConstraintInfo) -> Renaming | None:
        """Return the names of an incoming foreign key, None where Oracle makes its name."""
        return self.incoming.get((constraint.owner, constraint.constraint_name))

    def trigger(self, trigger: TriggerInfo) -> Renaming:
        """Return the names of a trigger; its `new` one is not used."""
        return self.triggers[trigger.owner, trigger.trigger_name]

    def aliases(self) -> Iterator[str]:
        """Yield the lines that tell the script which new name stands for which final one."""
        for renaming in [*self.indexes.values(), *self.constraints.values(), *self.incoming.values()]:
            yield f"alias {renaming.new} => {renaming.final}"


def is_generated(constraint: ConstraintInfo) -> bool:
    """Return True where Oracle made the constraint's name."""
    return name_or_generated(constraint.constraint_name, constraint.generated) == "(generated)"


def enforces_generated(index: IndexInfo, constraints: list[ConstraintInfo]) -> bool:
    """Return True for a generated index of a generated key: the copy's key makes its own."""
    return name_or_generated(index.index_name, index.generated) == "(generated)" and any(
        (c.index_owner or c.owner, c.index_name) == (index.owner, index.index_name) and is_generated(c)
        for c in constraints
        if c.constraint_type in ("P", "U")
    )


def swap_names(table: TableConfig, environment: EnvironmentConfig, limit: int) -> SwapNames:
    """Return the names for `table`; `limit` is the longest name in bytes."""

    def renaming(owner: str, name: str, role: str = "") -> Renaming:
        return Renaming(
            owner,
            name,
            suffixed(name, environment.new_table_suffix + role, limit),
            suffixed(name, environment.old_table_suffix, limit),
        )

    state = table.current_state
    return SwapNames(
        table=renaming(table.owner, table.table_name),
        indexes={
            (i.owner, i.index_name): renaming(i.owner, i.index_name)
            for i in state.indexes
            if not enforces_generated(i, state.constraints)
        },
        constraints={
            c.constraint_name: renaming(c.owner, c.constraint_name) for c in state.constraints if not is_generated(c)
        },
        incoming={
            (c.owner, c.constraint_name): renaming(c.owner, c.constraint_name, _TWIN)
            for c in state.referenced_by
            if not is_generated(c) and (c.owner, c.table_name) != (table.owner, table.table_name)
        },
        triggers={(t.owner, t.trigger_name): renaming(t.owner, t.trigger_name) for t in state.triggers},
    )


def kept_name_clashes(all_names: Iterable[SwapNames]) -> list[Finding]:
    """Return errors where old objects of two tables, which stay until the cleanup, would share a name."""
    kept: Counter[tuple[str, str, str]] = Counter()
    for names in all_names:
        kept.update(("constraints", r.owner, r.old) for r in names.constraints.values())
        kept.update(("triggers", r.owner, r.old) for r in names.triggers.values())
        kept.update(("indexes", r.owner, r.old) for r in names.indexes.values())
    return [_clash(kind, owner, name) for (kind, owner, name), count in kept.items() if count > 1]


def plan_settings_findings(environment: EnvironmentConfig) -> list[Finding]:
    """Return errors in the settings of the plan that concern every table; fields are those of EnvironmentConfig."""
    if environment.new_table_suffix != environment.old_table_suffix:
        return []
    return [
        Finding(
            "NAME-CLASH",
            "error",
            "old_table_suffix",
            "The old and the new table would have the same name.",
            "Give the two suffixes different values.",
        )
    ]


def name_clashes(names: SwapNames) -> list[Finding]:
    """Return errors where two objects of one table would get the same name for a while."""
    found = []
    # Tables and indexes have a namespace each, and so have constraints and triggers.
    for kind, group in (
        ("tables", [names.table]),
        ("indexes", names.indexes.values()),
        ("constraints", [*names.constraints.values(), *names.incoming.values()]),
        ("triggers", names.triggers.values()),
    ):
        counted = Counter((r.owner, name) for r in group for name in (r.new, r.old, r.final))
        for (owner, name), count in counted.items():
            if count > 1:
                found.append(_clash(kind, owner, name))
    return found


def _clash(kind: str, owner: str, name: str) -> Finding:
    return Finding(
        "NAME-CLASH",
        "error",
        "table_name",
        f"Two {kind} would be named {owner}.{name} for a while.",
        "Change new_table_suffix or old_table_suffix in environment_config.",
    )

"""What every method of re-partitioning says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.oracle.findings import Finding


@dataclass(frozen=True, slots=True)
class Costs:
    """What a method asks of the people and the database around it, in a few words each."""

    writes: str
    """What happens to the writes of others, and for how long."""
    space: str
    undo: str
    """Undo tablespace."""
    redo: str
    licence: str
    rollback: str
    """The way back."""

    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield (what it costs, how much) in the order in which tables show them."""
        yield "writes", self.writes
        yield "space", self.space
        yield "undo", self.undo
        yield "redo", self.redo
        yield "licence", self.licence
        yield "way back", self.rollback


@dataclass(frozen=True, slots=True)
class Method:
    """A method as the choice, the script and the screens see it.

    `merit` says in a sentence why `auto` takes it; `steps` are the titles of the steps that its templates write;
    `builds_new_table` tells that a second table takes the place of the first; `auto_avoids` are codes of warnings at
    which `auto` prefers a later method, if one may be used; a `fast_path` suits few tables, so that `auto` says nothing
    of it where it may not be used.
    """

    name: str
    title: str
    merit: str
    costs: Costs
    findings: Callable[[TableConfig, MigrationConfig], list[Finding]]
    steps: tuple[str, ...]
    builds_new_table: bool = False
    auto_avoids: tuple[str, ...] = ()
    fast_path: bool = False

"""Steps that can be taken back and made again. No textual, no files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repart_tui.migration_models import CommonSettings, EnvironmentConfig


@dataclass(frozen=True)
class Edited:
    """The part of a table that a user edits."""

    enabled: bool
    settings: CommonSettings


Parts = tuple[tuple[int, Edited], ...]
"""Tables by their place in the plan, each with its edited part."""


@dataclass(frozen=True)
class Change:
    """One step: what tables were before and are after, or the settings of the whole plan."""

    label: str
    before: Parts = ()
    after: Parts = ()
    settings: tuple[EnvironmentConfig, EnvironmentConfig] | None = None
    """Settings of the plan before and after; None where they stay."""

    def turned(self, label: str) -> Change:
        """Return the step back."""
        settings = None if self.settings is None else (self.settings[1], self.settings[0])
        return Change(label, self.after, self.before, settings)


@dataclass
class History:
    """The steps of a session, the last one first to be taken back."""

    _done: list[Change] = field(default_factory=list)
    _undone: list[Change] = field(default_factory=list)

    def add(self, step: Change) -> None:
        """Remember a step; what had been taken back cannot be made again after it."""
        self._done.append(step)
        self._undone.clear()

    @property
    def can_undo(self) -> bool:
        """True when there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """True when there is a step to make again."""
        return bool(self._undone)

    def undo(self) -> Change | None:
        """Return the step to take back, None when there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        return step

    def redo(self) -> Change | None:
        """Return the step to make again, None when there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        return step

"""The plan that the screens share: the configuration, what was changed, and what the rules say of each table.

No textual here. Every edit goes through `Plan.change`, so history and journal see all of them.
"""

from __future__ import annotations

import copy
import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repart_tui.tui.history import Change, Edited, History

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from repart_tui.migration_models import CommonSettings, EnvironmentConfig, MigrationConfig, TableConfig, XrayResult
    from repart_tui.oracle.findings import Finding

_NOT_READ = "NOT_READ"
"""Code by which discovery/listed.py refuses a table of which only the list is known."""
STATES = ("error", "warning", "ready", "optional", "keep", "refused", "reading", "unread")
"""States of a table in the order in which sorting by state shows them."""

_AT_ONCE = 50
"""Tables that a change assesses itself; more are left to the background, for a key must not wait."""


@dataclass(frozen=True)
class Assessment:
    """What Oracle's rules say of one table with its present settings."""

    method: str | None
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def worst(self) -> str | None:
        """The gravest severity found."""
        severities = {finding.severity for finding in self.findings}
        return next((name for name in ("error", "warning", "note") if name in severities), None)


@dataclass(frozen=True)
class Snapshot:
    """A plan as it stood at one moment, for a thread that writes it while the work goes on."""

    config: MigrationConfig = field(repr=False)
    """Tables of its own, but their contents are shared: edits replace them and change none."""
    parts: dict[int, Edited] = field(repr=False)
    """Edited parts of the tables that differed from what was opened or last saved."""
    xrays: dict[int, XrayResult] = field(repr=False)


@dataclass
class Plan:
    """A configuration under work."""

    # Not in its repr: of 10,000 tables that is a text of 450 MB.
    config: MigrationConfig = field(repr=False)
    path: Path | None = None
    """File the plan came from or was last saved to."""
    written_to: Path | None = None
    """Directory into which the scripts were written last."""
    _assessed: dict[int, Assessment] = field(default_factory=dict, repr=False)
    _saved: dict[int, Edited] = field(default_factory=dict, repr=False)
    marked: set[int] = field(default_factory=set, repr=False)
    """Tables that the next bulk step is about."""
    on_change: Callable[[Change], None] | None = None
    """Told of every step, back and forth as well."""
    on_xray: Callable[[int, XrayResult], None] | None = None
    """Told of every X-ray: the place of its table and what it found."""
    _history: History = field(default_factory=History, repr=False)
    _places: dict[tuple[str, str], int] = field(default_factory=dict, repr=False)
    _stale: set[int] = field(default_factory=set, repr=False)
    _enabled: tuple[int, list[int]] | None = field(default=None, repr=False)
    """Number of tables and those that are on, as last looked at."""
    _saved_settings: EnvironmentConfig | None = None
    """Settings of the plan as opened or last saved; None where they were not changed since."""
    _new_xrays: dict[int, XrayResult] = field(default_factory=dict, repr=False)
    """X-rays that no file holds."""

    @property
    def tables(self) -> list[TableConfig]:
        """The tables in the order of the file."""
        return self.config.tables

    @property
    def unsaved(self) -> bool:
        """True when a table or the plan's settings differ from what was opened or last saved."""
        return (
            bool(self._new_xrays)
            or self.saved_settings != self.config.environment_config
            or any(self.edited_part(index) != saved for index, saved in self._saved.items())
        )

    def is_edited(self, index: int) -> bool:
        """Tell whether this table differs from what was opened or last saved."""
        return index in self._saved and self.edited_part(index) != self._saved[index]

    def saved_part(self, index: int) -> Edited:
        """Return what the table was when the plan was opened or last saved."""
        return self._saved.get(index, self.edited_part(index))

    @property
    def saved_settings(self) -> EnvironmentConfig:
        """What the settings of the plan were when it was opened or last saved."""
        return self.config.environment_config if self._saved_settings is None else self._saved_settings

    def snapshot(self) -> Snapshot:
        """Return the plan as it is now, for a thread to write."""
        tables = [table if self.is_listed_only(index) else copy.copy(table) for index, table in enumerate(self.tables)]
        config = dataclasses.replace(self.config, tables=tables)
        return Snapshot(config, {index: self.edited_part(index) for index in self._saved}, dict(self._new_xrays))

    def mark_saved(self, path: Path, written: Snapshot) -> None:
        """Remember that the plan stands on disk as it was then; what was done since is still to be saved."""
        self.path = path
        # What was first edited since stood on disk as it was before.
        on_disk = {index: written.parts.get(index, before) for index, before in self._saved.items()}
        self._saved = {index: part for index, part in on_disk.items() if part != self.edited_part(index)}
        settings = written.config.environment_config
        self._saved_settings = None if settings == self.config.environment_config else settings
        for index, found in written.xrays.items():
            if self._new_xrays.get(index) is found:
                del self._new_xrays[index]

    def since_saved(self) -> tuple[Change | None, dict[int, XrayResult]]:
        """Return what was changed since the plan was opened or last saved, as one step, and the X-rays taken since."""
        before = tuple((index, part) for index, part in self._saved.items() if part != self.edited_part(index))
        after = tuple((index, self.edited_part(index)) for index, _ in before)
        of_plan = (self.saved_settings, self.config.environment_config)
        settings = of_plan if of_plan[0] != of_plan[1] else None
        changed = Change("since it was saved", before, after, settings) if before or settings else None
        return changed, dict(self._new_xrays)

    def edited_part(self, index: int) -> Edited:
        """Return what a user may edit of the table."""
        table = self.tables[index]
        return Edited(table.enabled, table.common_settings)

    # ---- changes ----------------------------------------------------------------------------------------------

    def set_enabled(self, indexes: Iterable[int], enabled: bool) -> int:
        """Switch tables on or off in one step; return how many that changed."""
        after = [
            (index, Edited(enabled, self.tables[index].common_settings))
            for index in indexes
            if self.tables[index].enabled != enabled
        ]
        self.change("switch on" if enabled else "switch off", after)
        return len(after)

    def set_settings(self, index: int, settings: CommonSettings) -> None:
        """Give a table other settings."""
        self.change("edit", [(index, Edited(self.tables[index].enabled, settings))])

    def change(self, label: str, after: list[tuple[int, Edited]]) -> None:
        """Make one undoable step."""
        before = tuple((index, self.edited_part(index)) for index, _ in after)
        if not after or before == tuple(after):
            return
        self._make(Change(label, before, tuple(after)))

    def set_plan_settings(self, settings: EnvironmentConfig) -> None:
        """Give the plan other settings, as one undoable step."""
        before = self.config.environment_config
        if settings != before:
            self._make(Change("edit the settings of the plan", settings=(before, settings)))

    def _make(self, step: Change) -> None:
        self._history.add(step)
        self._put(step)

    def keep_xray(self, index: int, found: XrayResult) -> None:
        """Keep what the rows of a table told; no step that can be taken back."""
        self.tables[index].xray = found
        self._new_xrays[index] = found
        self._assessed.pop(index, None)
        if self.on_xray is not None:
            self.on_xray(index, found)

    @property
    def can_undo(self) -> bool:
        """True when there is a step to take back."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """True when there is a step to make again."""
        return self._history.can_redo

    def undo(self) -> Change | None:
        """Take back the last step and return it; None when there is none."""
        step = self._history.undo()
        if step is not None:
            self._put(step.turned(f"undo: {step.label}"))
        return step

    def redo(self) -> Change | None:
        """Make the step again that was last taken back; None when there is none."""
        step = self._history.redo()
        if step is not None:
            self._put(dataclasses.replace(step, label=f"redo: {step.label}"))
        return step

    def _put(self, step: Change) -> None:
        self._enabled = None
        if step.settings is not None:
            self._saved_settings = self.saved_settings
            self.config.environment_config = step.settings[1]
            # Any rule may look at them: all tables are assessed anew, in the background.
            self._stale |= set(self._assessed)
            self._assessed.clear()
        for index, part in step.after:
            self._saved.setdefault(index, self.edited_part(index))
            table = self.tables[index]
            table.enabled = part.enabled
            table.common_settings = part.settings
            for place in (index, *self._relatives(index)):
                if self._assessed.pop(place, None) is not None:
                    self._stale.add(place)
        if self.on_change is not None:
            self.on_change(step)
        if len(step.after) <= _AT_ONCE:
            for index, _ in step.after:
                self.assess(index)

    def _relatives(self, index: int) -> list[int]:
        """Return parents and children by foreign keys: partitioning by reference ties their findings together."""
        if len(self._places) != len(self.tables):  # the plan may still grow
            self._places = {(table.owner, table.table_name): place for place, table in enumerate(self.tables)}
        state = self.tables[index].current_state
        names = {(key.owner, key.table_name) for key in state.referenced_by}
        names |= {
            (key.referenced_owner or "", key.referenced_table or "")
            for key in state.constraints
            if key.constraint_type == "R"
        }
        return [place for name in names if (place := self._places.get(name)) is not None and place != index]

    @property
    def fully_assessed(self) -> bool:
        """False while tables that a change touched wait to be assessed anew."""
        return not self._stale

    # ---- what the rules say -----------------------------------------------------------------------------------

    def assessed(self, index: int) -> Assessment | None:
        """Return what is known of the table without computing."""
        return self._assessed.get(index)

    def is_listed_only(self, index: int) -> bool:
        """Tell whether the detail of the table has not been read."""
        refusals = self.tables[index].refusals
        return bool(refusals) and refusals[0].code == _NOT_READ

    def take_sizes(self, sizes: dict[int, tuple[int, str]]) -> None:
        """Tell the sizes of tables of which only the list is known."""
        for index, (size, source) in sizes.items():
            if self.is_listed_only(index):
                state = self.tables[index].current_state
                state.table_bytes = size
                state.size_source = "segments" if source == "segments" else "estimate"

    def take_detail(self, index: int, table: TableConfig, assessment: Assessment) -> None:
        """Put the whole table in the place of what the list told of it."""
        if self.is_listed_only(index):
            self.tables[index] = table
            self._enabled = None
            self._assessed[index] = assessment

    def assess(self, index: int) -> Assessment:
        """Return what the rules say of the table, computed when needed."""
        if self.is_listed_only(index):
            return Assessment(None)
        known = self._assessed.get(index)
        if known is None:
            from repart_tui.tui.core import assess

            settings, of_plan = self.tables[index].common_settings, self.config.environment_config
            known = assess(self.tables[index], self.config)
            # The worker thread may have assessed settings that were changed meanwhile.
            if self.tables[index].common_settings is settings and self.config.environment_config is of_plan:
                self._assessed[index] = known
                self._stale.discard(index)
        return known

    def state(self, index: int) -> str:
        """Return the state of the table, one of STATES."""
        table = self.tables[index]
        if table.refusals:
            return "unread" if self.is_listed_only(index) else "refused"
        known = self._assessed.get(index)
        if is_left_alone(table):
            return "keep"
        if known is None:
            return "reading"
        if known.worst == "error" or known.method is None:
            return "error"
        if not table.enabled and table.proposal is not None and not table.proposal.recommended:
            return "optional"
        return "warning" if known.worst == "warning" else "ready"

    def why_not_enabled(self, index: int) -> str | None:
        """Return why the table cannot be switched on; None when it can."""
        table = self.tables[index]
        if self.is_listed_only(index):
            return "its detail has not been read yet"
        if table.refusals:
            first = table.refusals[0]
            return f"{first.code}: {first.message}" if first.code else first.message
        if is_left_alone(table):
            return "it has no target yet; press e to choose one"
        return None

    def enabled_indexes(self) -> list[int]:
        """Return the tables that the script shall re-partition."""
        # Asked at every key: going through 50,000 tables each time would be felt.
        if self._enabled is None or self._enabled[0] != len(self.tables):
            found = [index for index, table in enumerate(self.tables) if table.enabled]
            self._enabled = len(self.tables), found
        return list(self._enabled[1])


def is_left_alone(table: TableConfig) -> bool:
    """Tell whether the target asks for nothing: an unpartitioned table that shall stay so."""
    target: Any = table.common_settings.target_config
    return target.partitioning_type == "none" and table.current_state.partitioning is None

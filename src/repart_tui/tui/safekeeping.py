"""What guards the work of a session: the journal of edits, the lock on the plan's file, and a look at that file.

No textual. The screens tell it of edits; it tells them what an earlier process left and who else has the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repart_tui.directories import expanded
from repart_tui.tui.core import Source
from repart_tui.tui.history import Change
from repart_tui.tui.journal import PLAN, Entry, Journal, file_stamp
from repart_tui.tui.plan_lock import PlanLock

if TYPE_CHECKING:
    from repart_tui.migration_models import XrayResult
    from repart_tui.tui.kept_work import KeptWork
    from repart_tui.tui.plan import Plan


class Safekeeping:
    """Guards one plan at a time."""

    def __init__(self, on_trouble: Callable[[str], None]) -> None:
        self._on_trouble = on_trouble
        self._plan: Plan | None = None
        self._source: Source | None = None
        self._journal: Journal | None = None
        self._lock: PlanLock | None = None
        self._stamp: list[int] | None = None
        self.other_holder: str | None = None
        """Who else has the plan's file open; None for nobody."""

    def begin(self, plan: Plan, source: Source) -> None:
        """Guard this plan from now on."""
        self.stop()
        self._plan, self._source = plan, source
        self._journal = Journal(source, self._on_trouble)
        plan.on_change = self._changed
        plan.on_xray = self._looked
        self._watch(plan.path)

    def kept(self, source: Source | None = None) -> list[KeptWork]:
        """Return what earlier processes left, of this source or of all."""
        from repart_tui.tui.kept_work import kept_work

        found = kept_work()
        wanted = found if source is None else [one for one in found if one.fits(source)]
        for one in found:
            if one not in wanted:
                one.release()
        return wanted

    def draft(self, place: int, state: dict[str, Any] | None) -> None:
        """Keep what stands in the editor of a table, or of the plan's settings (place -1).

        None says that it was taken over or given up.
        """
        if self._journal is not None and self._plan is not None:
            table = self._plan.tables[place] if place >= 0 else None
            self._journal.record_draft((table.owner, table.table_name) if table is not None else PLAN, state)

    def saved(self, path: Path) -> None:
        """The plan stands in this file; what was done since it was written is kept as before."""
        if self._journal is not None and self._plan is not None:
            self._source = Source("config", path=path)
            self._journal.restart(self._source)
            changed, xrays = self._plan.since_saved()
            if changed is not None:
                self._changed(changed)
            for place, found in xrays.items():
                self._looked(place, found)
        self._watch(path)

    def changed_by_others(self, path: Path) -> bool:
        """Tell whether the plan's own file is not what was opened or last saved."""
        return (
            self._lock is not None
            and self._stamp is not None
            and expanded(path).absolute() == self._lock.path
            and file_stamp(path) not in (None, self._stamp)
        )

    def give_up(self) -> None:
        """End in good order: what is not saved is not wanted."""
        if self._journal is not None:
            self._journal.discard()
        self.stop()

    def stop(self) -> None:
        """Stop guarding; what was edited stays in the journal."""
        if self._journal is not None:
            self._journal.close()
        if self._lock is not None:
            self._lock.release()
        self._journal = self._lock = None

    def last_words(self) -> list[str]:
        """End out of order, and return lines that say where the work is. Never raises."""
        plan, source, journal = self._plan, self._source, self._journal
        if plan is None or source is None or journal is None:
            return []
        lines: list[str] = []
        if journal.path is not None:
            lines.append(f"  work     kept; start {_command(source)} again: it offers to put it back")
        if plan.unsaved and (not journal.healthy or source.kind == "oracle"):
            # The journal needs its database again: a plan in a file does not.
            from repart_tui.tui.crash import keep

            lines += keep(plan.config)
        self.stop()
        return lines

    def _watch(self, path: Path | None) -> None:
        if self._lock is not None:
            self._lock.release()
        self._lock = PlanLock(path) if path is not None else None
        self.other_holder = self._lock.take() if self._lock is not None else None
        self._stamp = file_stamp(path)

    def _changed(self, step: Change) -> None:
        assert self._plan is not None
        assert self._journal is not None
        entries = []
        for (place, old), (_, new) in zip(step.before, step.after, strict=True):
            table = self._plan.tables[place]
            entries.append(
                Entry(
                    (table.owner, table.table_name),
                    new.enabled if new.enabled != old.enabled else None,
                    new.settings.to_dict() if new.settings != old.settings else None,
                )
            )
        self._journal.record(step.label, entries, None if step.settings is None else step.settings[1].to_dict())

    def _looked(self, place: int, found: XrayResult) -> None:
        assert self._plan is not None
        assert self._journal is not None
        table = self._plan.tables[place]
        self._journal.record_xray((table.owner, table.table_name), found.to_dict())


def _command(source: Source) -> str:
    words = {
        "demo": "repart-tui --demo",
        "config": f"repart-tui edit {source.path}",
        "dictionary": f"repart-tui --dictionary {source.path}",
        "oracle": "repart-tui",
    }
    return words[source.kind]

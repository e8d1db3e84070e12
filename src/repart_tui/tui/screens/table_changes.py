"""What the list of tables changes in the plan: switches, marks, steps on many tables, undo and redo."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import work

from repart_tui.counted import counted
from repart_tui.tui import bulk, core
from repart_tui.tui.describe import full_name
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.widgets.table_list import TableList

if TYPE_CHECKING:
    from repart_tui.tui.plan import Plan

_NAMED = 8
"""Tables named in a report on what was left out."""


class TableChanges(BaseScreen):
    """The list screen without its reading, filtering and showing."""

    @property
    @abstractmethod
    def listing(self) -> TableList:
        """The list widget."""

    @property
    @abstractmethod
    def plan(self) -> Plan | None:
        """The plan, None while it is being read."""

    @abstractmethod
    def refresh_changed(self) -> None:
        """Show the plan as it is now."""

    @abstractmethod
    def matching(self, text: str) -> list[int]:
        """Return the tables for which the conditions of the filter hold."""

    # ---- one table --------------------------------------------------------------------------------------------

    def action_switch(self) -> None:
        """Switch the table under the cursor on or off."""
        index = self.listing.current
        if index is None or self.plan is None:
            return
        table = self.plan.tables[index]
        reason = None if table.enabled else self.plan.why_not_enabled(index)
        if reason is not None:
            self.say(f"{full_name(table)} cannot be switched on: {reason}", "error")
            return
        self.plan.set_enabled([index], not table.enabled)
        self.say(*self._said_after_toggle(index))
        self.refresh_changed()

    def _said_after_toggle(self, index: int) -> tuple[str, str]:
        assert self.plan is not None
        table, found = self.plan.tables[index], self.plan.assess(index)
        errors = core.sentences(found.findings, "error")
        if table.enabled and errors:
            return f"{full_name(table)} is on, but has an error to mend first: {errors[0]}", "warning"
        return f"{full_name(table)} is {'on' if table.enabled else 'off'}.", ""

    def action_difference(self) -> None:
        """Show what the table under the cursor was when the plan was last saved, and is now."""
        if self.plan is not None and self.listing.current is not None:
            from repart_tui.tui.screens.difference import DifferenceScreen

            self.app.push_screen(DifferenceScreen(self.listing.current))

    # ---- marks ------------------------------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Mark the table under the cursor for the next bulk step, or take the mark off; go on to the next."""
        if self.plan is None or self.listing.current is None:
            return
        self.plan.marked ^= {self.listing.current}
        self.listing.action_move(1)
        self.say(marked_text(self.plan))
        self.refresh_changed()

    @work
    async def action_mark_many(self) -> None:
        """Mark tables by what the list shows, by state, or by a pattern."""
        from repart_tui.tui.screens.confirm import ConfirmScreen

        plan = self.plan
        if plan is None:
            return
        shown, ready = list(self.listing.order), bulk.ready(plan)
        answers = [
            ("a", f"all that the list shows now ({len(shown):,})", "shown"),
            ("r", f"all that are ready ({len(ready):,})", "ready"),
            ("p", "by a pattern or conditions ...", "pattern"),
            ("i", "those shown that are not marked, and the others not", "invert"),
            ("n", f"none: take {len(plan.marked):,} marks off", "none"),
            ("escape", "leave the marks as they are", ""),
        ]
        answer = await self.app.push_screen_wait(ConfirmScreen("Mark for the next bulk step (b)", answers, menu=True))
        if answer == "pattern":
            await self._mark_by_pattern(plan)
        elif answer == "none":
            plan.marked.clear()
        elif answer == "invert":
            plan.marked ^= set(shown)
        elif answer:
            plan.marked |= set(shown if answer == "shown" else ready)
        if answer:
            self.say(marked_text(plan))
        self.refresh_changed()

    async def _mark_by_pattern(self, plan: Plan) -> None:
        from repart_tui.tui.screens.ask import AskScreen

        names = [(table.owner, table.table_name) for table in plan.tables]

        def found(text: str) -> list[int]:
            by_name = bulk.by_pattern(names, text)
            return self.matching(text) if by_name is None else by_name

        question = "Mark which tables? SH.* or LOG_?, or conditions as in the filter: owner:sh size>10g"
        text = await self.app.push_screen_wait(
            AskScreen(question, check=lambda text: None if found(text) else "no table matches")
        )
        if text:
            plan.marked |= set(found(text))

    # ---- steps on many ----------------------------------------------------------------------------------------

    @work
    async def action_bulk(self) -> None:
        """Do something with all marked tables, or with the one under the cursor."""
        plan, current = self.plan, self.listing.current
        if plan is None or (current is None and not plan.marked):
            return
        from repart_tui.tui.screens.confirm import ConfirmScreen

        places = sorted(plan.marked) or [current if current is not None else 0]
        which = f"{len(places):,} marked tables" if len(places) > 1 else full_name(plan.tables[places[0]])
        answers = [
            ("s", "set one setting ...", "set"),
            ("p", "back to the proposal", "proposal"),
            ("v", "back to what was opened or last saved", "saved"),
            ("o", "switch on", "on"),
            ("f", "switch off", "off"),
            ("escape", "nothing", ""),
        ]
        if current is not None and plan.marked - {current} and bulk.has_target(plan, current):
            source = full_name(plan.tables[current])
            answers.insert(1, ("c", f"copy the target of {source} (under the cursor) to them", "copy"))
        answer = await self.app.push_screen_wait(ConfirmScreen(f"With {which}:", answers, menu=True))
        report = await self._done(answer, plan, places, current)
        if report is not None:
            await self._tell(plan, report)
        self.refresh_changed()

    async def _done(self, answer: str, plan: Plan, places: list[int], current: int | None) -> bulk.Report | None:
        if answer == "set":
            from repart_tui.tui.screens.set_field import SetFieldScreen

            return await self.app.push_screen_wait(SetFieldScreen(plan, places))
        if answer == "copy" and current is not None:
            return bulk.copy_target(plan, current, places)
        if answer == "proposal":
            return bulk.to_proposal(plan, places)
        if answer == "saved":
            return bulk.to_saved(plan, places)
        if answer in {"on", "off"}:
            return bulk.switch(plan, places, answer == "on")
        return None

    async def _tell(self, plan: Plan, report: bulk.Report) -> None:
        """Say what was done; name the tables that were left out, for silence would hide them."""
        count = len(report.done)
        words = [f"Changed {counted(count, 'table')}"]
        words += [f"{report.same:,} {'was' if report.same == 1 else 'were'} so already"] if report.same else []
        words += [f"{len(report.left_out):,} left out"] if report.left_out else []
        besides = list(bulk.consequences(plan, report))
        words += besides
        said = ", ".join(words) + (". u takes it back." if count else ".")
        if report.left_out:
            from repart_tui.tui.screens.confirm import ConfirmScreen

            lines = [f"{full_name(plan.tables[place])}: {reason}" for place, reason in report.left_out[:_NAMED]]
            more = len(report.left_out) - _NAMED
            lines += [f"and {more:,} more"] if more > 0 else []
            question = "\n".join([said, "", *lines])
            await self.app.push_screen_wait(ConfirmScreen(question, [("escape", "go on", "")]))
        self.say(said, "warning" if report.left_out or besides else "")

    def action_all_on(self) -> None:
        """Switch on all shown tables that can be."""
        if self.plan is not None:
            report = bulk.switch(self.plan, list(self.listing.order), True)
            left = f"; {len(report.left_out):,} left out: refused, in error or without target."
            self.say(f"Switched on {len(report.done):,}" + (left if report.left_out else "."))
            self.refresh_changed()

    def action_all_off(self) -> None:
        """Switch off all shown tables."""
        if self.plan is not None:
            self.say(f"Switched off {len(bulk.switch(self.plan, list(self.listing.order), False).done):,}.")
            self.refresh_changed()

    # ---- back and forth ---------------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back the last change."""
        step = self.plan.undo() if self.plan else None
        if step is not None:
            self.say(f"Taken back: {step.label}. U makes it again.")
        self.refresh_changed()

    def action_redo(self) -> None:
        """Make the change again."""
        step = self.plan.redo() if self.plan else None
        if step is not None:
            self.say(f"Made again: {step.label}.")
        self.refresh_changed()


def marked_text(plan: Plan) -> str:
    """Return how many tables are marked, and what comes next."""
    count = len(plan.marked)
    return f"{count:,} marked; b does something with all of them." if count else "No table is marked."

"""The editor of a table's target: the form, what is wrong beside each field, and what the settings will give."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus, Resize

from repart_tui.tui import core
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import full_name
from repart_tui.tui.draft import Draft
from repart_tui.tui.outcome import outcome_lines
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.screens.columns import ColumnsScreen
from repart_tui.tui.screens.confirm import ConfirmScreen
from repart_tui.tui.widgets.bar import Bar
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.field_row import FieldRow
from repart_tui.tui.widgets.target_form import Said, TargetForm
from repart_tui.tui.widgets.text_view import TextView

WIDE = 110
"""Columns from which the outcome stands beside the form, not beneath it."""
LOW = 20
"""Rows under which the outcome hides; ctrl+o shows it."""
_SETTINGS = "common_settings."


class EditScreen(BaseScreen):
    """Edits a draft; the plan changes only by `apply`."""

    NAME: ClassVar[str] = "edit"
    BINDINGS = bindings_of("edit")

    def __init__(self, index: int, draft: dict[str, Any] | None = None) -> None:
        super().__init__()
        self._index = index
        self._kept_draft = draft
        self._problems: list[tuple[str, str]] = []
        self._outcome: list[Line] = []

    @property
    def has_changes(self) -> bool:
        """True when something was typed that is not applied."""
        return self._draft.changed

    def compose_body(self) -> ComposeResult:
        """Lay out form and outcome."""
        plan = self.repart.plan
        assert plan is not None
        self._plan = plan
        self._table = plan.tables[self._index]
        self._draft = Draft(self._table.common_settings, self._kept_draft)
        with Horizontal(id="edit-body"):
            yield TargetForm(self._draft, self._table)
            yield TextView(id="outcome")
        yield Bar(id="field-help")

    def on_mount(self) -> None:
        """Check the settings as they are."""
        self._check()

    def on_resize(self, event: Resize) -> None:
        """Put the outcome where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.height < LOW and event.size.width < WIDE, "-low")

    # ---- live validation --------------------------------------------------------------------------------------

    def on_target_form_changed(self) -> None:
        """Keep what was typed, then check it, at every key."""
        self.repart.safekeeping.draft(self._index, self._draft.state() if self._draft.changed else None)
        self._check()

    def _check(self) -> None:
        """Check the draft by the schema, and, when that is content, by Oracle's rules."""
        form, outcome = self.query_one(TargetForm), self.query_one("#outcome", TextView)
        self._problems = self._draft.problems()
        said: list[Said] = [(path, "error", message) for path, message in self._problems]
        if not self._problems:
            found = core.outcome_of(self._table, self._draft.settings(), self._plan.config)
            said = [
                (finding.field.removeprefix(_SETTINGS), finding.severity, finding.sentence())
                for finding in found.assessment.findings
            ]
            width = outcome.scrollable_content_region.width or self.size.width
            self._outcome = list(outcome_lines(found.table, found.assessment, found.clause, found.forecast, width))
        # A clause that is not that of the fields above must say so.
        stale: list[Line] = [[("As it was before the error:", "warning")]] if self._problems else []
        outcome.show_lines([*stale, *self._outcome], keep_place=True)
        unclaimed = form.show_said(said)
        self._summarize(said, unclaimed)
        self.show_title(f"Edit {full_name(self._table)}", "changed" if self._draft.changed else "")

    def _summarize(self, said: list[Said], unclaimed: list[Said]) -> None:
        counts = [
            f"{number} {word}{'s' if number > 1 else ''}"
            for word in ("error", "warning")
            if (number := sum(severity == word for _, severity, _ in said))
        ]
        self.show_counts(", ".join(counts))
        worst = next((severity for name in ("error", "warning") for _, severity, _ in said if severity == name), "")
        first = next((sentence for _, severity, sentence in unclaimed if severity == worst), "") if worst else ""
        # What no field claims would be invisible otherwise, and so would be what stands beneath the edge.
        first = first or self._out_of_sight([item for item in said if item[1] == worst]) if worst else ""
        self.say(first or ("No objections." if not counts else ""), worst if first else "")

    def _out_of_sight(self, said: list[Said]) -> str:
        """Return the first sentence with its field's label when none of its kind can be seen in the form."""
        form = self.query_one(TargetForm)
        rows = [(row, sentence) for path, _, sentence in said if (row := form.row_at(path)) is not None]
        if not rows or any(form.region.contains_region(row.region) for row, _ in rows if row.size):
            return ""
        row, sentence = rows[0]
        return f"{row.field.label}: {sentence}"

    # ---- fields -----------------------------------------------------------------------------------------------

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show what the schema says about the field."""
        row = next((node for node in event.widget.ancestors_with_self if isinstance(node, FieldRow)), None)
        self.query_one("#field-help", Bar).show(row.field.help if row is not None else "")

    def on_target_form_columns_wanted(self, event: TargetForm.ColumnsWanted) -> None:
        """Let the user choose key columns."""
        self._choose_columns(event.row)

    @work
    async def _choose_columns(self, row: FieldRow) -> None:
        branch = self._draft.get(row.field.path[:-1]) or {}
        kind = str(branch.get("partitioning_type") or branch.get("subpartitioning_type") or "")
        chosen = self._draft.get(row.field.path) or []
        names = await self.app.push_screen_wait(ColumnsScreen(self._table, chosen, kind))
        if names is not None:
            row.show_columns(names)

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_next_problem(self) -> None:
        """Go to the next field with something wrong, around the end."""
        rows = self.query_one(TargetForm).rows
        now = next((place for place, row in enumerate(rows) if row.has_focus_within), -1)
        wrong = [row for row in [*rows[now + 1 :], *rows[: now + 1]] if row.severity in {"error", "warning"}]
        if not wrong:
            self.say("No field has an error or a warning.")
            return
        target = next((widget for widget in wrong[0].query("*") if widget.focusable), None)
        if target is not None:
            target.focus()
            wrong[0].scroll_visible(animate=False)

    def action_outcome(self) -> None:
        """Show the outcome in full, or the form again."""
        self.toggle_class("-outcome")
        if self.has_class("-outcome"):
            self.query_one("#outcome", TextView).focus()
        else:
            self.focus_next()

    # ---- taking over ------------------------------------------------------------------------------------------

    def action_apply(self) -> None:
        """Take the changes over into the plan and go back."""
        if self._problems:
            path, message = self._problems[0]
            row = self.query_one(TargetForm).row_at(path)
            where = row.field.label if row is not None else path
            self.say(f"Cannot be applied: {where} {message}", "error")
            return
        self._plan.set_settings(self._index, self._draft.settings())
        self._leave()

    def _leave(self) -> None:
        self.repart.safekeeping.draft(self._index, None)
        self.app.pop_screen()

    @work(exclusive=True, group="rebuild")
    async def action_revert(self) -> None:
        """Put back what the plan holds."""
        self._draft.revert()
        await self._rebuild()

    @work(exclusive=True, group="rebuild")
    async def action_proposal(self) -> None:
        """Fill in what discovery proposes."""
        self._draft.fill(core.proposed_settings(self._table, self._plan.config))
        await self._rebuild()

    @work(exclusive=True, group="rebuild")
    async def action_undo(self) -> None:
        """Take back what was last typed into a field."""
        if self._draft.undo():
            await self._rebuild()
        else:
            self.say("Nothing was typed before that.")

    @work(exclusive=True, group="rebuild")
    async def action_redo(self) -> None:
        """Make again what was taken back."""
        if self._draft.redo():
            await self._rebuild()
        else:
            self.say("Nothing was taken back.")

    async def _rebuild(self) -> None:
        """Show the draft anew; the cursor stays in its field."""
        form = self.query_one(TargetForm)
        at = next((row.field.dotted for row in form.rows if row.has_focus_within), "")
        with self.app.batch_update():
            await form.rebuild()
        row = form.row_at(at) if at else None
        target = next((widget for widget in row.query("*") if widget.focusable), None) if row is not None else None
        if target is not None:
            target.focus()
        else:
            self.action_next_field()

    @work(exclusive=True)
    async def action_close(self) -> None:
        """Back to the list; ask when something was changed."""
        if self.has_class("-outcome"):
            self.action_outcome()
            return
        if not self._draft.changed:
            self._leave()
            return
        answers = [
            ("a", "apply the changes", "apply"),
            ("d", "discard them", "discard"),
            ("escape", "go on editing", ""),
        ]
        answer = await self.app.push_screen_wait(ConfirmScreen("The changes are not applied.", answers))
        if answer == "apply":
            self.action_apply()
        elif answer == "discard":
            self._leave()

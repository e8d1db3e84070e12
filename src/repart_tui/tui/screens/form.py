"""What screens with a form from the schema share: a draft, what is wrong beside each field, back and forth, leaving."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus, Resize

from repart_tui.counted import counted
from repart_tui.migration_models import TableConfig
from repart_tui.tui.draft import Draft
from repart_tui.tui.ordered_keys import REBUILD
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.screens.confirm import ConfirmScreen
from repart_tui.tui.widgets.bar import Bar
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.field_row import FieldRow
from repart_tui.tui.widgets.lines_area import LinesArea
from repart_tui.tui.widgets.settings_form import Said, SettingsForm, placed
from repart_tui.tui.widgets.text_view import TextView

WIDE = 110
"""Columns from which the outcome stands beside the form, not beneath it."""
LOW = 20
"""Rows under which the outcome hides; ctrl+o shows it."""


@dataclass(frozen=True)
class Checked:
    """What the rules say of a draft without schema errors, and what it gives."""

    said: list[Said]
    outcome: Callable[[int, bool], list[Line]] = field(repr=False)
    """The lines, for a width, and whether no line of a long clause is left out."""


class FormScreen(BaseScreen):
    """Edits a draft; what it was made from changes only by `apply`."""

    draft: Draft[Any]
    table: TableConfig | None = None

    def __init__(self) -> None:
        super().__init__()
        self._problems: list[tuple[str, str]] = []
        self._outcome: list[Line] = []
        self._said: list[Said] = []
        self._unclaimed: list[Said] = []
        self._cursor_was = ""
        """The field that had the cursor when the form was taken away to be shown anew."""
        self._summary: str | None = None
        """What the status line says of the draft, as long as nothing else stands there."""

    @abstractmethod
    def begin(self) -> None:
        """Set `draft`, and `table` where the form needs one."""

    @abstractmethod
    def check(self) -> Checked:
        """Check a draft that has no schema errors."""

    @abstractmethod
    def keep(self, state: dict[str, Any] | None) -> None:
        """Keep what stands in the form; None when it was taken over or given up."""

    @abstractmethod
    def take_over(self) -> str:
        """Put the draft into the plan; return a sentence that says so."""

    @property
    @abstractmethod
    def heading(self) -> str:
        """What the title line says."""

    @property
    def has_changes(self) -> bool:
        """True when something was typed that is not applied."""
        return self.draft.changed

    @property
    def form(self) -> SettingsForm:
        """The form."""
        return self.query_one(SettingsForm)

    def compose_body(self) -> ComposeResult:
        """Lay out form and outcome."""
        self.begin()
        with Horizontal(id="edit-body"):
            yield SettingsForm(self.draft, self.table)
            yield TextView(id="outcome")
        yield Bar(id="field-help")

    def on_mount(self) -> None:
        """Check the settings as they are."""
        self.watch(self.form, "scroll_y", self._settle_summary, init=False)
        self.check_draft()

    def on_resize(self, event: Resize) -> None:
        """Put the outcome where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.height < LOW and event.size.width < WIDE, "-low")

    # ---- live validation --------------------------------------------------------------------------------------

    def on_settings_form_changed(self) -> None:
        """Keep what was typed, then check it, at every key."""
        self.keep(self.draft.state() if self.draft.changed else None)
        self.check_draft()

    def check_draft(self) -> None:
        """Check the draft by the schema, and, when that is content, by the rules."""
        outcome = self.query_one("#outcome", TextView)
        self._problems = self.draft.problems()
        said: list[Said] = [(path, "error", message) for path, message in self._problems]
        if not self._problems:
            checked = self.check()
            said = checked.said
            width = outcome.scrollable_content_region.width or self.size.width
            self._outcome = checked.outcome(width, self.has_class("-outcome"))
        # What is not that of the fields above must say so.
        stale: list[Line] = [[("As it was before the error:", "warning")]] if self._problems and self._outcome else []
        outcome.show_lines([*stale, *self._outcome], keep_place=True)
        self._said, self._unclaimed = said, self.form.show_said(said)
        self._summarize()
        # A sentence that has come or gone moves the fields beneath it, that of the cursor too.
        self.call_after_refresh(self._keep_cursor_in_sight)
        self._settle_summary()
        self.show_title(self.heading, "changed" if self.draft.changed else "")

    def _keep_cursor_in_sight(self) -> None:
        at = self.focused
        # A text of many lines scrolls after its own cursor.
        if at is not None and not isinstance(at, LinesArea) and self.form in at.ancestors:
            at.scroll_visible(animate=False)

    def _settle_summary(self) -> None:
        """Say each thing once: what stands beside a field in sight needs no second place."""
        self.call_after_refresh(self._summarize_again)

    def _summarize_again(self) -> None:
        if self.is_attached and self.said == self._summary:
            self._summarize()

    def _summarize(self) -> None:
        severities = [severity for _, severity, _ in self._said]
        counts = [counted(number, word) for word in ("error", "warning") if (number := severities.count(word))]
        self.show_counts(", ".join(counts))
        worst = next((word for word in ("error", "warning") if word in severities), "")
        first = next((sentence for _, severity, sentence in self._unclaimed if severity == worst), "")
        # What no field claims would be invisible otherwise, and so would be what stands beyond the edge.
        first = first or self._out_of_sight([item for item in self._said if item[1] == worst]) if worst else ""
        self._summary = first or ("No objections." if not counts else "")
        self.say(self._summary, worst if first else "")

    def _out_of_sight(self, said: list[Said]) -> str:
        """Return the first sentence with its field's label when none of its kind can be seen in the form."""
        form = self.form
        rows = [(row, placed(row, path, text)) for path, _, text in said if (row := form.row_at(path)) is not None]
        if not rows or any(form.region.contains_region(row.region) for row, _ in rows if row.size):
            return ""
        row, sentence = rows[0]
        return f"{row.field.label}: {sentence}"

    # ---- fields -----------------------------------------------------------------------------------------------

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show what the schema says about the field."""
        row = next((node for node in event.widget.ancestors_with_self if isinstance(node, FieldRow)), None)
        self.query_one("#field-help", Bar).show("" if row is None else f"{self.list_hint(row)}{row.field.help}")
        self.refresh_hints()

    def list_hint(self, row: FieldRow) -> str:  # noqa: ARG002
        """Return how the list of a field opens; empty where it has none."""
        return ""

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_move_group(self, step: int) -> None:
        """Go to the first field of the next group or of the one before, around the end."""
        starts, children = self.form.group_starts, list(self.form.children)
        if not starts:
            return
        here = next((place for place, child in enumerate(children) if child.has_focus_within), 0)
        now = sum(children.index(start) <= here for start in starts) - 1
        start = starts[(now + step) % len(starts)]
        target = next((widget for widget in start.query("*") if widget.focusable), None)
        (start if start.focusable or target is None else target).focus()

    def action_next_problem(self) -> None:
        """Go to the next field with something wrong, around the end."""
        rows = self.form.rows
        now = next((place for place, row in enumerate(rows) if row.has_focus_within), -1)
        wrong = [row for row in [*rows[now + 1 :], *rows[: now + 1]] if row.severity in {"error", "warning"}]
        if not wrong:
            self.say("No field has an error or a warning.")
            return
        if self.focus_row(wrong[0]):
            wrong[0].scroll_visible(animate=False)

    def focus_row(self, row: FieldRow | None) -> bool:
        """Put the cursor into a row's first widget that takes it; return whether there is one."""
        target = next((widget for widget in row.query("*") if widget.focusable), None) if row is not None else None
        if target is not None:
            target.focus()
        return target is not None

    def action_outcome(self) -> None:
        """Show the outcome in full, or the form again."""
        self.toggle_class("-outcome")
        if self.has_class("-outcome"):
            self.query_one("#outcome", TextView).focus()
        else:
            self.focus_next()
        # In its new width, and with all lines or fewer.
        self.call_after_refresh(self.check_draft)

    # ---- taking over ------------------------------------------------------------------------------------------

    def action_apply(self) -> None:
        """Take the changes over into the plan and go back."""
        if self._problems:
            path, message = self._problems[0]
            row = self.form.row_at(path)
            what = f"{path} {message}" if row is None else f"{row.field.label} {placed(row, path, message)}"
            self.say(f"Cannot be applied: {what}", "error")
            return
        self._leave(self.take_over() if self.draft.changed else "Nothing was changed.")

    def _leave(self, sentence: str = "") -> None:
        self.keep(None)
        self.app.pop_screen()
        if sentence:
            # Once the screen below shows: it says its own counts when it comes back.
            self.app.call_later(self.repart.told, sentence, "")

    def action_revert(self) -> None:
        """Put back what the plan holds."""
        self.draft.revert()
        self._show_anew()

    def action_undo(self) -> None:
        """Take back what was last typed into a field."""
        if self.draft.undo():
            self._show_anew()
        else:
            self.say("Nothing was typed before that.")

    def action_redo(self) -> None:
        """Make again what was taken back."""
        if self.draft.redo():
            self._show_anew()
        else:
            self.say("Nothing was taken back.")

    @work(exclusive=True, group=REBUILD)
    async def _show_anew(self) -> None:
        # Only a change cuts the one before short: a key that had nothing to take back would leave half a form.
        await self.rebuild()

    async def rebuild(self) -> None:
        """Show the draft anew; the cursor stays in its field."""
        form = self.form
        # One that was cut short has taken the rows away already.
        at = next((row.field.dotted for row in form.rows if row.has_focus_within), self._cursor_was)
        self._cursor_was = at
        with self.app.batch_update():
            await form.rebuild()
        self._cursor_was = ""
        if not self.focus_row(form.row_at(at) if at else None):
            self.action_next_field()

    def action_close(self) -> None:
        """Back to where the user came from; ask when something was changed."""
        self.ask_and_leave()

    @work(exclusive=True)
    async def ask_and_leave(self) -> None:
        """Show the form again, or leave it; ask when something was changed."""
        if self.has_class("-outcome"):
            self.action_outcome()
            return
        if not self.draft.changed:
            self._leave()
            return
        answers = [
            ("a", "apply the changes", "apply"),
            ("", "discard them", "discard"),
            ("escape", "go on editing", ""),
        ]
        answer = await self.app.push_screen_wait(ConfirmScreen("The changes are not applied.", answers))
        if answer == "apply":
            self.action_apply()
        elif answer == "discard":
            self._leave()

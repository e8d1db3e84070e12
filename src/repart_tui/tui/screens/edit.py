"""The editor of a table's target: the form, what is wrong beside each field, and what the settings will give."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import work

from repart_tui.tui import core
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import full_name
from repart_tui.tui.draft import Draft
from repart_tui.tui.method_lines import methods_for
from repart_tui.tui.outcome import outcome_lines
from repart_tui.tui.screens.columns import ColumnsScreen
from repart_tui.tui.screens.form import Checked, FormScreen
from repart_tui.tui.screens.methods import MethodsScreen
from repart_tui.tui.widgets.field_row import FieldRow
from repart_tui.tui.widgets.settings_form import SettingsForm

_SETTINGS = "common_settings."


class EditScreen(FormScreen):
    """Edits a draft of one table's settings."""

    NAME: ClassVar[str] = "edit"
    BINDINGS = bindings_of("edit")

    def __init__(self, index: int, draft: dict[str, Any] | None = None) -> None:
        super().__init__()
        self._index = index
        self._kept_draft = draft

    def begin(self) -> None:
        """Take the table's settings."""
        plan = self.repart.plan
        assert plan is not None
        self._plan = plan
        self.table = self._table = plan.tables[self._index]
        self.draft = Draft(self._table.common_settings, self._kept_draft)

    @property
    def heading(self) -> str:
        """The table."""
        return f"Edit {full_name(self._table)}"

    def check(self) -> Checked:
        """Check by Oracle's rules."""
        found = core.outcome_of(self._table, self.draft.settings(), self._plan.config)
        return Checked(
            [
                (finding.field.removeprefix(_SETTINGS), finding.severity, finding.sentence())
                for finding in found.assessment.findings
            ],
            lambda width: list(outcome_lines(found.table, found.assessment, found.clause, found.forecast, width)),
        )

    def keep(self, state: dict[str, Any] | None) -> None:
        """Into the journal."""
        self.repart.safekeeping.draft(self._index, state)

    def take_over(self) -> str:
        """Into the plan."""
        self._plan.set_settings(self._index, self.draft.settings())
        return f"Applied to {full_name(self._table)}; u takes it back."

    # ---- what only a table has --------------------------------------------------------------------------------

    def on_settings_form_list_wanted(self, event: SettingsForm.ListWanted) -> None:
        """Let the user choose from a list."""
        if event.row.field.widget == "method":
            self._choose_method(event.row)
        else:
            self._choose_columns(event.row)

    @work
    async def _choose_method(self, row: FieldRow) -> None:
        # With what is typed so far, where it can be read: another target allows other methods.
        settings = self._table.common_settings if self.draft.problems() else self.draft.settings()
        methods = methods_for(self._table, settings, self._plan.config)
        chosen = str(self.draft.get(row.field.path))
        name = await self.app.push_screen_wait(MethodsScreen(full_name(self._table), methods, chosen))
        if name is not None:
            row.show_chosen(name)

    @work
    async def _choose_columns(self, row: FieldRow) -> None:
        branch = self.draft.get(row.field.path[:-1]) or {}
        kind = str(branch.get("partitioning_type") or branch.get("subpartitioning_type") or "")
        chosen = self.draft.get(row.field.path) or []
        names = await self.app.push_screen_wait(ColumnsScreen(self._table, chosen, kind))
        if names is not None:
            row.show_chosen(names)

    @work(exclusive=True, group="rebuild")
    async def action_proposal(self) -> None:
        """Fill in what discovery proposes."""
        self.draft.fill(core.proposed_settings(self._table, self._plan.config))
        await self.rebuild()

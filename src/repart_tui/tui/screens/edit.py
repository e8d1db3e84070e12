"""The editor of a table's target: the form, what is wrong beside each field, and what the settings will give."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import work

from repart_tui.oracle.columns import lob_columns
from repart_tui.tui import editing
from repart_tui.tui.actions import actions_of, bindings_of
from repart_tui.tui.describe import full_name, shown
from repart_tui.tui.draft import Draft
from repart_tui.tui.method_lines import methods_for
from repart_tui.tui.ordered_keys import REBUILD
from repart_tui.tui.outcome import outcome_lines
from repart_tui.tui.partition_lines import with_tablespace
from repart_tui.tui.screens.columns import ColumnsScreen
from repart_tui.tui.screens.confirm import ConfirmScreen
from repart_tui.tui.screens.form import Checked, FormScreen
from repart_tui.tui.screens.index_target import IndexTargetScreen
from repart_tui.tui.screens.methods import MethodsScreen
from repart_tui.tui.screens.pick import PickScreen, pick_tablespaces
from repart_tui.tui.widgets.choice import Choice
from repart_tui.tui.widgets.field_row import FieldRow
from repart_tui.tui.widgets.lines_area import LinesArea
from repart_tui.tui.widgets.list_button import ListButton
from repart_tui.tui.widgets.settings_form import SettingsForm

_SETTINGS = "common_settings."
_LOB_KEYS = "123456789abcdefghijklmnoqrstuvwxyz"
_NEITHER = ("escape", "cancel", "\n")
"""An answer that no column can be named like: names of the dictionary hold no line break that a plan may write."""


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
        found = editing.outcome_of(self._table, self.draft.settings(), self._plan.config)
        return Checked(
            [
                (finding.field.removeprefix(_SETTINGS), finding.severity, finding.sentence())
                for finding in found.assessment.findings
            ],
            lambda width, whole: list(
                outcome_lines(found.table, found.assessment, found.clause, found.forecast, width, whole)
            ),
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
        self._choose(event.row, event.index)

    @work(description="choose")
    async def _choose(self, row: FieldRow, place: int) -> None:
        # A change that was typed before the list opened may take the field away beneath it: then there is nothing to
        # choose any more.
        field = row.field
        if field.widget == "method":
            await self._choose_method(row)
        elif field.kind == "indexes":
            index, target = row.index_target(place)
            entry = await self.app.push_screen_wait(IndexTargetScreen(index, target, self._tablespaces))
            if entry is not None and row.is_attached:
                row.show_index_target(place, entry)
        elif field.kind == "lines":
            await self._choose_for_line(row)
        elif field.widget.startswith("tablespace"):
            await pick_tablespaces(self, row, self.draft.get(field.path), self._tablespaces)
        elif field.kind == "columns":
            await self._choose_columns(row)

    def why_not(self, name: str) -> str | None:
        """The list of the field under the cursor."""
        if name != "pick":
            return super().why_not(name)
        row = self._row
        if row is None or not (row.field.widget or row.query(Choice) or row.field.kind in {"lines", "indexes"}):
            return "This field has no list."
        if row.field.kind == "lines" and not self._has_tablespaces(row):
            return "These partitions have no tablespace of their own."
        if row.field.kind == "indexes" and not row.query(ListButton):
            return "The table has no index."
        return None

    async def action_pick(self) -> None:
        """Open the list of the field under the cursor."""
        row = self._row
        assert row is not None, "why_not has said so"
        choices = row.query(Choice)
        if choices:
            choices.first().action_show_overlay()
            return
        buttons = list(row.query(ListButton))
        self._choose(row, next((place for place, button in enumerate(buttons) if button.has_focus), 0))

    @property
    def _row(self) -> FieldRow | None:
        return next((row for row in self.form.rows if row.has_focus_within), None)

    def list_hint(self, row: FieldRow) -> str:
        """Say which key opens the list, where the field does not, and how a line is written."""
        if row.field.widget.startswith("tablespace"):
            return "(enter: list) "
        shape = row.field.shape
        if shape is None:
            return ""
        keys = self.repart.shown_keys(next(action for action in actions_of("edit") if action.name == "pick"))
        key = f"({keys[0]}: tablespaces) " if keys and self._has_tablespaces(row) else ""
        return f"{key}{shape.syntax(lob_columns(self._table.current_state))}. "

    @staticmethod
    def _has_tablespaces(row: FieldRow) -> bool:
        return row.field.shape is not None and "tablespace" in row.field.shape.attributes

    @property
    def _tablespaces(self) -> list[str]:
        return editing.tablespaces(self._plan.config)

    async def _choose_for_line(self, row: FieldRow) -> None:
        """Choose the tablespace of the partition in the line under the cursor, or of one of its LOB columns."""
        shape = row.field.shape
        assert shape is not None
        part = "subpartition" if shape.names_segments else "partition"
        lob: str | None = None
        lobs = lob_columns(self._table.current_state) if "lobs" in shape.attributes else []
        if lobs:
            answers = [("p", f"the {part}", ""), *(_of_lob(place, name) for place, name in enumerate(lobs))]
            question = "Whose tablespace?"
            answer = await self.app.push_screen_wait(ConfirmScreen(question, [*answers, _NEITHER], menu=True))
            if answer == _NEITHER[2]:
                return
            lob = answer or None
        whose = f"the {part}" if lob is None else f"LOB {shown(lob)} of the {part}"
        screen = PickScreen(f"Tablespace of {whose} in this line", self._tablespaces, [], many=False)
        names = await self.app.push_screen_wait(screen)
        if names and row.is_attached:
            row.query_one(LinesArea).change_line(lambda line: with_tablespace(line, names[0], shape, lob))

    async def _choose_method(self, row: FieldRow) -> None:
        # With what is typed so far, where it can be read: another target allows other methods.
        settings = self._table.common_settings if self.draft.problems() else self.draft.settings()
        methods = methods_for(self._table, settings, self._plan.config)
        chosen = str(self.draft.get(row.field.path))
        name = await self.app.push_screen_wait(MethodsScreen(full_name(self._table), methods, chosen))
        if name is not None and row.is_attached:
            row.show_chosen(name)

    async def _choose_columns(self, row: FieldRow) -> None:
        branch = self.draft.get(row.field.path[:-1]) or {}
        kind = str(branch.get("partitioning_type") or branch.get("subpartitioning_type") or "")
        chosen = self.draft.get(row.field.path) or []
        names = await self.app.push_screen_wait(ColumnsScreen(self._table, chosen, kind))
        if names is not None and row.is_attached:
            row.show_chosen(names)

    @work(exclusive=True, group=REBUILD)
    async def action_proposal(self) -> None:
        """Fill in what discovery proposes."""
        self.draft.fill(editing.proposed_settings(self._table, self._plan.config))
        await self.rebuild()


def _of_lob(place: int, name: str) -> tuple[str, str, str]:
    return _LOB_KEYS[place : place + 1], f"its LOB column {shown(name)}", name

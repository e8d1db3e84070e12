"""One setting for many tables: choose which, type its value, and see at every key what comes of it."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from repart_tui.counted import counted
from repart_tui.tui import bulk, editing
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import full_name, shown
from repart_tui.tui.draft import Draft
from repart_tui.tui.form_fields import FormField
from repart_tui.tui.guarded import Guarded
from repart_tui.tui.plan import Plan
from repart_tui.tui.screens.pick import pick_tablespaces
from repart_tui.tui.widgets.bar import Bar
from repart_tui.tui.widgets.choice_list import ChoiceList
from repart_tui.tui.widgets.field_row import FieldRow
from repart_tui.tui.widgets.key_hints import KeyHints

_SHOWN = 3
"""Present values named beside a setting."""


class SetFieldScreen(Guarded, ModalScreen["bulk.Report | None"]):
    """Returns what was done, None when the user gives up."""

    NAME: ClassVar[str] = "set_field"
    BINDINGS = bindings_of("set_field")

    def __init__(self, plan: Plan, places: list[int]) -> None:
        super().__init__()
        self._plan, self._places = plan, places
        self._fields = {field.dotted: field for field in bulk.shared_fields(plan, places)}
        self._field: FormField | None = None
        self._draft = Draft(plan.tables[places[0]].common_settings)

    def compose(self) -> ComposeResult:
        """Lay out the list of settings, and room for one of them."""
        with Vertical(id="set-field-dialog"):
            many = len(self._places) > 1
            which = f"{len(self._places):,} tables" if many else full_name(self._plan.tables[self._places[0]])
            yield Static(Content(f"Set one setting on {which}"), id="question")
            yield ChoiceList([(path, field.label, self._now(field)) for path, field in self._fields.items()])
            yield Vertical(id="one-field")
            yield Bar(id="status")
            yield KeyHints(self.NAME)

    def on_mount(self) -> None:
        """Begin with the choice of a setting."""
        self.query_one(ChoiceList).focus()

    def _now(self, field: FormField) -> str:
        found = bulk.values_now(self._plan, self._places, field)
        words = [f"{value_word(value, field)} ({count:,})" for value, count in found[:_SHOWN]]
        return ", ".join(words) + (f", {counted(len(found) - _SHOWN, 'other')}" if len(found) > _SHOWN else "")

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show the editor of the chosen setting."""
        option: Option = event.option
        if self._field is not None or option.id is None:
            return
        self._field = self._fields[option.id]
        self.query_one(ChoiceList).display = False
        row = FieldRow(self._field, self._draft.get(self._field.path))
        room = self.query_one("#one-field", Vertical)
        await room.mount(row, Static(Content(self._field.help), classes="field-note"))
        self.focus_next()
        self._show_state()

    def on_field_row_edited(self, event: FieldRow.Edited) -> None:
        """Take what was typed."""
        event.stop()
        assert self._field is not None
        if event.text is not None:
            self._draft.put_typed(self._field, event.text)
        else:
            self._draft.put(self._field.path, event.value)
        self._show_state()

    def _show_state(self) -> None:
        problem = self._problem()
        self.query_one(FieldRow).show_message("error" if problem else "", problem and f"Error: {problem}")
        self.query_one("#status", Bar).show(
            "" if problem else f"ctrl+s sets it on {counted(len(self._places), 'table')}; u takes it back"
        )

    def _problem(self) -> str:
        assert self._field is not None
        path = self._field.dotted
        found = (message for where, message in self._draft.problems() if where == path or where.startswith(path + "."))
        return next(found, "")

    def action_apply(self) -> None:
        """Set it."""
        if self._field is None:
            self.query_one(ChoiceList).action_select()
        elif not self._problem():
            value: Any = self._draft.get(self._field.path)
            self.dismiss(bulk.set_field(self._plan, self._places, self._field, value))

    @work
    async def action_pick(self) -> None:
        """Pick a tablespace."""
        if self._field is not None and self._field.widget.startswith("tablespace"):
            names = editing.tablespaces(self._plan.config)
            await pick_tablespaces(self, self.query_one(FieldRow), self._draft.get(self._field.path), names)
        else:
            self.query_one("#status", Bar).show("This setting has no list of names.")

    def on_input_submitted(self) -> None:
        """Enter in a text field sets it; where nothing was typed it opens the list, as in the editor."""
        if self._field is not None and self._field.widget.startswith("tablespace") and not self._draft.changed:
            self.action_pick()
        else:
            self.action_apply()

    def action_close(self) -> None:
        """Give up."""
        self.dismiss(None)


def value_word(value: Any, field: FormField) -> str:
    """Return a value as the list of settings names it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return field.null_word
    if isinstance(value, list):
        return ", ".join(_named(item, field) for item in value) or "none"
    return _named(value, field)


def _named(value: Any, field: FormField) -> str:
    # Words of the schema read better with blanks; a name of the dictionary is another one with them.
    return str(value).replace("_", " ") if field.choices else shown(str(value))

"""What shall become of one index: a form of its own, from the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import DescendantFocus
from textual.screen import ModalScreen

from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import index_text
from repart_tui.tui.draft import Draft
from repart_tui.tui.guarded import Guarded
from repart_tui.tui.screens.pick import pick_tablespaces
from repart_tui.tui.widgets.bar import Bar
from repart_tui.tui.widgets.field_row import FieldRow
from repart_tui.tui.widgets.key_hints import KeyHints
from repart_tui.tui.widgets.settings_form import SettingsForm

if TYPE_CHECKING:
    from repart_tui.migration_models import IndexInfo, IndexTarget


class IndexTargetScreen(Guarded, ModalScreen[dict[str, Any] | None]):
    """Returns the entry for the index as plain JSON, None when the user gives up."""

    NAME: ClassVar[str] = "index"
    BINDINGS = bindings_of("index")

    def __init__(self, index: IndexInfo, target: IndexTarget, tablespaces: list[str]) -> None:
        super().__init__()
        self._index = index
        self._draft = Draft(target)
        self._tablespaces = tablespaces

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        with Vertical(id="index-dialog"):
            yield Bar(f"Index {index_text(self._index)}", id="title")
            yield SettingsForm(self._draft, hidden=frozenset({"index_owner", "index_name"}))
            yield Bar(id="field-help")
            yield Bar(id="status", grows=3)
            yield KeyHints(self.NAME)

    def on_mount(self) -> None:
        """Check the entry as it is."""
        self.on_settings_form_changed()

    def on_settings_form_changed(self) -> None:
        """Check by the schema at every key; Oracle's rules judge it with the whole table."""
        unclaimed = self.query_one(SettingsForm).show_said(
            (path, "error", message) for path, message in self._draft.problems()
        )
        self.query_one("#status", Bar).show(unclaimed[0][2] if unclaimed else "", tone="error")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show what the schema says about the field."""
        row = next((node for node in event.widget.ancestors_with_self if isinstance(node, FieldRow)), None)
        self.query_one("#field-help", Bar).show(row.field.help if row is not None else "")

    @work
    async def on_settings_form_list_wanted(self, event: SettingsForm.ListWanted) -> None:
        """Let the user choose a tablespace."""
        await pick_tablespaces(self, event.row, self._draft.get(event.row.field.path), self._tablespaces)

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_apply(self) -> None:
        """Take the entry."""
        problems = self._draft.problems()
        if problems:
            self.query_one("#status", Bar).show(f"Cannot be taken: {problems[0][0]} {problems[0][1]}", tone="error")
        else:
            self.dismiss(self._draft.settings().to_dict())

    def action_close(self) -> None:
        """Give up."""
        self.dismiss(None)

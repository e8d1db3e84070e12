"""One field of the form: label, editor, and beneath them one sentence when something is wrong."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Checkbox, Input, Select, Static, TextArea

from repart_tui.migration_models import IndexInfo, IndexTarget, TableConfig
from repart_tui.tui.describe import index_words, shown
from repart_tui.tui.editing import foreign_keys
from repart_tui.tui.form_fields import FormField
from repart_tui.tui.guarded import Guarded
from repart_tui.tui.partition_lines import LineError, format_lines, parse_lines
from repart_tui.tui.widgets.choice import Choice
from repart_tui.tui.widgets.flag import Flag
from repart_tui.tui.widgets.line_input import LineInput
from repart_tui.tui.widgets.lines_area import LinesArea
from repart_tui.tui.widgets.list_button import ListButton


class FieldRow(Guarded, Vertical):
    """Turns a schema field into Textual widgets, and what is typed there into values."""

    class Edited(Message):
        """Something was typed or chosen."""

        def __init__(self, row: FieldRow, *, value: Any = None, text: str | None = None, problem: str = "") -> None:
            super().__init__()
            self.row = row
            self.value = value
            self.text = text
            """What was typed, where the draft must read it first."""
            self.problem = problem

    def __init__(self, field: FormField, value: Any, table: TableConfig | None = None, text: str | None = None) -> None:
        super().__init__(classes="field-row")
        self.field = field
        self._value = value
        self._text = text
        self._said = ("", "")
        self._lines = ""
        self._table = table
        self._indexes = table.current_state.indexes if table is not None and field.kind == "indexes" else []

    def compose(self) -> ComposeResult:
        """Lay out label, editor and message."""
        field = self.field
        label = "  " * max(0, field.level - 1) + field.label
        with Horizontal(classes="field-line"):
            yield Static(Content(label), classes="label")
            if field.kind in {"flags", "indexes"}:
                with Vertical(classes="editor stack"):
                    yield from self._flags() if field.kind == "flags" else self._index_buttons()
            else:
                yield self._editor()
        yield Static("", classes="message")

    @property
    def _lists_methods(self) -> bool:
        # Without a table, as on many tables at once, there is nothing that the methods could be judged by.
        return self.field.widget == "method" and self._table is not None

    def _editor(self) -> Any:
        field, value = self.field, self._value
        if self._lists_methods:
            editor: Any = ListButton(_words(value))
        elif field.kind in {"union", "choice"}:
            chosen = value.get(field.tag) if field.kind == "union" and isinstance(value, dict) else value
            options = [(_words(option), str(option)) for option in field.choices if option is not None]
            if field.nullable:
                options.insert(0, (field.null_word, ""))
            editor = Choice(options, "" if chosen is None else str(chosen))
        elif field.kind == "foreign_key":
            editor = Choice(self._foreign_keys(), str(value or ""))
        elif field.kind == "flag":
            editor = Flag(value=bool(value))
        elif field.kind == "columns":
            editor = ListButton(", ".join(value or []))
        elif field.kind == "lines":
            assert field.shape is not None
            lines = format_lines(value or [], field.shape) if self._text is None else self._text
            self._lines = lines
            editor = LinesArea(lines, placeholder=field.shape.example)
        elif field.kind == "names":
            editor = LineInput(", ".join(value or []), placeholder="none; names separated by commas")
        else:
            editor = LineInput(
                "" if value is None else str(value), placeholder=field.null_word if field.nullable else ""
            )
        editor.add_class("editor")
        return editor

    def _foreign_keys(self) -> list[tuple[str, str]]:
        keys = foreign_keys(self._table) if self._table is not None else []
        none = "none yet: enter chooses" if keys else "the table has no foreign key"
        return [
            (none, ""),
            *(
                (f"{shown(name)} to {shown(parent)}" + (f" - not possible: it {why}" if why else ""), name)
                for name, parent, why in keys
            ),
        ]

    def _flags(self) -> ComposeResult:
        for choice in self.field.choices:
            label = str(choice).replace("_", " ")
            yield Flag(label, choice in (self._value or []), name=str(choice))

    def _index_buttons(self) -> ComposeResult:
        chosen = {(item["index_owner"], item["index_name"]): item for item in self._value or []}
        if not self._indexes:
            yield Static("the table has none", classes="none")
        for number, index in enumerate(self._indexes):
            item = chosen.get((index.owner, index.index_name), {})
            with Horizontal(classes="field-line"):
                yield Static(Content(shown(index.index_name)), classes="index-name")
                yield ListButton(index_words(item), number)

    # ---- from widgets to values -------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Text, numbers, names."""
        event.stop()
        self.post_message(self.Edited(self, text=event.value))

    def on_select_changed(self, event: Select.Changed) -> None:
        """A choice, or a union's branch."""
        event.stop()
        self.post_message(self.Edited(self, value=event.value or None))

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        """A flag, or a set of them in the schema's order."""
        event.stop()
        if self.field.kind == "flags":
            boxes = {box.name: box.value for box in self.query(Checkbox)}
            self.post_message(self.Edited(self, value=[choice for choice in self.field.choices if boxes[choice]]))
        else:
            self.post_message(self.Edited(self, value=event.value))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Lines of partitions."""
        event.stop()
        area = self.query_one(LinesArea)
        area.fit()
        if area.text == self._lines:
            return  # what the area says when it is first shown
        self._lines = area.text
        assert self.field.shape is not None
        try:
            items = parse_lines(area.text, self.field.shape, self._value or [])
        except LineError as error:
            self.post_message(self.Edited(self, text=area.text, problem=str(error)))
        else:
            self.post_message(self.Edited(self, value=items))

    def show_chosen(self, value: Any) -> None:
        """Show and report what was chosen from a list."""
        self.query_one(ListButton).show(", ".join(value) if isinstance(value, list) else _words(value))
        self.post_message(self.Edited(self, value=value))

    def show_text(self, text: str) -> None:
        """Show another text; the field reports it as typed."""
        self.query_one(LineInput).value = text

    def index_target(self, place: int) -> tuple[IndexInfo, IndexTarget]:
        """Return one of the table's indexes, and what is chosen for it."""
        index = self._indexes[place]
        entry = {"index_owner": index.owner, "index_name": index.index_name, "locality": "auto"}
        found = (item for item in self._value or [] if _index_key(item) == _index_key(entry))
        return index, IndexTarget.from_dict(next(found, entry))

    def show_index_target(self, place: int, entry: dict[str, Any]) -> None:
        """Show and report what was chosen for an index; what follows the rules in all has no entry."""
        self.query(ListButton)[place].show(index_words(entry))
        index = self._indexes[place]
        plain = IndexTarget(index_owner=index.owner, index_name=index.index_name, locality="auto").to_dict()
        known = {_index_key(item): item for item in self._value or []} | {_index_key(entry): entry}
        if entry == plain:
            del known[_index_key(entry)]
        # Entries for indexes that the table does not have are the rules' business, not to be dropped in silence.
        order = [(index.owner, index.index_name) for index in self._indexes]
        keys = [*(key for key in order if key in known), *(key for key in known if key not in order)]
        self._value = [known[key] for key in keys]
        self.post_message(self.Edited(self, value=self._value))

    # ---- messages ---------------------------------------------------------------------------------------------

    def show_message(self, severity: str, text: str) -> None:
        """Show one sentence beneath the editor; an empty one hides the line."""
        if (severity, text) == self._said:
            return  # an update lays the whole form out anew
        self._said = (severity, text)
        message = self.query_one(".message", Static)
        message.display = bool(text)
        if text:
            message.set_classes(f"message -{severity}")
            message.update(Content(text))

    @property
    def severity(self) -> str:
        """Severity of what stands beneath the editor; empty when nothing does."""
        return self._said[0]

    @property
    def text(self) -> str:
        """The text of a field of lines, to count them."""
        areas = self.query(LinesArea)
        return areas.first().text if areas else ""


def _words(value: Any) -> str:
    return str(value).replace("_", " ")


def _index_key(item: dict[str, Any]) -> tuple[str, str]:
    return item["index_owner"], item["index_name"]

"""The form for a table's settings, built from the schema by `form_fields`; edits a draft and says when it changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from repart_tui.migration_models import TableConfig
from repart_tui.tui.draft import Draft
from repart_tui.tui.form_fields import FormField, Path
from repart_tui.tui.guarded import Guarded
from repart_tui.tui.partition_lines import also, line_of_item
from repart_tui.tui.widgets.field_row import FieldRow
from repart_tui.tui.widgets.group_line import GroupLine
from repart_tui.tui.widgets.list_button import ListButton

Said = tuple[str, str, str]
"""Dotted path, severity and sentence of something to show beside a field."""

_EMPTY_HINTS = {
    "columns": "choose at least one column: enter opens the list",
    "lines": "no partition yet; write one a line, such as {example}",
    "foreign_key": "choose the foreign key to the parent: enter opens the list",
}
_LINE = re.compile(r"line (\d+): ")
_MOST_FOUND = 15
"""Fields shown while one searches."""
_RANKS = {"error": 0, "warning": 1, "note": 2}


class SettingsForm(Guarded, VerticalScroll, can_focus=False, inherit_bindings=False):
    """Rows for the fields of the draft."""

    class Changed(Message):
        """The draft has changed."""

    class ListWanted(Message):
        """The user wants to choose this row's value from a list."""

        def __init__(self, row: FieldRow, index: int = 0) -> None:
            super().__init__()
            self.row = row
            self.index = index
            """Which of the row's buttons it was."""

    def __init__(
        self, draft: Draft[Any], table: TableConfig | None = None, hidden: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(id="form")
        self._hidden = hidden
        """Dotted paths of fields that are not for the user."""
        self.draft = draft
        self._table = table
        self._open: set[str] = set()
        """Groups that were folded and are open now."""
        self._words: list[str] = []
        """Words that the fields shown hold; empty shows all."""

    def compose(self) -> ComposeResult:
        """Lay out a row for each field, with a heading where a group begins."""
        yield from self._all_rows()

    def _all_rows(self) -> Iterator[FieldRow | GroupLine | Static]:
        fields = [field for field in self.draft.fields() if field.dotted not in self._hidden]
        found = [field for field in fields if all(word in _searched(field) for word in self._words)]
        # A hundred rows would take a second to lay out.
        shown = found[:_MOST_FOUND] if self._words else found
        for group, members in groupby(shown, key=lambda field: field.group):
            rows = list(members)
            folding = rows[0].folded and not self._words
            if folding:
                yield GroupLine(group, len(rows), is_open=group in self._open)
            elif group:
                yield Static(Content(group), classes="group")
            if not folding or group in self._open:
                yield from map(self._row, rows)
        if len(found) > len(shown):
            yield Static(Content(f"and {len(found) - len(shown)} more: type another word"), classes="none")
        if not found:
            yield Static(Content("no setting holds these words"), classes="none")

    def _row(self, field: FormField) -> FieldRow:
        return FieldRow(field, self.draft.get(field.path), self._table, self.draft.unread_text(field.path))

    async def find(self, text: str) -> None:
        """Show only the fields that hold all words in name, label, group or help; all for an empty text."""
        words = text.lower().split()
        if words != self._words:
            self._words = words
            await self.rebuild()

    async def on_group_line_toggled(self, event: GroupLine.Toggled) -> None:
        """Open or fold a group."""
        event.stop()
        line = event.line
        if line.is_open:
            self._open.discard(line.group)
            await self.remove_children([row for row in self.rows if row.field.group == line.group])
        else:
            self._open.add(line.group)
            fields = [field for field in self.draft.fields() if field.group == line.group]
            await self.mount_all(map(self._row, fields), after=line)
        line.show(not line.is_open)
        self.post_message(self.Changed())

    @property
    def rows(self) -> list[FieldRow]:
        """The rows from top to bottom."""
        return list(self.query_children(FieldRow))

    def row_at(self, dotted: str) -> FieldRow | None:
        """Return the row of the field that is nearest to the path, None when no row claims it."""
        claims = [row for row in self.rows if dotted == row.field.dotted or dotted.startswith(row.field.dotted + ".")]
        return max(claims, key=lambda row: len(row.field.dotted), default=None)

    @property
    def group_starts(self) -> list[Widget]:
        """What each group begins with, from top to bottom: its first row, or the line that opens it."""
        starts: list[Widget] = []
        group: str | None = None
        for child in self.children:
            found = child.field.group if isinstance(child, FieldRow) else getattr(child, "group", None)
            if isinstance(child, FieldRow | GroupLine) and found != group:
                starts.append(child)
                group = found
        return starts

    # ---- edits ------------------------------------------------------------------------------------------------

    async def on_field_row_edited(self, event: FieldRow.Edited) -> None:
        """Put what was typed into the draft."""
        event.stop()
        row, draft = event.row, self.draft
        field = row.field
        if row.parent is not self:
            return  # removed meanwhile: its last message must not reach the new branch
        if field.kind == "union":
            before = draft.get(field.path)
            if (before.get(field.tag) if isinstance(before, dict) else None) == event.value:
                return  # what the widget says when it is first shown
            draft.switch(field, event.value)
            await self._show_branch(row)
        elif event.problem:
            draft.set_problem(field.path, event.problem, event.text or "")
        elif event.text is not None:
            if event.text == _text_of(draft.get(field.path)) and not draft.has_problem(field.path):
                return
            draft.put_typed(field, event.text)
        elif field.kind == "foreign_key" and event.value is None:
            if draft.get(field.path) is None:
                return
            draft.drop(field.path)
        elif draft.get(field.path) == event.value and not draft.has_problem(field.path):
            return
        else:
            draft.put(field.path, event.value)
        self.post_message(self.Changed())

    async def _show_branch(self, union: FieldRow) -> None:
        path = union.field.path
        await self.remove_children([row for row in self.rows if _below(row.field.path, path)])
        wanted = [field for field in self.draft.fields() if _below(field.path, path)]
        if wanted:
            await self.mount_all([self._row(field) for field in wanted], after=union)

    async def rebuild(self) -> None:
        """Show the draft anew, after it was reverted."""
        await self.remove_children()
        await self.mount_all(self._all_rows())
        self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field that has a list opens it."""
        event.stop()
        row = event.input.query_ancestor(FieldRow)
        if row.field.widget:
            self.post_message(self.ListWanted(row))

    def on_list_button_pressed(self, event: ListButton.Pressed) -> None:
        """Pass the wish on with the row."""
        event.stop()
        row = event.button.query_ancestor(FieldRow)
        self.post_message(self.ListWanted(row, event.button.index))

    # ---- what is wrong ----------------------------------------------------------------------------------------

    def show_said(self, said: Iterable[Said]) -> list[Said]:
        """Show each sentence beside its field; return those that no field claims."""
        unclaimed: list[Said] = []
        by_row: dict[FieldRow, list[tuple[str, str]]] = {}
        for dotted, severity, sentence in said:
            row = self.row_at(dotted)
            if row is None:
                unclaimed.append((dotted, severity, sentence))
            else:
                by_row.setdefault(row, []).append((severity, placed(row, dotted, sentence)))
        for row in self.rows:
            found = sorted(by_row.get(row, []), key=lambda item: _RANKS[item[0]])
            if not found:
                row.show_message("", "")
                continue
            severity, sentence = found[0]
            further = _further(sentence, [other for _, other in found[1:]])
            row.show_message(severity, f"{severity.capitalize()}: {sentence}{further}")
        return unclaimed


def _further(first: str, others: Sequence[str]) -> str:
    """Return what more is said of the same field: on which lines, or else how much."""
    lines = {int(found[1]) for sentence in others if (found := _LINE.match(sentence))}
    here = _LINE.match(first)
    if len(lines) == len(others) and here and int(here[1]) not in lines:
        return also(sorted(lines))
    return f" (and {len(others)} more)" if others else ""


def _searched(field: FormField) -> str:
    return f"{field.label} {field.dotted} {field.group} {field.help}".lower()


def _below(path: Path, above: Path) -> bool:
    return len(path) > len(above) and path[: len(above)] == above


def _text_of(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


def placed(row: FieldRow, dotted: str, sentence: str) -> str:
    """Return the sentence with the line it is about, and in the form's own words where something is still empty."""
    field = row.field
    if sentence.startswith("is missing: "):
        return sentence
    if dotted == field.dotted and sentence.startswith(("is missing", "must have at least 1 ", "must not be empty")):
        hint = _EMPTY_HINTS.get(field.kind, "")
        return hint.format(example=field.shape.example if field.shape else "") if hint else "is missing: type a value"
    rest = dotted.removeprefix(field.dotted).strip(".").split(".")
    if field.kind == "lines" and rest[0].isdigit():
        return f"line {line_of_item(row.text, int(rest[0]))}: {sentence}"
    # The schema's word for an empty field is not the user's.
    return sentence.replace(" or null;", ", or left empty;") if field.nullable else sentence

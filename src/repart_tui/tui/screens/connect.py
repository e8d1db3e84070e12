"""Where the plan comes from: the demo, a dictionary file, an Oracle database, or a saved plan."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from repart_tui.tui import core
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import shown
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.choice_list import ChoiceList
from repart_tui.tui.widgets.line_input import LineInput
from repart_tui.tui.widgets.text_view import TextView

_CHOICES = [
    ("demo", "Demo", "a bundled dictionary of about 60 tables: no database needed"),
    ("dictionary", "Dictionary file", "an SQLite file with the views of a database"),
    ("oracle", "Oracle database", "read the dictionary of a live database; reads only"),
    ("config", "Saved plan", "go on with a migration_config.json"),
]
_FIELDS = {
    "file": ("File", "path of the file"),
    "dsn": ("Connect string", "host:1521/service"),
    "user": ("User", "a user who may read the dictionary"),
    "password": ("Password", "not stored anywhere"),
    "schemas": ("Schemas", "empty for all; or HR, SH"),
}
_FIELDS_OF: dict[str, tuple[str, ...]] = {
    "demo": (),
    "dictionary": ("file", "schemas"),
    "oracle": ("dsn", "user", "password", "schemas"),
    "config": ("file",),
}


class ConnectScreen(BaseScreen):
    """Asks for the source; says why the one before could not be read."""

    NAME: ClassVar[str] = "connect"
    BINDINGS = bindings_of("connect")

    def __init__(self, source: core.Source | None = None, lines: list[str] | None = None) -> None:
        super().__init__()
        self._source = source
        self._lines = lines or []

    def compose_body(self) -> ComposeResult:
        """Lay out choices, fields and messages."""
        yield Static(Content("Where does the plan come from?"), classes="question")
        yield ChoiceList(_CHOICES, id="kind")
        with Vertical(id="fields"):
            for name, (label, hint) in _FIELDS.items():
                with Horizontal(id=f"row-{name}", classes="field"):
                    yield Static(Content(label), classes="label")
                    yield LineInput(placeholder=hint, password=name == "password", id=f"in-{name}")
        yield TextView(id="messages")

    def on_mount(self) -> None:
        """Show what was tried before."""
        self.show_title("repart-tui - plan the re-partitioning of Oracle tables")
        choices = self.query_one(ChoiceList)
        source = self._source
        if source is not None:
            choices.highlighted = [value for value, _, _ in _CHOICES].index(source.kind)
            self._box("file").value = str(source.path or "")
            self._box("dsn").value = source.dsn
            self._box("user").value = source.user or os.environ.get("USER", "") * (source.kind == "oracle")
            self._box("schemas").value = ", ".join(source.schemas)
        lines: list[Line] = [[(shown(line), "error" if number == 0 else "")] for number, line in enumerate(self._lines)]
        self.query_one(TextView).show_lines(lines)
        self.query_one(TextView).can_focus = len(lines) > 3
        self._show_fields()
        if source is not None and source.kind != "demo":
            empty = next((name for name in _FIELDS_OF[source.kind] if not self._box(name).value), "schemas")
            self._box(empty if empty in _FIELDS_OF[source.kind] else _FIELDS_OF[source.kind][0]).focus()
        else:
            choices.focus()

    def _box(self, name: str) -> Input:
        return self.query_one(f"#in-{name}", Input)

    def _show_fields(self) -> None:
        wanted = _FIELDS_OF[self.query_one(ChoiceList).value]
        for name in _FIELDS:
            self.query_one(f"#row-{name}").display = name in wanted

    def on_option_list_option_highlighted(self) -> None:
        """Show the fields of the choice."""
        self._show_fields()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the fields, or open what needs none."""
        fields = _FIELDS_OF[str(event.option.id)]
        if fields:
            self._box(fields[0]).focus()
        else:
            self._open()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next field; after the last one open the source."""
        fields = _FIELDS_OF[self.query_one(ChoiceList).value]
        name = str(event.input.id).removeprefix("in-")
        place = fields.index(name) + 1
        if place < len(fields):
            self._box(fields[place]).focus()
        else:
            self._open()

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_open(self) -> None:
        """Open the source."""
        self._open()

    def action_cancel(self) -> None:
        """Back to the choice."""
        self.query_one(ChoiceList).focus()

    def _open(self) -> None:
        kind = self.query_one(ChoiceList).value
        for name in _FIELDS_OF[kind]:
            if name != "schemas" and not self._box(name).value.strip():
                self._box(name).focus()
                self.say(f"{_FIELDS[name][0]} is missing.", "error")
                return
        path = Path(self._box("file").value.strip()).expanduser() if "file" in _FIELDS_OF[kind] else None
        if path is not None and not path.is_file():
            self._box("file").focus()
            self.say(f"{path} is a directory." if path.is_dir() else f"{path} does not exist.", "error")
            return
        if kind == "oracle" and core.holds_secret(self._box("dsn").value):
            self._box("dsn").focus()
            self.say("Leave the password out of the connect string: it has a field of its own.", "error")
            return
        previous = self._source
        names = (name.strip() for name in self._box("schemas").value.split(","))
        oracle = kind == "oracle"
        source = core.Source(
            next(known for known in ("demo", "dictionary", "oracle", "config") if known == kind),
            path=path,
            dsn=self._box("dsn").value.strip() if oracle else "",
            user=self._box("user").value.strip() if oracle else "",
            password=self._box("password").value if oracle else "",
            schemas=tuple(name for name in names if name) if "schemas" in _FIELDS_OF[kind] else (),
            include=previous.include if previous else (),
            exclude=previous.exclude if previous else (),
        )
        self.repart.open_source(source)

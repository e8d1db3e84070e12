"""What was written, and what to run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult

from repart_tui.tui import core
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.clipboard import sent_sentence
from repart_tui.tui.describe import full_name, method_sentence, shown, size_text
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.text_view import TextView

_WORDS = {
    "master1.sql": "re-partitions the tables; may be run again after a stop",
    "rollback1.sql": "the way back of each table, as told below",
    "cleanup1.sql": "drops the old tables that are kept, when you are content",
    "migration_config.json": "the plan: repart-tui edit opens it again",
}


class ResultScreen(BaseScreen):
    """Files with their sizes, and the command for SQL*Plus."""

    NAME: ClassVar[str] = "result"
    BINDINGS = bindings_of("result")

    def __init__(self, paths: list[Path]) -> None:
        super().__init__()
        self._paths = paths
        master = next(path for path in paths if path.name == "master1.sql")
        self._master = master
        self._command = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the text."""
        yield TextView(id="written")

    def on_mount(self) -> None:
        """Show what was written."""
        plan = self.repart.plan
        assert plan is not None
        self.show_title("Written")
        self._command = core.run_command(self._master, plan.config)
        tables = [plan.tables[index] for index in plan.enabled_indexes()]
        lines: list[Line] = [[("Written", "title")]]
        for path in self._paths:
            lines.append([(f"  {shown(str(path))}", "name"), (f"  {size_text(path.stat().st_size)}", "dim")])
            lines.append([(f"    {_WORDS.get(path.name, '')}", "dim")])
        lines += [
            [],
            [("Run", "title"), ("  as a user with the rights that the script's head lists", "dim")],
            [(f"  {self._command}", "keyword")],
            [],
            [("Then look at the application: cleanup1.sql drops what rollback1.sql needs.", "")],
            [],
            *self._reminder(),
            [(f"Tables in the script: {len(tables)}", "title")],
            *self._ways_back(),
        ]
        view = self.query_one(TextView)
        view.show_lines(lines)
        view.focus()

    def _ways_back(self) -> Iterator[Line]:
        """Yield each table with its method and what takes the change back: not every method has a way back."""
        plan = self.repart.plan
        assert plan is not None
        for index in plan.enabled_indexes():
            known = plan.assess(index)
            yield [(f"  {full_name(plan.tables[index])}", "name"), (f"  {method_sentence(known.method)}", "")]
            yield [(f"    way back: {core.way_back(known.method)}", "dim")]

    def _reminder(self) -> list[Line]:
        plan = self.repart.plan
        if plan is None or not plan.unsaved:
            return []
        return [
            [(f"{shown(str(plan.path))} itself is not saved yet: ctrl+s in the list of tables does.", "warning")],
            [],
        ]

    def action_copy(self) -> None:
        """Send the command to the terminal's clipboard."""
        self.app.copy_to_clipboard(self._command)
        self.say(sent_sentence("the command", self._command))

    def action_close(self) -> None:
        """Back to where the user came from."""
        self.app.pop_screen()

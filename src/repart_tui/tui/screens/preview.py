"""The script for all tables that are on, as `generate` would write it, with the ledger beside it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.widgets import Input

from repart_tui.counted import counted
from repart_tui.directories import is_file
from repart_tui.tui import core
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import shown
from repart_tui.tui.ledger_lines import ledger_lines
from repart_tui.tui.screens.script_export import ScriptExport
from repart_tui.tui.script_diff import diff_lines, read_script_on_disk
from repart_tui.tui.script_outline import Place, heading_at, outline
from repart_tui.tui.sql_lines import plain_lines, sql_lines
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.prompt_line import PromptLine
from repart_tui.tui.widgets.text_view import TextView

WIDE = 130
"""Columns from which the ledger stands beside the script."""
_NEED_NO_SCRIPT = frozenset({"ledger", "scroll_ledger", "next_hit", "previous_hit", "close"})
_NO_SCRIPT_YET = "There is no script yet."


class PreviewScreen(ScriptExport):
    """Renders in a worker from the plan after a round trip through JSON: the bytes that writing would give."""

    NAME: ClassVar[str] = "preview"
    BINDINGS = bindings_of("preview")

    def __init__(self) -> None:
        super().__init__()
        self._texts: dict[str, str] = {}
        self._lines: dict[str, list[Line]] = {}
        self._wrapped = False
        self._file = core.SCRIPT_NAMES[0]
        self._hits: list[int] = []
        self._at = -1
        self._outline: list[Place] = []
        self._ledger_places: list[int] = []

    def compose_body(self) -> ComposeResult:
        """Lay out search, script and ledger."""
        yield PromptLine("Search", "enter, then n and N between hits", id="search")
        yield PromptLine("Go to", "number of a line", id="goto")
        with Horizontal(id="body"):
            yield TextView(wrap=False, id="sql")
            yield TextView(id="ledger")

    def on_mount(self) -> None:
        """Begin to render."""
        self.show_title("Preview")
        self.view.focus()
        self.view.show_lines([[(" Rendering ...", "dim")]])
        self.refresh_hints()
        self._render_scripts()

    @property
    def view(self) -> TextView:
        """The script's view."""
        return self.query_one("#sql", TextView)

    @property
    def comparing(self) -> bool:
        """True while the difference to the file on disk stands in the place of the script."""
        return self.has_class("-comparing")

    @property
    def path_on_disk(self) -> Path:
        """Where the file shown was written, or would be by default."""
        assert self.repart.plan is not None
        return core.usual_directory(self.repart.plan) / self._file

    def why_not(self, name: str) -> str | None:
        """Say what an action lacks: the script, hits, or a file to compare with."""
        if name not in _NEED_NO_SCRIPT and not self._texts:
            return _NO_SCRIPT_YET
        if name in {"next_hit", "previous_hit"} and not self._hits:
            return (
                "Nothing is searched for: / searches." if not self.query_one("#search", Input).value else "Not found."
            )
        if name == "compare" and not self.comparing and not is_file(self.path_on_disk):
            return f"{self.path_on_disk} does not exist: there is nothing to compare with. w writes it."
        return None

    # ---- rendering --------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _render_scripts(self) -> None:
        plan = self.repart.plan
        assert plan is not None
        try:
            scripts = core.render(plan.config)
        except core.CoreError as error:
            self.app.call_from_thread(self._refused, error.lines)
            return
        except Exception as error:  # noqa: BLE001  a broken template must not end in a traceback
            self.app.call_from_thread(self._refused, self.repart.unexpected(error))
            return
        texts = core.scripts_by_name(scripts)
        self.app.call_from_thread(self._rendered, texts)
        for name, text in texts.items():
            lines = sql_lines(text)
            self.app.call_from_thread(self._coloured, name, lines)

    def _refused(self, lines: list[str]) -> None:
        head: list[Line] = [[("No script can be written for this plan:", "error")], []]
        self.view.show_lines([*head, *([(f"  {shown(line)}", "")] for line in lines)], wrap=True)
        self.say("Mend the tables named here, or switch them off.", "error")

    def _rendered(self, texts: dict[str, str]) -> None:
        if self.is_mounted:
            self._texts = texts
            self._lines = {name: plain_lines(text) for name, text in texts.items()}
            self._show_file()
            self._show_ledger()
            if self.said == _NO_SCRIPT_YET:
                self.say("")
            self.refresh_hints()

    def _coloured(self, name: str, lines: list[Line]) -> None:
        if self.is_mounted:
            self._lines[name] = lines
            if name == self._file and not self.comparing:
                self.view.show_lines(lines, keep_place=True)
                self.view.show_hits(self._hits, self.query_one("#search", Input).value)

    def _show_file(self) -> None:
        self.set_class(False, "-comparing")
        self.view.show_lines(self._lines[self._file], wrap=self._wrapped)
        self._outline = outline(self._texts[self._file])
        self._show_script()
        self._search(self.query_one("#search", Input).value)
        self._show_place()

    def _show_script(self) -> None:
        """Put the script, or its difference, in the place of the ledger: what goes somewhere in it must be seen."""
        self.set_class(False, "-ledger")
        if not self.comparing:
            others = " ".join(name for name in core.SCRIPT_NAMES if name != self._file)
            self.show_title(f"Preview: {self._file}", f"tab: {others}")

    def _show_ledger(self) -> None:
        plan = self.repart.plan
        assert plan is not None
        tables = [plan.tables[index] for index in plan.enabled_indexes()]
        lines, self._ledger_places = ledger_lines((table, core.ledger_of(table, plan.config)) for table in tables)
        self.query_one("#ledger", TextView).show_lines(lines)

    def on_resize(self, event: Resize) -> None:
        """Show the ledger beside the script where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")

    def on_text_view_scrolled(self) -> None:
        """Say where we are."""
        self._show_place()

    def _show_place(self) -> None:
        if not self._texts or self.comparing or self.has_class("-ledger"):
            return
        top, total = self.view.top_line(), self.view.line_count
        # The comment above a heading, and its prompt, come into sight together.
        heading = heading_at(self._outline, top + 3)
        self.show_counts(f"{heading + '  ' if heading else ''}{top + 1:,} of {counted(total, 'line')}")

    # ---- search and places ------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Open the search."""
        self._show_script()
        self.query_one("#search-line", PromptLine).open()

    def action_goto(self) -> None:
        """Ask for a line number."""
        self._show_script()
        self.query_one("#goto-line", PromptLine).open()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search or go at every key."""
        if event.input.id == "search":
            self._search(event.value)
        elif event.value.isdecimal():
            self.view.go_to(min(int(event.value), self.view.line_count) - 1, above=0)
        elif event.value:
            self.say("Write the number of a line.", "warning")

    def on_input_submitted(self) -> None:
        """Back to the script; the search stays."""
        self.query_one("#search-line", PromptLine).close(keep_text=True)
        self.query_one("#goto-line", PromptLine).close()
        self.view.focus()

    def _search(self, word: str) -> None:
        lowered = word.lower()
        text = self.view.text.lower()
        self._hits = [number for number, line in enumerate(text.split("\n")) if lowered in line] if lowered else []
        self.view.show_hits(self._hits, word)
        if lowered and not self._hits:
            self.say("Not found.", "warning")
        elif lowered:
            self._go_to_hit(1, here=True)
        self.refresh_hints()

    def action_next_hit(self) -> None:
        """Go to the next hit."""
        self._go_to_hit(1)

    def action_previous_hit(self) -> None:
        """Go to the hit before."""
        self._go_to_hit(-1)

    def _go_to_hit(self, direction: int, here: bool = False) -> None:
        """Go to the next hit in a direction, around the end."""
        self._show_script()
        now = self.view.top_line() - 1 if here or self._at not in self._hits else self._at
        ahead = [hit for hit in self._hits if (hit > now if direction > 0 else hit < now)] or self._hits
        self._at = ahead[0] if direction > 0 else ahead[-1]
        self.view.go_to(self._at)
        self.say(f"Hit {self._hits.index(self._at) + 1:,} of {counted(len(self._hits), 'line')}.")

    def action_next_table(self) -> None:
        """Go to the next table of the script."""
        self._go_to_place(1, tables_only=True)

    def action_previous_table(self) -> None:
        """Go to the table before."""
        self._go_to_place(-1, tables_only=True)

    def action_next_step(self) -> None:
        """Go to the next step of the script."""
        self._go_to_place(1)

    def action_previous_step(self) -> None:
        """Go to the step before."""
        self._go_to_place(-1)

    def _go_to_place(self, direction: int, tables_only: bool = False) -> None:
        if self.comparing:
            self._show_file()
        self._show_script()
        now = self.view.top_line() + 3
        places = [place for place in self._outline if place.kind == "table" or not tables_only]
        ahead = [p for p in places if (p.line > now if direction > 0 else p.line < now)]
        if not ahead:
            self.say(f"No further {'table' if tables_only else 'step'} in this direction.")
            return
        place = ahead[0] if direction > 0 else ahead[-1]
        self.view.go_to(place.line, above=3)
        tables = [p for p in self._outline if p.kind == "table" and p.line <= place.line]
        self.say(tables[-1].title if tables else "")
        if tables and len(tables) <= len(self._ledger_places):
            self.query_one("#ledger", TextView).go_to(self._ledger_places[len(tables) - 1], above=0)

    # ---- other views ------------------------------------------------------------------------------------------

    def action_file(self) -> None:
        """Show the next file."""
        names = list(core.SCRIPT_NAMES)
        self._file = names[(names.index(self._file) + 1) % len(names)]
        self._show_file()
        self.refresh_hints()

    def action_ledger(self) -> None:
        """Show the ledger in the place of the script, or the script again."""
        if self.has_class("-ledger"):
            self._show_script()
            self._show_place()
            self.view.focus()
            return
        if self.comparing:
            self._show_file()
        self.set_class(True, "-ledger")
        self.show_title("Ledger", "l: the script again")
        self.show_counts("")
        self.say("")
        self.query_one("#ledger", TextView).focus()

    def action_scroll_ledger(self, direction: int) -> None:
        """Scroll the ledger beside the script."""
        ledger = self.query_one("#ledger", TextView)
        ledger.action_lines(direction * max(1, ledger.size.height // 2))

    def action_wrap(self) -> None:
        """Wrap long lines, or cut them again."""
        self._wrapped = not self._wrapped
        self.set_class(self._wrapped, "-wrapped")
        self.view.wrap_lines(self._wrapped)
        self.say("Long lines are wrapped." if self._wrapped else "Long lines are cut; right shows the rest.")

    def action_compare(self) -> None:
        """Show what would change in the file on disk, or the script again."""
        if self.comparing:
            self._show_file()
            self.say("")
        else:
            self._compare()

    @work(thread=True, exclusive=True, group="render", exit_on_error=False)
    def _compare(self) -> None:
        path, text = self.path_on_disk, self._texts[self._file]
        try:
            on_disk = read_script_on_disk(path)
        except OSError as error:
            self.app.call_from_thread(self.say, f"{path} cannot be read: {error.strerror or error}.", "error")
            return
        lines, sentence = diff_lines(on_disk or "", text)
        self.app.call_from_thread(self._show_difference, path, lines, sentence)

    def _show_difference(self, path: Path, lines: list[Line], sentence: str) -> None:
        self.set_class(True, "-comparing")
        self.set_class(False, "-ledger")
        self.view.show_lines(lines, wrap=self._wrapped)
        self.show_title(f"Against {shown(str(path))}", "d: the script again")
        self.show_counts("")
        self.say(f"{shown(str(path))} against what would be written now: {sentence}")

    def text_shown(self) -> tuple[str, str]:
        """Return name and text of the file shown."""
        return self._file, self._texts[self._file]

    def step_in_sight(self) -> tuple[str, str]:
        """Return heading and text of the step in sight."""
        lines = self._texts[self._file].splitlines()
        top = self.view.top_line() + 3
        starts = [place.line for place in self._outline]
        begin = max((line for line in starts if line <= top), default=0)
        end = min((line for line in starts if line > top), default=len(lines))
        return heading_at(self._outline, top) or "the head", "\n".join(lines[begin:end]) + "\n"

    def action_write(self) -> None:
        """Write the files."""
        self.repart.ask_write()

    def on_screen_resume(self) -> None:
        """The file on disk may be there now."""
        self.refresh_hints()

    def action_close(self) -> None:
        """Close the search, the difference, the ledger or the preview."""
        open_lines = [line for line in self.query(PromptLine) if line.is_open]
        if open_lines:
            for line in open_lines:
                line.close()
            self.view.focus()
        elif self.comparing:
            self.action_compare()
        elif self.has_class("-ledger"):
            self.action_ledger()
        else:
            self.app.pop_screen()

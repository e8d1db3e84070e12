"""The script for all tables that are on, as `generate` would write it, with the ledger beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.widgets import Input, Static

from repart_tui.tui import core
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import full_name, shown
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.sql_lines import plain_lines, sql_lines, table_places
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.line_input import LineInput
from repart_tui.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from repart_tui.generate import Scripts

WIDE = 130
"""Columns from which the ledger stands beside the script."""


class PreviewScreen(BaseScreen):
    """Renders in a worker from the plan after a round trip through JSON: the bytes that writing would give."""

    NAME: ClassVar[str] = "preview"
    BINDINGS = bindings_of("preview")

    def __init__(self) -> None:
        super().__init__()
        self._texts: dict[str, str] = {}
        self._lines: dict[str, list[Line]] = {}
        self._file = core.SCRIPT_NAMES[0]
        self._hits: list[int] = []
        self._places: list[int] = []
        self._at = -1

    def compose_body(self) -> ComposeResult:
        """Lay out search, script and ledger."""
        with Horizontal(id="search-line"):
            yield Static("Search", classes="label")
            yield LineInput(placeholder="enter, then n and N between hits", id="search")
        with Horizontal(id="body"):
            yield TextView(wrap=False, id="sql")
            yield TextView(id="ledger")

    def on_mount(self) -> None:
        """Begin to render."""
        self.show_title("Preview")
        self.view.focus()
        self.view.show_lines([[(" Rendering ...", "dim")]])
        self._render_scripts()

    @property
    def view(self) -> TextView:
        """The script's view."""
        return self.query_one("#sql", TextView)

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
        self.app.call_from_thread(self._rendered, scripts)
        for name, text in _by_name(scripts).items():
            lines = sql_lines(text)
            self.app.call_from_thread(self._coloured, name, lines)

    def _refused(self, lines: list[str]) -> None:
        head: list[Line] = [[("No script can be written for this plan:", "error")], []]
        self.view.show_lines([*head, *([(f"  {shown(line)}", "")] for line in lines)], wrap=True)
        self.say("Mend the tables named here, or switch them off.", "error")

    def _rendered(self, scripts: Scripts) -> None:
        if self.is_mounted:
            self._texts = _by_name(scripts)
            self._lines = {name: plain_lines(text) for name, text in self._texts.items()}
            self._show_file()
            self._show_ledger()

    def _coloured(self, name: str, lines: list[Line]) -> None:
        if self.is_mounted:
            self._lines[name] = lines
            if name == self._file:
                self.view.show_lines(lines, keep_place=True)
                self.view.show_hits(set(self._hits))

    def _show_file(self) -> None:
        plan = self.repart.plan
        assert plan is not None
        lines = self._lines.get(self._file)
        if lines is None:
            return
        self.view.show_lines(lines, wrap=False)
        tables = [plan.tables[index] for index in plan.enabled_indexes()]
        self._places = table_places(self._texts[self._file], tables)
        others = " ".join(name for name in core.SCRIPT_NAMES if name != self._file)
        self.show_title(f"Preview: {self._file}", f"tab: {others}")
        self.show_counts(f"{len(lines):,} lines, {len(tables)} table{'s' if len(tables) != 1 else ''}")
        self._search(self.query_one("#search", Input).value)

    def _show_ledger(self) -> None:
        plan = self.repart.plan
        assert plan is not None
        lines: list[Line] = []
        for index in plan.enabled_indexes():
            lines.append([(full_name(plan.tables[index]), "title")])
            for item in core.ledger_of(plan.tables[index], plan.config):
                lines.append([(f"  {item.kind} ", "label"), (f"{shown(item.name)}: ", "name"), (shown(item.how), "")])
            lines.append([])
        self.query_one("#ledger", TextView).show_lines(lines)

    def on_resize(self, event: Resize) -> None:
        """Show the ledger beside the script where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")

    # ---- search -----------------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Open the search."""
        self.query_one("#search-line").display = True
        self.query_one("#search", Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search at every key."""
        self._search(event.value)

    def on_input_submitted(self) -> None:
        """Back to the script."""
        self.query_one("#search-line").display = bool(self.query_one("#search", Input).value)
        self.view.focus()

    def _search(self, word: str) -> None:
        lowered = word.lower()
        text = self._texts.get(self._file, "").lower()
        self._hits = [number for number, line in enumerate(text.splitlines()) if lowered in line] if lowered else []
        self.view.show_hits(set(self._hits))
        if lowered:
            self.say(
                f"{len(self._hits):,} lines hold it." if self._hits else "Not found.", "" if self._hits else "warning"
            )
            self._go(self._hits, 1, here=True)

    def action_next_hit(self) -> None:
        """Go to the next hit."""
        self._go(self._hits, 1)

    def action_previous_hit(self) -> None:
        """Go to the hit before."""
        self._go(self._hits, -1)

    def _go(self, places: list[int], direction: int, here: bool = False) -> None:
        """Go to the next of the places in a direction, around the end."""
        if not places:
            return
        now = self.view.top_line() - 1 if here or self._at not in places else self._at
        ahead = [place for place in places if (place > now if direction > 0 else place < now)] or places
        self._at = ahead[0] if direction > 0 else ahead[-1]
        self.view.go_to(self._at)

    def action_next_table(self) -> None:
        """Go to the next table of the script."""
        self._go_to_table(1)

    def action_previous_table(self) -> None:
        """Go to the table before."""
        self._go_to_table(-1)

    def _go_to_table(self, direction: int) -> None:
        now = self.view.top_line()
        ahead = [place for place in self._places if (place > now if direction > 0 else place < now)]
        if ahead:
            self.view.go_to(ahead[0] if direction > 0 else ahead[-1], above=0)
        else:
            self.say("No further table in this direction.")

    # ---- other views ------------------------------------------------------------------------------------------

    def action_file(self) -> None:
        """Show the next file."""
        names = list(core.SCRIPT_NAMES)
        self._file = names[(names.index(self._file) + 1) % len(names)]
        self._show_file()

    def action_ledger(self) -> None:
        """Show the ledger in the place of the script, or the script again."""
        self.toggle_class("-ledger")
        (self.query_one("#ledger", TextView) if self.has_class("-ledger") else self.view).focus()

    def action_write(self) -> None:
        """Write the files."""
        if self._texts:
            self.repart.ask_write()
        else:
            self.say("There is no script to write yet.", "warning")

    def action_close(self) -> None:
        """Close the search, the ledger or the preview."""
        if self.query_one("#search-line").display:
            self.query_one("#search", Input).value = ""
            self.query_one("#search-line").display = False
            self.view.focus()
        elif self.has_class("-ledger"):
            self.action_ledger()
        else:
            self.app.pop_screen()


def _by_name(scripts: Scripts) -> dict[str, str]:
    return dict(zip(core.SCRIPT_NAMES, (scripts.master, scripts.rollback, scripts.cleanup), strict=True))

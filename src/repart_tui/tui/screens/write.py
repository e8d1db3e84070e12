"""Asks where to write, asks before overwriting, writes, and hands over to the result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from repart_tui.atomic_file import link_target
from repart_tui.directories import expanded, is_directory, is_there
from repart_tui.tui import core
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import shown
from repart_tui.tui.guarded import Guarded
from repart_tui.tui.screens.confirm import ConfirmScreen
from repart_tui.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from repart_tui.tui.plan import Snapshot


class WriteScreen(Guarded, ModalScreen[None]):
    """A dialog with one field, the directory."""

    NAME: ClassVar[str] = "write"
    BINDINGS = bindings_of("write")

    def __init__(self) -> None:
        super().__init__()
        self._busy = False

    def compose(self) -> ComposeResult:
        """Lay out question, field and hints."""
        with Vertical(classes="dialog"):
            yield Static(Content("Write the scripts and the plan into the directory"), id="question")
            yield LineInput(str(self._usual_directory()))
            yield Static("", id="objection")

    def _usual_directory(self) -> Path:
        from repart_tui.tui.app import RepartApp

        assert isinstance(self.app, RepartApp)
        assert self.app.plan is not None
        return core.usual_directory(self.app.plan)

    def on_mount(self) -> None:
        """Say what will be written."""
        self._say(f"Files: {', '.join(core.SCRIPT_NAMES)}, {core.CONFIG_NAME}\nenter writes, esc cancels")

    def _say(self, text: str) -> None:
        self.query_one("#objection", Static).update(Content(text))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write."""
        if not self._busy:
            self._write(expanded(event.value.strip() or self._usual_directory()))

    @work(exclusive=True)
    async def _write(self, directory: Path) -> None:
        if is_there(directory) and not is_directory(directory):
            self._say(f"{shown(str(directory))} is a file; name a directory.")
            return
        there = core.existing(directory)
        if there:
            question = f"{shown(str(directory))} holds these files already:\n" + "\n".join(f"  {p.name}" for p in there)
            answers = [("", "overwrite them", "yes"), ("escape", "write nothing", "no")]
            if await self.app.push_screen_wait(ConfirmScreen(question, answers)) != "yes":
                return
        self._busy = True
        self._say("Writing ...")
        self._write_files(directory)

    @work(thread=True, exit_on_error=False)
    def _write_files(self, directory: Path) -> None:
        from repart_tui.tui.app import RepartApp

        app = self.app
        assert isinstance(app, RepartApp)
        assert app.plan is not None
        snapshot = app.plan.snapshot()
        try:
            paths = core.write(snapshot.config, directory)
        except core.CoreError as error:
            app.call_from_thread(self._failed, error.lines)
        except Exception as error:  # noqa: BLE001  whatever goes wrong must not end in a traceback
            app.call_from_thread(self._failed, app.unexpected(error))
        else:
            app.call_from_thread(self._written, paths, snapshot)

    def _failed(self, lines: list[str]) -> None:
        self._busy = False
        more = [f"... and {len(lines) - 6} more; the preview (p) shows all"] if len(lines) > 6 else []
        self._say("\n".join(["Nothing was written.", *map(shown, lines[:6]), *more]))

    def _written(self, paths: list[Path], snapshot: Snapshot) -> None:
        from repart_tui.tui.app import RepartApp
        from repart_tui.tui.screens.result import ResultScreen

        app = self.app
        assert isinstance(app, RepartApp)
        assert app.plan is not None
        own, written = app.plan.path, paths[-1]
        app.plan.written_to = written.parent
        # A plan that was opened from another file is not saved there by writing it here.
        if own is None or link_target(own) == link_target(written):
            app.plan_saved(app.plan, written, snapshot)
        app.switch_screen(ResultScreen(paths))

    async def action_accept(self) -> None:
        """Write (enter reaches the field first; this is for the palette)."""
        await self.query_one(Input).action_submit()

    def action_close(self) -> None:
        """Write nothing."""
        if not self._busy:
            self.dismiss(None)

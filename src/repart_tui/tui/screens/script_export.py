"""Taking a script along: to the clipboard, to a file of its own, into the user's pager or editor."""

from __future__ import annotations

from textual import work
from textual.app import SuspendNotSupported

from repart_tui.directories import expanded, is_there
from repart_tui.tui import core
from repart_tui.tui.clipboard import sent_sentence
from repart_tui.tui.describe import shown
from repart_tui.tui.outside_program import Kind, show_outside
from repart_tui.tui.screens.ask import AskScreen
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.screens.confirm import ConfirmScreen


class ScriptExport(BaseScreen):
    """A screen that shows a script and hands it over to other programs."""

    def text_shown(self) -> tuple[str, str]:
        """Return name and text of the file shown."""
        raise NotImplementedError

    def step_in_sight(self) -> tuple[str, str]:
        """Return heading and text of the step in sight."""
        raise NotImplementedError

    def action_copy(self) -> None:
        """Send the step in sight to the terminal's clipboard."""
        self._send(*self.step_in_sight())

    def action_copy_all(self) -> None:
        """Send the whole file to the terminal's clipboard."""
        self._send(*self.text_shown())

    def _send(self, what: str, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self.say(sent_sentence(what, text, "> writes a file."))

    @work
    async def action_save_as(self) -> None:
        """Write the file shown to a path."""
        name, text = self.text_shown()
        answer = await self.app.push_screen_wait(AskScreen(f"Write {name} alone to", name, check=core.file_objection))
        if not answer:
            return
        path = expanded(answer)
        if is_there(path):
            answers = [("", "overwrite it", "yes"), ("escape", "write nothing", "no")]
            if await self.app.push_screen_wait(ConfirmScreen(f"{shown(str(path))} exists.", answers)) != "yes":
                return
        try:
            core.write_text(path, text)
        except core.CoreError as error:
            self.say(error.lines[0], "error")
        else:
            self.say(f"Written to {path}; w writes all scripts and the plan.", "good")

    def action_pager(self) -> None:
        """Show the file in the user's pager."""
        self._show_outside("pager")

    def action_editor(self) -> None:
        """Show a copy of the file in the user's editor."""
        self._show_outside("editor")

    def _show_outside(self, kind: Kind) -> None:
        try:
            with self.app.suspend():
                said = show_outside(kind, *self.text_shown())
        except SuspendNotSupported:
            self.say("This terminal cannot be lent to another program: > writes the text to a file.", "warning")
            return
        self.say(said, "warning" if said else "")

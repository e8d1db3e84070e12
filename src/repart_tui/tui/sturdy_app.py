"""An app that no error and no signal takes down without a word: the work is kept, the terminal given back."""

from __future__ import annotations

import sys
import traceback
from abc import abstractmethod
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.worker import WorkerFailed

from repart_tui.tui.screens.unexpected import UnexpectedScreen

_MOST_PANELS = 20
"""Errors shown: one that comes back at every key is in the log often enough."""


class SturdyApp(App[int], inherit_bindings=False):
    """Logs and shows errors that nobody expected, and goes on where that is possible."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.crashed = False
        self.unexpected_errors: list[BaseException] = []
        self.farewell: list[str] = []
        """Lines for the terminal once the screens are gone."""

    @abstractmethod
    def last_words(self) -> list[str]:
        """End out of order, and return lines that say where the work is. Never raises."""

    def unexpected(self, error: BaseException) -> list[str]:
        """Log an error nobody expected; return the lines to show instead of a traceback."""
        from repart_tui.tui.crash import record

        return record(error)

    def end_on_signal(self, name: str, code: int) -> None:
        """End when the connection closes or the system asks, and keep the work."""
        kept = self.last_words()
        self.farewell = [f"Ended by {name}.", *kept] if kept else []
        self.exit(code)

    def show_unexpected(self, error: BaseException) -> None:
        """Log and show an error nobody expected, and go on."""
        if error in self.unexpected_errors:
            return
        self.unexpected_errors.append(error)
        lines = self.unexpected(error)
        if len(self.unexpected_errors) <= _MOST_PANELS and not isinstance(self.screen, UnexpectedScreen):
            report = "\n".join([*lines, "", *traceback.format_exception(error)])
            self.push_screen(UnexpectedScreen(lines, report), self._end_after_error)

    def _end_after_error(self, wanted: bool | None) -> None:
        if wanted:
            self.crashed = True
            self.farewell = self.last_words()
            self.exit()

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        try:
            return await super()._dispatch_action(namespace, action_name, params)
        except Exception as error:  # noqa: BLE001  an action that fails must not take the screens down
            self.show_unexpected(error)
            return True

    def _handle_exception(self, error: Exception) -> None:
        if isinstance(error, WorkerFailed):
            self.show_unexpected(error.error)
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback with local variables, passwords among them.
        self.crashed = True
        error = sys.exc_info()[1]
        self.farewell = self.unexpected(error) if error is not None else ["repart-tui stopped."]
        self.farewell += self.last_words()
        self._close_messages_no_wait()

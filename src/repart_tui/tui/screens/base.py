"""What all full screens share: title line, status line, key hints, and the bindings from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from repart_tui.tui.describe import shown
from repart_tui.tui.guarded import Guarded
from repart_tui.tui.widgets.bar import Bar
from repart_tui.tui.widgets.key_hints import KeyHints

if TYPE_CHECKING:
    from repart_tui.tui.app import RepartApp


class PlanChanged(Message):
    """The plan was saved, or changed by other hands than this screen's."""


class BaseScreen(Guarded, Screen[None]):
    """A full screen. Subclasses set NAME, take `BINDINGS = bindings_of(NAME)` and fill `compose_body`."""

    NAME: ClassVar[str] = ""

    @property
    def repart(self) -> RepartApp:
        """The app with its own type."""
        return cast("RepartApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out title, body, status and hints."""
        yield Bar("repart-tui", id="title")
        yield from self.compose_body()
        yield Bar(id="status", grows=3)
        yield KeyHints(self.NAME)

    def compose_body(self) -> ComposeResult:
        """Yield the widgets between title and status line."""
        yield from ()

    def why_not(self, name: str) -> str | None:  # noqa: ARG002
        """Return why the action `name` (without parameters) cannot be done now; None when it can."""
        return None

    def objection(self, name: str) -> str | None:
        """Return why an action, of this screen or of all, cannot be done now; None when it can."""
        return self.repart.why_not(name) or self.why_not(name)

    def refresh_hints(self) -> None:
        """Dim the hints of what cannot be done now; writes nothing when that has not changed."""
        self.query_one(KeyHints).show_disabled(self.why_not)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what a worker failed with: an error nobody expected must not stay silent."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.repart.show_unexpected(event.worker.error)

    def on_screen_suspend(self) -> None:
        """Take the hints away while another screen or a dialog stands above: their keys do nothing now."""
        self._show_hints(shown=False)

    def on_screen_resume(self) -> None:
        """Show the hints again."""
        self._show_hints(shown=True)

    def _show_hints(self, *, shown: bool) -> None:
        for hints in self.query(KeyHints):
            hints.visible = shown

    def show_title(self, left: str, right: str = "") -> None:
        """Set the title line."""
        title = self.query_one("#title", Bar)
        title.show_banner(shown(self.repart.banner))
        title.show(left, right)

    def say(self, message: str, tone: str = "") -> None:
        """Say something in the status line."""
        if self.is_attached:
            self.query_one("#status", Bar).show(message, tone=tone)

    @property
    def said(self) -> str:
        """What stands in the status line."""
        return self.query_one("#status", Bar).left

    def show_counts(self, text: str) -> None:
        """Show counts at the right of the status line."""
        self.query_one("#status", Bar).show(right=text)

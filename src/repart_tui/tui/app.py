"""The app: holds the plan and wires the screens; what they show and do stands in their own files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.actions import ActionParseResult
from textual.actions import parse as parse_action
from textual.app import App
from textual.dom import DOMNode

from repart_tui.tui import core
from repart_tui.tui.actions import EVERYWHERE, Action, bindings_of, shown_keys
from repart_tui.tui.ascii_driver import AsciiDriver
from repart_tui.tui.ending import catch_signals
from repart_tui.tui.environment import terminal
from repart_tui.tui.palette import palette_commands
from repart_tui.tui.preferences import Preferences
from repart_tui.tui.screens.base import BaseScreen, PlanSaved
from repart_tui.tui.themes import THEMES, next_theme, suited_theme

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig
    from repart_tui.tui.environment import Terminal
    from repart_tui.tui.plan import Plan

EXIT_OK = 0
EXIT_USAGE = 2
"""The terminal or the file that was asked for cannot be used. The codes are those of the command line."""
Say = Callable[[str, str], None]


class RepartApp(App[int], inherit_bindings=False):
    """Start screen, plan and the ways between screens."""

    TITLE = "repart-tui"
    CSS_PATH = "styles.tcss"
    BINDINGS = bindings_of(EVERYWHERE)
    ENABLE_COMMAND_PALETTE = False
    ENABLE_SELECT_AUTO_SCROLL: ClassVar[bool] = False

    def __init__(
        self,
        source: core.Source | None = None,
        preferences: Preferences | None = None,
        facts: Terminal | None = None,
    ) -> None:
        self.facts = terminal() if facts is None else facts
        self.preferences = preferences or Preferences()
        plain = not self.facts.unicode if self.preferences.ascii is None else self.preferences.ascii
        super().__init__(
            driver_class=AsciiDriver if plain else None, ansi_color=True if self.facts.few_colours else None
        )
        if self.facts.over_ssh:
            self.animation_level = "none"
        self.set_keymap(dict(self.preferences.keymap))
        self.banner = ""
        """What each title line warns of, such as PROD: set from the profile of the connection."""
        self._first_source = source
        self.plan: Plan | None = None
        self.crashed = False
        self.farewell: list[str] = []
        """Lines for the terminal once the screens are gone."""

    def on_mount(self) -> None:
        """Show the first screen."""
        if not self.is_headless:
            catch_signals(self.end_on_signal)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = suited_theme(self.facts, self.preferences.theme).name
        if self._first_source is None or self._first_source.kind == "oracle":
            # A connection needs a user and a password, which the command line does not give.
            self.show_connect(self._first_source)
        else:
            self.open_source(self._first_source)

    # ---- sources ----------------------------------------------------------------------------------------------

    def show_connect(self, source: core.Source | None = None, lines: Iterable[str] = ()) -> None:
        """Ask for a source; `lines` say why the one before could not be read."""
        from repart_tui.tui.screens.connect import ConnectScreen

        self._show_first(ConnectScreen(source, list(lines)))

    def open_source(self, source: core.Source) -> None:
        """Show the tables of a source, read in the background."""
        from repart_tui.tui.screens.tables import TablesScreen

        self.plan = None
        self._show_first(TablesScreen(source))

    def _show_first(self, screen: BaseScreen) -> None:
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def take_plan(self, config: MigrationConfig, source: core.Source) -> None:
        """Begin to work on a plan."""
        from repart_tui.tui.plan import Plan

        self.plan = Plan(config, source.path if source.kind == "config" else None)

    def source_failed(self, source: core.Source, lines: list[str]) -> None:
        """Say why a source cannot be read: on the connect screen, or on the terminal when it came from there."""
        if source is self._first_source:
            self.farewell = lines
            self.exit(EXIT_USAGE, return_code=EXIT_USAGE)
        else:
            self.show_connect(source, lines)

    # ---- the other screens ------------------------------------------------------------------------------------

    def edit_table(self, index: int, say: Say) -> None:
        """Open the editor of a table, or say why not."""
        assert self.plan is not None
        table = self.plan.tables[index]
        if table.refusals:
            say(f"This table cannot be migrated: {self.plan.why_not_enabled(index)}", "error")
            return
        from repart_tui.tui.screens.edit import EditScreen

        self.push_screen(EditScreen(index))

    def preview(self) -> None:
        """Show the script."""
        from repart_tui.tui.screens.preview import PreviewScreen

        self.push_screen(PreviewScreen())

    def ask_write(self) -> None:
        """Ask where to write, write, and show what was written."""
        from repart_tui.tui.screens.write import WriteScreen

        self.push_screen(WriteScreen())

    @work
    async def save_plan(self, screen: BaseScreen, then_exit: bool = False) -> None:
        """Save the plan to its file; ask for one when it has none."""
        assert self.plan is not None
        path = self.plan.path
        if path is None:
            from repart_tui.tui.screens.ask import AskScreen

            answer = await self.push_screen_wait(
                AskScreen("Save the plan as", core.CONFIG_NAME, check=core.file_objection)
            )
            if not answer:
                return
            path = Path(answer).expanduser()
            if path.exists() and not await self._confirmed(f"{path} exists. Overwrite it?", "overwrite"):
                return
        try:
            core.save(self.plan.config, path)
        except core.CoreError as error:
            screen.say(error.lines[0], "error")
            return
        self.plan.mark_saved(path)
        screen.say(f"Saved to {path}.", "good")
        screen.post_message(PlanSaved())
        if then_exit:
            self.exit(EXIT_OK)

    async def _confirmed(self, question: str, yes: str) -> bool:
        from repart_tui.tui.screens.confirm import ConfirmScreen

        return await self.push_screen_wait(ConfirmScreen(question, [("y", yes, "yes"), ("n", "cancel", "no")])) == "yes"

    # ---- everywhere -------------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """Show the keys."""
        from repart_tui.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen if isinstance(self.screen, BaseScreen) else None))

    @work(exclusive=True, group="quit")
    async def action_ask_quit(self) -> None:
        """Leave; ask when something would be lost."""
        from repart_tui.tui.screens.confirm import ConfirmScreen

        if isinstance(self.screen, ConfirmScreen):
            return
        open_draft = any(getattr(screen, "has_changes", False) for screen in self.screen_stack)
        if not open_draft and not (self.plan and self.plan.unsaved):
            self.exit(EXIT_OK)
            return
        what = "The changes in the editor are not applied" if open_draft else "The plan has changes that are not saved"
        answers = [("l", "leave, losing them", "leave"), ("s", "save and leave", "save"), ("escape", "stay", "stay")]
        answer = await self.push_screen_wait(ConfirmScreen(f"{what}.", answers[:: 2 if open_draft else 1]))
        if answer == "leave":
            self.exit(EXIT_OK)
        elif answer == "save":
            below = [screen for screen in self.screen_stack if isinstance(screen, BaseScreen)]
            self.save_plan(below[-1], then_exit=True)

    def action_theme(self) -> None:
        """Go on to the next theme that the terminal can show."""
        self.theme = next_theme(self.facts, self.theme).name

    def action_redraw(self) -> None:
        """Draw everything anew."""
        self.screen.refresh(layout=True)

    def shown_keys(self, action: Action) -> list[str]:
        """Return the keys of an action as the user reads them, after his own choice."""
        return shown_keys(action, self.preferences.keymap)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, or let the screen say why it cannot be done now."""
        if isinstance(default_namespace, BaseScreen):
            name = (parse_action(action) if isinstance(action, str) else action)[1]
            objection = default_namespace.why_not(name)
            if objection is not None:
                default_namespace.say(objection, "warning")
                return True
        return await super().run_action(action, default_namespace, namespaces)

    @work(exclusive=True, group="palette")
    async def action_palette(self) -> None:
        """Let the user find an action by its name, and do it."""
        from repart_tui.tui.screens.palette import PaletteScreen

        screen = self.screen
        if isinstance(screen, BaseScreen):
            command = await self.push_screen_wait(PaletteScreen(palette_commands(self, screen)))
            if command is not None:
                await self.run_action(command.action.name, self if command.action.screen == EVERYWHERE else screen)

    # ---- what nobody expected ---------------------------------------------------------------------------------

    def unexpected(self, error: BaseException) -> list[str]:
        """Log an error nobody expected and keep the plan; return the lines to show instead of a traceback."""
        from repart_tui.tui.crash import record

        return record(error, self.plan.config if self.plan and self.plan.unsaved else None)

    def end_on_signal(self, name: str, code: int) -> None:
        """End when the connection closes or the system asks, and keep the plan."""
        from repart_tui.tui.crash import keep

        if self.plan is not None and self.plan.unsaved:
            self.farewell = [f"Ended by {name}.", *keep(self.plan.config)]
        self.exit(code)

    def show_unexpected(self, error: BaseException) -> None:
        """Show an error nobody expected, and go on."""
        from repart_tui.tui.screens.confirm import ConfirmScreen

        self.push_screen(ConfirmScreen("\n".join(self.unexpected(error)), [("escape", "go on", "")]))

    def _fatal_error(self) -> None:
        # Textual would print a traceback with local variables, passwords among them.
        self.crashed = True
        error = sys.exc_info()[1]
        self.farewell = self.unexpected(error) if error is not None else ["repart-tui stopped."]
        self._close_messages_no_wait()

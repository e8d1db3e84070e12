"""The app: holds the plan and wires the screens; what they show and do stands in their own files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.actions import ActionParseResult
from textual.actions import parse as parse_action
from textual.dom import DOMNode

from repart_tui.settings_file import settings_path
from repart_tui.tui import core
from repart_tui.tui.actions import EVERYWHERE, Action, bindings_of, shown_keys
from repart_tui.tui.ascii_driver import AsciiDriver
from repart_tui.tui.ending import catch_signals
from repart_tui.tui.environment import terminal
from repart_tui.tui.job_control import stop, stop_signal_ignored, suspend_objection
from repart_tui.tui.ordered_keys import OrderedKeys
from repart_tui.tui.palette import palette_commands
from repart_tui.tui.preferences import Preferences
from repart_tui.tui.safekeeping import Safekeeping
from repart_tui.tui.screens.base import BaseScreen, PlanChanged
from repart_tui.tui.sturdy_app import SturdyApp
from repart_tui.tui.terse_defaults import TerseDefaults
from repart_tui.tui.themes import THEMES, next_theme, suited_theme

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig
    from repart_tui.tui.environment import Terminal
    from repart_tui.tui.kept_work import KeptWork
    from repart_tui.tui.plan import Plan, Snapshot
    from repart_tui.tui.widgets.table_list import TableList

EXIT_OK = 0
EXIT_USAGE = 2
"""The terminal or the file that was asked for cannot be used. The codes are those of the command line."""
Say = Callable[[str, str], None]


class RepartApp(OrderedKeys, SturdyApp, inherit_bindings=False):
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
        if self.facts.few_colours:
            self._filters.append(TerseDefaults())
        if self.facts.over_ssh:
            self.animation_level = "none"
        self.set_keymap(dict(self.preferences.keymap))
        self.banner = ""
        """What each title line warns of, such as PROD."""
        self._first_source = source
        self.plan: Plan | None = None
        self.source: core.Source | None = None
        """Where the plan came from, with the login for a later look into the rows."""
        self.safekeeping = Safekeeping(lambda sentence: self.told(sentence, "warning"))
        self.saving = asyncio.Lock()
        """Held while a thread writes the plan."""
        self._accepted: KeptWork | None = None
        self._stop_signal_ignored = stop_signal_ignored()

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
            if self._first_source is None:
                # Work on a source that was named is offered once that is read: a profile may open it at once.
                self._offer_to_go_on()
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
        self.banner = source.banner
        self._show_first(TablesScreen(source))

    def _show_first(self, screen: BaseScreen) -> None:
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def begin_plan(self, config: MigrationConfig, source: core.Source) -> None:
        """Begin to work on a plan, which may still grow."""
        from repart_tui.tui.plan import Plan

        self.plan, self.source = Plan(config, source.path if source.kind == "config" else None), source
        self.safekeeping.begin(self.plan, source)

    def plan_was_read(self, source: core.Source) -> None:
        """Look for what was left of the plan, now that all its tables are there."""
        self._greet(source)

    @work(group="greet")
    async def _greet(self, source: core.Source) -> None:
        """Say who else has the plan, and offer what was left of it."""
        from repart_tui.tui.work_offer import offer_for, warn_of_other

        if not await warn_of_other(self):
            self.leave()
            return
        accepted, self._accepted = self._accepted, None
        if accepted is not None and not accepted.fits(source):
            accepted.release()
            accepted = None
        await offer_for(self, source, accepted)
        self.screen.post_message(PlanChanged())

    @work(group="greet")
    async def _offer_to_go_on(self) -> None:
        """Offer the work of an earlier session, whatever its plan came from."""
        from repart_tui.tui.work_offer import offer_to_go_on

        self._accepted = await offer_to_go_on(self)
        if self._accepted is None:
            return
        source = self._accepted.source
        if source.kind == "oracle":
            self.show_connect(source, ["Log in again: then the edits are put back."])
        else:
            self.open_source(source)

    def source_failed(self, source: core.Source, lines: list[str]) -> None:
        """Say why a source cannot be read: on the connect screen, or on the terminal when it came from there."""
        if source is self._first_source:
            self.farewell = lines
            self.exit(EXIT_USAGE, return_code=EXIT_USAGE)
        else:
            self.show_connect(source, lines)

    # ---- the other screens ------------------------------------------------------------------------------------

    def told(self, sentence: str, tone: str = "") -> None:
        """Say something on the full screen that is on top."""
        screens = [screen for screen in self.screen_stack if isinstance(screen, BaseScreen)]
        if screens:
            screens[-1].say(sentence, tone)

    def edit_table(self, index: int, say: Say, draft: dict[str, Any] | None = None) -> None:
        """Open the editor of a table, or say why not; `draft` is what stood in it when a session ended."""
        assert self.plan is not None
        from repart_tui.tui.table_conditions import why_not_edited

        why_not = why_not_edited(self.plan, index)
        if why_not is not None:
            say(why_not, "error")
            return
        from repart_tui.tui.screens.edit import EditScreen

        self.push_screen(EditScreen(index, draft))

    def edit_settings(self, draft: dict[str, Any] | None = None) -> None:
        """Open the editor of the plan's settings; `draft` is what stood in it when a session ended."""
        from repart_tui.tui.screens.plan_settings import PlanSettingsScreen

        self.push_screen(PlanSettingsScreen(draft))

    def show_advice(self, tables: TableList) -> None:
        """Show the advice on the table under the list's cursor."""
        if self.plan is not None and tables.current is not None:
            from repart_tui.tui.screens.advice import AdviceScreen

            self.push_screen(AdviceScreen(tables))

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
        from repart_tui.tui.saving import save_plan

        if await save_plan(self, screen) and then_exit:
            self.leave()

    def plan_saved(self, plan: Plan, path: Path, written: Snapshot) -> None:
        """The plan stands in this file as it was then."""
        plan.mark_saved(path, written)
        # Another plan may have been opened while this one was written.
        if plan is self.plan:
            self.safekeeping.saved(path)

    def last_words(self) -> list[str]:
        """End out of order, and say where the work is."""
        return self.safekeeping.last_words()

    def leave(self) -> None:
        """End in good order."""
        self.safekeeping.give_up()
        self.exit(EXIT_OK)

    # ---- everywhere -------------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """Show the keys."""
        from repart_tui.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen if isinstance(self.screen, BaseScreen) else None))

    @work(exclusive=True, group="quit")
    async def action_ask_quit(self) -> None:
        """Leave; ask when something would be lost."""
        from repart_tui.tui.leaving import ask_to_leave

        await ask_to_leave(self)

    def why_not(self, name: str) -> str | None:
        """Return why an action that works everywhere cannot be done now; None when it can."""
        if name == "suspend_process" and not self.is_headless:
            return suspend_objection(stop_signal_ignored=self._stop_signal_ignored)
        return None

    def action_suspend_process(self) -> None:
        """Go to the shell, if there is one."""
        objection = self.why_not("suspend_process")
        if objection is not None:
            self.told(objection, "warning")
        elif self._driver is not None and self._driver.can_suspend:
            # The terminal is given back first: once the group stops, the shell has it.
            with self.suspend():
                stop()

    def action_theme(self) -> None:
        """Go on to the next theme that the terminal can show."""
        theme = next_theme(self.facts, self.theme)
        self.theme = theme.name
        word = "terminal" if theme.ansi else "dark" if theme.dark else "light"
        self.told(f'To keep it: theme = "{word}" under [screens] in {settings_path()}')

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
            objection = default_namespace.objection(name)
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

"""The app: holds the plan and wires the screens; what they show and do stands in their own files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.screen import Screen

from repart_tui.tui import core
from repart_tui.tui.actions import ACTIONS, EVERYWHERE, bindings_of
from repart_tui.tui.ending import catch_signals
from repart_tui.tui.environment import DUMB_REFUSAL, mouse_wanted, terminal
from repart_tui.tui.screens.base import BaseScreen, PlanSaved
from repart_tui.tui.themes import CALM, FEW_COLOURS

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig
    from repart_tui.tui.plan import Plan

EXIT_OK = 0
EXIT_USAGE = 2
"""The terminal or the file that was asked for cannot be used."""
EXIT_UNEXPECTED = 4
"""An error nobody expected; a log was written. The codes are those of the command line."""
Say = Callable[[str, str], None]


class RepartApp(App[int], inherit_bindings=False):
    """Start screen, plan and the ways between screens."""

    TITLE = "repart-tui"
    CSS_PATH = "styles.tcss"
    BINDINGS = bindings_of(EVERYWHERE)
    COMMAND_PALETTE_DISPLAY = "ctrl+p"
    ENABLE_SELECT_AUTO_SCROLL: ClassVar[bool] = False

    def __init__(self, source: core.Source | None = None, few_colours: bool | None = None) -> None:
        facts = terminal()
        self._few_colours = facts.few_colours if few_colours is None else few_colours
        super().__init__(ansi_color=True if self._few_colours else None)
        if facts.over_ssh:
            self.animation_level = "none"
        self._first_source = source
        self.plan: Plan | None = None
        self.crashed = False
        self.farewell: list[str] = []
        """Lines for the terminal once the screens are gone."""

    def on_mount(self) -> None:
        """Show the first screen."""
        if not self.is_headless:
            catch_signals(self.end_on_signal)
        theme = FEW_COLOURS if self._few_colours else CALM
        self.register_theme(theme)
        self.theme = theme.name
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
                AskScreen("Save the plan as", core.CONFIG_NAME, check=lambda text: _file_objection(Path(text)))
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
            self.push_screen(HelpScreen(self.screen.NAME if isinstance(self.screen, BaseScreen) else EVERYWHERE))

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

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Feed the palette from the action registry."""
        names = {getattr(screen, "NAME", ""), EVERYWHERE}
        for action in ACTIONS:
            if action.screen in names and not action.twin and action.name != "command_palette":
                yield SystemCommand(
                    f"{action.label} ({action.first_key})",
                    action.help,
                    self._runner(action.name, action.screen, screen),
                )

    def _runner(self, name: str, where: str, screen: Screen[Any]) -> Callable[[], Any]:
        async def run() -> None:
            await self.run_action(name, self if where == EVERYWHERE else screen)

        return lambda: self.call_later(run)

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


def _file_objection(path: Path) -> str | None:
    if path.expanduser().is_dir():
        return "that is a directory"
    return None if path.expanduser().parent.is_dir() else "its directory does not exist"


def run_app(
    *,
    demo: bool = False,
    dictionary: Path | None = None,
    dsn: str | None = None,
    config: Path | None = None,
    schemas: Iterable[str] = (),
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    mouse: bool | None = None,
) -> int:
    """Run the screens and return the exit code; without a source the connect screen asks for one."""
    facts = terminal()
    if facts.dumb or not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write(DUMB_REFUSAL.format(name=facts.name))
        return EXIT_USAGE
    kind: core.SourceKind | None = (
        "config" if config else "demo" if demo else "dictionary" if dictionary else "oracle" if dsn else None
    )
    scope = (tuple(schemas), tuple(include), tuple(exclude))
    source = core.Source(kind, config or dictionary, dsn or "", "", "", *scope) if kind else None
    app = RepartApp(source)
    code = app.run(mouse=mouse_wanted(mouse, facts.over_ssh))
    if app.farewell:
        sys.stderr.write("\n".join(app.farewell) + "\n")
    return EXIT_UNEXPECTED if app.crashed else code or EXIT_OK

"""From the command line to the screens: looks at terminal and settings first, and returns an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from repart_tui.settings_file import SettingsError
from repart_tui.tui import core
from repart_tui.tui.app import EXIT_OK, EXIT_USAGE, RepartApp
from repart_tui.tui.environment import DUMB_REFUSAL, NO_TERMINAL, WITHOUT_SCREENS, mouse_wanted, terminal
from repart_tui.tui.preferences import read_preferences

if TYPE_CHECKING:
    from repart_tui.connect.login import Login

EXIT_UNEXPECTED = 4
"""An error nobody expected; a log was written."""


def run_app(
    *,
    demo: bool = False,
    dictionary: Path | None = None,
    login: Login | None = None,
    profile: str = "",
    banner: str = "",
    config: Path | None = None,
    schemas: Iterable[str] = (),
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    mouse: bool | None = None,
) -> int:
    """Run the screens and return the exit code; without a source the connect screen asks for one."""
    facts = terminal()
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        sys.stderr.write(NO_TERMINAL + WITHOUT_SCREENS)
        return EXIT_USAGE
    if facts.dumb:
        sys.stderr.write(DUMB_REFUSAL.format(name=facts.name) + WITHOUT_SCREENS)
        return EXIT_USAGE
    kind: core.SourceKind | None = (
        "config" if config else "demo" if demo else "dictionary" if dictionary else "oracle" if login else None
    )
    scope = (tuple(schemas), tuple(include), tuple(exclude))
    source = core.Source(kind, config or dictionary, login, profile, *scope, banner) if kind else None
    for frozen in ("COLUMNS", "LINES"):
        # Exported, they would beat the size of the terminal for ever, whatever the window is resized to.
        os.environ.pop(frozen, None)
    try:
        preferences = read_preferences()
    except SettingsError as error:
        sys.stderr.write("\n".join(error.lines) + "\n")
        return EXIT_USAGE
    app = RepartApp(source, preferences)
    code = app.run(mouse=mouse_wanted(preferences.mouse if mouse is None else mouse, facts.over_ssh))
    with contextlib.suppress(OSError):  # after SIGHUP nobody may be left to read it
        sys.stderr.write("".join(f"{line}\n" for line in app.farewell))
    return EXIT_UNEXPECTED if app.crashed else code or EXIT_OK

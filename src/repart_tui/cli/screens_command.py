"""`repart-tui` without a command, and `repart-tui edit`: the screens."""

from __future__ import annotations

import argparse
from typing import Any

from repart_tui.cli.credentials import check_places, stray_options, wanted_login, wants_connection
from repart_tui.cli.outcome import UNUSABLE, CliError


def run(options: argparse.Namespace) -> int:
    """Open the screens and return their exit code."""
    from repart_tui.tui.start import run_app

    if options.command == "edit":
        return run_app(config=options.config, mouse=options.mouse)
    connection: dict[str, Any] = {}
    schemas = tuple(options.open_schemas)
    sources = [name for name in ("--demo", "--dictionary") if getattr(options, "open_" + name.strip("-"))]
    if wants_connection(options, "open_"):
        if sources:
            raise CliError([f"{sources[0]} does not go with --connect or --profile."], UNUSABLE)
        wanted = wanted_login(options, "open_")
        check_places(wanted.login)
        connection = {"login": wanted.login, "profile": "", "banner": ""}
        if wanted.profile is not None:
            connection |= {"profile": wanted.profile.name, "banner": wanted.profile.banner}
        schemas = schemas or wanted.schemas
    elif stray := stray_options(options, "open_"):
        raise CliError([f"{' and '.join(stray)} need --connect or --profile."], UNUSABLE)
    if len(sources) > 1:
        raise CliError([f"{' and '.join(sources)} do not go together."], UNUSABLE)
    return run_app(
        demo=options.open_demo,
        dictionary=options.open_dictionary,
        schemas=schemas,
        include=tuple(options.open_include),
        exclude=tuple(options.open_exclude),
        mouse=options.mouse,
        **connection,
    )

"""`repart-tui` without a command, and `repart-tui edit`: the screens."""

from __future__ import annotations

import argparse


def run(options: argparse.Namespace) -> int:
    """Open the screens and return their exit code."""
    from repart_tui.tui.start import run_app

    if options.command == "edit":
        return run_app(config=options.config, mouse=options.mouse)
    if options.open_connect:
        from repart_tui.cli.credentials import refuse_secret

        refuse_secret(options.open_connect)
    return run_app(
        demo=options.open_demo,
        dictionary=options.open_dictionary,
        dsn=options.open_connect,
        schemas=tuple(options.open_schemas),
        include=tuple(options.open_include),
        exclude=tuple(options.open_exclude),
        mouse=options.mouse,
    )

"""`repart-tui doctor`: checks of this machine, and of one connection when it is named."""

from __future__ import annotations

import argparse
import contextlib
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from repart_tui.cli.credentials import ask, stray_options, wanted_login, wants_connection
from repart_tui.cli.outcome import DATABASE, OK, UNUSABLE, CliError, emit
from repart_tui.connect.password_command import PasswordCommandError
from repart_tui.doctor.check import Check
from repart_tui.validation import printable

if TYPE_CHECKING:
    from repart_tui.connect.login import Login

_WIDTH = 100
_FREE = {"--tns-admin", "--wallet", "--thick", "--client-lib"}


def run(options: argparse.Namespace) -> int:
    """Print the checks as they are made; the exit code tells whether one found an error, and on which side."""
    connection = wants_connection(options)
    stray = [] if connection else [name for name in stray_options(options) if name not in _FREE]
    if stray:
        raise CliError([f"{' and '.join(stray)} need --connect or --profile."], UNUSABLE)
    login = wanted_login(options).login
    here = _show(_client_checks(login))
    if not connection:
        return UNUSABLE if here else OK
    there = _show(_route_checks(login))
    if here:
        _show([Check("database", "note", "The login was not tried: mend what is above first.")])
    elif not there:
        try:
            there = _show(_login_checks(ask(options)))
        except CliError as error:
            # A program that should give the password and fails is a fault; nobody to ask is none.
            failed = isinstance(error.__cause__, PasswordCommandError)
            text = "The login was not tried."
            here += _show([Check("database", "error" if failed else "note", text, " ".join(error.lines))])
    return DATABASE if there else UNUSABLE if here else OK


def _client_checks(login: Login) -> Iterator[Check]:
    from repart_tui.doctor import client, network

    thick = login.wants_thick
    yield from client.version_checks()
    directory = login.thick if not isinstance(login.thick, bool) else None
    yield from client.library_checks(directory, wanted=thick)
    yield from network.net_file_checks(login.tns_admin, thick=thick)
    if login.wallet is not None:
        yield from network.wallet_checks(login.wallet, thick=thick)
    yield from client.tool_checks()
    yield from client.terminal_checks()
    yield from client.file_checks()


def _route_checks(login: Login) -> Iterator[Check]:
    from repart_tui.doctor.network import route_checks

    yield from route_checks(login)


def _login_checks(login: Login) -> Iterator[Check]:
    from repart_tui.connection import ConnectError, connect
    from repart_tui.doctor.database import connection_checks

    try:
        opened = connect(login)
    except ConnectError as error:
        told = error.explained
        yield Check("database", "error", told.what or str(error), " ".join(filter(None, (told.todo, told.original))))
        return
    try:
        yield Check("database", "ok", f"connected as {login.title}")
        yield from connection_checks(opened)
    finally:
        with contextlib.suppress(Exception):
            opened.close()


def _show(checks: Iterable[Check]) -> int:
    """Print checks by section as they come; return the number of errors."""
    errors, section = 0, ""
    for check in checks:
        if check.section != section:
            section = check.section
            emit(f"{section}\n")
        lines = textwrap.wrap(printable(check.text), _WIDTH, break_long_words=False, break_on_hyphens=False)
        emit(f"  {check.result:<8} {lines[0] if lines else ''}\n" + "".join(f"{'':11}{line}\n" for line in lines[1:]))
        for line in textwrap.wrap(printable(check.todo), _WIDTH, break_long_words=False, break_on_hyphens=False):
            emit(f"{'':11}{line}\n")
        errors += check.result == "error"
    return errors

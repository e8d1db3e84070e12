"""Who connects, and with which password: from the terminal or stdin, never from an argument."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field

from repart_tui.cli.outcome import UNUSABLE, CliError
from repart_tui.connection import holds_secret


@dataclass(frozen=True)
class Credentials:
    """What a connection needs."""

    dsn: str
    user: str
    password: str = field(repr=False)


def refuse_secret(dsn: str) -> None:
    """Raise CliError if a connect string holds a password; it must not be repeated in the message."""
    if holds_secret(dsn):
        text = (
            "The connect string holds a password, which others on this machine can see; leave it out, it is asked for."
        )
        raise CliError([text], UNUSABLE)


def ask(options: argparse.Namespace) -> Credentials:
    """Return the credentials for --connect; raises CliError when there is nobody to ask."""
    refuse_secret(options.connect)
    dsn, user = options.connect, options.user
    # user@dsn, as one writes it for sqlplus; a descriptor in parentheses may hold an @ of its own.
    if user is None and "@" in dsn and not dsn.lstrip().startswith("("):
        user, _, dsn = dsn.partition("@")
    if not user:
        user = _ask_user(options)
    return Credentials(dsn, user, _password(options, user, dsn))


def _ask_user(options: argparse.Namespace) -> str:
    if options.password_stdin or not _terminal():
        raise CliError(["There is nobody to ask for the user: give --user."], UNUSABLE)
    sys.stderr.write("User: ")
    sys.stderr.flush()
    user = sys.stdin.readline().strip()
    if not user:
        raise CliError(["A connection needs a user."], UNUSABLE)
    return user


def _password(options: argparse.Namespace, user: str, dsn: str) -> str:
    if options.password_stdin:
        password = (sys.stdin.readline() if sys.stdin else "").rstrip("\r\n")
        if not password:
            raise CliError(["--password-stdin found no password: the first line of stdin is empty."], UNUSABLE)
        return password
    if not _terminal():
        raise CliError(["There is no terminal to ask for the password: use --password-stdin."], UNUSABLE)
    import getpass

    try:
        password = getpass.getpass(f"Password of {user}@{dsn}: ", stream=sys.stderr)
    except EOFError as error:
        raise CliError(["No password was typed."], UNUSABLE) from error
    if not password:
        raise CliError(["No password was typed."], UNUSABLE)
    return password


def _terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()

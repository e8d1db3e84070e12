"""Who connects, where to and with which password: from a profile, the terminal or stdin, never from an argument."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from repart_tui.cli.outcome import UNUSABLE, CliError
from repart_tui.directories import expanded, is_directory
from repart_tui.validation import printable

if TYPE_CHECKING:
    from repart_tui.connect.login import Login
    from repart_tui.connect.profiles import Profile

OPTIONS = (
    "connect",
    "profile",
    "user",
    "proxy_for",
    "role",
    "tns_admin",
    "wallet",
    "external",
    "thick",
    "client_lib",
)
"""What of the command line makes up a login, by the names of the options."""
NO_ARGUMENT = (
    "A password is never an argument: everybody on this machine can see it. Leave it out, it is asked for; or use "
    "--password-stdin, or password_command in a profile."
)


@dataclass(frozen=True)
class Wanted:
    """The login as the command line and the profile give it, before any password."""

    login: Login
    profile: Profile | None
    own_password: bool
    """True when the profile's password_command belongs to this user and this database."""

    @property
    def schemas(self) -> tuple[str, ...]:
        """The profile's schemas, for when the command line names none."""
        return self.profile.schemas if self.profile else ()


def wants_connection(options: argparse.Namespace, prefix: str = "") -> bool:
    """Tell whether the command line asks for an Oracle database."""
    return bool(getattr(options, f"{prefix}connect") or getattr(options, f"{prefix}profile"))


def stray_options(options: argparse.Namespace, prefix: str = "") -> list[str]:
    """Return the options given that make sense with a connection only."""
    names = [name for name in (*OPTIONS[2:], "password_stdin") if getattr(options, f"{prefix}{name}", None)]
    return ["--" + name.replace("_", "-") for name in names]


def wanted_login(options: argparse.Namespace, prefix: str = "") -> Wanted:
    """Return the login without passwords: what stands on the command line beats the profile. Raises CliError."""
    from repart_tui.connect.login import Login, LoginError, role_of, split_dsn, user_holds_secret
    from repart_tui.connect.profiles import ProfileError, overridden, profile_named

    given = {name: getattr(options, f"{prefix}{name}") for name in OPTIONS}
    if user_holds_secret(given["user"] or ""):
        raise CliError(["--user holds a password. " + NO_ARGUMENT], UNUSABLE)
    try:
        user, dsn, external = split_dsn(given["connect"] or "")
        role = role_of(given["role"]) if given["role"] else None
        profile = profile_named(given["profile"]) if given["profile"] else None
    except LoginError as error:
        raise CliError([str(error)], UNUSABLE) from error
    except ProfileError as error:
        raise CliError(error.lines, UNUSABLE) from error
    base = profile.login if profile else Login("")
    login = overridden(
        base,
        dsn=dsn,
        user=given["user"] or user,
        proxy_for=given["proxy_for"],
        role=role,
        external=external or given["external"],
        thick=given["client_lib"] or given["thick"],
        tns_admin=given["tns_admin"],
        wallet=given["wallet"],
    )
    own = profile is not None and (login.dsn, login.user) == (base.dsn, base.user)
    return Wanted(login, profile, own)


def ask(options: argparse.Namespace, prefix: str = "") -> Login:
    """Return the login with its passwords; raises CliError when there is nobody to ask."""
    wanted = wanted_login(options, prefix)
    login = wanted.login
    check_places(login)
    stdin = bool(getattr(options, f"{prefix}password_stdin", False))
    if login.needs_password:
        if not login.user:
            login = replace(login, user=_ask_user(stdin))
        command = wanted.profile.password_command if wanted.profile and wanted.own_password else None
        login = replace(login, password=_password(login, command, stdin))
    return with_wallet_password(login, wanted, interactive=_terminal())


def check_places(login: Login) -> None:
    """Raise CliError where the login names nothing to connect to, or directories that are not there."""
    if not login.dsn.strip() and not login.wants_thick:
        raise CliError(["The connect string is empty: give host:port/service, an alias or a descriptor."], UNUSABLE)
    for name, place in (("--tns-admin", login.tns_admin), ("--wallet", login.wallet)):
        if place is not None and not is_directory(expanded(place)):
            raise CliError([f"{name}: {printable(str(place))} is no directory."], UNUSABLE)


def with_wallet_password(login: Login, wanted: Wanted, *, interactive: bool) -> Login:
    """Return the login with the wallet's password, where its private key is encrypted; raises CliError."""
    from repart_tui.connect.wallet import is_encrypted

    command = wanted.profile.wallet_password_command if wanted.profile else None
    if login.wallet is None or login.wants_thick or not is_encrypted(login.wallet):
        return login
    if command is not None:
        return replace(login, wallet_password=_from_command(command))
    if not interactive:
        text = (
            f"The private key in {login.wallet} is encrypted, and there is no terminal to ask for its password: set "
            "wallet_password_command in a profile."
        )
        raise CliError([text], UNUSABLE)
    return replace(login, wallet_password=_typed(f"Password of the wallet {login.wallet}: "))


def _from_command(command: str | Sequence[str]) -> str:
    from repart_tui.connect.password_command import PasswordCommandError, password_from

    try:
        return password_from(command)
    except PasswordCommandError as error:
        raise CliError([str(error)], UNUSABLE) from error


def _ask_user(password_stdin: bool) -> str:
    if password_stdin or not _terminal():
        raise CliError(["There is nobody to ask for the user: give --user."], UNUSABLE)
    sys.stderr.write("User: ")
    sys.stderr.flush()
    user = sys.stdin.readline().strip()
    if not user:
        raise CliError(["A connection needs a user."], UNUSABLE)
    from repart_tui.connect.login import user_holds_secret

    if user_holds_secret(user):
        raise CliError(["Give the user alone: the password is asked for next."], UNUSABLE)
    return user


def _password(login: Login, command: str | Sequence[str] | None, password_stdin: bool) -> str:
    if password_stdin:
        password = (sys.stdin.readline() if sys.stdin else "").rstrip("\r\n")
        if not password:
            raise CliError(["--password-stdin found no password: the first line of stdin is empty."], UNUSABLE)
        return password
    if command is not None:
        return _from_command(command)
    if not _terminal():
        text = "There is no terminal to ask for the password: use --password-stdin, or password_command in a profile."
        raise CliError([text], UNUSABLE)
    from repart_tui.connect.easy_connect import may_be_a_login

    return _typed(f"Password of {login.who if may_be_a_login(login.dsn) else login.title}: ")


def _typed(prompt: str) -> str:
    import getpass

    try:
        password = getpass.getpass(prompt, stream=sys.stderr)
    except EOFError as error:
        raise CliError(["No password was typed."], UNUSABLE) from error
    if not password:
        raise CliError(["No password was typed."], UNUSABLE)
    return password


def _terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()

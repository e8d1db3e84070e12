"""What the connect screen offers beside an empty form: profiles and connections that worked. No textual here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from repart_tui.directories import expanded, is_directory

if TYPE_CHECKING:
    from repart_tui.connect.login import Login

THIN, THICK, EXTERNAL = "", "thick", "external"


@dataclass(frozen=True)
class SavedConnection:
    """A choice of the connect screen: a profile, or a connection that worked."""

    id: str
    label: str
    detail: str
    login: Login
    profile: str = ""
    schemas: tuple[str, ...] = ()
    password_command: str | tuple[str, ...] | None = None
    wallet_password_command: str | tuple[str, ...] | None = None
    banner: str = ""


def saved_connections() -> tuple[list[SavedConnection], list[str]]:
    """Return profiles, then recent connections of no profile, and why the profiles cannot be read. Reads two files."""
    from repart_tui.connect.profiles import ProfileError, read_profiles
    from repart_tui.connect.recent import recent_connections

    problems: list[str] = []
    try:
        profiles = read_profiles()
    except ProfileError as error:
        profiles, problems = {}, error.lines
    found = [
        SavedConnection(
            f"profile-{number}",
            profile.name,
            profile.title,
            profile.login,
            profile.name,
            profile.schemas,
            profile.password_command,
            profile.wallet_password_command,
            profile.banner,
        )
        for number, profile in enumerate(profiles.values())
    ]
    known = {saved.login for saved in found}
    for number, recent in enumerate(recent_connections()):
        if recent.login not in known:
            found.append(SavedConnection(f"recent-{number}", "recent", recent.title, recent.login, "", recent.schemas))
    return found, problems


def mode_of(login: Login) -> str:
    """Return how a login connects, as the form shows it."""
    return EXTERNAL if login.external else THICK if login.thick else THIN


def particulars(login: Login) -> str:
    """Return what of a login the first fields do not show, in a few words."""
    parts = {
        "thick mode": bool(login.thick) and not login.external,
        "external authentication": login.external,
        f"for {login.proxy_for}": bool(login.proxy_for),
        f"wallet {short_path(login.wallet)}": login.wallet is not None,
        f"tnsnames.ora in {short_path(login.tns_admin)}": login.tns_admin is not None,
    }
    return "; ".join(text for text, applies in parts.items() if applies)


def short_path(path: Path | None) -> str:
    """Return a path as people write it, with ~ for their home."""
    text, home = str(path or ""), str(expanded("~"))
    return "~" + text.removeprefix(home) if text.startswith(home + "/") else text


def login_from(
    base: Login | None, fields: dict[str, str], role: str, mode: str
) -> tuple[Login | None, tuple[str, str] | None]:
    """Return the login that the form describes, or the field that is wrong and why; the password is not judged."""
    from repart_tui.connect.login import Login, LoginError, holds_secret, role_of, split_dsn, user_holds_secret

    if holds_secret(fields["dsn"]):
        return None, ("dsn", "Leave the password out of the connect string: it has a field of its own.")
    if user_holds_secret(fields["user"]):
        return None, ("user", "Leave the password out of the user: it has a field of its own.")
    try:
        user, dsn, external = split_dsn(fields["dsn"])
        known_role = role_of(role) if role else None
    except LoginError as error:
        return None, ("dsn", str(error))
    wallet, tns_admin = (expanded(fields[name]) if fields[name] else None for name in ("wallet", "tns_admin"))
    for name, path in (("wallet", wallet), ("tns_admin", tns_admin)):
        if path is not None and not is_directory(path):
            return None, (name, f"{path} is no directory.")
    start = base or Login("")
    thick: bool | Path = False if mode == THIN else start.thick or mode == THICK
    login = replace(
        start,
        dsn=dsn,
        user=fields["user"] or user,
        password=fields["password"],
        role=known_role,
        proxy_for=fields["proxy_for"],
        external=external or mode == EXTERNAL,
        thick=thick,
        tns_admin=tns_admin,
        wallet=wallet,
    )
    if not login.dsn and not login.external:
        return None, ("dsn", "Connect string is missing.")
    if login.needs_password and not login.user:
        return None, ("user", "User is missing.")
    return login, None


def secret_from(command: str | Sequence[str]) -> str:
    """Run a password command; raises CoreError with a sentence."""
    from repart_tui.connect.password_command import PasswordCommandError, password_from
    from repart_tui.tui.core import CoreError

    try:
        return password_from(command)
    except PasswordCommandError as error:
        raise CoreError([str(error)]) from error


def wallet_needs_password(login: Login) -> bool:
    """Tell whether the wallet's private key is encrypted and nothing gave its password yet."""
    from repart_tui.connect.wallet import is_encrypted

    return (
        login.wallet is not None and not login.wants_thick and not login.wallet_password and is_encrypted(login.wallet)
    )


def keep_error(lines: Sequence[str]) -> Path | None:
    """Write an error's text where it can be picked up, for OSC 52 may not reach the clipboard; None if it cannot be."""
    from repart_tui.directories import state_directory

    path = state_directory() / "last_error.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError:
        return None
    return path

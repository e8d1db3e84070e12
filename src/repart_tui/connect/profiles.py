"""Connection profiles: a TOML file under the XDG config directory, without passwords.

[sales]
dsn = "sales_prod"                       # alias, host:port/service, host:port:SID or a descriptor
user = "plan_dba"
proxy_for = "app"                        # plan_dba opens a session of app
role = "sysdba"
tns_admin = "/etc/oracle/network"        # where tnsnames.ora and sqlnet.ora are
wallet = "~/wallets/sales"
thick = "/opt/oracle/instantclient"      # or true; without it the thin driver
external = true                          # the operating system, Kerberos or a wallet vouches for the user
password_command = "pass show sales"     # its first line; without it the password is asked for
wallet_password_command = ["pass", "show", "sales-wallet"]
schemas = ["APP", "HR"]
banner = "PROD"                          # stands out in the title of every screen
"""

from __future__ import annotations

import difflib
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from repart_tui.connect.login import Login, LoginError, holds_secret, role_of, split_dsn, user_holds_secret
from repart_tui.directories import config_directory, expanded

PROFILES_NAME = "profiles.toml"
KEYS = (
    "dsn",
    "user",
    "proxy_for",
    "role",
    "tns_admin",
    "wallet",
    "thick",
    "external",
    "password_command",
    "wallet_password_command",
    "schemas",
    "banner",
)
BANNER_LENGTH = 20
"""Characters of a banner: it shares the title line with what a screen is about."""
_NAME = re.compile(r"[A-Za-z0-9_.-]+\Z")
_SECRETS = re.compile(r"(?:wallet_?)?(?:password|passwd|pwd|secret|token)\Z", re.IGNORECASE)


class ProfileError(Exception):
    """The profiles cannot be used; `lines` are sentences with the file, never with a value of it."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Profile:
    """One profile: its login without password, and where the passwords come from."""

    name: str
    login: Login
    password_command: str | tuple[str, ...] | None = None
    wallet_password_command: str | tuple[str, ...] | None = None
    schemas: tuple[str, ...] = ()
    banner: str = ""

    @property
    def title(self) -> str:
        """The profile in a few words."""
        role = f" as {self.login.role.upper()}" if self.login.role else ""
        return f"{self.login.title}{role}"


def profiles_file() -> Path:
    """Return where the profiles are kept."""
    return config_directory() / PROFILES_NAME


def read_profiles(path: Path | None = None) -> dict[str, Profile]:
    """Return the profiles by name in the order of the file; none when there is no file. Raises ProfileError."""
    file = path or profiles_file()
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):  # services run with HOME=/dev/null
        return {}
    except OSError as error:
        raise ProfileError([f"{file} cannot be read: {error.strerror or error}."]) from error
    if file.stat().st_mode & 0o002:
        # Whoever can write it can have us run any password_command.
        raise ProfileError([f"{file} can be written by everybody, so it is not used: chmod o-w {file}"])
    document = _parse(file, data)
    problems: list[str] = []
    profiles = {}
    for name, table in document.items():
        where = f"{file}, [{name}]"
        if not isinstance(table, dict):
            problems.append(f"{file}: {_key(name)} stands outside of a profile; write [name] above it.")
        elif not _NAME.match(name):
            problems.append(f"{where}: a profile's name is made of letters, digits, _ . and -.")
        else:
            profile, found = _profile(name, table, where)
            problems += found
            if profile is not None:
                profiles[name] = profile
    if problems:
        raise ProfileError(problems)
    return profiles


def profile_named(name: str, path: Path | None = None) -> Profile:
    """Return one profile; raises ProfileError, naming the near ones."""
    profiles = read_profiles(path)
    found = profiles.get(name)
    if found is not None:
        return found
    file = path or profiles_file()
    if not profiles:
        raise ProfileError([f"There is no profile {name}: {file} does not exist or holds none."])
    near = difflib.get_close_matches(name, profiles, 3) or list(profiles)[:5]
    raise ProfileError([f"There is no profile {name} in {file}; it has {', '.join(near)}."])


def _parse(file: Path, data: bytes) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        document: dict[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ProfileError([f"{file}, line {line}: the file is not UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        # The text names line and column, and no value.
        raise ProfileError([f"{file} is not valid TOML: {error}."]) from None
    return document


def _profile(name: str, table: dict[str, Any], where: str) -> tuple[Profile | None, list[str]]:
    problems = [text for key, value in table.items() if (text := _objection(key, value, where))]
    if "dsn" not in table:
        problems.append(f"{where}: dsn is missing: an alias, host:port/service or a descriptor.")
    if problems:
        return None, problems
    try:
        user, dsn, external = split_dsn(table["dsn"])
        role = role_of(table["role"]) if "role" in table else None
    except LoginError as error:
        return None, [f"{where}: {error}"]
    thick = table.get("thick", False)
    login = Login(
        dsn=dsn,
        user=table.get("user", user),
        role=role,
        proxy_for=table.get("proxy_for", ""),
        external=table.get("external", external),
        thick=_path(thick) if isinstance(thick, str) else thick,
        tns_admin=_path(table["tns_admin"]) if "tns_admin" in table else None,
        wallet=_path(table["wallet"]) if "wallet" in table else None,
    )
    commands = [table.get(key) for key in ("password_command", "wallet_password_command")]
    password, wallet = (tuple(command) if isinstance(command, list) else command for command in commands)
    return Profile(name, login, password, wallet, tuple(table.get("schemas", ())), table.get("banner", "")), []


def _objection(key: str, value: object, where: str) -> str | None:
    """Return what is wrong with one key; the value is never repeated, for it may be a secret."""
    if _SECRETS.match(key):
        return (
            f"{where}: {key} does not belong in a file; use password_command, or leave it out: it is asked for. "
            "Delete the line, and change a password that stood in it."
        )
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, 1)
        return f"{where}: {_key(key)} is unknown" + (f"; did you mean {near[0]}?" if near else ".")
    texts = isinstance(value, list) and value and all(isinstance(word, str) for word in value)
    if key in ("password_command", "wallet_password_command"):
        return (
            None if (isinstance(value, str) and value.strip()) or texts else f"{where}: {key} is a command in quotes."
        )
    if key == "schemas":
        return None if texts else f'{where}: schemas is a list such as ["HR", "SH"].'
    if key == "external":
        return None if isinstance(value, bool) else f"{where}: external is true or false."
    if key == "thick":
        return None if isinstance(value, (bool, str)) else f"{where}: thick is true, false or a directory."
    if not isinstance(value, str) or not value.strip():
        return f"{where}: {key} is a text in quotes."
    if key == "banner" and (len(value) > BANNER_LENGTH or not value.isprintable()):
        return f"{where}: banner is a word or two such as PROD, {BANNER_LENGTH} characters at most."
    if key == "dsn" and holds_secret(value):
        return f"{where}: dsn holds a password; leave it out, and change that password."
    if key == "user" and user_holds_secret(value):
        return f"{where}: user holds a password; leave it out, and change that password."
    return None


def _key(name: str) -> str:
    return name if _NAME.match(name) else repr(name)


def _path(text: str) -> Path:
    return expanded(text)


def overridden(login: Login, **given: Any) -> Login:
    """Return the login with what the command line gives: it beats the profile. None and "" give nothing."""
    return replace(login, **{name: value for name, value in given.items() if value not in (None, "", False)})

"""Who connects, where to, and how. The password stays out of every text that is made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

from repart_tui.connect.easy_connect import malformed, no_port

Role = Literal["sysdba", "sysoper", "sysbackup", "sysdg", "syskm", "sysrac", "sysasm"]
ROLES: tuple[Role, ...] = get_args(Role)

# user/password@anything, but not tcps://host?wallet=/a@b.
_USER_AND_PASSWORD = re.compile(r"(?!\w+://)[^@/()\s]*/[^@]*@")
# user:password@host, and the same or user/password behind tcps://.
_WITH_COLON = re.compile(r"[^@/():\s]+:[^@/()]*@|\w+://[^@?]*[/:][^@?]*@")
# What a URL of JDBC begins with: its @ follows no password.
_JDBC = re.compile(r"jdbc:\w+:\w+:@", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_EXTERNAL = re.compile(r"/\s*@")
_PASSWORD_PARAMETER = re.compile(r"(?:password|passwd|\bpwd|\bpw)\s*=", re.IGNORECASE)
# What JDBC and old habits write for a SID: host:port:SID.
_WITH_SID = re.compile(r"(?P<host>[\w.-]+|\[[0-9A-Fa-f:.]+\]):(?P<port>\d{1,5}):(?P<sid>\w[\w$#.]*)\Z")
# The port of host:port and what may follow; one of a descriptor is the driver's to judge.
_PORT = re.compile(r"(?:\w+:)?(?://)?(?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):(?P<port>\d+)(?:[/:?]|\Z)")
_ALIAS = re.compile(r"[^\s()/:=\"'\[\]]+\Z")


class LoginError(Exception):
    """A login cannot be used; the text is one sentence without secrets."""


@dataclass(frozen=True)
class Login:
    """Everything that a connection is made of.

    `thick` is False for the thin driver, True for Oracle's client libraries where the system finds them, or their
    directory. `proxy_for` is the user whose session a proxy user opens: `user[proxy_for]`.
    """

    dsn: str
    user: str = ""
    password: str = field(default="", repr=False)
    role: Role | None = None
    proxy_for: str = ""
    external: bool = False
    thick: bool | Path = False
    tns_admin: Path | None = None
    wallet: Path | None = None
    wallet_password: str = field(default="", repr=False)

    @property
    def title(self) -> str:
        """The login in a few words: user@dsn."""
        return f"{self.who}@{self.dsn}" if self.who else self.dsn

    @property
    def who(self) -> str:
        """The user as Oracle takes it, with the user behind a proxy in brackets."""
        return f"{self.user}[{self.proxy_for}]" if self.proxy_for else self.user

    @property
    def needs_password(self) -> bool:
        """False when the operating system, a wallet or Kerberos vouches for the user."""
        return not self.external

    @property
    def wants_thick(self) -> bool:
        """True when Oracle's client libraries are needed: asked for, or for external authentication."""
        return bool(self.thick) or self.external

    @property
    def is_alias(self) -> bool:
        """True when the connect string is a name that tnsnames.ora must explain."""
        return bool(_ALIAS.match(self.dsn))

    @property
    def connect_string(self) -> str:
        """The connect string for the driver; host:port:SID becomes a descriptor, for Easy Connect knows no SID."""
        found = _WITH_SID.match(self.dsn)
        if found is None:
            return self.dsn
        host = found["host"].strip("[]")
        return (
            f"(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST={host})(PORT={found['port']}))"
            f"(CONNECT_DATA=(SID={found['sid']})))"
        )

    def without_secrets(self) -> Login:
        """Return the login as it may be kept."""
        return replace(self, password="", wallet_password="")

    def secrets(self) -> tuple[str, ...]:
        """Return what must not be shown, the longest first."""
        return tuple(sorted(filter(None, (self.password, self.wallet_password)), key=len, reverse=True))


def holds_secret(dsn: str) -> bool:
    """Tell whether a connect string holds a password."""
    text = _JDBC.sub("", dsn.strip())
    if _EXTERNAL.match(text):
        return False
    return bool(_USER_AND_PASSWORD.match(text) or _WITH_COLON.match(text) or _PASSWORD_PARAMETER.search(text))


def user_holds_secret(user: str) -> bool:
    """Tell whether a user is written as user/password; a quoted name may hold a slash."""
    return "/" in _QUOTED.sub("", user)


def split_dsn(dsn: str) -> tuple[str, str, bool]:
    """Return user, connect string and whether authentication is external, from what one writes for sqlplus.

    `user@dsn`, `user[client]@dsn`, `/@dsn` and `/`, the database of this machine, are taken apart; an @ inside a
    descriptor or a URL stays. Raises LoginError when the text holds a password, is malformed, or has a port that cannot
    be: the driver takes 67057 for 1521, the rest of its division by 65536.
    """
    text = dsn.strip()
    if holds_secret(text):
        raise LoginError("The connect string holds a password; leave it out, it has a place of its own.")
    if _JDBC.match(text):
        raise LoginError(
            "The connect string is a URL of JDBC. Write what stands behind its @, such as host:port/service."
        )
    user, dsn, external = _split(text)
    port = _PORT.match(dsn)
    if port is not None and not 0 < int(port["port"][:6]) < 65536:
        raise LoginError(no_port("What stands behind the colon"))
    problem = malformed(dsn)
    if problem is not None:
        raise LoginError(problem)
    return user, dsn, external


def _split(text: str) -> tuple[str, str, bool]:
    if text == "/" or _EXTERNAL.match(text):
        return "", text.partition("@")[2].strip(), True
    before, at, after = text.partition("@")
    if not at or text.startswith("(") or "/" in before:
        return "", text, False
    return before.strip(), after.strip(), False


def role_of(text: str) -> Role:
    """Return the role that a text names, in any case and with or without AS; raises LoginError."""
    word = text.strip().lower().removeprefix("as ").strip()
    for role in ROLES:
        if role == word:
            return role
    raise LoginError(f"{text.strip()!r} is no role; Oracle knows {', '.join(role.upper() for role in ROLES)}.")

"""Connections that worked, the last one first; never with a password."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from repart_tui.atomic_file import write_atomically
from repart_tui.connect.login import ROLES, Login
from repart_tui.directories import is_there, state_directory

KEPT = 10


@dataclass(frozen=True)
class Recent:
    """A connection that worked: its login without secrets, the profile it came from, and the schemas read."""

    login: Login
    profile: str = ""
    schemas: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The connection in a few words."""
        role = f" as {self.login.role.upper()}" if self.login.role else ""
        return f"{self.login.title}{role}"


def recent_file() -> Path:
    """Return where recent connections are kept."""
    return state_directory() / "recent_connections.json"


def recent_connections() -> list[Recent]:
    """Return the connections that worked; a file that is missing or damaged counts as empty."""
    try:
        rows = json.loads(recent_file().read_text(encoding="utf-8"))
        return [_from_row(row) for row in rows][:KEPT]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return []


def remember(recent: Recent) -> None:
    """Put a connection first; what cannot be written is let go, for it is only a convenience."""
    kept = Recent(recent.login.without_secrets(), recent.profile, recent.schemas)
    others = [known for known in recent_connections() if known.login != kept.login]
    rows = [_to_row(known) for known in [kept, *others][:KEPT]]
    path = recent_file()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not is_there(path):
            path.touch(mode=0o600)
        write_atomically(path, (json.dumps(rows, indent=2) + "\n").encode())


def _to_row(recent: Recent) -> dict[str, Any]:
    # Field by field: a secret that a Login may get later does not come along by itself.
    login = recent.login
    row: dict[str, Any] = {"dsn": login.dsn, "user": login.user}
    optional: dict[str, Any] = {
        "role": login.role,
        "proxy_for": login.proxy_for,
        "external": login.external,
        "thick": str(login.thick) if isinstance(login.thick, Path) else login.thick,
        "tns_admin": str(login.tns_admin) if login.tns_admin else "",
        "wallet": str(login.wallet) if login.wallet else "",
        "profile": recent.profile,
        "schemas": list(recent.schemas),
    }
    return row | {name: value for name, value in optional.items() if value}


def _from_row(row: dict[str, Any]) -> Recent:
    role = row.get("role")
    thick = row.get("thick", False)
    login = Login(
        dsn=str(row["dsn"]),
        user=str(row.get("user", "")),
        role=role if role in ROLES else None,
        proxy_for=str(row.get("proxy_for", "")),
        external=row.get("external") is True,
        thick=Path(thick) if isinstance(thick, str) and thick else bool(thick),
        tns_admin=Path(row["tns_admin"]) if row.get("tns_admin") else None,
        wallet=Path(row["wallet"]) if row.get("wallet") else None,
    )
    return Recent(login, str(row.get("profile", "")), tuple(str(name) for name in row.get("schemas", ())))

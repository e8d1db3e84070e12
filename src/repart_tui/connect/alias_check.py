"""Before the driver is asked: does the alias exist, and is its entry well formed?"""

from __future__ import annotations

from pathlib import Path

from repart_tui.connect.client_files import (
    NetDirectory,
    NetSettings,
    directory_with,
    net_directories,
    read_aliases,
    read_settings,
)
from repart_tui.connect.login import Login
from repart_tui.connect.net_parameters import Entry

LDAP_HINT = (
    "sqlnet.ora looks names up in a directory server (LDAP), which the thin driver does not: use thick mode (--thick), "
    "or write host:port/service."
)


def settings_of(directories: list[NetDirectory]) -> NetSettings | None:
    """Return the sqlnet.ora of the first directory that has one; None when there is none or it cannot be read."""
    place = directory_with("sqlnet.ora", directories)
    if place is None:
        return None
    try:
        return read_settings(place.path / "sqlnet.ora")
    except OSError:
        return None


def names_directory(login: Login) -> Path | None:
    """Return the directory that the driver shall look in, None to leave it to the driver."""
    directories = net_directories(login.tns_admin)
    place = directory_with("tnsnames.ora", directories) or next(iter(directories), None)
    return place.path if place else None


def resolve(login: Login) -> Entry | None:
    """Return the entry of tnsnames.ora that the login's alias names; None when it cannot be found or is broken."""
    place = directory_with("tnsnames.ora", net_directories(login.tns_admin))
    if place is None or not login.is_alias:
        return None
    try:
        aliases = read_aliases(place.path / "tnsnames.ora")
    except OSError:
        return None
    settings = settings_of([place])
    return aliases.find(login.dsn, settings.default_domain if settings else None)


def alias_problem(login: Login) -> str | None:
    """Return why the connect string, an alias, cannot be resolved by the thin driver; None when it can.

    Oracle's client resolves names by more ways than the thin driver: in thick mode nothing is judged here.
    """
    if login.wants_thick or not login.is_alias:
        return None
    dsn = login.dsn
    directories = net_directories(login.tns_admin)
    settings = settings_of(directories)
    ldap = f" {LDAP_HINT}" if settings is not None and settings.uses_ldap else ""
    place = directory_with("tnsnames.ora", directories)
    if place is None:
        looked = ", ".join(f"{known.path} ({known.reason})" for known in directories)
        where = f"no tnsnames.ora in {looked}" if looked else "neither TNS_ADMIN nor ORACLE_HOME is set"
        advice = ldap or " Write host:port/service, or give --tns-admin DIR."
        return f"{dsn} is no host:port/service, and as an alias it means nothing: {where}.{advice}"
    file = place.path / "tnsnames.ora"
    try:
        aliases = read_aliases(file)
    except OSError as error:
        return f"{file} cannot be read: {error.strerror or error}."
    if aliases.find(dsn, settings.default_domain if settings else None) is not None:
        return None
    broken = aliases.problem_of(dsn)
    if broken is not None:
        return f"The alias {dsn} cannot be used. {broken}."
    near = aliases.near(dsn)
    known = f"did you mean {' or '.join(near)}?" if near else f"it has {_some(list(aliases.entries))}."
    also = f" {aliases.problems[0]}." if aliases.problems else ""
    return f"{dsn} is not in {file}; {known}{also}{ldap}"


def _some(names: list[str]) -> str:
    if not names:
        return "no alias that can be used"
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more

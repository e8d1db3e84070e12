"""Oracle's files on this machine, and the way to one listener."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

from repart_tui.connect.alias_check import LDAP_HINT, alias_problem, resolve
from repart_tui.connect.client_files import NetDirectory, directory_with, net_directories, read_aliases, read_settings
from repart_tui.connect.login import Login
from repart_tui.connect.wallet import wallet_findings
from repart_tui.connection import ConnectError, addresses
from repart_tui.counted import counted
from repart_tui.directories import is_directory
from repart_tui.doctor.check import Check, Result

_PROBLEMS_SHOWN = 10
_CONNECT_SECONDS = 10.0


def net_file_checks(given: Path | None, *, thick: bool) -> Iterator[Check]:
    """Check tnsnames.ora and sqlnet.ora."""
    directories = net_directories(given)
    if not directories:
        text = "Neither TNS_ADMIN nor ORACLE_HOME is set: aliases mean nothing, host:port/service works"
        yield Check("Oracle Net files", "note", text)
        return
    for place in directories:
        if not is_directory(place.path):
            result: Result = "error" if given is not None else "warning"
            yield Check("Oracle Net files", result, f"{place.path} ({place.reason}) is no directory.")
    yield from _tnsnames(directories)
    configured = directory_with("sqlnet.ora", directories)
    if configured is not None:
        yield from _sqlnet(configured.path / "sqlnet.ora", thick=thick)


def _tnsnames(directories: list[NetDirectory]) -> Iterator[Check]:
    place = directory_with("tnsnames.ora", directories)
    if place is None:
        looked = ", ".join(str(known.path) for known in directories)
        yield Check("Oracle Net files", "note", f"no tnsnames.ora in {looked}")
        return
    file = place.path / "tnsnames.ora"
    try:
        aliases = read_aliases(file)
    except OSError as error:
        yield Check("Oracle Net files", "error", f"{file} cannot be read: {error.strerror or error}.")
        return
    yield Check("Oracle Net files", "ok", f"{file} ({place.reason}): {counted(len(aliases.entries), 'alias')}")
    for problem in aliases.problems[:_PROBLEMS_SHOWN]:
        yield Check("Oracle Net files", "warning", f"{problem}.")
    if len(aliases.problems) > _PROBLEMS_SHOWN:
        yield Check("Oracle Net files", "warning", f"and {len(aliases.problems) - _PROBLEMS_SHOWN} more like these.")


def _sqlnet(file: Path, *, thick: bool) -> Iterator[Check]:
    try:
        settings = read_settings(file)
    except OSError as error:
        yield Check("Oracle Net files", "error", f"{file} cannot be read: {error.strerror or error}.")
        return
    yield Check("Oracle Net files", "ok", str(file))
    for problem in settings.problems:
        yield Check("Oracle Net files", "warning", f"{problem}.")
    if settings.uses_ldap:
        yield Check(
            "Oracle Net files", "ok" if thick else "note", "names are looked up in LDAP" if thick else LDAP_HINT
        )
    if settings.encryption in ("REQUIRED", "REQUESTED") and not thick:
        text = f"SQLNET.ENCRYPTION_CLIENT is {settings.encryption}, which the thin driver does not heed."
        yield Check("Oracle Net files", "note", text, "Use --thick where the database demands encryption, or TCPS.")
    if settings.wallet is not None and thick:
        yield from wallet_checks(settings.wallet, thick=True)
    elif settings.wallet is not None:
        text = f"WALLET_LOCATION is {settings.wallet}, which the thin driver does not heed."
        yield Check("Oracle Net files", "note", text, f"Give --wallet {settings.wallet} where TCPS needs it.")


def wallet_checks(directory: Path, *, thick: bool) -> Iterator[Check]:
    """Check a wallet."""
    for finding in wallet_findings(directory, thick=thick):
        yield Check("wallet", "ok" if finding.severity == "note" else finding.severity, finding.text)


def route_checks(login: Login) -> Iterator[Check]:
    """Check the way to the listeners: the alias, the host's name, the port."""
    problem = alias_problem(login)
    try:
        found = addresses(login)
    except ConnectError as error:
        text = problem or error.explained.what or str(error)
        yield Check("way to the listener", "error", text, "" if problem else error.explained.todo)
        return
    if problem is not None:
        # The driver is more lenient than Oracle's rules for the file; SQL*Plus may not be.
        yield Check("way to the listener", "warning", problem)
    entry = resolve(login)
    if entry is not None:
        yield Check("way to the listener", "ok", f"{login.dsn} stands in {entry.file}, line {entry.line}")
    reached = 0
    checks = []
    for host, port in found:
        check = _reach(host, port)
        reached += check.result == "ok"
        checks.append(check)
    for check in checks:
        # One of several addresses is enough.
        softened: Result = "warning" if check.result == "error" and reached else check.result
        yield Check(check.section, softened, check.text, check.todo)


def _reach(host: str, port: int) -> Check:
    section = "way to the listener"
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        return Check(section, "error", f"{host} is not known: {error.strerror or error}.", "Check its spelling.")
    family, kind, protocol, _, address = found[0]
    started = time.perf_counter()
    try:
        with socket.socket(family, kind, protocol) as opened:
            opened.settimeout(_CONNECT_SECONDS)
            opened.connect(address)
    except TimeoutError:
        text = f"{host}:{port} ({address[0]}) gives no answer in {_CONNECT_SECONDS:.0f} s."
        return Check(section, "error", text, "A firewall may drop the packets: ask for this port to be opened.")
    except OSError as error:
        text = f"{host}:{port} ({address[0]}) cannot be reached: {error.strerror or error}."
        return Check(section, "error", text, "Check the port, and whether the listener runs: lsnrctl status.")
    took = (time.perf_counter() - started) * 1000
    return Check(section, "ok", f"{host}:{port} ({address[0]}) answers in {took:.0f} ms")

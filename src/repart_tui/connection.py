"""Connect to Oracle, by the thin driver or Oracle's client libraries; the only file that imports oracledb, lazily."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repart_tui import __version__
from repart_tui.connect.alias_check import alias_problem, names_directory
from repart_tui.connect.deadline import GivenUp, NoAnswer, within
from repart_tui.connect.easy_connect import (
    MAY_BE_A_LOGIN,
    may_be_a_login,
    missing_service,
    named,
    without_malformed,
    without_second_name,
)
from repart_tui.connect.login import Login, holds_secret
from repart_tui.connect.oracle_errors import CLOSED_AT_ONCE, CLOSED_IN_HANDSHAKE, Explained, explain
from repart_tui.connect.wallet import wallet_problem
from repart_tui.directories import expanded

if TYPE_CHECKING:
    import oracledb

CALL_TIMEOUT_SECONDS = 600
"""Longest wait for one round trip: DBA_SEGMENTS of a large database takes minutes, a dead network takes for ever."""
CONNECT_TIMEOUT_SECONDS = 120
"""Longest wait for a login: a descriptor with RETRY_COUNT may take a minute, a server that is silent for ever."""
PREFETCH_ROWS = 2001
"""One more than the rows of a fetch, so that a result of up to 2,000 rows takes a single round trip."""

_ROLE_NAMES = {"sysbackup": "SYSBKP", "sysdg": "SYSDGD", "syskm": "SYSKMT"}
"""The driver's names of roles where they are not Oracle's own."""

_NAME_CODES = frozenset(
    {"DPY-2049", "DPY-2059", "DPY-4000", "DPY-4017", "DPY-4018", "DPY-4026", "DPY-4027", "DPY-4030"}
)
"""Errors that tnsnames.ora may explain, with its line."""
_UNREADABLE = ("DPY-2049", "DPY-2059", "DPY-4017", "DPY-4018", "DPY-4028")
"""Errors about a connect string that cannot be read; the driver repeats it, or the part it stumbled over."""
_ENCRYPTION_HINT = (
    "If every connection ends so at once, the database may demand Native Network Encryption, which takes thick mode "
    "(--thick)."
)


class ConnectError(Exception):
    """The database cannot be reached; the text is one line without the password, `code` such as ORA-01017.

    `explained` tells what it means, what to do, and the driver's own text apart.
    """

    def __init__(self, text: str, code: str | None = None, explained: Explained | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.explained = explained or Explained(code, text, "", "")


def connect(
    login: Login,
    *,
    call_timeout_seconds: int = CALL_TIMEOUT_SECONDS,
    connect_timeout_seconds: float = CONNECT_TIMEOUT_SECONDS,
    given_up: Callable[[], bool] = lambda: False,
) -> oracledb.Connection:
    """Return a connection for reading the dictionary; raises ConnectError, also once `given_up` returns True.

    Thick mode is chosen here, before the first connection of the process; afterwards Oracle's driver allows no change.
    """
    if not login.dsn.strip() and not login.wants_thick:
        raise ConnectError("A connect string is needed, such as host:port/service.")
    if holds_secret(login.dsn):
        raise ConnectError("The connect string holds a password; leave it out, it has a place of its own.")
    try:
        import oracledb
    except ImportError as error:
        raise ConnectError(f"The driver oracledb cannot be loaded: {error}.") from error
    _check_wallet(login)

    # CLOBs as text, so that rows look as they do in a dictionary file.
    oracledb.defaults.fetch_lobs = False
    oracledb.defaults.prefetchrows = PREFETCH_ROWS
    try:
        if login.wants_thick:
            _use_client_libraries(login)
        arguments = _arguments(login)
        connection = within(
            connect_timeout_seconds, lambda: oracledb.connect(**arguments), lambda late: late.close(), given_up
        )
        connection.call_timeout = call_timeout_seconds * 1000
        # What a DBA sees in V$SESSION.
        connection.module = "repart-tui"
        connection.action = f"discover {__version__}"
    except (oracledb.Error, OSError, ValueError) as error:
        # "from None": a log of this error must not lead back to the call with the password.
        raise _worded(error, login) from None
    except NoAnswer:
        raise _silent(login, connect_timeout_seconds) from None
    except GivenUp:
        raise ConnectError("Connecting was stopped.") from None
    return connection


def _silent(login: Login, seconds: float) -> ConnectError:
    """Return the error for a server that takes the connection and then says nothing."""
    who = "The database" if may_be_a_login(login.dsn) else login.dsn.strip() or "The database"
    what = f"{who} took the connection and gave no answer for {seconds:.0f} seconds."
    todo = (
        "The listener or the database may hang, or something else listens there. A TCPS port wants "
        "tcps://host:port/service, and a plain one answers no TLS."
    )
    return ConnectError(f"{what} {todo}", None, Explained(None, what, todo, ""))


def _check_wallet(login: Login) -> None:
    """Raise ConnectError for a wallet that cannot be used, whether the login names it or its connect descriptor."""
    directory = login.wallet
    if directory is None and not login.wants_thick and (parameters := _parameters(login)) is not None:
        place = parameters.wallet_location
        place = place[0] if isinstance(place, list) else place
        # Else the driver looks beside tnsnames.ora too, and does without where there is none.
        directory = Path(place) if place else None
    if directory is None:
        return
    problem = wallet_problem(directory, thick=login.wants_thick, password=login.wallet_password)
    if problem:
        raise ConnectError(problem, "DPY-2018", Explained("DPY-2018", problem, "", ""))


def _parameters(login: Login) -> oracledb.ConnectParams | None:
    """Return what a connect string means to the thin driver; None where it cannot be resolved."""
    import oracledb

    directory = names_directory(login)
    parameters: oracledb.ConnectParams = oracledb.ConnectParams(config_dir=str(directory) if directory else None)
    try:
        parameters.parse_connect_string(login.connect_string)
    except (oracledb.Error, OSError, ValueError):
        return None
    return parameters


def client_version(library_directory: Path | None = None) -> str:
    """Load Oracle's client libraries and return their version; raises ConnectError.

    It decides the mode of the whole process: call it in one of its own to only look.
    """
    import oracledb

    login = Login("", thick=library_directory or True)
    try:
        _use_client_libraries(login)
        return ".".join(map(str, oracledb.clientversion()))
    except oracledb.Error as error:
        raise _worded(error, login) from None


def addresses(login: Login) -> list[tuple[str, int]]:
    """Return host and port of each listener that a connect string names; raises ConnectError.

    In thick mode Oracle's client resolves aliases by more ways than can be followed here: there may be none.
    """
    import oracledb

    directory = names_directory(login)
    parameters = oracledb.ConnectParams(config_dir=str(directory) if directory else None)
    try:
        parameters.parse_connect_string(login.connect_string)
    except oracledb.Error as error:
        if login.wants_thick and login.is_alias:
            return []
        raise _worded(error, login) from None
    hosts, ports = (value if isinstance(value, list) else [value] for value in (parameters.host, parameters.port))
    return [(host, int(port)) for host, port in zip(hosts, ports, strict=True) if host]


def _use_client_libraries(login: Login) -> None:
    import oracledb

    if not oracledb.is_thin_mode():
        return
    directory = str(login.thick) if isinstance(login.thick, Path) else None
    configured = names_directory(login)
    oracledb.init_oracle_client(lib_dir=directory, config_dir=str(configured) if configured else None)


def _arguments(login: Login) -> dict[str, Any]:
    """Return the driver's arguments; only what is set, for some do not go together."""
    import oracledb

    arguments: dict[str, Any] = {"dsn": login.connect_string.strip() or None}
    if login.external:
        # A proxy user stands in brackets alone: [client].
        arguments |= {"externalauth": True, "user": f"[{login.proxy_for}]" if login.proxy_for else None}
    else:
        arguments |= {"user": login.who, "password": login.password}
    if login.role:
        name = _ROLE_NAMES.get(login.role, login.role.upper())
        arguments["mode"] = getattr(oracledb, f"AUTH_MODE_{name}")
    directory = names_directory(login)
    if directory is not None and oracledb.is_thin_mode():
        arguments["config_dir"] = str(directory)
    if login.wallet is not None:
        arguments["wallet_location"] = str(expanded(login.wallet))
        if not oracledb.is_thin_mode():
            # Oracle's client would take the connect string as it is, without the wallet.
            arguments["thick_mode_dsn_passthrough"] = False
    if login.wallet_password:
        arguments["wallet_password"] = login.wallet_password
    return {name: value for name, value in arguments.items() if value is not None}


def _worded(error: Exception, login: Login) -> ConnectError:
    """Return the error in words: what it means, what to do, and the driver's own text, without secrets."""
    text = " ".join(str(error).split())
    for secret in login.secrets():
        text = text.replace(secret, "***")
    text = without_second_name(text, login.dsn)
    if any(code in text for code in _UNREADABLE):
        text = without_malformed(text)
    dsn, user = named(login.dsn) or "the database", login.who or "you"
    details = error.args[0] if error.args else None
    explained = explain(text, dsn=dsn, user=user, code=getattr(details, "full_code", None) or None)
    if isinstance(error, socket.gaierror) or "[Errno -2]" in text or "[Errno -3]" in text:
        explained = Explained(
            explained.code,
            f"The host in {dsn} is not known.",
            "Check its spelling, and whether this machine's name server knows it.",
            explained.original,
        )
    explained = _with_alias_problem(explained, login)
    if explained.code == "DPY-4011" and not login.wants_thick:
        if "DPY-6005" in text:
            # Nothing of Oracle's protocol was spoken yet.
            meaning = CLOSED_IN_HANDSHAKE if _over_tls(login) else CLOSED_AT_ONCE
            explained = replace(explained, what=meaning.what.replace("{dsn}", dsn), todo=meaning.todo)
        else:
            explained = replace(explained, todo=f"{explained.todo} {_ENCRYPTION_HINT}")
    if may_be_a_login(login.dsn):
        explained = replace(explained, todo=f"{explained.todo} {MAY_BE_A_LOGIN}".strip())
    if not explained.what:
        return ConnectError(f"Connecting to {dsn} failed: {text}", explained.code, explained)
    return ConnectError(explained.sentence, explained.code, explained)


def _over_tls(login: Login) -> bool:
    parameters = _parameters(login)
    protocol = parameters.protocol if parameters is not None else None
    return "tcps" in (protocol if isinstance(protocol, list) else [protocol])


def _with_alias_problem(explained: Explained, login: Login) -> Explained:
    """Add what tnsnames.ora has to do with it. Only now: the driver is lenient, and what works needs no remark."""
    if explained.code is not None and not explained.code.startswith("DPY-"):
        return explained
    problem = alias_problem(login)
    if problem is None and explained.code in _NAME_CODES and not login.wants_thick:
        problem = missing_service(login.dsn)
    if problem is None:
        return explained
    if explained.code in _NAME_CODES or not explained.what:
        return Explained(explained.code, problem, "", explained.original)
    return replace(explained, todo=f"{explained.todo} Besides: {problem}")

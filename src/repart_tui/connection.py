"""Connect to Oracle with the thin driver; the only file that imports oracledb, and only when it is needed."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING, Literal

from repart_tui import __version__

if TYPE_CHECKING:
    import oracledb

Mode = Literal["sysdba", "sysoper", "sysbackup", "sysdg", "syskm"]

CALL_TIMEOUT_SECONDS = 600
"""Longest wait for one round trip: DBA_SEGMENTS of a large database takes minutes, a dead network takes for ever."""
_PREFETCH_ROWS = 1001
"""One more than the rows of a fetch, so that a result of up to 1,000 rows takes a single round trip."""

# user/password@anything, but not tcps://host?wallet=/a@b.
_USER_AND_PASSWORD = re.compile(r"(?!\w+://)[^@/()\s]*/[^@]*@")
_PASSWORD_PARAMETER = re.compile(r"password\s*=", re.IGNORECASE)

_SENTENCES = {
    "DPY-3001": "This database demands Native Network Encryption, which the thin driver does not speak: use TCPS.",
    "DPY-3010": "This database is older than the thin driver supports, which is Oracle Database 12.1.",
    "DPY-3015": "The password of {user} is stored in the old 10G form only; setting it anew stores it in today's.",
    "DPY-3016": "The package cryptography, which the driver needs, cannot be loaded.",
    "DPY-4000": "{dsn} is not in tnsnames.ora; set TNS_ADMIN to its directory, or write host:port/service.",
    "DPY-4001": "A user and a password are needed.",
    "DPY-4011": "The database or the network closed the connection.",
    "DPY-4017": "The connect descriptor {dsn} is not well formed.",
    "DPY-4018": "The connect descriptor {dsn} is not well formed.",
    "DPY-4024": "The database did not answer in time.",
    "DPY-4026": "tnsnames.ora was not found, so {dsn} means nothing; set TNS_ADMIN, or write host:port/service.",
    "DPY-4027": "No directory with tnsnames.ora is known, so {dsn} means nothing; set TNS_ADMIN, or write "
    "host:port/service.",
    "DPY-6000": "The listener of {dsn} refused the connection.",
    "DPY-6001": "The listener of {dsn} knows no such service: is the name right, and the database open?",
    "DPY-6003": "The listener of {dsn} knows no such SID.",
    "DPY-6005": "No listener can be reached at {dsn}: check host, port and firewall.",
    "ORA-01005": "A password is needed.",
    "ORA-01017": "The user name or the password of {user} is not right.",
    "ORA-01033": "The database is starting up or shutting down.",
    "ORA-01034": "The database is not running.",
    "ORA-01035": "The database is open for those with RESTRICTED SESSION only.",
    "ORA-01045": "{user} lacks the privilege CREATE SESSION.",
    "ORA-01089": "The database is shutting down.",
    "ORA-12505": "The listener of {dsn} knows no such SID.",
    "ORA-12514": "The listener of {dsn} knows no such service: is the name right, and the database open?",
    "ORA-12541": "No listener answers at {dsn}.",
    "ORA-28000": "The account {user} is locked.",
    "ORA-28001": "The password of {user} has expired; set a new one first, for instance in SQL*Plus.",
    "ORA-28009": "SYS can connect as SYSDBA only.",
}
"""Plain words for what goes wrong most often; the driver's own text follows them."""
_CODE = re.compile(r"\b(?:DPY|DPI|ORA)-\d{4,5}\b")


class ConnectError(Exception):
    """The database cannot be reached; the text is one line without the password, `code` such as ORA-01017."""

    def __init__(self, text: str, code: str | None = None) -> None:
        super().__init__(text)
        self.code = code


def holds_secret(dsn: str) -> bool:
    """Tell whether a connect string holds a password."""
    return bool(_USER_AND_PASSWORD.match(dsn.strip()) or _PASSWORD_PARAMETER.search(dsn))


def connect(
    dsn: str,
    user: str,
    password: str,
    *,
    mode: Mode | None = None,
    call_timeout_seconds: int = CALL_TIMEOUT_SECONDS,
) -> oracledb.Connection:
    """Return a connection for reading the dictionary; raises ConnectError.

    `dsn` is host:port/service, an alias of tnsnames.ora (found through TNS_ADMIN), or a descriptor.
    """
    if not dsn.strip():
        raise ConnectError("A connect string is needed, such as host:port/service.")
    if holds_secret(dsn):
        raise ConnectError("The connect string holds a password; leave it out, it has a place of its own.")
    try:
        import oracledb
    except ImportError as error:
        raise ConnectError(f"The driver oracledb cannot be loaded: {error}.") from error

    # CLOBs as text, so that rows look as they do in a dictionary file.
    oracledb.defaults.fetch_lobs = False
    oracledb.defaults.prefetchrows = _PREFETCH_ROWS
    role = getattr(oracledb, f"AUTH_MODE_{mode.upper()}") if mode else oracledb.AUTH_MODE_DEFAULT
    try:
        connection = oracledb.connect(dsn=dsn.strip(), user=user, password=password, mode=role)
        connection.call_timeout = call_timeout_seconds * 1000
        # What a DBA sees in V$SESSION.
        connection.module = "repart-tui"
        connection.action = f"discover {__version__}"
    except (oracledb.Error, OSError, ValueError) as error:
        # "from None": a log of this error must not lead back to the call with the password.
        raise _worded(error, dsn.strip(), user, password) from None
    return connection


def _worded(error: Exception, dsn: str, user: str, password: str) -> ConnectError:
    text = " ".join(str(error).split())
    if password:
        text = text.replace(password, "***")
    if isinstance(error, socket.gaierror):
        return ConnectError(f"The host in {dsn} is not known. ({text})")
    codes = _CODE.findall(text)
    code: str | None = getattr(error.args[0] if error.args else None, "full_code", None) or next(iter(codes), None)
    # The driver wraps the telling code: "DPY-6005: cannot connect ... DPY-6001: Service ... is not registered".
    telling = next((found for found in [*reversed(codes), code] if found in _SENTENCES), None)
    if telling is None:
        return ConnectError(f"Connecting to {dsn} failed: {text}", code)
    return ConnectError(f"{_SENTENCES[telling].format(dsn=dsn, user=user)} ({text})", telling)

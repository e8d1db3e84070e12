"""What an error of Oracle or of its driver means, and what to do about it, in one sentence each.

Sources: Database Error Messages (ORA-, TNS-), python-oracledb manual, "Error Handling" and "Appendix: Troubleshooting"
(DPY-, DPI-). The driver's own text is kept beside: it can be searched for, and a colleague knows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = re.compile(r"\b(?:DPY|DPI|ORA|TNS)-\d{4,5}\b")
_TLS = "[SSL"
_HELP = re.compile(r"\s*Help: https?://\S+")


@dataclass(frozen=True)
class Meaning:
    """What a code means, and what to do; both may name {dsn} and {user}."""

    what: str
    todo: str


@dataclass(frozen=True)
class Explained:
    """An error in plain words, with the driver's own text."""

    code: str | None
    what: str
    todo: str
    original: str

    @property
    def sentence(self) -> str:
        """Everything on one line."""
        return " ".join(part for part in (self.what, self.todo, f"({self.original})") if part)

    @property
    def lines(self) -> list[str]:
        """What it means, what to do, and the original text, one on a line."""
        return [line for line in (self.what, self.todo, self.original) if line]


_THICK = (
    "Use thick mode: --thick, or thick in the profile, with Oracle Instant Client on this machine "
    "(repart-tui doctor looks for it)."
)
_ALIAS = "Write host:port/service, or name the directory of tnsnames.ora: --tns-admin DIR, or TNS_ADMIN."
_CLOSED = (
    "Connect again. If it comes back at once: a firewall or a profile limit ends sessions, or the server crashed; its "
    "alert log says which."
)
_GRANT = "Ask for SELECT_CATALOG_ROLE or SELECT ANY DICTIONARY."
_LISTENER = "Check host and port, whether the listener runs (lsnrctl status on the server), and the firewall between."
_SERVICE = (
    "Compare with lsnrctl services on the server; a pluggable database has a service of its own, and a database that "
    "just started registers within a minute."
)
_WALLET = "Look at the wallet: repart-tui doctor --connect DSN --wallet DIR."

MEANINGS: dict[str, Meaning] = {
    # ---- the driver ------------------------------------------------------------------------------------------
    "DPI-1047": Meaning(
        "Oracle's client libraries cannot be loaded, so there is no thick mode.",
        "Install Oracle Instant Client (with libaio) and name its directory: --client-lib DIR, or leave out --thick.",
    ),
    "DPI-1050": Meaning(
        "Oracle's client libraries are older than this driver supports.",
        "Use Instant Client 19 or later: --client-lib DIR.",
    ),
    "DPY-2017": Meaning(
        "Oracle's client libraries were loaded before with other settings.",
        "Leave repart-tui and start it with the one you want.",
    ),
    "DPY-2018": Meaning("The wallet lacks the file that the thin driver reads, ewallet.pem.", _WALLET),
    "DPY-2049": Meaning("The connect descriptor names no address.", "Add (ADDRESS=(PROTOCOL=TCP)(HOST=..)(PORT=..))."),
    "DPY-2059": Meaning("The connect string is no connect descriptor.", "Write host:port/service."),
    "DPY-2019": Meaning(
        "Thick mode must be chosen before the first connection, and this program has already connected in thin mode.",
        "Leave repart-tui and start it with --thick, or with a profile that says thick = true.",
    ),
    "DPY-3001": Meaning(
        "This database demands Native Network Encryption or another feature that the thin driver does not speak.",
        f"{_THICK} Or connect over TCPS where the database offers it.",
    ),
    "DPY-3010": Meaning(
        "This database is older than the thin driver supports, which is Oracle Database 12.1.",
        "repart-tui is made for 12.2 and later.",
    ),
    "DPY-3015": Meaning(
        "The password of {user} is stored in the old 10G form only.",
        f"Setting it anew stores it in today's form. {_THICK}",
    ),
    "DPY-3016": Meaning(
        "The package cryptography, which the driver needs, cannot be loaded.", "Install repart-tui anew with pip."
    ),
    "DPY-4000": Meaning("{dsn} is not in tnsnames.ora.", _ALIAS),
    "DPY-4001": Meaning(
        "A user and a password are needed.",
        "Give --user, and the password when it is asked for; or --external where the system vouches for you.",
    ),
    "DPY-4011": Meaning("The database or the network closed the connection.", _CLOSED),
    "DPY-4017": Meaning(
        "The connect descriptor is not well formed.",
        "Count its parentheses; each holds NAME=value or NAME=(...). No password belongs there: it is asked for.",
    ),
    "DPY-4018": Meaning(
        "The connect string cannot be read.",
        "Write host:port/service, host:port:SID, an alias of tnsnames.ora, or a descriptor in parentheses.",
    ),
    "DPY-4021": Meaning(
        "The thin driver knows the protocols tcp and tcps only, and {dsn} names another.", f"Use one of these. {_THICK}"
    ),
    "DPY-4024": Meaning(
        "The database did not answer in time, and the call was given up.",
        "Try again; large dictionaries with old statistics are slow: DBMS_STATS.GATHER_DICTIONARY_STATS helps.",
    ),
    "DPY-4026": Meaning("tnsnames.ora was not found, so {dsn} means nothing.", _ALIAS),
    "DPY-4027": Meaning("No directory with tnsnames.ora is known, so {dsn} means nothing.", _ALIAS),
    "DPY-4028": Meaning(
        "What stands behind the service in the connect string is no type of server.",
        "Write host:port/service:dedicated, :shared or :pooled, or leave the type out. No password belongs there.",
    ),
    "DPY-4030": Meaning("tnsnames.ora includes itself by IFILE.", "Take the IFILE line out of one of the files."),
    "DPY-4035": Meaning(
        "The server proved its identity wrongly: it is not the database that knows your password.",
        "Check the address; something in between may pretend to be the database.",
    ),
    "DPY-6000": Meaning(
        "The listener of {dsn} refused the connection.",
        "Its number says why; ask for the listener's log. Often: too many processes, or your address is not allowed.",
    ),
    "DPY-6001": Meaning("The listener of {dsn} knows no such service.", _SERVICE),
    "DPY-6002": Meaning(
        "The certificate of the server does not carry the name that was asked for.",
        "Correct SSL_SERVER_CERT_DN in the descriptor, or the host name.",
    ),
    "DPY-6003": Meaning(
        "The listener of {dsn} knows no such SID.",
        "A pluggable database has no SID: use its service, host:port/service.",
    ),
    "DPY-6005": Meaning("No listener can be reached at {dsn}.", _LISTENER),
    "DPY-6006": Meaning(
        "The certificate of the server does not carry the host name that was asked for.",
        "Use the host name of the certificate, or ask for one with this name.",
    ),
    # ---- credentials -----------------------------------------------------------------------------------------
    "ORA-01005": Meaning("A password is needed.", "Connect again and type it."),
    "ORA-01017": Meaning(
        "The user name or the password of {user} is not right.",
        "Passwords are case-sensitive; a few wrong ones lock the account. Is it the right database?",
    ),
    "ORA-01045": Meaning("{user} lacks the privilege CREATE SESSION.", "Ask a DBA: GRANT CREATE SESSION TO {user};"),
    "ORA-28000": Meaning(
        "The account {user} is locked.", "Ask a DBA: ALTER USER {user} ACCOUNT UNLOCK; and find out who locked it."
    ),
    "ORA-28001": Meaning(
        "The password of {user} has expired.",
        "Set a new one first, for instance in SQL*Plus, which asks for it at the login.",
    ),
    "ORA-28009": Meaning(
        "SYS can connect as SYSDBA or SYSOPER only.", "Add --role sysdba, or connect as another user."
    ),
    "ORA-28040": Meaning(
        "The server refuses the way in which this client proves its password.",
        "SQLNET.ALLOWED_LOGON_VERSION_SERVER on the server and the stored password forms do not fit together.",
    ),
    "ORA-28150": Meaning(
        "The proxy user may not open a session of that user.",
        "Ask a DBA: ALTER USER client GRANT CONNECT THROUGH proxy;",
    ),
    "ORA-01031": Meaning("{user} may not do this.", f"For a role such as SYSDBA it must be granted; else: {_GRANT}"),
    "ORA-28547": Meaning(
        "The two sides could not agree at the login.",
        f"Often Native Network Encryption or checksumming that only one side knows. {_THICK}",
    ),
    # ---- the listener and the network ------------------------------------------------------------------------
    "ORA-12154": Meaning("{dsn} is no alias that Oracle's client can resolve.", _ALIAS),
    "ORA-12170": Meaning("No answer came from {dsn} in time.", _LISTENER),
    "ORA-12261": Meaning("{dsn} is no well formed connect string.", "Write host:port/service."),
    "ORA-12262": Meaning("The host name in {dsn} is unknown.", "Check its spelling and the name server."),
    "ORA-12500": Meaning(
        "The listener of {dsn} could not start a server process.", "The server lacks memory or processes."
    ),
    "ORA-12505": Meaning(
        "The listener of {dsn} knows no such SID.",
        "A pluggable database has no SID: use its service, host:port/service.",
    ),
    "ORA-12514": Meaning("The listener of {dsn} knows no such service.", _SERVICE),
    "ORA-12516": Meaning(
        "The listener of {dsn} has no free process for us.", "Try again in a minute; else raise PROCESSES."
    ),
    "ORA-12518": Meaning(
        "The listener of {dsn} could not hand the connection over.", "The server lacks memory or processes."
    ),
    "ORA-12519": Meaning(
        "The listener of {dsn} has no free process for us.", "Try again in a minute; else raise PROCESSES."
    ),
    "ORA-12520": Meaning(
        "The listener of {dsn} has no handler of the kind that was asked for.", "Leave (SERVER=SHARED) out."
    ),
    "ORA-12521": Meaning(
        "The listener of {dsn} knows no such instance.", "Leave INSTANCE_NAME out, or compare with lsnrctl services."
    ),
    "ORA-12526": Meaning(
        "The database behind {dsn} is open for those with RESTRICTED SESSION only.", "Wait, or ask for that privilege."
    ),
    "ORA-12528": Meaning(
        "The database behind {dsn} is starting, or mounted and not open.", "Wait until it is open, or open it."
    ),
    "ORA-12537": Meaning(
        "The other side closed the connection at once.",
        "Often the node is not invited (TCP.INVITED_NODES), or the listener cannot start a server process.",
    ),
    "ORA-12541": Meaning("No listener answers at {dsn}.", _LISTENER),
    "ORA-12545": Meaning("The host in {dsn} is not known or cannot be reached.", "Check its spelling and the network."),
    "ORA-12547": Meaning("The connection broke off.", _CLOSED),
    "ORA-12560": Meaning(
        "Oracle's client found no way to the database.", "Give a connect string: --connect host:port/service."
    ),
    "ORA-12660": Meaning(
        "Client and server demand encryption or checksums that contradict each other.",
        "Compare SQLNET.ENCRYPTION_CLIENT in sqlnet.ora here with SQLNET.ENCRYPTION_SERVER there; REQUIRED on one side "
        "does not go with REJECTED on the other. The thin driver knows none: use thick mode (--thick).",
    ),
    "ORA-28759": Meaning("The wallet cannot be opened.", _WALLET),
    "ORA-29024": Meaning(
        "The certificate of the server is not trusted.", "Put the certificate of its authority into the wallet."
    ),
    # ---- the state of the database ---------------------------------------------------------------------------
    "ORA-00018": Meaning("The database has as many sessions as it allows.", "Try again later, or raise SESSIONS."),
    "ORA-00020": Meaning("The database has as many processes as it allows.", "Try again later, or raise PROCESSES."),
    "ORA-00257": Meaning(
        "The archiver is stuck: there is no room for redo logs.", "Nothing works until the DBA makes room for them."
    ),
    "ORA-01033": Meaning("The database is starting up or shutting down.", "Wait until it is open."),
    "ORA-01034": Meaning("The database is not running.", "Start it, or check that the address is the right one."),
    "ORA-01035": Meaning(
        "The database is open for those with RESTRICTED SESSION only.", "Wait, or ask for that privilege."
    ),
    "ORA-01089": Meaning("The database is shutting down.", "Wait until it is open again."),
    "ORA-01109": Meaning(
        "The database is not open.", "A pluggable database must be opened: ALTER PLUGGABLE DATABASE name OPEN;"
    ),
    "ORA-27101": Meaning("The database is not running.", "Start it, or check ORACLE_SID and the address."),
    # ---- reading the dictionary ------------------------------------------------------------------------------
    "ORA-00028": Meaning("Somebody ended this session.", "Connect again; ask who did it, and why."),
    "ORA-00604": Meaning(
        "Something inside the database failed, often a logon trigger.", "The error below it in the text says what."
    ),
    "ORA-00942": Meaning("A view of the dictionary is absent or may not be read.", _GRANT),
    "ORA-01013": Meaning("The query was cancelled.", "What had arrived is kept."),
    "ORA-01555": Meaning(
        "The query ran longer than the database keeps old versions.", "Read fewer schemas at a time, or try again."
    ),
    "ORA-01652": Meaning(
        "The temporary tablespace is full, so a query of the dictionary could not sort.",
        "Ask for room in it, or read fewer schemas at a time.",
    ),
    "ORA-02391": Meaning(
        "{user} has as many sessions as its profile allows.", "Close one, or raise SESSIONS_PER_USER."
    ),
    "ORA-02396": Meaning("The session was idle for longer than its profile allows.", "Connect again."),
    "ORA-03113": Meaning("The connection to the server process broke.", _CLOSED),
    "ORA-03114": Meaning("There is no connection any more.", "Connect again."),
    "ORA-03135": Meaning("The connection was lost.", _CLOSED),
    "ORA-04031": Meaning("The shared pool of the database is short of memory.", "Try again later; tell the DBA."),
    "ORA-04036": Meaning("The session used more memory than the database allows.", "Read fewer schemas at a time."),
}
"""By code. The thirty that meet a DBA most are among them, and their neighbours."""

_AUTHORITY = (
    "Name the wallet that holds the certificate of its authority: --wallet DIR, or wallet in the profile. Something in "
    "between may also pretend to be the database."
)
CLOSED_IN_HANDSHAKE = Meaning(
    "The server at {dsn} closed the connection during the TLS handshake.",
    "Often it asks for a certificate of the client (mutual TLS): use the wallet that was made for you, --wallet DIR. "
    "Or the port speaks no TLS: leave tcps:// out.",
)
CLOSED_AT_ONCE = Meaning(
    "The listener at {dsn} closed the connection at once.",
    "Is it a TCPS port? Then write tcps://host:port/service. The node may also not be invited (TCP.INVITED_NODES).",
)
TLS_MEANINGS: dict[str, Meaning] = {
    "certificate has expired": Meaning(
        "The certificate of the server at {dsn} has expired.",
        "The server needs a new one. The clock of this machine may also be wrong.",
    ),
    "certificate is not yet valid": Meaning(
        "The certificate of the server at {dsn} is not valid yet.", "Look at the clocks of both machines."
    ),
    "CERTIFICATE_VERIFY_FAILED": Meaning("The certificate of the server at {dsn} is not trusted here.", _AUTHORITY),
    "CERTIFICATE_REQUIRED": Meaning(
        "The server at {dsn} asks for a certificate of the client (mutual TLS), and none was sent.",
        "Use the wallet that was made for you: its ewallet.pem holds a private key and a certificate.",
    ),
    "ALERT_CERTIFICATE_EXPIRED": Meaning("The certificate in the wallet has expired.", "Get a new wallet."),
    "ALERT_CERTIFICATE_REVOKED": Meaning("The certificate in the wallet was revoked.", "Get a new wallet."),
    "ALERT_UNKNOWN_CA": Meaning(
        "The server at {dsn} does not trust the certificate in the wallet.", "Get the wallet of this database."
    ),
    "ALERT_BAD_CERTIFICATE": Meaning(
        "The server at {dsn} does not accept the certificate in the wallet.", "Get the wallet of this database."
    ),
    "ALERT_HANDSHAKE_FAILURE": Meaning(
        "The server at {dsn} and this client know no common way of TLS, or it asks for a client's certificate.",
        "Use the wallet that was made for you; SSL_VERSION and SSL_CIPHER_SUITES of the server may exclude TLS 1.2.",
    ),
    "WRONG_VERSION_NUMBER": Meaning(
        "What answers at {dsn} does not speak TLS.", "Leave tcps:// out, or use the port of the TCPS endpoint."
    ),
    "UNEXPECTED_EOF": CLOSED_IN_HANDSHAKE,
}
"""By what stands in OpenSSL's text, the telling ones first. The driver wraps them in DPY-6005."""

# What wraps a telling code: it counts only when nothing better stands in the text.
_WRAPPERS = ("DPY-6005", "DPY-6000", "DPY-4011", "ORA-00604", "ORA-12560")


def codes_in(text: str) -> list[str]:
    """Return the codes in a text, in order."""
    return _CODE.findall(text)


def explain(text: str, *, dsn: str = "the database", user: str = "the user", code: str | None = None) -> Explained:
    """Return what an error text means; `code` is the driver's own, where it names one.

    An unknown code has an empty meaning. The text must be free of secrets.
    """
    original = " ".join(_HELP.sub("", text).split())
    codes = list(dict.fromkeys([*([code] if code else []), *codes_in(original)]))
    known = [found for found in codes if found in MEANINGS]
    # Of several that wrap, the innermost: DPY-6005 around DPY-4011 did reach a listener.
    telling = next((found for found in known if found not in _WRAPPERS), next(reversed(known), None))
    tls = next((meaning for mark, meaning in TLS_MEANINGS.items() if mark in original), None) if _TLS in text else None
    if telling is None and tls is None:
        return Explained(next(iter(codes), None), "", "", original)
    meaning = tls or MEANINGS[telling or ""]
    # Not str.format: a connect string may hold braces.
    what, todo = (_named(part, dsn, user) for part in (meaning.what, meaning.todo))
    return Explained(telling, what, todo, original)


def _named(text: str, dsn: str, user: str) -> str:
    named = text.replace("{dsn}", dsn).replace("{user}", user)
    # A name keeps its spelling; where none is known the sentence begins with "the".
    return "T" + named[1:] if named.startswith("the ") else named

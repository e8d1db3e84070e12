"""The listener: `with WireServer(dictionary) as server: oracledb.connect(dsn=server.dsn, user="scott", ...)`."""

from __future__ import annotations

import socket
import sqlite3
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import repart_tui
from tests.wire.dictionary_backend import Scripted
from tests.wire.faults import Fault, Faults
from tests.wire.login import VERIFIER_11G, Account, Login
from tests.wire.session import Session

DEMO = Path(repart_tui.__file__).with_name("demo") / "demo_dictionary.db"
HOST = "127.0.0.1"
SERVICE = "wire"
USER, PASSWORD = "planner", "Tiger#4711"


@dataclass
class SessionRecord:
    """What a DBA would see of a session, and what it sent; every trip is one request with its answer."""

    number: int
    login: Login = field(default_factory=Login)
    module: str = ""
    action: str = ""
    trips: int = 0
    rows: int = 0
    statements: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    open: bool = True


class WireServer:
    """Serves dictionaries in SQLite on the loopback until it is closed.

    `dictionaries` maps service names to files; one path alone is the service `wire`. `accounts` maps user names in
    any case to passwords or Accounts. `latency` is the seconds that every round trip takes. `long_rows` is how many
    rows with a LONG column one trip carries at most (1 is the worst that Oracle does), None for no limit. `scripted`
    answers statements on tables with rows, which a dictionary has not. With `tls` the listener speaks TCPS.
    """

    def __init__(
        self,
        dictionaries: Path | Mapping[str, Path],
        *,
        accounts: Mapping[str, Account | str] | None = None,
        latency: float = 0.0,
        long_rows: int | None = None,
        faults: Sequence[Fault] = (),
        scripted: Sequence[Scripted] = (),
        verifier: int = VERIFIER_11G,
        release: int = 19,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.dictionaries = {SERVICE: dictionaries} if isinstance(dictionaries, Path) else dict(dictionaries)
        given = accounts if accounts is not None else {USER: PASSWORD}
        self.accounts = {
            name.lower(): account if isinstance(account, Account) else Account(account)
            for name, account in given.items()
        }
        self.latency = latency
        self.long_rows = long_rows
        self.verifier = verifier
        self.release = release
        self.faults = Faults(faults)
        self.scripted = scripted
        self.tls = tls
        self.sessions: list[SessionRecord] = []
        self._listener = socket.create_server((HOST, port))
        self.port: int = self._listener.getsockname()[1]
        self._running: list[tuple[threading.Thread, Session]] = []
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._listen, name="wire listener", daemon=True)

    # ---- what tests use ---------------------------------------------------------------------------------------

    @property
    def dsn(self) -> str:
        """Connect string of the first service."""
        return self.dsn_of(next(iter(self.dictionaries)))

    def dsn_of(self, service: str) -> str:
        """Return the connect string of a service."""
        # A certificate is good for a name; the driver compares none with an address.
        return f"tcps://localhost:{self.port}/{service}" if self.tls else f"{HOST}:{self.port}/{service}"

    @property
    def trips(self) -> int:
        """Round trips of all sessions."""
        return sum(record.trips for record in self.sessions)

    @property
    def rows(self) -> int:
        """Rows sent to all sessions."""
        return sum(record.rows for record in self.sessions)

    @property
    def statements(self) -> list[str]:
        """The statements of all sessions; a statement that is executed again stands here again."""
        return [text for record in self.sessions for text in record.statements]

    def fail(self, fault: Fault) -> None:
        """Let something go wrong from now on."""
        self.faults.add(fault)

    def drop_sessions(self) -> None:
        """End every connection at once, as a database that is shut down with ABORT does; the listener stays."""
        with self._lock:
            running = list(self._running)
        for _, session in running:
            session.stop()

    def stop_listening(self) -> None:
        """Refuse further connections; those that exist go on."""
        # Closing alone would leave the port open while accept() waits.
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            self._listener.close()
        self._listener.close()
        self._thread.join(5)

    def close(self) -> None:
        """End everything."""
        self.stop_listening()
        self.drop_sessions()
        for thread, _ in self._running:
            thread.join(5)

    def __enter__(self) -> WireServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- the listener -----------------------------------------------------------------------------------------

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                record = SessionRecord(len(self.sessions) + 1)
                self.sessions.append(record)
                session = Session(self, connection, record)
                thread = threading.Thread(target=session.run, name=f"wire session {record.number}", daemon=True)
                self._running.append((thread, session))
            thread.start()


@contextmanager
def serving(connection: sqlite3.Connection, folder: Path, **options: object) -> Iterator[WireServer]:
    """Serve what an SQLite connection holds, also in memory: it is copied into a file in `folder`."""
    path = folder / "served.db"
    path.unlink(missing_ok=True)
    copy = sqlite3.connect(path)
    # An open transaction would make the copy wait for ever.
    connection.commit()
    connection.backup(copy)
    copy.close()
    with WireServer(path, **options) as server:  # type: ignore[arg-type]
        yield server

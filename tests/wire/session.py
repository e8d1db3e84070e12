"""One connection: from the listener's greeting over the login to queries, fetches and interrupts."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from tests.wire import packets, replies, requests
from tests.wire.codec import ProtocolError, Reader
from tests.wire.dictionary_backend import DictionaryBackend, OracleError
from tests.wire.faults import Fault, Moment
from tests.wire.login import Challenge, Login, read_login
from tests.wire.packets import Channel, Disconnected

if TYPE_CHECKING:
    from tests.wire.server import SessionRecord, WireServer

_SERVICE = re.compile(r"\((SERVICE_NAME|SID)\s*=\s*([^)]*)\)", re.IGNORECASE)
_NO_SERVICE, _NO_SID = 12514, 12505
_CANCELLED = "ORA-01013: user requested cancel of current operation"
_WRONG_PASSWORD = "ORA-01017: invalid credential or not authorized; logon denied"
_POLL = 0.05
_WITHOUT_DATA = {requests.PING: "ping", requests.COMMIT: "commit", requests.ROLLBACK: "rollback"}
_LOB_TYPES = frozenset({requests.CLOB})


class Interrupted(Exception):
    """The client sent a marker while it waited for an answer."""


@dataclass
class Cursor:
    """A statement of the session."""

    id: int
    sql: str
    binds: list[requests.Metadata] = field(default_factory=list)
    columns: list[replies.Column] = field(default_factory=list)
    described: list[replies.Column] | None = None
    defines: list[int] | None = None
    rows: Iterator[Sequence[Any]] = field(default_factory=lambda: iter(()))
    sent: int = 0


@dataclass
class Asked:
    """A request about a statement: how many rows shall come, and with which binds it is executed, if it is."""

    cursor: Cursor
    moment: Moment
    rows: int
    values: Sequence[Any] | None = None


class Session:
    """Runs in a thread of its own until the client leaves or `stop` is called."""

    def __init__(self, server: WireServer, connection: socket.socket, record: SessionRecord) -> None:
        self._server = server
        self._channel = Channel(connection)
        self._record = record
        self._backend: DictionaryBackend | None = None
        self._cursors: dict[int, Cursor] = {}
        self._service = ""
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End the connection from another thread."""
        self._stopped.set()
        self._channel.close()

    def run(self) -> None:
        """Talk to the client until one of the two ends it."""
        try:
            if self._greet() and self._log_in():
                while self._request():
                    pass
        except (Disconnected, Interrupted, OSError):
            # Nothing is left to be told to whom.
            self._stopped.set()
        finally:
            self._record.open = False
            self._channel.close()
            if self._backend is not None:
                self._backend.close()

    # ---- greeting and login -----------------------------------------------------------------------------------

    def _greet(self) -> bool:
        if self._server.faults.of("accept"):
            raise Disconnected
        if self._server.tls is not None:
            self._channel.secure(self._server.tls)
            self._record.functions.append("tls")
        kind, body = self._channel.read()
        if kind != packets.CONNECT:
            raise Disconnected
        length, offset = int.from_bytes(body[16:18], "big"), int.from_bytes(body[18:20], "big")
        text = body[offset - 8 :]
        if len(text) < length:
            _, more = self._channel.read()
            text = more[2:]
        self._record.functions.append("connect")
        found = _SERVICE.search(text.decode(errors="replace"))
        self._service = found[2].lower() if found else ""
        if self._service not in self._server.dictionaries:
            code = _NO_SID if found and found[1].upper() == "SID" else _NO_SERVICE
            self._refuse(code)
            return False
        fault = self._server.faults.of("connect")
        if fault is not None and fault.mishap.startswith("ORA-"):
            self._refuse(int(fault.mishap[4:9]))
            return False
        self._suffer(fault)
        accept = bytes.fromhex("013B00002000200000010000002004040000000000000000") + packets.SDU.to_bytes(4, "big")
        answer = self._channel.packet(packets.ACCEPT, accept)
        # The ACCEPT packet still has the short length.
        self._channel.wide = True
        self._send(answer, fault)
        return True

    def _refuse(self, code: int) -> None:
        text = f"(DESCRIPTION=(TMP=)(VSNNUM=0)(ERR={code})(ERROR_STACK=(ERROR=(CODE={code})(EMFI=4))))".encode()
        body = b"\x16\0" + len(text).to_bytes(2, "big") + text
        self._send(self._channel.packet(packets.REFUSE, body), None)

    def _log_in(self) -> bool:
        self._message()
        self._answer("protocol", replies.PROTOCOL_REPLY)
        self._message()
        self._answer("types", replies.DATA_TYPES_REPLY)
        reader, sequence = self._function(requests.AUTH_ONE)
        login = read_login(reader)
        account = self._server.accounts.get(login.user.lower())
        challenge = Challenge(account.password if account else "\0nobody", self._server.verifier)
        self._answer("login", challenge.question() + replies.status(sequence))
        reader, sequence = self._function(requests.AUTH_TWO)
        second = read_login(reader)
        self._record.login = Login(login.user, second.mode, login.pairs | _without_secrets(second.pairs))
        right = account is not None and challenge.accepts(second.pairs)
        refusal = (account.error if account else None) if right else _WRONG_PASSWORD
        if refusal:
            self._answer("password", replies.error(sequence, refusal))
            self._message()
            return False
        assert account is not None
        path = self._server.dictionaries[self._service]
        self._backend = DictionaryBackend(
            path, login.user, account.hidden, self._interrupt_waits, self._server.scripted
        )
        welcome = challenge.welcome(self._record.number, self._service, self._server.release)
        self._answer("password", welcome + replies.status(sequence))
        return True

    # ---- requests ---------------------------------------------------------------------------------------------

    def _message(self) -> Reader:
        """Return the next message; answers an interrupt that came too late."""
        while True:
            kind, body = self._channel.read()
            if kind == packets.MARKER:
                continue
            if kind != packets.DATA or int.from_bytes(body[:2], "big") & packets.END_OF_FILE:
                raise Disconnected
            return Reader(body[2:], self._more)

    def _more(self) -> bytes:
        kind, body = self._channel.read()
        return body[2:] if kind == packets.DATA else b""

    def _function(self, wanted: int) -> tuple[Reader, int]:
        reader = self._message()
        if reader.u8() != requests.FUNCTION or reader.u8() != wanted:
            raise Disconnected
        return reader, reader.u8()

    def _request(self) -> bool:
        """Answer one request; False after the last one."""
        reader = self._message()
        sequence, cursor_id = 0, 0
        try:
            while (kind := reader.u8()) == requests.PIGGYBACK:
                self._take_piggyback(requests.read_piggyback(reader))
            function, sequence = reader.u8(), reader.u8()
            if kind != requests.FUNCTION:
                raise ProtocolError(f"message {kind}")
            if function == requests.LOGOFF:
                self._answer("logoff", replies.status(sequence))
                return False
            if function in _WITHOUT_DATA:
                self._record.functions.append(_WITHOUT_DATA[function])
                self._answer("ping", replies.status(sequence))
                return True
            asked = self._take_statement(function, reader)
            cursor_id = asked.cursor.id
            if asked.values is not None:
                self._record.statements.append(asked.cursor.sql)
            fault = self._server.faults.of(asked.moment, asked.cursor.sql)
            self._suffer(fault)
            self._finish(self._result(asked, sequence), fault)
        except Interrupted:
            self._after_interrupt(sequence)
        except ProtocolError as error:
            self._send_data(replies.error(sequence, f"ORA-03115: unsupported network datatype ({error})"))
        except OracleError as error:
            if "ORA-01013" in str(error):
                self._after_interrupt(sequence)
            else:
                text = replies.error(sequence, str(error), cursor_id=cursor_id, position=error.position)
                self._finish(text, None)
        return True

    def _take_piggyback(self, found: list[int] | requests.EndToEnd | str) -> None:
        if isinstance(found, list):
            for cursor_id in found:
                self._cursors.pop(cursor_id, None)
        elif isinstance(found, requests.EndToEnd):
            self._record.module = found.module if found.module is not None else self._record.module
            self._record.action = found.action if found.action is not None else self._record.action

    def _take_statement(self, function: int, reader: Reader) -> Asked:
        """Read a request about a statement."""
        if function == requests.EXECUTE:
            return self._take_execute(requests.read_execute(reader))
        if function == requests.FETCH:
            cursor, rows = self._cursor(reader.ub()), reader.ub()
            return Asked(cursor, "fetch", rows)
        if function in (requests.RE_EXECUTE, requests.RE_EXECUTE_AND_FETCH):
            cursor, rows = self._cursor(reader.ub()), reader.ub()
            reader.ub()
            reader.ub()
            values = requests.read_values(reader, cursor.binds) if cursor.binds else []
            return Asked(cursor, "execute", rows if function == requests.RE_EXECUTE_AND_FETCH else 0, values)
        raise ProtocolError(f"function {function}")

    def _take_execute(self, request: requests.Execute) -> Asked:
        if request.cursor_id == 0:
            free = next(number for number in range(1, 65536) if number not in self._cursors)
            cursor = Cursor(free, request.sql or "")
        else:
            cursor = self._cursor(request.cursor_id)
        if request.options & requests.WANTS_DEFINE:
            cursor.defines = [define.type for define in request.defines]
        rows = request.rows if request.options & requests.WANTS_FETCH else 0
        if not request.options & requests.WANTS_EXECUTE:
            return Asked(cursor, "fetch", rows)
        cursor.binds = request.binds
        return Asked(cursor, "execute", rows, request.values)

    def _result(self, asked: Asked, sequence: int) -> bytes:
        """Run and fetch what was asked; return the answer."""
        cursor, answer = asked.cursor, b""
        self._record.functions.append(asked.moment)
        if asked.values is not None:
            answer = self._run(cursor, asked.values)
        if not asked.rows or (cursor.defines is None and any(column.type in _LOB_TYPES for column in cursor.columns)):
            # Of LOBs the client first says in which form it wants them.
            return answer + replies.error(sequence, cursor_id=cursor.id)
        return answer + self._fetch(cursor, asked.rows, sequence)

    def _cursor(self, number: int) -> Cursor:
        try:
            return self._cursors[number]
        except KeyError:
            raise OracleError("ORA-01001: invalid cursor") from None

    def _run(self, cursor: Cursor, values: Sequence[Any]) -> bytes:
        assert self._backend is not None
        result = self._backend.execute(cursor.sql, values)
        cursor.columns, cursor.rows, cursor.sent = result.columns, result.rows, 0
        self._cursors[cursor.id] = cursor
        if cursor.described == cursor.columns:
            return b""
        cursor.described = cursor.columns
        return replies.describe(cursor.columns)

    def _fetch(self, cursor: Cursor, wanted: int, sequence: int) -> bytes:
        limit = wanted
        if self._server.long_rows is not None and any(c.type == requests.LONG for c in cursor.columns):
            limit = min(wanted, self._server.long_rows)
        defined = cursor.defines or [column.type for column in cursor.columns]
        try:
            encode = replies.encoders(cursor.columns, defined)
            rows = [replies.row(encode, values) for values in islice(cursor.rows, limit)]
        except (ValueError, ArithmeticError) as error:
            raise OracleError(f"ORA-20999: a value does not fit the type of its column ({error})") from error
        cursor.sent += len(rows)
        self._record.rows += len(rows)
        end = "" if len(rows) == limit else "ORA-01403: no data found"
        header = replies.ROW_HEADER if rows else b""
        return header + b"".join(rows) + replies.error(sequence, end, cursor_id=cursor.id, rows=cursor.sent)

    # ---- answers, late or never -------------------------------------------------------------------------------

    def _answer(self, moment: Moment, payload: bytes) -> None:
        """Answer a request that no statement belongs to."""
        if moment != "ping":
            self._record.functions.append(moment)
        fault = self._server.faults.of(moment)
        try:
            self._suffer(fault)
        except OracleError as error:
            payload, fault = replies.error(1, str(error)), None
        self._finish(payload, fault)

    def _suffer(self, fault: Fault | None) -> None:
        if fault is None or fault.mishap == "half":
            return
        if fault.mishap.startswith("ORA-"):
            raise OracleError(fault.mishap)
        if fault.mishap == "reset":
            self._channel.close(hard=True)
            raise Disconnected
        if fault.mishap == "dead":
            self._stopped.wait()
            raise Disconnected
        if fault.mishap in ("silence", "slow"):
            self._wait(fault.seconds)
            return
        raise Disconnected

    def _finish(self, payload: bytes, fault: Fault | None) -> None:
        self._send(self._channel.data(payload), fault)

    def _send_data(self, payload: bytes) -> None:
        self._send(self._channel.data(payload), None)

    def _send(self, answer: bytes, fault: Fault | None) -> None:
        """Let the latency pass and answer: one round trip."""
        self._wait(self._server.latency)
        self._record.trips += 1
        if fault is not None and fault.mishap == "half":
            self._channel.send(answer[: len(answer) // 2])
            raise Disconnected
        self._channel.send(answer)

    def _wait(self, seconds: float) -> None:
        """Let time pass; raises Interrupted when the client wants no answer any more."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._stopped.is_set():
                raise Disconnected
            if self._channel.readable(min(left, _POLL)):
                raise Interrupted

    def _interrupt_waits(self) -> bool:
        return self._stopped.is_set() or self._channel.readable(0)

    def _after_interrupt(self, sequence: int) -> None:
        """End the interrupted call as Oracle does: break, reset, and ORA-01013 as its answer."""
        self._channel.send(self._channel.marker(packets.BREAK))
        while True:
            kind, body = self._channel.read()
            if kind == packets.MARKER and body[2] == packets.RESET:
                break
        self._record.functions.append("interrupt")
        self._record.trips += 1
        self._channel.send(self._channel.marker(packets.RESET), self._channel.data(replies.error(sequence, _CANCELLED)))


def _without_secrets(pairs: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in pairs.items() if name not in ("AUTH_SESSKEY", "AUTH_PASSWORD")}

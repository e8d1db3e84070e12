"""TNS packets on a socket."""

from __future__ import annotations

import select
import socket
import ssl
import struct
import time

CONNECT, ACCEPT, REFUSE, DATA, MARKER = 1, 2, 4, 6, 12
BREAK, RESET, INTERRUPT = 1, 2, 3
END_OF_FILE = 0x0040
SDU = 8192
_HEADER = 8
_TLS_HELLO = b"\x16\x03"


class Disconnected(Exception):
    """The client is gone, or the server is to behave as if it were."""


class Channel:
    """One socket; the length field grows from two to four bytes once the connection was accepted."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = connection
        self.wide = False
        self._waiting = b""

    def secure(self, context: ssl.SSLContext) -> None:
        """Go on over TLS; raises OSError when the handshake fails."""
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def read(self) -> tuple[int, bytes]:
        """Return type and body of the next packet; raises Disconnected."""
        header = self._exactly(_HEADER)
        if not self.wide and header[:2] == _TLS_HELLO:
            # A plain listener takes it for a packet that makes no sense.
            raise Disconnected
        length = struct.unpack(">I", header[:4])[0] if self.wide else struct.unpack(">H", header[:2])[0]
        return header[4], self._exactly(length - _HEADER)

    def readable(self, seconds: float) -> bool:
        """Wait until the client sends something, so long at most; tell whether it did."""
        decrypted = isinstance(self.socket, ssl.SSLSocket) and self.socket.pending() > 0
        try:
            return decrypted or bool(self._waiting) or bool(select.select([self.socket], [], [], seconds)[0])
        except ValueError as error:  # closed by another thread
            raise Disconnected from error

    def send(self, *packets: bytes) -> None:
        """Send packets in one go."""
        try:
            self.socket.sendall(b"".join(packets))
        except OSError as error:
            raise Disconnected from error

    def packet(self, kind: int, body: bytes) -> bytes:
        """Return a packet."""
        length = len(body) + _HEADER
        start = struct.pack(">I", length) if self.wide else struct.pack(">HH", length, 0)
        return start + bytes((kind, 0, 0, 0)) + body

    def data(self, payload: bytes) -> bytes:
        """Return a message as DATA packets."""
        room = SDU - _HEADER - 2
        parts = [payload[at : at + room] for at in range(0, len(payload), room)] or [b""]
        return b"".join(self.packet(DATA, b"\0\0" + part) for part in parts)

    def marker(self, kind: int) -> bytes:
        """Return a marker packet."""
        return self.packet(MARKER, bytes((1, 0, kind)))

    def close(self, *, hard: bool = False) -> None:
        """Close; `hard` resets the connection as a firewall would."""
        if hard:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            # Without it a thread that is reading would keep the connection open.
            try:
                self.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                time.sleep(0)
        self.socket.close()

    def _exactly(self, count: int) -> bytes:
        while len(self._waiting) < count:
            try:
                more = self.socket.recv(65536)
            except OSError as error:
                raise Disconnected from error
            if not more:
                raise Disconnected
            self._waiting += more
        taken, self._waiting = self._waiting[:count], self._waiting[count:]
        return taken

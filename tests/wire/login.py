"""Authentication in two round trips, with the 11g and the 12c password verifier."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.wire.codec import Reader, dalc, ub

VERIFIER_11G, VERIFIER_12C = 0x1B25, 0x4815
_ROUNDS, _SESSION_ROUNDS = 4096, 3
_VERSION_NUMBER = {19: 318767104, 21: 352321536, 23: 385875968, 12: 203423744}


@dataclass
class Account:
    """A user of the database; `error` is an ORA- text that refuses the login although the password is right.

    `hidden` are glob patterns of views, such as `dba_*`, that the user may not read (ORA-00942).
    """

    password: str
    error: str | None = None
    hidden: tuple[str, ...] = ()


@dataclass
class Login:
    """What a client says of itself while it logs in."""

    user: str = ""
    mode: int = 0
    pairs: dict[str, str] = field(default_factory=dict)


def read_login(reader: Reader) -> Login:
    """Read the request of either phase."""
    has_user = reader.u8()
    reader.ub()
    login = Login(mode=reader.ub())
    reader.u8()
    count = reader.ub()
    reader.raw(2)
    if has_user:
        login.user = (reader.clr() or b"").decode()
    for _ in range(count):
        key, value = reader.dalc().decode(), reader.dalc().decode(errors="replace")
        reader.ub()
        login.pairs[key] = value
    return login


def pairs(values: Mapping[str, str], flags: Mapping[str, int] | None = None) -> bytes:
    """Encode a reply of names and values."""
    marks = flags or {}
    entries = (dalc(k.encode()) + dalc(v.encode()) + ub(marks.get(k, 0)) for k, v in values.items())
    return b"\x08" + ub(len(values)) + b"".join(entries)


class Challenge:
    """The server's half of a login with a password."""

    def __init__(self, password: str, verifier: int) -> None:
        self._password, self._verifier = password, verifier
        if verifier == VERIFIER_12C:
            salt = secrets.token_bytes(16)
            long_key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt + b"AUTH_PBKDF2_SPEEDY_KEY", _ROUNDS, 64)
            self._key = hashlib.sha512(long_key + salt).digest()[:32]
            self._mine = secrets.token_bytes(32)
        else:
            salt = secrets.token_bytes(10)
            self._key = hashlib.sha1(password.encode() + salt).digest() + bytes(4)
            self._mine = secrets.token_bytes(48)
        self._session_salt = secrets.token_bytes(16)
        self._salt = salt
        self._combined = b""

    def question(self) -> bytes:
        """Return the reply to the first phase."""
        values = {"AUTH_SESSKEY": _hex(_encrypt(self._key, self._mine)), "AUTH_VFR_DATA": _hex(self._salt)}
        if self._verifier == VERIFIER_12C:
            values |= {
                "AUTH_PBKDF2_CSK_SALT": _hex(self._session_salt),
                "AUTH_PBKDF2_VGEN_COUNT": str(_ROUNDS),
                "AUTH_PBKDF2_SDER_COUNT": str(_SESSION_ROUNDS),
            }
        return pairs(values, {"AUTH_VFR_DATA": self._verifier})

    def accepts(self, answer: Mapping[str, str]) -> bool:
        """Tell whether the second phase brought the right password."""
        try:
            theirs = _decrypt(self._key, bytes.fromhex(answer["AUTH_SESSKEY"]))
            if self._verifier == VERIFIER_12C:
                joined = _hex(theirs[:32] + self._mine[:32]).encode()
                self._combined = hashlib.pbkdf2_hmac("sha512", joined, self._session_salt, _SESSION_ROUNDS, 32)
            else:
                mixed = bytes(a ^ b for a, b in zip(self._mine[16:40], theirs[16:40], strict=True))
                self._combined = (hashlib.md5(mixed[:16]).digest() + hashlib.md5(mixed[16:]).digest())[:24]
            plain = _decrypt(self._combined, bytes.fromhex(answer["AUTH_PASSWORD"]))[16:]
            return plain[: -plain[-1]] == self._password.encode()
        except (KeyError, ValueError, IndexError):
            return False

    def welcome(self, session_id: int, service: str, release: int) -> bytes:
        """Return the reply to the second phase."""
        proof = _encrypt(self._combined, secrets.token_bytes(16) + b"SERVER_TO_CLIENT")
        return pairs(
            {
                "AUTH_SESSION_ID": str(session_id),
                "AUTH_SERIAL_NUM": str(session_id),
                "AUTH_VERSION_NO": str(_VERSION_NUMBER[release]),
                "AUTH_SVR_RESPONSE": _hex(proof),
                "AUTH_MAX_OPEN_CURSORS": "300",
                "AUTH_SC_DBUNIQUE_NAME": "WIRE",
                "AUTH_SC_REAL_DBUNIQUE_NAME": "WIRE",
                "AUTH_SC_SERVICE_NAME": service,
                "AUTH_SC_DB_DOMAIN": "",
                "AUTH_INSTANCENAME": "wire1",
                "AUTH_MAX_IDEN_LENGTH": "128",
            }
        )


def _hex(data: bytes) -> str:
    return data.hex().upper()


def _cipher(key: bytes) -> Cipher[modes.CBC]:
    return Cipher(algorithms.AES(key), modes.CBC(bytes(16)))


def _encrypt(key: bytes, data: bytes) -> bytes:
    worker = _cipher(key).encryptor()
    return worker.update(data) + worker.finalize()


def _decrypt(key: bytes, data: bytes) -> bytes:
    worker = _cipher(key).decryptor()
    return worker.update(data) + worker.finalize()

"""What a wallet directory holds, and whether the driver can use it.

Source: Database Security Guide, "Managing the Secure External Password Store"; python-oracledb manual, "Connecting to
Oracle Cloud Autonomous Databases": thin mode reads ewallet.pem only, thick mode cwallet.sso or ewallet.p12.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from repart_tui.directories import expanded, is_directory, is_file

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_BEGIN_CERTIFICATE = b"-----BEGIN CERTIFICATE-----"
_END_CERTIFICATE = b"-----END CERTIFICATE-----"
_SOON_DAYS = 30


@dataclass(frozen=True)
class WalletFinding:
    """One thing to know about a wallet; an error keeps the connection from being made."""

    severity: Literal["error", "warning", "note"]
    text: str


def wallet_findings(directory: Path, *, thick: bool, password: str = "") -> list[WalletFinding]:
    """Return what is wrong with a wallet and what is good to know; never raises. No text holds the password."""
    place = expanded(directory)
    problem = _directory_problem(place)
    if problem:
        return [WalletFinding("error", problem)]
    pem, sso, p12 = place / "ewallet.pem", place / "cwallet.sso", place / "ewallet.p12"
    try:
        if thick:
            return _for_thick(place, sso, p12)
        if not is_file(pem):
            return [WalletFinding("error", _no_pem(place, sso, p12))]
        content = pem.read_bytes()
    except OSError as error:
        return [WalletFinding("error", f"{error.filename or place} cannot be read: {error.strerror or error}.")]
    return _pem_findings(pem, content, password)


def wallet_problem(directory: Path, *, thick: bool, password: str = "") -> str | None:
    """Return what keeps a connection from being made with a wallet; None when nothing does.

    An encrypted key without a password is such a thing: the driver's TLS would ask for it on the terminal, in the
    midst of the screens. So is a wrong password: the driver goes on without the certificate, and the server's answer
    to that leads astray.
    """
    found = wallet_findings(directory, thick=thick, password=password)
    problem = next((finding.text for finding in found if finding.severity == "error"), None)
    if problem is None and not thick and not password and is_encrypted(directory):
        pem = expanded(directory) / "ewallet.pem"
        return (
            f"The private key in {pem} is encrypted, and no wallet password was given: name the wallet by "
            "--wallet DIR, then it is asked for, or set wallet_password_command in a profile."
        )
    return problem


def is_encrypted(directory: Path) -> bool:
    """Tell whether the private key of ewallet.pem wants a wallet password; False where it cannot be read."""
    try:
        content = (expanded(directory) / "ewallet.pem").read_bytes()
    except OSError:
        return False
    return b"ENCRYPTED" in content


def _directory_problem(place: Path) -> str | None:
    try:
        if place.suffix.lower() == ".zip" and is_file(place):
            return f"{place} is a zip file: unpack it into a directory of its own and name that."
        if is_file(place):
            return f"{place} is a file; name the directory that holds it."
        if not is_directory(place):
            return f"There is no wallet directory {place}."
        next(place.iterdir(), None)
    except OSError as error:
        return f"The wallet directory {place} cannot be read: {error.strerror or error}."
    return None


def _for_thick(place: Path, sso: Path, p12: Path) -> list[WalletFinding]:
    if is_file(sso):
        sso.read_bytes()
        return [WalletFinding("note", f"{sso} is what thick mode reads, without a password.")]
    if is_file(p12):
        text = (
            f"{place} has ewallet.p12 but no cwallet.sso: Oracle's client cannot open it without a password. "
            f"Create it: orapki wallet create -wallet {place} -auto_login"
        )
        return [WalletFinding("error", text)]
    return [WalletFinding("error", f"{place} has neither cwallet.sso nor ewallet.p12, which thick mode reads.")]


def _no_pem(place: Path, sso: Path, p12: Path) -> str:
    if is_file(p12):
        return (
            f"{place} has no ewallet.pem, the only form that the thin driver reads. Make it from ewallet.p12: "
            f"openssl pkcs12 -in {p12} -out {place / 'ewallet.pem'}  - or use thick mode, which reads cwallet.sso."
        )
    if is_file(sso):
        return (
            f"{place} has cwallet.sso but no ewallet.pem. The thin driver reads ewallet.pem only, and cwallet.sso is "
            "in Oracle's own form: use thick mode, or take ewallet.pem from the wallet's zip file or its ewallet.p12."
        )
    return f"{place} holds no wallet: it has no ewallet.pem, no cwallet.sso and no ewallet.p12."


def _pem_findings(pem: Path, content: bytes, password: str) -> list[WalletFinding]:
    if _BEGIN_CERTIFICATE not in content:
        return [WalletFinding("error", f"{pem} holds no certificate: it is no PEM file, or it was cut.")]
    found = [WalletFinding("note", f"{pem} is what the thin driver reads.")]
    if b"ENCRYPTED" in content and not password:
        text = f"The private key in {pem} is encrypted: the wallet password is asked for."
        found.append(WalletFinding("note", text))
    if b"ENCRYPTED" in content and password and not _opens(content, password):
        found.append(WalletFinding("error", f"The wallet password does not open the private key in {pem}."))
    if b"PRIVATE KEY-----" not in content:
        found.append(WalletFinding("note", f"{pem} has no private key: enough for TLS, not for mutual TLS."))
    return [*found, *_expiry_findings(pem, content)]


def _expiry_findings(pem: Path, content: bytes) -> Iterator[WalletFinding]:
    certificates = _certificates(content)
    now = datetime.now(timezone.utc)
    expired = [one for one in certificates if one.not_valid_after_utc <= now]
    # A wallet may hold authorities that nobody needs any more; its own certificate is another matter.
    grave = len(expired) == len(certificates) or any(not _is_authority(one) for one in expired)
    for one in expired:
        words = f"A certificate in {pem} expired on {one.not_valid_after_utc:%Y-%m-%d}"
        yield WalletFinding("error", f"{words}: get a new wallet.") if grave else WalletFinding("warning", f"{words}.")
    soon = min((one.not_valid_after_utc for one in certificates if one not in expired), default=None)
    if soon is not None and (soon - now).days < _SOON_DAYS:
        yield WalletFinding("warning", f"A certificate in {pem} expires on {soon:%Y-%m-%d}.")


def _opens(content: bytes, password: str) -> bool:
    """Tell whether the password opens the private key; True where that cannot be found out."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError:
        return True
    try:
        load_pem_private_key(content, password.encode())
    except UnsupportedAlgorithm:
        return True
    except ValueError:
        return False
    return True


def _certificates(content: bytes) -> list[Certificate]:
    """Return the certificates that can be read."""
    try:
        from cryptography import x509
    except ImportError:
        return []
    found = []
    for part in content.split(_BEGIN_CERTIFICATE)[1:]:
        block = _BEGIN_CERTIFICATE + part.partition(_END_CERTIFICATE)[0] + _END_CERTIFICATE + b"\n"
        with contextlib.suppress(ValueError):
            found.append(x509.load_pem_x509_certificate(block))
    return found


def _is_authority(certificate: Certificate) -> bool:
    from cryptography import x509

    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except (x509.ExtensionNotFound, ValueError):
        return False

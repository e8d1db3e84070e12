"""Wallets: which file the driver reads, and what to do about the others."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from repart_tui.connect.wallet import is_encrypted, wallet_findings


def pem(days: int, password: bytes | None = None) -> bytes:
    """A certificate that ends in so many days, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "db")])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=days, hours=1))
        .sign(key, hashes.SHA256())
    )
    encryption = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)
    return private + certificate.public_bytes(serialization.Encoding.PEM)


def told(directory: Path, *, thick: bool = False, password: str = "") -> list[tuple[str, str]]:
    found = wallet_findings(directory, thick=thick, password=password)
    return [(finding.severity, finding.text) for finding in found]


def test_the_thin_driver_is_content_with_a_pem(tmp_path: Path) -> None:
    (tmp_path / "ewallet.pem").write_bytes(pem(400))
    assert [severity for severity, _ in told(tmp_path)] == ["note"]
    assert not is_encrypted(tmp_path)


def test_an_encrypted_key_wants_a_password(tmp_path: Path) -> None:
    (tmp_path / "ewallet.pem").write_bytes(pem(400, b"wolf"))
    assert is_encrypted(tmp_path)
    assert any("wallet password is asked for" in text for _, text in told(tmp_path))
    assert not any("asked for" in text for _, text in told(tmp_path, password="wolf"))


@pytest.mark.parametrize(("days", "severity", "words"), [(-3, "error", "expired on"), (5, "warning", "expires on")])
def test_certificates_end(tmp_path: Path, days: int, severity: str, words: str) -> None:
    (tmp_path / "ewallet.pem").write_bytes(pem(days))
    assert any(found == severity and words in text for found, text in told(tmp_path))


def test_an_auto_login_wallet_is_for_thick_mode(tmp_path: Path) -> None:
    (tmp_path / "cwallet.sso").write_bytes(b"x")
    ((severity, text),) = told(tmp_path)
    assert severity == "error"
    assert "thick mode" in text
    assert [severity for severity, _ in told(tmp_path, thick=True)] == ["note"]


def test_a_p12_can_be_turned_into_a_pem(tmp_path: Path) -> None:
    (tmp_path / "ewallet.p12").write_bytes(b"x")
    assert "openssl pkcs12" in told(tmp_path)[0][1]
    assert "auto_login" in told(tmp_path, thick=True)[0][1]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: None, "There is no wallet directory"),
        (lambda path: path.mkdir(), "holds no wallet"),
        (lambda path: path.write_bytes(b"x"), "is a file"),
        (lambda path: (path.mkdir(), (path / "ewallet.pem").write_text("hello")), "no certificate"),
    ],
)
def test_what_is_no_wallet(tmp_path: Path, make: object, words: str) -> None:
    path = tmp_path / "wallet"
    make(path)  # type: ignore[operator]
    ((severity, text),) = told(path)
    assert severity == "error"
    assert words in text


def test_a_zip_is_to_be_unpacked(tmp_path: Path) -> None:
    (tmp_path / "w.zip").write_bytes(b"x")
    assert "unpack" in told(tmp_path / "w.zip")[0][1]


def test_an_unreadable_wallet_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ewallet.pem").write_bytes(pem(400))

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied", str(tmp_path / "ewallet.pem"))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert told(tmp_path) == [("error", f"{tmp_path / 'ewallet.pem'} cannot be read: Permission denied.")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_wallet_of_somebody_else(tmp_path: Path) -> None:
    tmp_path.chmod(0)
    try:
        assert "cannot be read" in told(tmp_path)[0][1]
    finally:
        tmp_path.chmod(0o700)

"""Certificates for TLS on the loopback, and wallets that hold them, as a DBA would get them; made anew in each test."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_PEM = serialization.Encoding.PEM


@dataclass(frozen=True)
class Identity:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def certificate_pem(self) -> bytes:
        """The certificate alone."""
        return self.certificate.public_bytes(_PEM)

    def key_pem(self, password: str = "") -> bytes:
        """The private key, encrypted where there is a password."""
        encryption = (
            serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
        )
        return self.key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, encryption)


class Authority:
    """A certificate authority of its own."""

    def __init__(self, name: str = "Wire Test Authority") -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.root = Identity(_signed(subject, subject, key, key, days=400, authority=True), key)

    def identity(self, name: str, *, days: int = 400, host: str | None = "localhost") -> Identity:
        """Return a certificate for a name that ends in so many days; `host` is the name it is good for."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name(
            [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Wire"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
        )
        issuer = self.root.certificate.subject
        return Identity(_signed(subject, issuer, key, self.root.key, days=days, host=host), key)

    def server_context(self, folder: Path, identity: Identity, *, asks_client: bool = False) -> ssl.SSLContext:
        """Return what a listener needs; with `asks_client` only those come in whom this authority vouches for."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        file = folder / "server.pem"
        file.write_bytes(identity.key_pem() + identity.certificate_pem)
        context.load_cert_chain(file)
        if asks_client:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(cadata=self.root.certificate_pem.decode())
        return context

    def wallet(self, folder: Path, client: Identity | None = None, password: str = "") -> Path:
        """Write a wallet that trusts this authority, with the client's own certificate where it has one."""
        folder.mkdir()
        own = client.key_pem(password) + client.certificate_pem if client is not None else b""
        (folder / "ewallet.pem").write_bytes(own + self.root.certificate_pem)
        return folder


def _signed(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    by: ec.EllipticCurvePrivateKey,
    *,
    days: int,
    authority: bool = False,
    host: str | None = None,
) -> x509.Certificate:
    now = datetime.now(timezone.utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=500))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if authority:
        usage = x509.KeyUsage(
            digital_signature=True,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=True,
            crl_sign=True,
            encipher_only=False,
            decipher_only=False,
        )
        builder = builder.add_extension(usage, critical=True)
    if host is not None:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    return builder.sign(by, hashes.SHA256())

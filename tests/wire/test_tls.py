"""TCPS through the real driver: wallets that are right, and what is said of those that are not."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from repart_tui.cli import main
from repart_tui.connect.login import Login
from repart_tui.connection import ConnectError, connect
from tests.wire.certificates import Authority, Identity
from tests.wire.server import PASSWORD, USER, WireServer

Serve = Callable[..., WireServer]


@dataclass
class Place:
    """An authority, and a folder for its certificates and wallets."""

    authority: Authority
    folder: Path

    def listener(self, *, days: int = 400, asks_client: bool = False) -> ssl.SSLContext:
        identity = self.authority.identity("db.example", days=days)
        return self.authority.server_context(self.folder, identity, asks_client=asks_client)

    def wallet(self, name: str = "wallet", client: Identity | None = None, password: str = "") -> Path:
        return self.authority.wallet(self.folder / name, client, password)

    def client(self, *, days: int = 400) -> Identity:
        return self.authority.identity(USER, days=days, host=None)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(Authority(), tmp_path)


def opened(server: WireServer, dsn: str = "", **options: object) -> None:
    with closing(connect(Login(dsn or server.dsn, USER, PASSWORD, **options))) as connection:  # type: ignore[arg-type]
        assert connection.version.startswith("19")
    assert server.sessions[-1].functions[:2] == ["tls", "connect"]


def refused(server: WireServer, dsn: str = "", **options: object) -> ConnectError:
    with pytest.raises(ConnectError) as raised:
        connect(Login(dsn or server.dsn, USER, PASSWORD, **options))  # type: ignore[arg-type]
    assert PASSWORD not in str(raised.value)
    return raised.value


def descriptor(server: WireServer, security: str) -> str:
    address = f"(ADDRESS=(PROTOCOL=TCPS)(HOST=localhost)(PORT={server.port}))"
    return f"(DESCRIPTION={address}(CONNECT_DATA=(SERVICE_NAME=wire))(SECURITY={security}))"


def test_a_wallet_with_the_authority_lets_us_in(serve: Serve, place: Place) -> None:
    opened(serve(tls=place.listener()), wallet=place.wallet())


def test_mutual_tls_with_the_wallet_of_the_user(serve: Serve, place: Place) -> None:
    opened(serve(tls=place.listener(asks_client=True)), wallet=place.wallet(client=place.client()))


def test_an_encrypted_key_opens_with_its_password(serve: Serve, place: Place) -> None:
    wallet = place.wallet(client=place.client(), password="wolf")
    opened(serve(tls=place.listener(asks_client=True)), wallet=wallet, wallet_password="wolf")


def test_the_command_line_reads_the_dictionary_over_tls(
    serve: Serve, place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    server = serve(tls=place.listener())
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    arguments = ["discover", "--connect", server.dsn, "--user", USER, "--password-stdin", "--schema", "HR"]
    assert main([*arguments, "--wallet", str(place.wallet()), "-o", str(place.folder / "c.json")]) == 0
    assert "tables" in capsys.readouterr().err


def test_a_wallet_named_in_the_connect_string(serve: Serve, place: Place) -> None:
    server = serve(tls=place.listener())
    opened(server, f"{server.dsn}?wallet_location={place.wallet()}")
    opened(server, descriptor(server, f"(MY_WALLET_DIRECTORY={place.folder / 'wallet'})"))


def test_without_a_wallet_the_authority_is_not_trusted(serve: Serve, place: Place) -> None:
    error = refused(serve(tls=place.listener()))
    assert "is not trusted here" in error.explained.what
    assert "--wallet" in error.explained.todo
    assert "CERTIFICATE_VERIFY_FAILED" in error.explained.original


def test_a_wallet_of_another_database(serve: Serve, place: Place, tmp_path: Path) -> None:
    other = Authority("Another Authority").wallet(tmp_path / "other")
    assert "is not trusted here" in refused(serve(tls=place.listener()), wallet=other).explained.what


def test_a_server_whose_certificate_has_expired(serve: Serve, place: Place) -> None:
    error = refused(serve(tls=place.listener(days=-2)), wallet=place.wallet())
    assert error.explained.what.endswith("has expired.")
    assert "server" in error.explained.what


def test_a_wallet_whose_certificate_has_expired(serve: Serve, place: Place) -> None:
    wallet = place.wallet(client=place.client(days=-3))
    assert "get a new wallet" in str(refused(serve(tls=place.listener(asks_client=True)), wallet=wallet))


@pytest.mark.parametrize(
    ("password", "words"), [("", "no wallet password was given"), ("lamb", "does not open the private key")]
)
def test_an_encrypted_key_without_its_password_asks_nobody(
    serve: Serve, place: Place, password: str, words: str
) -> None:
    server = serve(tls=place.listener())
    wallet = place.wallet(client=place.client(), password="wolf")
    error = refused(server, wallet=wallet, wallet_password=password)
    assert words in str(error)
    assert "lamb" not in str(error)
    if not password:
        named_there = refused(server, f"{server.dsn}?wallet_location={wallet}")
        assert words in str(named_there), "OpenSSL would ask on the terminal, in the midst of the screens"
    assert server.sessions == [], "nothing was sent"


def test_there_is_no_wallet(serve: Serve, place: Place) -> None:
    error = refused(serve(tls=place.listener()), wallet=place.folder / "none")
    assert "There is no wallet directory" in str(error)


def test_a_server_that_asks_for_a_certificate_of_the_client(serve: Serve, place: Place) -> None:
    error = refused(serve(tls=place.listener(asks_client=True)), wallet=place.wallet())
    # Whether the server's alert arrives before the end of the connection is a matter of luck.
    assert "mutual TLS" in error.explained.what + error.explained.todo
    assert "the wallet that was made for you" in error.explained.todo


def test_a_name_that_the_certificate_does_not_carry(serve: Serve, place: Place) -> None:
    server = serve(tls=place.listener())
    error = refused(server, server.dsn.replace("localhost", "127.0.0.1"), wallet=place.wallet())
    assert error.code == "DPY-6006"
    assert "does not carry the host name" in error.explained.what


def test_a_distinguished_name_is_compared(serve: Serve, place: Place) -> None:
    server, wallet = serve(tls=place.listener()), place.wallet()
    opened(server, descriptor(server, '(SSL_SERVER_CERT_DN="CN=db.example,O=Wire")'), wallet=wallet)
    error = refused(server, descriptor(server, '(SSL_SERVER_CERT_DN="CN=other,O=Wire")'), wallet=wallet)
    assert error.code == "DPY-6002"
    assert "SSL_SERVER_CERT_DN" in error.explained.todo


# The driver leaves the socket of a failed handshake to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_wrong_protocol_for_the_port(serve: Serve, place: Place) -> None:
    secured, plain = serve(tls=place.listener()), serve()
    to_plain = refused(plain, f"tcps://{plain.dsn}", wallet=place.wallet())
    to_secured = refused(secured, f"localhost:{secured.port}/wire")
    assert "the TLS handshake" in to_plain.explained.what
    assert "leave tcps:// out" in to_plain.explained.todo
    assert "tcps://" in to_secured.explained.todo

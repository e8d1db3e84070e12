"""Malformed connect strings: what is wrong is said before a password is asked for."""

from __future__ import annotations

import pytest

from repart_tui.connect.easy_connect import malformed, missing_service
from repart_tui.connect.login import Login, LoginError, split_dsn
from repart_tui.connection import ConnectError, connect


@pytest.mark.parametrize(
    ("dsn", "said"),
    [
        ("host:abc/service", "abc is no port: a port is a number from 1 to 65535"),
        ("tcps://host:abc/service", "abc is no port"),
        ("[::1]:x/service", "x is no port"),
        ("host:abc:ORCL", "abc is no port"),
        ("h1,h2:15x1/service", "15x1 is no port"),
        ("(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=abc))(CONNECT_DATA=(SERVICE_NAME=s)))", "abc is no port"),
        ("(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=))(CONNECT_DATA=(SERVICE_NAME=s)))", "The port is empty"),
        (":1521/service", ":1521/service names no host. Write host:port/service."),
        ("/service", "/service names no host."),
        ("tcp://:1521/service", "tcp://:1521/service names no host."),
        ("h1,:1522/service", "h1,:1522/service names no host."),
        ("host:1521/", "host:1521/ names no service behind its slash. Write host:1521/service."),
        ("host/", "host/ names no service"),
        ("host:1521:", "host:1521: names no SID"),
        ("host:1521:a:b", "host:1521:a:b holds a colon too many"),
        ("[::1/service", "[::1/service opens a bracket and does not close it"),
        ("host:1521/service)", "host:1521/service) holds a parenthesis"),
        ("host:1521/my service", "The connect string holds a blank"),
        ("(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=s))", "lacks a closing parenthesis."),
        ("(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1521", "lacks 3 closing parentheses."),
        ("(DESCRIPTION=(SID=s))))", "has a closing parenthesis too many."),
    ],
)
def test_a_malformed_connect_string_says_what_is_wrong(dsn: str, said: str) -> None:
    assert said in (malformed(dsn) or "")
    with pytest.raises(LoginError):
        split_dsn(f"scott@{dsn}" if not dsn.startswith(("/", "(")) else dsn)


@pytest.mark.parametrize(
    "dsn",
    [
        "",
        "sales",
        "sales.example.com",
        "host/service",
        "host:1521/service",
        "//host:1521/service:dedicated/inst",
        "host:1521//inst",
        "host:/service",
        "tcps://host:2484/service?wallet_location=/home/a b&x=(1)",
        "h1,h2:1521;h3:1522/service",
        "host:1521:ORCL",
        "host:1521",
        "::1",
        "[fe80::1]:1521/service",
        "[::1]/service",
        "ldap://directory:abc/cn=sales",
        "config-file:///etc/oracle/sales.json",
        '(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h)(PORT = 1521))(SECURITY=(SSL_SERVER_CERT_DN="CN=a)")))',
    ],
)
def test_what_a_driver_may_take_passes(dsn: str) -> None:
    assert malformed(dsn) is None


def test_a_port_without_a_service_is_not_told_as_a_missing_tnsnames_ora(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TNS_ADMIN", raising=False)
    monkeypatch.delenv("ORACLE_HOME", raising=False)
    assert missing_service("sales") is None
    assert missing_service("//host:1521/sales") is None
    with pytest.raises(ConnectError) as caught:
        connect(Login("host:1521", "scott", "x"))
    assert caught.value.explained.what == "host:1521 names no service. Write host:1521/service, or host:1521:SID."


@pytest.mark.parametrize(
    "dsn", ["scott / tiger @ db", "h:1521/s scott/tiger", "scott (/tiger@h", "h:1:2:scott/tiger @h"]
)
def test_a_password_in_a_malformed_connect_string_is_not_repeated(dsn: str) -> None:
    with pytest.raises(LoginError) as caught:
        split_dsn(dsn)
    assert "tiger" not in str(caught.value)

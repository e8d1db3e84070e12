"""Malformed connect strings: what is wrong is said before a password is asked for."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repart_tui.connect.easy_connect import malformed, missing_service, named
from repart_tui.connect.login import Login, LoginError, split_dsn
from repart_tui.connection import ConnectError, connect


@pytest.mark.parametrize(
    ("dsn", "said"),
    [
        ("host:abc/service", "behind the colon is no port: a port is a number from 1 to 65535"),
        ("tcps://host:abc/service", "behind the colon is no port"),
        ("[::1]:x/service", "behind the colon is no port"),
        ("host:abc:ORCL", "behind the colon is no port"),
        ("h1,h2:15x1/service", "behind the colon is no port"),
        (
            "(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=abc))(CONNECT_DATA=(SERVICE_NAME=s)))",
            "The PORT of the connect descriptor is no port",
        ),
        (
            "(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=))(CONNECT_DATA=(SERVICE_NAME=s)))",
            "The PORT of the connect descriptor is no port",
        ),
        (":1521/service", "The connect string names no host. Write host:port/service."),
        ("/service", "names no host."),
        ("tcp://:1521/service", "names no host."),
        ("h1,:1522/service", "names no host."),
        ("host:1521/", "names no service behind its slash. Write host:port/service."),
        ("host/", "names no service"),
        ("host:1521:", "names no SID"),
        ("host:1521:a:b", "holds a colon too many"),
        ("[::1/service", "opens a bracket and does not close it"),
        ("host:1521/service)", "holds a parenthesis"),
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
    assert (
        caught.value.explained.what
        == "The connect string names a host and a port, but no service. Write host:port/service, or host:port:SID."
    )


@pytest.mark.parametrize(
    "dsn", ["scott / tiger @ db", "h:1521/s scott/tiger", "scott (/tiger@h", "h:1:2:scott/tiger @h", "scott:tiger"]
)
def test_a_password_in_a_malformed_connect_string_is_not_repeated(dsn: str) -> None:
    with pytest.raises(LoginError) as caught:
        split_dsn(dsn)
    assert "tiger" not in str(caught.value)


# No part of a sentence, so that one that stands in it was repeated.
_SECRET = st.text("QXZJ#0123456789", min_size=6, max_size=12)


@given(
    dsn=st.lists(st.sampled_from(["u", "host", ":", "/", "[", "]", "(", ")", ",", " ", "@", "1521", "tcps://"])),
    sign=st.sampled_from(":/"),
    secret=_SECRET,
    rest=st.lists(st.sampled_from(["/", ":", "s", " ", "@h", ")", ";"]), max_size=3),
)
def test_no_sentence_repeats_what_stands_behind_a_colon_or_slash(
    dsn: list[str], sign: str, secret: str, rest: list[str]
) -> None:
    text = "".join(dsn) + sign + secret + "".join(rest)
    said = ""
    try:
        split_dsn(text)
    except LoginError as error:
        said = str(error)
    assert secret not in said


def test_a_port_that_cannot_be_is_not_repeated() -> None:
    with pytest.raises(LoginError) as caught:
        split_dsn("scott:98765432/x")
    assert "behind the colon is no port" in str(caught.value)
    assert "98765" not in str(caught.value)


@pytest.mark.parametrize(
    ("dsn", "name"),
    [
        ("scott/tiger", "the connect string"),
        ("localhost/freepdb1", "localhost/freepdb1"),
        ("db.example.com/sales", "db.example.com/sales"),
        ("dbhost:1521/sales", "dbhost:1521/sales"),
        ("sales", "sales"),
    ],
)
def test_a_name_and_a_name_are_not_named(dsn: str, name: str) -> None:
    assert named(dsn) == name


def test_a_user_and_password_taken_for_host_and_service_are_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TNS_ADMIN", raising=False)

    def unknown(*_args: object, **_options: object) -> None:
        raise socket.gaierror(-2, "Name or service not known: tiger")

    monkeypatch.setattr("oracledb.connect", unknown)
    with pytest.raises(ConnectError) as caught:
        connect(Login("scott/tiger", "system", "x"))
    said = str(caught.value)
    assert "The host in the connect string is not known." in said
    assert "If it was meant as user/password: a password does not belong on the command line" in said
    assert "tiger" not in said + str(caught.value.explained)
    assert "scott" not in said


@pytest.mark.parametrize(
    "dsn",
    [
        "scott tiger",
        "scott\ttiger",
        "scott,tiger",
        "scott;tiger",
        "scott=tiger",
        "scott\\tiger",
        "scott|tiger",
        "scott%2Ftiger",
        "scott'tiger'",
        "scott@tiger@db",
        "scott@db tiger",
        "sys@tiger as sysdba",
        "scott@@tiger",
        "user=scott;pwd=tiger",
        "host:1521/service@tiger",
        "(DESCRIPTION=(USER=scott)(PWD=tiger)(ADDRESS=(HOST=h)(PORT=1521)))",
    ],
)
def test_what_is_neither_an_alias_nor_an_address_is_not_repeated(dsn: str) -> None:
    with pytest.raises(LoginError) as caught:
        split_dsn(dsn)
    assert "tiger" not in str(caught.value)
    assert "password" in str(caught.value)


@pytest.mark.parametrize(
    "dsn", ["SALES_1.example.com", "größe", "A$B#C", "cn=sales,cn=OracleContext,dc=example,dc=com"]
)
def test_an_alias_passes(dsn: str) -> None:
    assert split_dsn(dsn) == ("", dsn, False)


@pytest.mark.parametrize(
    "dsn",
    [
        "scott/x?tiger",
        "scott/tiger?x",
        "127.0.0.1:1/x?tiger",
        "127.0.0.1:1/x:tiger",
        "127.0.0.1:1/x,tiger",
        "127.0.0.1:1/x?retry_count=tiger",
        "(tiger)",
        "(scott=tiger)",
        "(scott/tiger)",
        "(scott/tiger@db)",
        "(DESCRIPTION=tiger)",
        "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=127.0.0.1)(PORT=1))tiger)",
    ],
)
def test_what_the_driver_cannot_read_is_not_repeated_by_it(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TNS_ADMIN", raising=False)
    with pytest.raises(ConnectError) as caught:
        connect(Login(dsn, "scott", "x"))
    assert caught.value.explained.what
    assert "tiger" not in f"{caught.value} {caught.value.explained}"


@pytest.mark.parametrize("dsn", ["scott/x/tiger", "scott//tiger", "scott/x?y=tiger", "scott/tiger/x"])
def test_all_behind_the_slash_of_name_and_name_may_be_a_password(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TNS_ADMIN", raising=False)

    def unknown(*_args: object, **_options: object) -> None:
        raise socket.gaierror(-2, f"Name or service not known: {dsn}, service tiger")

    monkeypatch.setattr("oracledb.connect", unknown)
    with pytest.raises(ConnectError) as caught:
        connect(Login(dsn, "scott", "x"))
    assert "tiger" not in f"{caught.value} {caught.value.explained}"

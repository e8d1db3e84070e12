"""Logins: what one writes for sqlplus, SIDs, proxy users, roles, and the password nowhere."""

from __future__ import annotations

import dataclasses

import pytest

from repart_tui.connect.login import Login, LoginError, holds_secret, role_of, split_dsn, user_holds_secret


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("sales", ("", "sales", False)),
        ("scott@sales", ("scott", "sales", False)),
        ("plan_dba[app]@sales", ("plan_dba[app]", "sales", False)),
        ("scott@db.example.com:1521/sales", ("scott", "db.example.com:1521/sales", False)),
        ("/@sales", ("", "sales", True)),
        (" / @ sales ", ("", "sales", True)),
        ("tcps://h:2484/s?wallet_location=/home/a@b", ("", "tcps://h:2484/s?wallet_location=/home/a@b", False)),
        ("(DESCRIPTION=(X=a@b))", ("", "(DESCRIPTION=(X=a@b))", False)),
    ],
)
def test_what_one_writes_for_sqlplus(written: str, expected: tuple[str, str, bool]) -> None:
    assert split_dsn(written) == expected


@pytest.mark.parametrize(
    "dsn",
    [
        "scott/tiger@sales",
        'scott/"t@iger"@sales',
        "plan_dba[app]/tiger@sales",
        "scott:tiger@db.example.com:1521/sales",
        "tcps://scott:tiger@db.example.com/sales",
        "tcps://scott/tiger@db.example.com/sales",
        "jdbc:oracle:thin:scott/tiger@db:1521/sales",
        "jdbc:oracle:thin:@scott/tiger@db:1521/sales",
    ],
)
def test_a_password_in_the_connect_string_is_refused_without_repeating_it(dsn: str) -> None:
    with pytest.raises(LoginError) as caught:
        split_dsn(dsn)
    assert "tiger" not in str(caught.value)
    assert not holds_secret("/@sales")


@pytest.mark.parametrize("dsn", ["jdbc:oracle:thin:@db:1521/sales", "JDBC:oracle:thin:@//db:1521/sales"])
def test_a_url_of_jdbc_holds_no_password_and_is_told_as_what_it_is(dsn: str) -> None:
    assert not holds_secret(dsn)
    with pytest.raises(LoginError, match=r"^The connect string is a URL of JDBC\. Write what stands behind its @"):
        split_dsn(dsn)


@pytest.mark.parametrize(
    "dsn", ["db:99999/sales", "scott@db:0/sales", "tcps://db:65536/sales", "[::1]:123456", "db:67057:ORCL"]
)
def test_a_port_out_of_range_is_refused(dsn: str) -> None:
    with pytest.raises(
        LoginError, match=r"^What stands behind the colon is no port: a port is a number from 1 to 65535"
    ):
        split_dsn(dsn)


@pytest.mark.parametrize(
    "dsn", ["db:1521/sales", "db/sales", "[::1]:1521/sales", "::1", "sales", "db:65535:ORCL", "tcp://db:1/s?x=a:99999"]
)
def test_other_ports_pass(dsn: str) -> None:
    assert split_dsn(dsn)[1] == dsn


def test_a_password_beside_the_user() -> None:
    assert user_holds_secret("scott/tiger")
    assert not user_holds_secret('"a/b"[app]')


@pytest.mark.parametrize(
    ("dsn", "sid"),
    [("db.example.com:1521:ORCL", "ORCL"), ("10.0.0.1:1522:sal$1", "sal$1"), ("[fe80::1]:1521:ORCL", "ORCL")],
)
def test_a_sid_becomes_a_descriptor(dsn: str, sid: str) -> None:
    text = Login(dsn).connect_string
    assert text.startswith("(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=")
    assert f"(SID={sid})" in text
    assert "[" not in text


@pytest.mark.parametrize("dsn", ["db:1521/sales", "sales", "db/sales:dedicated/inst1", "tcps://h:2484/s"])
def test_other_connect_strings_stay(dsn: str) -> None:
    assert Login(dsn).connect_string == dsn


@pytest.mark.parametrize(
    ("dsn", "alias"),
    [("sales", True), ("sales.example.com", True), ("h/s", False), ("h:1521", False), ("(DESCRIPTION=())", False)],
)
def test_which_connect_strings_are_aliases(dsn: str, alias: bool) -> None:
    assert Login(dsn).is_alias is alias


def test_a_proxy_user_stands_before_its_client() -> None:
    login = Login("db", "plan_dba", "x", proxy_for="app")
    assert (login.who, login.title) == ("plan_dba[app]", "plan_dba[app]@db")


@pytest.mark.parametrize("text", ["sysdba", "SYSDBA", "as sysdba", " AS SYSDBA "])
def test_roles_in_any_spelling(text: str) -> None:
    assert role_of(text) == "sysdba"


def test_an_unknown_role_names_the_known_ones() -> None:
    with pytest.raises(LoginError, match="SYSBACKUP"):
        role_of("dba")


def test_secrets_stay_out_of_texts() -> None:
    login = Login("db", "scott", "Tiger#4711", wallet_password="Wolf#1")
    assert "Tiger" not in repr(login) + login.title
    assert "Wolf" not in repr(login)
    kept = dataclasses.asdict(login.without_secrets())
    assert kept["password"] == kept["wallet_password"] == ""
    assert login.secrets() == ("Tiger#4711", "Wolf#1")


def test_external_authentication_wants_the_client_libraries() -> None:
    assert Login("db", external=True).wants_thick
    assert not Login("db", "u").wants_thick

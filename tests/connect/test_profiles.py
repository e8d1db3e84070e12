"""Profiles in TOML, recent connections, password commands."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from repart_tui.connect.login import Login
from repart_tui.connect.password_command import PasswordCommandError, password_from
from repart_tui.connect.profiles import KEYS, ProfileError, overridden, profile_named, profiles_file, read_profiles
from repart_tui.connect.recent import KEPT, Recent, recent_connections, recent_file, remember
from repart_tui.settings_file import read_settings
from tests.connect.conftest import write


def profiles(text: str) -> None:
    write(profiles_file(), text)


def lines_of(text: str) -> list[str]:
    profiles(text)
    with pytest.raises(ProfileError) as caught:
        read_profiles()
    assert all(str(profiles_file()) in line for line in caught.value.lines)
    return caught.value.lines


def test_no_file_is_no_profile(home: Path) -> None:
    assert read_profiles() == {}
    assert profiles_file() == home / "config" / "repart-tui" / "profiles.toml"


def test_a_home_that_is_no_directory_holds_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/dev/null")
    assert read_profiles() == {}
    assert read_settings() == {}


def test_a_full_profile(home: Path) -> None:
    profiles("""
[sales]
dsn = "sales_prod"
user = "plan_dba"
proxy_for = "app"
role = "SYSDBA"
tns_admin = "/etc/oracle"
wallet = "~/wallet"
thick = "/opt/ic"
password_command = "pass show 'sales db'"
wallet_password_command = ["pass", "wallet"]
schemas = ["APP", "HR"]
banner = "PROD"

[os]
dsn = "/@other"
""")
    sales, other = read_profiles().values()
    assert sales.login == Login(
        "sales_prod",
        "plan_dba",
        role="sysdba",
        proxy_for="app",
        thick=Path("/opt/ic"),
        tns_admin=Path("/etc/oracle"),
        wallet=home / "wallet",
    )
    assert sales.password_command == "pass show 'sales db'"
    assert sales.wallet_password_command == ("pass", "wallet")
    assert sales.schemas == ("APP", "HR")
    assert (sales.banner, other.banner) == ("PROD", "")
    assert (other.login.dsn, other.login.external) == ("other", True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[a\n", "line 1"),
        ("x = 1\n", "stands outside of a profile"),
        ("[a]\nuser = 'u'\n", "dsn is missing"),
        ("[a]\ndsn = 5\n", "dsn is a text in quotes"),
        ("[a]\ndsn='d'\nusr='u'\n", "usr is unknown; did you mean user?"),
        ("[a]\ndsn='d'\nrole='dba'\n", "is no role"),
        ("[a]\ndsn='d'\nexternal='yes'\n", "external is true or false"),
        ("[a]\ndsn='d'\nthick=3\n", "thick is true, false or a directory"),
        ("[a]\ndsn='d'\nschemas='HR'\n", "schemas is a list"),
        ("[a]\ndsn='d'\npassword_command=[]\n", "password_command is a command"),
        ("[a]\ndsn='d'\nbanner='a whole sentence of warning'\n", "20 characters at most"),
        ("['a b']\ndsn='d'\n", "name is made of letters"),
    ],
)
def test_what_is_wrong_in_the_file_is_told(text: str, words: str) -> None:
    assert any(words in line for line in lines_of(text))


@pytest.mark.parametrize("key", ["password", "Password", "passwd", "pwd", "wallet_password", "token"])
def test_a_password_in_the_file_is_refused_and_not_repeated(key: str) -> None:
    (line,) = lines_of(f"[a]\ndsn='d'\n{key}='Tiger#4711'\n")
    assert "password_command" in line
    assert "Tiger" not in line


def test_a_password_in_the_connect_string_of_a_profile() -> None:
    (line,) = lines_of("[a]\ndsn='scott/tiger@d'\n")
    assert "dsn holds a password" in line
    assert "tiger" not in line


def test_a_password_beside_the_user_of_a_profile() -> None:
    (line,) = lines_of("[a]\ndsn='d'\nuser='scott/tiger'\n")
    assert "user holds a password" in line
    assert "tiger" not in line


def test_the_home_of_nobody_is_told_where_it_is_looked_for() -> None:
    profiles("[a]\ndsn='d'\nwallet='~nobody_here/wallet'\n")
    assert read_profiles()["a"].login.wallet == Path("~nobody_here/wallet")


def test_broken_toml_does_not_repeat_its_text() -> None:
    (line,) = lines_of("[a]\npassword = Tiger#4711\n")
    assert "line 2" in line
    assert "Tiger" not in line


def test_a_file_that_everybody_can_write_is_not_used() -> None:
    profiles("[a]\ndsn='d'\n")
    profiles_file().chmod(0o666)
    with pytest.raises(ProfileError, match="chmod o-w"):
        read_profiles()


def test_the_docs_name_every_key() -> None:
    text = (Path(__file__).parents[2] / "docs" / "connecting.md").read_text(encoding="utf-8")
    assert [key for key in KEYS if f"`{key}" not in text] == []


def test_an_unknown_profile_names_the_near_ones() -> None:
    profiles("[sales]\ndsn='d'\n[stock]\ndsn='e'\n")
    with pytest.raises(ProfileError, match=r"it has sales\.$"):
        profile_named("sale")


def test_the_command_line_beats_the_profile() -> None:
    base = Login("a", "u", role="sysdba", wallet=Path("/w"))
    assert overridden(base, dsn="b", user="", role=None, wallet=None) == Login(
        "b", "u", role="sysdba", wallet=Path("/w")
    )


# ---- recent connections ----------------------------------------------------------------------------------------------


def test_recent_connections_come_back_without_secrets() -> None:
    login = Login(
        "db", "scott", "Tiger#4711", role="sysdba", thick=Path("/ic"), wallet=Path("/w"), wallet_password="Wo"
    )
    remember(Recent(login, "sales", ("HR",)))
    text = recent_file().read_text()
    assert "Tiger" not in text
    assert "Wo" not in text
    assert recent_connections() == [Recent(login.without_secrets(), "sales", ("HR",))]
    assert stat.S_IMODE(recent_file().stat().st_mode) == 0o600


def test_the_last_one_comes_first_and_only_once() -> None:
    for number in (*range(KEPT + 3), 5):
        remember(Recent(Login(f"db{number}", "u")))
    found = [recent.login.dsn for recent in recent_connections()]
    assert len(found) == KEPT
    assert found[0] == "db5"
    assert found.count("db5") == 1


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"user": 1}]', '{"a": 1}'])
def test_a_damaged_file_counts_as_empty_and_is_replaced(text: str) -> None:
    write(recent_file(), text)
    assert recent_connections() == []
    remember(Recent(Login("db", "u")))
    assert json.loads(recent_file().read_text())[0]["dsn"] == "db"


# ---- password commands -----------------------------------------------------------------------------------------------


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_the_first_line_is_the_password() -> None:
    assert password_from(python("print('Tigér 4711 '); print('login: scott')")) == "Tigér 4711 "
    assert password_from(f"{sys.executable} -c 'print(1)'") == "1"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("no-such-program show", "there is no program no-such-program"),
        ("Tiger", "names a program that prints the password"),
        ("a 'b", "cannot be split"),
        ("", "is empty"),
        (python("import sys; print('Tiger'); sys.exit(3)"), "exit code 3"),
        (python("print()"), "no password on its first line"),
        (python("import sys; sys.stdout.buffer.write(b'Tiger\\xff')"), "not UTF-8"),
    ],
)
def test_a_command_that_gives_no_password(command: str | list[str], words: str) -> None:
    with pytest.raises(PasswordCommandError, match=words) as caught:
        password_from(command)
    assert "Tiger" not in str(caught.value)


def test_a_hanging_command_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repart_tui.connect.password_command.TIMEOUT_SECONDS", 0.2)
    with pytest.raises(PasswordCommandError, match="no answer") as caught:
        password_from(python("import time; print('Tiger', flush=True); time.sleep(9)"))
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__

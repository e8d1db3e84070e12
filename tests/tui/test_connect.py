"""The connect screen: profiles, recent connections, roles, and what it says when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from repart_tui.connect.login import Login
from repart_tui.connect.profiles import profiles_file
from repart_tui.connect.recent import Recent, recent_connections, remember
from repart_tui.tui.core import Source
from tests.tui.conftest import User, at_terminal
from tests.wire.login import Account
from tests.wire.server import DEMO, PASSWORD, USER, WireServer


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for variable in ("TNS_ADMIN", "ORACLE_HOME", "ORACLE_BASE_HOME"):
        monkeypatch.delenv(variable, raising=False)


def profiles(text: str) -> None:
    profiles_file().parent.mkdir(parents=True, exist_ok=True)
    profiles_file().write_text(text)


def text_on(user: User) -> str:
    return "\n".join(user.lines())


async def test_a_profile_asks_for_the_password_only() -> None:
    with WireServer(DEMO) as server:
        profiles(f'[sales]\ndsn = "{server.dsn}"\nuser = "{USER}"\nschemas = ["HR"]\n')
        async with at_terminal(None) as user:
            assert user.shows(f"sales            {USER}@{server.dsn}")
            await user.press("enter")
            await user.type(PASSWORD)
            await user.press("enter")
            await user.settle()
            assert user.place == "tables"
            assert "EMPLOYEES" in user.names
            assert PASSWORD not in text_on(user)
    assert [recent.profile for recent in recent_connections()] == ["sales"]


async def test_a_password_command_leaves_nothing_to_ask() -> None:
    with WireServer(DEMO) as server:
        profiles(f'[sales]\ndsn = "{server.dsn}"\nuser = "{USER}"\npassword_command = ["echo", "{PASSWORD}"]\n')
        async with at_terminal(None) as user:
            await user.press("enter")
            await user.settle()
            assert user.place == "tables"


async def test_the_profile_names_its_banner() -> None:
    with WireServer(DEMO) as server:
        login = f'dsn = "{server.dsn}"\nuser = "{USER}"\npassword_command = ["echo", "{PASSWORD}"]\n'
        profiles(f'[sales]\nbanner = "PROD"\n{login}')
        async with at_terminal(None) as user:
            await user.press("enter")
            await user.settle()
            assert user.lines()[0].startswith(" PROD ")


async def test_a_profile_of_the_command_line_connects_at_once() -> None:
    with WireServer(DEMO) as server:
        profiles(f'[sales]\ndsn = "{server.dsn}"\nuser = "{USER}"\npassword_command = ["echo", "{PASSWORD}"]\n')
        source = Source("oracle", login=Login(server.dsn, USER), profile="sales", schemas=("HR",))
        async with at_terminal(source) as user:
            await user.settle()
            assert user.place == "tables"


async def test_a_password_command_that_fails_is_told() -> None:
    profiles('[sales]\ndsn = "h/s"\nuser = "u"\npassword_command = "no-such-program show"\n')
    async with at_terminal(None) as user:
        await user.press("enter")
        assert user.place == "connect"
        assert "there is no program no-such-program" in user.text


async def test_a_wrong_password_is_told_in_words_and_in_oracles_own() -> None:
    with WireServer(DEMO) as server:
        async with at_terminal(Source("oracle", login=Login(server.dsn, USER))) as user:
            await user.type("wrong-one")
            await user.press("enter")
            await user.settle()
            assert user.place == "connect"
            assert user.shows(f"The user name or the password of {USER} is not right.")
            assert user.shows("ORA-01017")
            assert "wrong-one" not in text_on(user) + user.text
            await user.press("ctrl+y")
            assert "clipboard" in user.status
            kept = Path("state/repart-tui/last_error.txt").read_text()
            assert kept == user.app.clipboard + "\n"
            assert "ORA-01017" in kept
            # The form is as it was: the right password is all that is missing.
            await user.type(PASSWORD)
            await user.press("enter")
            await user.settle()
            assert user.place == "tables"


async def test_enter_on_an_empty_password_does_not_lead_into_a_field_that_shows_what_is_typed() -> None:
    async with at_terminal(Source("oracle", login=Login("127.0.0.1:1/none", USER))) as user:
        await user.press("enter")
        assert user.status == "Password is missing."
        await user.type("not-in-clear")
        assert "not-in-clear" not in text_on(user)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("ORA-28000: The account is locked.", "is locked"),
        ("ORA-28001: The account has expired.", "has expired"),
        ("ORA-28009: connection as SYS should be as SYSDBA or SYSOPER", "SYSDBA"),
        ("ORA-01033: ORACLE initialization or shutdown in progress", "starting up"),
    ],
)
async def test_refused_logins(error: str, words: str) -> None:
    with WireServer(DEMO, accounts={USER: Account(PASSWORD, error=error)}) as server:
        async with at_terminal(Source("oracle", login=Login(server.dsn, USER))) as user:
            await user.type(PASSWORD)
            await user.press("enter")
            await user.settle()
            assert words in user.text
            assert error.partition(":")[0] in user.text


async def test_an_unknown_service_and_a_dead_listener() -> None:
    with WireServer(DEMO) as server:
        dsn = server.dsn_of("nowhere")
        async with at_terminal(Source("oracle", login=Login(dsn, USER))) as user:
            await user.type("x")
            await user.press("enter")
            await user.settle()
            assert "knows no such service" in user.text
            server.stop_listening()
            await user.type("x")
            await user.press("enter")
            await user.settle()
            assert "No listener can be reached" in user.text


async def test_a_malformed_alias_is_told_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "tnsnames.ora").write_text("# names\nSALES =\n  (DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1)\n")
    login = Login("sales", "u", tns_admin=tmp_path)
    async with at_terminal(Source("oracle", login=login)) as user:
        await user.type("x")
        await user.press("enter")
        await user.settle()
        assert "line 3: SALES lacks" in user.text
        assert str(tmp_path / "tnsnames.ora") in user.text


async def test_aliases_are_offered_while_typing(tmp_path: Path) -> None:
    (tmp_path / "tnsnames.ora").write_text("SALES=(DESCRIPTION=(ADDRESS=(HOST=h))(CONNECT_DATA=(SID=s)))\n")
    async with at_terminal(Source("oracle", login=Login("", "u", tns_admin=tmp_path))) as user:
        await user.pilot.pause(0.2)
        await user.type("sa")
        await user.pilot.pause(0.2)
        await user.press("right")
        assert user.shows("SALES")


async def test_a_recent_connection_fills_the_form() -> None:
    remember(Recent(Login("h:1521/s", "scott", role="sysdba", proxy_for="app"), "", ("HR",)))
    async with at_terminal(None) as user:
        assert user.shows("recent           scott[app]@h:1521/s as SYSDBA")
        assert user.shows("SYSDBA")
        assert user.shows("h:1521/s")
        assert "for app" in user.status
        await user.press("down")
        assert not user.shows("Connect string")


async def test_the_command_line_beats_what_is_saved() -> None:
    profiles('[sales]\ndsn = "sales"\nuser = "u"\n')
    async with at_terminal(Source("oracle", login=Login("h/other", "scott", role="sysdba"))) as user:
        shown = text_on(user)
        assert "h/other" in shown
        assert "scott" in shown
        assert "SYSDBA" in shown


async def test_a_role_reaches_the_database() -> None:
    with WireServer(DEMO, accounts={"sys": PASSWORD}) as server:
        async with at_terminal(Source("oracle", login=Login(server.dsn, "sys", role="sysdba"))) as user:
            await user.type(PASSWORD)
            await user.press("enter")
            await user.settle()
            assert user.place == "tables"
        assert any(session.login.mode & 0x20 for session in server.sessions)


async def test_broken_profiles_are_told_and_the_rest_works() -> None:
    profiles("[sales]\npassword = 'Tiger#4711'\n")
    async with at_terminal(None) as user:
        assert "password does not belong in a file" in user.text
        assert "Tiger" not in user.text
        await user.press("enter")
        await user.settle()
        assert user.place == "tables"


async def test_more_fields_on_demand() -> None:
    async with at_terminal(Source("oracle", login=Login("h/s", "u"))) as user:
        assert not user.shows("Wallet")
        await user.press("ctrl+t")
        assert user.shows("Wallet")
        assert user.shows("thin driver")
        await user.press("ctrl+t")
        assert not user.shows("Wallet")


async def test_a_wallet_that_is_no_directory(tmp_path: Path) -> None:
    login = Login("h/s", "u", wallet=tmp_path / "missing")
    async with at_terminal(Source("oracle", login=login)) as user:
        await user.type("x")
        await user.press("enter")
        assert user.place == "connect"
        assert "is no directory" in user.status

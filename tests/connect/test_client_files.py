"""tnsnames.ora and sqlnet.ora: what is found where, and what is malformed on which line."""

from __future__ import annotations

from pathlib import Path

import oracledb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from repart_tui.connect.alias_check import alias_problem, names_directory, resolve
from repart_tui.connect.client_files import net_directories, read_aliases, read_settings
from repart_tui.connect.login import Login
from repart_tui.connect.net_parameters import read_parameters
from repart_tui.connection import addresses
from tests.connect.conftest import write

GOOD = """\
# the sales databases
SALES, sales.example.com =
  (DESCRIPTION =
    (ADDRESS = (PROTOCOL = TCP)(HOST = db.example.com)(PORT = 1521))   # the first node
    (CONNECT_DATA = (SERVER = DEDICATED)(SERVICE_NAME = sales))
  )
old=(DESCRIPTION=(ADDRESS_LIST=(ADDRESS=(PROTOCOL=TCP)(HOST=h2)(PORT=1522)))(CONNECT_DATA=(SID=ORCL)))
tls =
(DESCRIPTION=(ADDRESS=(PROTOCOL=tcps)(HOST=h3)(PORT=2484))(CONNECT_DATA=(SERVICE_NAME=s3))
  (SECURITY=(SSL_SERVER_CERT_DN="CN=db, O=Example, C=DE")))
"""


def test_a_file_as_dbas_write_it(tmp_path: Path) -> None:
    aliases = read_aliases(write(tmp_path / "tnsnames.ora", GOOD))
    assert aliases.problems == []
    assert list(aliases.entries) == ["SALES", "SALES.EXAMPLE.COM", "OLD", "TLS"]
    sales = aliases.find("Sales")
    assert sales is not None
    assert (sales.line, sales.tree.text_of("HOST"), sales.tree.text_of("SERVICE_NAME")) == (
        2,
        "db.example.com",
        "sales",
    )
    assert aliases.find("other", "example.com") is None
    tls = aliases.find("tls")
    assert tls is not None
    assert tls.tree.text_of("SSL_SERVER_CERT_DN") == "CN=db, O=Example, C=DE"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            "A=\n (DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1)\n (CONNECT_DATA=(SID=x)))\nB=(X=1)\n",
            2,
            "A lacks a closing parenthesis",
        ),
        ("A=\n (DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1\n", 2, "A lacks 3 closing parentheses"),
        ("A=(DESCRIPTION=(ADDRESS=(HOST=h))(CONNECT_DATA=(SID=x))))\n", 1, "a closing parenthesis too many"),
        ("A (DESCRIPTION=(ADDRESS=(HOST=h)))\n", 1, "stands before any name"),
        ("A\n", 1, "A is not followed by ="),
        ("A=\n", 1, "A has no value"),
        ("A=(DESCRIPTION=\n(ADDRESS=(HOST=)(PORT=1))(CONNECT_DATA=(SID=x)))\n", 2, "HOST has no value"),
        ("A=(DESCRIPTION=(ADDRESS (HOST=h)))\n", 1, "= after ADDRESS is needed, not ("),
        (
            "A=(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1))\n (CONNECT_DATA=(SERVICE_NAME=\u201cx\u201d)))\n",
            2,
            "typographic",
        ),
        ('A=(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1))\n (CONNECT_DATA=(SERVICE_NAME="x)))\n', 2, "not closed"),
        ("A=(DESCRIPTION=(CONNECT_DATA=(SID=x)))\n", 1, "A has no ADDRESS"),
        ("A=(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1)))\n", 1, "A has no CONNECT_DATA"),
        ("A=(DESCRIPTION=(ADDRESS=(PORT=1))(CONNECT_DATA=(SID=x)))\n", 1, "has no HOST"),
        ("A=(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=15210000))(CONNECT_DATA=(SID=x)))\n", 1, "PORT=15210000"),
        (
            "A=(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1))(CONNECT_DATA=(SERVER=DEDICATED)))\n",
            1,
            "neither SERVICE_NAME nor SID",
        ),
        ("\n\nIFILE=more.ora\n", 3, "cannot be read"),
        (
            "A=(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1))(CONNECT_DATA=(SID=x)))\n"
            "  B=(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1))(CONNECT_DATA=(SID=y)))\n",
            2,
            "B does not begin in the first column",
        ),
    ],
)
def test_what_is_malformed_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    file = write(tmp_path / "tnsnames.ora", text)
    problem = read_aliases(file).problems[0]
    assert words in str(problem)
    assert str(problem).startswith(f"{file}, line {line}: ")


def test_a_broken_entry_does_not_spoil_the_next(tmp_path: Path) -> None:
    text = "BAD=\n  (DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1)\n" + GOOD
    aliases = read_aliases(write(tmp_path / "tnsnames.ora", text))
    assert [problem.names for problem in aliases.problems] == [("BAD",)]
    assert "SALES" in aliases.entries


def test_another_file_is_included_and_a_circle_ends(tmp_path: Path) -> None:
    write(tmp_path / "more.ora", GOOD.replace("SALES", "MORE") + "\nIFILE=tnsnames.ora\n")
    aliases = read_aliases(write(tmp_path / "tnsnames.ora", "IFILE = more.ora\n"))
    assert "MORE" in aliases.entries
    assert any("files deep" in str(problem) for problem in aliases.problems)


def test_an_alias_that_stands_twice_is_told(tmp_path: Path) -> None:
    one = "A=(DESCRIPTION=(ADDRESS=(HOST=h1)(PORT=1))(CONNECT_DATA=(SID=x)))\n"
    aliases = read_aliases(write(tmp_path / "tnsnames.ora", one + one.replace("h1", "h2")))
    assert "line 2: A stands here again, after line 1 of tnsnames.ora; the last one counts" in str(aliases.problems[0])
    entry = aliases.find("a")
    assert entry is not None
    assert entry.tree.text_of("HOST") == "h2"


@given(st.text(alphabet="A=(),#\"' \n\tHOST1é\u201c", max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    entries, problems = read_parameters(text, Path("tnsnames.ora"))
    lines = max(1, len(text.splitlines()))
    assert all(1 <= found.line <= lines for found in (*entries, *problems))


def test_where_the_files_are_looked_for(tmp_path: Path) -> None:
    environ = {"TNS_ADMIN": "/etc/oracle", "ORACLE_HOME": "/u01/home"}
    found = [(str(place.path), place.reason) for place in net_directories(None, environ)]
    assert found == [("/etc/oracle", "TNS_ADMIN"), ("/u01/home/network/admin", "ORACLE_HOME")]
    assert [place.path for place in net_directories(tmp_path, environ)] == [tmp_path]


def test_the_settings_that_matter(tmp_path: Path) -> None:
    text = """\
NAMES.DIRECTORY_PATH = (TNSNAMES, LDAP)
names.default_domain = example.com
SQLNET.ENCRYPTION_CLIENT = required
WALLET_LOCATION = (SOURCE = (METHOD = FILE)(METHOD_DATA = (DIRECTORY = /etc/wallet)))
"""
    settings = read_settings(write(tmp_path / "sqlnet.ora", text))
    assert settings.uses_ldap
    assert settings.default_domain == "example.com"
    assert settings.encryption == "REQUIRED"
    assert settings.wallet == Path("/etc/wallet")
    assert settings.problems == ()


# ---- before the driver is asked --------------------------------------------------------------------------------------


def test_an_alias_that_exists_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "tnsnames.ora", GOOD)
    assert alias_problem(Login("old", tns_admin=tmp_path)) is None
    monkeypatch.setenv("TNS_ADMIN", str(tmp_path))
    assert alias_problem(Login("old")) is None
    assert names_directory(Login("old")) == tmp_path
    entry = resolve(Login("sales"))
    assert entry is not None
    assert entry.line == 2


def test_a_mistyped_alias_gets_the_near_ones(tmp_path: Path) -> None:
    write(tmp_path / "tnsnames.ora", GOOD)
    text = alias_problem(Login("salse", tns_admin=tmp_path))
    assert text is not None
    assert "did you mean SALES" in text
    assert str(tmp_path / "tnsnames.ora") in text


def test_a_malformed_alias_gets_file_and_line(tmp_path: Path) -> None:
    write(tmp_path / "tnsnames.ora", GOOD + "BAD=\n (DESCRIPTION=(ADDRESS=(HOST=h)\n")
    text = alias_problem(Login("bad", tns_admin=tmp_path))
    assert text is not None
    assert "line 12: BAD lacks 2 closing parentheses" in text


def test_without_a_tnsnames_the_places_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = alias_problem(Login("sales"))
    assert text is not None
    assert "neither TNS_ADMIN nor ORACLE_HOME is set" in text
    monkeypatch.setenv("TNS_ADMIN", str(tmp_path))
    text = alias_problem(Login("sales"))
    assert text is not None
    assert f"no tnsnames.ora in {tmp_path} (TNS_ADMIN)" in text


def test_names_in_ldap_are_hinted_at(tmp_path: Path) -> None:
    write(tmp_path / "sqlnet.ora", "NAMES.DIRECTORY_PATH=(LDAP)\n")
    text = alias_problem(Login("sales", tns_admin=tmp_path))
    assert text is not None
    assert "LDAP" in text
    assert "--thick" in text


def test_the_default_domain_is_added(tmp_path: Path) -> None:
    write(tmp_path / "sqlnet.ora", "NAMES.DEFAULT_DOMAIN=world\n")
    write(tmp_path / "tnsnames.ora", GOOD.replace("SALES, sales.example.com", "only.world"))
    assert alias_problem(Login("only", tns_admin=tmp_path)) is None


def test_in_thick_mode_nothing_is_judged() -> None:
    assert alias_problem(Login("anything", thick=True)) is None


DESCRIPTOR = "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h)(PORT=1))(CONNECT_DATA=(SERVICE_NAME=s)))"


@pytest.mark.parametrize(
    "text",
    [
        f"A={DESCRIPTOR}\n",
        f"  A={DESCRIPTOR}\n",
        f"A\t=\n\n\t{DESCRIPTOR}\n",
        f"-----\nhello world\nA={DESCRIPTOR}\n",
        f"A={DESCRIPTOR}\nA={DESCRIPTOR.replace('=h', '=h2')}\n",
        "A=h:1/s\n",
        DESCRIPTOR.replace("(DESCRIPTION", "A=\n(DESCRIPTION # (not this\n").replace("))(", "))\n("),
        f"A={DESCRIPTOR[:-1]}\nB={DESCRIPTOR}\n",
        f"A={DESCRIPTOR})\n",
        f"A {DESCRIPTOR}\n",
        "A=(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=s)))\n",
    ],
)
def test_an_alias_is_found_where_the_driver_finds_it(tmp_path: Path, text: str) -> None:
    file = write(tmp_path / "tnsnames.ora", text)
    parameters = oracledb.ConnectParams(config_dir=str(tmp_path))
    try:
        parameters.parse_connect_string("A")
    except oracledb.Error:
        host = None
    else:
        host = parameters.host
    entry = read_aliases(file).find("A")
    if host is None:
        assert entry is None
    else:
        assert entry is not None
        assert (entry.tree.text_of("HOST") or str(entry.value).partition(":")[0]) == host


def test_what_the_driver_takes_is_not_refused(tmp_path: Path) -> None:
    # Oracle wants a name in the first column; the thin driver does not mind.
    write(tmp_path / "tnsnames.ora", f"Z={DESCRIPTOR}\n  A={DESCRIPTOR}\n")
    login = Login("a", tns_admin=tmp_path)
    assert "does not begin in the first column" in str(alias_problem(login))
    assert addresses(login) == [("h", 1)]

"""Help and README say what the command line takes and how it ends."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from repart_tui import __version__
from repart_tui.cli import main
from repart_tui.cli.arguments import build_parser
from repart_tui.cli.outcome import EXIT_CODES
from repart_tui.connect.login import Login
from tests.cli.conftest import ROOT, run

COMMANDS = (
    "discover",
    "advise",
    "xray",
    "set",
    "validate",
    "generate",
    "capture",
    "capture-script",
    "import-spool",
    "doctor",
    "edit",
)


# ---- help and documentation ------------------------------------------------------------------------------------------


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"repart-tui {__version__}\n", "")


def test_help_documents_every_command_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    for command in COMMANDS:
        assert f"    {command} " in out
    for number in EXIT_CODES:
        assert f"\n  {number} " in out
    assert "examples:" in out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_has_examples_and_exit_codes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, command, "--help")
    assert code == 0
    assert f"examples:\n  repart-tui {command} " in out
    assert "exit codes:" in out


def test_the_commands_are_all_tested_here() -> None:
    actions = [action for action in build_parser()._actions if action.dest == "command"]
    assert tuple(actions[0].choices or ()) == COMMANDS


def test_readme_names_every_command_option_and_exit_code() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"`repart-tui {command}`" in readme
    for code, meaning in EXIT_CODES.items():
        assert f"| {code} | {meaning} |" in readme
    for option in (
        "--demo",
        "--dictionary",
        "--connect",
        "--schema",
        "--include",
        "--exclude",
        "--profile",
        "--user",
        "--proxy-for",
        "--role",
        "--tns-admin",
        "--wallet",
        "--thick",
        "--client-lib",
        "--external",
        "--password-stdin",
        "-o",
    ):
        assert option in readme


def test_examples_in_the_help_parse() -> None:

    from repart_tui.cli import arguments

    shown = [value for name, value in vars(arguments).items() if name.endswith("_EXAMPLES")]
    lines = "\n".join(shown).replace("\\\n", " ").splitlines()
    commands = [
        line.partition("&&")[0].partition("> ")[0].rpartition("| ")[2] for line in lines if "repart-tui" in line
    ]
    assert len(commands) > 10
    for command in commands:
        words = shlex.split(command)
        assert words.pop(0) == "repart-tui"
        build_parser().parse_args(words)


@pytest.mark.parametrize(
    "arguments",
    [
        ["discover"],
        ["discover", "--demo", "--dictionary", "x.db"],
        ["discover", "--dem"],
        ["frobnicate"],
        ["set", "c.json"],
        ["generate"],
        ["--demo", "validate", "c.json"],
        ["discover", "--demo", "--user", "scott"],
        ["discover", "--connect", "db", "--password", "tiger"],
        ["discover", "--connect", "db", "--password=tiger"],
        ["discover", "scott/tiger@db"],
        ["--user", "scott"],
        ["--demo", "--connect", "db"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.strip()
    assert "tiger" not in err


# ---- the screens -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], {}),
        (["--demo"], {"demo": True}),
        (["--dictionary", "d.db", "--no-mouse"], {"dictionary": Path("d.db"), "mouse": False}),
        (["--connect", "h:1521/s", "--schema", "HR"], {"login": Login("h:1521/s"), "schemas": ("HR",)}),
        (["--connect", "u@h/s", "--role", "sysdba"], {"login": Login("h/s", "u", role="sysdba")}),
        (["edit", "c.json", "--mouse"], {"config": Path("c.json"), "mouse": True}),
    ],
)
def test_the_screens_get_what_was_asked(
    arguments: list[str], expected: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}

    def run_app(**given: Any) -> int:
        seen.update(given)
        return 0

    monkeypatch.setattr("repart_tui.tui.start.run_app", run_app)
    assert main(arguments) == 0
    given = {name: value for name, value in seen.items() if value or (value is False and name == "mouse")}
    assert given == expected


@pytest.mark.parametrize(
    "written",
    ["scott/tiger@db", "scott/ti ger@db", 'scott/"t@iger"@db', "plan[c]/tiger@db", "tcps://u:tiger@db/s"],
)
def test_a_connect_string_in_the_wrong_place_loses_its_password(
    capsys: pytest.CaptureFixture[str], written: str
) -> None:
    for arguments in (["discover", written], [written], ["capture-script", "--connect", written]):
        code, _, err = run(capsys, *arguments)
        assert code == 2
        assert "iger" not in err
        assert "***@db" in err


def test_what_is_repeated_of_the_command_line_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["discover", "a\x1b[2J"], ["discover", "--profile", "a\x1b[2J"]):
        code, _, err = run(capsys, *arguments)
        assert code == 2
        assert "\x1b" not in err
        assert r"a\x1b[2J" in err


def test_a_password_in_the_user(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "discover", "--connect", "db", "--user", "scott/tiger")
    assert code == 2
    assert "tiger" not in err
    assert "--user holds a password" in err


def test_a_password_in_the_address_of_the_screens(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "--connect", "scott/tiger@db")
    assert code == 2
    assert "tiger" not in err

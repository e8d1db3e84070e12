"""Where the plan comes from, and what a terminal must be able to do."""

from __future__ import annotations

import ast
import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest

import repart_tui
from repart_tui.connect.login import Login
from repart_tui.tui import app as app_module
from repart_tui.tui.app import EXIT_USAGE, RepartApp
from repart_tui.tui.core import Source
from repart_tui.tui.environment import mouse_wanted, terminal
from repart_tui.tui.plan import Plan
from repart_tui.tui.start import run_app
from tests.tui.conftest import FACTS, at_terminal, small_config


async def test_opens_the_demo_with_one_key() -> None:
    async with at_terminal(None) as user:
        assert user.place == "connect"
        await user.press("enter")
        await user.settle()
        assert user.place == "tables"
        assert "SALES" in user.names


async def test_opens_the_demo_at_once_when_asked_on_the_command_line() -> None:
    async with at_terminal(Source("demo")) as user:
        assert user.place == "tables"
        assert len(user.names) > 20


async def test_a_file_that_is_no_dictionary_is_told_on_the_connect_screen(tmp_path: Path) -> None:
    (tmp_path / "no.db").write_text("not a database")
    async with at_terminal(None) as user:
        await user.press("down", "enter")
        await user.type("missing.db")
        await user.press("enter", "enter")
        assert user.status == "missing.db does not exist."
        await user.press("ctrl+u")
        await user.type("no.db")
        await user.press("enter", "enter")
        await user.settle()
        assert user.place == "connect"
        assert "no.db" in user.text


async def test_a_broken_plan_from_the_command_line_ends_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{")
    app = RepartApp(Source("config", path=path), facts=FACTS)
    async with app.run_test() as pilot:
        for _ in range(50):
            await pilot.pause(0.02)
            if app.farewell:
                break
    assert app.return_value == EXIT_USAGE
    assert "broken.json" in app.farewell[0]


async def test_an_unknown_schema_from_the_command_line_ends_with_a_sentence() -> None:
    app = RepartApp(Source("demo", schemas=("nope",)), facts=FACTS)
    async with app.run_test() as pilot:
        for _ in range(250):
            await pilot.pause(0.02)
            if app.farewell:
                break
    assert app.return_value == EXIT_USAGE
    assert app.farewell == ["There is no schema nope; did you mean OE?"]


async def test_an_unknown_schema_is_told_on_the_connect_screen() -> None:
    async with at_terminal(None) as user:
        user.app.open_source(Source("demo", schemas=("nope",)))
        await user.settle()
        assert user.place == "connect"
        assert "There is no schema nope" in user.text


async def test_a_missing_field_of_a_connection_is_asked_for() -> None:
    async with at_terminal(None) as user:
        await user.press("down", "down", "enter")
        await user.type("host/db")
        await user.press("enter", "enter", "enter", "enter")
        assert user.status == "User is missing."


async def test_the_password_is_never_shown() -> None:
    login = Login("x", "u", "secret", wallet_password="secret too")
    assert "secret" not in repr(Source("oracle", login=login))


def test_a_dumb_terminal_is_refused_with_the_way_round(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert run_app(demo=True) == EXIT_USAGE
    said = capsys.readouterr()
    assert said.out == ""
    assert "repart-tui discover --demo" in said.err


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm"}, "standard"),
        ({"TERM": "screen"}, "standard"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "tmux-256color"}, "256"),
        ({"TERM": "xterm-kitty"}, "truecolor"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "truecolor"),
    ],
)
def test_colours_follow_the_terminal(environ: dict[str, str], colours: str) -> None:
    assert terminal(environ).colours == colours


def test_no_color_leaves_none_whatever_the_terminal_can_show() -> None:
    assert terminal({"TERM": "xterm", "COLORTERM": "truecolor", "NO_COLOR": ""}).few_colours


@pytest.mark.parametrize(
    ("environ", "unicode"),
    [
        ({}, False),
        ({"LANG": "C"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({"LANG": "en_US.UTF-8"}, True),
        ({"LANG": "en_US.utf8", "LC_ALL": "C"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
    ],
)
def test_ascii_serves_where_the_locale_knows_no_utf8(environ: dict[str, str], unicode: bool) -> None:
    assert terminal(environ).unicode is unicode


def test_the_mouse_is_off_over_ssh_unless_asked_for() -> None:
    assert terminal({"TERM": "xterm", "SSH_CONNECTION": "1"}).over_ssh
    assert not mouse_wanted(None, over_ssh=True)
    assert mouse_wanted(True, over_ssh=True)
    assert mouse_wanted(None, over_ssh=False)


def loaded_by(*modules: str) -> set[str]:
    """Return what a fresh interpreter holds after importing the modules."""
    code = f"import sys\nfor name in {modules!r}: __import__(name)\nprint(*sys.modules)"
    source = str(Path(repart_tui.__file__).parents[1])
    found = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": source},
    )
    return {name.split(".")[0] for name in found.stdout.split()}


def test_the_core_does_not_load_textual() -> None:
    assert "textual" not in loaded_by("repart_tui.oracle.rules", "repart_tui.discovery_queries", "repart_tui.generate")


def test_the_first_screen_does_not_wait_for_heavy_modules() -> None:
    heavy = {"pydantic", "jsonschema", "jsonschema_rs", "jinja2", "oracledb", "sqlite3"}
    screens = ("repart_tui.tui.app", "repart_tui.tui.screens.connect", "repart_tui.tui.screens.tables")
    assert not heavy & loaded_by(*screens)


async def test_a_banner_of_the_profile_stands_out_on_every_screen(small: Source) -> None:
    async with at_terminal(dataclasses.replace(small, banner="PROD")) as user:
        for keys in ((), ("d",), ("escape", "e"), ("escape", "space", "p"), ("escape", "question_mark")):
            await user.press(*keys)
            assert user.lines()[0].startswith(" PROD ")
            assert user.reversed(" PROD ")
    async with at_terminal(small) as user:
        assert user.lines()[0].startswith(" repart-tui")


async def test_a_password_does_not_belong_into_the_connect_string() -> None:
    async with at_terminal(None) as user:
        await user.press("down", "down", "enter")
        await user.type("u/secret@host/db")
        await user.press("enter")
        await user.type("u")
        await user.press("enter")
        await user.type("p")
        await user.press("enter")
        assert user.place == "connect"
        assert "Leave the password out" in user.status


def test_no_worker_puts_a_plan_into_words() -> None:
    """Without a description, `work` makes a text of all arguments: of 10,000 tables one of 450 MB."""
    heavy = {"Plan", "TableConfig", "MigrationConfig"}
    found = []
    for path in sorted(Path(app_module.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
            annotations = {ast.unparse(given.annotation) for given in node.args.args if given.annotation}
            if heavy & annotations and any(d.startswith("work") and "description=" not in d for d in decorators):
                found.append(f"{path.name}: {node.name}")
    assert found == []
    assert len(repr(Plan(small_config()))) < 400

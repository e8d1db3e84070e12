"""Files that are no files, names that are no text, and `-o` in the wrong place: a sentence, and nothing lost."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from repart_tui import directories
from repart_tui.tui import core
from repart_tui.tui.crash import record
from tests.cli.conftest import run


@pytest.mark.parametrize("command", ["discover", "capture", "set"])
def test_links_in_a_circle(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    arguments = {
        "discover": ["--demo", "--schema", "HR", "-o", tmp_path / "a"],
        "capture": ["--demo", "-o", tmp_path / "a"],
        "set": [tmp_path / "a", "HR.JOBS", "enabled=true"],
    }
    code, _, err = run(capsys, command, *arguments[command])
    assert (code, "Too many levels of symbolic links" in err) == (2, True), err


def test_a_plan_is_not_changed_through_a_pipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe")
    code, _, err = run(capsys, "set", tmp_path / "pipe", "HR.JOBS", "enabled=true")
    assert (code, "is a pipe" in err) == (2, True), err


def test_a_spool_is_no_device(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "import-spool", "/dev/zero", "-o", tmp_path / "d.db")
    assert (code, err) == (2, "/dev/zero is a device, not a spool.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_dictionary_whose_name_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / os.fsdecode(b"d\xff.db")
    assert run(capsys, "capture", "--demo", "-o", path)[0] == 0
    code, out, err = run(capsys, "discover", "--dictionary", path, "--schema", "HR")
    assert code == 0, err
    assert json.loads(out)["metadata"]["source_name"] == "d\ufffd.db"


def test_a_directory_of_a_user_who_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "discover", "--connect", "h/s", "--user", "u", "--tns-admin", "~nobody-at-all/x")
    assert (code, err) == (2, "--tns-admin: ~nobody-at-all/x is no directory.\n")


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (["discover", "--demo", "--schema", "HR"], "plan"),
        (["capture", "--demo"], "dictionary file"),
        (["capture-script"], "capture script"),
    ],
)
def test_a_file_of_another_kind_is_not_replaced(
    command: list[str], kind: str, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The three kinds and somebody's script, each in the place of the others.
    own = tmp_path / "own"
    assert run(capsys, *command, "-o", own)[0] == 0
    assert run(capsys, *command, "-o", own)[0] == 0, "its own kind is"
    (tmp_path / "master1.sql").write_text("-- master1.sql\n")
    assert run(capsys, "capture", "--demo", "-o", tmp_path / "d.db")[0] == 0
    others = {"plan": plan, "dictionary file": tmp_path / "d.db", "capture script": tmp_path / "master1.sql"}
    for other in [path for name, path in others.items() if name != kind or name == "capture script"]:
        before = other.read_bytes()
        code, _, err = run(capsys, *command, "-o", other)
        assert (code, f"is there and no {kind}" in err) == (2, True), err
        assert other.read_bytes() == before


def test_a_user_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> None:
        raise KeyError

    for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", unknown)
    assert directories.state_directory() == Path("/.local/state/repart-tui")


def test_an_error_whose_words_are_no_text_is_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    record(ValueError(os.fsdecode(b"d\xff.db")))
    assert "udcff" in next(tmp_path.rglob("*.log")).read_text()


@pytest.mark.parametrize(
    "command",
    [
        ["discover", "--demo", "--schema", "HR", "-o"],
        ["capture", "--demo", "-o"],
        ["capture-script", "-o"],
        ["discover", "--connect", "h/s", "--user", "u", "--wallet"],
        ["discover", "--dictionary"],
        ["validate"],
    ],
)
def test_a_name_that_is_too_long(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, *command, "x" * 300)
    assert (code, "nobody expected" in err, len(err.splitlines())) == (2, False, 1), err


def test_a_name_that_is_too_long_for_the_screens() -> None:
    assert core.file_objection("x" * 300) is None, "saving it says so"
    assert core.file_objection("x" * 300 + "/y") == "its directory does not exist"
    assert core.existing(Path("x" * 300)) == []

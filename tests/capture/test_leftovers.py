"""A capture that was killed leaves its unfinished file behind; the next one to the same name clears it away."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from repart_tui.capture.dictionary_writer import DictionaryWriter

_WRITES = """
import sys
from pathlib import Path
from repart_tui.capture.dictionary_writer import DictionaryWriter
with DictionaryWriter(Path(sys.argv[1])) as writer:
    print("writing", flush=True)
    sys.stdin.read()
"""


@contextmanager
def writing(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that is in the midst of a capture."""
    command = [sys.executable, "-c", _WRITES, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield process
        if process.poll() is None:
            process.kill()


def unfinished(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name.endswith(".new")}


def write(path: Path) -> None:
    with DictionaryWriter(path) as writer:
        writer.finish(captured_at=None)


def test_the_file_of_a_capture_that_was_killed_is_cleared_away(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with writing(path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert unfinished(tmp_path) == {f".d.db.{process.pid}.new"}
    write(path)
    assert unfinished(tmp_path) == set()
    assert path.exists()


def test_the_file_of_a_capture_that_goes_on_stays(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with writing(path) as process:
        write(path)
        assert unfinished(tmp_path) == {f".d.db.{process.pid}.new"}


def test_the_file_of_a_capture_on_another_machine_stays(tmp_path: Path) -> None:
    """Its number is of no process here; its lock tells that it goes on."""
    path = tmp_path / "d.db"
    with writing(path) as process:
        elsewhere = tmp_path / ".d.db.999999999.new"
        (tmp_path / f".d.db.{process.pid}.new").rename(elsewhere)
        write(path)
        assert unfinished(tmp_path) == {elsewhere.name}


@pytest.mark.parametrize(
    "name", [".other.db.999999999.new", ".d.db.x.new", "d.db.999999999.new", ".d.db.999999999.new2"]
)
def test_other_files_stay(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    write(tmp_path / "d.db")
    assert (tmp_path / name).read_text() == "mine"


def test_a_link_or_a_directory_of_that_name_stays(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / ".d.db.999999999.new").symlink_to(tmp_path / "mine")
    (tmp_path / ".d.db.999999998.new").mkdir()
    write(tmp_path / "d.db")
    assert unfinished(tmp_path) == {".d.db.999999999.new", ".d.db.999999998.new"}


def test_a_signal_while_the_file_is_being_made_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object, **__: object) -> None:
        assert unfinished(tmp_path), "the file is there"
        raise KeyboardInterrupt

    monkeypatch.setattr("repart_tui.capture.dictionary_writer.sqlite3.connect", ended)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "d.db")
    assert not unfinished(tmp_path)

"""How commands end: in real processes, and when nobody expected it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from repart_tui.cli.outcome import Ended
from repart_tui.dictionary_file import DictionaryFileError
from tests.cli.conftest import ROOT, run

# ---- what nobody expects ---------------------------------------------------------------------------------------------


def test_an_unexpected_error_leaves_a_log_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("who would have thought")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("repart_tui.dictionary_file.open_demo", broken)
    code, out, err = run(capsys, "discover", "--demo")
    assert (code, out) == (4, "")
    assert "Traceback" not in err
    assert "who would have thought" in err
    log = next(tmp_path.rglob("*.log"))
    assert str(log) in err
    assert "Traceback" in log.read_text()


def test_interrupt(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("repart_tui.dictionary_file.open_demo", interrupted)
    assert run(capsys, "discover", "--demo") == (130, "", "Interrupted.\n")


@pytest.mark.parametrize(
    ("ending", "code", "words"), [(KeyboardInterrupt(), 130, "Interrupted."), (Ended(15), 143, "Ended by SIGTERM.")]
)
def test_an_interrupt_that_breaks_the_connection_is_one_all_the_same(
    ending: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> None:
        try:
            raise ending
        finally:
            # The driver tells the server to stop, and that may fail too.
            raise DictionaryFileError("DPY-4011: the database or network closed the connection")

    monkeypatch.setattr("repart_tui.dictionary_file.open_demo", interrupted)
    assert run(capsys, "discover", "--demo") == (code, "", f"{words}\n")


# ---- real processes --------------------------------------------------------------------------------------------------


def start(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more.pop("env", {})}
    command = [sys.executable, "-m", "repart_tui", *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=environment, **more)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away(unbuffered: str) -> None:
    with start("discover", "--demo", stdout=subprocess.PIPE, env={"PYTHONUNBUFFERED": unbuffered}) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_slow_reader_gets_everything_in_utf8(unbuffered: str) -> None:
    environment = {"PYTHONUNBUFFERED": unbuffered, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    with start("discover", "--demo", stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        time.sleep(1)
        document = json.loads(process.stdout.read().decode("utf-8"))
        assert len(document["tables"]) > 50
        assert process.stderr is not None
        process.stderr.read()
        assert process.wait(30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk() -> None:
    with Path("/dev/full").open("wb") as full, start("discover", "--demo", stdout=full) as process:
        assert process.stderr is not None
        assert process.stderr.read() == b"Writing to stdout failed: No space left on device.\n"
        assert process.wait(30) == 2


def test_ctrl_c_in_a_real_process(tmp_path: Path) -> None:
    fifo = tmp_path / "c.json"
    os.mkfifo(fifo)
    # A suite that runs in the background of a shell ignores SIGINT, and so would what it starts.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with start("validate", str(fifo), stdout=subprocess.PIPE, preexec_fn=heard) as process:
        # Opening the pipe for writing succeeds once the command waits in reading it.
        writer = os.open(fifo, os.O_WRONLY)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert process.stderr.read() == b"Interrupted.\n"
        assert process.wait(30) == 130
        os.close(writer)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_half_written_capture(tmp_path: Path, number: signal.Signals) -> None:
    spool, place = tmp_path / "spool.txt", tmp_path / "new"
    os.mkfifo(spool)
    place.mkdir()
    with start("import-spool", str(spool), "-o", str(place / "d.db"), stdout=subprocess.PIPE) as process:
        writer = os.open(spool, os.O_WRONLY)
        deadline = time.monotonic() + 30
        while not list(place.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert list(place.iterdir())
        process.send_signal(number)
        assert process.stderr is not None
        assert process.stderr.read() == f"Ended by {number.name}.\n".encode()
        assert process.wait(30) == 128 + number
        os.close(writer)
    assert list(place.iterdir()) == []


def test_without_a_terminal_the_screens_name_the_commands() -> None:
    with start("--demo", stdout=subprocess.PIPE, env={"TERM": "xterm"}) as process:
        assert process.stderr is not None
        told = process.stderr.read()
        assert b"stdin or stdout is none" in told
        assert b"repart-tui discover" in told
        assert process.wait(30) == 2

"""The password stands in no argument, environment, file, screen, title or error text."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from repart_tui.connect.login import Login
from repart_tui.tui.core import Source
from tests.tui.conftest import at_terminal
from tests.wire.faults import Fault
from tests.wire.server import DEMO, PASSWORD, USER, WireServer

ROOT = Path(__file__).parents[2]


def files_with(folder: Path, text: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks into /proc")
@pytest.mark.parametrize("password", [PASSWORD, "Wrong#4711"], ids=["right", "wrong"])
def test_a_command_shows_it_nowhere(password: str, home: Path) -> None:
    with WireServer(DEMO, latency=0.02) as server:
        connection = ("--connect", f"{USER}@{server.dsn}", "--password-stdin")
        arguments = ("discover", *connection, "--schema", "HR", "-o", str(home / "plan.json"))
        process = subprocess.Popen(
            [sys.executable, "-m", "repart_tui", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            cwd=home,
        )
        assert process.stdin is not None
        process.stdin.write(f"{password}\n".encode())
        process.stdin.close()
        process.stdin = None
        seen = b""
        while process.poll() is None:
            for name in ("cmdline", "environ"):
                try:
                    seen += Path(f"/proc/{process.pid}/{name}").read_bytes()
                except OSError:
                    continue
            time.sleep(0.05)
        out, err = process.communicate()
    assert b"password-stdin" in seen
    assert process.returncode == (0 if password == PASSWORD else 3)
    assert password.encode() not in seen + out + err
    assert files_with(home, password) == []


async def test_the_screens_show_it_nowhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    with WireServer(DEMO) as server:
        async with at_terminal(Source("oracle", login=Login(server.dsn, USER))) as user:
            await user.type(PASSWORD)
            shown = [user.app.export_screenshot(), *user.lines(), user.title, user.status]
            await user.press("enter")
            await user.settle()
            assert user.place == "tables"
            shown += [user.app.export_screenshot(), *user.lines(), user.title, user.status]
    assert not any(PASSWORD in text for text in shown)
    assert files_with(home, PASSWORD) == []


async def test_an_error_nobody_expected_logs_it_nowhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("nobody expected this")

    monkeypatch.chdir(home)
    monkeypatch.setattr("repart_tui.connection._arguments", fail)
    with WireServer(DEMO) as server:
        async with at_terminal(Source("oracle", login=Login(server.dsn, USER))) as user:
            await user.type(PASSWORD)
            await user.press("enter")
            await user.settle()
            shown = user.lines()
    assert any("nobody expected" in text for text in shown)
    assert any("nobody expected this" in path.read_text() for path in home.rglob("*.log"))
    assert not any(PASSWORD in text for text in shown)
    assert files_with(home, PASSWORD) == []


def test_a_dropped_connection_tells_it_to_nobody(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from repart_tui.connection import ConnectError, connect

    with WireServer(DEMO, faults=[Fault("login", "close")]) as server, pytest.raises(ConnectError) as caught:
        connect(Login(server.dsn, USER, PASSWORD))
    said = capfd.readouterr()
    assert PASSWORD not in str(caught.value) + said.out + said.err
    assert files_with(home, PASSWORD) == []

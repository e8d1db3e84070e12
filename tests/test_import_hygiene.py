"""Start-up imports little: what a command does not need it does not load."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("textual", "rich", "oracledb", "pydantic", "jinja2", "jsonschema", "jsonschema_rs", "pygments", "sqlite3")
PROBE = """
import sys
from repart_tui.cli import main
code = main(sys.argv[1:])
loaded = sorted({name.partition(".")[0] for name in sys.modules})
print(f"{code}:{' '.join(loaded)}", file=sys.stderr)
"""


def loaded_by(*arguments: str | Path) -> tuple[int, set[str]]:
    """Run a command in a process of its own; return its exit code and the packages that it imported."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", PROBE, *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL, timeout=60, check=True
    )
    code, _, names = done.stderr.splitlines()[-1].partition(":")
    return int(code), set(names.split())


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "c.json"
    code, names = loaded_by("discover", "--demo", "--schema", "CO", "-o", path)
    assert code == 0
    assert names.isdisjoint({"textual", "rich", "oracledb", "jinja2", "pygments"})
    return path


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["discover", "--help"], ["frobnicate"]])
def test_help_and_version_import_nothing_heavy(arguments: list[str]) -> None:
    _, names = loaded_by(*arguments)
    assert names.isdisjoint(HEAVY)


def test_commands_import_neither_screens_nor_driver(plan: Path, tmp_path: Path) -> None:
    for arguments in (
        ["set", plan, "CO.SHIPMENTS", "enabled=true"],
        ["validate", plan, "--ledger"],
        ["generate", plan, "-o", tmp_path / "out"],
        ["capture", "--demo", "--schema", "CO", "-o", tmp_path / "d.db"],
        ["capture-script", "-o", tmp_path / "c.sql"],
        ["doctor"],
    ):
        code, names = loaded_by(*arguments)
        assert (arguments[0], code) == (arguments[0], 0)
        assert names.isdisjoint({"textual", "rich", "oracledb", "pygments"})


def test_the_driver_comes_with_a_connection_only() -> None:
    code, names = loaded_by("discover", "--connect", "scott/tiger@db")
    assert code == 2
    assert "oracledb" not in names


def test_importing_the_package_imports_nothing_of_it() -> None:
    probe = "import sys, repart_tui; print([name for name in sys.modules if name.startswith('repart_tui.')])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "[]"


def test_only_connection_imports_the_driver() -> None:
    sources = (ROOT / "src" / "repart_tui").rglob("*.py")
    importers = {path.name for path in sources if "import oracledb" in path.read_text(encoding="utf-8")}
    assert importers == {"connection.py"}

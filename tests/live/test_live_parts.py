"""The parts of the live suite that need no database: statements, runner, and that it is skipped with a reason."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from repart_tui.connect.login import Login
from tests.live.conftest import NO_DATABASE
from tests.live.database import _SCHEMA, statements
from tests.live.sqlplus import COMMAND, SqlPlus, find_sqlplus

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "oracle.yml"
FAKE = """\
#!{python}
import sys
text = sys.stdin.read()
print("arguments", sys.argv[1:])
print(text)
sys.exit(3 if "@fails.sql" in text else 0)
"""


def test_the_schema_falls_into_statements() -> None:
    found = statements(_SCHEMA.read_text(encoding="utf-8"))
    assert len(found) == 18
    assert not any(statement.endswith((";", "/")) for statement in found if not statement.endswith("END;"))
    assert [statement.split()[0] for statement in found[:4]] == ["CREATE"] * 4


def test_the_runner_keeps_the_password_out_of_the_arguments(tmp_path: Path) -> None:
    fake = tmp_path / "sqlplus"
    fake.write_text(FAKE.format(python=sys.executable))
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    runner = SqlPlus(str(fake))
    login = Login("h/s", "scott", "Tiger#4711")
    finished = runner.run(tmp_path / "works.sql", login)
    assert finished.code == 0
    arguments, _, rest = finished.output.partition("\n")
    assert arguments == "arguments ['-S', '-L', '/nolog']"
    assert 'CONNECT "scott"/"Tiger#4711"@h/s' in rest
    assert "@works.sql" in rest
    assert runner.run(tmp_path / "fails.sql", login).code == 3


def test_the_command_of_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMMAND, "docker exec -i -w {folder} oracle sqlplus")
    found = find_sqlplus()
    assert found is not None
    assert found.words(Path("/tmp/x")) == ["docker", "exec", "-i", "-w", "/tmp/x", "oracle", "sqlplus"]


def test_without_a_database_the_suite_is_skipped_with_a_reason() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REPART_TEST_")}
    command = [sys.executable, "-m", "pytest", "-n0", "-m", "oracle", "-rs", "tests/live", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert NO_DATABASE in done.stdout
    assert "passed" not in done.stdout


def test_the_workflow_runs_the_suite() -> None:
    text = WORKFLOW.read_text(encoding="utf-8")
    for part in ("pytest -n0 -m oracle", "REPART_TEST_DSN", "REPART_TEST_PASSWORD", COMMAND, "23"):
        assert part in text
    assert "\t" not in text

"""The parts of the live suite that need no database: statements, runner, and that it is skipped with a reason."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from repart_tui.connect.login import Login
from repart_tui.generate import CLEANUP, MASTER, ROLLBACK, render, write_scripts
from repart_tui.migration_models import MigrationConfig
from tests.live.conftest import NO_DATABASE
from tests.live.database import _SCHEMA, statements
from tests.live.described import described_plan
from tests.live.migrations import MIGRATIONS, REFUSED, Migration, enable
from tests.live.sqlplus import COMMAND, SqlPlus, find_sqlplus
from tests.script.outside_grammar import complaints, judgeable

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


def test_the_statements_are_oracles() -> None:
    """The dry run: what the suite would send is read by an outside grammar of Oracle's SQL."""
    for statement in statements(_SCHEMA.read_text(encoding="utf-8")):
        assert all(complaints(part) == () for part in judgeable(statement)), statement


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda one: one.id)
def test_each_migration_of_the_suite_is_ready(migration: Migration, tmp_path: Path) -> None:
    config = described_plan(tmp_path)
    assert enable(config, migration) == []
    written = write_scripts(render(MigrationConfig.from_json(config.to_json())), tmp_path / "out")
    assert {MASTER, ROLLBACK, CLEANUP} == {path.name for path in written}


@pytest.mark.parametrize("migration", REFUSED, ids=lambda one: one.id)
def test_what_the_suite_expects_to_be_refused_is_refused(migration: Migration, tmp_path: Path) -> None:
    assert REFUSED[migration] in enable(described_plan(tmp_path), migration)


def test_the_description_is_of_the_schema(tmp_path: Path) -> None:
    """Every name of schema.sql is known to the description, so that the dry run is about the same tables."""
    known = described_plan(tmp_path).to_json().upper()
    text = " ".join(statements(_SCHEMA.read_text(encoding="utf-8")))
    names = re.findall(r"(?:TABLE|INDEX|TRIGGER|CONSTRAINT|VIEW)\s+(\"[^\"]+\"|\w+)", text)
    assert len(names) > 15
    assert [name for name in names if name.strip('"').upper() not in known] == []


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


def test_a_script_that_hangs_is_ended_with_its_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.live.sqlplus._SECONDS", 0.3)
    fake = tmp_path / "sqlplus"
    fake.write_text(
        f"#!{sys.executable}\nimport os, time\nopen('process', 'w').write(str(os.getpid()))\ntime.sleep(60)\n"
    )
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "out").mkdir()
    with pytest.raises(subprocess.TimeoutExpired):
        SqlPlus(str(fake)).run(tmp_path / "out" / "works.sql", Login("h/s", "scott", "x"))
    process = int((tmp_path / "out" / "process").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_the_workflow_waits_for_the_password_and_fails_where_a_test_is_skipped() -> None:
    text = WORKFLOW.read_text(encoding="utf-8")
    assert "DATABASE IS READY TO USE" in text
    pattern = re.search(r"grep -qE '([^']+)'", text)
    assert pattern is not None
    for line in (
        "SKIPPED [1] tests/live/test_live_oracle.py:120: before 23ai",
        "19 passed, 2 skipped in 3s",
        "2 skipped",
    ):
        assert re.search(pattern[1], line)
    assert not re.search(pattern[1], "21 passed, 2530 deselected in 300.12s")

"""A plan of the demo to change, and ways to run a command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from repart_tui.cli import main
from repart_tui.config_file import load_config, save_config

ROOT = Path(__file__).parents[2]
TABLE = "CO.SHIPMENTS"
LISTED = {
    "partitioning_type": "list",
    "key_columns": ["SHIPMENT_STATUS"],
    "partitions": [
        {"name": "P_OPEN", "values": [["CREATED"], ["SHIPPED"]]},
        {"name": "P_REST", "is_default": True},
    ],
}


@pytest.fixture(scope="session")
def demo_plan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("plan") / "c.json"
    assert main(["discover", "--demo", "--schema", "CO", "--schema", "HR", "--schema", "APP", "-o", str(path)]) == 0
    document = json.loads(path.read_bytes())
    shipments = next(t for t in document["tables"] if f"{t['owner']}.{t['table_name']}" == TABLE)
    # The tests change a list, whatever the advice proposes.
    shipments["common_settings"]["target_config"] = LISTED
    path.write_text(json.dumps(document), encoding="utf-8")
    save_config(load_config(path), path)
    return path.read_bytes()


@pytest.fixture
def plan(demo_plan: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "c.json"
    path.write_bytes(demo_plan)
    return path


def table(plan: Path, name: str = TABLE) -> dict[str, Any]:
    owner, _, table_name = name.partition(".")
    tables = json.loads(plan.read_bytes())["tables"]
    return next(t for t in tables if (t["owner"], t["table_name"]) == (owner, table_name))


def settings(plan: Path, name: str = TABLE) -> dict[str, Any]:
    found: dict[str, Any] = table(plan, name)["common_settings"]
    return found


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def refused(capsys: pytest.CaptureFixture[str], plan: Path, *assignments: str, code: int = 2, name: str = TABLE) -> str:
    """Run set, which must fail and leave the file as it was; return what it says."""
    before = plan.read_bytes()
    found, out, err = run(capsys, "set", plan, name, *assignments)
    assert (found, out) == (code, "")
    assert plan.read_bytes() == before
    return err

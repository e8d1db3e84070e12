"""Plans whose facts were edited into what no dictionary says: a sentence or an answer, and no traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from repart_tui.cli import main
from tests.cli.conftest import run


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("whole") / "c.json"
    assert main(["discover", "--demo", "-o", str(path)]) == 0
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


@pytest.mark.parametrize("low", ["1", "NaN", "-1e999999999", "x", "9999-12-31", "0000-00-00"])
@pytest.mark.parametrize("high", ["NaN", "Infinity", "1e999999999", "9" * 5000, "", "9999-12-31 23:59:59"])
def test_statistics(
    low: str, high: str, whole: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(json.dumps(whole))
    # The owners differ by run, so that each pair meets other tables, and all pairs all of them.
    document["tables"] = [t for place, t in enumerate(document["tables"]) if place % 6 == (len(low) + len(high)) % 6]
    for table in document["tables"]:
        for column in table["current_state"]["columns"]:
            if column["statistics"] is not None:
                column["statistics"] |= {"low_value": low, "high_value": high}
    path = tmp_path / "c.json"
    path.write_text(json.dumps(document))
    code, _, err = run(capsys, "advise", "--plan", path, "--all")
    assert (code, err) == (0, "")


@pytest.mark.parametrize(
    "bound", ["9" * 5000, "1e999999999", "1.2.3", "'a'", "TO_DATE(' 9999-99-99 00:00:00', 'SYYYY')", "((", "''"]
)
def test_bounds(bound: str, whole: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(json.dumps(whole))
    document["tables"] = [table for table in document["tables"] if table["current_state"]["partitioning"]]
    for table in document["tables"]:
        for partition in table["current_state"]["partitioning"]["partitions"]:
            partition["high_value"] = bound
        table["enabled"] = True
    path = tmp_path / "c.json"
    path.write_text(json.dumps(document))
    assert run(capsys, "advise", "--plan", path, "--all")[0] == 0
    # Where the plan says nothing of the present bounds they bar nothing; none of them may end in a traceback.
    code, _, err = run(capsys, "validate", path)
    assert code in (0, 1), err

"""validate and generate: findings, the ledger, the scripts; and plans that are broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import TABLE, run

# ---- validate and generate -------------------------------------------------------------------------------------------


def test_validate_prints_a_finding_a_line(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "set", plan, TABLE, "enabled=true", "common_settings.method=copy_and_swap")
    code, out, err = run(capsys, "validate", plan)
    assert code == 0
    assert "1 enabled, ready;" in err
    for line in out.splitlines():
        assert line.split(" ")[0] == TABLE
        assert line.split(" ")[1] in {"warning", "note"}
        assert line.split(" ")[2].endswith(":")


def test_validate_fails_on_an_error_and_generate_writes_nothing(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "set", plan, TABLE, "enabled=true", "common_settings.method=exchange")
    code, out, _ = run(capsys, "validate", plan)
    assert code == 1
    assert out.startswith(f"{TABLE} error common_settings.method: ")
    code, out, err = run(capsys, "generate", plan, "-o", tmp_path / "out")
    assert (code, out) == (1, "")
    assert TABLE in err
    assert not (tmp_path / "out").exists()


def test_a_refused_table_enabled_by_hand_is_an_error(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(plan.read_bytes())
    for entry in document["tables"]:
        entry["enabled"] = entry["table_name"] == "COUNTRIES"
    plan.write_text(json.dumps(document), encoding="utf-8")
    code, out, _ = run(capsys, "validate", plan)
    assert code == 1
    assert "HR.COUNTRIES error enabled: HR.COUNTRIES is index-organized" in out


def test_what_validate_passes_generate_writes(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from repart_tui.generate import GenerateError

    def render(_: object) -> None:
        raise GenerateError(["Two tables want the same name."])

    run(capsys, "set", plan, TABLE, "enabled=true")
    monkeypatch.setattr("repart_tui.generate.render", render)
    code, out, _ = run(capsys, "validate", plan)
    assert code == 1
    assert out.endswith("plan error script: Two tables want the same name.\n")


def test_ledger_is_an_aligned_table(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "set", plan, TABLE, "enabled=true", "common_settings.method=copy_and_swap")
    code, out, _ = run(capsys, "validate", plan, "--ledger")
    assert code == 0
    lines = out.partition(f"\n{TABLE}\n")[2].splitlines()
    assert lines[0].split() == ["KIND", "NAME", "HOW", "STEP"]
    column = lines[0].index("NAME")
    assert all(line[column - 2 : column] == "  " for line in lines)
    assert any("SHIPMENTS_PK" in line for line in lines)


def test_nothing_enabled(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "validate", plan)
    assert (code, out) == (0, "")
    assert "No table is enabled" in err
    code, out, err = run(capsys, "generate", plan, "-o", tmp_path / "out")
    assert (code, out) == (1, "")
    assert "No table is enabled" in err
    assert not (tmp_path / "out").exists()


def test_generate_prints_paths_and_says_what_to_run(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "set", plan, TABLE, "enabled=true")
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "generate", plan)
    assert code == 0
    assert out.split() == ["out/master1.sql", "out/rollback1.sql", "out/cleanup1.sql"]
    assert "sqlplus user@db @out/master1.sql" in err
    first = Path("out/master1.sql").read_bytes()
    assert run(capsys, "generate", plan, "-o", "out")[0] == 0
    assert Path("out/master1.sql").read_bytes() == first


def test_generate_into_a_file_is_refused(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "set", plan, TABLE, "enabled=true")
    (tmp_path / "out").write_text("mine")
    for target in ("out", "out/below"):
        code, out, err = run(capsys, "generate", plan, "-o", tmp_path / target)
        assert (code, out) == (2, "")
        assert len(err.splitlines()) == 1
    assert (tmp_path / "out").read_text() == "mine"


# ---- bad plans -------------------------------------------------------------------------------------------------------


def twice(document: dict[str, Any]) -> str:
    document["tables"].append(document["tables"][0])
    return json.dumps(document)


def unknown_field(document: dict[str, Any]) -> str:
    document["tables"][0]["enabeld"] = True
    return json.dumps(document)


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (None, "does not exist"),
        (lambda _: "", "is empty"),
        (lambda _: "{", "is not JSON"),
        (twice, "already stands at /tables/0"),
        (unknown_field, 'did you mean "enabled"?'),
    ],
)
@pytest.mark.parametrize("command", ["set", "validate", "generate"])
def test_a_broken_plan(
    command: str, break_it: Any, words: str, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if break_it is None:
        plan.unlink()
    else:
        plan.write_text(break_it(json.loads(plan.read_bytes())), encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    rest = [TABLE, "enabled=true"] if command == "set" else []
    code, out, err = run(capsys, command, plan, *rest)
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before

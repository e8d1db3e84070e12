"""A plan in which somebody chose something is not replaced; a large one is looked through, not read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from repart_tui.cli import main, plan_choices
from repart_tui.cli.plan_choices import choices_in
from repart_tui.config_file import ConfigError, load_config, save_config

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def discovered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    assert main(["discover", "--demo", "-o", str(path)]) == 0
    assert any(p.enabled for table in load_config(path).tables for p in table.current_state.policies)
    return path


def switch_on(plan: dict[str, Any]) -> None:
    for table in plan["tables"][3:5]:
        table["enabled"] = True


def take_xray(plan: dict[str, Any]) -> None:
    target = plan["tables"][-1]["common_settings"]["target_config"]
    plan["tables"][-1]["xray"] = {"taken_at": "2026-01-01 00:00:00", "mode": "full", "target_config": target}


def set_degree(plan: dict[str, Any]) -> None:
    plan["environment_config"]["parallel_degree"] = 16


def name_a_table_like_a_choice(plan: dict[str, Any]) -> None:
    plan["tables"][0]["current_state"]["table_comment"] = '"enabled": true, "xray": {'


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda _plan: None, None),
        (name_a_table_like_a_choice, None),
        (switch_on, "a plan in which 2 tables are switched on"),
        (take_xray, "a plan with X-rays"),
        (set_degree, "a plan with settings of its own"),
    ],
)
@pytest.mark.parametrize("whole_up_to", [0, plan_choices.READ_WHOLE_UP_TO])
@pytest.mark.parametrize("indent", [2, None])
def test_what_was_chosen_is_found_in_large_plans_as_in_small_ones(
    discovered: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Change,
    words: str | None,
    whole_up_to: int,
    indent: int | None,
) -> None:
    monkeypatch.setattr(plan_choices, "READ_WHOLE_UP_TO", whole_up_to)
    if not whole_up_to:
        monkeypatch.setattr(plan_choices, "load_config", lambda _: pytest.fail("it was read whole"))
    plan = json.loads(discovered.read_bytes())
    change(plan)
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan, indent=indent), encoding="utf-8")
    assert choices_in(path) == words


@pytest.mark.parametrize("text", ['{"tables": 1}', "[]", '{"schema_version": "1.2", "environment_config": {', "\x00"])
def test_what_does_not_look_like_a_plan_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(plan_choices, "READ_WHOLE_UP_TO", 0)
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError):
        choices_in(path)


def test_a_plan_that_was_cut_off_is_no_plan(discovered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_choices, "READ_WHOLE_UP_TO", 0)
    path = tmp_path / "plan.json"
    path.write_bytes(discovered.read_bytes()[:200_000])
    with pytest.raises(ConfigError):
        choices_in(path)


def test_the_saved_plan_is_looked_through_as_well(
    discovered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_choices, "READ_WHOLE_UP_TO", 0)
    config = load_config(discovered)
    config.tables[7].enabled = True
    save_config(config, tmp_path / "plan.json")
    assert choices_in(tmp_path / "plan.json") == "a plan in which 1 table is switched on"

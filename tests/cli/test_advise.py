"""The command `advise`: the ranked report as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import run


def test_the_ranking_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "advise", "--demo", "--schema", "CO", "--schema", "HR")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("14 tables: 1 to partition, 2 worth considering, ")
    assert [line.split()[-1] for line in lines if line.startswith("   1 ")] == ["CO.ORDERS"]
    assert "CO.ORDERS: partition it, score 71" in lines
    assert "HR.REGIONS: leave it alone, score 0" in lines


def test_json_is_data(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "advise", "--demo", "--schema", "CO", "--format", "json")
    document = json.loads(out)
    assert code == 0
    first = document["tables"][0]
    assert (first["table_name"], first["verdict"], first["rank"]) == ("ORDERS", "partition", 1)
    assert first["target"]["partitioning_type"] == "interval"
    assert first["cost"]["estimate"] is True
    assert document["thresholds"]["advice"]["recommend_score"] == 50


def test_another_threshold_gives_another_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(
        capsys, "advise", "--demo", "--schema", "CO", "--threshold", "candidate_bytes=1000000000000", "--format", "json"
    )
    assert code == 0
    assert {table["verdict"] for table in json.loads(out)["tables"]} == {"leave"}


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        ("advice.recomend_score=1", "There is no threshold advice.recomend_score; did you mean advice.recommend_score"),
        ("advice.recommend_score=200", "advice.recommend_score: must be at most 100; it is 200"),
        ("candidate_bytes=much", "candidate_bytes: must be a whole number"),
        ("candidate_bytes", "candidate_bytes is no threshold; write KEY=VALUE."),
        ("advice=1", "There is no threshold advice"),
    ],
)
def test_a_wrong_threshold_is_named(threshold: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "advise", "--demo", "--threshold", threshold)
    assert (code, out) == (2, "")
    assert words in err


def test_a_plan_is_a_source(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "advise", "--plan", plan, "--schema", "co", "--include", "ORD*")
    assert code == 0
    assert out.startswith("2 tables: ")
    code, _, err = run(capsys, "advise", "--plan", plan, "--schema", "NOPE")
    assert (code, err) == (2, "The plan has no table of NOPE.\n")
    code, _, err = run(capsys, "advise", "--plan", plan, "--demo")
    assert (code, err) == (2, "--plan is a source of its own; leave the others out.\n")


def test_a_source_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "advise")
    assert code == 2
    assert "Nothing to read from" in err


@pytest.mark.parametrize("command", ["advise", "discover"])
def test_patterns_that_fit_nothing_are_said(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, command, "--demo", "--include", "ORDER%")
    assert (code, out) == (2, "")
    assert err == "No table fits the patterns of --include and --exclude; * stands for any letters, ? for one.\n"


@pytest.mark.parametrize("years", ["0", "51", "1000000000", "1.5", "many"])
def test_a_horizon_out_of_range_is_said(years: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "advise", "--demo", "--threshold", f"advice.forecast_years={years}")
    assert (code, out) == (2, "")
    assert "advice.forecast_years: must be" in err


def test_the_horizon_can_be_set(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["advise", "--demo", "--include", "INVOICES", "--threshold", "advice.forecast_years=50"]
    code, out, _ = run(capsys, *words)
    assert code == 0
    assert "  +50 years" in out
    assert "in 50 years." in " ".join(out.split())

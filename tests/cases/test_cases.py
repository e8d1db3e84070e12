"""The traps of re-partitioning, one directory each: a dictionary in, the script or the refusal out.

Every outcome.txt was read by a person. `pytest tests/cases --accept-golden` writes them anew: read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from repart_tui.sqlplus import read_script, traps
from tests.cases.case_directory import Case, Result, alike, cases, outcome, run
from tests.script.outside_grammar import UNJUDGED, complaints, judgeable
from tests.script.test_outside_grammar import executed


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    """What came of the cases so far."""
    return {}


@pytest.fixture
def result(case: Case, results: dict[str, Result], tmp_path: Path) -> Result:
    """Run a case once for all its tests."""
    if case.name not in results:
        results[case.name] = run(case, tmp_path)
    return results[case.name]


every_case = pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)


@every_case
def test_the_outcome_is_the_one_that_was_read(case: Case, result: Result, request) -> None:
    text = outcome(case, result)
    if request.config.getoption("--accept-golden"):
        case.outcome_file.write_text(text, encoding="utf-8", newline="\n")
    assert case.outcome_file.read_text(encoding="utf-8") == text, "read the difference, then --accept-golden"


@every_case
def test_the_script_is_read_as_intended_and_takes_the_outside_grammar(case: Case, result: Result) -> None:
    if result.scripts is None:
        assert result.refused
        return
    for holds in getattr(case.description(), "HOLDS", ()):
        assert holds in result.scripts.master
    for text in result.scripts.files().values():
        assert text.isascii()
        assert [trap for trap in traps(read_script(text)) if trap.severity == "error"] == []
        for statement in executed(text):
            if not alike(statement) and not any(pattern.match(" ".join(statement.split())) for pattern in UNJUDGED):
                for part in judgeable(statement):
                    assert not complaints(part), part

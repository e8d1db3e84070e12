"""What the advice weighs stands in environment_config: its code holds no numbers but those of calendar and units."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import repart_tui.advice

FOLDER = Path(repart_tui.advice.__file__).parent
# Counting, halves, percent; months, hours, minutes and seconds; digits of a date; days that every month has.
PLAIN = {0, 1, 2, 3, 4, 6, 7, 9, 10, 12, 13, 14, 16, 20, 24, 28, 30, 40, 60, 100, 365, 366, 1000, 1440, 3600, 9999}
PLAIN |= {10**power for power in range(4, 11)} | {86400, 365.2425, 30.436875, 31556952, 2629746, 1970, 2000}
PLAIN |= {0.0, 0.49, 0.5, 1.0, 2.0}
# How much of a report is shown at once, and how deep foreign keys are followed: nothing is weighed by these.
SHOWN = {
    "forecast_chart.py": {24, 30, 50},
    "forecast.py": {12},
    "report_text.py": {78},
    "moments.py": {4096},
    "partition_forecast.py": {8},
    "names.py": {30},
}


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.name)
def test_no_number_is_hidden(file: Path) -> None:
    found = {
        node.value
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)
    }
    assert found - PLAIN - SHOWN.get(file.name, set()) == set(), "a threshold belongs into environment_config.advice"

"""Every threshold is documented, and the code uses every one of them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from repart_tui.advice.threshold_page import threshold_page, thresholds
from repart_tui.migration_models import AdviceThresholds

ROOT = Path(__file__).parents[2]
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (ROOT / "src" / "repart_tui").rglob("*.py")
    if path.name != "migration_models.py"
)


def test_the_page_is_current() -> None:
    page = (ROOT / "docs" / "advice.md").read_text(encoding="utf-8")
    assert page == threshold_page(), "Run: python -m repart_tui.advice.threshold_page"


def test_the_page_names_every_threshold() -> None:
    names = {key.removeprefix("advice.") for key, _, _ in thresholds() if key.startswith("advice.")}
    assert names == {field.name for field in dataclasses.fields(AdviceThresholds)}


@pytest.mark.parametrize("field", dataclasses.fields(AdviceThresholds), ids=lambda field: field.name)
def test_no_threshold_is_idle(field: dataclasses.Field[object]) -> None:
    assert f".{field.name}" in SOURCES

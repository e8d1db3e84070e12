"""What the README shows is there."""

from __future__ import annotations

import re
from pathlib import Path

from repart_tui.tui.tour import tour_page

ROOT = Path(__file__).parents[1]


def test_every_picture_and_link_of_the_readme_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    assert len(targets) > 8
    missing = [target for target in targets if "://" not in target and not (ROOT / target).exists()]
    assert missing == []


def test_every_screen_is_shown() -> None:
    pages = (ROOT / "README.md", ROOT / "docs" / "tour.md")
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    screens = {path.name.split("-")[0] for path in (ROOT / "screenshots").glob("*.svg")}
    assert [screen for screen in sorted(screens) if f"screenshots/{screen}-" not in text] == []


def test_the_tour_is_the_one_that_the_pictures_show() -> None:
    assert (ROOT / "docs" / "tour.md").read_text(encoding="utf-8") == tour_page(), (
        "Run: python -m repart_tui.tui.screenshots"
    )

"""Every screen as it stands on a terminal, letter by letter and style by style, at two sizes and with three palettes.

A snapshot is text: the lines of the screen, then for each line the runs of cells of one style (`a12 b68`), then what
the styles are. Look at the difference before renewing them:
SNAPSHOTS=renew .venv/bin/pytest tests/tui/test_snapshots.py
"""

from __future__ import annotations

import dataclasses
import itertools
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment

from repart_tui.generate import Scripts
from repart_tui.oracle.ledger import LedgerItem
from repart_tui.tui import core
from repart_tui.tui.core import Source
from repart_tui.tui.environment import Terminal
from tests.tui.conftest import FACTS, User, at_terminal

FOLDER = Path(__file__).parent / "snapshots"
PATIENCE = 500
SIZES = ((80, 24), (120, 36))
LOOKS = {
    "truecolor": FACTS,
    "ansi": dataclasses.replace(FACTS, colours="standard"),
    "no_color": dataclasses.replace(FACTS, no_color=True),
}
SCRIPT = """\
-- master1.sql of a test
SET DEFINE OFF
PROMPT
PROMPT 1 of 1: APP.ORDERS by online MODIFY
PROMPT
PROMPT 1.1 Modify the table online
ALTER TABLE "APP"."ORDERS" MODIFY
  PARTITION BY RANGE ("ORDER_DATE") INTERVAL (NUMTOYMINTERVAL(1, 'MONTH'))
  ( PARTITION "P0" VALUES LESS THAN (DATE '2020-01-01') ) ONLINE;
"""
STORY: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tables", ()),
    ("filter", ("slash", *"size>0g", "enter")),
    ("detail", ("d",)),
    ("edit", ("escape", "e")),
    ("columns", ("down", "enter")),
    ("preview", ("escape", "escape", "space", "p", "slash", *"order", "enter")),
    ("ledger", ("escape", "l")),
    ("palette", ("escape", "ctrl+p")),
    ("help", ("escape", "question_mark")),
    ("write", ("escape", "escape", "w")),
    ("result", ("enter",)),
    ("leave", ("escape", "down", "space", "q")),
)
"""Name of each snapshot, and the keys that lead to it from the one before."""


def picture(user: User) -> str:
    """Return the screen as text: lines, runs of styles, and what the styles are."""
    names: dict[str, str] = {}
    runs = []
    for strip in user.app.screen._compositor.render_strips():
        cells = [(_style(segment), segment.cell_length) for segment in strip if segment.cell_length]
        line = []
        for style, group in itertools.groupby(cells, key=lambda cell: cell[0]):
            name = names.setdefault(style, _letter(len(names)))
            line.append(f"{name}{sum(length for _, length in group)}")
        runs.append(" ".join(line))
    legend = [f"{name} = {style}" for style, name in names.items()]
    return "\n".join([*(line.rstrip() for line in user.lines()), "-- styles", *runs, *legend])


def _style(segment: Segment) -> str:
    # Where a link or the mouse would act is no matter of looks.
    return (
        str(segment.style.without_color + segment.style.from_color(segment.style.color, segment.style.bgcolor))
        if (segment.style)
        else "none"
    )


def _letter(number: int) -> str:
    return chr(ord("a") + number) if number < 26 else chr(ord("A") + number - 26)


async def threads_end(user: User) -> None:
    """Wait for what is worked out in threads; workers that wait for an answer of the user go on waiting."""
    for _ in range(PATIENCE):
        if not any(worker.is_running and worker._thread_worker for worker in list(user.app.workers)):
            break
        await user.pilot.pause(0.02)
    await user.settle()


async def story(source: Source, size: tuple[int, int], facts: Terminal) -> dict[str, str]:
    """Go through the screens and return their pictures."""
    pictures = {}
    async with at_terminal(None, size, facts=facts) as user:
        pictures["connect"] = picture(user)
    async with at_terminal(source, size, facts=facts) as user:
        for name, keys in STORY:
            await user.press(*keys)
            await threads_end(user)
            # The plan grows with each field of the schema; its size is no matter of looks.
            pictures[name] = re.sub(r"(migration_config\.json) +[\d.]+[BK]", r"\1  (size)", picture(user))
    return pictures


def sections(pictures: dict[str, str]) -> str:
    """Return pictures as the text of a file."""
    return "".join(f"== {name}\n{text}\n" for name, text in pictures.items())


def of_file(path: Path) -> Iterator[tuple[str, str]]:
    """Yield name and picture out of a file."""
    for part in path.read_text(encoding="utf-8").split("== ")[1:]:
        name, _, text = part.partition("\n")
        yield name, text.removesuffix("\n")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
async def test_the_screens_look_as_they_did(
    small: Source, size: tuple[int, int], look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core, "render", lambda _: Scripts(SCRIPT, "REM back\n", "REM clean\n"))
    monkeypatch.setattr(core, "ledger_of", lambda *_: [LedgerItem("trigger", "ORDERS_T", "kept by Oracle", None)])
    if look == "no_color":
        monkeypatch.setenv("NO_COLOR", "1")
    assert small.path is not None
    # The name in the title must not depend on where the tests run.
    source = dataclasses.replace(small, path=Path(small.path.name))
    pictures = await story(source, size, LOOKS[look])
    path = FOLDER / f"{size[0]}x{size[1]}-{look}.txt"
    if os.environ.get("SNAPSHOTS") == "renew":
        path.parent.mkdir(exist_ok=True)
        path.write_text(sections(pictures), encoding="utf-8")
    known = dict(of_file(path))
    assert list(known) == list(pictures)
    for name, text in pictures.items():
        assert text == known[name], f"{name} looks different"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_color_means_none_and_ansi_means_sixteen(size: tuple[int, int]) -> None:
    legends = {
        look: "".join(line for _, text in of_file(FOLDER / f"{size[0]}x{size[1]}-{look}.txt") for line in _legend(text))
        for look in LOOKS
    }
    assert "#" in legends["truecolor"]
    assert "#" not in legends["ansi"]
    assert "color(1)" in legends["ansi"]
    assert not any(colour in legends["no_color"] for colour in ("#", "color("))


def _legend(text: str) -> list[str]:
    return [line for line in text.partition("-- styles\n")[2].splitlines() if " = " in line]

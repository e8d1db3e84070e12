"""Pictures of every screen, made by driving the app on the demo: `python -m repart_tui.tui.screenshots`.

`--check` compares the text on the pictures only: fonts and colours may differ between machines, words may not.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import html
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from textual.pilot import Pilot

from repart_tui.tui.app import RepartApp
from repart_tui.tui.core import Source
from repart_tui.tui.environment import Terminal
from repart_tui.tui.preferences import Preferences
from repart_tui.tui.tour import TABLE, TOUR, tour_page
from repart_tui.tui.tour import typed as _typed
from repart_tui.tui.widgets.table_panes import REST

SIZES = ((80, 24), (120, 36))
WIDE = (200, 50)
TOUR_SIZE = (80, 24)
TOUR_PAGE = Path("docs/tour.md")
FACTS = Terminal("xterm-256color", over_ssh=False, colours="truecolor", no_color=False, light=False, unicode=True)
"""The pictures must not depend on who takes them."""
FONTS = ("DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono", "Menlo", "Consolas")
_FINISHING_GROUPS = frozenset({"quit"})


async def take(size: tuple[int, int]) -> dict[str, str]:
    """Drive the app at one size and return the pictures as SVG, by name."""
    pictures: dict[str, str] = {}
    start = RepartApp(None, facts=FACTS)
    async with start.run_test(size=size) as pilot:
        await _settle(pilot)
        pictures["connect"] = start.export_screenshot(title="repart-tui")
    app = RepartApp(Source("demo"), facts=FACTS)
    async with app.run_test(size=size) as pilot:

        async def shoot(name: str, *keys: str) -> None:
            for key in keys:
                await pilot.press(key)
                await _settle(pilot)
            pictures[name] = app.export_screenshot(title="repart-tui")

        await _settle(pilot)
        await shoot("tables", "s", "s", "s")
        await shoot("help", "question_mark")
        await shoot("filter", "escape", *_typed(f"/{TABLE}"), "enter")
        await shoot("detail", "enter")
        await shoot("advice", "escape", "v")
        await shoot("edit", "escape", "e")
        await shoot("preview", "escape", "space", "p")
        await shoot("result", "w", "enter")
    return {f"{name}-{size[0]}x{size[1]}": svg for name, svg in pictures.items() if name != "filter"}


async def take_wide() -> dict[str, str]:
    """Return the list with detail and script beside it, and the list on a light terminal."""
    pictures: dict[str, str] = {}
    for name, size, theme in (("wide", WIDE, "dark"), ("light", TOUR_SIZE, "light")):
        app = RepartApp(Source("demo"), Preferences(theme=theme), FACTS)
        async with app.run_test(size=size) as pilot:
            await _settle(pilot)
            for key in _typed(f":{TABLE.replace(' ', '.')}"):
                await pilot.press(key)
            await pilot.press("enter")
            # The script is rendered once the cursor rests.
            await pilot.pause(2 * REST)
            await _settle(pilot)
            pictures[f"{name}-{size[0]}x{size[1]}"] = app.export_screenshot(title="repart-tui")
    return pictures


async def take_tour() -> dict[str, str]:
    """Go through the tour and return its pictures."""
    pictures: dict[str, str] = {}
    app = RepartApp(Source("demo"), facts=FACTS)
    async with app.run_test(size=TOUR_SIZE) as pilot:
        await _settle(pilot)
        for step in TOUR:
            for key in step.keys:
                await pilot.press(key)
                await _settle(pilot)
            pictures[step.picture] = app.export_screenshot(title="repart-tui")
    return pictures


async def _settle(pilot: Pilot[int]) -> None:
    await pilot.pause()
    while any(worker.is_running and worker.group not in _FINISHING_GROUPS for worker in list(pilot.app.workers)):
        if len(pilot.app.screen_stack) > 1 and type(pilot.app.screen).__name__ == "ConfirmScreen":
            break
        await pilot.pause(0.02)
    await pilot.pause()


_OF_A_USER = ("XDG_STATE_HOME", "XDG_CONFIG_HOME")


@contextlib.contextmanager
def _elsewhere() -> Iterator[None]:
    """Work in an empty directory as somebody new: paths are short, and nobody's connections or settings are shown."""
    before, own = Path.cwd(), {name: os.environ.get(name) for name in _OF_A_USER}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as home:
        os.chdir(folder)
        os.environ.update(dict.fromkeys(_OF_A_USER, home))
        try:
            yield
        finally:
            os.chdir(before)
            for name, value in own.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def text_of(svg: str) -> list[str]:
    """Return the words on a picture, line by line."""
    lines: dict[str, list[str]] = {}
    for y, words in re.findall(r'<text[^>]*\by="([0-9.]+)"[^>]*>(.*?)</text>', svg, re.DOTALL):
        lines.setdefault(y, []).append(html.unescape(words).replace("\xa0", " "))
    return ["".join(words).rstrip() for words in lines.values()]


def to_png(svg: str) -> bytes:
    """Return the picture as PNG, with a monospace font of this machine."""
    import resvg_py

    local = re.sub(r"@font-face\s*{[^}]*}", "", svg)
    local = re.sub(r"font-family:[^;]*;", f"font-family: {', '.join(FONTS)}, monospace;", local)
    return bytes(resvg_py.svg_to_bytes(svg_string=local, font_family=FONTS[0], monospace_family=FONTS[0]))


def main(arguments: list[str] | None = None) -> int:
    """Write the pictures, or check that those in the folder show what the screens show."""
    parser = argparse.ArgumentParser(prog="python -m repart_tui.tui.screenshots", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("screenshots"), help="folder of the pictures")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a picture is out of date")
    options = parser.parse_args(arguments)
    folder = options.output.resolve()
    pictures: dict[str, str] = {}
    page = TOUR_PAGE.resolve()
    for size in SIZES:
        with _elsewhere():
            pictures |= asyncio.run(take(size))
    for others in (take_wide, take_tour):
        with _elsewhere():
            pictures |= asyncio.run(others())
    if options.check:
        return _check(pictures, folder)
    page.parent.mkdir(exist_ok=True)
    page.write_text(tour_page(), encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in pictures.items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        (folder / f"{name}.png").write_bytes(to_png(svg))
    sys.stderr.write(f"{len(pictures)} pictures written to {options.output}\n")
    return 0


def _check(pictures: dict[str, str], folder: Path) -> int:
    stale = []
    for name, svg in pictures.items():
        path = folder / f"{name}.svg"
        if not path.exists() or text_of(path.read_text(encoding="utf-8")) != text_of(svg):
            stale.append(path.name)
    if stale:
        sys.stderr.write(f"Out of date: {', '.join(stale)}. Run: python -m repart_tui.tui.screenshots\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""The table of keys in the docs, written from the action registry: `python -m repart_tui.tui.key_table`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from repart_tui.tui.actions import SCREEN_TITLES, Action, actions_of, shown_keys

PATH = Path("docs/keys.md")
_HEAD = """\
# Keys

This page is written by `python -m repart_tui.tui.key_table` from the registry that also feeds the bindings, the `?`
help, the hint line and the command palette (`ctrl+p`). CI checks that it is current.

All keys are letters, digits, space, enter, escape, tab, arrows and control letters: PuTTY, tmux and screen deliver
them. The mouse is never needed; over SSH it is off unless you ask for it (`--mouse`, or `mouse = true`).

## Choosing keys yourself

`config.toml` in `~/.config/repart-tui/` (or under `$XDG_CONFIG_HOME`) may give actions other keys, by the names in the
last column; several keys are separated by commas. A key that terminals do not deliver, or that already means something
on the same screen, is refused at the start with a sentence that says so.

```toml
[screens]
theme = "light"      # dark, light, or terminal: the terminal's own 16 colours; left out: as the terminal suggests
mouse = false        # left out: on, but not over SSH
ascii = true         # plain ASCII instead of lines and marks; left out: where the locale has no UTF-8

[keys]
"tables.write" = "W"
"preview.search" = "/, ctrl+f"
```

## Actions
"""


def key_table() -> str:
    """Return the page as Markdown."""
    return "\n".join([_HEAD, *(line for screen in SCREEN_TITLES for line in _section(screen))])


def _section(screen: str) -> Iterator[str]:
    actions = actions_of(screen)
    if not actions:
        return
    yield f"### {SCREEN_TITLES[screen]}\n"
    yield "| keys | does | name |"
    yield "|---|---|---|"
    for action in actions:
        yield f"| {_keys(action)} | {action.help} | `{action.id}` |"
    yield ""


def _keys(action: Action) -> str:
    return " ".join(f"`{key}`" for key in shown_keys(action, {})) or "palette"


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or check that it is current."""
    parser = argparse.ArgumentParser(prog="python -m repart_tui.tui.key_table", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when the page is out of date")
    parser.add_argument("-o", "--output", type=Path, default=PATH, help=f"the page (default: {PATH})")
    options = parser.parse_args(arguments)
    if options.check:
        if options.output.exists() and options.output.read_text(encoding="utf-8") == key_table():
            return 0
        sys.stderr.write(f"{options.output} is out of date. Run: python -m repart_tui.tui.key_table\n")
        return 1
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(key_table(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

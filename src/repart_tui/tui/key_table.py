"""The table of keys in the docs, written from the action registry: `python -m repart_tui.tui.key_table`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from repart_tui.generated_page import page_command
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


if __name__ == "__main__":
    raise SystemExit(page_command("repart_tui.tui.key_table", key_table, PATH))

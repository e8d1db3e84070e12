"""Keys as a user reads and writes them, which of them terminals deliver, and the user's own choice of keys.

Escape sequences for shift, alt and ctrl with enter, arrows and function keys differ between PuTTY, tmux, screen and
xterm, or do not exist; what is refused here would work on one machine and be dead on the next. No textual here.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repart_tui.tui.actions import Action

SHOWN = {
    "escape": "esc",
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "comma": ",",
    "full_stop": ".",
    "semicolon": ";",
    "equals_sign": "=",
    "exclamation_mark": "!",
    "number_sign": "#",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "underscore": "_",
    "at": "@",
}
"""Textual's names of keys and what stands on the key."""
_TYPED = {shown: name for name, shown in SHOWN.items()}
_NAMED = frozenset(
    ("escape", "enter", "tab", "space", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "delete")
)
_NOT_OURS = {
    "ctrl+i": "terminals send the same byte for tab",
    "ctrl+m": "terminals send the same byte for enter",
    "ctrl+h": "many terminals send the same byte for backspace",
    "ctrl+j": "terminals send the same byte as for a line break",
    "ctrl+b": "it is tmux's prefix",
    "ctrl+c": "it is kept for the terminal",
}


def shown_key(key: str) -> str:
    """Return a key as a user reads it, such as ctrl+s, space or /."""
    return SHOWN.get(key, key)


def key_objection(key: str) -> str | None:
    """Return why a key, as Textual names it, cannot be relied on; None when PuTTY, tmux and screen deliver it."""
    if key in _NOT_OURS:
        return _NOT_OURS[key]
    if re.fullmatch(r"[A-Za-z0-9]|ctrl\+[a-z]", key) or key in _NAMED or key in SHOWN:
        return None
    return "PuTTY, tmux or screen does not deliver it; use a letter, a digit, ctrl+letter, or a named key such as space"


def parse_keys(text: str) -> list[str]:
    """Return Textual's names of keys written as `e` or `ctrl+s, /`; raises ValueError with a sentence."""
    keys = [_TYPED.get(word, word) for word in re.split(r"[\s,]+", text.strip()) if word]
    if text.strip() == ",":
        keys = ["comma"]
    if not keys:
        raise ValueError("names no key")
    for key in keys:
        objection = key_objection(key)
        if objection is not None:
            raise ValueError(f"key {key!r} cannot be used: {objection}")
    return keys


def user_keymap(
    wanted: Mapping[str, object], actions: Iterable[Action], together: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, str], list[str]]:
    """Return keys by action id as Textual takes them, and a sentence for each entry that cannot be used.

    `together` names, by screen, the other groups of actions whose keys work at the same time.
    """
    known = {action.id: action for action in actions}
    keymap: dict[str, str] = {}
    problems: list[str] = []
    for name, value in wanted.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            problems.append(f"keys: no action is named {name!r}" + (f"; did you mean {near[0]!r}?" if near else "."))
            continue
        try:
            if not isinstance(value, str):
                raise ValueError('must be a text such as "e" or "ctrl+s, w"')
            keymap[name] = ",".join(parse_keys(value))
        except ValueError as error:
            problems.append(f"keys: {name}: {error}.")
    return keymap, problems + _clashes(keymap, known, together)


def _clashes(
    keymap: Mapping[str, str], known: Mapping[str, Action], together: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """Return a sentence for each key that would mean two things at the same time."""
    said: dict[str, None] = {}
    for groups in together.values():
        holders: dict[str, str] = {}
        for action in known.values():
            if action.screen not in groups:
                continue
            for key in keymap.get(action.id, action.keys).split(","):
                first = holders.setdefault(key, action.id)
                if first != action.id and (first in keymap or action.id in keymap):
                    mine, other = (action.id, first) if action.id in keymap else (first, action.id)
                    said[
                        f"keys: {mine}: key {shown_key(key)!r} already means {other} there; give that another key."
                    ] = None
    return list(said)

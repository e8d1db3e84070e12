"""How the user wants the screens: the sections [screens] and [keys] of the settings file. Imports no textual."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from repart_tui.settings_file import SettingsError, read_settings, section, settings_path

THEMES = ("dark", "light", "terminal")
_KINDS: dict[str, tuple[type, str]] = {
    "theme": (str, f"one of {', '.join(THEMES)}"),
    "mouse": (bool, "true or false"),
    "ascii": (bool, "true or false"),
}


@dataclass(frozen=True)
class Preferences:
    """None stands for: as the terminal suggests."""

    theme: str | None = None
    """dark, light, or terminal: the terminal's own 16 colours."""
    mouse: bool | None = None
    ascii: bool | None = None
    """True for plain ASCII instead of lines and marks."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Keys by action id, as Textual names them."""


def read_preferences() -> Preferences:
    """Read the settings file; raises SettingsError with a sentence for each entry that cannot be used."""
    settings = read_settings()
    screens, keys = section(settings, "screens"), section(settings, "keys")
    problems = [problem for name, value in screens.items() if (problem := _problem(name, value))]
    keymap: dict[str, str] = {}
    if keys:
        from repart_tui.tui.actions import ACTIONS, TOGETHER
        from repart_tui.tui.keymap import user_keymap

        keymap, wrong = user_keymap(_flat(keys), ACTIONS, TOGETHER)
        problems += wrong
    if problems:
        raise SettingsError([f"{settings_path()}: {problem}" for problem in problems])
    return Preferences(screens.get("theme"), screens.get("mouse"), screens.get("ascii"), keymap)


def _problem(name: str, value: object) -> str | None:
    known = _KINDS.get(name)
    if known is None:
        near = difflib.get_close_matches(name, _KINDS, 1)
        return f"screens: nothing is named {name!r}" + (f"; did you mean {near[0]!r}?" if near else ".")
    kind, words = known
    if not isinstance(value, kind) or (name == "theme" and value not in THEMES):
        return f"screens: {name} must be {words}."
    return None


def _flat(keys: Mapping[str, Any]) -> dict[str, object]:
    """Return `tables.edit = "e"` alike, whether TOML read a quoted name or a section within the section."""
    found: dict[str, object] = {}
    for name, value in keys.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{inner}": part for inner, part in value.items()}
        else:
            found[name] = value
    return found

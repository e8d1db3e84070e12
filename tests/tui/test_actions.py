"""One registry of actions: keys that terminals deliver and users may change; what is disabled says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from repart_tui.settings_file import SettingsError
from repart_tui.tui.actions import ACTIONS, SCREEN_TITLES, TOGETHER, bindings_of
from repart_tui.tui.core import Source
from repart_tui.tui.key_table import key_table
from repart_tui.tui.keymap import key_objection, parse_keys, user_keymap
from repart_tui.tui.preferences import Preferences, read_preferences
from tests.tui.conftest import at_terminal

ROOT = Path(__file__).parents[2]


def test_every_action_has_a_name_of_its_own_and_a_sentence() -> None:
    ids = [action.id for action in ACTIONS]
    assert sorted(ids) == sorted(set(ids))
    for action in ACTIONS:
        assert action.screen in SCREEN_TITLES
        assert action.help.endswith(".")
        assert action.keys or not action.hint
    for screen in SCREEN_TITLES:
        assert len(bindings_of(screen)) == len([a for a in ACTIONS if a.screen == screen and a.keys])


def test_every_key_is_delivered_by_putty_and_tmux() -> None:
    objections = {
        f"{action.id} {key}": objection
        for action in ACTIONS
        for key in action.keys.split(",")
        if key and (objection := key_objection(key))
    }
    assert objections == {}


@pytest.mark.parametrize("screen", TOGETHER)
def test_a_key_means_one_thing_at_a_time(screen: str) -> None:
    keys = [key for action in ACTIONS if action.screen in TOGETHER[screen] for key in action.keys.split(",") if key]
    # The help closes by the key that opened it; arrows and pages belong to what has the cursor, a field or a list.
    assert {key for key in keys if keys.count(key) > 1} <= {"question_mark", "up", "down", "pageup", "pagedown"}


@pytest.mark.parametrize("screen", [name for name in TOGETHER if name != "connect"])
def test_every_action_of_a_screen_is_implemented_by_it(screen: str) -> None:
    import importlib
    import pkgutil

    from repart_tui.tui import screens

    modules = [
        importlib.import_module(f"{screens.__name__}.{found.name}") for found in pkgutil.iter_modules(screens.__path__)
    ]
    classes = [value for module in modules for value in vars(module).values() if getattr(value, "NAME", None) == screen]
    assert classes
    for action in (action for action in ACTIONS if action.screen == screen):
        assert any(hasattr(found, f"action_{action.method}") for found in classes), action.id


def test_the_docs_show_the_registry() -> None:
    page = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert page == key_table(), "Run: python -m repart_tui.tui.key_table"


def test_keys_are_written_as_they_are_read() -> None:
    assert parse_keys("ctrl+s, /") == ["ctrl+s", "slash"]
    assert parse_keys("esc") == ["escape"]
    assert parse_keys(",") == ["comma"]
    with pytest.raises(ValueError, match="'ctrl\\+enter' cannot be used: PuTTY"):
        parse_keys("ctrl+enter")
    with pytest.raises(ValueError, match="tmux's prefix"):
        parse_keys("ctrl+b")


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"tables.edti": "x"}, "keys: no action is named 'tables.edti'; did you mean 'tables.edit'?"),
        ({"tables.edit": 5}, 'keys: tables.edit: must be a text such as "e" or "ctrl+s, w".'),
        ({"tables.edit": "w"}, "keys: tables.edit: key 'w' already means tables.write there; give that another key."),
        ({"tables.edit": "j"}, "keys: tables.edit: key 'j' already means list.down there; give that another key."),
        ({"tables.edit": "q"}, "keys: tables.edit: key 'q' already means everywhere.ask_quit there"),
    ],
)
def test_a_choice_of_keys_that_cannot_work_is_refused_with_a_sentence(wanted: dict[str, object], sentence: str) -> None:
    _, problems = user_keymap(wanted, ACTIONS, TOGETHER)
    assert problems
    assert problems[0].startswith(sentence)


def test_two_actions_may_swap_their_keys() -> None:
    keymap, problems = user_keymap({"tables.edit": "w", "tables.write": "e"}, ACTIONS, TOGETHER)
    assert (keymap, problems) == ({"tables.edit": "w", "tables.write": "e"}, [])


def test_the_settings_file_chooses_keys_and_looks(tmp_path: Path) -> None:
    file = tmp_path / "settings" / "repart-tui" / "config.toml"
    assert read_preferences() == Preferences()
    file.parent.mkdir(parents=True)
    file.write_text('[screens]\ntheme = "light"\nmouse = true\n[keys]\n"tables.edit" = "z"\ntables.write = "W"\n')
    assert read_preferences() == Preferences("light", True, None, {"tables.edit": "z", "tables.write": "W"})
    file.write_text('[screens]\ntheme = "pink"\nmous = true\n[keys]\ntables.edit = "ctrl+enter"\n')
    with pytest.raises(SettingsError) as caught:
        read_preferences()
    assert caught.value.lines == [
        f"{file}: screens: theme must be one of dark, light, terminal.",
        f"{file}: screens: nothing is named 'mous'; did you mean 'mouse'?",
        f"{file}: keys: tables.edit: key 'ctrl+enter' cannot be used: PuTTY, tmux or screen does not deliver it; "
        "use a letter, a digit, ctrl+letter, or a named key such as space.",
    ]
    file.write_text("[screens\n")
    with pytest.raises(SettingsError, match="is not valid TOML"):
        read_preferences()


async def test_own_keys_work_and_are_shown_everywhere(small: Source) -> None:
    own = Preferences(keymap={"tables.edit": "z", "tables.switch": "v"})
    async with at_terminal(small, preferences=own) as user:
        assert user.shows("v on/off  z edit")
        await user.press("e")
        assert user.place == "tables"
        await user.press("v")
        assert user.counts == "5 tables, 1 on (1.0G)"
        await user.press("question_mark")
        assert "  z            Edit the target of the table under the cursor." in user.text
        await user.press("escape", "z")
        assert user.place == "edit"


async def test_a_disabled_action_says_why_on_its_key_in_the_help_and_in_the_palette(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("p")
        assert user.place == "tables"
        assert user.status == "No table is on: space switches the one under the cursor on."
        await user.press("question_mark")
        assert "for all tables that are on. Not now: No table is on" in user.text
        await user.press("escape", "ctrl+p")
        await user.type("preview")
        await user.settle()
        assert user.shows("not now: No table is on")
        await user.press("escape", "space", "question_mark")
        assert "Not now: No table is on" not in user.text


async def test_the_palette_runs_what_it_names(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("ctrl+p")
        await user.type("help")
        await user.settle()
        await user.press("enter", "enter")
        assert user.place == "help"


async def test_a_dialog_takes_the_hints_of_the_screen_below_away(small: Source) -> None:
    """Their keys do nothing, or something else, as long as it stands there."""
    async with at_terminal(small) as user:
        await user.press("e")
        assert user.shows("ctrl+s apply")
        await user.press("down", "enter")
        assert user.shows("space pick")
        assert not user.shows("ctrl+s apply")
        await user.press("escape")
        assert user.shows("ctrl+s apply")


async def test_the_way_back_is_named_where_few_hints_fit(small: Source) -> None:
    async with at_terminal(small, (60, 15)) as user:
        for keys in (["d"], ["v"], ["e"], ["space", "p"], ["E"]):
            await user.press(*keys)
            assert user.shows("esc back"), keys
            await user.press("escape")


async def test_another_theme_says_how_it_is_kept_and_help_names_the_file(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.app.run_action("theme")
        await user.settle()
        assert user.status.startswith('To keep it: theme = "light" under [screens] in ')
        await user.press("question_mark", "G")
        assert user.shows("Sections [keys] and [screens] of the settings file")

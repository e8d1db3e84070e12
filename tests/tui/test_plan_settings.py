"""A DBA changes the settings of the whole plan in a form from the schema."""

from __future__ import annotations

import copy

import pytest
from textual.widgets import Input

from repart_tui import validation
from repart_tui.config_file import load_config
from repart_tui.migration_models import EnvironmentConfig
from repart_tui.tui.core import Source
from repart_tui.tui.screens.confirm import ConfirmScreen
from repart_tui.tui.widgets.group_line import GroupLine
from repart_tui.tui.widgets.settings_form import SettingsForm
from repart_tui.validation import load_schema
from tests.tui.conftest import User, at_terminal
from tests.tui.test_edit import choose, message, outcome, put, row
from tests.tui.test_recovery import hang_up


def now(user: User) -> EnvironmentConfig:
    """Return the plan's settings."""
    assert user.app.plan is not None
    return user.app.plan.config.environment_config


async def test_settings_are_applied_shown_as_a_difference_and_taken_back(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("E")
        assert user.place == "settings"
        await choose(user, "on_error", "next_family")
        await put(user, "window_minutes", "90")
        assert outcome(user)[1:7] == [
            "After an error",
            "  - stop",
            "  + next_family",
            "Window (minutes)",
            "  - no limit",
            "  + 90",
        ]
        await user.press("ctrl+s")
        assert user.place == "tables"
        assert user.status == "Settings of the plan applied; u takes it back."
        assert (now(user).on_error, now(user).window_minutes) == ("next_family", 90)
        assert "not saved" in user.title
        await user.press("u")
        assert now(user) == EnvironmentConfig()
        assert "not saved" not in user.title
        await user.press("U", "ctrl+s")
        await user.settle()
    assert small.path is not None
    assert load_config(small.path).environment_config.window_minutes == 90


async def test_a_wrong_value_is_told_beside_its_field_and_cannot_be_applied(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("E")
        await put(user, "start_no_table_after", "5:30")
        assert message(user, "start_no_table_after").startswith("Error: must be a time of day such as 05:30")
        await put(user, "window_minutes", "soon")
        assert message(user, "window_minutes").startswith(
            "Error: must be a whole number, or left empty; it is the text"
        )
        await user.press("ctrl+s")
        assert user.place == "settings"
        assert "Cannot be applied" in user.status
        await user.press("ctrl+x", "ctrl+x")
        assert message(user, "window_minutes") == ""
        assert user.status == "No objections."


async def test_an_emptied_number_is_told_beside_its_field_and_not_saved(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("E")
        await put(user, "space_factor", "")
        said = "Error: is missing: type a value, such as the default 1.2"
        assert message(user, "space_factor") == said
        await put(user, "state_table", "")
        assert message(user, "state_table") == "Error: is missing: type a value"
        await user.press("ctrl+s")
        assert user.place == "settings"
        assert user.status.startswith("Cannot be applied: ")
        await put(user, "state_table", "REPART_STATE")
        await put(user, "space_factor", "1.2")
        assert message(user, "space_factor") == ""
        await user.press("ctrl+s")
        assert user.place == "tables"


async def test_the_thresholds_of_the_advice_are_folded_and_found_by_a_word(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("E")
        form = user.app.screen.query_one(SettingsForm)
        assert form.row_at("advice.recommend_score") is None
        form.query(GroupLine).first().focus()
        await user.press("enter")
        assert form.row_at("advice.recommend_score") is not None
        await user.press("enter", "ctrl+f")
        await user.type("recommend score")
        assert [found.field.dotted for found in form.rows] == ["advice.recommend_score"]
        await user.press("enter", "end", "backspace", "backspace", "6", "0", "ctrl+s")
        assert now(user).advice.recommend_score == 60
        assert user.status.endswith("b in the list makes them anew.")


async def test_a_setting_that_breaks_a_table_is_told_while_one_types(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("space", "E")
        await put(user, "new_table_suffix", "_RPO")
        assert "The old and the new table would have the same name." in message(user, "old_table_suffix")
        await put(user, "new_table_suffix", "_N")
        await put(user, "maximum_partitions", "10")
        assert any(line.startswith("Warning: APP.ORDERS: ") for line in outcome(user))


async def test_what_was_typed_and_what_was_applied_comes_back_after_a_broken_line(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("E")
        await put(user, "parallel_degree", "8")
        await user.press("ctrl+s", "E")
        await put(user, "ddl_lock_timeout", "soon")
        await hang_up(user)
    async with at_terminal(small) as user:
        assert user.shows("1 step on the settings of the plan")
        assert user.shows("not applied: the settings of")
        await user.press("r")
        assert user.place == "settings"
        assert row(user, "ddl_lock_timeout").query_one(Input).value == "soon"
        assert now(user).parallel_degree == 8


async def test_a_field_added_to_the_schema_appears(small: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = copy.deepcopy(load_schema())
    schema["$defs"]["EnvironmentConfig"]["properties"]["greeting"] = {
        "type": "string",
        "default": "",
        "x-label": "Greeting",
        "x-group": "Names that the script uses",
        "x-order": 9,
        "description": "What the script says first.",
    }
    monkeypatch.setattr(validation, "load_schema", lambda: schema)
    async with at_terminal(small) as user:
        await user.press("E")
        row(user, "greeting").query_one(Input).focus()
        await user.settle()
        assert user.shows("What the script says first.")


async def test_keys_typed_before_a_question_stands_there_are_dropped(
    small: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConfirmScreen, "UNREAD", 5.0)
    async with at_terminal(small) as user:
        await user.press("space", "q", "s", "up", "up", "enter")
        assert isinstance(user.app.screen, ConfirmScreen)
        assert user.app.return_value is None


async def test_long_sentences_are_wrapped_not_cut(small: Source) -> None:
    async with at_terminal(small) as user:
        user.tables.say("word " * 30 + "end.")
        await user.settle()
        assert user.shows("end.")
        assert user.shows("space on/off"), "the hint line stays"
        user.tables.say("short")
        await user.settle()
        assert user.shows("short")
        assert sum("word" in line for line in user.lines()) == 0

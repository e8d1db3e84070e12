"""A DBA does one thing to many tables, sees what differs, and takes it back."""

from __future__ import annotations

from textual.widgets import Input

from repart_tui.migration_models import CommonSettings
from repart_tui.tui import bulk
from repart_tui.tui.core import Source
from repart_tui.tui.form_fields import FormField
from repart_tui.tui.plan import Plan
from repart_tui.tui.screens.set_field import value_word as set_field_word
from repart_tui.tui.settings_diff import diff_lines
from repart_tui.tui.widgets.choice import Choice
from repart_tui.tui.widgets.choice_list import ChoiceList
from tests.tui.conftest import User, at_terminal, small_config

ORDERS, PAYMENTS, ODD, OLD, SMALL = range(5)


def plan() -> Plan:
    """Return the small plan, assessed."""
    found = Plan(small_config())
    for place in range(len(found.tables)):
        found.assess(place)
    return found


def field(found: Plan, label: str) -> FormField:
    """Return a setting that all tables have."""
    return next(one for one in bulk.shared_fields(found, range(5)) if one.label == label)


def texts(user: User) -> list[str]:
    """Return the lines of the screen's text view."""
    return user.text.splitlines()


async def choose_setting(user: User, path: str) -> None:
    """Go down to a setting in the list and choose it."""
    choices = user.app.screen.query_one(ChoiceList)
    while choices.value != path:
        await user.press("down")
    await user.press("enter")


# ---- the steps themselves -----------------------------------------------------------------------------------------


def test_patterns_name_tables_as_on_the_command_line() -> None:
    names = [(table.owner, table.table_name) for table in small_config().tables]
    assert bulk.by_pattern(names, "app.*") == [ORDERS, PAYMENTS, ODD]
    assert bulk.by_pattern(names, "O*") == [ORDERS, OLD]
    assert bulk.by_pattern(names, "*.ol? SMAL?") == [OLD, SMALL]
    assert bulk.by_pattern(names, "*odd*") == [ODD]
    assert bulk.by_pattern(names, "owner:app") is None


def test_a_setting_is_put_on_all_tables_in_one_step_that_can_be_taken_back() -> None:
    found = plan()
    degree = field(found, "Parallel degree")
    assert bulk.values_now(found, range(5), degree) == [(None, 5)]
    report = bulk.set_field(found, [ORDERS, PAYMENTS, SMALL], degree, 8)
    assert report.done == (ORDERS, PAYMENTS, SMALL)
    assert [table.common_settings.parallel_degree for table in found.tables] == [8, 8, None, None, 8]
    assert bulk.set_field(found, [ORDERS, ODD], degree, 8).same == 1
    found.undo()
    step = found.undo()
    assert step is not None
    assert step.label == "set parallel degree on 3 tables"
    assert not found.unsaved


def test_a_value_that_the_schema_refuses_changes_nothing() -> None:
    found = plan()
    report = bulk.set_field(found, range(5), field(found, "Parallel degree"), 0)
    assert report.done == ()
    assert (OLD, "cannot be migrated") in report.left_out
    assert "must be at least 1" in report.left_out[0][1]
    assert not found.unsaved


def test_settings_of_the_target_are_offered_where_all_tables_have_them() -> None:
    found = plan()
    labels = [one.dotted for one in bulk.shared_fields(found, [ORDERS, PAYMENTS])]
    assert "target_config.interval.count" in labels
    assert "target_config.key_columns" not in labels
    assert "target_config.interval.count" not in [one.dotted for one in bulk.shared_fields(found, [ORDERS, ODD])]


def test_a_target_is_copied_where_oracle_takes_it() -> None:
    found = plan()
    del found.tables[ODD].current_state.columns[1]
    report = bulk.copy_target(found, ORDERS, [ORDERS, PAYMENTS, ODD, OLD, SMALL])
    assert report.done == (SMALL,)
    assert report.same == 1
    assert dict(report.left_out) == {
        ODD: "APP.[x] odd [/b] has no column ORDER_DATE.",
        OLD: "cannot be migrated",
    }
    assert found.tables[SMALL].common_settings.target_config == found.tables[ORDERS].common_settings.target_config
    assert found.tables[SMALL].common_settings.target_config is not found.tables[ORDERS].common_settings.target_config


def test_tables_go_back_to_the_proposal_and_to_what_was_saved() -> None:
    found = plan()
    report = bulk.to_proposal(found, [ORDERS, OLD])
    assert report.done == (ORDERS,)
    assert report.left_out == ((OLD, "cannot be migrated"),)
    # Six years of dates on a table of 1 GB: discovery would choose the same kind with other bounds.
    assert found.tables[ORDERS].common_settings.row_movement == "enable"
    bulk.to_saved(found, range(5))
    assert not found.unsaved


def test_only_what_can_be_is_switched_on() -> None:
    found = plan()
    report = bulk.switch(found, range(5), True)
    assert report.done == (ORDERS, PAYMENTS, ODD)
    assert [place for place, _ in report.left_out] == [OLD, SMALL]


def test_a_difference_names_fields_and_shows_changed_partitions_with_their_neighbours() -> None:
    found = plan()
    before = found.edited_part(ORDERS)
    values = before.settings.to_dict()
    values["tablespace"] = "HOT"
    values["target_config"]["interval"]["count"] = 3
    values["target_config"]["partitions"].append(
        values["target_config"]["partitions"][0] | {"name": "P1", "values_less_than": ["2021-01-01"]}
    )
    found.set_settings(ORDERS, CommonSettings.from_dict(values))
    found.set_enabled([ORDERS], True)
    lines = ["".join(text for text, _ in line) for line in diff_lines(before, found.edited_part(ORDERS))]
    assert lines == [
        "Migrate",
        "  - no",
        "  + yes",
        "Partitioning / Count",
        "  - 1",
        "  + 3",
        "Partitioning / First partitions",
        "    P0 < 2020-01-01",
        "  + P1 < 2021-01-01",
        "Tablespace",
        "  - as now",
        "  + HOT",
    ]
    assert diff_lines(before, before) == []


# ---- at the terminal ----------------------------------------------------------------------------------------------


async def test_marks_by_hand_pattern_filter_and_readiness(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("m", "m")
        assert user.shows("< > APP    ORDERS")
        assert user.counts.endswith("2 marked")
        assert user.status == "2 marked; b does something with all of them."
        await user.press("M", "n", "M", "p")
        await user.type("HR.*")
        await user.press("enter")
        assert user.shows("<-> HR     OLD")
        assert user.counts.endswith("2 marked")
        await user.press("M", "n", "slash")
        await user.type("app")
        await user.press("enter", "M", "a", "escape")
        assert user.counts.endswith("3 marked")
        await user.press("M", "i")
        assert user.counts.endswith("2 marked")
        await user.press("M", "n", "M", "r")
        assert user.app.plan is not None
        assert user.app.plan.marked == set(bulk.ready(user.app.plan))


async def test_a_pattern_that_finds_nothing_is_asked_for_again(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("M", "p")
        await user.type("XX.*")
        await user.press("enter")
        assert user.place == "AskScreen"
        assert user.shows("no table matches")
        await user.press("ctrl+u")
        await user.type("size>10g")
        await user.press("enter")
        assert user.counts.endswith("1 marked")


async def test_one_setting_for_all_marked_tables(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("m", "m", "b", "s")
        assert user.place == "SetFieldScreen"
        assert user.shows("auto (2)")
        await choose_setting(user, "method")
        user.app.screen.query_one(Choice).value = "online_modify"
        await user.settle()
        await user.press("ctrl+s")
        assert user.place == "tables"
        assert user.status == "Changed 2 tables. u takes it back."
        plan = user.app.plan
        assert plan is not None
        assert [table.common_settings.method for table in plan.tables[:3]] == ["online_modify", "online_modify", "auto"]
        assert user.shows("*")
        await user.press("u")
        assert user.status == "Taken back: set method on 2 tables. U makes it again."
        assert not plan.unsaved
        await user.press("U")
        assert plan.unsaved


async def test_enter_in_an_untouched_tablespace_opens_the_list_and_changes_no_table(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("m", "m", "b", "s")
        await choose_setting(user, "tablespace")
        await user.press("enter")
        assert user.place == "PickScreen"
        await user.type("NEW_TS")
        await user.press("enter", "enter")
        assert user.place == "tables"
        assert user.app.plan is not None
        assert [table.common_settings.tablespace for table in user.app.plan.tables[:3]] == ["NEW_TS", "NEW_TS", None]


async def test_a_wrong_value_is_told_before_it_reaches_any_table(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("m", "m", "b", "s")
        await choose_setting(user, "parallel_degree")
        user.app.screen.query_one(Input).value = "999"
        await user.settle()
        assert user.shows("must be at most 256")
        await user.press("ctrl+s")
        assert user.place == "SetFieldScreen"
        user.app.screen.query_one(Input).value = "6"
        await user.settle()
        await user.press("enter")
        assert user.app.plan is not None
        assert [table.common_settings.parallel_degree for table in user.app.plan.tables[:3]] == [6, 6, None]


async def test_a_target_is_copied_to_the_marked_and_what_was_left_out_is_named(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("M", "a", "b", "c")
        assert user.place == "ConfirmScreen"
        assert user.shows("HR.OLD: cannot be migrated")
        await user.press("escape")
        assert user.status.startswith("Changed 2 tables, 1 was so already, 1 left out")


async def test_a_bulk_step_without_marks_is_about_the_table_under_the_cursor(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("b")
        assert user.shows("With APP.ORDERS:")
        assert not user.shows("copy the target")
        await user.press("p")
        assert user.status == "Changed 1 table. u takes it back."
        await user.press("b", "v")
        assert "not saved" not in user.title


async def test_the_difference_to_the_saved_plan_is_shown_and_put_back(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("equals_sign")
        assert user.place == "difference"
        assert texts(user)[0].startswith("Nothing differs")
        await user.press("escape", "space", "equals_sign")
        assert texts(user) == ["Migrate", "  - no", "  + yes"]
        assert "plan.json" in user.title
        await user.press("r")
        assert texts(user)[0].startswith("Nothing differs")
        await user.press("escape")
        assert "not saved" not in user.title


async def test_one_marked_table_is_called_by_its_name(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("m", "b")
        assert user.shows("With APP.ORDERS:")
        await user.press("s")
        assert user.shows("Set one setting on APP.ORDERS")


async def test_all_steps_of_the_menu_are_in_sight_on_a_small_terminal(small: Source) -> None:
    async with at_terminal(small, size=(60, 15)) as user:
        await user.press("m", "m", "b")
        assert user.shows("copy the target")
        assert user.shows("nothing")


def test_a_step_tells_only_errors_that_are_new_and_which_methods_it_changes() -> None:
    found = plan()
    for number, table in enumerate(found.tables, 1):
        table.current_state.object_id = number
    assert found.assess(SMALL).worst == "error", "it was so before, so no step below has brought it about"
    degree = bulk.set_field(found, range(5), field(found, "Parallel degree"), 8)
    assert list(bulk.consequences(found, degree)) == []
    moved = bulk.set_field(found, [ORDERS, PAYMENTS, OLD, SMALL], field(found, "Method"), "copy_and_swap")
    assert list(bulk.consequences(found, moved)) == ["another method now for 2: 2 copy"]
    back = bulk.to_saved(found, range(5))
    assert list(bulk.consequences(found, back)) == ["another method now for 2: 2 online"]
    wrong = bulk.set_field(found, [PAYMENTS], field(found, "Method"), "exchange")
    assert list(bulk.consequences(found, wrong)) == ["1 of them now with errors: /state:error shows them"]


def test_a_name_keeps_its_underscores_beside_a_setting() -> None:
    found = plan()
    tablespace = field(found, "Tablespace")
    assert set_field_word("DWH_DATA", tablespace) == "DWH_DATA"
    assert set_field_word("copy_and_swap", field(found, "Method")) == "copy and swap"

"""A DBA edits a target and sees at every key what is wrong and what it will give."""

from __future__ import annotations

from textual.widgets import Input

from repart_tui.tui.core import Source
from repart_tui.tui.screens.edit import EditScreen
from repart_tui.tui.widgets.choice import Choice
from repart_tui.tui.widgets.field_row import FieldRow
from repart_tui.tui.widgets.lines_area import LinesArea
from repart_tui.tui.widgets.target_form import TargetForm
from repart_tui.tui.widgets.text_view import TextView
from tests.tui.conftest import User, at_terminal


def row(user: User, path: str) -> FieldRow:
    """Return the row of a field."""
    found = next((row for row in user.app.screen.query_one(TargetForm).rows if row.field.dotted == path), None)
    assert found is not None, path
    return found


def message(user: User, path: str) -> str:
    """Return the sentence beneath a field."""
    static = row(user, path).query_one(".message")
    return str(static.render()) if static.display else ""


def outcome(user: User) -> list[str]:
    """Return the lines that say what the settings will give."""
    return user.app.screen.query_one("#outcome", TextView).text.splitlines()


async def choose(user: User, path: str, value: str) -> None:
    """Choose a value from a field's list."""
    row(user, path).query_one(Choice).value = value
    await user.settle()


async def put(user: User, path: str, text: str) -> None:
    """Put text into a field."""
    row(user, path).query_one(Input).value = text
    await user.settle()


async def test_a_wrong_count_is_told_beside_its_field_and_cannot_be_applied(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        row(user, "target_config.interval.count").query_one(Input).focus()
        await user.press("end", "backspace", "x")
        assert "must be a whole number" in message(user, "target_config.interval.count")
        assert user.shows('Error: must be a whole number; it is the text "x"')
        await user.press("ctrl+s")
        assert user.place == "edit"
        assert "Cannot be applied" in user.status
        await user.press("backspace", "3")
        assert message(user, "target_config.interval.count") == ""
        await user.press("ctrl+s")
        assert user.place == "tables"
        plan = user.app.plan
        assert plan is not None
        assert plan.tables[0].common_settings.to_dict()["target_config"]["interval"]["count"] == 3
        assert user.shows("*")


async def test_what_was_typed_for_a_type_comes_back_with_it(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        await put(user, "target_config.interval.count", "7")
        await choose(user, "target_config", "hash")
        assert message(user, "target_config.partition_count") == "Error: is missing: type a value"
        await put(user, "target_config.partition_count", "16")
        assert 'PARTITION BY HASH ("ORDER_DATE")' in outcome(user)
        await choose(user, "target_config", "none")
        await choose(user, "target_config", "interval")
        assert row(user, "target_config.interval.count").query_one(Input).value == "7"
        await choose(user, "target_config", "hash")
        assert row(user, "target_config.partition_count").query_one(Input).value == "16"


async def test_a_rule_of_oracle_is_told_beside_its_field_with_code_and_remedy(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        area = row(user, "target_config.partitions").query_one(LinesArea)
        area.text = "P0 < 2020-01-01\nP1 < MAXVALUE"
        await user.settle()
        assert "ORA-14761" in message(user, "target_config.partitions")
        area.text = "P0 < 2020-01-01\nP1 < tomorrow"
        await user.settle()
        assert "line 2: " in message(user, "target_config.partitions")


async def test_a_line_that_cannot_be_read_is_named(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        area = row(user, "target_config.partitions").query_one(LinesArea)
        area.focus()
        area.move_cursor(area.document.end)
        await user.press("enter")
        await user.type("PX 2021")
        assert message(user, "target_config.partitions") == "Error: line 2: write NAME < bound"


async def test_key_columns_are_chosen_from_a_list_that_greys_what_is_not_legal(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e", "down", "enter")
        assert user.place == "ColumnsScreen"
        assert user.shows("2019-01-01 .. 2024-12-31")
        await user.press("end", "space")
        assert "NOTE cannot be chosen: ORA-14135" in user.status
        await user.press("home", "space", "enter")
        assert user.place == "edit"
        assert "ORA-14750" in message(user, "target_config.key_columns")


async def test_leaving_asks_only_when_something_was_typed(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e", "escape")
        assert user.place == "tables"
        await user.press("e")
        await put(user, "tablespace", "HOT")
        await user.press("escape")
        assert user.place == "ConfirmScreen"
        await user.press("escape")
        assert user.place == "edit"
        await user.press("escape", "d")
        assert user.place == "tables"
        assert user.app.plan is not None
        assert not user.app.plan.unsaved


async def test_revert_puts_the_target_back(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        await choose(user, "target_config", "hash")
        await user.press("ctrl+r")
        assert row(user, "target_config").query_one(Choice).value == "interval"
        screen = user.app.screen
        assert isinstance(screen, EditScreen)
        assert not screen.has_changes


async def test_what_no_field_claims_stands_in_the_summary_line(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        form = user.app.screen.query_one(TargetForm)
        assert form.show_said([("enabled", "error", "Nobody claims this.")]) == [
            ("enabled", "error", "Nobody claims this.")
        ]


async def test_an_index_is_made_local_by_choice(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        row(user, "index_targets").query_one("#locality-0", Choice).value = "global_hash"
        await user.settle()
        row(user, "index_targets").query_one("#count-0", Input).value = "8"
        await user.settle()
        await user.press("ctrl+s")
        assert user.app.plan is not None
        target = user.app.plan.tables[0].common_settings.index_targets[0]
        assert (target.index_name, target.locality, target.partition_count) == ("ORDERS_IX", "global_hash", 8)


async def test_what_the_settings_will_give_follows_every_key(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        assert outcome(user)[1].startswith("Gives   61 partitions now, 121 in five years; the largest has 167 rows")
        row(user, "target_config.interval.count").query_one(Input).focus()
        await user.press("end", "2")
        assert outcome(user)[1].startswith("Gives   6 partitions now")
        assert "INTERVAL (NUMTOYMINTERVAL(12, 'MONTH'))" in outcome(user)
        bars = [line for line in outcome(user) if "█" in line]
        assert len(bars) == 6
        assert bars[0].startswith("  P0 ")
        assert outcome(user).index("Why") < outcome(user).index("Indexes")
        assert "  ORDERS_IX LOCAL  holds the partitioning key ORDER_DATE" in outcome(user)


async def test_a_long_clause_is_cut_in_the_middle_so_that_the_figures_stay_near(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        area = row(user, "target_config.partitions").query_one(LinesArea)
        area.text = "\n".join(f"P{year} < {year}-01-01" for year in range(1950, 2020))
        await user.settle()
        assert "... 60 more lines" in outcome(user)
        assert outcome(user)[14].endswith("(DATE '2019-01-01')")

"""A DBA looks for tables, switches them on, and learns why some cannot be."""

from __future__ import annotations

import pytest

from repart_tui.tui.core import Source
from repart_tui.tui.widgets.table_list import TableList
from tests.tui.conftest import at_terminal


async def test_filters_as_they_type_by_owner_and_name(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("slash")
        await user.type("app ord")
        assert user.names == ["ORDERS"]
        assert user.counts.startswith("1 of 5 tables")
        await user.press("enter", "escape")
        assert len(user.names) == 5


async def test_letters_typed_into_the_filter_do_nothing_else(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("slash")
        await user.type("qewp")
        assert user.place == "tables"
        assert user.shows("No table matches")


async def test_switches_a_table_on_and_off(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("space")
        assert user.shows("[x] APP")
        assert user.counts == "5 tables, 1 on"
        assert "not saved" in user.title
        await user.press("space")
        assert not user.shows("[x] APP")
        assert "not saved" not in user.title


async def test_a_refused_table_says_why_it_cannot_be_switched_on(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("end", "up", "space")
        assert user.status == "HR.OLD cannot be switched on: ORA-14031: The table has a LONG column."
        assert user.counts.endswith("0 on")
        await user.press("e")
        assert user.place == "tables"
        assert "LONG column" in user.status


async def test_a_table_without_target_asks_for_one_first(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("end", "space")
        assert "no target yet" in user.status


async def test_switches_on_all_that_the_filter_shows(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("slash", "a", "p", "p", "enter", "A")
        plan = user.app.plan
        assert plan is not None
        assert [table.enabled for table in plan.tables] == [True, True, True, False, False]
        await user.press("escape", "o")
        assert user.names == ["ORDERS", "PAYMENTS", "[x] odd [/b]"]
        await user.press("o", "u")
        assert not plan.enabled_indexes()
        await user.press("U")
        assert len(plan.enabled_indexes()) == 3


async def test_sorts_by_the_next_column_and_turns_the_order_round(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("s", "s", "s")
        assert user.names[0] == "PAYMENTS"
        await user.press("r")
        assert user.names[-1] == "PAYMENTS"


async def test_names_that_look_like_markup_are_shown_as_they_are(small: Source) -> None:
    async with at_terminal(small) as user:
        assert user.shows("[x] odd [/b]")
        await user.press("down", "down", "d")
        assert user.shows("APP.[x] odd [/b]")


async def test_reads_the_detail_on_its_own_screen_and_goes_on_to_the_next(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("enter")
        assert user.place == "detail"
        assert "APP.ORDERS" in user.text
        assert "2,192 distinct" in user.text
        assert "ORDERS_IX (ORDER_DATE)" in user.text
        await user.press("n")
        assert "APP.PAYMENTS" in user.text
        await user.press("escape")
        assert user.place == "tables"
        assert user.tables.query_one(TableList).current == 1


async def test_the_detail_stands_beside_the_list_where_there_is_room(small: Source) -> None:
    async with at_terminal(small, (130, 36)) as user:
        await user.press("down")
        assert user.tables.query_one("#pane").display
        assert user.shows("APP.PAYMENTS")


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (200, 50)])
async def test_every_screen_opens_at_every_size(small: Source, size: tuple[int, int]) -> None:
    async with at_terminal(small, size) as user:
        for keys in (("d", "escape"), ("e", "escape"), ("question_mark", "escape"), ("space", "p"), ("escape", "w")):
            await user.press(*keys)
        assert all(len(line) <= size[0] for line in user.lines())


async def test_help_lists_the_keys_of_the_screen_first(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("question_mark")
        assert user.place == "help"
        assert user.text.startswith("Tables")
        assert "Switch the migration of the table under the cursor on or off." in user.text


def test_wide_characters_keep_the_columns_in_line() -> None:
    from repart_tui.tui.widgets.cells import fit

    assert fit("表表表", 4) == "表" + " " + "…"
    assert fit("e\u0301a", 3) == "e\u0301a "

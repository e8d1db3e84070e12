"""A DBA looks for tables, switches them on, and learns why some cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from repart_tui.tui.core import Source
from repart_tui.tui.describe import METHOD_WORDS
from repart_tui.tui.table_rows import COLUMNS
from repart_tui.tui.widgets.table_list import TableList
from tests.tui.conftest import at_terminal, small_config, table


async def test_filters_as_they_type_by_owner_and_name(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("slash")
        await user.type("app ord")
        assert user.names == ["ORDERS"]
        assert user.counts.startswith("1 of 5 tables")
        await user.press("enter", "escape")
        assert len(user.names) == 5


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("app ord", ["ORDERS"]),
        ("owner:hr", ["OLD", "SMALL"]),
        ("size>2g", ["PAYMENTS"]),
        ("size<=1g owner=app", ["ORDERS", "[x] odd [/b]"]),
        ("rows<10", ["PAYMENTS"]),
        ("-rows<10 -odd", ["ORDERS", "OLD", "SMALL"]),
        ("refused", ["OLD"]),
        ("state:keep", ["SMALL"]),
        ("method:online -pay", ["ORDERS", "[x] odd [/b]"]),
        ("target:hash", ["[x] odd [/b]"]),
        ("[x]", ["[x] odd [/b]"]),
        ("size>", ["ORDERS", "PAYMENTS", "[x] odd [/b]", "OLD", "SMALL"]),
    ],
)
async def test_filters_by_name_owner_state_size_and_method(small: Source, text: str, names: list[str]) -> None:
    async with at_terminal(small) as user:
        await user.press("slash")
        user.tables.query_one("#filter", Input).value = text
        await user.settle()
        assert user.names == names


async def test_the_filter_finds_what_was_changed_since_the_plan_was_saved_and_what_is_marked(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("space", "down", "m")
        for text, names in (("changed:yes", ["ORDERS"]), ("marked:yes", ["PAYMENTS"]), ("changed:yes owner:hr", [])):
            user.tables.query_one("#filter", Input).value = text
            await user.settle()
            assert user.names == names


async def test_the_star_of_a_changed_table_takes_no_room_from_its_state(small: Source) -> None:
    async with at_terminal(small, size=(80, 24)) as user:
        assert user.app.plan is not None
        state = user.app.plan.state(0)
        before = next(line for line in user.lines() if " ORDERS " in line)
        assert f" {state}" in before
        await user.press("x")
        after = next(line for line in user.lines() if " ORDERS " in line)
        assert f"*{state}" in after
        assert after.index(state) == before.index(state)


async def test_a_condition_that_is_not_understood_says_so_and_hides_nothing(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("slash")
        await user.type("size>10x")
        assert user.status == "size>10x is not understood: write size with a number, such as size>10g"
        assert len(user.names) == 5


async def test_goes_to_a_table_by_name_or_number(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("colon")
        await user.type("pay")
        assert user.tables.query_one(TableList).current == 1
        await user.press("enter", "colon")
        await user.type("4")
        assert user.tables.query_one(TableList).current == 3
        await user.press("escape")
        assert user.tables.query_one(TableList).current == 1
        await user.press("colon")
        await user.type("nothing")
        assert user.status == "No table shown has this name."


async def test_sorts_by_the_column_of_a_digit(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("4")
        assert user.names[0] == "PAYMENTS"
        await user.press("4")
        assert user.names[-1] == "PAYMENTS"
        await user.press("space", "1")
        assert user.names[0] == "ORDERS"


async def test_the_footer_counts_what_is_shown_on_and_in_which_state(small: Source) -> None:
    async with at_terminal(small) as user:
        assert user.status == "3 ready, 1 keep, 1 refused"
        await user.press("space", "down", "space")
        assert user.counts == "5 tables, 2 on (17.0G)"
        assert user.status == "APP.PAYMENTS is on."
        await user.press("down")
        assert user.status == "3 ready, 1 keep, 1 refused"


async def test_list_detail_and_script_stand_side_by_side_where_there_is_room(small: Source) -> None:
    async with at_terminal(small, (200, 50)) as user:
        await user.press("down")
        await user.pilot.pause(0.5)
        await user.pilot.app.workers.wait_for_complete()
        await user.settle()
        assert user.shows("[ ] APP")
        assert user.shows("PAYMENTS_IX (ORDER_DATE)")
        assert user.shows("What master1.sql would do to APP.PAYMENTS")
        assert user.shows("1.1 Look where we are")


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
        assert user.counts == "5 tables, 1 on (1.0G)"
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


async def test_wide_and_combining_names_leave_the_columns_and_panes_in_line(tmp_path: Path) -> None:
    plan = small_config()
    plan.tables += [table("データ", "注文テーブル注文テーブル注文"), table("APP", "Cafe\u0301_Mu\u0308ller")]
    path = tmp_path / "wide.json"
    plan.save_to_file(path)
    for size in ((80, 24), (130, 36)):
        async with at_terminal(Source("config", path=path), size) as user:
            await user.press("end")
            rows = [line for line in user.lines() if "注文" in line or "Cafe\u0301" in line or "PAYMENTS" in line]
            assert len(rows) >= 3
            assert {cell_len(row) for row in rows} == {size[0]}
            sizes = {cell_len(row[: row.index("1.0G")]) for row in rows if "1.0G" in row}
            assert len(sizes) == 1


@pytest.mark.parametrize("word", METHOD_WORDS.values())
def test_the_word_for_a_method_fits_its_column_and_is_one_word_for_the_filter(word: str) -> None:
    (column,) = [column for column in COLUMNS if column.key == "method"]
    assert len(word) <= column.width
    assert " " not in word

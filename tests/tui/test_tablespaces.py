"""Tablespaces are picked from those of the dictionary, for tables, partitions, round robin and indexes; or typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from repart_tui.tui.core import Source
from repart_tui.tui.widgets.choice import Choice
from repart_tui.tui.widgets.key_hints import KeyHints
from repart_tui.tui.widgets.lines_area import LinesArea
from repart_tui.tui.widgets.list_button import ListButton
from tests.tui.conftest import User, at_terminal, small_config
from tests.tui.test_edit import choose, message, outcome, row


@pytest.fixture
def placed(tmp_path: Path) -> Source:
    """The small plan of a database with three tablespaces."""
    config = small_config()
    config.metadata.tablespaces = ["COLD", "HOT", "USERS"]
    path = tmp_path / "plan.json"
    config.save_to_file(path)
    return Source("config", path=path)


async def into(user: User, path: str, kind: type[Input | LinesArea | ListButton]) -> None:
    """Open the editor of the first table and put the cursor into a field."""
    await user.press("e")
    row(user, path).query(kind).first().focus()
    await user.settle()


async def test_the_tablespace_of_a_table_is_picked_or_typed(placed: Source) -> None:
    async with at_terminal(placed) as user:
        await into(user, "tablespace", Input)
        await user.press("enter")
        assert all(user.shows(name) for name in ("COLD", "HOT", "USERS"))
        await user.type("ho")
        assert not user.shows("COLD")
        await user.press("enter")
        assert row(user, "tablespace").query_one(Input).value == "HOT"
        await user.press("enter")
        await user.type("brand_new")
        assert user.shows("No such name in the dictionary")
        await user.press("enter", "ctrl+s")
        assert user.app.plan is not None
        assert user.app.plan.tables[0].common_settings.tablespace == "BRAND_NEW"


async def test_several_are_picked_in_order_for_round_robin(placed: Source) -> None:
    async with at_terminal(placed) as user:
        await into(user, "target_config.store_in", Input)
        await user.press("enter", "down", "space", "up", "space", "enter")
        assert row(user, "target_config.store_in").query_one(Input).value == "HOT, COLD"
        assert any('STORE IN ("HOT", "COLD")' in line for line in outcome(user))
        await user.press("enter", "space", "escape")
        assert row(user, "target_config.store_in").query_one(Input).value == "HOT, COLD"


async def test_the_partition_in_the_line_under_the_cursor_gets_one(placed: Source) -> None:
    async with at_terminal(placed) as user:
        await into(user, "target_config.partitions", LinesArea)
        await user.press("ctrl+f", "p", "down", "enter")
        assert row(user, "target_config.partitions").query_one(LinesArea).text == "P0 < 2020-01-01 TABLESPACE HOT"
        await user.press("ctrl+f", "enter", "enter")
        assert row(user, "target_config.partitions").query_one(LinesArea).text == "P0 < 2020-01-01 TABLESPACE COLD"


async def test_a_lob_of_the_partition_in_the_line_gets_one_too(placed: Source) -> None:
    async with at_terminal(placed) as user:
        await into(user, "target_config.partitions", LinesArea)
        assert user.shows("(ctrl+f: tablespaces) NAME < bound, then TABLESPACE t,")
        assert user.shows("LOB (NOTE) TABLESPACE t")
        await user.press("ctrl+f")
        assert user.shows("its LOB column NOTE")
        await user.press("escape", "ctrl+f", "1", "enter")
        area = row(user, "target_config.partitions").query_one(LinesArea)
        assert area.text == "P0 < 2020-01-01 LOB (NOTE) TABLESPACE COLD"
        await user.press("ctrl+f", "1", "down", "enter")
        assert area.text == "P0 < 2020-01-01 LOB (NOTE) TABLESPACE HOT"
        assert 'LOB ("NOTE") STORE AS' in " ".join(" ".join(outcome(user)).split())
        await user.press("ctrl+s", "e")
        assert row(user, "target_config.partitions").query_one(LinesArea).text == area.text
        row(user, "target_config.partitions").query_one(LinesArea).focus()
        await user.press("ctrl+f", "1")
        assert user.app.screen.query_one(KeyHints)._disabled == {"pick.pick"}, "one is chosen, none is picked"
        await user.press("escape")
        assert user.app.plan is not None
        (partition,) = user.app.plan.tables[0].common_settings.to_dict()["target_config"]["partitions"]
        assert partition["lobs"] == [{"column_name": "NOTE", "tablespace": "HOT"}]


async def test_a_lob_column_that_is_none_is_told_with_its_line(placed: Source) -> None:
    async with at_terminal(placed) as user:
        await into(user, "target_config.partitions", LinesArea)
        area = row(user, "target_config.partitions").query_one(LinesArea)
        area.text = "P0 < 2020-01-01\nP1 < 2021-01-01 LOB (NOTES) TABLESPACE HOT"
        await user.settle()
        said = "Error: line 2: NOTES is no LOB column. The LOB columns: NOTE. [ORA-00904]"
        assert message(user, "target_config.partitions") == said
        area.text = "P0 < 2020-01-01\nP1 < 2021-01-01 LOB (A) TABLESPACE HOT\nP2 < 2022-01-01 LOB (B) TABLESPACE HOT"
        await user.settle()
        assert message(user, "target_config.partitions").endswith("[ORA-00904] (line 3 too)")
        area.text = "P0 < 2020-01-01 LOB NOTE TABLESPACE HOT"
        await user.settle()
        assert "line 1: write LOB (column) TABLESPACE tablespace" in message(user, "target_config.partitions")


async def test_an_index_has_a_form_of_its_own(placed: Source) -> None:
    async with at_terminal(placed) as user:
        await into(user, "index_targets", ListButton)
        await user.press("enter")
        assert user.shows("Index ORDERS_IX (ORDER_DATE)")
        row(user, "locality").query_one(Choice).value = "global_hash"
        row(user, "partition_count").query_one(Input).value = "x"
        await user.settle()
        await user.press("ctrl+s")
        assert user.shows("Cannot be taken: partition_count must be a whole number")
        row(user, "partition_count").query_one(Input).value = "8"
        row(user, "tablespace").query_one(Input).focus()
        await user.settle()
        await user.press("enter", "down", "enter", "ctrl+s")
        assert row(user, "index_targets").query_one(ListButton).text == "global hash, 8 partitions, in HOT"
        await user.press("ctrl+s")
        assert user.app.plan is not None
        chosen = user.app.plan.tables[0].common_settings.index_targets
        assert [(item.index_name, item.locality, item.partition_count, item.tablespace) for item in chosen] == [
            ("ORDERS_IX", "global_hash", 8, "HOT")
        ]
        await user.press("e")
        row(user, "index_targets").query_one(ListButton).focus()
        await user.press("enter", "escape", "ctrl+r", "ctrl+s")
        assert user.status == "Nothing was changed."


async def test_an_index_that_follows_the_rules_again_has_no_entry(placed: Source) -> None:
    async with at_terminal(placed) as user:
        await into(user, "index_targets", ListButton)
        await user.press("enter")
        await choose(user, "locality", "local")
        await user.press("ctrl+s", "enter")
        assert row(user, "locality").query_one(Choice).value == "local"
        await choose(user, "locality", "auto")
        await user.press("ctrl+s", "ctrl+s")
        assert user.app.plan is not None
        assert user.app.plan.tables[0].common_settings.index_targets == []


async def test_many_tables_get_one_from_the_list(placed: Source) -> None:
    async with at_terminal(placed) as user:
        await user.press("m", "m", "b", "s")
        options = user.app.screen.query_one(OptionList)
        options.highlighted = next(n for n in range(options.option_count) if options.options[n].id == "tablespace")
        await user.press("enter", "ctrl+f", "down", "enter", "ctrl+s")
        assert user.app.plan is not None
        assert [one.common_settings.tablespace for one in user.app.plan.tables[:3]] == ["HOT", "HOT", None]

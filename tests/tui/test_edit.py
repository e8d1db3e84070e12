"""A DBA edits a target and sees at every key what is wrong and what it will give."""

from __future__ import annotations

import copy
import dataclasses
from pathlib import Path

import pytest
from textual.widgets import Input

from repart_tui import validation
from repart_tui.migration_models import ConstraintInfo
from repart_tui.tui.core import Source
from repart_tui.tui.screens.edit import EditScreen
from repart_tui.tui.widgets.choice import Choice
from repart_tui.tui.widgets.field_row import FieldRow
from repart_tui.tui.widgets.key_hints import KeyHints
from repart_tui.tui.widgets.lines_area import LinesArea
from repart_tui.tui.widgets.list_button import ListButton
from repart_tui.tui.widgets.settings_form import SettingsForm
from repart_tui.tui.widgets.text_view import TextView
from repart_tui.validation import load_schema
from tests.tui.conftest import FACTS, User, at_terminal, small_config


def row(user: User, path: str) -> FieldRow:
    """Return the row of a field."""
    found = next((row for row in user.app.screen.query_one(SettingsForm).rows if row.field.dotted == path), None)
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


async def test_the_type_can_be_changed_on_a_terminal_of_16_colours_while_lines_are_shown(small: Source) -> None:
    async with at_terminal(small, facts=dataclasses.replace(FACTS, colours="standard")) as user:
        await user.press("e")
        user.app.screen.query_one(Choice).focus()
        # The area is drawn once more while it is being removed, and has no colours then.
        await user.press("enter", "down", "down", "down", "enter")
        assert row(user, "target_config").query_one(Choice).value == "hash"
        assert user.shows("Named partitions")


async def test_the_key_for_lists_opens_that_of_any_field_or_says_why_not(small: Source) -> None:
    async with at_terminal(small, (130, 30)) as user:
        await user.press("e")
        kind = row(user, "target_config").query_one(Choice)
        kind.focus()
        await user.settle()
        assert user.shows("ctrl+f list")
        await user.press("ctrl+f")
        assert kind.expanded
        await user.press("escape")
        assert not kind.expanded
        assert user.place == "edit"
        for path, why in (
            ("target_config.interval.count", "This field has no list."),
            ("migration_settings.gather_statistics", "This field has no list."),
        ):
            next(iter(row(user, path).query("Input, Checkbox"))).focus()
            await user.settle()
            assert user.app.screen.query_one(KeyHints)._disabled == {"edit.pick"}
            await user.press("ctrl+f")
            assert user.status == why


async def test_what_stands_beside_a_field_in_sight_is_not_said_again(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        await put(user, "parallel_degree", "x")
        said = 'must be a whole number, or left empty; it is the text "x"'
        # The form scrolls by and by.
        beneath = f"Parallel degree: {said}"
        await user.until(lambda: user.status == beneath)
        assert user.status == beneath, "the field is beneath the edge"
        row(user, "parallel_degree").query_one(Input).focus()
        await user.until(lambda: user.status == "")
        assert user.status == ""
        assert user.shows(f"Error: {said}")
        await user.press(*["up"] * 12)
        await user.until(lambda: user.status == beneath)
        assert user.status == beneath


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
        await user.press("escape", "d", "enter")
        assert user.place == "edit", "no letter and no stray enter discards"
        await user.press("escape")
        await user.answer("discard them")
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
        form = user.app.screen.query_one(SettingsForm)
        assert form.show_said([("enabled", "error", "Nobody claims this.")]) == [
            ("enabled", "error", "Nobody claims this.")
        ]


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


async def test_what_ends_read_only_is_told_beside_a_clause_that_cannot_say_it(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        assert not any(line.startswith("READ ONLY") for line in outcome(user))
        area = row(user, "target_config.partitions").query_one(LinesArea)
        area.text = "P0 < 2020-01-01 READ ONLY"
        await user.settle()
        assert "READ ONLY in the end  P0" in outcome(user)
        await choose(user, "target_config.subpartitioning", "list")
        row(user, "target_config.subpartitioning.template").query_one(LinesArea).text = "EU: 'DE' READ ONLY"
        await user.settle()
        row(user, "target_config.subpartitioning.key_columns").show_chosen(["STATUS"])
        await user.settle()
        assert "READ ONLY in the end  P0; EU of each partition" in outcome(user)


async def test_a_long_clause_is_cut_in_the_middle_so_that_the_figures_stay_near(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        area = row(user, "target_config.partitions").query_one(LinesArea)
        area.text = "\n".join(f"P{year} < {year}-01-01" for year in range(1950, 2020))
        await user.settle()
        assert "... 60 more lines" in outcome(user)
        assert outcome(user)[14].endswith("(DATE '2019-01-01')")
        await user.press("ctrl+o")
        assert not any("more lines" in line for line in outcome(user))
        assert sum("VALUES LESS THAN" in line for line in outcome(user)) == 70
        await user.press("ctrl+o")
        assert "... 60 more lines" in outcome(user)


async def test_the_form_has_the_groups_and_the_order_of_the_schema(small: Source) -> None:
    async with at_terminal(small, (80, 40)) as user:
        await user.press("e")
        headings = [str(static.render()) for static in user.app.screen.query(".group")]
        assert headings == ["Target", "Rows and storage", "How it is migrated"]
        labels = [row.field.label for row in user.app.screen.query_one(SettingsForm).rows]
        assert labels[0] == "Partitioning"
        assert labels.index("Row movement") < labels.index("Method") < labels.index("Proof of rows")


async def test_a_field_added_to_the_schema_appears_in_its_group(small: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = copy.deepcopy(load_schema())
    schema["$defs"]["CommonSettings"]["properties"]["ticket"] = {
        "type": ["string", "null"],
        "default": None,
        "x-label": "Change ticket",
        "x-group": "Paper",
        "x-order": 0,
    }
    monkeypatch.setattr(validation, "load_schema", lambda: schema)
    async with at_terminal(small) as user:
        await user.press("e")
        assert user.shows("Paper")
        assert user.app.screen.query_one(SettingsForm).rows[0].field.label == "Change ticket"
        assert user.app.screen.query_one(SettingsForm).rows[0].field.kind == "text"


async def test_foreign_keys_are_chosen_from_a_list_that_says_which_cannot_carry_it(tmp_path: Path) -> None:
    config = small_config()

    def key(name: str, column: str, **facts: object) -> ConstraintInfo:
        return ConstraintInfo.from_dict(
            {
                "owner": "APP",
                "table_name": "PAYMENTS",
                "constraint_name": name,
                "constraint_type": "R",
                "columns": [column],
                "referenced_owner": "APP",
                "referenced_table": "ORDERS",
                "validated": True,
                "status": "ENABLED",
                **facts,
            }
        )

    config.tables[1].current_state.constraints = [key("FK_STATUS", "STATUS"), key("FK_ORDER", "ID")]
    config.save_to_file(tmp_path / "keys.json")
    async with at_terminal(Source("config", path=tmp_path / "keys.json")) as user:
        await user.press("down", "e")
        await choose(user, "target_config", "reference")
        assert "choose the foreign key" in message(user, "target_config.foreign_key")
        choice = row(user, "target_config.foreign_key").query_one(Choice)
        assert [str(label) for label, _ in choice._options] == [
            "none yet: enter chooses",
            "FK_ORDER to APP.ORDERS",
            "FK_STATUS to APP.ORDERS - not possible: it must have NOT NULL columns",
        ]
        choice.value = "FK_STATUS"
        await user.settle()
        assert "ORA-14652" in message(user, "target_config.foreign_key")
        choice.value = "FK_ORDER"
        await user.settle()
        assert 'PARTITION BY REFERENCE ("FK_ORDER")' in outcome(user)


async def test_what_was_typed_is_taken_back_and_made_again_field_by_field(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        row(user, "target_config.interval.count").query_one(Input).focus()
        await user.press("end", "2", "3")
        await choose(user, "target_config", "hash")
        await user.press("ctrl+x")
        assert row(user, "target_config").query_one(Choice).value == "interval"
        assert row(user, "target_config.interval.count").query_one(Input).value == "123"
        await user.press("ctrl+x")
        assert row(user, "target_config.interval.count").query_one(Input).value == "1"
        assert "changed" not in user.title
        await user.press("ctrl+x")
        assert user.status == "Nothing was typed before that."
        await user.press("ctrl+y", "ctrl+y")
        assert row(user, "target_config").query_one(Choice).value == "hash"


async def test_a_line_that_cannot_be_read_is_taken_back_as_well(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        area = row(user, "target_config.partitions").query_one(LinesArea)
        area.text = "P0 <"
        await user.settle()
        assert "line 1" in message(user, "target_config.partitions")
        await user.press("ctrl+x")
        assert row(user, "target_config.partitions").query_one(LinesArea).text == "P0 < 2020-01-01"
        assert message(user, "target_config.partitions") == ""
        await user.press("ctrl+y")
        assert row(user, "target_config.partitions").query_one(LinesArea).text == "P0 <"


async def test_the_proposal_is_filled_in_and_can_be_taken_back(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("down", "down", "e")
        assert row(user, "target_config").query_one(Choice).value == "hash"
        await user.press("ctrl+t")
        assert row(user, "target_config").query_one(Choice).value == "interval"
        assert "changed" in user.title
        await user.press("ctrl+x")
        assert row(user, "target_config").query_one(Choice).value == "hash"
        assert "changed" not in user.title


async def test_an_error_out_of_sight_stands_in_the_summary_line_and_a_key_goes_there(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        await put(user, "parallel_degree", "0")
        row(user, "target_config").query_one(Choice).focus()
        await user.settle()
        user.app.screen.query_one(SettingsForm).scroll_home(animate=False)
        await put(user, "tablespace", "HOT")
        assert user.status.startswith("Parallel degree: must be at least 1")
        assert user.counts == "1 error"
        await user.press("ctrl+n")
        focused = user.app.screen.focused
        assert focused is row(user, "parallel_degree").query_one(Input)
        assert user.shows("Error: must be at least 1")


async def test_page_down_and_up_go_from_group_to_group(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")

        def group() -> str:
            return next(one.field.group for one in user.app.screen.query(FieldRow) if one.has_focus_within)

        seen = [group()]
        while seen.count(seen[0]) < 2:
            await user.press("pagedown")
            seen.append(group())
        assert len(seen) > 3
        assert len(set(seen)) == len(seen) - 1
        back = [group()]
        for _ in seen[1:]:
            await user.press("pageup")
            back.append(group())
        assert back == seen[::-1]


async def test_the_cursor_stays_in_sight_when_sentences_come_above_it(small: Source) -> None:
    async with at_terminal(small, size=(80, 24)) as user:
        await user.press("e")
        form = user.app.screen.query_one(SettingsForm)
        while not user.app.focused or user.app.focused.region.bottom < form.region.bottom:
            await user.press("down")
        screen = user.app.screen
        assert isinstance(screen, EditScreen)
        screen.draft.put(("target_config", "interval", "count"), 0)
        screen.check_draft()
        await user.settle()
        assert user.app.focused is not None
        assert form.region.contains_region(user.app.focused.region)


async def test_the_list_knows_the_state_of_a_table_as_soon_as_its_edit_is_applied(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        row(user, "target_config.interval.count").query_one(Input).focus()
        await user.press("end", "2", "ctrl+s")
        assert user.app.plan is not None
        assert user.shows("*ready") or user.shows("*warning")
        assert not user.shows("...  ")
        await user.press("m", "m", "b", "p")
        assert user.app.plan.fully_assessed


async def test_the_method_is_chosen_beside_what_each_costs_and_an_illegal_one_says_why(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        user.app.screen.query_one(SettingsForm).row_at("method").query_one(ListButton).focus()  # type: ignore[union-attr]
        await user.press("enter")
        costs = user.app.screen.query_one("#costs", TextView)
        assert "auto: online MODIFY" in "\n".join(user.lines())
        assert [line[:9].strip() for line in costs.text.splitlines()[-6:]] == [
            "writes",
            "space",
            "undo",
            "redo",
            "licence",
            "way back",
        ]
        await user.press("end")
        assert costs.text.startswith("Cannot be used: ")
        await user.press("enter")
        assert user.shows("partition exchange cannot be used here.")
        await user.press("home", "down", "down", "enter")
        assert row(user, "method").query_one(ListButton).text == "online modify"
        assert outcome(user)[0] == "Method  online ALTER TABLE ... MODIFY"
        await user.press("ctrl+s")
        assert user.status == "Applied to APP.ORDERS; u takes it back."
        # What was said is read once another screen was open.
        await user.press("d", "escape")
        assert "Applied" not in user.status


async def test_the_hint_of_a_narrow_list_is_whole_or_not_there(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e")
        button = next(iter(row(user, "method").query(ListButton)))
        button.focus()
        button.styles.width = 22
        for words in ("auto", "by the rules", "a choice of many words"):
            button.show(words)
            await user.settle()
            text = button.render_line(0).text
            assert "(enter: list)" in text or "(enter)" in text or "(" not in text


async def test_a_list_whose_field_is_taken_away_beneath_it_chooses_nothing(small: Source) -> None:
    """What was typed just before may change the type of partitioning, and its fields with it."""
    async with at_terminal(small) as user:
        await user.press("e")
        keys = row(user, "target_config.key_columns")
        keys.query_one(ListButton).focus()
        await user.press("enter")
        assert user.place == "ColumnsScreen"
        form = keys.query_ancestor(SettingsForm)
        await keys.remove()
        assert form.is_attached
        await user.press("enter")
        assert user.place == "edit"

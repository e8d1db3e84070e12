"""Every edit is on disk as it is made, and can be put back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repart_tui.config_file import SCHEMA_VERSION, load_config
from repart_tui.connect.login import Login
from repart_tui.migration_models import CommonSettings, XrayResult
from repart_tui.tui import journal as journal_module
from repart_tui.tui.core import Source
from repart_tui.tui.draft import Draft
from repart_tui.tui.journal import Content, Entry, Journal
from repart_tui.tui.kept_work import KeptWork, kept_work, put_back
from repart_tui.tui.plan import Plan
from repart_tui.tui.plan_lock import PlanLock
from repart_tui.tui.safekeeping import Safekeeping
from tests.tui.conftest import small_config

HASH = CommonSettings.from_dict(
    {"target_config": {"partitioning_type": "hash", "key_columns": ["ID"], "partition_count": 8}}
)
ORDERS = ("APP", "ORDERS")


@pytest.fixture
def plan() -> Plan:
    return Plan(small_config())


@pytest.fixture
def keeper(plan: Plan) -> Iterator[Safekeeping]:
    guard = Safekeeping(lambda sentence: pytest.fail(sentence))
    guard.begin(plan, Source("demo"))
    yield guard
    guard.stop()


def left() -> KeptWork:
    """Return the one journal that was left behind."""
    (found,) = kept_work()
    return found


def looked(when: str, **found: Any) -> XrayResult:
    """Return an X-ray of all rows."""
    return XrayResult(taken_at=when, mode="full", target_config=HASH.target_config, **found)


def test_steps_are_put_back_on_the_plan_as_it_was(plan: Plan, keeper: Safekeeping) -> None:
    plan.set_enabled([0, 1, 2], True)
    plan.set_settings(0, HASH)
    plan.undo()
    plan.set_settings(1, HASH)
    plan.set_enabled([2], False)
    keeper.stop()

    again = Plan(small_config())
    kept = left()
    done = put_back(kept, again)
    assert done.tables == 3
    assert not done.left_out
    assert [again.edited_part(place) for place in range(5)] == [plan.edited_part(place) for place in range(5)]
    again.undo()
    assert not again.unsaved


def test_what_an_older_version_kept_is_read_as_a_plan_of_that_version(plan: Plan, keeper: Safekeeping) -> None:
    """Up to schema 1.3 `indexing: true` in a subpartition template was INDEXING ON or nothing said."""
    template = [{"name": "S", "values": [["A"]], "indexing": True, "read_only": False}]
    level = {"subpartitioning_type": "list", "key_columns": ["STATUS"], "template": template}
    target = HASH.to_dict()["target_config"] | {"subpartitioning": level}
    settings = CommonSettings.from_dict({"target_config": target})
    plan.set_settings(0, settings)
    draft = Draft(settings)
    union = next(field for field in draft.fields() if field.kind == "union")
    draft.switch(union, "none")
    keeper.draft(0, draft.state())
    plan.keep_xray(1, dataclasses.replace(looked("2026-01-15T09:00:00"), target_config=settings.target_config))
    keeper.stop()

    def said(target: Any) -> list[tuple[Any, Any]]:
        return [(item["indexing"], item["read_only"]) for item in target["subpartitioning"]["template"]]

    for schema, expected in ((None, (None, None)), ("1.2", (None, None)), (SCHEMA_VERSION, (True, False))):
        kept, again = left(), Plan(small_config())
        assert kept.content.head.pop("schema") == SCHEMA_VERSION
        kept.content.head |= {} if schema is None else {"schema": schema}
        done = put_back(kept, again)
        kept.release()
        ((_, state),) = done.drafts
        memory = next(values for path, tag, values in state["memory"] if tag == "hash")
        assert not done.left_out
        assert again.tables[1].xray is not None
        found = again.tables[0].common_settings.target_config, again.tables[1].xray.target_config
        assert [said(target.to_dict()) for target in found] + [said(memory)] == [[expected]] * 3


def test_an_xray_is_put_back_with_its_time(plan: Plan, keeper: Safekeeping) -> None:
    found = looked("2026-01-15T09:00:00", rows=41_208_115, outside_rows=3)
    plan.keep_xray(0, looked("2026-01-14T09:00:00"))
    plan.keep_xray(0, found)
    keeper.stop()

    again = Plan(small_config())
    kept = left()
    assert "X-ray of APP.ORDERS, taken at 2026-01-15 09:00:00" in kept.summary()
    done = put_back(kept, again)
    assert (done.tables, done.xrays, done.left_out) == (0, 1, ())
    assert again.tables[0].xray == found
    assert again.unsaved, "no file holds it yet"


def test_an_xray_that_cannot_be_put_back_is_named(plan: Plan, keeper: Safekeeping) -> None:
    plan.keep_xray(0, looked("2026-01-15T09:00:00"))
    keeper.stop()
    again = Plan(small_config())
    again.config.tables.pop(0)
    kept = left()
    assert put_back(kept, again).left_out == ("APP.ORDERS is not in the plan any more.",)
    kept.content.xrays[ORDERS] = {"mode": "by guess"}
    assert "does not fit this version" in put_back(kept, Plan(small_config())).left_out[0]


def test_a_process_that_lives_keeps_its_journal_to_itself(plan: Plan, keeper: Safekeeping) -> None:
    plan.set_enabled([0], True)
    assert kept_work() == []
    keeper.stop()
    first = left()
    assert kept_work() == [], "one start alone offers it"
    first.release()
    assert left().summary()[1] == "1 step on 1 table, the last one: switch on"


def test_nothing_is_written_before_the_first_edit_or_left_after_a_good_end(
    plan: Plan, keeper: Safekeeping, tmp_path: Path
) -> None:
    folder = tmp_path / "state" / "repart-tui" / "journals"
    assert not folder.exists()
    plan.set_enabled([0], True)
    (path,) = folder.iterdir()
    assert path.stat().st_mode & 0o077 == 0
    keeper.give_up()
    assert list(folder.iterdir()) == []


def test_a_saved_plan_begins_a_new_journal_that_belongs_to_the_file(
    plan: Plan, keeper: Safekeeping, tmp_path: Path
) -> None:
    path = tmp_path / "plan.json"
    plan.set_enabled([0], True)
    plan.config.save_to_file(path)
    plan.mark_saved(path, plan.snapshot())
    keeper.saved(path)
    plan.set_enabled([1], True)
    keeper.stop()
    kept = left()
    assert list(kept.content.entries) == [("APP", "PAYMENTS")]
    assert kept.fits(Source("config", path=path))
    assert not kept.fits(Source("demo"))
    path.write_text(path.read_text() + "\n")
    assert "changed since" in kept.summary()[-1]


def test_what_is_done_while_the_plan_is_written_stays_unsaved(plan: Plan, keeper: Safekeeping, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    space = dataclasses.replace(plan.config.environment_config, space_factor=9.0)
    plan.set_enabled([0], True)
    written = plan.snapshot()
    # The thread writes; meanwhile one table goes back, one comes on, an X-ray ends and the settings change.
    plan.set_enabled([0], False)
    plan.set_enabled([1], True)
    plan.keep_xray(1, looked("2026-01-01 00:00:00"))
    plan.set_plan_settings(space)
    written.config.save_to_file(path)
    plan.mark_saved(path, written)
    keeper.saved(path)
    assert [table.enabled for table in load_config(path).tables[:2]] == [True, False], "as it stood when ctrl+s came"
    assert plan.unsaved
    assert (plan.is_edited(0), plan.is_edited(1)) == (True, True)
    assert plan.saved_part(0).enabled
    assert not plan.saved_part(1).enabled
    keeper.stop()
    kept = left()
    assert {name: entry.enabled for name, entry in kept.content.entries.items()} == {
        ("APP", "ORDERS"): False,
        ("APP", "PAYMENTS"): True,
    }
    assert list(kept.content.xrays) == [("APP", "PAYMENTS")]
    assert kept.content.settings == space.to_dict()
    again = plan.snapshot()
    plan.mark_saved(path, again)
    assert not plan.unsaved


def test_what_stands_in_the_editor_is_kept_until_it_is_taken_over(plan: Plan, keeper: Safekeeping) -> None:
    draft = Draft(plan.tables[0].common_settings)
    draft.put(("tablespace",), "HOT")
    keeper.draft(0, draft.state())
    keeper.stop()
    kept = left()
    done = put_back(kept, plan)
    assert done.drafts == ((0, draft.state()),)
    assert kept.summary()[-1] == "typed in the editor, not applied: APP.ORDERS"


def test_a_draft_that_was_taken_over_leaves_nothing(plan: Plan, keeper: Safekeeping) -> None:
    draft = Draft(plan.tables[0].common_settings)
    draft.put(("tablespace",), "HOT")
    keeper.draft(0, draft.state())
    keeper.draft(0, None)
    keeper.stop()
    assert kept_work() == []


def test_a_last_line_that_was_cut_is_left_out_and_the_others_count(plan: Plan, keeper: Safekeeping) -> None:
    plan.set_enabled([0], True)
    plan.set_enabled([1], True)
    keeper.stop()
    kept = left()
    text = kept.path.read_text()
    kept.path.write_text(text[:-20])
    kept.release()
    assert list(left().content.entries) == [ORDERS]


def test_tables_that_are_gone_are_named(plan: Plan, keeper: Safekeeping) -> None:
    plan.set_enabled([0, 1], True)
    keeper.stop()
    del plan.config.tables[0]
    done = put_back(left(), plan)
    assert done.left_out == ("APP.ORDERS is not in the plan any more.",)
    assert plan.tables[0].enabled


def test_a_table_whose_detail_is_not_read_yet_takes_nothing_that_would_be_lost(
    plan: Plan, keeper: Safekeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan.set_enabled([0, 1], True)
    keeper.stop()
    again = Plan(small_config())
    monkeypatch.setattr(Plan, "is_listed_only", lambda _, place: place == 0)
    done = put_back(left(), again)
    assert done.left_out == ("The detail of APP.ORDERS is not read yet.",)
    assert [table.enabled for table in again.tables[:2]] == [False, True]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"journal": 99, "source": {"kind": "demo"}}', '{"tables": 1}'])
def test_files_that_are_no_journals_are_left_alone(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "state" / "repart-tui" / "journals"
    folder.mkdir(parents=True)
    (folder / "x.jsonl").write_text(text)
    assert kept_work() == []
    assert (folder / "x.jsonl").read_text() == text


def test_a_disk_that_takes_nothing_is_told_once_and_edits_go_on(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    told: list[str] = []
    guard = Safekeeping(told.append)
    guard.begin(plan, Source("demo"))
    plan.set_enabled([0], True)
    plan.set_enabled([1], True)
    assert len(told) == 1
    assert "Save often" in told[0]
    assert plan.tables[0].enabled


def test_a_long_edit_does_not_fill_the_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(journal_module, "_LARGE", 20_000)
    journal = Journal(Source("demo"), pytest.fail, tmp_path)
    journal.record("switch on", [Entry(ORDERS, enabled=True)])
    for number in range(300):
        journal.record_draft(ORDERS, {"values": "x" * 1000, "number": number})
        assert journal.path is not None
        assert journal.path.stat().st_size < 25_000
    journal.close()
    (kept,) = kept_work(tmp_path)
    assert kept.content.drafts[ORDERS]["number"] == 299
    assert kept.content.entries[ORDERS].enabled is True
    assert [path.name for path in tmp_path.iterdir()] == [kept.path.name]


def test_no_password_reaches_the_journal(plan: Plan) -> None:
    guard = Safekeeping(pytest.fail)
    guard.begin(plan, Source("oracle", login=Login("host/db", "u", "tiger", wallet=Path("/w"), wallet_password="lion")))
    plan.set_enabled([0], True)
    guard.stop()
    kept = left()
    assert not any(secret in kept.path.read_text() for secret in ("tiger", "lion"))
    assert kept.source.login == Login("host/db", "u", wallet=Path("/w"))


_NAMES = st.sampled_from([("A", "T1"), ("A", "T2"), ('a "b', "é\n")])
_LINES = st.lists(
    st.one_of(
        st.builds(
            lambda name, on, settings: {
                "at": "t",
                "label": "l",
                "tables": [[*name, on, settings]],
            },
            _NAMES,
            st.none() | st.booleans(),
            st.none() | st.dictionaries(st.text(), st.integers()),
        ),
        st.builds(
            lambda name, state: {"at": "t", "draft": list(name), "state": state},
            _NAMES,
            st.none() | st.dictionaries(st.text(), st.text()),
        ),
        st.builds(
            lambda name, found: {"at": "t", "xray": list(name), "found": found},
            _NAMES,
            st.dictionaries(st.text(), st.integers()),
        ),
    )
)


@given(_LINES)
def test_the_shortened_journal_says_the_same(lines: list[dict[str, Any]]) -> None:
    long, short = Content(), Content()
    for line in [{"journal": 1}, *lines]:
        long.take(json.loads(json.dumps(line)))
    for line in long.lines():
        short.take(json.loads(json.dumps(line)))
    assert (short.entries, short.drafts, short.xrays) == (long.entries, long.drafts, long.xrays)


def test_a_draft_comes_back_as_it_was_typed(plan: Plan) -> None:
    draft = Draft(plan.tables[0].common_settings)
    union = next(field for field in draft.fields() if field.kind == "union")
    draft.switch(union, "hash")
    draft.switch(union, "interval")
    draft.set_problem(("target_config", "partitions"), "line 2: write NAME < bound", "P0 < 1\nP")
    again = Draft(plan.tables[0].common_settings, json.loads(json.dumps(draft.state())))
    assert again.state() == draft.state()
    assert again.problems() == draft.problems()
    assert again.changed
    assert again.unread_text(("target_config", "partitions")) == "P0 < 1\nP"


def test_the_second_to_open_a_plan_learns_who_has_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("{}")
    first, second = PlanLock(path), PlanLock(path)
    assert first.take() is None
    holder = second.take()
    assert holder is not None
    assert holder.startswith("process ")
    first.release()
    assert second.take() is None
    second.release()
    assert PlanLock(tmp_path / "missing.json").take() is None

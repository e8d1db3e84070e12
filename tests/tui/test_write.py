"""A DBA reads the script, writes it, and leaves; nothing is lost on the way."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from repart_tui.config_file import load_config
from repart_tui.generate import Scripts
from repart_tui.migration_models import MigrationConfig
from repart_tui.oracle.ledger import LedgerItem
from repart_tui.tui import core
from repart_tui.tui.core import Source
from repart_tui.tui.outside_program import show_outside
from tests.tui.conftest import User, at_terminal

MASTER = "\n".join(
    [
        "REM head",
        *(f"REM filler {number}" for number in range(60)),
        "PROMPT",
        "PROMPT 1 of 1: APP.ORDERS by online MODIFY",
        "PROMPT",
        "PROMPT 1.1 Look where we are",
        *(f"REM looking {number}" for number in range(30)),
        "PROMPT",
        "PROMPT 1.2 Modify the table online",
        'ALTER TABLE "APP"."ORDERS"',
        *(f"REM modifying {number}" for number in range(30)),
    ]
)


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the generator where only the screens are looked at."""
    monkeypatch.setattr(core, "render", lambda _: Scripts(MASTER, "REM back", "REM clean"))
    monkeypatch.setattr(core, "ledger_of", lambda *_: [LedgerItem("trigger", "ORDERS_T", "kept by Oracle", None)])


async def ready(user: User) -> None:
    """Wait for what is rendered in the background."""
    for _ in range(100):
        if not any(worker.is_running for worker in user.app.workers):
            break
        await user.pilot.pause(0.02)
    await user.settle()


@pytest.mark.usefixtures("scripts")
async def test_reads_and_searches_the_script(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("p")
        assert user.status == "No table is on: space switches the one under the cursor on."
        await user.press("space", "p")
        await ready(user)
        assert user.place == "preview"
        assert user.title == "Preview: master1.sql tab: rollback1.sql cleanup1.sql"
        assert user.shows("REM head")
        await user.press("slash")
        await user.type("alter")
        assert user.status == "Hit 1 of 1 line."
        assert user.shows('ALTER TABLE "APP"."ORDERS"')
        await user.press("enter", "escape", "tab")
        assert user.shows("REM back")


@pytest.mark.usefixtures("scripts")
async def test_jumps_between_tables_steps_and_lines(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("space", "p")
        await ready(user)
        await user.press("t")
        assert user.status == "1 of 1: APP.ORDERS by online MODIFY"
        assert user.shows("PROMPT 1 of 1: APP.ORDERS by online MODIFY")
        await user.press("s")
        assert user.counts.startswith("1.1 Look where we are")
        await user.press("s")
        assert user.counts == "1.2 Modify the table online  94 of 128 lines"
        await user.press("s")
        assert user.status == "No further step in this direction."
        await user.press("S")
        assert user.counts.startswith("1.1 Look where we are")
        assert user.status == "1 of 1: APP.ORDERS by online MODIFY"
        await user.press("colon")
        await user.type("20")
        assert user.lines()[2].startswith("REM filler 18")


async def test_long_lines_are_wrapped_at_a_key_and_the_place_stays(
    small: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "  FROM DUAL WHERE " + " AND ".join(f"COLUMN_{number} IS NOT NULL" for number in range(6))
    script = "\n".join(
        [*(f"REM {number}" for number in range(40)), long, *(f"REM {number}" for number in range(40, 80))]
    )
    monkeypatch.setattr(core, "render", lambda _: Scripts(script, "REM back", "REM clean"))
    async with at_terminal(small) as user:
        await user.press("space", "p")
        await ready(user)
        await user.press("colon")
        await user.type("41")
        await user.press("enter")
        assert user.lines()[1].startswith("  FROM DUAL WHERE")
        assert not user.shows("COLUMN_5")
        await user.press("z")
        assert user.lines()[1].startswith("  FROM DUAL WHERE")
        assert user.lines()[2].startswith("     NOT NULL AND COLUMN_3")
        assert user.shows("COLUMN_5")
        assert user.counts.endswith("41 of 81 lines")
        # So it stays in the other files, until it is taken back.
        await user.press("f", "f", "f")
        await ready(user)
        await user.press("colon")
        await user.type("41")
        await user.press("enter")
        assert user.shows("COLUMN_5")
        await user.press("z")
        assert not user.shows("COLUMN_5")
        await user.press("right", "right", "right", "right", "right", "right")
        assert user.shows("COLUMN_3")


@pytest.mark.usefixtures("scripts")
async def test_the_hits_of_a_search_are_marked_and_gone_through(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("space", "p")
        await ready(user)
        await user.press("n")
        assert user.status == "Nothing is searched for: / searches."
        await user.press("slash")
        await user.type("filler 4")
        await user.press("enter")
        assert user.status == "Hit 1 of 11 lines."
        await user.press("n")
        assert user.status == "Hit 2 of 11 lines."
        await user.press("N", "N")
        assert user.status == "Hit 11 of 11 lines."
        assert user.reversed("filler ")


@pytest.mark.usefixtures("scripts")
async def test_the_ledger_stands_beside_the_script_or_in_its_place(small: Source) -> None:
    async with at_terminal(small, (160, 40)) as user:
        await user.press("space", "p")
        await ready(user)
        assert user.shows("1 thing: 1 kept by Oracle")
        assert user.shows("REM head")
    async with at_terminal(small) as user:
        await user.press("space", "p")
        await ready(user)
        assert not user.shows("ORDERS_T")
        await user.press("l")
        assert user.shows("ORDERS_T")
        assert not user.shows("REM head")
        await user.press("escape")
        assert user.shows("REM head")


@pytest.mark.usefixtures("scripts")
async def test_the_ledger_does_not_pretend_to_be_the_script(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("space", "p")
        await ready(user)
        assert user.shows("Preview: master1.sql")
        assert user.shows(" lines")
        await user.press("l")
        assert user.shows("Ledger")
        assert not user.shows("Preview: master1.sql")
        assert not user.shows(" lines")
        # What goes somewhere in the script shows the script, for its hit would be out of sight.
        await user.press("slash")
        assert not user.shows("ORDERS_T")
        await user.type("filler")
        await user.press("enter", "l", "n")
        assert user.status == "Hit 2 of 60 lines."
        assert user.shows("filler")
        await user.press("l", "s")
        assert user.shows("Preview: master1.sql")
        assert not user.shows("ORDERS_T")


@pytest.mark.usefixtures("scripts")
async def test_compares_with_the_script_on_disk(small: Source, tmp_path: Path) -> None:
    async with at_terminal(small) as user:
        await user.press("space", "p")
        await ready(user)
        await user.press("d")
        assert user.status == "out/master1.sql does not exist: there is nothing to compare with. w writes it."
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "master1.sql").write_text(MASTER.replace("looking 7", "seeing 7\x1b[31m"), encoding="utf-8")
        await user.press("d")
        await ready(user)
        assert user.status == "out/master1.sql against what would be written now: 1 line added, 1 removed."
        assert user.shows("-REM seeing 7\ufffd[31m")
        assert user.shows("+REM looking 7")
        await user.press("escape")
        assert user.shows("REM head")
        (tmp_path / "out" / "master1.sql").write_text(MASTER, encoding="utf-8")
        await user.press("d")
        await ready(user)
        assert user.shows("The file on disk is the same.")


@pytest.mark.usefixtures("scripts")
async def test_copies_a_step_and_says_honestly_where_it_went(small: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux")
    async with at_terminal(small) as user:
        await user.press("space", "p")
        await ready(user)
        await user.press("s", "s", "s", "c")
        assert user.app.clipboard.startswith('PROMPT 1.2 Modify the table online\nALTER TABLE "APP"."ORDERS"\n')
        assert user.status == (
            "Sent 1.2 Modify the table online (562B) to the terminal by OSC 52; "
            "tmux passes it on only with set-clipboard on. > writes a file."
        )
        await user.press("C")
        assert user.app.clipboard == MASTER


@pytest.mark.usefixtures("scripts")
async def test_writes_one_file_to_a_path_and_asks_before_overwriting(small: Source, tmp_path: Path) -> None:
    async with at_terminal(small) as user:
        await user.press("space", "p")
        await ready(user)
        await user.press("greater_than_sign", "enter")
        await user.settle()
        assert (tmp_path / "master1.sql").read_text(encoding="utf-8") == MASTER
        assert user.status == "Written to master1.sql; w writes all scripts and the plan."
        (tmp_path / "master1.sql").write_text("mine", encoding="utf-8")
        await user.press("greater_than_sign", "enter")
        assert user.place == "ConfirmScreen"
        await user.press("escape")
        assert (tmp_path / "master1.sql").read_text(encoding="utf-8") == "mine"


def test_the_users_pager_gets_a_copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAGER", f"cp -t {tmp_path}")
    assert show_outside("pager", "master1.sql", "REM a") == ""
    assert (tmp_path / "master1.sql").read_text(encoding="utf-8") == "REM a"
    monkeypatch.setenv("PAGER", "no-such-program -x")
    assert show_outside("pager", "master1.sql", "REM a") == (
        "no-such-program -x cannot be run (No such file or directory): set PAGER to a program."
    )


def test_an_editor_is_told_from_a_pager_and_changes_to_the_copy_are_not_taken_for_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", 'sh -c \'chmod u+w "$0"; echo more >> "$0"\'')
    assert show_outside("editor", "master1.sql", "REM a\n").startswith("That was a copy")


async def test_says_why_no_script_can_be_written(small: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise core.CoreError(["APP.ORDERS: the bound [x] is wrong."])

    monkeypatch.setattr(core, "render", refuse)
    async with at_terminal(small) as user:
        await user.press("space", "p")
        await ready(user)
        assert user.shows("APP.ORDERS: the bound [x] is wrong.")
        await user.press("w")
        assert user.place == "preview"


async def test_an_unexpected_error_shows_no_traceback_and_keeps_the_plan(
    small: Source, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(core, "render", fail)
    async with at_terminal(small) as user:
        await user.press("space", "p")
        await ready(user)
        assert user.shows("RuntimeError: boom")
        assert not user.shows("Traceback")
        state = tmp_path / "state" / "repart-tui"
        assert [path.suffix for path in state.glob("error-*")] == [".log"]
        assert len(list((state / "journals").iterdir())) == 1


async def test_writes_asks_before_overwriting_and_says_what_to_run(small: Source, tmp_path: Path) -> None:
    async with at_terminal(small) as user:
        await user.press("space", "w")
        assert user.place == "WriteScreen"
        await user.press("enter")
        await ready(user)
        assert user.place == "result"
        assert "sqlplus USER@DB @master1.sql" in user.text
        assert "way back: none in place before 23ai" in user.text, "each method says what takes it back"
        written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
        assert sorted(written) == ["cleanup1.sql", "master1.sql", "migration_config.json", "rollback1.sql"]
        assert "plan.json itself is not saved yet" in user.text
        await user.press("escape")
        assert "not saved" in user.title
        await user.press("ctrl+s")
        await ready(user)
        assert "not saved" not in user.title
        await user.press("w", "enter")
        await user.settle()
        assert user.place == "ConfirmScreen"
        await user.press("escape", "escape")
        assert user.place == "tables"
        assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == written


async def test_the_screens_write_what_the_command_line_writes(small: Source, tmp_path: Path) -> None:
    from repart_tui.config_file import load_config
    from repart_tui.generate import render

    async with at_terminal(small) as user:
        await user.press("space", "w", "enter")
        await ready(user)
    scripts = render(load_config(tmp_path / "out" / "migration_config.json"))
    assert (tmp_path / "out" / "master1.sql").read_text(encoding="utf-8") == scripts.master


async def test_quit_asks_only_when_something_is_unsaved(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("q")
        assert user.app.return_value == 0
    async with at_terminal(small) as user:
        await user.press("space", "q")
        assert user.place == "ConfirmScreen"
        await user.press("escape")
        assert user.place == "tables"
        await user.press("q", "l", "q", "y", "enter")
        assert user.place == "tables", "no letter and no stray enter loses the plan"
        await user.press("q")
        await user.answer("leave, losing them")
        assert user.app.return_value == 0


async def test_quit_can_save_first(small: Source) -> None:
    from repart_tui.config_file import load_config

    async with at_terminal(small) as user:
        await user.press("space", "ctrl+q", "s")
        await ready(user)
        assert user.app.return_value == 0
    assert small.path is not None
    assert load_config(small.path).tables[0].enabled


async def test_the_work_goes_on_while_a_large_plan_is_saved(small: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, save = threading.Event(), core.save

    def slow(config: MigrationConfig, path: Path) -> None:
        assert gate.wait(20)
        save(config, path)

    monkeypatch.setattr(core, "save", slow)
    async with at_terminal(small) as user:
        await user.press("space")
        await user.pilot.press("ctrl+s")
        while not user.status.startswith("Saving to "):
            await user.pilot.pause(0.02)
        await user.pilot.press("ctrl+s")
        await user.pilot.pause()
        assert user.status == "The plan is being saved already."
        # The second table is switched on too late for the file.
        await user.pilot.press("down", "space")
        await user.pilot.pause()
        gate.set()
        await user.settle()
        plan = user.app.plan
        assert plan is not None
        assert plan.path is not None
        assert [table.enabled for table in load_config(plan.path).tables[:2]] == [True, False]
        assert user.status.startswith("Saved to ")
        assert (plan.is_edited(0), plan.is_edited(1)) == (False, True)
        await user.press("ctrl+s")
        assert not plan.unsaved


async def test_leaving_waits_for_the_plan_that_is_being_saved(small: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, save = threading.Event(), core.save

    def slow(config: MigrationConfig, path: Path) -> None:
        assert gate.wait(20)
        save(config, path)

    monkeypatch.setattr(core, "save", slow)
    async with at_terminal(small) as user:
        await user.press("space")
        await user.pilot.press("ctrl+s", "q")
        while not user.status.startswith("Leaving when"):
            await user.pilot.pause(0.02)
        gate.set()
        await user.pilot.pause(0.3)
    assert user.app.return_value == 0
    assert small.path is not None
    assert load_config(small.path).tables[0].enabled


async def test_quit_asks_when_the_editor_holds_something(small: Source) -> None:
    async with at_terminal(small) as user:
        await user.press("e", "down", "down", "down")
        await user.press("9", "ctrl+q")
        assert user.place == "ConfirmScreen"
        assert user.shows("not applied")


async def test_a_discovered_plan_asks_for_a_name_when_saved(tmp_path: Path) -> None:
    async with at_terminal(Source("demo")) as user:
        await user.press("ctrl+s")
        assert user.place == "AskScreen"
        await user.press("enter")
        await ready(user)
        assert user.place == "tables"
        assert user.status == "Saved to migration_config.json."
    assert (tmp_path / "migration_config.json").is_file()


async def test_writing_a_discovered_plan_saves_it() -> None:
    async with at_terminal(Source("demo")) as user:
        await user.press("slash", *"costs", "enter", "space", "w", "enter")
        await ready(user)
        assert user.place == "result"
        await user.press("escape", "q")
        assert user.app.return_value == 0

"""Saving the plan, with the questions before a file is overwritten.

A thread writes it while the work goes on: of 10,000 tables it takes seconds.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from repart_tui.directories import expanded, is_there
from repart_tui.tui import core
from repart_tui.tui.screens.base import BaseScreen, PlanChanged
from repart_tui.tui.screens.confirm import ConfirmScreen

if TYPE_CHECKING:
    from repart_tui.tui.app import RepartApp
    from repart_tui.tui.plan import Plan

_AT_ONCE = 0.2
"""Seconds in which a plan is saved that needs no word about it."""


async def save_plan(app: RepartApp, screen: BaseScreen) -> bool:
    """Save the plan to its file, asking for one when it has none; return whether it stands there now."""
    if app.saving.locked():
        screen.say("The plan is being saved already.", "warning")
        return False
    plan = app.plan
    assert plan is not None
    path = plan.path
    if path is None:
        path = await _asked_path(app, core.CONFIG_NAME)
    elif app.safekeeping.changed_by_others(path):
        path = await _path_beside_others(app, path)
    if path is None:
        return False
    async with app.saving:
        return await _write(app, plan, path, screen)


async def _asked_path(app: RepartApp, suggested: str) -> Path | None:
    from repart_tui.tui.screens.ask import AskScreen

    answer = await app.push_screen_wait(AskScreen("Save the plan as", suggested, check=core.file_objection))
    if not answer:
        return None
    path = expanded(answer)
    if is_there(path) and not await _confirmed(app, f"{path} exists. Overwrite it?", "overwrite"):
        return None
    return path


async def _path_beside_others(app: RepartApp, path: Path) -> Path | None:
    """Both did work that counts: neither has to go."""
    question = f"{path} was changed by somebody else since it was opened here.\nOverwrite those changes?"
    answers = [
        ("", "overwrite them", "overwrite"),
        ("s", "save this plan under another name ...", "elsewhere"),
        ("escape", "write nothing", ""),
    ]
    answer = await app.push_screen_wait(ConfirmScreen(question, answers))
    if answer == "elsewhere":
        return await _asked_path(app, str(path.with_stem(f"{path.stem}_2")))
    return path if answer == "overwrite" else None


async def _write(app: RepartApp, plan: Plan, path: Path, screen: BaseScreen) -> bool:
    left_out = sum(1 for index in range(len(plan.tables)) if plan.is_listed_only(index))
    snapshot = plan.snapshot()
    writing = asyncio.create_task(asyncio.to_thread(core.save, snapshot.config, path))
    if not (await asyncio.wait({writing}, timeout=_AT_ONCE))[0]:
        app.told(f"Saving to {path} ...")
    try:
        await writing
    except core.CoreError as error:
        app.told(error.lines[0], "error")
        return False
    app.plan_saved(plan, path, snapshot)
    if left_out:
        unread = "table" if left_out == 1 else f"{left_out:,} tables"
        app.told(f"Saved to {path}, without the {unread} whose detail has not been read.", "warning")
    else:
        app.told(f"Saved to {path}.", "good")
    screen.post_message(PlanChanged())
    return True


async def _confirmed(app: RepartApp, question: str, yes: str) -> bool:
    return (
        await app.push_screen_wait(ConfirmScreen(question, [("", yes, "yes"), ("escape", "write nothing", "no")]))
        == "yes"
    )

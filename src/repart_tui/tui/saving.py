"""Saving the plan, with the questions before a file is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repart_tui.directories import expanded
from repart_tui.tui import core
from repart_tui.tui.screens.base import BaseScreen, PlanChanged
from repart_tui.tui.screens.confirm import ConfirmScreen

if TYPE_CHECKING:
    from repart_tui.tui.app import RepartApp


async def save_plan(app: RepartApp, screen: BaseScreen) -> bool:
    """Save the plan to its file, asking for one when it has none; return whether it stands there now."""
    assert app.plan is not None
    path = app.plan.path
    if path is None:
        from repart_tui.tui.screens.ask import AskScreen

        answer = await app.push_screen_wait(AskScreen("Save the plan as", core.CONFIG_NAME, check=core.file_objection))
        if not answer:
            return False
        path = expanded(answer)
        if path.exists() and not await _confirmed(app, f"{path} exists. Overwrite it?", "overwrite"):
            return False
    elif app.safekeeping.changed_by_others(path):
        question = f"{path} was changed by somebody else since it was opened here.\nOverwrite those changes?"
        if not await _confirmed(app, question, "overwrite them"):
            return False
    try:
        core.save(app.plan.config, path)
    except core.CoreError as error:
        screen.say(error.lines[0], "error")
        return False
    app.plan_saved(path)
    left_out = sum(1 for index in range(len(app.plan.tables)) if app.plan.is_listed_only(index))
    if left_out:
        screen.say(f"Saved to {path}, without the {left_out:,} tables whose detail has not been read.", "warning")
    else:
        screen.say(f"Saved to {path}.", "good")
    screen.post_message(PlanChanged())
    return True


async def _confirmed(app: RepartApp, question: str, yes: str) -> bool:
    return (
        await app.push_screen_wait(ConfirmScreen(question, [("", yes, "yes"), ("escape", "write nothing", "no")]))
        == "yes"
    )

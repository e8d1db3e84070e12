"""Leaving, with the question before something would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.screens.confirm import Answer, ConfirmScreen

if TYPE_CHECKING:
    from repart_tui.tui.app import RepartApp


async def ask_to_leave(app: RepartApp) -> None:
    """Leave; ask when something would be lost."""
    if isinstance(app.screen, ConfirmScreen):
        return
    if app.saving.locked():
        # What is being written need not be asked about.
        app.told("Leaving when the plan is saved ...")
        async with app.saving:
            pass
    open_draft = any(getattr(screen, "has_changes", False) for screen in app.screen_stack)
    if not open_draft and not (app.plan and app.plan.unsaved):
        app.leave()
        return
    what = "The changes in the editor are not applied" if open_draft else "The plan has changes that are not saved"
    answers: list[Answer] = [("", "leave, losing them", "leave"), ("escape", "stay", "stay")]
    if not open_draft:
        answers.insert(1, ("s", "save and leave", "save"))
    answer = await app.push_screen_wait(ConfirmScreen(f"{what}.", answers))
    if answer == "leave":
        app.leave()
    elif answer == "save":
        below = [screen for screen in app.screen_stack if isinstance(screen, BaseScreen)]
        app.save_plan(below[-1], then_exit=True)

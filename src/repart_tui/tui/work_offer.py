"""The dialogs about kept work and about a plan that two processes have open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repart_tui.counted import counted
from repart_tui.tui.kept_work import KeptWork, put_back
from repart_tui.tui.screens.confirm import ConfirmScreen

if TYPE_CHECKING:
    from repart_tui.tui.app import RepartApp
    from repart_tui.tui.core import Source

_ANSWERS = [
    ("r", "recover: go on with it", "recover"),
    ("", "discard it for good", "discard"),
    ("escape", "later: keep it for another start", "later"),
]


async def warn_of_other(app: RepartApp) -> bool:
    """Say that another process has the plan open; return False when the user leaves it to that one."""
    holder = app.safekeeping.other_holder
    if holder is None or app.plan is None:
        return True
    question = (
        f"{app.plan.path} is open in another repart-tui already: {holder}.\n"
        "What one of the two saves, the other does not know."
    )
    answers = [("", "open it here too", "open"), ("escape", "leave", "leave")]
    return await app.push_screen_wait(ConfirmScreen(question, answers)) == "open"


async def offer_to_go_on(app: RepartApp) -> KeptWork | None:
    """On a start without a source: offer what earlier processes left; return what the user wants to go on with."""
    found = app.safekeeping.kept()
    wanted = None
    for kept in found:
        if wanted is None and await _asked(app, kept) == "recover":
            wanted = kept
        elif kept.handle >= 0:
            kept.release()
    return wanted


async def offer_for(app: RepartApp, source: Source, accepted: KeptWork | None) -> None:
    """On a plan just opened: put back what was accepted already, or offer what was left of this plan."""
    found = [accepted] if accepted is not None else app.safekeeping.kept(source)
    for kept in found:
        if kept is accepted or await _asked(app, kept) == "recover":
            _recover(app, kept)
            accepted = kept
        elif kept.handle >= 0:
            kept.release()


async def _asked(app: RepartApp, kept: KeptWork) -> str:
    question = "Work from an earlier session was not saved:\n" + "\n".join(f"  {line}" for line in kept.summary())
    answer = await app.push_screen_wait(ConfirmScreen(question, _ANSWERS))
    if answer == "discard":
        kept.discard()
    return answer


def _recover(app: RepartApp, kept: KeptWork) -> None:
    assert app.plan is not None
    done = put_back(kept, app.plan)
    for place, state in done.drafts:
        app.safekeeping.draft(place, state)
    if done.left_out:
        # What could not be put back must not vanish: the file stays, under a name that is offered no more.
        aside = kept.path.with_suffix(".left-out")
        kept.path.rename(aside)
        kept.release()
        more = f" (and {len(done.left_out) - 1} more)" if len(done.left_out) > 1 else ""
        app.told(f"{done.left_out[0]}{more} It stays in {aside}.", "warning")
    else:
        kept.discard()
        words = [counted(done.tables, "table")] if done.tables else []
        words += ["the settings of the plan"] if done.settings else []
        steps = bool(words)
        words += [counted(done.xrays, "X-ray")] if done.xrays else []
        said = " and ".join(words) or "what stood in the editor"
        app.told(f"Put back: {said}.{' u takes it back.' if steps else ''}", "good")
    if done.drafts:
        place, state = done.drafts[0]
        if place < 0:
            app.edit_settings(state)
        else:
            app.edit_table(place, app.told, state)

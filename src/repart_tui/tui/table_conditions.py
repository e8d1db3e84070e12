"""Why an action on the list of tables cannot be done at the moment. No textual here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repart_tui.tui.plan import Plan

_NEED_TABLE = frozenset({"switch", "edit", "detail", "advice", "mark", "difference"})
_NEED_ENABLED = frozenset({"preview", "write"})
_NEED_PLAN = frozenset(
    {
        "goto",
        "sort",
        "sort_back",
        "sort_by",
        "reverse",
        "all_on",
        "all_off",
        "only_on",
        "undo",
        "redo",
        "save",
        "mark_many",
        "settings",
        "bulk",
    }
)


def why_not_edited(plan: Plan, index: int) -> str | None:
    """Return why a table's target cannot be edited, as a sentence; None when it can."""
    if not plan.tables[index].refusals:
        return None
    why = plan.why_not_enabled(index)
    return f"It cannot be edited yet: {why}." if plan.is_listed_only(index) else f"This table cannot be migrated: {why}"


def objection(name: str, plan: Plan | None, current: int | None) -> str | None:
    """Return what the action `name` lacks: the plan, a table under the cursor (`current`), or a table that is on."""
    if name in _NEED_TABLE | _NEED_ENABLED | _NEED_PLAN and plan is None:
        return "The dictionary is still being read."
    if plan is None:
        return None
    if name in _NEED_TABLE and current is None:
        return "No table under the cursor."
    if name in _NEED_ENABLED and not plan.enabled_indexes():
        return "No table is on: space switches the one under the cursor on."
    if name == "edit" and current is not None:
        return why_not_edited(plan, current)
    if name == "bulk" and current is None and not plan.marked:
        return "No table is marked, and none under the cursor."
    if name == "undo" and not plan.can_undo:
        return "Nothing to take back."
    if name == "redo" and not plan.can_redo:
        return "Nothing to make again."
    return None

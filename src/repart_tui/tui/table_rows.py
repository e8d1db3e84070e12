"""How the list of tables reads: columns, rows, filter and order. Draws nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from repart_tui.tui.describe import count_text, method_text, now_text, shown, size_text, table_size, target_text
from repart_tui.tui.plan import STATES, Plan
from repart_tui.tui.widgets.table_list import Column, Row

COLUMNS = (
    Column("on", "", 3),
    Column("owner", "Owner", 6, grows=2),
    Column("name", "Table", 14, grows=6),
    Column("size", "Size", 5, right=True),
    Column("rows", "Rows", 5, right=True, drop=2),
    Column("now", "Now", 6, grows=2, drop=1),
    Column("target", "Target", 16, grows=8),
    Column("method", "Method", 8, drop=3),
    Column("state", "State", 8),
)
SORTABLE = tuple(column.key for column in COLUMNS)
LARGEST_FIRST = {"on", "size", "rows"}
_MARKED = {"[x]": "<x>", "[ ]": "< >", " - ": "<->"}
"""How the box of a marked table reads, with or without colours."""
_OPEN = {"reading", "unread"}
"""States that say nothing of the table yet."""
_TONES = {"error": "error", "refused": "error", "warning": "warning", "ready": "good"}


def row_of(plan: Plan, index: int) -> Row:
    """Return the texts of one table."""
    table = plan.tables[index]
    state = plan.state(index)
    known = plan.assessed(index)
    box = "[x]" if table.enabled else " - " if table.refusals else "[ ]"
    method = "..." if known is None and state in _OPEN else method_text(known.method if known else None)
    return Row(
        {
            "on": _MARKED[box] if index in plan.marked else box,
            "owner": shown(table.owner),
            "name": shown(table.table_name),
            "size": size_text(table_size(table)),
            "rows": count_text(table.current_state.num_rows),
            "now": now_text(table),
            "target": "" if table.refusals else target_text(table.common_settings.target_config),
            "method": "-" if state in {"keep", "refused"} else method,
            "state": "..." if state in _OPEN else state,
        },
        mark="*" if plan.is_edited(index) else "",
        tone=_TONES.get(state, ""),
        dim=bool(table.refusals),
    )


def ordered(plan: Plan, indexes: list[int], key: str, descending: bool) -> list[int]:
    """Return the tables in the order of a column; unknown sizes and rows come last."""
    keys: dict[str, Callable[[int], Any]] = {
        "on": lambda index: plan.tables[index].enabled,
        "owner": lambda index: plan.tables[index].owner.lower(),
        "name": lambda index: plan.tables[index].table_name.lower(),
        "size": lambda index: table_size(plan.tables[index]) or -1,
        "rows": lambda index: plan.tables[index].current_state.num_rows or -1,
        "now": lambda index: now_text(plan.tables[index]),
        "target": lambda index: target_text(plan.tables[index].common_settings.target_config),
        "method": lambda index: known.method or "" if (known := plan.assessed(index)) else "",
        "state": lambda index: STATES.index(plan.state(index)),
    }
    # The file's order, owner and name, stays within equal keys, whichever way the column runs.
    return sorted(indexes, key=keys[key], reverse=descending)


def state_counts(plan: Plan) -> str:
    """Return how many tables are in which state, the gravest first, such as 3 error, 22 ready."""
    counts = Counter(plan.state(index) for index in range(len(plan.tables)))
    return ", ".join(f"{counts[state]:,} {state}" for state in STATES if counts[state])


def enabled_text(plan: Plan) -> str:
    """Return how many tables are on and how large they are, such as 3 on (46.2G)."""
    enabled = plan.enabled_indexes()
    size = sum(table_size(plan.tables[index]) or 0 for index in enabled)
    return f"{len(enabled):,} on" + (f" ({size_text(size)})" if enabled else "")

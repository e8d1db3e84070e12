"""The ledger as lines of text: all that each table owns, and how it is carried. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repart_tui.counted import counted
from repart_tui.tui.describe import full_name, shown
from repart_tui.tui.widgets.cells import Line

if TYPE_CHECKING:
    from repart_tui.migration_models import TableConfig
    from repart_tui.oracle.ledger import LedgerItem


def ledger_lines(tables: Iterable[tuple[TableConfig, list[LedgerItem]]]) -> tuple[list[Line], list[int]]:
    """Return the lines, and the line where each table begins."""
    lines: list[Line] = []
    places: list[int] = []
    for table, items in tables:
        places.append(len(lines))
        kept = sum(item.step is None for item in items)
        count = counted(len(items), "thing")
        lines.append([(full_name(table), "title")])
        lines.append([(f"  {count}: {kept:,} kept by Oracle, {len(items) - kept:,} carried by steps", "dim")])
        width = max((len(item.kind) for item in items), default=0)
        for item in items:
            tone = "error" if item.how.startswith("refused") else ""
            lines.append(
                [(f"  {item.kind:<{width}} ", "label"), (f"{shown(item.name)}  ", "name"), (shown(item.how), tone)]
            )
        lines.append([])
    return lines, places

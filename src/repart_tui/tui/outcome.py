"""What the edited settings will give, as lines of text. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from repart_tui.tui.describe import method_sentence, shown
from repart_tui.tui.details import finding_lines
from repart_tui.tui.sql_lines import sql_lines
from repart_tui.tui.widgets.cells import Line

if TYPE_CHECKING:
    from repart_tui.migration_models import TableConfig
    from repart_tui.tui.plan import Assessment

LONGEST = 400
"""Lines of SQL that are shown: the pane is redrawn at every key."""


def outcome_lines(table: TableConfig, assessment: Assessment, clause: str) -> Iterator[Line]:
    """Yield the method, the partition clause, the reasons, indexes and findings."""
    # First, for the clause may be long.
    yield [("Method  ", "label"), (method_sentence(assessment.method), "" if assessment.method else "error")]
    written = clause.split("\n") if clause else []
    if written:
        yield from sql_lines("\n".join(written[:LONGEST]))
        if len(written) > LONGEST:
            yield [(f"... {len(written) - LONGEST:,} more lines", "dim")]
    else:
        yield [("not partitioned", "dim")]
    yield []
    yield [("Why", "title")]
    for reason in assessment.reasons:
        yield [(f"  {shown(reason)}", "")]
    yield from finding_lines(assessment)
    plans = _index_lines(table)
    if plans:
        yield []
        yield [("Indexes", "title")]
        yield from plans


def _index_lines(table: TableConfig) -> list[Line]:
    from repart_tui.oracle.index_locality import index_plans

    return [
        [
            (f"  {shown(plan.index.index_name)} ", "name"),
            (plan.locality.upper().replace("_", " "), ""),
            (f"  {shown(plan.reason)}", "dim"),
        ]
        for plan in index_plans(table)
    ]

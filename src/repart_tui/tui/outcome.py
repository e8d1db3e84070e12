"""What the edited settings will give, as lines of text. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from repart_tui.counted import counted
from repart_tui.tui.describe import method_sentence, shown
from repart_tui.tui.details import finding_lines
from repart_tui.tui.forecast_lines import chart, summary
from repart_tui.tui.sql_lines import sql_line
from repart_tui.tui.widgets.cells import Line

if TYPE_CHECKING:
    from repart_tui.advice.forecast import Forecast
    from repart_tui.migration_models import TableConfig
    from repart_tui.tui.plan import Assessment

HEAD, TAIL = 10, 3
"""Lines of SQL that are shown of a long clause beside the form, which shows all partitions."""


def outcome_lines(
    table: TableConfig,
    assessment: Assessment,
    clause: str,
    forecast: Forecast,
    width: int = 80,
    whole: bool = False,
) -> Iterator[Line]:
    """Yield method, numbers, the partition clause, the chart, the reasons, indexes and findings.

    `whole` leaves out no line of a long clause.
    """
    # First, for the clause may be long.
    yield [("Method  ", "label"), (method_sentence(assessment.method), "" if assessment.method else "error")]
    yield summary(forecast)
    yield from _closed_lines(table, assessment)
    written = clause.split("\n") if clause else []
    if len(written) > HEAD + TAIL and not whole:
        yield from (list(sql_line(line)) for line in written[:HEAD])
        yield [(f"... {counted(len(written) - HEAD - TAIL, 'more line')}", "dim")]
        yield from (list(sql_line(line)) for line in written[-TAIL:])
    elif written:
        yield from (list(sql_line(line)) for line in written)
    else:
        yield [("not partitioned", "dim")]
    yield from chart(forecast, width)
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


def _closed_lines(table: TableConfig, assessment: Assessment) -> Iterator[Line]:
    """Tell what ends READ ONLY: the clause cannot say it, for what is closed takes no rows (ORA-14466)."""
    from repart_tui.oracle.carried_template import planned_template

    partitions = getattr(table.common_settings.target_config, "partitions", [])
    names = [part.name for part in partitions if getattr(part, "read_only", False)]
    of_template = ", ".join(item.name for item in planned_template(table) if item.read_only)
    if of_template and assessment.method == "in_place":
        names.append(f"{of_template} of partitions to come")
    elif of_template:
        names.append(f"{of_template} of each partition")
    if names:
        yield [("READ ONLY in the end  ", "label"), (shown("; ".join(names)), "")]


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

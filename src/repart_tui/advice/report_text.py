"""The advice as lines of text, for the command line and for the screen: the same words in the same order.

A line is a text with a tone: title, label, good, warning, error, dim or nothing. Nothing here draws.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Literal

from repart_tui.advice.forecast import Forecast
from repart_tui.advice.forecast_chart import distribution_chart, growth_chart
from repart_tui.advice.migration_cost import MigrationCost, method_words
from repart_tui.advice.report import TableAdvice
from repart_tui.advice.sizes import size_text, total_bytes
from repart_tui.advice.table_score import VERDICT_WORDS
from repart_tui.advice.target_words import target_words
from repart_tui.advice.xray_words import xray_lines
from repart_tui.counted import counted
from repart_tui.migration_models import ColumnInfo, MigrationConfig, NoneTarget

Tone = Literal["", "title", "label", "good", "warning", "error", "dim", "note"]
AdviceLine = tuple[str, Tone]

_TONES: dict[str, Tone] = {"partition": "good", "consider": "", "leave": "dim"}
_LISTED_KEYS = 6
_WIDTH = 78


def summary_lines(found: list[TableAdvice]) -> list[AdviceLine]:
    """Return the ranking: one line a table, after a line that counts the verdicts."""
    lines: list[AdviceLine] = [(summary_words(found), "title"), ("", "")]
    lines.append((f"{'':>4} {'score':>5}  {'advice':<18} {'size':>9}  table", "label"))
    for place, advice in enumerate(found, start=1):
        score, words, size, tone = ranking_cells(advice)
        lines.append((f"{place:>4} {score:>5}  {words:<18} {size:>9}  {advice.name}", tone))
    return lines


def summary_words(found: list[TableAdvice]) -> str:
    """Return how many tables have which verdict."""
    counts = {verdict: sum(_verdict(a) == verdict for a in found) for verdict in (*VERDICT_WORDS, "refused")}
    return (
        f"{counted(len(found), 'table')}: {counts['partition']} to partition, {counts['consider']} worth considering, "
        f"{counts['leave']} to leave alone, {counts['refused']} that no method may touch."
    )


def ranking_cells(advice: TableAdvice) -> tuple[str, str, str, Tone]:
    """Return score, verdict, size and tone of a table as the ranking shows them."""
    size = total_bytes(advice.table.current_state)
    size_words = "?" if size is None else size_text(size)
    if _verdict(advice) == "refused":
        return "-", "refused", size_words, "error"
    verdict = advice.score.verdict
    return str(advice.score.total), VERDICT_WORDS[verdict], size_words, _TONES[verdict]


def report_lines(
    found: list[TableAdvice], config: MigrationConfig, *, everything: bool = False
) -> Iterator[AdviceLine]:
    """Yield the whole report: the ranking, then each table; of those to leave alone only why, unless `everything`."""
    yield from summary_lines(found)
    for advice in found:
        yield "", ""
        brief = not everything and _verdict(advice) in ("leave", "refused")
        yield from [*_head(advice), *_traps(advice)] if brief else table_lines(advice, config)


def table_lines(advice: TableAdvice, config: MigrationConfig, width: int = _WIDTH) -> list[AdviceLine]:
    """Return everything on one table."""
    return [
        *_head(advice),
        *_section("X-ray", xray_lines(advice.table)),
        *_section("Traps", _traps(advice)),
        *_section("Score", _score(advice)),
        *_section("Keys", _keys(advice)),
        *_section("Indexes", _indexes(advice)),
        *_section("Forecast (estimate)", _forecast(advice.forecast, advice, config, width)),
        *_section("Migration (estimate)", _cost(advice.cost)),
        *_section("Migration: no method can do this as planned", _barred(advice)),
    ]


def wrapped(lines: Iterable[AdviceLine], width: int = _WIDTH) -> Iterator[str]:
    """Yield the texts broken at `width`; later lines of one are indented to its words."""
    for text, _ in lines:
        start = len(text) - len(text.lstrip())
        yield from textwrap.wrap(
            text, width, subsequent_indent=" " * (start + 2), break_long_words=False, break_on_hyphens=False
        ) or [""]


def _verdict(advice: TableAdvice) -> str:
    return "refused" if advice.table.refusals else advice.score.verdict


def _head(advice: TableAdvice) -> Iterator[AdviceLine]:
    state, verdict = advice.table.current_state, _verdict(advice)
    size, rows = total_bytes(state), state.num_rows
    facts = f"{'? bytes' if size is None else size_text(size)}, {'?' if rows is None else f'{rows:,}'} rows"
    words = "refused" if verdict == "refused" else f"{VERDICT_WORDS[advice.score.verdict]}, score {advice.score.total}"
    yield f"{advice.name}: {words}", "title"
    yield f"  {facts}", ""
    if verdict == "refused":
        for refusal in advice.table.refusals:
            yield f"  {refusal.message} [{refusal.code}]", "error"
        return
    if not isinstance(advice.proposed, NoneTarget):
        lead = "If you must" if advice.score.verdict == "leave" else "Proposal"
        yield f"  {lead}: {target_words(advice.proposed)}", _TONES[advice.score.verdict]
    target = advice.table.common_settings.target_config
    if target != advice.proposed and not isinstance(target, NoneTarget):
        yield f"  In the plan: {target_words(target)}", "note"
    for reason in advice.proposal.reasons:
        yield f"  {reason}", ""
    if advice.reference is not None:
        yield f"  {advice.reference}", ""


def _section(title: str, lines: Iterable[AdviceLine]) -> Iterator[AdviceLine]:
    rows = list(lines)
    if rows:
        yield "", ""
        yield title, "title"
        yield from rows


def _traps(advice: TableAdvice) -> Iterator[AdviceLine]:
    for trap in advice.traps:
        yield f"  {trap.code}  {trap.words}", "warning"


def _score(advice: TableAdvice) -> Iterator[AdviceLine]:
    for part in advice.score.parts:
        yield f"  {part.points:>+4}  {part.words}", "" if part.points >= 0 else "dim"
    added = sum(part.points for part in advice.score.parts)
    if advice.score.parts and added != advice.score.total:
        yield f"  {advice.score.total:>4}  is the score: it lies between 0 and 100.", "dim"


def _keys(advice: TableAdvice) -> Iterator[AdviceLine]:
    rows: list[tuple[int, str, Tone, str]] = []
    for item in advice.dates:
        facts = facts_of(item.column)
        if item.problem is not None:
            rows.append((-1, f"    -  {item.problem}", "dim", facts))
        else:
            rows.append((item.score, f"  {item.score:>3}  {item.reason}", "", facts))
    rows += [(c.score, f"  {c.score:>3}  {c.reason} (list)", "", facts_of(c.column)) for c in advice.lists]
    rows += [(n.score, f"  {n.score:>3}  {n.words}", "", facts_of(n.column)) for n in advice.numbers]
    rows.sort(key=lambda row: -row[0])
    for _, text, tone, facts in rows[:_LISTED_KEYS]:
        yield text, tone
        if facts:
            yield f"       {facts}", "dim"
    if len(rows) > _LISTED_KEYS:
        yield f"       and {len(rows) - _LISTED_KEYS} more", "dim"
    if advice.hash_words is not None:
        yield f"       {advice.hash_words}", "dim"


def facts_of(column: ColumnInfo) -> str:
    """Return what statistics know of a column: distinct values, NULLs, ends, histogram; empty without statistics."""
    known = column.statistics
    if known is None:
        return ""
    words = [
        f"{count:,} {word}"
        for count, word in ((known.num_distinct, "distinct"), (known.num_nulls, "NULLs"))
        if count is not None
    ]
    if known.low_value is not None or known.high_value is not None:
        words.append(f"{known.low_value or '?'} to {known.high_value or '?'}")
    if known.histogram not in (None, "NONE"):
        words.append(f"{known.histogram} histogram")
    return ", ".join(words)


def _indexes(advice: TableAdvice) -> Iterator[AdviceLine]:
    for index in advice.indexes:
        kind = f"{'unique ' if index.unique else ''}{index.locality.replace('_', ' ')}"
        yield f"  {index.index_name} ({', '.join(index.columns)}): {kind}, {index.reason}", "label"
        yield f"    {index.trade_off}", ""
        if index.alternative is not None:
            yield f"    Or: {index.alternative}", "dim"


def _forecast(
    forecast: Forecast | None, advice: TableAdvice, config: MigrationConfig, width: int
) -> Iterator[AdviceLine]:
    if forecast is None:
        return
    for text in growth_chart(forecast, advice.planned, config, width):
        yield f"  {text}", ""
    for text in distribution_chart(forecast, width):
        yield f"  {text}", ""
    for note in forecast.notes:
        yield f"  {note}", "dim"


def _barred(advice: TableAdvice) -> Iterator[AdviceLine]:
    for words in advice.barred:
        yield f"  {words}", "warning"


def _cost(cost: MigrationCost | None) -> Iterator[AdviceLine]:
    if cost is None:
        return
    peak, time = size_text(cost.peak_bytes), span_text(*cost.seconds)
    yield f"  By {method_words(cost.method)}: extra space at its peak {peak}, {time}", "label"
    for step in cost.steps:
        time = span_text(step.least_seconds, step.most_seconds)
        extra = f"+{size_text(step.extra_bytes)}" if step.extra_bytes else "0"
        yield f"    {extra:>10}  {step.words}; {time}", ""
    for words in cost.rests_on:
        yield f"    {words}", "dim"


def span_text(least: int, most: int) -> str:
    """Return a range of time, such as 4 to 15 minutes."""
    if most < 2:
        return "about a second"
    for unit, seconds in (("hour", 3600), ("minute", 60), ("second", 1)):
        if most >= 2 * seconds or seconds == 1:
            low, high = round(least / seconds), max(1, round(most / seconds))
            return f"{low} to {high} {unit}s" if low < high else f"about {high} {unit}{'s' if high > 1 else ''}"
    raise AssertionError("the last unit takes everything")

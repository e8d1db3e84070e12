"""The forecast as a chart of plain characters: rows, bytes and partitions by year, and how they lie over partitions."""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.advice.forecast import Forecast
from repart_tui.advice.sizes import size_text, total_bytes
from repart_tui.counted import counted
from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.oracle.interval_rules import PARTITION_LIMIT

_BAR = "#"
_LABEL = 24


def growth_chart(forecast: Forecast, table: TableConfig, config: MigrationConfig, width: int) -> Iterator[str]:
    """Yield one line a year, from now to the end of the forecast; nothing where neither rows nor partitions are known.

    Between now and then the pace is taken to be even.
    """
    rows, size = table.current_state.num_rows, total_bytes(table.current_state)
    if forecast.now is None:
        return
    years = config.environment_config.advice.forecast_years
    later_rows = forecast.later_rows
    if rows is None or later_rows is None or not rows:
        then = "" if forecast.later is None else f", {forecast.later:,} in {years} years"
        yield f"{counted(forecast.now, 'partition')} now{then}"
        return
    room = max(4, width - 50)
    for year in range(years + 1):
        now = rows + (later_rows - rows) * year / years
        count = _between(forecast.now, forecast.later, year / years)
        bytes_ = "" if size is None else size_text(round(size * now / rows))
        bar = _BAR * max(1, round(room * now / max(1, later_rows)))
        label = "now" if year == 0 else f"+{year} year{'s' if year > 1 else ''}"
        yield f"{label:<9}{_rows(round(now)):>7} rows {bytes_:>9} {_partitions(count):>12} {bar}"
    yield from _limits(forecast, config)


def distribution_chart(forecast: Forecast, width: int) -> Iterator[str]:
    """Yield one line for each group of neighbouring partitions: what one of them holds on average."""
    known = [group for group in forecast.groups if group.rows is not None]
    if len(known) < 2:
        return
    most = max(group.rows or 0 for group in known) or 1
    room = max(4, width - _LABEL - 30)
    yield "One partition of each group holds on average:"
    for group in known:
        label = group.label if len(group.label) <= _LABEL else f"{group.label[: _LABEL - 2]}.."
        size = "" if group.size is None else size_text(group.size)
        bar = _BAR * max(1 if group.rows else 0, round(room * (group.rows or 0) / most))
        yield f"{label:<{_LABEL}}{_rows(group.rows or 0):>7} rows {size:>9} {bar}"


def _limits(forecast: Forecast, config: MigrationConfig) -> Iterator[str]:
    """Hold the number of partitions against Oracle's limit and against sense."""
    if forecast.later is None:
        return
    count, most = forecast.later * forecast.subpartitions, config.environment_config.maximum_partitions
    if count > most:
        yield f"{count:,} partitions: more than the {most:,} easy to look after (Oracle's limit: {PARTITION_LIMIT:,})."


def _between(now: int, later: int | None, share: float) -> int | None:
    if later is None:
        return None if share else now
    return round(now + (later - now) * share)


def _partitions(count: int | None) -> str:
    return "? parts" if count is None else f"{count:,} parts"


def _rows(count: int) -> str:
    """Return a number in at most seven characters, such as 12.3M."""
    if count < 10_000:
        return f"{count:,}"
    amount = float(count)
    for unit in ("", "k", "M", "G", "T"):
        if amount < 1000 or unit == "T":
            return f"{amount:.{0 if amount >= 100 else 1}f}{unit}"
        amount /= 1000
    raise AssertionError("the last unit takes everything")

"""Take the X-ray of a table over a live connection: SELECTs only, one after the other, and it can be stopped."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from repart_tui.migration_models import (
    ColumnInfo,
    MigrationConfig,
    NoneTarget,
    TableConfig,
    XrayColumn,
    XrayDuplicates,
    XrayPartition,
    XrayResult,
    XrayValue,
)
from repart_tui.oracle.columns import column_named, user_columns
from repart_tui.xray import questions
from repart_tui.xray.buckets import bucket_name, key_columns
from repart_tui.xray.cost import sample_percent
from repart_tui.xray.failures import remedy
from repart_tui.xray.questions import Sample

Mode = Literal["sample", "full"]
Progress = Callable[[str, int, int], None]
_MEGABYTE = 1 << 20
_HELP = re.compile(r"\s*Help: https?://\S+")


class XrayError(Exception):
    """The X-ray could not be taken; the text is one line: what failed, and the driver's own words."""


class XrayCancelled(XrayError):
    """It was stopped before it found anything."""


@dataclass
class _Run:
    """One X-ray: the connection, what is looked at, and the result as it grows."""

    connection: Any
    table: TableConfig
    config: MigrationConfig
    sample: Sample
    cancelled: Callable[[], bool]
    result: XrayResult
    started: float = field(default_factory=time.monotonic)

    def rows(self, label: str, sql: str) -> list[Sequence[Any]]:
        """Run one SELECT and return its rows; raises XrayError, XrayCancelled where the user wanted to stop."""
        assert sql.startswith("SELECT "), "an X-ray only reads"
        if self.cancelled():
            raise XrayCancelled("The X-ray was stopped.")
        cursor = None
        try:
            cursor = self.connection.cursor()
            cursor.execute(sql)
            return list(cursor.fetchall())
        except Exception as error:
            if self.cancelled():
                raise XrayCancelled("The X-ray was stopped.") from error
            text = _HELP.sub("", " ".join(str(error).split())) or type(error).__name__
            name = f"{self.table.owner}.{self.table.table_name}"
            words = f"Looking at {label} of {name} failed: {text}"
            what = remedy(text, name)
            raise XrayError(f"{words.rstrip('.')}. {what}" if what is not None else words) from error
        finally:
            with contextlib.suppress(Exception):
                if cursor is not None:
                    cursor.close()


def take(
    connection: Any,
    table: TableConfig,
    config: MigrationConfig,
    *,
    mode: Mode = "sample",
    unique: Sequence[Sequence[str]] = (),
    source_name: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> XrayResult:
    """Return what the rows of the table say of its target; `connection` is a DB-API connection to the live database.

    `unique` are wished unique keys, each as column names. `cancelled` is asked between the queries and after one that
    failed: who stops a running one also calls `connection.cancel()`. What was found until then is returned, marked
    incomplete. Raises XrayError where nothing was found, or a column is unknown.
    """
    for name in (name for key in unique for name in key):
        if column_named(table.current_state, name) is None:
            raise XrayError(f"{table.owner}.{table.table_name} has no column {name}.")
    percent = sample_percent(table, config.environment_config) if mode == "sample" else None
    result = XrayResult(
        taken_at="",
        source_name=source_name,
        mode="full" if percent is None else "sample",
        sample_percent=percent,
        target_config=table.common_settings.target_config,
    )
    run = _Run(connection, table, config, Sample(percent), cancelled or (lambda: False), result)
    steps = list(_steps(run, unique))
    try:
        with _patience(connection):
            for number, (label, step) in enumerate(steps):
                if progress is not None:
                    progress(label, number, len(steps))
                step(run)
    except XrayError as error:
        result.complete = False
        if result.rows is None:
            raise
        result.notes.append(str(error))
    result.seconds = round(time.monotonic() - run.started, 2)
    result.notes += _limits(table)
    return result


def _steps(run: _Run, unique: Sequence[Sequence[str]]) -> Iterator[tuple[str, Callable[[_Run], None]]]:
    yield "the clock", _clock
    yield "NULLs and least and greatest values", _columns
    for column in _leading_columns(run):
        yield f"the ends of {column.name}", lambda run, column=column: _ends(run, column)  # type: ignore[misc]
    if not isinstance(run.table.common_settings.target_config, NoneTarget):
        yield "the rows of each partition", _partitions
        yield "values outside the list", _outside
    for key in unique:
        yield f"duplicates of {', '.join(key)}", lambda run, key=key: _duplicates(run, key)  # type: ignore[misc]


@contextlib.contextmanager
def _patience(connection: Any) -> Iterator[None]:
    """Let a query take as long as it takes: it can be stopped, and a full scan may need hours."""
    before = getattr(connection, "call_timeout", None)
    if before is None:
        yield
        return
    connection.call_timeout = 0
    try:
        yield
    finally:
        # A connection that broke takes no setting.
        with contextlib.suppress(Exception):
            connection.call_timeout = before


def _clock(run: _Run) -> None:
    run.result.taken_at = str(run.rows("the clock", questions.CLOCK)[0][0])


def _looked_at(run: _Run) -> list[ColumnInfo]:
    """Return the key columns of both levels, then dates that could be a key."""
    state, target = run.table.current_state, run.table.common_settings.target_config
    second = getattr(target, "subpartitioning", None)
    names = [c.name for c in key_columns(run.table) or []] + list(second.key_columns if second is not None else [])
    dates = [c.name for c in user_columns(state) if c.data_type == "DATE" or c.data_type.startswith("TIMESTAMP")]
    most = run.config.environment_config.advice.xray_dates
    found = [column_named(state, name) for name in dict.fromkeys([*names, *dates[:most]])]
    return [column for column in found if column is not None]


def _columns(run: _Run) -> None:
    columns = _looked_at(run)
    began = time.monotonic()
    answer = run.rows("the rows", questions.columns_query(run.table, columns, run.sample))[0]
    seconds = time.monotonic() - began
    result, full = run.result, run.sample.percent is None
    result.rows = int(answer[0])
    result.outside_rows = None if answer[1] is None else int(answer[1])
    for place, column in enumerate(columns):
        values, low, high = answer[2 + 3 * place : 5 + 3 * place]
        nulls = result.rows - int(values)
        result.columns.append(
            XrayColumn(name=column.name, nulls=nulls, low_value=_shown(low), high_value=_shown(high), exact=full)
        )
    size = run.table.current_state.table_bytes
    if full and size and seconds >= 1:
        result.megabytes_per_second = round(size / _MEGABYTE / seconds, 1)


def _leading_columns(run: _Run) -> list[ColumnInfo]:
    """Columns whose true ends a sample can have cheaply: those that lead a usable B-tree index."""
    if run.sample.percent is None:
        return []
    state = run.table.current_state
    leading = {
        index.columns[0].name
        for index in state.indexes
        if index.columns and index.visible and index.index_type == "NORMAL" and index.status != "UNUSABLE"
    }
    return [column for column in _looked_at(run) if column.name in leading]


def _ends(run: _Run, column: ColumnInfo) -> None:
    found = next(item for item in run.result.columns if item.name == column.name)
    low, high = (
        _shown(run.rows(f"the ends of {column.name}", questions.end_query(run.table, column, function))[0][0])
        for function in ("MIN", "MAX")
    )
    found.low_value, found.high_value, found.exact = low, high, True


def _partitions(run: _Run) -> None:
    limit = run.config.environment_config.advice.xray_partition_rows
    query = questions.partitions_query(run.table, run.sample, limit)
    if query is None:
        return
    rows = run.rows("the partitions", query)
    run.result.partitions = [
        XrayPartition(name=bucket_name(run.table, int(number)), rows=int(count)) for number, count in rows if number
    ]
    if len(rows) == limit:
        run.result.notes.append(f"Only the first {limit:,} partitions with rows are listed.")


def _outside(run: _Run) -> None:
    if not run.result.outside_rows:
        return
    limit = run.config.environment_config.advice.xray_values
    query = questions.outside_query(run.table, run.sample, limit)
    if query is None:
        return
    run.result.outside_values = [
        XrayValue(value=[_shown(part) for part in row[:-1]], rows=int(row[-1]))
        for row in run.rows("values outside the list", query)
    ]


def _duplicates(run: _Run, key: Sequence[str]) -> None:
    groups, rows = run.rows(f"duplicates of {', '.join(key)}", questions.duplicates_query(run.table, key, run.sample))[
        0
    ]
    run.result.duplicates.append(XrayDuplicates(columns=list(key), groups=int(groups), rows=int(rows)))


def _shown(value: Any) -> str | None:
    """Return a value as the configuration writes it; None for NULL and for dates before Christ."""
    if value is None:
        return None
    text = str(value).strip() if str(value)[:1] == " " and ":" in str(value) else str(value)
    if text.startswith("-") and ":" in text:
        return None
    if ":" in text:
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.removesuffix(" 00:00:00")
    return text


def _limits(table: TableConfig) -> Iterator[str]:
    """What limits the result: rows that the session does not see."""
    for policy in table.current_state.policies:
        if policy.kind == "VPD" and policy.enabled is not False:
            yield f"Policy {policy.name} may hide rows from this session."
    if table.current_state.properties.row_archival:
        yield "Archived rows (ROW ARCHIVAL) are not seen."

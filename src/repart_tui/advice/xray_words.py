"""What the last look into the rows found, in words, with its time; and what it says against the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from repart_tui.counted import counted
from repart_tui.migration_models import TableConfig, XrayColumn, XrayResult

Tone = Literal["", "good", "warning", "error", "dim"]
_LISTED = 12


def xray_lines(table: TableConfig) -> Iterator[tuple[str, Tone]]:
    """Yield the result of the X-ray as lines; nothing where there was none."""
    found = table.xray
    if found is None:
        return
    yield f"  {headline(found)}", ""
    if found.mode == "sample" and not found.rows:
        yield "  The sample held no row and tells nothing: take all rows.", "warning"
        return
    if found.target_config != table.common_settings.target_config:
        yield "  The target has changed since: what concerns its partitions is left out.", "warning"
    for column in found.columns:
        yield f"  {column.name}: {column_words(column, found)}", "warning" if column.nulls else ""
    if found.target_config == table.common_settings.target_config:
        yield from _target_lines(found)
    for check in found.duplicates:
        key = ", ".join(check.columns)
        if check.groups is None:
            continue
        if check.groups:
            yield (
                f"  ({key}) is not unique: {counted(check.groups, 'value')} in {counted(check.rows or 0, 'row')}.",
                "error",
            )
        else:
            if found.mode == "sample":
                yield f"  ({key}) is unique in the sample, which proves nothing: only all rows do.", ""
            else:
                yield f"  ({key}) is unique in all rows.", "good"
    for note in found.notes:
        yield f"  {note}", "dim"


def headline(found: XrayResult) -> str:
    """Return when it was taken, of what and how much."""
    how = "all rows" if found.mode == "full" else f"a sample of {found.sample_percent:g} % of the blocks"
    rows = "" if found.rows is None else f", {counted(found.rows, 'row')} read"
    where = f" on {found.source_name}" if found.source_name else ""
    broken = "" if found.complete else "; it did not finish"
    return f"Taken at {found.taken_at.replace('T', ' ')}{where}: {how}{rows}{broken}."


def column_words(column: XrayColumn, found: XrayResult) -> str:
    """Return NULLs and ends of a column, exact or of the sample."""
    words = []
    if column.nulls is not None:
        sampled = " in the sample" if found.mode == "sample" else ""
        words.append(f"{column.nulls:,} NULLs{sampled}" if column.nulls else f"no NULL{sampled}")
    if column.low_value is not None or column.high_value is not None:
        exact = "" if column.exact else " in the sample"
        words.append(f"{column.low_value or '?'} to {column.high_value or '?'}{exact}")
    return ", ".join(words) or "not looked at"


def _target_lines(found: XrayResult) -> Iterator[tuple[str, Tone]]:
    sampled = " of the sample" if found.mode == "sample" else ""
    if found.outside_rows is not None:
        if found.outside_rows:
            rows = f"{counted(found.outside_rows, 'row')}{sampled} {'fits' if found.outside_rows == 1 else 'fit'}"
            yield f"  {rows} into no partition (ORA-14400){_about(found)}.", "error"
        else:
            more = ", others may not" if found.mode == "sample" else ""
            yield f"  All rows{sampled} fit into the partitions of the target{more}.", "" if more else "good"
    for item in found.outside_values[:_LISTED]:
        value = ", ".join("NULL" if part is None else part for part in item.value)
        yield f"    {value}: {counted(item.rows, 'row')}", "error"
    if not found.partitions:
        return
    most = max(partition.rows for partition in found.partitions) or 1
    scale = _scale(found)
    kind = "Rows by partition" if scale == 1 else "Rows by partition, reckoned from the sample (estimate)"
    yield f"  {kind}, the {min(_LISTED, len(found.partitions))} fullest:", ""
    fullest = sorted(found.partitions, key=lambda p: -p.rows)[:_LISTED]
    for partition in sorted(fullest, key=found.partitions.index):
        bar = "#" * max(1, round(24 * partition.rows / most))
        count = f"{partition.rows:,}" if scale == 1 else f"~{round(partition.rows * scale):,}"
        yield f"    {partition.name[:30]:<30} {count:>14} {bar}", ""


def _scale(found: XrayResult) -> float:
    """Return by how much the counts of a sample grow for the whole table; 1 for all rows."""
    return 100 / found.sample_percent if found.mode == "sample" and found.sample_percent else 1


def _about(found: XrayResult) -> str:
    """Return what the rows outside would be in the whole table; nothing for all rows."""
    return "" if _scale(found) == 1 else f", about {round((found.outside_rows or 0) * _scale(found)):,} of all"

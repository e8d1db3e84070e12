"""A table's state with what an X-ray measured in the place of what statistics guess."""

from __future__ import annotations

import dataclasses

from repart_tui.migration_models import ColumnInfo, ColumnStatistics, CurrentState, TableConfig, XrayColumn


def measured_state(table: TableConfig) -> CurrentState:
    """Return the state with exact ends, and after a full X-ray with counted rows and NULLs; the same without one."""
    found = table.xray
    if found is None:
        return table.current_state
    # Counts of all rows are whole even where a later query failed.
    full = found.mode == "full" and found.rows is not None
    by_name = {column.name: column for column in found.columns}
    columns = [
        _measured(column, by_name[column.name], full) if column.name in by_name else column
        for column in table.current_state.columns
    ]
    rows = found.rows if full and found.rows is not None else table.current_state.num_rows
    return dataclasses.replace(table.current_state, columns=columns, num_rows=rows)


def _measured(column: ColumnInfo, seen: XrayColumn, full: bool) -> ColumnInfo:
    known = column.statistics or ColumnStatistics()
    statistics = dataclasses.replace(
        known,
        num_nulls=seen.nulls if full else known.num_nulls,
        low_value=seen.low_value if seen.exact and seen.low_value is not None else known.low_value,
        high_value=seen.high_value if seen.exact and seen.high_value is not None else known.high_value,
    )
    if statistics == known:
        return column
    return dataclasses.replace(column, statistics=statistics)

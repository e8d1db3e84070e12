"""What a script says in words of a table: its size, how long the work may take, what becomes of row movement."""

from __future__ import annotations

import math

from repart_tui.counted import counted
from repart_tui.migration_models import TableConfig


def size_in_words(size: int | None) -> str:
    """Return bytes as people say them."""
    if size is None:
        return "size unknown"
    units = ("bytes", "KB", "MB", "GB", "TB", "PB")
    power = min(int(math.log(size, 1024)), len(units) - 1) if size > 0 else 0
    return f"{size / 1024**power:.{1 if power > 1 else 0}f} {units[power]}"


def size_words(table: TableConfig) -> str:
    """Return rows and bytes, marked as what statistics say."""
    rows = table.current_state.num_rows
    said = f"{counted(rows, 'row')} by statistics" if rows is not None else "rows unknown"
    return f"{said}, {size_in_words(_bytes(table))} with indexes and LOBs"


def time_words(table: TableConfig, megabytes_per_second: int) -> str:
    """Return an estimate of the copy's duration from the assumed throughput."""
    size = _bytes(table)
    if size is None:
        return "estimate: none, for the size is unknown"
    minutes = size / (megabytes_per_second * 1_048_576) / 60
    said = f"about {counted(round(minutes), 'minute')}" if minutes >= 1 else "under a minute"
    return f"estimate: {said} at an assumed {megabytes_per_second} MB/s"


def row_movement_words(becomes_enabled: bool, *, by_cleanup: bool = False) -> str:
    """Return what a change of row movement means to the applications."""
    if by_cleanup:
        return "With cleanup1.sql row movement becomes enabled: an UPDATE of the key may then change a row's ROWID."
    if becomes_enabled:
        return "Row movement becomes enabled: an UPDATE of the key may move a row and change its ROWID."
    return "Row movement becomes disabled: an UPDATE that moves a row fails with ORA-14402."


def _bytes(table: TableConfig) -> int | None:
    state = table.current_state
    known = [size for size in (state.table_bytes, state.lob_bytes, state.index_bytes) if size is not None]
    return sum(known) if known else None

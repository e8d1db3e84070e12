"""Bounds that the script could not compare: PL/SQL reads a LONG into no variable over 32,760 bytes (ORA-06502).

Conditions of checks, defaults, expressions of columns and indexes, and bodies of triggers may be of any length: Oracle
documents no limit but that of LONG, so the script reads them piece by piece (toolbox/facts.sql.j2). A bound cannot well
be so long: the values of a list partition are 4K bytes at most. Where one is, what cannot be compared would not be
proven, and the table is refused.

Sources: PL/SQL Language Reference, "LONG and LONG RAW Variables"; SQL Language Reference, CREATE TABLE,
list_values_clause; PL/SQL Packages and Types Reference, DBMS_SQL.COLUMN_VALUE_LONG.
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import CurrentState, TableConfig
from repart_tui.oracle.findings import Finding

LIMIT = 32_000
"""Bytes, in UTF-8, that a bound of the dictionary may have."""


def long_text_findings(table: TableConfig) -> list[Finding]:
    """Return an error for each bound that is too long to be compared."""
    return [
        Finding(
            "TEXT-LENGTH",
            "error",
            "current_state",
            f"{what} is {len(text.encode()):,} bytes long; a script compares bounds of up to {LIMIT:,}, and Oracle"
            " allows 4,096 for the values of a list partition.",
            "Merge or split the partition so that its bound is shorter, and discover again.",
            "PL/SQL Language Reference, LONG and LONG RAW Variables (ORA-06502)",
        )
        for what, text in _bounds(table.current_state)
        if text is not None and len(text.encode()) > LIMIT
    ]


def _bounds(state: CurrentState) -> Iterator[tuple[str, str | None]]:
    if state.partitioning is not None:
        for partition in state.partitioning.partitions:
            yield f"The bound of partition {partition.name}", partition.high_value
        for template in state.partitioning.subpartition_template:
            yield f"The bound of subpartition {template.name}", template.high_bound

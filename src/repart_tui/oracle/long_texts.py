"""Texts that the script could not compare: PL/SQL reads a LONG into no variable over 32,760 bytes (ORA-06502).

Bodies of triggers are read piece by piece and may be of any length. For the others, which people hardly ever write so
long, the table is refused: what cannot be compared would not be proven.

Source: PL/SQL Language Reference, "LONG and LONG RAW Variables"; PL/SQL Packages and Types Reference,
DBMS_SQL.COLUMN_VALUE_LONG.
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import CurrentState, TableConfig
from repart_tui.oracle.findings import Finding

LIMIT = 32_000
"""Bytes, in UTF-8, that a text of the dictionary may have."""


def long_text_findings(table: TableConfig) -> list[Finding]:
    """Return an error for each text that is too long to be compared."""
    return [
        Finding(
            "TEXT-LENGTH",
            "error",
            "current_state",
            f"{what} is {len(text.encode()):,} bytes long; a script compares texts of up to {LIMIT:,}.",
            "Shorten it, for example by a function that it calls, and discover again.",
            "PL/SQL Language Reference, LONG and LONG RAW Variables (ORA-06502)",
        )
        for what, text in _texts(table.current_state)
        if text is not None and len(text.encode()) > LIMIT
    ]


def _texts(state: CurrentState) -> Iterator[tuple[str, str | None]]:
    for column in state.columns:
        yield f"The default or expression of {column.name}", column.data_default
    for constraint in state.constraints:
        yield f"The condition of {constraint.constraint_name}", constraint.search_condition
    for index in state.indexes:
        for item in index.columns:
            yield f"An expression of index {index.index_name}", item.expression
    if state.partitioning is not None:
        for partition in state.partitioning.partitions:
            yield f"The bound of partition {partition.name}", partition.high_value
        for template in state.partitioning.subpartition_template:
            yield f"The bound of subpartition {template.name}", template.high_bound

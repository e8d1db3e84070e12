"""How DBMS_STATS is asked to gather the statistics of a table that was built anew."""

from __future__ import annotations

import re

from repart_tui.migration_models import TableConfig
from repart_tui.oracle.columns import user_columns
from repart_tui.oracle.sql_text import plsql_text, quote_name


def method_opt(table: TableConfig) -> str:
    """Return METHOD_OPT that gives the same columns histograms again; AUTO would need a history of use."""
    with_histogram = [
        quote_name(column.name)
        for column in user_columns(table.current_state)
        if column.statistics is not None and column.statistics.histogram not in (None, "NONE")
    ]
    if not with_histogram:
        return "FOR ALL COLUMNS SIZE 1"
    return "FOR ALL COLUMNS SIZE 1 FOR COLUMNS SIZE 254 " + ", ".join(with_histogram)


def stats_name(name: str) -> str:
    """Return a name as DBMS_STATS takes it: quoted unless it is an ordinary one."""
    return plsql_text(name if re.fullmatch(r"[A-Z][A-Z0-9_$#]*", name) else quote_name(name))

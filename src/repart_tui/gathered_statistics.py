"""How DBMS_STATS is asked to gather the statistics of a table that was built anew."""

from __future__ import annotations

import re

from repart_tui.migration_models import TableConfig
from repart_tui.oracle.columns import user_columns
from repart_tui.oracle.sql_text import plsql_text, quote_name

LONGEST = 32_000
"""Bytes of METHOD_OPT, a VARCHAR2 of 32,767."""


def method_opt(table: TableConfig) -> str:
    """Return METHOD_OPT that gives the same columns histograms again; AUTO would need a history of use."""
    having: list[str] = []
    lacking: list[str] = []
    for column in user_columns(table.current_state):
        found = column.statistics is not None and column.statistics.histogram not in (None, "NONE")
        (having if found else lacking).append(quote_name(column.name))
    if not having:
        return "FOR ALL COLUMNS SIZE 1"
    for usual, special, those in ((1, 254, having), (254, 1, lacking)):
        text = f"FOR ALL COLUMNS SIZE {usual}"
        if those:
            text += f" FOR COLUMNS SIZE {special} " + ", ".join(those)
        if len(text.encode()) <= LONGEST:
            return text
    # Hundreds of columns with long names on either side: Oracle looks at the values.
    return "FOR ALL COLUMNS SIZE SKEWONLY"


def stats_name(name: str) -> str:
    """Return a name as DBMS_STATS takes it: quoted unless it is an ordinary one."""
    return plsql_text(name if re.fullmatch(r"[A-Z][A-Z0-9_$#]*", name) else quote_name(name))

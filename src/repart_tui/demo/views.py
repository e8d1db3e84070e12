"""The dictionary views of the demo: their columns in the order of Oracle 19c.

One place says which views the demo answers. A view with no rows is created all the same: an empty view means
"readable, nothing there", while an absent one would mean "may not be read".
"""

from __future__ import annotations

from repart_tui.demo.views_of_database import DATABASE_VIEWS
from repart_tui.demo.views_of_dependents import DEPENDENT_VIEWS
from repart_tui.demo.views_of_tables import TABLE_VIEWS

# Per view the column names; `:n` marks a NUMBER, `:r` a RAW, anything else is kept as text (dates in ISO form).
_VIEWS = TABLE_VIEWS | DEPENDENT_VIEWS | DATABASE_VIEWS

VIEWS: dict[str, tuple[str, ...]] = {
    view: tuple(column.partition(":")[0] for column in columns.split()) for view, columns in _VIEWS.items()
}


def create_statement(view: str) -> str:
    """Return the CREATE TABLE of `view`.

    Numbers get no declared type: NUMERIC affinity would turn a 28-digit MAX_VALUE into a float.
    """
    return f'CREATE TABLE "{view}" (' + ", ".join(_declaration(column) for column in _VIEWS[view].split()) + ")"


def _declaration(column: str) -> str:
    name, _, kind = column.partition(":")
    quoted = '"' + name + '"'
    return quoted if kind == "n" else f"{quoted} {'BLOB' if kind == 'r' else 'TEXT'}"

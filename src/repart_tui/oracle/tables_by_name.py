"""Tables of a plan by their names: rules that look at parents and children ask at every key of the editor."""

from __future__ import annotations

from repart_tui.migration_models import MigrationConfig, TableConfig

_Index = tuple[list[TableConfig], int, dict[tuple[str, str], int]]
_last: _Index | None = None


def table_named(config: MigrationConfig, owner: str, name: str) -> TableConfig | None:
    """Return the table of the plan, None when it is not in it.

    The index is made once for a plan, and anew when tables were added or removed.
    """
    global _last
    tables = config.tables
    index = _last
    if index is None or index[0] is not tables or index[1] != len(tables):
        places = {(table.owner, table.table_name): place for place, table in enumerate(tables)}
        index = _last = (tables, len(tables), places)
    place = index[2].get((owner, name))
    if place is None:
        return None
    found = tables[place]
    if (found.owner, found.table_name) != (owner, name):  # a table was put in the place of another
        _last = None
        return table_named(config, owner, name)
    return found

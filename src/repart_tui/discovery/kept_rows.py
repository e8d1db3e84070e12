"""Rows of whole schemas, kept for later questions about some of their tables.

Most views on rare features (policies, identities, flashback archives) have few rows or none, whatever the number of
tables. Where many tables are read by their names, some hundred at a time, such a view is asked once, not each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from repart_tui.discovery.query import Query
from repart_tui.discovery.rows import Row
from repart_tui.discovery.selection import listed

if TYPE_CHECKING:
    from repart_tui.discovery.read_ahead import Request

MOST_ROWS = 20_000
"""Rows of one query, about 10 MB; of more, those of some tables are better asked for."""


def can_be_kept(query: Query) -> bool:
    """Tell whether the query has few rows, and its rows say to which object of which owner they belong."""
    names = {column.name for column in query.columns}
    return query.rows == "few" and query.owner_column in names and query.name_column in names


class KeptRows:
    """The rows by the name of their object, in their order."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[frozenset[str], dict[str, list[tuple[int, Row]]]]] = {}

    def keep(self, query: Query, owners: Sequence[str], rows: Sequence[Row]) -> None:
        """Keep all rows of these owners, unless they are too many."""
        if len(rows) > MOST_ROWS:
            return
        by_name: dict[str, list[tuple[int, Row]]] = {}
        for place, row in enumerate(rows):
            by_name.setdefault(row.name(query.name_column or ""), []).append((place, row))
        self._rows[query.name] = frozenset(owners), by_name

    def answers(self, request: Request) -> bool:
        """Tell whether the rows that the request asks for are here."""
        if listed(request.names) is None or request.owners is None or request.numbers is not None:
            return False
        kept = self._rows.get(request.query.name)
        return kept is not None and kept[0].issuperset(request.owners)

    def rows(self, request: Request) -> Iterator[Row]:
        """Yield the rows that the request asks for."""
        _, by_name = self._rows[request.query.name]
        owners = frozenset(request.owners or ())
        found = [entry for name in dict.fromkeys(listed(request.names) or ()) for entry in by_name.get(name, ())]
        for _, row in sorted(found, key=lambda entry: entry[0]):
            if row.name(request.query.owner_column or "") in owners:
                yield row

"""The tables whose detail is read, and the states that fill up while it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import by_name
from repart_tui.discovery.rows import Row
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import ColumnInfo, CurrentState, Refusal

Key = tuple[str, str]

# Up to so many tables are asked for by name; above, whole schemas are read and the rest is left aside.
BY_NAME_UP_TO = 512


class Scope:
    """Tables by (owner, name) with their growing CurrentState."""

    def __init__(self, states: dict[Key, CurrentState], *, whole_owners: bool = False) -> None:
        self.states = states
        self.owners = sorted({owner for owner, _ in states})
        by_name = len(states) <= BY_NAME_UP_TO and not whole_owners
        self.names: list[str] | None = sorted({name for _, name in states}) if by_name else None
        # Tables whose TAB_COLS say that a column is an identity, whether or not its sequence can be read.
        self.with_identity: set[Key] = set()
        self._columns: dict[Key, dict[str, ColumnInfo]] = {}

    def rows(
        self, dictionary: Dictionary, query: Query, table_column: str = "table_name", names: list[str] | None = None
    ) -> Iterator[Row]:
        """Yield the rows of the tables in scope; `table_column` is the query's column with the table's name."""
        owner_column = query.owner_column or "owner"
        wanted = self.names if names is None else names
        for row in dictionary.rows(query, self.owners, wanted if query.name_column else None):
            if (row.name(owner_column), row.name(table_column)) in self.states:
                yield row

    def read_ahead(self, dictionary: Dictionary, queries: Iterable[Query]) -> None:
        """Read what `rows` will ask for in few round trips; a query with many rows only while the tables are few."""
        dictionary.read_ahead(by_name(queries, self.owners, self.names))

    def column(self, owner: str, table: str, name: str) -> ColumnInfo | None:
        """Return a column that was read before."""
        key = (owner, table)
        if key not in self._columns:
            state = self.states.get(key)
            self._columns[key] = {c.name: c for c in state.columns} if state is not None else {}
        return self._columns[key].get(name)

    def lists(self, keys: Iterable[Key]) -> tuple[list[str], list[str] | None]:
        """Return owners and names to ask for these objects: names only while they are few."""
        pairs = set(keys)
        owners = sorted({owner for owner, _ in pairs})
        names = sorted({name for _, name in pairs})
        return owners, names if len(names) <= BY_NAME_UP_TO else None

    def mark_unknown(
        self, dictionary: Dictionary, query: Query, matters: Callable[[CurrentState], bool] = lambda _: True
    ) -> None:
        """Name what of `query` could not be read in the unknown_facts of the tables to which it matters."""
        if query.weight != "fact":
            return
        concerned = [(owner, state) for (owner, _), state in self.states.items() if matters(state)]
        if not concerned and dictionary.trusting:
            # Nobody has asked for the view, and nobody needs to.
            return
        missing = dictionary.unknown(query)
        source = dictionary.source(query)
        hidden = source is not None and source.family == "USER"
        if not missing and not hidden:
            return
        dictionary.note_unreadable(missing)
        for owner, state in concerned:
            names = missing if not hidden or owner == dictionary.user else [query.view.upper()]
            state.unknown_facts.extend(name for name in names if name not in state.unknown_facts)


def add_feature(state: CurrentState, code: str, message: str, source: str | None = None) -> None:
    """Add a feature once."""
    if all(feature.code != code or feature.message != message for feature in state.features):
        state.features.append(Refusal(code=code, message=message, source=source))

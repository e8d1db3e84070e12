"""The tables whose detail is read, and the states that fill up while it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import by_name
from repart_tui.discovery.rows import Row
from repart_tui.discovery.selection import Names, Selection, Told
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import ColumnInfo, CurrentState, Refusal

Key = tuple[str, str]

# Up to so many tables are asked for by name; above, whole schemas are read and the rest is left aside.
BY_NAME_UP_TO = 512


class Scope:
    """Tables by (owner, name) with their growing CurrentState.

    Few are asked for by their names; of more the whole schemas are read, or what `selection` takes in: these tables
    and perhaps others. What few rows say of all tables is read for whole schemas even then.
    """

    def __init__(self, states: dict[Key, CurrentState], selection: Selection | None = None) -> None:
        self.states = states
        self.owners = sorted({owner for owner, _ in states})
        by_name = len(states) <= BY_NAME_UP_TO
        self.names: list[str] | None = sorted({name for _, name in states}) if by_name else None
        self.selection = None if by_name else selection
        # Tables whose TAB_COLS say that a column is an identity, whether or not its sequence can be read.
        self.with_identity: set[Key] = set()
        self._columns: dict[Key, dict[str, ColumnInfo]] = {}

    def rows(
        self, dictionary: Dictionary, query: Query, table_column: str = "table_name", names: list[str] | None = None
    ) -> Iterator[Row]:
        """Yield the rows of the tables in scope; `table_column` is the query's column with the table's name."""
        owner_column = query.owner_column or "owner"
        for row in dictionary.rows(query, self.owners, self.names_for(query) if names is None else names):
            if (row.name(owner_column), row.name(table_column)) in self.states:
                yield row

    def names_for(self, query: Query) -> Names:
        """Return by what the query is asked for these tables."""
        if query.name_column is None:
            return None
        return self.selection if self.selection is not None and query.rows != "few" else self.names

    def part(self, matters: Callable[[CurrentState], bool]) -> Scope:
        """Return the tables to which something applies, as a scope of their own."""
        return Scope({key: state for key, state in self.states.items() if matters(state)}, self.selection)

    def told(self, query: Query, *columns: str) -> Selection | None:
        """Return what a query on these tables tells, in its columns, as a selection; None without one of tables."""
        return None if self.selection is None else Told(query, columns, self.selection)

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

    def lists(self, keys: Iterable[Key], told: Selection | None = None) -> tuple[list[str], Names]:
        """Return owners and names to ask for these objects: names while they are few, else what tells of them."""
        pairs = set(keys)
        owners = sorted({owner for owner, _ in pairs})
        names = sorted({name for _, name in pairs})
        return owners, names if len(names) <= BY_NAME_UP_TO else told

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

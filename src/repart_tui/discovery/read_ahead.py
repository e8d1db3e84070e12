"""Several queries in one round trip: a UNION ALL whose branches keep their columns apart.

On a slow line what counts is the number of round trips, not of rows. Every query of the discovery is a plain SELECT on
one view, so some can be sent together: branch 3 fills its own columns of the result and leaves those of the others
NULL, which fits a column of any type. Each branch says by a number whose row it is. Order is restored here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repart_tui.discovery.errors import DiscoveryCancelled, DiscoveryError, StatementRefused, lost_connection
from repart_tui.discovery.query import Query, padded
from repart_tui.discovery.rows import Row

if TYPE_CHECKING:
    from repart_tui.discovery.views import Dictionary, Source

# Oracle takes 1,000 columns in a select list; a wide statement is also slow to parse.
_COLUMNS_AT_MOST = 260
# Above this a list is no longer cheap to bind in every branch.
_BINDS_AT_MOST = 4096
_LIST_LENGTH = 512


@dataclass(frozen=True)
class Request:
    """A query with the lists that it will be asked for."""

    query: Query
    owners: Sequence[str] | None = None
    names: Sequence[str] | None = None

    @property
    def key(self) -> tuple[str, tuple[str, ...] | None, tuple[str, ...] | None]:
        """What tells this request from others."""
        return (
            self.query.name,
            tuple(self.owners) if self.owners is not None else None,
            tuple(self.names) if self.names is not None else None,
        )


@dataclass
class _Branch:
    request: Request
    source: Source
    owners: list[str]
    names: list[str]
    items: list[tuple[str, str]]
    columns: frozenset[str]
    renamed: dict[str, str]
    text: str = ""
    """The branch as it stands in the statement."""


class ReadAhead:
    """Reads requests together and keeps their rows until they are asked for, once."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._rows: dict[tuple[str, tuple[str, ...] | None, tuple[str, ...] | None], list[Row]] = {}

    def take(self, query: Query, owners: Sequence[str] | None, names: Sequence[str] | None) -> list[Row] | None:
        """Return rows that were read ahead, None when there are none."""
        return self._rows.pop(Request(query, owners, names).key, None) if self._rows else None

    def forget(self) -> None:
        """Drop what nobody asked for."""
        self._rows.clear()

    def read(self, requests: Iterable[Request]) -> None:
        """Read the requests; those that cannot be read together are left to be read alone."""
        waiting = [request for request in requests if self._worth_it(request)]
        while len(waiting) > 1:
            branches = self._group(waiting)
            taken = {id(branch.request) for branch in branches}
            waiting = [request for request in waiting if id(request) not in taken]
            while len(branches) > 1:
                refused = self._run(branches)
                if refused is None:
                    break
                branches = [b for b in (self._branch(branch.request) for branch in refused) if b is not None]

    def _worth_it(self, request: Request) -> bool:
        lists = (request.owners, request.names)
        return (
            request.query.rows != "apart"
            and all(values is None or 0 < len(set(values)) <= _LIST_LENGTH for values in lists)
            and request.key not in self._rows
        )

    def _group(self, requests: Sequence[Request]) -> list[_Branch]:
        """Return as many branches as fit into one statement."""
        branches: list[_Branch] = []
        columns = binds = 0
        for request in requests:
            branch = self._branch(request)
            if branch is None:
                # Left to be read alone; an empty branch takes it out of the queue.
                branches.append(_Branch(request, None, [], [], [], frozenset(), {}))  # type: ignore[arg-type]
                continue
            columns += len(branch.items)
            binds += len(branch.owners) + len(branch.names)
            if branches and (columns > _COLUMNS_AT_MOST or binds > _BINDS_AT_MOST):
                break
            branches.append(branch)
        return branches

    def _branch(self, request: Request) -> _Branch | None:
        dictionary, query = self._dictionary, request.query
        source = dictionary.assumed(query)
        if source is None or source.family == "USER":
            return None
        lists = dictionary.lists_for(query, source, request.owners, request.names)
        if lists is None:
            return None
        renamed = dict(query.renamed_in_all) if source.family == "ALL" else {}
        columns = dictionary.columns_for(query, source)
        owners, names = (padded(list(dict.fromkeys(values))) if values else [] for values in lists)
        return _Branch(request, source, owners, names, query.items(columns, renamed), columns, renamed)

    def _run(self, all_branches: list[_Branch]) -> list[_Branch] | None:
        """Run one statement; return the branches to try again when the database refused one of them."""
        dictionary = self._dictionary
        branches = [branch for branch in all_branches if branch.source is not None]
        if len(branches) < 2:
            return None
        statement, binds = _statement(branches)
        found: list[list[Any]] = [[] for _ in branches]
        try:
            for _, batch in dictionary.batches("the dictionary", statement, binds):
                for values in batch:
                    found[int(values[0])].append(values)
        except DiscoveryCancelled:
            raise
        except DiscoveryError as error:
            if lost_connection(error):
                raise
            # Whatever a database has against them together, each can still be read alone.
            return None
        except StatementRefused as refused:
            culprit = _culprit(branches, statement, refused.error)
            if culprit is None or not dictionary.refuse(culprit.request.query, culprit.source, refused.error):
                return None
            return branches
        place = 1
        for number, branch in enumerate(branches):
            index = {name: place + offset for offset, (name, _) in enumerate(branch.items)}
            place += len(branch.items)
            dictionary.accept(branch.request.query, branch.source)
            dictionary.note_unreadable(dictionary.unknown(branch.request.query))
            rows = [Row(index, values) for values in found[number]]
            self._rows[branch.request.key] = _ordered(branch.request.query, rows)
        return None


def _statement(branches: Sequence[_Branch]) -> tuple[str, dict[str, str]]:
    width = sum(len(branch.items) for branch in branches)
    texts, binds, place = [], {}, 0
    for number, branch in enumerate(branches):
        cells = ["NULL"] * width
        for offset, (_, item) in enumerate(branch.items):
            cells[place + offset] = _without_alias(item)
        if not number:
            # The first branch names the columns of all.
            cells = [f"{cell} AS c{at}" for at, cell in enumerate(cells)]
        place += len(branch.items)
        prefix = f"b{number}_"
        lists = (len(branch.owners), len(branch.names))
        source = branch.source
        branch.text = branch.request.query.branch(
            source.view,
            branch.columns,
            *lists,
            branch.renamed,
            [str(number) + (" AS b" if not number else ""), *cells],
            prefix,
        )
        texts.append(branch.text)
        binds.update({f"{prefix}o{at}": value for at, value in enumerate(branch.owners, 1)})
        binds.update({f"{prefix}n{at}": value for at, value in enumerate(branch.names, 1)})
    return "\n UNION ALL\n".join(texts), binds


def _without_alias(item: str) -> str:
    return item.partition(" AS ")[0]


def _culprit(branches: Sequence[_Branch], statement: str, error: BaseException) -> _Branch | None:
    """Return the branch at which the database stopped: its errors tell the position in the statement."""
    offset = getattr(error.args[0] if error.args else None, "offset", 0) or 0
    if not offset:
        return None
    start = 0
    for branch in branches:
        start = statement.index(branch.text, start)
        if start <= offset < start + len(branch.text):
            return branch
        start += len(branch.text)
    return None


def _ordered(query: Query, rows: list[Row]) -> list[Row]:
    names = [part.strip().lower() for part in query.order.split(",") if part.strip()]
    if not names or len(rows) < 2:
        return rows
    return sorted(rows, key=lambda row: tuple(_sort_key(row[name]) for name in names))


def _sort_key(value: Any) -> tuple[bool, Any]:
    # Oracle puts NULL last.
    return value is None, 0 if value is None else value


def by_name(queries: Iterable[Query], owners: Sequence[str], names: Sequence[str] | None) -> Iterator[Request]:
    """Yield requests for tables of these owners; queries with many rows only while the tables are few."""
    for query in queries:
        if names is not None or query.rows == "few":
            yield Request(query, owners if query.owner_column else None, names if query.name_column else None)

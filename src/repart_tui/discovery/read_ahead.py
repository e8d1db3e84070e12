"""Several queries in one round trip: a UNION ALL whose branches keep their columns apart, but for names of objects.

On a slow line what counts is the number of round trips, not of rows. Every query of the discovery is a plain SELECT on
one view, so some can be sent together: branch 3 fills its own columns of the result and leaves those of the others
NULL, which fits a column of any type. Each branch says by a number whose row it is. Order is restored here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from repart_tui.discovery.errors import DiscoveryCancelled, DiscoveryError, StatementRefused, lost_connection
from repart_tui.discovery.query import LIST_LENGTH, Query, padded
from repart_tui.discovery.rows import Row
from repart_tui.discovery.selection import Binds, Names, Numbers, among, listed

if TYPE_CHECKING:
    from repart_tui.discovery.source import Source
    from repart_tui.discovery.views import Dictionary

# Oracle takes 1,000 columns in a select list; a wide statement is also slow to parse.
_COLUMNS_AT_MOST = 260
# The driver tells the position of an error in 16 bits with a sign, and by it the branch that is refused is known. Where
# all views have been read before, none will be refused, and only parsing sets a limit.
_TEXT_AT_MOST = 2**15 - 1
_KNOWN_TEXT_AT_MOST = 48_000
_CELL = len("NULL,")
_BIND = len(":b10_n512, ")
_SHARED = frozenset(
    [
        "owner",
        "table_name",
        "table_owner",
        "object_owner",
        "object_name",
        "object_schema",
        "column_name",
        "index_owner",
        "index_name",
        "policy_name",
        "constraint_name",
        "tablespace_name",
    ]
)
"""Columns that are VARCHAR2(128) or less in every view that has them: all branches put them into the same place."""
_ALIAS = len(" AS c100")
_FRAME = 300
"""Characters of a branch beside its cells and binds, at most."""
# Above this a list is no longer cheap to bind in every branch.
_BINDS_AT_MOST = 4096
RequestKey = tuple[Any, ...]
_Value = TypeVar("_Value", str, int)


@dataclass(frozen=True)
class Request:
    """A query with the lists that it will be asked for."""

    query: Query
    owners: Sequence[str] | None = None
    names: Names = None
    numbers: Numbers = None

    @property
    def key(self) -> RequestKey:
        """What tells this request from others."""
        lists = (self.owners, self.names, self.numbers)
        return (self.query.name, *(tuple(given) if isinstance(given, Sequence) else given for given in lists))


@dataclass
class _Branch:
    request: Request
    source: Source
    owners: list[str]
    names: list[str]
    numbers: list[int]
    items: list[tuple[str, str]]
    columns: frozenset[str]
    renamed: Mapping[str, str]
    among: Callable[[str], tuple[str | None, Binds]] = lambda _prefix: (None, {})
    """Returns the subselect in place of names or numbers, and its binds, by the prefix of these."""
    text: str = ""
    """The branch as it stands in the statement."""


class ReadAhead:
    """Reads requests together and keeps their rows until they are asked for, once."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._rows: dict[RequestKey, list[Row]] = {}

    def take(self, request: Request) -> list[Row] | None:
        """Return rows that were read ahead, None when there are none."""
        return self._rows.pop(request.key, None) if self._rows else None

    def forget(self) -> None:
        """Drop what nobody asked for."""
        self._rows.clear()

    def read(self, requests: Iterable[Request]) -> None:
        """Read the requests; those that cannot be read together are left to be read alone."""
        # Queries with many rows first, among themselves: each of their rows is as wide as the statement.
        waiting = sorted(filter(self._worth_it, requests), key=lambda request: request.query.rows != "many")
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
        lists = (request.owners, request.names, request.numbers)
        return (
            request.query.rows != "apart"
            and all(not isinstance(given, Sequence) or 0 < len(set(given)) <= LIST_LENGTH for given in lists)
            and request.key not in self._rows
            and not self._dictionary.kept.answers(request)
        )

    def _group(self, requests: Sequence[Request]) -> list[_Branch]:
        """Return as many branches as fit into one statement."""
        branches: list[_Branch] = []
        names: set[str] = set()
        columns = binds = own = 0
        all_known = True
        for request in requests:
            branch = self._branch(request)
            if branch is None:
                # Left to be read alone; an empty branch takes it out of the queue.
                branches.append(_Branch(request, None, [], [], [], [], frozenset(), {}))  # type: ignore[arg-type]
                continue
            columns += sum(name not in names for name, _ in branch.items)
            names |= {name for name, _ in branch.items} & _SHARED
            binds += len(branch.owners) + len(branch.names) + len(branch.numbers)
            own += sum(len(item) for _, item in branch.items) + len(branch.among("b10_")[0] or "")
            all_known = all_known and self._dictionary.known(request.query) is not None
            text = (len(branches) + 1) * (columns * _CELL + _FRAME) + columns * _ALIAS + own + binds * _BIND
            most = _KNOWN_TEXT_AT_MOST if all_known else _TEXT_AT_MOST
            if branches and (columns > _COLUMNS_AT_MOST or binds > _BINDS_AT_MOST or text > most):
                break
            branches.append(branch)
        return branches

    def _branch(self, request: Request) -> _Branch | None:
        dictionary, query = self._dictionary, request.query
        source = dictionary.assumed(query)
        if source is None or source.family == "USER":
            return None
        lists = dictionary.lists_for(query, source, request.owners, listed(request.names))
        if lists is None:
            return None
        renamed, columns = query.renamed_for(source.family), dictionary.columns_for(query, source)
        subselect = partial(among, dictionary, query, source, request.names, request.numbers)
        owners, names = (_bound(values) for values in lists)
        items = query.items(columns, renamed)
        return _Branch(
            request, source, owners, names, _bound(listed(request.numbers)), items, columns, renamed, subselect
        )

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
        places, _ = _places(branches)
        for number, branch in enumerate(branches):
            # The number of the branch comes first.
            index = {name: place + 1 for (name, _), place in zip(branch.items, places[number], strict=True)}
            dictionary.accept(branch.request.query, branch.source)
            dictionary.note_unreadable(dictionary.unknown(branch.request.query))
            rows = [Row(index, values) for values in found[number]]
            self._rows[branch.request.key] = _ordered(branch.request.query, rows)
        return None


def _statement(branches: Sequence[_Branch]) -> tuple[str, dict[str, str | int]]:
    texts: list[str] = []
    binds: dict[str, str | int] = {}
    places, width = _places(branches)
    for number, branch in enumerate(branches):
        cells = ["NULL"] * width
        for place, (_, item) in zip(places[number], branch.items, strict=True):
            cells[place] = _without_alias(item)
        if not number:
            # The first branch names the columns of all.
            cells = [f"{cell} AS c{at}" for at, cell in enumerate(cells)]
        prefix = f"b{number}_"
        lists = (len(branch.owners), len(branch.names), len(branch.numbers))
        source = branch.source
        subselect, told = branch.among(prefix)
        branch.text = branch.request.query.branch(
            source.view,
            branch.columns,
            lists,
            branch.renamed,
            [",".join([str(number) + (" AS b" if not number else ""), *cells])],
            prefix,
            subselect,
        )
        binds |= told
        texts.append(branch.text)
        binds.update({f"{prefix}o{at}": value for at, value in enumerate(branch.owners, 1)})
        binds.update({f"{prefix}n{at}": value for at, value in enumerate(branch.names, 1)})
        binds.update({f"{prefix}i{at}": value for at, value in enumerate(branch.numbers, 1)})
    return "\n UNION ALL\n".join(texts), binds


def _bound(values: Sequence[_Value] | None) -> list[_Value]:
    return padded(list(dict.fromkeys(values))) if values else []


def _places(branches: Sequence[_Branch]) -> tuple[list[list[int]], int]:
    """Return the place of each branch's columns among those of the statement, and how many these are."""
    shared: dict[str, int] = {}
    width, places = 0, []
    for branch in branches:
        own = []
        for name, _ in branch.items:
            place = shared.get(name, width)
            if place == width:
                width += 1
            if name in _SHARED:
                shared[name] = place
            own.append(place)
        places.append(own)
    return places, width


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


def by_name(queries: Iterable[Query], owners: Sequence[str], names: Names) -> Iterator[Request]:
    """Yield requests for objects of these owners; queries with many rows only while their names are told."""
    for query in queries:
        if names is not None or query.rows == "few":
            yield Request(query, owners if query.owner_column else None, names if query.name_column else None)

"""Which dictionary views are readable, in which family and with which columns; and reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, Protocol, TypeVar

from repart_tui.discovery.errors import DiscoveryCancelled, DiscoveryError, says_not_readable
from repart_tui.discovery.query import Query, Version, padded
from repart_tui.discovery.rows import Row

# Rows per fetch: one round trip for most tables of a dictionary.
ARRAY_SIZE = 1000
# Oracle takes at most 1000 expressions in a list; a power of two below it keeps the number of statements small.
LIST_LENGTH = 512
Family = Literal["DBA", "ALL", "USER"]
FAMILIES: tuple[Family, ...] = ("DBA", "ALL", "USER")

_USER_OWNED = frozenset(
    {
        "owner",
        "table_owner",
        "index_owner",
        "trigger_owner",
        "sequence_owner",
        "user_name",
        "object_owner",
        "object_schema",
        "schema_name",
        "owner_name",
    }
)


class Cursor(Protocol):
    """What is used of a DB-API cursor."""

    arraysize: int
    description: Any

    def execute(self, statement: str, parameters: Any = ..., /) -> Any: ...
    def fetchmany(self, size: int = ..., /) -> list[Any]: ...
    def close(self) -> None: ...


class Connection(Protocol):
    """What is used of a DB-API connection: sqlite3's or oracledb's."""

    def cursor(self) -> Any: ...


class Source:
    """A readable view: its full name, its family (None for a view of fixed name) and its columns in lower case."""

    __slots__ = ("columns", "family", "view")

    def __init__(self, view: str, family: Family | None, columns: frozenset[str]) -> None:
        self.view = view
        self.family = family
        self.columns = columns


class Dictionary:
    """The dictionary behind a connection. Only SELECTs are sent; each view is probed once."""

    def __init__(self, connection: Connection, cancelled: Callable[[], bool] | None = None) -> None:
        self._connection = connection
        self._cancelled = cancelled or (lambda: False)
        self._sources: dict[str, Source | None] = {}
        self._unreadable: dict[str, None] = {}
        self.version: Version = ()
        self.user: str | None = None
        self.family: Family = "DBA"

    @property
    def unreadable(self) -> list[str]:
        """Views and VIEW.COLUMNs that should exist in this version and could not be read, in the order of asking."""
        return list(self._unreadable)

    def check_cancelled(self) -> None:
        """Raise DiscoveryCancelled if the caller wants to stop."""
        if self._cancelled():
            raise DiscoveryCancelled("Discovery was cancelled.")

    def choose_family(self, query: Query) -> None:
        """Let the best readable form of `query` name the family of the whole discovery; raise if there is none."""
        source = self.source(query)
        if source is None:
            names = ", ".join(f"{family}_{(query.family_suffix or query.view).upper()}" for family in FAMILIES)
            raise DiscoveryError(f"None of {names} can be read; grant SELECT_CATALOG_ROLE or SELECT ANY DICTIONARY.")
        self.family = source.family or "DBA"
        if self.family != "DBA":
            self._unreadable.setdefault(query.view.upper())

    def source(self, query: Query) -> Source | None:
        """Return the best readable form of the query's view, or None."""
        if query.view not in self._sources:
            self._sources[query.view] = self._probe(query)
        return self._sources[query.view]

    def unknown(self, query: Query) -> list[str]:
        """Return what of `query` cannot be read though this version has it: the view, or single VIEW.COLUMNs."""
        label = query.view.upper()
        source = self.source(query)
        if source is None:
            return [label] if self._expected(query.since) and query.weight != "fallback" else []
        renamed = query.renamed_in_all if source.family == "ALL" else {}
        missing = [
            f"{label}.{column.source.upper()}"
            for column in query.columns
            if renamed.get(column.source, column.source) not in source.columns
            and self._expected(column.since)
            and not (source.family == "USER" and column.source in _USER_OWNED)
        ]
        return list(dict.fromkeys(missing))

    def note_unreadable(self, names: Iterable[str]) -> None:
        """Record views or columns for metadata.unreadable_views."""
        for name in names:
            self._unreadable.setdefault(name)

    def rows(
        self,
        query: Query,
        owners: Sequence[str] | None = None,
        names: Sequence[str] | None = None,
        numbers: Sequence[int] | None = None,
    ) -> Iterator[Row]:
        """Yield the rows of `query` for the owners and, if given, the names; or for the object numbers.

        Nothing is yielded from a view that cannot be read. Raises DiscoveryError with the view's name when the driver
        fails in another way, DiscoveryCancelled when the caller wants to stop.
        """
        source = self.source(query)
        self.note_unreadable(self.unknown(query))
        if source is None or any(given is not None and not given for given in (owners, names, numbers)):
            return
        if source.family == "USER" and owners is not None:
            # A USER_ view shows the session user's objects; without the user's name nobody knows whose they are.
            if self.user is None or self.user not in owners:
                return
            owners = [self.user]
        renamed = query.renamed_in_all if source.family == "ALL" else {}

        def bindable(column: str | None) -> bool:
            """A condition on a column that the view lacks is left out, and its binds with it (ORA-01036)."""
            return column is not None and renamed.get(column, column) in source.columns

        owners = owners if bindable(query.owner_column) else None
        names = names if bindable(query.name_column) else None
        for owner_chunk in _chunks(owners):
            for name_chunk in _chunks(names):
                for number_chunk in _chunks(numbers):
                    counts = (len(owner_chunk), len(name_chunk))
                    statement = query.sql(source.view, source.columns, *counts, renamed, len(number_chunk))
                    binds: dict[str, str | int] = {f"o{i}": value for i, value in enumerate(owner_chunk, 1)}
                    binds.update({f"n{i}": value for i, value in enumerate(name_chunk, 1)})
                    binds.update({f"i{i}": value for i, value in enumerate(number_chunk, 1)})
                    yield from self._fetch(query, source, statement, binds)

    def _fetch(self, query: Query, source: Source, statement: str, binds: dict[str, str | int]) -> Iterator[Row]:
        self.check_cancelled()
        label = source.view.upper()
        cursor = self._connection.cursor()
        try:
            cursor.arraysize = ARRAY_SIZE
            _call(label, lambda: cursor.execute(statement, binds))
            index = {str(entry[0]).lower(): number for number, entry in enumerate(cursor.description)}
            defaults: tuple[str, ...] = ()
            if source.family == "USER" and self.user is not None:
                absent = [c.name for c in query.columns if c.name not in index and c.name in _USER_OWNED]
                index.update({name: len(cursor.description) for name in absent})
                defaults = (self.user,) if absent else ()
            while True:
                batch = _call(label, lambda: cursor.fetchmany(ARRAY_SIZE))
                if not batch:
                    return
                for values in batch:
                    yield Row(index, (*values, *defaults) if defaults else values)
                self.check_cancelled()
        finally:
            cursor.close()

    def _probe(self, query: Query) -> Source | None:
        suffix = query.family_suffix
        if suffix is None:
            # A dictionary file has no schema SYS: there the table stands under its bare name.
            for view in dict.fromkeys((query.view, query.view.removeprefix("sys."))):
                columns = self.columns_of(view)
                if columns is not None:
                    return Source(view, None, columns)
            return None
        for family in FAMILIES:
            columns = self.columns_of(f"{family.lower()}_{suffix}")
            if columns is None:
                continue
            if FAMILIES.index(family) > FAMILIES.index(self.family):
                # Other views of the better family were readable: what this one hides must be told.
                self._unreadable.setdefault(query.view.upper())
            return Source(f"{family.lower()}_{suffix}", family, columns)
        return None

    def columns_of(self, view: str) -> frozenset[str] | None:
        """Return the columns of a view or table in lower case, None if it is not readable."""
        self.check_cancelled()
        cursor = self._connection.cursor()
        try:
            try:
                cursor.execute(f"SELECT * FROM {view} WHERE 1 = 0")
            except Exception as error:
                if says_not_readable(error):
                    return None
                raise _failure(view.upper(), error) from error
            return frozenset(str(entry[0]).lower() for entry in cursor.description)
        finally:
            cursor.close()

    def _expected(self, since: Version | None) -> bool:
        """Return whether the connected version has what came with `since`; an unknown version has nothing new."""
        return since is None or (bool(self.version) and self.version >= since)


_Value = TypeVar("_Value", str, int)


def _chunks(values: Sequence[_Value] | None) -> Iterator[list[_Value]]:
    if values is None:
        yield []
        return
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), LIST_LENGTH):
        yield padded(distinct[start : start + LIST_LENGTH])


def _failure(label: str, error: Exception) -> DiscoveryError:
    return DiscoveryError(f"Reading {label} failed: {str(error).strip() or type(error).__name__}")


def _call(label: str, action: Callable[[], Any]) -> Any:
    try:
        return action()
    except Exception as error:
        raise _failure(label, error) from error

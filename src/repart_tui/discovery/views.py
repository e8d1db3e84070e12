"""Which dictionary views are readable, in which family and with which columns; and reading them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from repart_tui.discovery.errors import (
    DiscoveryCancelled,
    DiscoveryError,
    StatementRefused,
    says_no_such_column,
    says_not_readable,
)
from repart_tui.discovery.kept_rows import KeptRows
from repart_tui.discovery.query import Query, Version, chunks, version_of
from repart_tui.discovery.read_ahead import ReadAhead, Request
from repart_tui.discovery.rows import Row
from repart_tui.discovery.selection import Names, Numbers, among, listed
from repart_tui.discovery.source import FAMILIES, Connection, Family, Source

# Rows per fetch: on a slow line few large answers beat many small ones, and a cursor still answers an interrupt soon.
ARRAY_SIZE = 2000
GRANTED_VIEWS = Query(
    "views granted to the user", "SELECT owner, view_name FROM all_views WHERE owner = 'SYS'", weight="fallback"
)
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
        "annotation_owner",
        "username",
    }
)


class Dictionary:
    """The dictionary behind a connection. Only SELECTs are sent.

    A connection that tells its `version`, as oracledb's do, is taken at its word: each view is expected to be readable
    and to have the columns that the release documents, and is asked only where the database says no. Else, as for a
    dictionary file, each view is asked once for its columns.
    """

    def __init__(self, connection: Connection, cancelled: Callable[[], bool] | None = None) -> None:
        self._connection = connection
        self._cancelled = cancelled or (lambda: False)
        self._sources: dict[str, Source | None] = {}
        self._refused: set[str] = set()
        self._granted: frozenset[str] | None = None
        self._unreadable: dict[str, None] = {}
        self._ahead = ReadAhead(self)
        self.kept = KeptRows()
        self._whole: dict[str, list[Row]] = {}
        self.version: Version = version_of(str(getattr(connection, "version", "")))
        self.trusting = bool(self.version)
        self.user: str | None = None
        self.family: Family = "DBA"

    @property
    def unreadable(self) -> list[str]:
        """Views and VIEW.COLUMNs that should exist in this version and could not be read, by name.

        Not in the order of asking: that differs between a database and a file, and the plan must not.
        """
        return sorted(self._unreadable)

    def beside(self) -> Dictionary:
        """Return the same dictionary for reading in between: what is known of its views is shared."""
        other = copy.copy(self)
        other._ahead = ReadAhead(other)
        return other

    def check_cancelled(self) -> None:
        """Raise DiscoveryCancelled if the caller wants to stop."""
        if self._cancelled():
            raise DiscoveryCancelled("Discovery was cancelled.")

    def choose_family(self, query: Query) -> None:
        """Let the best readable form of `query` name the family of the whole discovery; raise if there is none."""
        source = self._sources[query.view] = self._probe(query)
        if source is None:
            names = ", ".join(f"{family}_{(query.family_suffix or query.view).upper()}" for family in FAMILIES)
            raise DiscoveryError(f"None of {names} can be read; grant SELECT_CATALOG_ROLE or SELECT ANY DICTIONARY.")
        renamed = query.renamed_for(source.family)
        if source.columns is not None and not query.items(source.columns, renamed):
            raise DiscoveryError(f"{source.view.upper()} has none of the columns that Oracle documents.")
        self.family = source.family or "DBA"
        if self.family != "DBA":
            self._unreadable.setdefault(query.view.upper())
            if self.trusting:
                self._granted = self._granted_views()

    def _granted_views(self) -> frozenset[str] | None:
        """Return the DBA_ views that the user was granted one by one, None if that cannot be read."""
        try:
            found = list(self._fetch(GRANTED_VIEWS, Source("all_views", None, None), GRANTED_VIEWS.text, {}))
        except (StatementRefused, DiscoveryError):
            return None
        return frozenset(row.name("view_name").lower() for row in found)

    def source(self, query: Query) -> Source | None:
        """Return the best readable form of the query's view, or None."""
        if query.view not in self._sources:
            self._sources[query.view] = self._probe(query)
        return self._sources[query.view]

    def known(self, query: Query) -> Source | None:
        """Return the form of the view that has been read before, or asked for its columns; None if there is none."""
        return self._sources.get(query.view)

    def described(self, query: Query) -> tuple[Source, frozenset[str]] | None:
        """Return the best readable form of the query's view with the columns it really has, or None."""
        source = self.source(query)
        if source is not None and source.columns is None:
            columns = self.columns_of(source.view)
            source = self._sources[query.view] = (
                None if columns is None else Source(source.view, source.family, columns)
            )
        return None if source is None or source.columns is None else (source, source.columns)

    def assumed(self, query: Query) -> Source | None:
        """Return the form of the view to read: the one that is known, or the best that nobody has refused yet."""
        if query.view in self._sources or not self.trusting:
            return self.source(query)
        suffix = query.family_suffix
        if not self._expected(query.since):
            return None
        if suffix is None:
            return None if query.view in self._refused else Source(query.view, None, None)
        for family in FAMILIES:
            view = f"{family.lower()}_{suffix}"
            if view in self._refused or (family == "DBA" and self._granted is not None and view not in self._granted):
                continue
            # The columns of USER_ views differ too much.
            return self.source(query) if family == "USER" else Source(view, family, None)
        return None

    def accept(self, query: Query, source: Source | None) -> None:
        """Remember that the form of the view could be read, or that none can."""
        if query.view not in self._sources:
            self._note_lesser_family(query, source)
            self._sources[query.view] = source

    def refuse(self, query: Query, source: Source, error: Exception) -> bool:
        """Learn from an error: another form of the view or other columns may do; False if that is not what it means."""
        if says_not_readable(error) and query.view not in self._sources:
            self._refused.add(source.view)
            return True
        if says_no_such_column(error) and source.columns is None:
            columns = self.columns_of(source.view)
            if columns is not None:
                self._note_lesser_family(query, source)
                self._sources[query.view] = Source(source.view, source.family, columns)
                return True
        return False

    def _note_lesser_family(self, query: Query, source: Source | None) -> None:
        """Other views of the better family were readable: what this one hides must be told."""
        family = source.family if source is not None else None
        if family is not None and FAMILIES.index(family) > FAMILIES.index(self.family):
            self._unreadable.setdefault(query.view.upper())

    def columns_for(self, query: Query, source: Source) -> frozenset[str]:
        """Return the columns of the view that may be named, as far as the query needs them."""
        if source.columns is not None:
            return source.columns
        renamed = query.renamed_for(source.family)
        return frozenset(renamed.get(name, name) for name in query.expected_columns(self.version))

    def read_ahead(self, requests: Iterable[Request]) -> None:
        """Read what several queries will ask for in one statement; their `rows` then need no round trip of their own.

        It changes no result, and does nothing where a round trip costs nothing.
        """
        if self.trusting:
            self._ahead.read(requests)

    def unknown(self, query: Query) -> list[str]:
        """Return what of `query` cannot be read though this version has it: the view, or single VIEW.COLUMNs."""
        label = query.view.upper()
        source = self.source(query)
        if source is None:
            return [label] if self._expected(query.since) and query.weight != "fallback" else []
        if source.columns is None:
            return []
        renamed = query.renamed_for(source.family)
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

    def once(self, query: Query) -> list[Row]:
        """Return the rows of a query about the database as a whole, which is asked a single time."""
        if query.name not in self._whole:
            self._whole[query.name] = list(self.rows(query))
        return self._whole[query.name]

    def rows(
        self,
        query: Query,
        owners: Sequence[str] | None = None,
        names: Names = None,
        numbers: Numbers = None,
    ) -> Iterator[Row]:
        """Yield the rows of `query` for the owners and, if given, the names; or for the object numbers.

        Where a selection cannot be put into words for this view, all rows of the owners come. Nothing is yielded from a
        view that cannot be read. Raises DiscoveryError with the view's name when the driver fails in another way,
        DiscoveryCancelled when the caller wants to stop.
        """
        request = Request(query, owners, names, numbers)
        ahead = self._ahead.take(request)
        if ahead is not None:
            yield from ahead
            return
        if self.kept.answers(request):
            yield from self.kept.rows(request)
            return
        if any(given is not None and not given for given in (owners, names, numbers)):
            if not self.trusting:
                self.note_unreadable(self.unknown(query))
            return
        while True:
            source = self.assumed(query)
            if source is None:
                self.accept(query, None)
                self.note_unreadable(self.unknown(query))
                return
            try:
                yield from self._rows_of(query, source, owners, names, numbers)
            except StatementRefused as refused:
                # Nothing was yielded yet: Oracle refuses a statement when it is parsed.
                if self.refuse(query, source, refused.error):
                    continue
                raise _failure(source.view.upper(), refused.error) from refused.error
            return

    def _rows_of(
        self,
        query: Query,
        source: Source,
        owners: Sequence[str] | None,
        names: Names,
        numbers: Numbers,
    ) -> Iterator[Row]:
        subselect, told = among(self, query, source, names, numbers)
        asked = self.lists_for(query, source, owners, listed(names))
        if asked is None:
            self.note_unreadable(self.unknown(query))
            return
        renamed = query.renamed_for(source.family)
        columns = self.columns_for(query, source)
        if not query.items(columns, renamed):
            # A view of that name that has none of its columns tells nothing.
            self.note_unreadable(self.unknown(query))
            return
        for owner_chunk in chunks(asked[0]):
            for name_chunk in chunks(asked[1]):
                for number_chunk in chunks(listed(numbers)):
                    counts = (len(owner_chunk), len(name_chunk))
                    statement = query.sql(source.view, columns, *counts, renamed, len(number_chunk), subselect)
                    binds: dict[str, str | int] = {f"o{i}": value for i, value in enumerate(owner_chunk, 1)}
                    binds.update({f"n{i}": value for i, value in enumerate(name_chunk, 1)})
                    binds.update({f"i{i}": value for i, value in enumerate(number_chunk, 1)})
                    yield from self._fetch(query, source, statement, {**binds, **told})

    def lists_for(
        self, query: Query, source: Source, owners: Sequence[str] | None, names: Sequence[str] | None
    ) -> tuple[Sequence[str] | None, Sequence[str] | None] | None:
        """Return the owners and names to bind for this form of the view; None when it can have no row for them."""
        if source.family == "USER" and owners is not None:
            # A USER_ view shows the session user's objects; without the user's name nobody knows whose they are.
            if self.user is None or self.user not in owners:
                return None
            owners = [self.user]
        renamed = query.renamed_for(source.family)
        columns = self.columns_for(query, source)

        def bindable(column: str | None) -> bool:
            """A condition on a column that the view lacks is left out, and its binds with it (ORA-01036)."""
            return column is not None and renamed.get(column, column) in columns

        return owners if bindable(query.owner_column) else None, names if bindable(query.name_column) else None

    def _fetch(self, query: Query, source: Source, statement: str, binds: dict[str, str | int]) -> Iterator[Row]:
        label = source.view.upper()
        index: dict[str, int] = {}
        defaults: tuple[str, ...] = ()
        for description, batch in self.batches(label, statement, binds):
            if not index:
                self.accept(query, source)
                self.note_unreadable(self.unknown(query))
                index = {str(entry[0]).lower(): number for number, entry in enumerate(description)}
                if source.family == "USER" and self.user is not None:
                    absent = [c.name for c in query.columns if c.name not in index and c.name in _USER_OWNED]
                    index.update({name: len(description) for name in absent})
                    defaults = (self.user,) if absent else ()
            for values in batch:
                yield Row(index, (*values, *defaults) if defaults else values)

    def batches(self, label: str, statement: str, binds: Mapping[str, str | int]) -> Iterator[tuple[Any, list[Any]]]:
        """Yield the description and the rows of a statement, fetch by fetch, at least once.

        Raises StatementRefused when the database refuses the statement, DiscoveryError when a fetch fails.
        """
        self.check_cancelled()
        cursor = self._connection.cursor()
        try:
            cursor.arraysize = ARRAY_SIZE
            try:
                cursor.execute(statement, binds)
            except Exception as error:
                self.check_cancelled()
                if says_not_readable(error) or says_no_such_column(error):
                    raise StatementRefused(error) from error
                raise _failure(label, error) from error
            description = cursor.description
            first = True
            while True:
                try:
                    batch = cursor.fetchmany(ARRAY_SIZE)
                except Exception as error:
                    self.check_cancelled()
                    raise _failure(label, error) from error
                if batch or first:
                    yield description, batch
                if len(batch) < ARRAY_SIZE:
                    return
                first = False
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
            view = f"{family.lower()}_{suffix}"
            columns = None if view in self._refused else self.columns_of(view)
            if columns is None:
                continue
            source = Source(view, family, columns)
            self._note_lesser_family(query, source)
            return source
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


def _failure(label: str, error: Exception) -> DiscoveryError:
    return DiscoveryError(f"Reading {label} failed: {str(error).strip() or type(error).__name__}")

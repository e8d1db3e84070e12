"""Capture a dictionary over a connection: one SELECT for each view, streamed into the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from repart_tui import __version__
from repart_tui.capture.captured_views import captured_views
from repart_tui.capture.dictionary_writer import FORMAT, DictionaryWriter
from repart_tui.capture.statement import all_owners, capture_statement, owner_list
from repart_tui.discovery.assemble import Discovery
from repart_tui.discovery.errors import DiscoveryError
from repart_tui.discovery.query import Query
from repart_tui.discovery.source import Connection
from repart_tui.discovery.views import ARRAY_SIZE, Dictionary

Progress = Callable[[str, int, int], None]


def capture(
    connection: Connection,
    path: Path,
    *,
    schemas: Sequence[str] = (),
    progress: Progress | None = None,
) -> tuple[int, int, list[str]]:
    """Write the dictionary of the schemas, empty for all that Oracle does not maintain, into the file at `path`.

    Returns the number of views, of rows, and the names of views that could not be read. Raises DiscoveryError, with
    its cause when the driver failed, and CaptureError when the file cannot be written; the old file stays then.
    """
    tell = progress or (lambda _what, _done, _total: None)
    discovery = Discovery(connection)
    dictionary, session = discovery.dictionary, discovery.session
    chosen = discovery.owners(schemas)
    if not chosen:
        raise DiscoveryError("There is no schema that Oracle does not maintain: nothing to capture.")
    forms = Forms(dictionary)
    users = None if schemas else forms.form_of("users")
    owners = all_owners(users) if users else owner_list(chosen)
    views = captured_views()
    unreadable: list[str] = []
    count = 0
    with DictionaryWriter(path) as writer:
        for number, view in enumerate(views):
            described = dictionary.described(view.query)
            if described is None:
                unreadable += dictionary.unknown(view.query)
                continue
            source, available = described
            tell(source.view.upper(), number, len(views))
            statement, columns = capture_statement(view, source.view, available, owners, forms.form_of)
            writer.add_view(view.name_in_file(source.view), columns, _rows(connection, source.view, statement))
            count += 1
        writer.finish(
            captured_at=session.moment,
            con_name=session.container_name,
            session_user=session.user,
            schemas=json.dumps(list(schemas)) if schemas else None,
            tool_version=__version__,
            format=str(FORMAT),
        )
    return count, writer.rows, unreadable


class Forms:
    """The readable forms of the views that conditions mention."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._queries: dict[str, Query] = {view.query.view: view.query for view in captured_views()}

    def form_of(self, suffix: str) -> str | None:
        """Return dba_x, all_x or user_x; None when the view cannot be read."""
        source = self._dictionary.source(self._queries[f"dba_{suffix}"])
        return source.view if source is not None else None


def _rows(connection: Connection, label: str, statement: str) -> Iterator[Sequence[Any]]:
    cursor = connection.cursor()
    try:
        cursor.arraysize = ARRAY_SIZE
        try:
            cursor.execute(statement)
            while batch := cursor.fetchmany(ARRAY_SIZE):
                yield from batch
        except Exception as error:
            raise DiscoveryError(f"Reading {label.upper()} failed: {str(error).strip()}") from error
    finally:
        cursor.close()

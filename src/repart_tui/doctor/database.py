"""One connection: who one is there, how far away it is, and what of the dictionary can be read."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from typing import Any

from repart_tui.counted import counted
from repart_tui.discovery.assemble import Discovery
from repart_tui.discovery.errors import DiscoveryError
from repart_tui.discovery.query import Query
from repart_tui.discovery_queries import QUERIES
from repart_tui.doctor.check import Check

_PINGS = 5
_SLOW_MS = 100
_VIEWS_SHOWN = 8


def connection_checks(connection: Any) -> Iterator[Check]:
    """Check an open connection; only SELECTs and pings are sent."""
    yield _distance(connection)
    try:
        discovery = Discovery(connection)
    except DiscoveryError as error:
        yield Check("database", "error", str(error))
        return
    database, session = discovery.database, discovery.session
    container = f", container {session.container_name}" if session.container_name else ""
    version = database.version_full or database.version or "of unknown version"
    yield Check("database", "ok", f"Oracle {version}{container}, as {session.user}")
    if database.partitioning_option is False:
        text = "The database has no Partitioning option: no table can be partitioned."
        yield Check("database", "error", text, "It comes with Enterprise Edition.")
    yield from _readable(discovery)


def _distance(connection: Any) -> Check:
    times = []
    for _ in range(_PINGS):
        started = time.perf_counter()
        connection.ping()
        times.append((time.perf_counter() - started) * 1000)
    median = statistics.median(times)
    text = f"a round trip takes {median:.1f} ms"
    if median > _SLOW_MS:
        return Check("database", "note", f"{text}: discovery sends about a hundred, whatever the number of tables")
    return Check("database", "ok", text)


def _readable(discovery: Discovery) -> Iterator[Check]:
    dictionary = discovery.dictionary
    views: dict[str, Query] = {}
    for query in QUERIES:
        views.setdefault(query.view, query)
    missing: list[str] = []
    lesser: list[str] = []
    for query in views.values():
        source = dictionary.source(query)
        if source is None:
            missing += dictionary.unknown(query)
        elif source.family not in (None, "DBA"):
            lesser.append(source.view.upper())
    if not lesser and not missing:
        yield Check(
            "privileges", "ok", f"all {counted(len(views), 'view')} of the dictionary are readable, in their DBA_ form"
        )
        return
    grant = "GRANT SELECT_CATALOG_ROLE, or SELECT ANY DICTIONARY."
    if lesser:
        text = (
            f"{counted(len(lesser), 'view')} {'is' if len(lesser) == 1 else 'are'} readable in a lesser form only "
            f"({_some(lesser)}): foreign keys, grants and "
            "triggers of others may hide, and tables on which that bears are refused."
        )
        yield Check("privileges", "warning", text, grant)
    if missing:
        text = (
            f"{counted(len(missing), 'view')} cannot be read ({_some(missing)}): what rests on them counts as unknown."
        )
        yield Check("privileges", "warning", text, grant)


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _VIEWS_SHOWN} more" if len(names) > _VIEWS_SHOWN else ""
    return ", ".join(names[:_VIEWS_SHOWN]) + more

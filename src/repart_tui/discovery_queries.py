"""The dictionary queries by subject, and the ways to read the dictionary.

Every SELECT of the discovery is a named constant in the module of its subject (discovery/tables.py, columns.py, ...);
`QUERIES` gathers them. Their texts are real SQL on the DBA_ views; the form that is readable (DBA_, ALL_, USER_) and
the columns that the connected version has are asked once a view.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from repart_tui.discovery import assemble, database, largest, sizes, summaries
from repart_tui.discovery.assemble import SUBJECTS, SourceKind, discover_tables
from repart_tui.discovery.errors import DiscoveryCancelled, DiscoveryError
from repart_tui.discovery.phases import Phases
from repart_tui.discovery.query import Query
from repart_tui.discovery.source import Connection
from repart_tui.discovery.tables import TableSummary
from repart_tui.migration_models import EnvironmentConfig, MigrationConfig

__all__ = [
    "QUERIES",
    "DiscoveryCancelled",
    "DiscoveryError",
    "Phases",
    "Query",
    "TableSummary",
    "discover",
    "discover_tables",
    "list_tables",
]

QUERIES: tuple[Query, ...] = tuple(
    query for subject in (database, *SUBJECTS, sizes, summaries, largest) for query in subject.QUERIES
)


def discover(
    connection: Connection,
    *,
    schemas: Sequence[str] = (),
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    source_kind: SourceKind,
    source_name: str | None,
    tool_version: str,
    environment: EnvironmentConfig | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> MigrationConfig:
    """Return the plan for the tables of a dictionary: what each one is, and a target proposed for it.

    `connection` is a DB-API connection of oracledb or sqlite3; only SELECTs are sent. `schemas` are exact or
    upper-case names, empty for all that Oracle does not maintain. `include` and `exclude` are glob patterns on TABLE
    or OWNER.TABLE, case-insensitive. `progress` is called with a label, the steps done and their number. No table is
    enabled.

    Raises DiscoveryError with one sentence: no such schema (near names are named), the dictionary is not readable, a
    query failed (its view is named). Raises DiscoveryCancelled, which is one, once `cancelled` returns True.
    """
    return assemble.discover(
        connection,
        schemas=schemas,
        include=include,
        exclude=exclude,
        source_kind=source_kind,
        source_name=source_name,
        tool_version=tool_version,
        environment=environment,
        progress=progress,
        cancelled=cancelled,
    )


def list_tables(
    connection: Connection,
    *,
    schemas: Sequence[str] = (),
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    cancelled: Callable[[], bool] | None = None,
) -> list[TableSummary]:
    """Return the first phase alone: one line a table, ordered by owner and name, with its size."""
    phases = Phases(
        connection,
        schemas=schemas,
        include=include,
        exclude=exclude,
        source_kind="oracle",
        source_name=None,
        tool_version="",
        cancelled=cancelled,
    )
    found = list(phases.summaries())
    sizes = phases.sizes(found)
    return [
        dataclasses.replace(summary, bytes=sizes.get((summary.owner, summary.table_name), (None, ""))[0])
        for summary in found
    ]

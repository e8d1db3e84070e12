"""Discovery in two phases: first the list of all tables, then the detail of those that are asked for.

One connection serves both, one call at a time. `cancelled` is asked between two fetches, so its caller can also put
other reading in between: the detail of the table that a person looks at, while a long list is still coming.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from repart_tui.discovery.assemble import Discovery, Progress, SourceKind, plan_of
from repart_tui.discovery.scope import Key
from repart_tui.discovery.selection import LargestTables
from repart_tui.discovery.source import Connection
from repart_tui.discovery.summaries import read_summaries, read_summary_sizes
from repart_tui.discovery.tables import TableSummary, wanted
from repart_tui.migration_models import EnvironmentConfig, MigrationConfig, TableConfig


class Phases:
    """A discovery whose parts are read when they are wanted; the options are those of discovery_queries.discover.

    Raises DiscoveryError with one sentence, DiscoveryCancelled once `cancelled` returns True.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        schemas: Sequence[str] = (),
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        source_kind: SourceKind,
        source_name: str | None,
        tool_version: str,
        environment: EnvironmentConfig | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._discovery = Discovery(connection, progress=progress, cancelled=cancelled)
        self._schemas, self._include, self._exclude = schemas, include, exclude
        self._source: tuple[SourceKind, str | None, str] = (source_kind, source_name, tool_version)
        self._environment = environment or EnvironmentConfig()

    def summaries(self) -> Iterator[TableSummary]:
        """Yield the tables in the order of owner and name as they arrive."""
        discovery = self._discovery
        discovery.left_out = 0
        return read_summaries(discovery.dictionary, discovery.owners(self._schemas), self._wanted)

    def _wanted(self, owner: str, name: str) -> bool:
        if wanted(owner, name, self._include, self._exclude):
            return True
        self._discovery.left_out += 1
        return False

    def sizes(self, summaries: Iterable[TableSummary]) -> dict[Key, tuple[int, str]]:
        """Return bytes of the table segments, and whether they are from segments or an estimate."""
        return read_summary_sizes(self._discovery.dictionary, summaries, self._discovery.database.block_size)

    def details(self, keys: Iterable[Key]) -> list[TableConfig]:
        """Return these tables whole, with a target proposed for each; one that is not there any more is left out."""
        return list(self.each_detail(keys))

    def each_detail(self, keys: Iterable[Key], selection: LargestTables | None = None) -> Iterator[TableConfig]:
        """Yield these tables as `details` does, one by one once all are read.

        With a selection that takes them in, many are read without a list of their names. One that left the selection
        meanwhile is left out too, and may still be there.
        """
        return self._discovery.beside().details(keys, self._environment, selection)

    def keep_rare(self, owners: Sequence[str]) -> None:
        """Prepare for `details` of many tables in steps: views with few rows are asked once, not in each of them."""
        self._discovery.keep_rare(owners)

    def plan(self, tables: list[TableConfig]) -> MigrationConfig:
        """Return the plan that holds these tables; its metadata say what could not be read so far."""
        return plan_of(self._discovery, self._schemas, *self._source, self._environment, tables)

    @property
    def left_out(self) -> int:
        """Tables that the patterns left out of the list so far."""
        return self._discovery.left_out

    @property
    def unreadable(self) -> list[str]:
        """Views that could not be read so far."""
        return self._discovery.dictionary.unreadable

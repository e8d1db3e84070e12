"""The three ways in: the list of tables, the detail of some, and both as a MigrationConfig."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from repart_tui.advice.propose import propose
from repart_tui.discovery.access import read_access
from repart_tui.discovery.columns import read_columns
from repart_tui.discovery.constraints import read_constraints
from repart_tui.discovery.database import CHARACTER_SET, SessionFacts, read_database, read_session
from repart_tui.discovery.errors import DiscoveryError
from repart_tui.discovery.features import read_features
from repart_tui.discovery.identity import read_identities
from repart_tui.discovery.indexes import read_indexes
from repart_tui.discovery.lobs import read_lobs
from repart_tui.discovery.partitions import read_partitions
from repart_tui.discovery.related import read_related
from repart_tui.discovery.scope import Key, Scope
from repart_tui.discovery.sizes import read_sizes, read_table_sizes
from repart_tui.discovery.statistics import CharacterSets, read_statistics
from repart_tui.discovery.tables import (
    TABLES,
    TableSummary,
    kind_of,
    partitioning_name,
    read_owners,
    read_table_facts,
    read_tables,
    wanted,
)
from repart_tui.discovery.triggers import read_triggers
from repart_tui.discovery.usage import read_usage
from repart_tui.discovery.views import Connection, Dictionary
from repart_tui.migration_models import (
    CommonSettings,
    CurrentState,
    DatabaseInfo,
    EnvironmentConfig,
    Metadata,
    MigrationConfig,
    TableConfig,
)
from repart_tui.oracle.eligibility import refusals

SCHEMA_VERSION = "1.1"
SourceKind = Literal["oracle", "dictionary_file", "demo"]
Progress = Callable[[str, int, int], None]


class Discovery:
    """One reading of a dictionary: who reads, what the database is, and the tables on demand."""

    def __init__(
        self,
        connection: Connection,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self.dictionary = Dictionary(connection, cancelled)
        self._progress = progress or (lambda _what, _done, _total: None)
        self.session: SessionFacts = read_session(connection, self.dictionary)
        self.dictionary.choose_family(TABLES)
        self.database: DatabaseInfo = read_database(self.dictionary, self.session)

    def owners(self, schemas: Sequence[str]) -> list[str]:
        """Return the schemas to read: those asked for, or all that Oracle does not maintain."""
        names, maintained = read_owners(self.dictionary)
        if not schemas:
            return [name for name in names if name not in maintained]
        chosen = []
        for schema in schemas:
            name = next((n for n in (schema, schema.upper()) if n in names), None)
            if name is None:
                near = difflib.get_close_matches(schema.upper(), names, n=3)
                hint = f"; did you mean {' or '.join(near)}?" if near else "."
                raise DiscoveryError(f"There is no schema {schema}{hint}")
            if name in maintained:
                raise DiscoveryError(f"Schema {name} is maintained by Oracle; its tables must not be migrated.")
            chosen.append(name)
        return list(dict.fromkeys(chosen))

    def states(self, schemas: Sequence[str], include: Sequence[str], exclude: Sequence[str]) -> dict[Key, CurrentState]:
        """Return the first phase: the tables asked for with their own row."""
        self._progress("tables", 0, 1)
        found = read_tables(self.dictionary, self.owners(schemas))
        return {key: state for key, state in found.items() if wanted(*key, include, exclude)}

    def fill(self, states: dict[Key, CurrentState]) -> None:
        """Read the second phase, the detail, into the states."""
        dictionary, scope = self.dictionary, Scope(states)
        steps: list[tuple[str, Callable[[], object]]] = []
        shared: dict[str, dict[Key, dict[str, str]]] = {"character_sets": {}, "parts": {}}

        def columns() -> None:
            shared["character_sets"] = read_columns(dictionary, scope)
            read_identities(dictionary, scope)

        def statistics() -> None:
            names = {row.text("parameter"): row.text("value") for row in dictionary.rows(CHARACTER_SET)}
            national = names.get("NLS_NCHAR_CHARACTERSET")
            sets = CharacterSets(self.database.character_set, national, shared["character_sets"])
            read_statistics(dictionary, scope, sets)

        def partitions() -> None:
            shared["parts"] = read_partitions(dictionary, scope)

        steps = [
            ("comments and times", lambda: read_table_facts(dictionary, scope)),
            ("columns", columns),
            ("constraints", lambda: read_constraints(dictionary, scope)),
            ("indexes", lambda: read_indexes(dictionary, scope)),
            ("partitions", partitions),
            ("LOBs", lambda: read_lobs(dictionary, scope)),
            ("triggers", lambda: read_triggers(dictionary, scope)),
            ("grants and policies", lambda: read_access(dictionary, scope)),
            ("dependents", lambda: read_related(dictionary, scope)),
            ("features", lambda: read_features(dictionary, scope)),
            ("statistics", statistics),
            ("usage", lambda: read_usage(dictionary, scope)),
            ("sizes", lambda: read_sizes(dictionary, scope, self.database.block_size, shared["parts"])),
        ]
        if not states:
            return
        for number, (label, step) in enumerate(steps):
            self._progress(label, number, len(steps))
            dictionary.check_cancelled()
            step()
        self._progress("done", len(steps), len(steps))

    def table(self, key: Key, state: CurrentState, environment: EnvironmentConfig) -> TableConfig:
        """Return the table with its refusals and the target proposed for it."""
        owner, name = key
        target, proposal, row_movement = propose(state, owner, name, environment, self.database, self.session.moment)
        return TableConfig(
            owner=owner,
            table_name=name,
            refusals=refusals(state, owner, name),
            proposal=proposal,
            common_settings=CommonSettings(target_config=target, row_movement=row_movement),
            current_state=state,
        )


def list_tables(
    connection: Connection,
    *,
    schemas: Sequence[str] = (),
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    cancelled: Callable[[], bool] | None = None,
) -> list[TableSummary]:
    """Return the light first phase: one line a table, ordered by owner and name."""
    discovery = Discovery(connection, cancelled=cancelled)
    states = discovery.states(schemas, include, exclude)
    read_table_sizes(discovery.dictionary, states, discovery.database.block_size)
    return [
        TableSummary(owner, name, partitioning_name(state), state.num_rows, state.table_bytes, kind_of(state))
        for (owner, name), state in states.items()
    ]


def discover_tables(
    connection: Connection,
    keys: Iterable[Key],
    *,
    environment: EnvironmentConfig | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[TableConfig]:
    """Return the detail of some tables, given as (owner, name); a table that is not listed is left out."""
    wanted_keys = set(keys)
    if not wanted_keys:
        return []
    discovery = Discovery(connection, progress=progress, cancelled=cancelled)
    owners = sorted({owner for owner, _ in wanted_keys})
    found = read_tables(discovery.dictionary, owners, sorted({name for _, name in wanted_keys}))
    states = {key: state for key, state in found.items() if key in wanted_keys}
    discovery.fill(states)
    chosen = environment or EnvironmentConfig()
    return [discovery.table(key, state, chosen) for key, state in states.items()]


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
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> MigrationConfig:
    """Read both phases and return the plan with a proposal for each table; see discovery_queries.discover."""
    discovery = Discovery(connection, progress=progress, cancelled=cancelled)
    states = discovery.states(schemas, include, exclude)
    discovery.fill(states)
    chosen = environment or EnvironmentConfig()
    tables = [discovery.table(key, state, chosen) for key, state in states.items()]
    return MigrationConfig(
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(
            tool_version=tool_version,
            source_kind=source_kind,
            source_name=source_name,
            discovered_at=discovery.session.moment,
            discovered_by=discovery.session.user,
            schemas=list(schemas),
            view_family=discovery.dictionary.family,
            unreadable_views=discovery.dictionary.unreadable,
            database=discovery.database,
        ),
        environment_config=chosen,
        tables=tables,
    )

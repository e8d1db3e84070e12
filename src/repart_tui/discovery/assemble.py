"""The three ways in: the list of tables, the detail of some, and both as a MigrationConfig."""

from __future__ import annotations

import copy
import difflib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from repart_tui.advice.propose import propose
from repart_tui.discovery import (
    access,
    columns,
    constraints,
    features,
    identity,
    indexes,
    lobs,
    partitions,
    related,
    security,
    statistics,
    tables,
    triggers,
    usage,
)
from repart_tui.discovery.access import read_access
from repart_tui.discovery.columns import read_columns
from repart_tui.discovery.constraints import read_constraints
from repart_tui.discovery.database import ALL_AT_ONCE as DATABASE_QUERIES
from repart_tui.discovery.database import SessionFacts, read_database, read_session
from repart_tui.discovery.errors import DiscoveryError
from repart_tui.discovery.features import read_features
from repart_tui.discovery.identity import read_identities
from repart_tui.discovery.indexes import read_indexes
from repart_tui.discovery.kept_rows import can_be_kept
from repart_tui.discovery.largest import unchanged
from repart_tui.discovery.lobs import read_lobs
from repart_tui.discovery.partitions import read_partitions
from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import Request, by_name
from repart_tui.discovery.related import read_related
from repart_tui.discovery.rounds import Steps, run_rounds
from repart_tui.discovery.scope import BY_NAME_UP_TO, Key, Scope
from repart_tui.discovery.security import read_security
from repart_tui.discovery.selection import LargestTables, Names
from repart_tui.discovery.sizes import SEGMENTS, TABLESPACES, read_manual_tablespaces, read_sizes, read_tablespaces
from repart_tui.discovery.source import Connection
from repart_tui.discovery.statistics import CharacterSets, read_statistics
from repart_tui.discovery.tables import (
    TABLES,
    read_owners,
    read_table_facts,
    read_tables,
    wanted,
)
from repart_tui.discovery.triggers import read_triggers
from repart_tui.discovery.usage import read_usage
from repart_tui.discovery.views import Dictionary
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

SCHEMA_VERSION = "1.5"
"""As in config_file, which this room does not import: what is written today needs no step of an upgrade."""
SourceKind = Literal["oracle", "dictionary_file", "demo"]
Progress = Callable[[str, int, int], None]


SUBJECTS = (
    tables,
    columns,
    identity,
    constraints,
    indexes,
    partitions,
    lobs,
    triggers,
    access,
    security,
    related,
    features,
    statistics,
    usage,
)
"""The modules with queries on tables, in the order in which their readers begin."""
_OF_TABLES: tuple[Query, ...] = tuple(query for subject in SUBJECTS for query in subject.OF_TABLES)
_ROWS_OF_TABLES = (tables.TABLES, tables.OBJECT_TABLES, tables.PART_TABLES)
# Of whole schemas too these come in one statement: many rows perhaps, but narrow ones.
_NARROW = (
    tables.OBJECTS,
    tables.TABLE_COMMENTS,
    statistics.TABLE_STATISTICS,
    access.TABLE_GRANTS,
    related.DEPENDENCIES,
    related.SYNONYMS,
    SEGMENTS,
)


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
        # Whatever is read of the database as a whole, in one round trip.
        self.dictionary.read_ahead(Request(query) for query in (*DATABASE_QUERIES, tables.USERS, TABLESPACES))
        self.session: SessionFacts = read_session(connection, self.dictionary)
        self.dictionary.choose_family(TABLES)
        self.left_out = 0
        """Tables that the patterns left out."""
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
        chosen = {key: state for key, state in found.items() if wanted(*key, include, exclude)}
        self.left_out = len(found) - len(chosen)
        return chosen

    def fill(self, states: dict[Key, CurrentState], selection: LargestTables | None = None) -> None:
        """Read the second phase, the detail, into the states, which the selection takes in."""
        dictionary, scope = self.dictionary, Scope(states, selection)
        self._read_ahead(scope)
        character_sets: dict[Key, dict[str, str]] = {}
        parts: dict[Key, dict[str, str]] = {}

        def the_columns() -> Steps:
            character_sets.update(read_columns(dictionary, scope))
            yield from read_identities(dictionary, scope)

        def the_statistics() -> None:
            national = self.session.national_character_set
            read_statistics(dictionary, scope, CharacterSets(self.database.character_set, national, character_sets))

        # In this order: each may rest on the first step of those above it.
        readers: list[tuple[str, Steps]] = [
            ("comments and times", _at_once(lambda: read_table_facts(dictionary, scope))),
            ("columns", the_columns()),
            ("constraints", read_constraints(dictionary, scope)),
            ("indexes", read_indexes(dictionary, scope)),
            ("partitions", read_partitions(dictionary, scope, parts)),
            ("LOBs", read_lobs(dictionary, scope)),
            ("triggers", read_triggers(dictionary, scope)),
            ("grants", _at_once(lambda: read_access(dictionary, scope))),
            ("policies", _at_once(lambda: read_security(dictionary, scope))),
            ("dependents", read_related(dictionary, scope)),
            ("features", read_features(dictionary, scope)),
            ("statistics", _at_once(the_statistics)),
            ("usage", read_usage(dictionary, scope)),
            ("sizes", read_sizes(dictionary, scope, self.database.block_size, parts)),
        ]
        if not states:
            return
        labels = [label for label, _ in readers]
        total = len(readers)
        run_rounds(
            dictionary, (reader for _, reader in readers), lambda number: self._progress(labels[number], number, total)
        )
        self._progress("done", total, total)

    def keep_rare(self, owners: Sequence[str]) -> None:
        """Read once what views on rare features say of whole schemas: for the detail of many tables in many steps."""
        queries = [query for query in _OF_TABLES if can_be_kept(query)]
        self.dictionary.read_ahead(Request(query, owners) for query in queries)
        for query in queries:
            self.dictionary.kept.keep(query, owners, list(self.dictionary.rows(query, owners)))

    def beside(self) -> Discovery:
        """Return a reading of the same dictionary that may go on while this one is in the midst of a query."""
        other = copy.copy(self)
        other.dictionary = self.dictionary.beside()
        return other

    def details(
        self, keys: Iterable[Key], environment: EnvironmentConfig, selection: LargestTables | None = None
    ) -> Iterator[TableConfig]:
        """Yield listed tables whole, in the order of the keys, once all of them are read.

        With a selection that takes them in, many are read without their names; one that left it is left out.
        """
        wanted_keys = dict.fromkeys(keys)
        owners = sorted({owner for owner, _ in wanted_keys})
        few = sorted({name for _, name in wanted_keys})
        names: Names = few
        if len(few) > BY_NAME_UP_TO:
            # In one statement instead of many lists.
            names = selection
            self.dictionary.read_ahead(Request(query, owners, names) for query in _ROWS_OF_TABLES[1:])
        else:
            selection = None
            self.dictionary.read_ahead(by_name((*_ROWS_OF_TABLES, *_OF_TABLES), owners, few))
        found = read_tables(self.dictionary, owners, names, listed=True)
        states = {key: state for key, state in found.items() if key in wanted_keys}
        self.fill(states, selection)
        if selection is not None:
            states = unchanged(self.dictionary, selection, states)
        for key in wanted_keys:
            # Advice takes a while for many tables: nobody shall wait for all of it.
            self.dictionary.check_cancelled()
            state = states.pop(key, None)
            if state is not None:
                yield self.table(key, state, environment)

    def _read_ahead(self, scope: Scope) -> None:
        """Read what every table needs in as few round trips as possible."""
        scope.read_ahead(self.dictionary, _OF_TABLES)
        if scope.names is None:
            self.dictionary.read_ahead(Request(query, scope.owners, scope.names_for(query)) for query in _NARROW)

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


def _at_once(read: Callable[[], None]) -> Steps:
    """Make a reader that asks for nothing more than what is read ahead, or for nothing that could be shared."""
    read()
    yield from ()


def discover_tables(
    connection: Connection,
    keys: Iterable[Key],
    *,
    environment: EnvironmentConfig | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[TableConfig]:
    """Return the detail of some tables, given as (owner, name); a table that is not listed is left out."""
    wanted_keys = list(keys)
    if not wanted_keys:
        return []
    discovery = Discovery(connection, progress=progress, cancelled=cancelled)
    return list(discovery.details(wanted_keys, environment or EnvironmentConfig()))


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
    return plan_of(discovery, schemas, source_kind, source_name, tool_version, chosen, tables)


def plan_of(
    discovery: Discovery,
    schemas: Sequence[str],
    source_kind: SourceKind,
    source_name: str | None,
    tool_version: str,
    environment: EnvironmentConfig,
    tables: list[TableConfig],
) -> MigrationConfig:
    """Return the plan with these tables."""
    return MigrationConfig(
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(
            tool_version=tool_version,
            source_kind=source_kind,
            # A file's name may be no text, and the plan is UTF-8.
            source_name=None if source_name is None else os.fsencode(source_name).decode("utf-8", "replace"),
            discovered_at=discovery.session.moment,
            discovered_by=discovery.session.user,
            schemas=list(schemas),
            view_family=discovery.dictionary.family,
            unreadable_views=discovery.dictionary.unreadable,
            tables_left_out=discovery.left_out,
            database=discovery.database,
            tablespaces=read_tablespaces(discovery.dictionary),
            manual_tablespaces=read_manual_tablespaces(discovery.dictionary),
        ),
        environment_config=environment,
        tables=tables,
    )

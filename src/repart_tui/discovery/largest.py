"""Which tables are worth their detail before anybody looks at them, told in one condition; and whether they stayed.

The condition is on the size: the blocks of the statistics, which the view of all tables shows, or where these do not
tell which tables are large the bytes of the segments, whose view takes a database longer to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from repart_tui.discovery.query import Query
from repart_tui.discovery.scope import Key
from repart_tui.discovery.selection import LargestTables, Measure
from repart_tui.discovery.tables import TableSummary
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import CurrentState

# What tells that statistics were gathered, or DDL was done, in the midst of a reading.
SELECTED_STATISTICS = Query(
    "statistics of selected tables",
    """
    SELECT owner, table_name, blocks, last_analyzed
      FROM dba_tables
     WHERE owner IN (:owners)
       AND table_name IN (:names)
    """,
)
SELECTED_TIMES = Query(
    "times of selected tables",
    """
    SELECT owner, object_name, last_ddl_time
      FROM dba_objects
     WHERE owner IN (:owners)
       AND object_name IN (:names)
       AND object_type = 'TABLE'
    """,
)
QUERIES = (SELECTED_STATISTICS, SELECTED_TIMES)


def largest_tables(
    summaries: Mapping[Key, TableSummary],
    sizes: Mapping[Key, tuple[int, str]],
    by_size: Sequence[Key],
    room: int,
    spare: int,
) -> tuple[LargestTables, list[Key]] | None:
    """Return a selection of at most `room` listed tables, and which of `by_size`, the largest first, it takes in.

    A measure serves when it takes in most of the first `room` tables of `by_size`. For those that it does not take in,
    such as tables that were never analyzed, up to `spare` places are left. None when no measure serves.
    """
    # The view of tables shows no object tables, that of segments no table without a segment of its own.
    plain = [key for key, summary in summaries.items() if summary.kind != "object"]
    stored = [key for key, (size, source) in sizes.items() if size and source == "segments"]
    measures: list[tuple[Measure, list[Key], Callable[[Key], int]]] = [
        ("blocks", plain, lambda key: summaries[key].blocks or 0),
        ("bytes", stored, lambda key: sizes[key][0]),
    ]
    wanted = by_size[:room]
    for measure, shown, size in measures:
        cut = _cut(shown, size, room)
        missed = len(set(wanted) - set(cut))
        if missed:
            cut = _cut(shown, size, room - min(missed, spare))
        if cut and missed * 2 <= len(wanted):
            chosen = set(cut)
            owners = tuple(sorted({owner for owner, _ in summaries}))
            selection = LargestTables(owners, measure, size(cut[-1]), cut[-1][1])
            return selection, [key for key in by_size if key in chosen]
    return None


def _cut(keys: Iterable[Key], size: Callable[[Key], int], room: int) -> list[Key]:
    """Return the largest tables, among tables of one size by name, so that a condition can tell where they end."""

    def place(key: Key) -> tuple[int, str]:
        return -size(key), key[1]

    ranked = sorted(keys, key=place)
    end = min(room, len(ranked))
    # Tables of one size and name, in several schemas, are all taken or none.
    while 0 < end < len(ranked) and place(ranked[end - 1]) == place(ranked[end]):
        end -= 1
    return ranked[:end]


def unchanged(
    dictionary: Dictionary, selection: LargestTables, states: Mapping[Key, CurrentState]
) -> dict[Key, CurrentState]:
    """Return the tables that were in the selection all the while.

    A table may leave it while it is read, and come back: what the statements in between say of it is not there. Its
    blocks change when statistics are gathered, its segments shrink by TRUNCATE, MOVE and their like, which are DDL;
    both leave their time behind.
    """
    if selection.measure == "blocks":
        before = {key: (state.blocks, state.last_analyzed) for key, state in states.items()}
        after = {
            (row.name("owner"), row.name("table_name")): (row.integer("blocks"), row.moment("last_analyzed"))
            for row in dictionary.rows(SELECTED_STATISTICS, selection.owners, selection)
        }
        return {key: state for key, state in states.items() if after.get(key) == before[key]}
    times = {
        (row.name("owner"), row.name("object_name")): row.moment("last_ddl_time")
        for row in dictionary.rows(SELECTED_TIMES, selection.owners, selection)
    }
    return {key: state for key, state in states.items() if key in times and times[key] == state.last_ddl_time}

"""Optimizer statistics: locks, preferences, extensions, and what they tell about the values of columns."""

from __future__ import annotations

from repart_tui.discovery.query import Query
from repart_tui.discovery.rows import Row
from repart_tui.discovery.scope import Key, Scope
from repart_tui.discovery.values import decode, endpoint_date, endpoint_text
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import (
    ColumnInfo,
    ColumnStatistics,
    CurrentState,
    StatisticsExtension,
    StatisticsPreference,
)
from repart_tui.oracle.locked_partitions import SUBPARTITIONS

TABLE_STATISTICS = Query(
    "table statistics",
    """
    SELECT owner, table_name, object_type, partition_name, stattype_locked, stale_stats, notes /* 19 */
      FROM dba_tab_statistics
     WHERE owner IN (:owners)
       AND table_name IN (:names)
       AND object_type IN ('TABLE', CASE WHEN stattype_locked IS NOT NULL THEN object_type END)
    """,
    rows="many",
)
COLUMN_STATISTICS = Query(
    "column statistics",
    """
    SELECT owner, table_name, column_name, num_distinct, low_value, high_value, num_nulls, histogram, notes, scope
      FROM dba_tab_col_statistics
     WHERE owner IN (:owners)
       AND table_name IN (:names)
    """,
    rows="apart",
)
HISTOGRAMS = Query(
    "histograms",
    """
    SELECT owner, table_name, column_name, endpoint_number, endpoint_value, endpoint_actual_value,
           endpoint_actual_value_raw, scope
      FROM dba_tab_histograms
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, table_name, column_name, endpoint_number
    """,
    rows="apart",
)
PREFERENCES = Query(
    "statistics preferences",
    """
    SELECT owner, table_name, preference_name, preference_value
      FROM dba_tab_stat_prefs
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, table_name, preference_name
    """,
)
EXTENSIONS = Query(
    "extended statistics",
    """
    SELECT owner, table_name, extension_name, creator, droppable, extension
      FROM dba_stat_extensions
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, table_name, extension_name
    """,
    rows="apart",
)
QUERIES = (TABLE_STATISTICS, COLUMN_STATISTICS, HISTOGRAMS, PREFERENCES, EXTENSIONS)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (
    TABLE_STATISTICS,
    PREFERENCES,
)

# A frequency histogram has at most so many values (METHOD_OPT SIZE, 2048 from 12.1 on; 254 by default).
_FEW_VALUES = 2048


class CharacterSets:
    """Character sets of the database: CHAR_CS and NCHAR_CS of TAB_COLS.CHARACTER_SET_NAME."""

    def __init__(self, database: str | None, national: str | None, by_column: dict[Key, dict[str, str]]) -> None:
        self._names = {"CHAR_CS": database, "NCHAR_CS": national or "AL16UTF16"}
        self._by_column = by_column

    def of(self, key: Key, column: ColumnInfo) -> str | None:
        """Return the character set of a column."""
        default = "NCHAR_CS" if column.data_type in ("NCHAR", "NVARCHAR2") else "CHAR_CS"
        word = self._by_column.get(key, {}).get(column.name, default)
        return self._names.get(word, word)


def read_statistics(dictionary: Dictionary, scope: Scope, character_sets: CharacterSets) -> None:
    """Fill in what statistics know; a histogram's values only where it is a frequency histogram."""
    locked: dict[Key, dict[str, str]] = {}
    for row in scope.rows(dictionary, TABLE_STATISTICS):
        if "STATS_ON_CONVENTIONAL_DML" in (row.text("notes") or ""):
            # Real-time statistics (19c) repeat the table in a second row.
            continue
        state = scope.states[row.name("owner"), row.name("table_name")]
        if row.text("object_type") != "TABLE":
            whole = row.text("object_type") == "PARTITION"
            found = locked.setdefault((row.name("owner"), row.name("table_name")), {})
            word = row.trimmed("stattype_locked") if whole else None
            name = row.text("partition_name") or ""
            found[name] = word or found.get(name, SUBPARTITIONS)
            continue
        state.statistics_locked = row.trimmed("stattype_locked")
        state.statistics_stale = row.flag("stale_stats")
    for key, found in locked.items():
        info = scope.states[key].partitioning
        for part in info.partitions if info is not None else ():
            part.statistics_locked = found.get(part.name)
    with_values = _read_columns(dictionary, scope, character_sets)
    if with_values:
        _read_histograms(dictionary, scope, with_values, character_sets)
    for row in scope.rows(dictionary, PREFERENCES):
        scope.states[row.name("owner"), row.name("table_name")].statistics_preferences.append(
            StatisticsPreference(name=row.name("preference_name"), value=row.text("preference_value"))
        )
    extended = scope.part(_may_be_extended)
    for row in extended.rows(dictionary, EXTENSIONS):
        if row.flag("droppable") is False:
            # Behind a virtual column or a function-based index: these make it again.
            continue
        scope.states[row.name("owner"), row.name("table_name")].statistics_extensions.append(
            StatisticsExtension(
                name=row.name("extension_name"), extension=row.text("extension") or "", creator=row.trimmed("creator")
            )
        )
    for query in (TABLE_STATISTICS, COLUMN_STATISTICS, PREFERENCES):
        scope.mark_unknown(dictionary, query)
    extended.mark_unknown(dictionary, EXTENSIONS)


def _may_be_extended(state: CurrentState) -> bool:
    """Extended statistics stand on a hidden virtual column, SYS_STU... or SYS_STS... (DBMS_STATS)."""
    return not state.columns or any(
        c.hidden and not c.user_generated and c.name.startswith("SYS_ST") for c in state.columns
    )


def _read_columns(dictionary: Dictionary, scope: Scope, character_sets: CharacterSets) -> set[Key]:
    with_values: set[Key] = set()
    for row in scope.rows(dictionary, COLUMN_STATISTICS):
        key = (row.name("owner"), row.name("table_name"))
        column = scope.column(*key, row.name("column_name"))
        if column is None or _beside(row):
            continue
        character_set = character_sets.of(key, column)
        column.statistics = ColumnStatistics(
            num_distinct=row.integer("num_distinct"),
            num_nulls=row.integer("num_nulls"),
            low_value=decode(column.data_type, row.raw("low_value"), character_set),
            high_value=decode(column.data_type, row.raw("high_value"), character_set),
            histogram=row.trimmed("histogram"),
        )
        few = (column.statistics.num_distinct or _FEW_VALUES + 1) <= _FEW_VALUES
        if column.statistics.histogram == "FREQUENCY" and few:
            with_values.add(key)
    return with_values


def _beside(row: Row) -> bool:
    """Return whether the row is a session's or a real-time statistic beside the shared one."""
    return row.trimmed("scope") == "SESSION" or "STATS_ON_CONVENTIONAL_DML" in (row.text("notes") or "")


def _read_histograms(dictionary: Dictionary, scope: Scope, keys: set[Key], character_sets: CharacterSets) -> None:
    owners, names = scope.lists(keys, scope.selection)
    doubtful: set[tuple[Key, str]] = set()
    reached: dict[tuple[Key, str], int] = {}
    for row in dictionary.rows(HISTOGRAMS, owners, names):
        key = (row.name("owner"), row.name("table_name"))
        column = scope.column(*key, row.name("column_name")) if key in keys else None
        statistics = column.statistics if column is not None else None
        if (
            column is None
            or statistics is None
            or statistics.histogram != "FREQUENCY"
            or row.trimmed("scope") == "SESSION"
        ):
            continue
        value = _endpoint(row, column, character_sets.of(key, column))
        # ENDPOINT_NUMBER counts the rows up to and with this value (Database Reference, ALL_TAB_HISTOGRAMS).
        upto = row.integer("endpoint_number") or 0
        count = max(0, upto - reached.get((key, column.name), 0))
        reached[key, column.name] = upto
        if value is None:
            # One value that is not known for certain makes the list useless.
            doubtful.add((key, column.name))
        elif value in statistics.frequent_values:
            statistics.frequent_counts[statistics.frequent_values.index(value)] += count
        else:
            statistics.frequent_values.append(value)
            statistics.frequent_counts.append(count)
    for key, name in doubtful:
        column = scope.column(*key, name)
        if column is not None and column.statistics is not None:
            column.statistics.frequent_values = []
            column.statistics.frequent_counts = []


def _may_be_cut(length: int, column: ColumnInfo) -> bool:
    """Return whether a text of so many bytes may be the beginning of a longer one.

    Histograms keep the first 64 bytes, 32 before 12.1; a character of several bytes at the cut shortens them more.
    """
    return any(kept - 3 <= length <= kept or length > 64 for kept in (32, 64)) and length < (column.data_length or 4000)


def _endpoint(row: Row, column: ColumnInfo, character_set: str | None) -> str | None:
    raw = row.raw("endpoint_actual_value_raw")
    kind = column.data_type.partition("(")[0]
    is_text = kind in ("CHAR", "VARCHAR2", "NCHAR", "NVARCHAR2")
    if raw:
        return None if is_text and _may_be_cut(len(raw), column) else decode(column.data_type, raw, character_set)
    actual, number = row.text("endpoint_actual_value"), row["endpoint_value"]
    if is_text:
        if actual is None:
            actual = endpoint_text(number, character_set) if number is not None else None
        if actual is None or _may_be_cut(len(actual.encode()), column):
            return None
        return actual.rstrip(" ") if kind in ("CHAR", "NCHAR") else actual
    if number is None:
        return None
    if kind == "DATE":
        return endpoint_date(number)
    if kind in ("NUMBER", "FLOAT"):
        text = format(float(number), ".15g") if isinstance(number, float) else str(number)
        return text if "e" not in text.lower() else None
    return None

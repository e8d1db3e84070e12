"""What a capture holds: for each view that discovery reads, the columns, their kinds, and the rows.

Both ways of capturing are built from `captured_views()`, so that both write the same file. The rows are those that the
discovery of the captured schemas asks for, also where they belong to other schemas: parents and children of foreign
keys, indexes, triggers and dependent objects of others.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from repart_tui.discovery.query import Query

Kind = Literal["text", "number", "date", "raw", "long", "clob"]
OWNERS = "{owners}"
"""Stands for the list of captured schemas; `{constraints}` stands for the readable form of DBA_CONSTRAINTS."""

# Columns that are no VARCHAR2, by kind; `view.column` where a name has two kinds (Database Reference).
_KINDS: dict[Kind, str] = {
    "number": """
        obj# intcol# equality_preds equijoin_preds nonequijoin_preds range_preds like_preds null_preds
        avg_row_len block_size blocks bytes cache_size char_length chunk column_id column_position count data_length
        data_precision data_scale def_chunk def_ini_trans def_pct_free def_pct_used def_pctversion
        def_subpartition_count default_length deletes endpoint_number endpoint_value increment_by ini_trans
        initial_extent inserts internal_column_id last_number line max_value min_value next_extent num_distinct
        num_nulls num_rows object_id partition_position pct_free pct_used pctversion position prefix_length
        retention_value subpartition_count subpartition_position updates
    """,
    "date": "created last_analyzed last_ddl_time timestamp",
    "raw": """
        dba_tab_col_statistics.high_value dba_tab_col_statistics.low_value endpoint_actual_value_raw
    """,
    "long": """
        data_default column_expression high_bound search_condition trigger_body dba_tab_partitions.high_value
        dba_tab_subpartitions.high_value dba_ind_partitions.high_value
    """,
    "clob": "dba_stat_extensions.extension",
}
_KIND_OF: dict[str, Kind] = {name: kind for kind, names in _KINDS.items() for name in names.split()}

_PARENTS = "SELECT r_owner, r_constraint_name FROM {constraints} WHERE owner IN ({owners}) AND constraint_type = 'R'"
_CHILDREN = "SELECT {columns} FROM {constraints} WHERE r_owner IN ({owners}) AND constraint_type = 'R'"
_INDEXES = "SELECT owner, index_name FROM {indexes} WHERE table_owner IN ({owners})"
_TRIGGERS = "SELECT owner, trigger_name FROM {triggers} WHERE table_owner IN ({owners})"
_DEPENDENTS = (
    "SELECT owner, name FROM {dependencies} WHERE referenced_owner IN ({owners}) AND referenced_type = 'TABLE'"
)
_MVIEWS = "SELECT owner, mview_name FROM {mview_detail_relations} WHERE detailobj_owner IN ({owners})"

_FOLLOWED: dict[str, tuple[str, ...]] = {
    "keys that are referred to": (f"(owner, constraint_name) IN ({_PARENTS})",),
    "columns of other constraints": (
        f"(owner, constraint_name) IN ({_PARENTS})",
        "(owner, constraint_name) IN (" + _CHILDREN.replace("{columns}", "owner, constraint_name") + ")",
    ),
    "tables partitioned by reference": (
        "(owner, table_name) IN (" + _CHILDREN.replace("{columns}", "owner, table_name") + ")",
    ),
    "partitioned indexes": (f"(owner, index_name) IN ({_INDEXES})",),
    "partitions of indexes": (f"(index_owner, index_name) IN ({_INDEXES})",),
    "unusable subpartitions of indexes": (f"(index_owner, index_name) IN ({_INDEXES})",),
    "segments": ("owner IN ({owners})", f"(owner, segment_name) IN ({_INDEXES})"),
    "order of triggers": (f"(trigger_owner, trigger_name) IN ({_TRIGGERS})",),
    "source of triggers": (f"(owner, name) IN ({_TRIGGERS})",),
    "status of triggers": (f"(owner, object_name) IN ({_TRIGGERS})",),
    "status of dependent objects": (f"(owner, object_name) IN ({_DEPENDENTS})",),
    "materialized views": (f"(owner, mview_name) IN ({_DEPENDENTS})", f"(owner, mview_name) IN ({_MVIEWS})"),
    "column usage": (
        "\"OBJ#\" IN (SELECT object_id FROM {objects} WHERE owner IN ({owners}) AND object_type = 'TABLE')",
    ),
    "users": ("username IN ({owners})", "oracle_maintained = 'Y'"),
}
"""By the name of a query whose owners are not only the captured schemas: which rows it can ask for."""


@dataclass(frozen=True)
class CapturedColumn:
    """A column: `expression` is how the queries write it, quoted where SQLite needs that."""

    name: str
    kind: Kind
    expression: str


@dataclass(frozen=True)
class Alternative:
    """One way for a row to be wanted: all its conditions hold. Each names the column that it needs."""

    conditions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CapturedView:
    """A view in its DBA_ or fixed name, with the columns that any query reads, and the rows that any may ask for.

    No alternative at all means every row. `query` is one of its queries, to ask the dictionary for the readable form.
    """

    view: str
    query: Query
    columns: tuple[CapturedColumn, ...]
    alternatives: tuple[Alternative, ...]
    renamed_in_all: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def name_in_file(form: str) -> str:
        """Return the name of a readable form in a dictionary file, which has no schema SYS."""
        return form.removeprefix("sys.")


@functools.cache
def captured_views() -> tuple[CapturedView, ...]:
    """Return every view of a capture, the essential ones first, in a stable order."""
    from repart_tui.discovery_queries import QUERIES

    by_view: dict[str, list[Query]] = {}
    for query in QUERIES:
        by_view.setdefault(query.view, []).append(query)
    return tuple(_captured(view, queries) for view, queries in by_view.items())


def followed_views() -> frozenset[str]:
    """Return the views whose rows may belong to other schemas than the captured ones."""
    from repart_tui.discovery_queries import QUERIES

    return frozenset(query.view for query in QUERIES if query.name in _FOLLOWED)


def unfollowed_names() -> frozenset[str]:
    """Return the names in the table above that no query bears; a test wants none."""
    from repart_tui.discovery_queries import QUERIES

    return frozenset(_FOLLOWED) - {query.name for query in QUERIES}


def _captured(view: str, queries: list[Query]) -> CapturedView:
    columns: dict[str, CapturedColumn] = {}
    for query in queries:
        for selected in query.columns:
            name = selected.source
            plain = selected.expression if "(" not in selected.expression else name
            columns.setdefault(name, CapturedColumn(name, kind_of(view, name), plain))
        for name in sorted(query.needed_columns()):
            columns.setdefault(name, CapturedColumn(name, kind_of(view, name), name))
    # LONG columns last: Oracle reads the others in one piece then.
    ordered = sorted(columns.values(), key=lambda column: column.kind == "long")
    alternatives: dict[Alternative, None] = {}
    for query in queries:
        found = _alternatives(query)
        if not found:
            alternatives.clear()
            break
        alternatives.update(dict.fromkeys(found))
    return CapturedView(view, queries[0], tuple(ordered), tuple(alternatives), queries[0].renamed_in_all)


def _alternatives(query: Query) -> list[Alternative]:
    fixed = [(_first_word(text), text) for text in query.conditions if "(:" not in text]
    followed = _FOLLOWED.get(query.name)
    if followed is not None:
        owners = [(_first_word(text), text) for text in followed]
    elif query.owner_column is not None:
        owners = [(query.owner_column, f"{query.owner_column} IN ({OWNERS})")]
    else:
        return []
    return [Alternative((owner, *fixed)) for owner in owners]


def _first_word(condition: str) -> str:
    return condition.lstrip("(").split()[0].split(",")[0].strip('"').lower()


def kind_of(view: str, column: str) -> Kind:
    """Return the kind of a column."""
    return _KIND_OF.get(f"{view}.{column}") or _KIND_OF.get(column, "text")

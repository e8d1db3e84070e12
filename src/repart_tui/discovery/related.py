"""What hangs on a table beside its own parts: log groups, materialized views, dependents, synonyms."""

from __future__ import annotations

from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import by_name
from repart_tui.discovery.rounds import Steps
from repart_tui.discovery.scope import Key, Scope
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import (
    DependentInfo,
    LogGroupColumn,
    LogGroupInfo,
    MaterializedViewInfo,
    SynonymInfo,
)

LOG_GROUPS = Query(
    "supplemental log groups",
    """
    SELECT owner, log_group_name, table_name, log_group_type, always, generated
      FROM dba_log_groups
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, table_name, log_group_name
    """,
)
LOG_GROUP_COLUMNS = Query(
    "columns of supplemental log groups",
    """
    SELECT owner, log_group_name, table_name, column_name, position, logging_property
      FROM dba_log_group_columns
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, log_group_name, position
    """,
)
MVIEW_LOGS = Query(
    "materialized view logs of tables",
    """
    SELECT log_owner, master, log_table
      FROM dba_mview_logs
     WHERE log_owner IN (:owners)
       AND master IN (:names)
    """,
)
MVIEW_RELATIONS = Query(
    "tables that materialized views read",
    """
    SELECT owner, mview_name, detailobj_owner, detailobj_name
      FROM dba_mview_detail_relations
     WHERE detailobj_owner IN (:owners)
       AND detailobj_name IN (:names)
     ORDER BY owner, mview_name
    """,
)
MVIEWS = Query(
    "materialized views",
    """
    SELECT owner, mview_name, refresh_mode, refresh_method, fast_refreshable
      FROM dba_mviews
     WHERE owner IN (:owners)
       AND mview_name IN (:names)
    """,
)
DEPENDENCIES = Query(
    "dependent objects",
    """
    SELECT owner, name, type, referenced_owner, referenced_name
      FROM dba_dependencies
     WHERE referenced_owner IN (:owners)
       AND referenced_name IN (:names)
       AND referenced_type = 'TABLE'
     ORDER BY owner, name, type
    """,
    rows="many",
)
DEPENDENT_STATUS = Query(
    "status of dependent objects",
    """
    SELECT owner, object_name, object_type, status
      FROM dba_objects
     WHERE owner IN (:owners)
       AND object_name IN (:names)
       AND subobject_name IS NULL
    """,
    rows="many",
)
SYNONYMS = Query(
    "synonyms",
    """
    SELECT owner, synonym_name, table_owner, table_name, db_link
      FROM dba_synonyms
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, synonym_name
    """,
    rows="many",
)
QUERIES = (
    LOG_GROUPS,
    LOG_GROUP_COLUMNS,
    MVIEW_LOGS,
    MVIEW_RELATIONS,
    MVIEWS,
    DEPENDENCIES,
    DEPENDENT_STATUS,
    SYNONYMS,
)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (
    LOG_GROUPS,
    LOG_GROUP_COLUMNS,
    MVIEW_LOGS,
    MVIEW_RELATIONS,
    DEPENDENCIES,
    SYNONYMS,
)


def read_related(dictionary: Dictionary, scope: Scope) -> Steps:
    """Fill in log groups, materialized views and their logs, dependents with their status, synonyms."""
    _read_log_groups(dictionary, scope)
    dependents = _read_dependents(dictionary, scope)
    views = _read_materialized_views(dictionary, scope)
    objects = scope.lists({(owner, name) for owner, name, _ in dependents}, scope.told(DEPENDENCIES, "owner", "name"))
    yield (*by_name((DEPENDENT_STATUS,), *objects), *by_name((MVIEWS,), *scope.lists(views)))
    for row in dictionary.rows(DEPENDENT_STATUS, *objects):
        key = (row.name("owner"), row.name("object_name"), row.trimmed("object_type") or "")
        for dependent in dependents.get(key, ()):
            dependent.status = row.trimmed("status")
    for row in dictionary.rows(MVIEWS, *scope.lists(views)):
        for view in views.get((row.name("owner"), row.name("mview_name")), ()):
            view.refresh_mode = row.trimmed("refresh_mode")
            view.refresh_method = row.trimmed("refresh_method")
            view.fast_refreshable = row.trimmed("fast_refreshable")
    for row in scope.rows(dictionary, SYNONYMS):
        if row["db_link"] is None:
            scope.states[row.name("table_owner"), row.name("table_name")].synonyms.append(
                SynonymInfo(owner=row.name("owner"), name=row.name("synonym_name"))
            )
    for query in (LOG_GROUPS, LOG_GROUP_COLUMNS, MVIEW_LOGS, MVIEW_RELATIONS, DEPENDENCIES, SYNONYMS):
        scope.mark_unknown(dictionary, query)


def _read_log_groups(dictionary: Dictionary, scope: Scope) -> None:
    groups: dict[Key, LogGroupInfo] = {}
    for row in scope.rows(dictionary, LOG_GROUPS):
        group = LogGroupInfo(
            name=row.name("log_group_name"),
            log_group_type=row.trimmed("log_group_type") or "USER LOG GROUP",
            # ALWAYS/CONDITIONAL or Y/N, by edition of the Database Reference.
            always=(row.trimmed("always") or "").upper() in ("ALWAYS", "Y", "YES"),
            generated=row.trimmed("generated") == "GENERATED NAME",
        )
        groups[row.name("owner"), group.name] = group
        scope.states[row.name("owner"), row.name("table_name")].log_groups.append(group)
    for row in scope.rows(dictionary, LOG_GROUP_COLUMNS):
        found = groups.get((row.name("owner"), row.name("log_group_name")))
        if found is not None:
            logged = (row.trimmed("logging_property") or "LOG").upper() != "NO LOG"
            found.columns.append(LogGroupColumn(name=row.name("column_name"), logged=logged))


def _read_materialized_views(dictionary: Dictionary, scope: Scope) -> dict[Key, list[MaterializedViewInfo]]:
    for row in scope.rows(dictionary, MVIEW_LOGS, "master"):
        scope.states[row.name("log_owner"), row.name("master")].materialized_view_log = row.text("log_table")
    views: dict[Key, list[MaterializedViewInfo]] = {}
    for row in scope.rows(dictionary, MVIEW_RELATIONS, "detailobj_name"):
        info = MaterializedViewInfo(owner=row.name("owner"), name=row.name("mview_name"))
        state = scope.states[row.name("detailobj_owner"), row.name("detailobj_name")]
        if all((known.owner, known.name) != (info.owner, info.name) for known in state.materialized_views):
            # A view that reads the table under two aliases has two rows.
            state.materialized_views.append(info)
            views.setdefault((info.owner, info.name), []).append(info)
    for state in scope.states.values():
        # Tables read inside an inline view are missing in the relations, not in the dependencies.
        for dependent in state.dependents:
            known = {(view.owner, view.name) for view in state.materialized_views}
            if dependent.object_type == "MATERIALIZED VIEW" and (dependent.owner, dependent.name) not in known:
                info = MaterializedViewInfo(owner=dependent.owner, name=dependent.name)
                state.materialized_views.append(info)
                views.setdefault((info.owner, info.name), []).append(info)
    return views


def _read_dependents(dictionary: Dictionary, scope: Scope) -> dict[tuple[str, str, str], list[DependentInfo]]:
    dependents: dict[tuple[str, str, str], list[DependentInfo]] = {}
    for row in scope.rows(dictionary, DEPENDENCIES, "referenced_name"):
        info = DependentInfo(
            owner=row.name("owner"), name=row.name("name"), object_type=row.trimmed("type") or "UNKNOWN"
        )
        scope.states[row.name("referenced_owner"), row.name("referenced_name")].dependents.append(info)
        dependents.setdefault((info.owner, info.name, info.object_type), []).append(info)
    return dependents

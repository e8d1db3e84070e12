"""Features of tables that have no field of their own: eligibility and the methods read them by code."""

from __future__ import annotations

from repart_tui.discovery.partitions import REFERENCE_CHILDREN
from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import by_name
from repart_tui.discovery.rounds import Steps
from repart_tui.discovery.scope import Key, Scope, add_feature
from repart_tui.discovery.views import Dictionary
from repart_tui.oracle.reference_families import followed_in_words

# 19.10 and 19.11 brought these two; whether an older 19c should have them, its version tells.
BLOCKCHAIN_TABLES = Query(
    "blockchain tables",
    """
    SELECT schema_name, table_name
      FROM dba_blockchain_tables
     WHERE schema_name IN (:owners)
       AND table_name IN (:names)
    """,
    since=(19, 10),
)
IMMUTABLE_TABLES = Query(
    "immutable tables",
    """
    SELECT schema_name, table_name
      FROM dba_immutable_tables
     WHERE schema_name IN (:owners)
       AND table_name IN (:names)
    """,
    since=(19, 11),
)
FLASHBACK_ARCHIVE = Query(
    "tables with a flashback archive",
    """
    SELECT owner_name, table_name, flashback_archive_name
      FROM dba_flashback_archive_tables
     WHERE owner_name IN (:owners)
       AND table_name IN (:names)
    """,
)
REDEFINITIONS = Query(
    "running redefinitions",
    """
    SELECT base_table_owner, base_table_name, interim_object_owner, interim_object_name, operation, status
      FROM dba_redefinition_status
     WHERE base_table_owner IN (:owners)
    """,
)
REDEFINITION_OBJECTS = Query(
    "objects of running redefinitions",
    """
    SELECT base_table_owner, base_table_name, interim_object_owner, interim_object_name, object_type
      FROM dba_redefinition_objects
     WHERE base_table_owner IN (:owners)
       AND object_type = 'TABLE'
    """,
)
XML_COLUMNS = Query(
    "XMLType columns",
    """
    SELECT owner, table_name, column_name, storage_type
      FROM dba_xml_tab_cols
     WHERE owner IN (:owners)
       AND table_name IN (:names)
    """,
)
ILM_OBJECTS = Query(
    "automatic data optimization",
    """
    SELECT object_owner, object_name, policy_name, deleted
      FROM dba_ilmobjects
     WHERE object_owner IN (:owners)
       AND object_name IN (:names)
       AND object_type LIKE 'TABLE%'
    """,
)
# 23ai and release update 19.28. The view has no owner of the object: annotations belong to the object's owner.
ANNOTATIONS = Query(
    "annotations",
    """
    SELECT annotation_owner, object_name, object_type, column_name, annotation_name
      FROM dba_annotations_usage
     WHERE annotation_owner IN (:owners)
       AND object_name IN (:names)
       AND object_type = 'TABLE'
     ORDER BY annotation_owner, object_name, column_name, annotation_name
    """,
    since=(23,),
)
BASE_TABLE_MVIEWS = Query(
    "materialized views that refresh by a log",
    """
    SELECT owner, master, mview_id
      FROM dba_base_table_mviews
     WHERE owner IN (:owners)
       AND master IN (:names)
    """,
    weight="note",
)
CAPTURE_TABLES = Query(
    "tables that replication captures",
    """
    SELECT table_owner, table_name
      FROM dba_capture_prepared_tables
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
    """,
    weight="note",
)
# TABLE_NAME holds OWNER.TABLE; there is no column for the owner.
CHANGE_NOTIFICATION = Query(
    "registrations for change notification",
    """
    SELECT username, table_name
      FROM dba_change_notification_regs
     ORDER BY table_name, username
    """,
    weight="note",
)
QUERIES = (
    BLOCKCHAIN_TABLES,
    IMMUTABLE_TABLES,
    FLASHBACK_ARCHIVE,
    REDEFINITIONS,
    REDEFINITION_OBJECTS,
    XML_COLUMNS,
    ILM_OBJECTS,
    ANNOTATIONS,
    BASE_TABLE_MVIEWS,
    CAPTURE_TABLES,
    CHANGE_NOTIFICATION,
)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (
    BLOCKCHAIN_TABLES,
    IMMUTABLE_TABLES,
    FLASHBACK_ARCHIVE,
    REDEFINITIONS,
    REDEFINITION_OBJECTS,
    XML_COLUMNS,
    ILM_OBJECTS,
    ANNOTATIONS,
    BASE_TABLE_MVIEWS,
    CAPTURE_TABLES,
    CHANGE_NOTIFICATION,
)


def read_features(dictionary: Dictionary, scope: Scope) -> Steps:
    """Note features; needs columns and incoming foreign keys."""
    for query, code, word in (
        (BLOCKCHAIN_TABLES, "BLOCKCHAIN_TABLE", "blockchain"),
        (IMMUTABLE_TABLES, "IMMUTABLE_TABLE", "immutable"),
    ):
        for row in scope.rows(dictionary, query):
            state = scope.states[row.name("schema_name"), row.name("table_name")]
            add_feature(
                state, code, f"The table is a{'n' if word[0] == 'i' else ''} {word} table; its rows cannot be moved."
            )
    for row in scope.rows(dictionary, FLASHBACK_ARCHIVE):
        state = scope.states[row.name("owner_name"), row.name("table_name")]
        archive = row.name("flashback_archive_name")
        add_feature(
            state,
            "FLASHBACK_ARCHIVE",
            f"The table is tracked by the flashback archive {archive} (ORA-42032).",
            "ORA-42032",
        )
    _note_redefinitions(dictionary, scope)
    for row in scope.rows(dictionary, XML_COLUMNS):
        if row.trimmed("storage_type") == "OBJECT-RELATIONAL":
            state = scope.states[row.name("owner"), row.name("table_name")]
            column = row.name("column_name")
            add_feature(state, "XML_OBJECT_RELATIONAL", f"XMLType column {column} is stored object-relationally.")
    policies = list(scope.rows(dictionary, ILM_OBJECTS, "object_name"))
    if dictionary.source(ILM_OBJECTS) is not None:
        for state in scope.states.values():
            state.properties.ilm_policies = False
        for row in policies:
            if not row.flag("deleted"):
                scope.states[row.name("object_owner"), row.name("object_name")].properties.ilm_policies = True
    _note_annotations(dictionary, scope)
    _note_readers_of_changes(dictionary, scope)
    for query in (BLOCKCHAIN_TABLES, IMMUTABLE_TABLES, FLASHBACK_ARCHIVE, REDEFINITIONS, ILM_OBJECTS, ANNOTATIONS):
        scope.mark_unknown(dictionary, query)
    scope.mark_unknown(dictionary, XML_COLUMNS, lambda s: any(c.data_type == "XMLTYPE" for c in s.columns))
    # Until the foreign keys that point here are read.
    yield ()
    yield from _note_reference_children(dictionary, scope)


def _note_annotations(dictionary: Dictionary, scope: Scope) -> None:
    for row in scope.rows(dictionary, ANNOTATIONS, "object_name"):
        column = row.text("column_name")
        where = f"column {column}" if column else "the table"
        state = scope.states[row.name("annotation_owner"), row.name("object_name")]
        add_feature(state, "ANNOTATION", f"Annotation {row.name('annotation_name')} of {where} (23ai).")


def _note_readers_of_changes(dictionary: Dictionary, scope: Scope) -> None:
    """Note who follows the table's changes by its object number, from inside or outside the database."""
    for row in scope.rows(dictionary, BASE_TABLE_MVIEWS, "master"):
        state = scope.states[row.name("owner"), row.name("master")]
        add_feature(
            state, "LOG_REFRESH", "A materialized view, here or in another database, refreshes by the table's log."
        )
    for row in scope.rows(dictionary, CAPTURE_TABLES):
        state = scope.states[row.name("table_owner"), row.name("table_name")]
        add_feature(state, "CAPTURE", "The table is prepared for capture (GoldenGate, replication).")
    by_name = {f"{owner}.{table}": state for (owner, table), state in scope.states.items()}
    for row in dictionary.rows(CHANGE_NOTIFICATION):
        registered = by_name.get(row.name("table_name").replace('"', ""))
        if registered is not None:
            add_feature(
                registered, "CHANGE_NOTIFICATION", f"{row.name('username')} is registered for change notification."
            )


def _note_redefinitions(dictionary: Dictionary, scope: Scope) -> None:
    for query in (REDEFINITIONS, REDEFINITION_OBJECTS):
        for row in dictionary.rows(query, scope.owners):
            base = scope.states.get((row.name("base_table_owner"), row.name("base_table_name")))
            interim = scope.states.get((row.name("interim_object_owner"), row.name("interim_object_name")))
            if base is not None:
                add_feature(
                    base,
                    "ACTIVE_REDEFINITION",
                    "An online redefinition of the table is under way (ORA-42029).",
                    "ORA-42029",
                )
            if interim is not None:
                add_feature(interim, "INTERIM_TABLE", "The table is the interim table of an online redefinition.")


def _note_reference_children(dictionary: Dictionary, scope: Scope) -> Steps:
    followed: dict[tuple[str, str, str], list[Key]] = {}
    children: set[Key] = set()
    for key, state in scope.states.items():
        if state.partitioning is not None:
            for foreign_key in state.referenced_by:
                child = (foreign_key.owner, foreign_key.table_name)
                children.add(child)
                followed.setdefault((*child, foreign_key.constraint_name), []).append(key)
    found: list[tuple[str, str, str]] = []
    for child in sorted(children & scope.states.keys()):
        info = scope.states[child].partitioning
        if info is not None and info.reference_constraint:
            found.append((*child, info.reference_constraint))
    owners, names = scope.lists(children - scope.states.keys())
    yield by_name((REFERENCE_CHILDREN,), owners, names)
    for row in dictionary.rows(REFERENCE_CHILDREN, owners, names):
        found.append((row.name("owner"), row.name("table_name"), row.name("ref_ptn_constraint_name")))
    for owner, table, constraint in sorted(set(found)):
        for key in followed.get((owner, table, constraint), ()):
            add_feature(scope.states[key], "REFERENCE_PARTITIONED_CHILD", followed_in_words(owner, table, constraint))

"""Columns of every kind, with defaults, comments and encryption."""

from __future__ import annotations

import re

from repart_tui.discovery.query import Query
from repart_tui.discovery.rows import Row
from repart_tui.discovery.scope import Key, Scope, add_feature
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import ColumnInfo, CurrentState, EncryptionInfo

COLUMNS = Query(
    "columns",
    """
    SELECT owner, table_name, column_name, data_type, data_type_mod, data_type_owner, data_length, data_precision,
           data_scale, nullable, column_id, default_length, char_length, char_used, character_set_name, hidden_column,
           virtual_column, internal_column_id, user_generated, default_on_null, default_on_null_upd /* 23 */,
           identity_column, evaluation_edition, unusable_before, unusable_beginning, collation,
           reservable_column /* 23 */, domain_owner /* 23 */, domain_name /* 23 */
      FROM dba_tab_cols
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, table_name, internal_column_id
    """,
    rows="many",
)
# LONG: fetched apart and last, and only for columns that have a default.
COLUMN_DEFAULTS = Query(
    "defaults of columns",
    """
    SELECT owner, table_name, column_name, data_default
      FROM dba_tab_cols
     WHERE owner IN (:owners)
       AND table_name IN (:names)
       AND default_length IS NOT NULL
    """,
    rows="apart",
)
COLUMN_COMMENTS = Query(
    "column comments",
    """
    SELECT owner, table_name, column_name, comments
      FROM dba_col_comments
     WHERE owner IN (:owners)
       AND table_name IN (:names)
       AND comments IS NOT NULL
    """,
    rows="many",
)
ENCRYPTED_COLUMNS = Query(
    "encrypted columns",
    """
    SELECT owner, table_name, column_name, encryption_alg, salt, integrity_alg
      FROM dba_encrypted_columns
     WHERE owner IN (:owners)
       AND table_name IN (:names)
    """,
)
UNUSED_COLUMNS = Query(
    "unused columns",
    """
    SELECT owner, table_name, count
      FROM dba_unused_col_tabs
     WHERE owner IN (:owners)
       AND table_name IN (:names)
    """,
)
QUERIES = (COLUMNS, COLUMN_DEFAULTS, COLUMN_COMMENTS, ENCRYPTED_COLUMNS, UNUSED_COLUMNS)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (
    COLUMNS,
    COLUMN_COMMENTS,
    ENCRYPTED_COLUMNS,
    UNUSED_COLUMNS,
)

ARCHIVE_STATE = "ORA_ARCHIVE_STATE"
# Hidden columns that Oracle makes and a rebuild makes again: expressions, extended statistics, row ids of a
# redefinition, unused columns, in-memory expressions, parts of XMLType columns, row archival.
_KNOWN_HIDDEN = re.compile(
    r"SYS_NC[0-9]+\$|SYS_NC_(OID|ROWINFO)\$|SYS_ST[USN].*|SYS_IME.*|SYS_STSM.*|M_ROW\$\$|SYS_C[0-9]+_[0-9:]+\$|ORA_ARCHIVE_STATE"
)
# Opaque and plain types that copy like scalars though a schema owns them.
_SCALAR_TYPES = frozenset({"XMLTYPE"})


def read_columns(dictionary: Dictionary, scope: Scope) -> dict[Key, dict[str, str]]:
    """Fill in the columns by INTERNAL_COLUMN_ID; return CHARACTER_SET_NAME (CHAR_CS, NCHAR_CS) by table and column."""
    character_sets: dict[Key, dict[str, str]] = {}
    with_default = False
    for row in scope.rows(dictionary, COLUMNS):
        key = (row.name("owner"), row.name("table_name"))
        state = scope.states[key]
        column = _column(row, len(state.columns) + 1)
        state.columns.append(column)
        character_set = row.trimmed("character_set_name")
        if character_set:
            character_sets.setdefault(key, {})[column.name] = character_set
        with_default = with_default or row["default_length"] is not None
        if row.flag("identity_column"):
            scope.with_identity.add(key)
        _note_features(state, column, row)
    if with_default or not dictionary.trusting:
        for row in scope.rows(dictionary, COLUMN_DEFAULTS):
            _set_default(scope, row)
    for row in scope.rows(dictionary, COLUMN_COMMENTS):
        column_found = scope.column(row.name("owner"), row.name("table_name"), row.name("column_name"))
        if column_found is not None:
            column_found.comment = row.text("comments")
    for row in scope.rows(dictionary, ENCRYPTED_COLUMNS):
        column_found = scope.column(row.name("owner"), row.name("table_name"), row.name("column_name"))
        if column_found is not None:
            column_found.encryption = EncryptionInfo(
                algorithm=row.trimmed("encryption_alg"),
                salt=row.flag("salt"),
                integrity_algorithm=row.trimmed("integrity_alg"),
            )
    _count_unused(dictionary, scope)
    for state in scope.states.values():
        if state.columns:
            state.properties.row_archival = any(c.name == ARCHIVE_STATE and c.hidden for c in state.columns)
    for query in QUERIES:
        scope.mark_unknown(dictionary, query)
    return character_sets


def _column(row: Row, position: int) -> ColumnInfo:
    return ColumnInfo(
        name=row.name("column_name"),
        column_id=row.integer("column_id"),
        internal_column_id=row.integer("internal_column_id") or position,
        data_type=row.trimmed("data_type") or "UNKNOWN",
        data_type_owner=row.text("data_type_owner"),
        data_length=row.integer("data_length"),
        data_precision=row.integer("data_precision"),
        data_scale=row.integer("data_scale"),
        char_length=row.integer("char_length"),
        char_used=row.trimmed("char_used"),
        nullable=row.trimmed("nullable") != "N",
        hidden=bool(row.flag("hidden_column")),
        user_generated=row.flag("user_generated") is not False,
        virtual=bool(row.flag("virtual_column")),
        default_on_null=bool(row.flag("default_on_null")),
        default_on_null_for_update=bool(row.flag("default_on_null_upd")),
        collation=row.trimmed("collation"),
        evaluation_edition=row.text("evaluation_edition"),
    )


def _set_default(scope: Scope, row: Row) -> None:
    column = scope.column(row.name("owner"), row.name("table_name"), row.name("column_name"))
    if column is not None:
        column.data_default = row.text("data_default")


def _count_unused(dictionary: Dictionary, scope: Scope) -> None:
    rows = list(scope.rows(dictionary, UNUSED_COLUMNS))
    if dictionary.source(UNUSED_COLUMNS) is None:
        return
    for state in scope.states.values():
        state.unused_column_count = 0
    for row in rows:
        scope.states[row.name("owner"), row.name("table_name")].unused_column_count = row.integer("count")


def _note_features(state: CurrentState, column: ColumnInfo, row: Row) -> None:
    name = column.name
    if row.trimmed("data_type_mod") == "REF":
        add_feature(state, "REF_COLUMN", f"Column {name} is a REF to an object type.")
    if row.flag("reservable_column"):
        add_feature(state, "RESERVABLE_COLUMN", f"Column {name} is RESERVABLE (23ai); its journal is not carried over.")
    before, beginning = row.text("unusable_before"), row.text("unusable_beginning")
    if before or beginning:
        edition = f"before edition {before}" if before else f"from edition {beginning} on"
        add_feature(state, "UNUSABLE_EDITION", f"Virtual column {name} is unusable {edition}.")
    if row["domain_name"] is not None:
        domain = f"{row.name('domain_owner')}.{row.name('domain_name')}"
        add_feature(
            state, "DOMAIN_COLUMN", f"Column {name} belongs to the domain {domain} (23ai), which is not carried over."
        )
    if column.hidden and not column.user_generated and not _KNOWN_HIDDEN.fullmatch(name):
        if name.startswith("ORABCTAB_"):
            if not any(feature.code == "BLOCKCHAIN_TABLE" for feature in state.features):
                add_feature(
                    state, "BLOCKCHAIN_TABLE", f"Hidden column {name} is one of a blockchain or immutable table."
                )
        elif column.data_type == "NUMBER":
            add_feature(state, "PERIOD_COLUMN", f"Hidden column {name} looks like a PERIOD FOR of temporal validity.")
        elif not name.startswith("SYS_"):
            add_feature(state, "UNKNOWN_HIDDEN_COLUMN", f"Hidden column {name} is of a kind that is not known here.")

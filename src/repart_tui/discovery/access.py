"""Who may do what with a table: grants and policies."""

from __future__ import annotations

from repart_tui.discovery.query import Query
from repart_tui.discovery.scope import Scope, add_feature
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import GrantInfo, PolicyInfo

TABLE_GRANTS = Query(
    "grants on tables",
    """
    SELECT grantee, owner, table_name, grantor, privilege, grantable, hierarchy
      FROM dba_tab_privs
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, table_name, grantee, privilege, grantor
    """,
    renamed_in_all={"owner": "table_schema"},
    rows="many",
)
COLUMN_GRANTS = Query(
    "grants on columns",
    """
    SELECT grantee, owner, table_name, column_name, grantor, privilege, grantable
      FROM dba_col_privs
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, table_name, grantee, privilege, column_name, grantor
    """,
    renamed_in_all={"owner": "table_schema"},
)
POLICIES = Query(
    "row policies",
    """
    SELECT object_owner, object_name, policy_group, policy_name, pf_owner, package, function, sel, ins, upd, del,
           enable, policy_type
      FROM dba_policies
     WHERE object_owner IN (:owners)
       AND object_name IN (:names)
     ORDER BY object_owner, object_name, policy_name
    """,
)
REDACTION_POLICIES = Query(
    "redaction policies",
    """
    SELECT object_owner, object_name, policy_name, expression, enable
      FROM redaction_policies
     WHERE object_owner IN (:owners)
       AND object_name IN (:names)
     ORDER BY object_owner, object_name, policy_name
    """,
)
AUDIT_POLICIES = Query(
    "fine-grained audit policies",
    """
    SELECT object_schema, object_name, policy_name, policy_text, pf_schema, pf_package, pf_function, enabled, sel,
           ins, upd, del
      FROM dba_audit_policies
     WHERE object_schema IN (:owners)
       AND object_name IN (:names)
     ORDER BY object_schema, object_name, policy_name
    """,
)
UNIFIED_AUDIT = Query(
    "unified audit policies on objects",
    """
    SELECT policy_name, audit_option, object_schema, object_name
      FROM audit_unified_policies
     WHERE object_schema IN (:owners)
       AND object_name IN (:names)
     ORDER BY object_schema, object_name, policy_name, audit_option
    """,
    # Auditing that goes unseen loses no data: told in the metadata, but no fact about the table is unknown.
    weight="note",
)
OBJECT_AUDIT = Query(
    "traditional audit options of objects",
    """
    SELECT owner, object_name, object_type, alt, aud, com, del, gra, ind, ins, loc, ren, sel, upd, fbk
      FROM dba_obj_audit_opts
     WHERE owner IN (:owners)
       AND object_name IN (:names)
       AND object_type = 'TABLE'
     ORDER BY owner, object_name
    """,
    # Desupported with traditional auditing in 23ai.
    weight="note",
)
QUERIES = (
    TABLE_GRANTS,
    COLUMN_GRANTS,
    POLICIES,
    REDACTION_POLICIES,
    AUDIT_POLICIES,
    UNIFIED_AUDIT,
    OBJECT_AUDIT,
)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (
    TABLE_GRANTS,
    COLUMN_GRANTS,
    POLICIES,
    REDACTION_POLICIES,
    AUDIT_POLICIES,
    UNIFIED_AUDIT,
    OBJECT_AUDIT,
)


def read_access(dictionary: Dictionary, scope: Scope) -> None:
    """Fill in grants and policies."""
    for query in (TABLE_GRANTS, COLUMN_GRANTS):
        for row in scope.rows(dictionary, query):
            scope.states[row.name("owner"), row.name("table_name")].grants.append(
                GrantInfo(
                    grantee=row.name("grantee"),
                    privilege=row.name("privilege"),
                    column_name=row.text("column_name"),
                    grantable=bool(row.flag("grantable")),
                    hierarchy=bool(row.flag("hierarchy")),
                    grantor=row.text("grantor"),
                )
            )
    _read_row_policies(dictionary, scope)
    for row in scope.rows(dictionary, REDACTION_POLICIES, "object_name"):
        state = scope.states[row.name("object_owner"), row.name("object_name")]
        state.policies.append(
            PolicyInfo(
                kind="REDACTION",
                name=row.name("policy_name"),
                enabled=row.flag("enable"),
                detail=row.text("expression"),
            )
        )
    for row in scope.rows(dictionary, AUDIT_POLICIES, "object_name"):
        state = scope.states[row.name("object_schema"), row.name("object_name")]
        verbs = [verb.upper() for verb in ("sel", "ins", "upd", "del") if row.flag(verb)]
        state.policies.append(
            PolicyInfo(
                kind="FGA",
                name=row.name("policy_name"),
                enabled=row.flag("enabled"),
                detail=" ".join(filter(None, [" ".join(verbs), row.text("policy_text")])) or None,
            )
        )
    _read_auditing(dictionary, scope)
    for query in QUERIES:
        scope.mark_unknown(dictionary, query)


def _read_row_policies(dictionary: Dictionary, scope: Scope) -> None:
    for row in scope.rows(dictionary, POLICIES, "object_name"):
        state = scope.states[row.name("object_owner"), row.name("object_name")]
        function = ".".join(filter(None, (row.text("pf_owner"), row.text("package"), row.text("function"))))
        verbs = [verb.upper() for verb in ("sel", "ins", "upd", "del") if row.flag(verb)]
        state.policies.append(
            PolicyInfo(
                kind="VPD",
                name=row.name("policy_name"),
                enabled=row.flag("enable"),
                detail=" ".join([*verbs, function]).strip() or None,
            )
        )
        if row.text("pf_owner") == "LBACSYS":
            add_feature(
                state, "LABEL_SECURITY", f"Oracle Label Security policy {row.name('policy_name')} protects the table."
            )


def _read_auditing(dictionary: Dictionary, scope: Scope) -> None:
    unified: dict[tuple[str, str, str], list[str]] = {}
    for row in scope.rows(dictionary, UNIFIED_AUDIT, "object_name"):
        key = (row.name("object_schema"), row.name("object_name"), row.name("policy_name"))
        unified.setdefault(key, []).append(row.name("audit_option"))
    for (owner, table, name), options in unified.items():
        scope.states[owner, table].policies.append(PolicyInfo(kind="AUDIT", name=name, detail=", ".join(options)))
    for row in scope.rows(dictionary, OBJECT_AUDIT, "object_name"):
        # Each column holds success/failure: -/-, S/S, A/A... ; a dash means not audited.
        audited = [
            verb.upper()
            for verb in ("alt", "aud", "com", "del", "gra", "ind", "ins", "loc", "ren", "sel", "upd", "fbk")
            if (row.trimmed(verb) or "-/-") != "-/-"
        ]
        if audited:
            scope.states[row.name("owner"), row.name("object_name")].policies.append(
                PolicyInfo(kind="AUDIT", name="traditional audit", enabled=True, detail=", ".join(audited))
            )

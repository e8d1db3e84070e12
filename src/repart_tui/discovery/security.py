"""What refines the policies on a table: their columns, groups and contexts, and Real Application Security.

A dictionary that does not show these views hides nothing of the policies themselves, hence the weight "note".
"""

from __future__ import annotations

from repart_tui.discovery.query import Query
from repart_tui.discovery.scope import Scope, add_feature
from repart_tui.discovery.views import Dictionary

RELEVANT_COLUMNS = Query(
    "columns of row policies",
    """
    SELECT object_owner, object_name, policy_group, policy_name, sec_rel_column, column_option
      FROM dba_sec_relevant_cols
     WHERE object_owner IN (:owners)
       AND object_name IN (:names)
     ORDER BY object_owner, object_name, policy_name, sec_rel_column
    """,
    weight="note",
)
POLICY_GROUPS = Query(
    "groups of row policies",
    """
    SELECT object_owner, object_name, policy_group
      FROM dba_policy_groups
     WHERE object_owner IN (:owners)
       AND object_name IN (:names)
     ORDER BY object_owner, object_name, policy_group
    """,
    weight="note",
)
POLICY_CONTEXTS = Query(
    "driving contexts of row policies",
    """
    SELECT object_owner, object_name, namespace, attribute
      FROM dba_policy_contexts
     WHERE object_owner IN (:owners)
       AND object_name IN (:names)
     ORDER BY object_owner, object_name, namespace, attribute
    """,
    weight="note",
)
REDACTION_COLUMNS = Query(
    "redacted columns",
    """
    SELECT object_owner, object_name, column_name, function_type
      FROM redaction_columns
     WHERE object_owner IN (:owners)
       AND object_name IN (:names)
     ORDER BY object_owner, object_name, column_name
    """,
    weight="note",
)
XS_POLICIES = Query(
    "policies of Real Application Security",
    """
    SELECT schema, object, policy, policy_owner
      FROM dba_xs_applied_policies
     WHERE schema IN (:owners)
       AND object IN (:names)
     ORDER BY schema, object, policy
    """,
    weight="note",
)
QUERIES = (RELEVANT_COLUMNS, POLICY_GROUPS, POLICY_CONTEXTS, REDACTION_COLUMNS, XS_POLICIES)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = QUERIES


def read_security(dictionary: Dictionary, scope: Scope) -> None:
    """Say more about the policies that `read_access` found, and note what else protects the table."""
    for row in scope.rows(dictionary, RELEVANT_COLUMNS, "object_name"):
        state = scope.states[row.name("object_owner"), row.name("object_name")]
        for policy in state.policies:
            if policy.kind == "VPD" and policy.name == row.name("policy_name"):
                policy.detail = " ".join(filter(None, (policy.detail, f"for column {row.name('sec_rel_column')}")))
    for row in scope.rows(dictionary, REDACTION_COLUMNS, "object_name"):
        state = scope.states[row.name("object_owner"), row.name("object_name")]
        for policy in state.policies:
            if policy.kind == "REDACTION":
                column = f"{row.name('column_name')} by {(row.trimmed('function_type') or 'redaction').lower()}"
                policy.detail = ", ".join(filter(None, (policy.detail, column)))
    for row in scope.rows(dictionary, POLICY_GROUPS, "object_name"):
        if row.name("policy_group") != "SYS_DEFAULT":
            state = scope.states[row.name("object_owner"), row.name("object_name")]
            add_feature(state, "POLICY_GROUP", f"The policy group {row.name('policy_group')} belongs to the table.")
    for row in scope.rows(dictionary, POLICY_CONTEXTS, "object_name"):
        state = scope.states[row.name("object_owner"), row.name("object_name")]
        context = f"{row.name('namespace')}.{row.name('attribute')}"
        add_feature(state, "POLICY_CONTEXT", f"The driving context {context} chooses the table's row policies.")
    for row in scope.rows(dictionary, XS_POLICIES, "object"):
        state = scope.states[row.name("schema"), row.name("object")]
        policy_name = f"{row.name('policy_owner')}.{row.name('policy')}"
        add_feature(state, "APPLICATION_SECURITY", f"Real Application Security policy {policy_name} protects it.")

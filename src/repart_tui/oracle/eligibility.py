"""Tables that no method may touch, with the reason: decided from what discovery found, and from nothing else.

What bars only single methods (domain and bitmap join indexes, VPD, redaction, auditing, identity, materialized view
logs) is not decided here; the methods do.

Sources: SQL Language Reference, CREATE TABLE and ALTER TABLE, restrictions on partitioning; error messages by number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repart_tui.migration_models import ColumnInfo, CurrentState, Refusal

# Features (current_state.features) that bar every method, with the document behind the rule.
BARRING_FEATURES = {
    "OBJECT_TABLE": "SQL Language Reference, ALTER TABLE, modify_to_partitioned (ORA-14427)",
    "REF_COLUMN": "SQL Language Reference, ALTER TABLE, modify_to_partitioned (ORA-14427)",
    "BLOCKCHAIN_TABLE": "SQL Language Reference, CREATE TABLE, blockchain_table_clauses",
    "IMMUTABLE_TABLE": "SQL Language Reference, CREATE TABLE, immutable_table_clauses",
    "FLASHBACK_ARCHIVE": "PL/SQL Packages and Types Reference, DBMS_REDEFINITION; ORA-42032, ORA-55610",
    "ACTIVE_REDEFINITION": "Database Reference, DBA_REDEFINITION_STATUS; ORA-42029",
    "INTERIM_TABLE": "Database Reference, DBA_REDEFINITION_OBJECTS",
    "XML_OBJECT_RELATIONAL": "XML DB Developer's Guide, partitioning of object-relational XMLType",
    "LABEL_SECURITY": "Label Security Administrator's Guide; ORA-42053",
    "APPLICATION_SECURITY": "Real Application Security Administrator's and Developer's Guide; ORA-42053",
    "PERIOD_COLUMN": "SQL Language Reference, CREATE TABLE, period_definition",
    "UNKNOWN_HIDDEN_COLUMN": "Database Reference, ALL_TAB_COLS.HIDDEN_COLUMN",
    "STAGING_TABLE": "SQL Language Reference, CREATE TABLE, FOR STAGING",
    "RESERVABLE_COLUMN": "SQL Language Reference, CREATE TABLE, RESERVABLE",
    "DOMAIN_COLUMN": "SQL Language Reference, CREATE DOMAIN",
    "VECTOR_COLUMN": "SQL Language Reference, vector data type",
}

_CREATE = "SQL Language Reference, CREATE TABLE"
_LONG_TYPES = frozenset({"LONG", "LONG RAW"})


_NO_NAME = re.compile(r'["\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]')
"""What no name in a script may hold: Oracle takes control characters in a quoted name, but no line of ours does."""


def is_writable_name(name: str) -> bool:
    """Return whether a script can write the name."""
    return not _NO_NAME.search(name)


def refusals(state: CurrentState, owner: str, table_name: str) -> list[Refusal]:
    """Return why no method may touch the table; an empty list means it is eligible."""
    return [
        *_names(state, owner, table_name),
        *_kind_of_table(state, f"{owner}.{table_name}"),
        *_condition_of_table(state),
        *_columns(state),
        *_triggers(state),
        *_features(state),
    ]


def _names(state: CurrentState, owner: str, table_name: str) -> Iterator[Refusal]:
    names = [owner, table_name]
    names += [column.name for column in state.columns]
    for constraint in [*state.constraints, *state.referenced_by]:
        names += [constraint.owner, constraint.table_name, constraint.constraint_name, *constraint.columns]
        names += [constraint.referenced_owner or "", constraint.referenced_table or "", *constraint.referenced_columns]
    for index in state.indexes:
        names += [index.owner, index.index_name]
    for trigger in state.triggers:
        names += [trigger.owner, trigger.trigger_name]
    names += [grant.grantee for grant in state.grants]
    names += [group.name for group in state.log_groups]
    for name in dict.fromkeys(names):
        if not is_writable_name(name):
            yield _refusal(
                "NAME-CHARACTERS",
                f"The name {name!r} holds a control character, which no line of a script can hold.",
                "SQL Language Reference, Database Object Names and Qualifiers",
            )


def _kind_of_table(state: CurrentState, name: str) -> Iterator[Refusal]:
    facts = state.properties
    if facts.iot_type is not None:
        yield _refusal("IOT", f"{name} is index-organized; this tool rebuilds heap tables only.", _CREATE)
    if facts.cluster_name is not None:
        yield _refusal(
            "CLUSTERED", f"{name} lives in the cluster {facts.cluster_name}; it cannot be partitioned.", _CREATE
        )
    for present, code, words in (
        (facts.temporary, "TEMPORARY", "is a temporary table"),
        (facts.external, "EXTERNAL", "is an external table"),
        (facts.hybrid, "HYBRID", "has external partitions"),
        (facts.nested, "NESTED_STORAGE", "stores a nested table column"),
        (facts.secondary, "SECONDARY", "belongs to a domain index"),
        (facts.sharded, "SHARDED", "is sharded"),
        (facts.duplicated, "DUPLICATED", "is a duplicated table of a sharded database"),
    ):
        if present:
            yield _refusal(code, f"{name} {words}.", _CREATE)


def _condition_of_table(state: CurrentState) -> Iterator[Refusal]:
    if state.status is not None and state.status != "VALID":
        yield _refusal(
            "TABLE_STATUS",
            f"The table is {state.status}: a failed DROP TABLE left it so.",
            "Database Reference, ALL_TABLES",
        )
    if state.properties.table_lock is False:
        yield _refusal(
            "ORA-00069",
            "Table locks are disabled, so DDL on the table fails; ALTER TABLE ... ENABLE TABLE LOCK first.",
            "SQL Language Reference, ALTER TABLE, ENABLE | DISABLE TABLE LOCK",
        )


def _columns(state: CurrentState) -> Iterator[Refusal]:
    for column in state.columns:
        if column.data_type in _LONG_TYPES:
            yield _refusal(
                "ORA-14085",
                f"Column {column.name} is {column.data_type}, which a partitioned table cannot have; "
                "convert it to a LOB first.",
                _CREATE,
            )
        elif column.user_generated and _is_object(column):
            kind = f"{column.data_type_owner}.{column.data_type}"
            yield _refusal(
                "OBJECT_COLUMN",
                f"Column {column.name} is of the object or collection type {kind}, which this tool does not rebuild.",
                "SQL Language Reference, ALTER TABLE, modify_to_partitioned (ORA-14427)",
            )
        elif column.data_type == "VECTOR":
            yield _refusal("VECTOR_COLUMN", f"Column {column.name} is a VECTOR.", BARRING_FEATURES["VECTOR_COLUMN"])


def _is_object(column: ColumnInfo) -> bool:
    return column.data_type_owner is not None and column.data_type != "XMLTYPE"


def _triggers(state: CurrentState) -> Iterator[Refusal]:
    for trigger in state.triggers:
        if trigger.crossedition not in (None, "NO"):
            yield _refusal(
                "CROSSEDITION_TRIGGER",
                f"Trigger {trigger.owner}.{trigger.trigger_name} is a {trigger.crossedition.lower()} crossedition "
                "trigger: an edition-based upgrade is under way.",
                "Development Guide, Crossedition Triggers",
            )


def _features(state: CurrentState) -> Iterator[Refusal]:
    for feature in state.features:
        if feature.code in BARRING_FEATURES:
            yield Refusal(
                code=feature.code, message=feature.message, source=feature.source or BARRING_FEATURES[feature.code]
            )


def _refusal(code: str, message: str, source: str) -> Refusal:
    return Refusal(code=code, message=message, source=source)

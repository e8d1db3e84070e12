"""Constraints of the tables, the keys they refer to, and the foreign keys that point here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import by_name
from repart_tui.discovery.rounds import Steps
from repart_tui.discovery.rows import Row
from repart_tui.discovery.scope import Key, Scope, add_feature
from repart_tui.discovery.selection import Names, Told
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import ConstraintInfo, CurrentState

CONSTRAINTS = Query(
    "constraints",
    """
    SELECT owner, constraint_name, constraint_type, table_name, search_condition_vc, r_owner, r_constraint_name,
           delete_rule, status, "DEFERRABLE", deferred, validated, generated, rely, index_owner, index_name, invalid,
           precheck /* 23 */
      FROM dba_constraints
     WHERE owner IN (:owners)
       AND table_name IN (:names)
       AND constraint_type <> 'S'
     ORDER BY owner, table_name, constraint_name
    """,
    rows="many",
)
# LONG: fetched apart, and only for checks whose VARCHAR2 copy may be cut.
SEARCH_CONDITIONS = Query(
    "conditions of check constraints",
    """
    SELECT owner, table_name, constraint_name, search_condition
      FROM dba_constraints
     WHERE owner IN (:owners)
       AND table_name IN (:names)
       AND constraint_type = 'C'
    """,
    rows="apart",
)
CONSTRAINT_COLUMNS = Query(
    "columns of constraints",
    """
    SELECT owner, constraint_name, table_name, column_name, position
      FROM dba_cons_columns
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, constraint_name, position, column_name
    """,
    rows="many",
)
INCOMING_KEYS = Query(
    "foreign keys that point here",
    """
    SELECT owner, constraint_name, constraint_type, table_name, r_owner, r_constraint_name, delete_rule, status,
           "DEFERRABLE", deferred, validated, generated, rely, invalid
      FROM dba_constraints
     WHERE r_owner IN (:owners)
       AND r_constraint_name IN (:names)
       AND constraint_type = 'R'
     ORDER BY owner, table_name, constraint_name
    """,
    rows="many",
)
REFERENCED_KEYS = Query(
    "keys that are referred to",
    """
    SELECT owner, constraint_name, table_name
      FROM dba_constraints
     WHERE owner IN (:owners)
       AND constraint_name IN (:names)
    """,
    rows="many",
)
NAMED_CONSTRAINT_COLUMNS = Query(
    "columns of other constraints",
    """
    SELECT owner, constraint_name, table_name, column_name, position
      FROM dba_cons_columns
     WHERE owner IN (:owners)
       AND constraint_name IN (:names)
     ORDER BY owner, constraint_name, position, column_name
    """,
    rows="many",
)
QUERIES = (
    CONSTRAINTS,
    SEARCH_CONDITIONS,
    CONSTRAINT_COLUMNS,
    INCOMING_KEYS,
    REFERENCED_KEYS,
    NAMED_CONSTRAINT_COLUMNS,
)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (
    CONSTRAINTS,
    CONSTRAINT_COLUMNS,
)

# SEARCH_CONDITION_VC holds at most 4000 bytes; a cut in the middle of a character may leave up to three fewer.
_CERTAINLY_WHOLE = 3997


def read_constraints(dictionary: Dictionary, scope: Scope) -> Steps:
    """Fill in constraints in both directions."""
    own: dict[Key, ConstraintInfo] = {}
    doubtful: set[Key] = set()
    for row in scope.rows(dictionary, CONSTRAINTS):
        constraint = _constraint(row)
        own[constraint.owner, constraint.constraint_name] = constraint
        key = (constraint.owner, constraint.table_name)
        scope.states[key].constraints.append(constraint)
        if row.trimmed("precheck") == "PRECHECK":
            add_feature(scope.states[key], "PRECHECK", f"Constraint {constraint.constraint_name} has PRECHECK (23ai).")
        if constraint.constraint_type == "C" and not _take_short_condition(constraint, row):
            doubtful.add(key)
    if doubtful:
        owners, names = scope.lists(doubtful, scope.selection)
        for row in dictionary.rows(SEARCH_CONDITIONS, owners, names):
            found = own.get((row.name("owner"), row.name("constraint_name")))
            if found is not None and found.search_condition is None:
                found.search_condition = row.text("search_condition")
    for row in scope.rows(dictionary, CONSTRAINT_COLUMNS):
        found = own.get((row.name("owner"), row.name("constraint_name")))
        if found is not None:
            found.columns.append(row.name("column_name"))
    for state in scope.states.values():
        _mark_not_null(state)
    # The keys that point here and those that are pointed to.
    keys = {key for key, c in own.items() if c.constraint_type in ("P", "U")}
    referred = _lists_of_referred(scope, _referred_to(own.values()) - own.keys())
    yield (
        *by_name((INCOMING_KEYS,), *_lists_of_keys(scope, keys)),
        *by_name((REFERENCED_KEYS, NAMED_CONSTRAINT_COLUMNS), *referred),
    )
    incoming = _read_incoming(dictionary, scope, own)
    yield by_name((NAMED_CONSTRAINT_COLUMNS,), *_lists_of_incoming(scope, incoming))
    _read_columns_of(dictionary, scope, incoming)
    _read_referenced(dictionary, scope, [*own.values(), *incoming.values()], own)
    for query in (CONSTRAINTS, CONSTRAINT_COLUMNS, INCOMING_KEYS):
        scope.mark_unknown(dictionary, query)
    scope.mark_unknown(
        dictionary, SEARCH_CONDITIONS, lambda state: any(c.constraint_type == "C" for c in state.constraints)
    )


def is_not_null_form(constraint: ConstraintInfo, nullable: bool | None) -> bool:
    """Return whether a check constraint is a NOT NULL, as far as the dictionary lets it be known.

    Both a NOT NULL and a CHECK ("X" IS NOT NULL) show the same condition. An enabled, validated, not deferrable NOT
    NULL makes NULLABLE 'N', so the same text over a nullable column is a CHECK; a disabled, NOVALIDATE or deferrable
    one is taken as the NOT NULL it nearly always is.
    """
    if constraint.constraint_type != "C" or len(constraint.columns) != 1:
        return False
    if constraint.search_condition != f'"{constraint.columns[0]}" IS NOT NULL':
        return False
    at_work = constraint.status == "ENABLED" and constraint.validated and not constraint.deferrable
    return not (at_work and nullable)


def _constraint(row: Row) -> ConstraintInfo:
    status: Literal["ENABLED", "DISABLED"] = "DISABLED" if row.trimmed("status") == "DISABLED" else "ENABLED"
    owner = row.name("owner")
    index_name = row.text("index_name")
    return ConstraintInfo(
        owner=owner,
        table_name=row.name("table_name"),
        constraint_name=row.name("constraint_name"),
        constraint_type=row.trimmed("constraint_type") or "?",
        generated=row.trimmed("generated") == "GENERATED NAME",
        status=status,
        validated=row.trimmed("validated") != "NOT VALIDATED",
        deferrable=row.trimmed("deferrable") == "DEFERRABLE",
        deferred=row.trimmed("deferred") == "DEFERRED",
        rely=row.trimmed("rely") == "RELY",
        invalid=row.trimmed("invalid") == "INVALID",
        # INDEX_OWNER may be null when it is the table's owner.
        index_owner=(row.text("index_owner") or owner) if index_name else None,
        index_name=index_name,
        referenced_owner=row.text("r_owner"),
        referenced_constraint=row.text("r_constraint_name"),
        delete_rule=row.trimmed("delete_rule"),
    )


def _take_short_condition(constraint: ConstraintInfo, row: Row) -> bool:
    text = row.text("search_condition_vc")
    if text is None or len(text.encode("utf-8")) >= _CERTAINLY_WHOLE:
        return False
    constraint.search_condition = text
    return True


def _mark_not_null(state: CurrentState) -> None:
    nullable = {column.name: column.nullable for column in state.columns}
    for constraint in state.constraints:
        if constraint.constraint_type == "C":
            constraint.not_null = is_not_null_form(constraint, nullable.get("".join(constraint.columns[:1])))


def _referred_to(constraints: Iterable[ConstraintInfo]) -> set[Key]:
    return {
        (c.referenced_owner, c.referenced_constraint)
        for c in constraints
        if c.constraint_type == "R" and c.referenced_owner and c.referenced_constraint
    }


# Keys and foreign keys of other tables, by their names or, of very many, by what led to them.


def _lists_of_keys(scope: Scope, keys: Iterable[Key]) -> tuple[list[str], Names]:
    return scope.lists(keys, scope.told(CONSTRAINTS, "owner", "constraint_name"))


def _lists_of_referred(scope: Scope, keys: Iterable[Key]) -> tuple[list[str], Names]:
    return scope.lists(keys, scope.told(CONSTRAINTS, "r_owner", "r_constraint_name"))


def _lists_of_incoming(scope: Scope, keys: Iterable[Key]) -> tuple[list[str], Names]:
    own = scope.told(CONSTRAINTS, "owner", "constraint_name")
    return scope.lists(keys, None if own is None else Told(INCOMING_KEYS, ("owner", "constraint_name"), own))


def _read_incoming(dictionary: Dictionary, scope: Scope, own: dict[Key, ConstraintInfo]) -> dict[Key, ConstraintInfo]:
    keys = {key: c for key, c in own.items() if c.constraint_type in ("P", "U")}
    incoming: dict[Key, ConstraintInfo] = {}
    owners, names = _lists_of_keys(scope, keys)
    for row in dictionary.rows(INCOMING_KEYS, owners, names):
        target = keys.get((row.name("r_owner"), row.name("r_constraint_name")))
        child = (row.name("owner"), row.name("table_name"))
        if target is None or child == (target.owner, target.table_name):
            # A foreign key of the table to itself stands among its constraints.
            continue
        constraint = own.get((child[0], row.name("constraint_name")))
        if constraint is None:
            constraint = _constraint(row)
            incoming[constraint.owner, constraint.constraint_name] = constraint
        scope.states[target.owner, target.table_name].referenced_by.append(constraint)
    return incoming


def _read_columns_of(dictionary: Dictionary, scope: Scope, incoming: dict[Key, ConstraintInfo]) -> None:
    owners, names = _lists_of_incoming(scope, incoming)
    for row in dictionary.rows(NAMED_CONSTRAINT_COLUMNS, owners, names):
        found = incoming.get((row.name("owner"), row.name("constraint_name")))
        if found is not None:
            found.columns.append(row.name("column_name"))


def _read_referenced(
    dictionary: Dictionary, scope: Scope, constraints: list[ConstraintInfo], own: dict[Key, ConstraintInfo]
) -> None:
    tables: dict[Key, str] = {key: c.table_name for key, c in own.items()}
    columns: dict[Key, list[str]] = {key: c.columns for key, c in own.items()}
    foreign = [c for c in constraints if c.constraint_type == "R" and c.referenced_owner and c.referenced_constraint]
    missing = _referred_to(foreign) - own.keys()
    owners, names = _lists_of_referred(scope, missing)
    for row in dictionary.rows(REFERENCED_KEYS, owners, names):
        key = (row.name("owner"), row.name("constraint_name"))
        if key in missing:
            tables[key] = row.name("table_name")
    for row in dictionary.rows(NAMED_CONSTRAINT_COLUMNS, owners, names):
        key = (row.name("owner"), row.name("constraint_name"))
        if key in missing:
            columns.setdefault(key, []).append(row.name("column_name"))
    for constraint in foreign:
        key = (constraint.referenced_owner or "", constraint.referenced_constraint or "")
        constraint.referenced_table = tables.get(key)
        constraint.referenced_columns = list(columns.get(key, []))

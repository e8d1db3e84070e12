"""Which columns could be a partitioning key, and how good a key each would be.

Sources: VLDB and Partitioning Guide, "When to Partition a Table" and "Partitioning Strategies"; SQL Language Reference,
CREATE TABLE, restrictions on partitioning keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from repart_tui.migration_models import ColumnInfo, CurrentState
from repart_tui.oracle.columns import (
    CHARACTER_TYPES,
    KEY_COLLATIONS,
    NUMERIC_TYPES,
    base_type,
    key_type_problem,
    user_columns,
)

_GOOD_NAME = re.compile(
    r"DATE|_DT$|_DAY$|_TMS$|_TS$|TIME|CREAT|ORDER|EVENT|TRANS|BOOK|POST|SALE|INVOIC|LOG|ENTRY|INSERT|LOAD"
)
_UPDATED_NAME = re.compile(r"UPDAT|MODIF|CHANG|LAST_|_LAST|TOUCH|REFRESH|_MOD_|EDIT")
_FAR_NAME = re.compile(r"END|EXPIR|VALID_TO|THRU|UNTIL|DUE|BIRTH|DOB|TERMINAT|CANCEL|CLOSE|DELIVER|SHIPPED")
_IN_LIST = re.compile(
    r"""^[\s(]*"?(?P<column>[A-Za-z][\w$#]*|[^"]+)"?\s+IN\s*\((?P<values>(?:\s*(?:'(?:[^']|'')*'|-?[0-9.]+)\s*,?)+)\)[\s)]*$""",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"'((?:[^']|'')*)'|(-?[0-9.]+)")
_CATEGORY_NAME = re.compile(
    r"REGION|COUNTRY|STATE$|TYPE|CATEGOR|CLASS|CHANNEL|SEGMENT|TENANT|SITE|BRANCH|CURRENCY|YEAR|QUARTER"
)
_VOLATILE_NAME = re.compile(r"STATUS|STATE_|FLAG|PHASE|STEP")

# The dictionary quotes the names of stored functions in an expression, not those of SQL functions.
_PLSQL_CALL = re.compile(r'"\s*\(')

# Distinct values below which a hash on a column spreads rows badly, as a multiple of the partitions.
_SPREAD = 16


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column with its score as a key and the sentence that says why; for list keys, all its values."""

    column: ColumnInfo
    score: int
    reason: str
    values: list[str] = field(default_factory=list)


def legal_key(column: ColumnInfo) -> bool:
    """Return whether Oracle takes the column as a key, for every kind of partitioning proposed here."""
    if key_type_problem(column) is not None or base_type(column) == "TIMESTAMP WITH LOCAL TIME ZONE":
        # Local time zone bounds depend on the session's zone: never proposed.
        return False
    if column.data_type in CHARACTER_TYPES and column.collation not in (None, *KEY_COLLATIONS):
        return False
    if column.virtual and _PLSQL_CALL.search(re.sub(r"'[^']*'", "''", column.data_default or "")):
        return False
    # ORA-28346: an encrypted column cannot be a partitioning column.
    return column.encryption is None


def null_free(column: ColumnInfo) -> bool:
    """Return whether there is evidence that the column holds no NULL."""
    if not column.nullable:
        return True
    statistics = column.statistics
    return statistics is not None and statistics.num_nulls == 0 and bool(statistics.num_distinct)


def primary_key(state: CurrentState) -> list[str]:
    """Return the columns of the primary key in order."""
    return next((c.columns for c in state.constraints if c.constraint_type == "P"), [])


def is_date(column: ColumnInfo) -> bool:
    """Return whether the column is a DATE or a TIMESTAMP without zone."""
    return column.data_type == "DATE" or base_type(column) == "TIMESTAMP"


def date_candidates(state: CurrentState) -> list[Candidate]:
    """Return date columns fit for an interval key, the best first."""
    found = [_date_candidate(state, c) for c in user_columns(state) if is_date(c) and legal_key(c) and null_free(c)]
    return sorted((c for c in found if c.score > 0), key=lambda c: -c.score)


def passed_over(state: CurrentState) -> list[str]:
    """Return a sentence for each date column that would be a key but for its type or its NULLs."""
    sentences = []
    for column in user_columns(state):
        kind = base_type(column)
        if kind == "TIMESTAMP WITH TIME ZONE":
            sentences.append(
                f"{column.name} is {kind}: only a virtual column SYS_EXTRACT_UTC({column.name}) could be a key."
            )
        elif kind == "TIMESTAMP WITH LOCAL TIME ZONE":
            sentences.append(f"{column.name} is {kind}: its bounds would follow the time zone of the session.")
        elif is_date(column) and legal_key(column) and not null_free(column):
            sentences.append(f"{column.name} may be NULL.")
    return sentences


def list_candidates(state: CurrentState, maximum: int) -> list[Candidate]:
    """Return columns whose few values are all known, the best first."""
    found = []
    for column in user_columns(state):
        scalar = column.data_type in CHARACTER_TYPES or column.data_type in NUMERIC_TYPES
        if not scalar or not legal_key(column) or _is_unique(state, column.name):
            continue
        values, how = known_values(state, column)
        # Two values make two lopsided partitions, unless they are what people ask by.
        least = 2 if _CATEGORY_NAME.search(column.name) else 3
        if not least <= len(values) <= maximum:
            continue
        score = 10 - (30 if column.virtual else 0) - (10 if column.hidden else 0)
        score += 20 if _leads_index(state, column.name) else 0
        score += 15 if _CATEGORY_NAME.search(column.name) else 0
        score -= 5 if _VOLATILE_NAME.search(column.name) else 0
        found.append(Candidate(column, score, f"{column.name} has {len(values)} values, known from {how}.", values))
    return sorted(found, key=lambda c: (-c.score, len(c.values)))


def known_values(state: CurrentState, column: ColumnInfo) -> tuple[list[str], str]:
    """Return every value the column may hold and how that is known; none where it is not."""
    for constraint in state.constraints:
        if constraint.constraint_type == "C" and constraint.status == "ENABLED" and constraint.validated:
            values = check_values(constraint.search_condition, column)
            if values:
                return values, f"the check constraint {constraint.constraint_name}"
    statistics = column.statistics
    if statistics is not None and statistics.frequent_values:
        return list(statistics.frequent_values), "its frequency histogram"
    return [], ""


def check_values(condition: str | None, column: ColumnInfo) -> list[str]:
    """Return the values of a condition of the form column IN ('A', 'B'); none for any other form."""
    match = _IN_LIST.match(condition or "")
    if match is None or match["column"].strip() not in (column.name, column.name.lower()):
        return []
    items = [number or text.replace("''", "'") for text, number in _LIST_ITEM.findall(match["values"])]
    if column.data_type in NUMERIC_TYPES and any(not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", item) for item in items):
        return []
    return list(dict.fromkeys(item for item in items if item))


def hash_key(state: CurrentState, count: int, avoid: frozenset[str] = frozenset()) -> tuple[list[str], str] | None:
    """Return the columns of a hash key over `count` partitions and why, None where no column is fit."""
    columns = {c.name: c for c in user_columns(state) if legal_key(c)}
    for name, kind in (("P", "primary key"), ("U", "unique key")):
        for constraint in state.constraints:
            if constraint.constraint_type != name or not constraint.columns:
                continue
            fit = [c for c in constraint.columns if c in columns and c not in avoid]
            if not fit or (kind == "unique key" and any(columns[c].nullable for c in fit)):
                continue
            spread = next((c for c in fit if (_distinct(columns[c]) or 0) >= _SPREAD * count), None)
            first = [spread] if spread else fit[:1] if _distinct(columns[fit[0]]) is None else fit[:16]
            return first, f"a hash on {', '.join(first)} of the {kind} spreads the rows evenly"
    others = [c for c in columns.values() if c.name not in avoid and not c.virtual]
    others.sort(key=lambda c: (-(_distinct(c) or 0), c.nullable, c.internal_column_id))
    if not others:
        return None
    best = others[0]
    return [best.name], f"a hash on {best.name}, which has the most distinct values, spreads the rows"


def _date_candidate(state: CurrentState, column: ColumnInfo) -> Candidate:
    name, score, traits = column.name, 30, []
    if not column.nullable:
        score += 15
        traits.append("NOT NULL")
    else:
        traits.append("free of NULLs by statistics")
    if name in primary_key(state):
        score += 40
        traits.append("part of the primary key")
    if _leads_index(state, name):
        score += 20
        traits.append("leading column of an index")
    if _UPDATED_NAME.search(name):
        score -= 50
        traits.append("but its name says that updates change it")
    elif _FAR_NAME.search(name):
        score -= 20
    elif _GOOD_NAME.search(name):
        score += 10
    if column.virtual:
        score -= 25
        traits.append("but virtual")
    if column.hidden:
        score -= 10
    if column.statistics is not None and column.statistics.num_distinct == 1:
        score -= 40
        traits.append("but with a single value")
    return Candidate(column, max(score, 1), f"{name} is a {base_type(column)} {', '.join(traits)}.")


def _leads_index(state: CurrentState, name: str) -> bool:
    return any(index.columns and index.columns[0].name == name for index in state.indexes)


def _is_unique(state: CurrentState, name: str) -> bool:
    return any(c.constraint_type in ("P", "U") and c.columns == [name] for c in state.constraints)


def _distinct(column: ColumnInfo) -> int | None:
    return column.statistics.num_distinct if column.statistics is not None else None

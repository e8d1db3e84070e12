"""Columns for list and hash keys, and how good a key each would be.

Sources: VLDB and Partitioning Guide, "Partitioning Strategies" and "Hash Partitioning"; SQL Language Reference, CREATE
TABLE, restrictions on partitioning keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from repart_tui.advice.key_columns import distinct_values, is_date, is_unique, leads_index, legal_key
from repart_tui.advice.name_words import holds_word
from repart_tui.counted import counted
from repart_tui.migration_models import ColumnInfo, CurrentState, EnvironmentConfig
from repart_tui.oracle.columns import CHARACTER_TYPES, NUMERIC_TYPES, user_columns

_VALUE = r"\s*(?:'(?:[^']|'')*'|-?[0-9.]+)\s*"
# One way to read it only: what is no list of values must not be tried in every split of its digits.
_IN_LIST = re.compile(
    rf"""^[\s(]*"?(?P<column>[A-Za-z][\w$#]*|[^"]+)"?\s+IN\s*\((?P<values>{_VALUE}(?:,{_VALUE})*)\)[\s)]*$""",
    re.IGNORECASE,
)
_KEY_COLUMNS = 16
"""Most columns of a partitioning key (SQL Language Reference, CREATE TABLE)."""
_LIST_ITEM = re.compile(r"'((?:[^']|'')*)'|(-?[0-9.]+)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column with its score as a list key, the sentence that says why, and all its values."""

    column: ColumnInfo
    score: int
    reason: str
    values: list[str] = field(default_factory=list)


def list_candidates(state: CurrentState, environment: EnvironmentConfig) -> list[Candidate]:
    """Return columns whose few values are all known, the best first."""
    advice = environment.advice
    found = []
    for column in user_columns(state):
        scalar = column.data_type in CHARACTER_TYPES or column.data_type in NUMERIC_TYPES
        if not scalar or not legal_key(column) or is_unique(state, column.name):
            continue
        values, how = known_values(state, column)
        category = holds_word(column.name, advice.category_words)
        # Two values make two lopsided partitions, unless they are what people ask by.
        least = advice.least_category_values if category else advice.least_list_values
        if not least <= len(values) <= environment.maximum_list_values:
            continue
        score, traits = advice.list_base_points, [f"has {counted(len(values), 'value')}, known from {how}"]
        if leads_index(state, column.name):
            score += advice.key_index_points
            traits.append("leads an index")
        if column.usage is not None and column.usage.equality:
            score += advice.key_usage_points
            traits.append(f"is named by {column.usage.equality:,} equality predicates")
        if category:
            score += advice.list_category_points
        if holds_word(column.name, advice.volatile_words):
            score -= advice.list_volatile_points
            traits.append("changes in the life of a row by its name, which moves the row")
        score -= (advice.key_virtual_points if column.virtual else 0) + (
            advice.key_invisible_points if column.hidden else 0
        )
        found.append(Candidate(column, score, f"{column.name} {', '.join(traits)}.", values))
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


def hash_key(
    state: CurrentState, count: int, environment: EnvironmentConfig, avoid: frozenset[str] = frozenset()
) -> tuple[list[str], str] | None:
    """Return the columns of a hash key over `count` partitions and why, None where no column is fit."""
    enough = environment.advice.hash_spread * count
    columns = {c.name: c for c in user_columns(state) if legal_key(c)}
    for name, kind in (("P", "primary key"), ("U", "unique key")):
        for constraint in state.constraints:
            if constraint.constraint_type != name or not constraint.columns:
                continue
            fit = [c for c in constraint.columns if c in columns and c not in avoid]
            if not fit or (kind == "unique key" and any(columns[c].nullable for c in fit)):
                continue
            spread = [c for c in fit if (distinct_values(columns[c]) or 0) >= enough]
            # Dates come in waves, and their equal values are many; a branch has thousands of rows, an account few.
            best = max(spread, key=lambda c: (not is_date(columns[c]), distinct_values(columns[c]) or 0), default=None)
            unknown = [c for c in fit if distinct_values(columns[c]) is None]
            unknown.sort(key=lambda c: is_date(columns[c]))
            # Without statistics one column must do; with them, several that spread together.
            first = [best] if best else unknown[:1] or fit[:_KEY_COLUMNS]
            return first, f"a hash on {', '.join(first)} of the {kind} spreads the rows evenly"
    others = [c for c in columns.values() if c.name not in avoid and not c.virtual]
    most = max(others, key=lambda c: distinct_values(c) or 0, default=None)
    if most is None:
        return None
    spreading = [c for c in others if (distinct_values(c) or 0) >= enough] or [most]
    # Nobody asks for an amount or a text by its exact value, and updates change both.
    spreading.sort(
        key=lambda c: (
            _is_measure(c, environment),
            not leads_index(state, c.name),
            c.nullable,
            -(distinct_values(c) or 0),
        )
    )
    chosen = spreading[0]
    traits = [
        *(["leads an index"] if leads_index(state, chosen.name) else []),
        "has the most distinct values"
        if chosen is most
        else f"has {counted(distinct_values(chosen) or 0, 'distinct value')}",
    ]
    return [chosen.name], f"a hash on {chosen.name}, which {' and '.join(traits)}, spreads the rows"


def _is_measure(column: ColumnInfo, environment: EnvironmentConfig) -> bool:
    """Return whether the column holds amounts, dates or long texts rather than something that rows are looked up by."""
    if column.data_type in NUMERIC_TYPES:
        return column.data_type == "FLOAT" or (column.data_scale or 0) > 0
    return is_date(column) or (column.char_length or 0) >= environment.advice.hash_key_characters

"""The fingerprint of a table: all that it owns, a line each.

The same lines are made from the dictionary by templates/toolbox/facts.sql.j2, so that the script can compare what was
discovered with what is there: before the first change (drift), before the swap and at the end (nothing lost).
Whoever changes a line here changes it there. A list of columns ends in a checksum where it is long: a check may name
1,000 columns (4,096 in 23ai), and PL/SQL holds 32,767 bytes (ORA-06502). A line of more than 4,000 bytes is whole here:
the script compares its beginning and its checksum, in the database's own character set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from repart_tui.migration_models import ConstraintInfo, CurrentState, IndexInfo, TableConfig
from repart_tui.oracle.bound_text import escaped
from repart_tui.oracle.columns import user_columns

TEXT_LENGTH = 300
"""Characters of a comment, default or condition that a line holds."""

LIST_LENGTH = 2_000
"""Characters of a list of columns or expressions that a line holds: 8,000 bytes at most."""

_CHECKSUM_MODULUS = 2_147_483_647
_LABEL_OF_END = re.compile(
    r'(?<![\w$#])(END)[ \t\n\r\f\v]+(?:"[^"]*"|[^ \t\n\r\f\v;"]+)[ \t\n\r\f\v]*;\Z', re.IGNORECASE
)
_GENERATED = re.compile(r"^SYS_C[0-9]+$")


def fingerprint(table: TableConfig) -> list[str]:
    """Return the table's lines, each once."""
    state = table.current_state
    lines = [
        *_columns(state),
        *_constraints(table),
        *_indexes(state),
        *_triggers(state),
        *_referenced_by(table),
        *_grants(state),
        *_comments(state),
        *_identities(state),
        *_statistics(state),
        *_log_groups(state),
        *_policies(state),
        *_attributes(state),
    ]
    return list(dict.fromkeys(lines))


def one_line(text: str | None) -> str:
    """Return foreign text on one line, as the script's own query gives it: a long one's beginning and its checksum."""
    flat = (text or "").replace("\r", " ").replace("\n", " ").strip(" ")
    return flat if len(flat) <= TEXT_LENGTH else f"{flat[:TEXT_LENGTH]}... {checksum(flat)}"


def checksum(text: str) -> str:
    """Return length and checksum of a text, independent of the database's character set.

    It runs over the text as ASCIISTR gives it (UTF-16 units in hexadecimal beyond ASCII), backslashes left out.
    """
    total = 0
    for char in text:
        if char == "\\":
            continue
        units = char if char < "\x80" else char.encode("utf-16-be").hex().upper()
        for unit in units:
            total = (total * 31 + ord(unit)) % _CHECKSUM_MODULUS
    return f"[{len(text)} {total}]"


def listed(items: Iterable[str]) -> str:
    """Return a list as the script's own query gives it: a long one's beginning, and number and checksum of the rest."""
    shown = ""
    rest: list[str] = []
    for item in items:
        if not rest and len(shown) + len(item) <= LIST_LENGTH:
            shown += f",{item}" if shown else item
        else:
            rest.append(f",{item}")
    return f"{shown},... {len(rest)} more {checksum(''.join(rest))}" if rest else shown


def _columns_of(constraint: ConstraintInfo, columns: Sequence[str]) -> str:
    """Columns of a check have no position: they are sorted as every character set sorts them."""
    return listed(sorted(columns, key=escaped) if constraint.constraint_type == "C" else columns)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def name_or_generated(name: str, generated: bool) -> str:
    """Return the name, or (generated) where Oracle made it and will make another for the copy."""
    return "(generated)" if generated or _GENERATED.match(name) else name


def _columns(state: CurrentState) -> Iterator[str]:
    for column in user_columns(state):
        flags = [
            word
            for word, holds in (
                ("NOT NULL", not column.nullable),
                ("VIRTUAL", column.virtual),
                ("HIDDEN", column.hidden),
                ("IDENTITY", column.identity is not None),
                ("DEFAULT ON NULL", column.default_on_null),
            )
            if holds
        ]
        size = f"{_number(column.data_length)},{_number(column.data_precision)},{_number(column.data_scale)}"
        line = f"column {_number(column.column_id)} {column.name} {column.data_type} {size} {column.char_used or ''}"
        yield " ".join([line, *flags])
        if column.data_default is not None and column.identity is None:
            yield f"default of {column.name}: {one_line(column.data_default)}"


def _state(constraint: ConstraintInfo) -> str:
    return " ".join(
        [
            constraint.status,
            "VALIDATED" if constraint.validated else "NOT VALIDATED",
            "DEFERRABLE" if constraint.deferrable else "NOT DEFERRABLE",
            "DEFERRED" if constraint.deferred else "IMMEDIATE",
            "RELY" if constraint.rely else "",
        ]
    )


def _constraints(table: TableConfig) -> Iterator[str]:
    for c in table.current_state.constraints:
        name = name_or_generated(c.constraint_name, c.generated)
        line = f"constraint {name} {c.constraint_type} ({_columns_of(c, c.columns)}) {_state(c)}"
        if c.constraint_type == "R":
            target = f"{c.referenced_owner}.{c.referenced_table}({_columns_of(c, c.referenced_columns)})"
            line += f" references {target} {c.delete_rule or ''}"
        elif c.constraint_type == "C":
            line += f": {one_line(c.search_condition)}"
        yield line


def index_columns(index: IndexInfo) -> str:
    """Return the index's columns and expressions as the fingerprint shows them."""
    return listed(
        one_line(column.expression if column.expression is not None else column.name)
        + (" DESC" if column.descending else "")
        for column in index.columns
    )


def _indexes(state: CurrentState) -> Iterator[str]:
    for index in state.indexes:
        name = name_or_generated(index.index_name, index.generated)
        unique = "UNIQUE" if index.unique else "NONUNIQUE"
        visible = "VISIBLE" if index.visible else "INVISIBLE"
        yield f"index {index.owner}.{name} {index.index_type} {unique} ({index_columns(index)}) {visible}"
        if name == index.index_name and index.degree not in (None, "0", "1"):
            yield f"degree of index {index.owner}.{name} {index.degree}"


def _triggers(state: CurrentState) -> Iterator[str]:
    for t in state.triggers:
        body = (t.trigger_body or "").rstrip(" \0\t\n\r")
        # A renamed trigger may name itself anew behind its last END; the label means nothing.
        body = _LABEL_OF_END.sub(r"\1;", body)
        editionable = " NONEDITIONABLE" if t.editionable is False else ""
        when = f" WHEN {one_line(t.when_clause)}" if t.when_clause else ""
        yield (
            f"trigger {t.owner}.{t.trigger_name} {t.trigger_type or ''}"
            f" {(t.triggering_event or '').strip(' ')} {t.status} {checksum(body)}{editionable}{when}"
        )


def _referenced_by(table: TableConfig) -> Iterator[str]:
    for c in table.current_state.referenced_by:
        if (c.owner, c.table_name) == (table.owner, table.table_name):
            continue
        name = name_or_generated(c.constraint_name, c.generated)
        yield (
            f"referenced by {c.owner}.{c.table_name} {name} ({_columns_of(c, c.columns)})"
            f" -> ({_columns_of(c, c.referenced_columns)}) {_state(c)} {c.delete_rule or ''}"
        )


def _grants(state: CurrentState) -> Iterator[str]:
    strongest: dict[tuple[str, str | None, str], tuple[bool, bool]] = {}
    for g in state.grants:
        key = (g.privilege, g.column_name, g.grantee)
        grantable, hierarchy = strongest.get(key, (False, False))
        strongest[key] = (grantable or g.grantable, hierarchy or g.hierarchy)
    for (privilege, column, grantee), (grantable, hierarchy) in strongest.items():
        what = f"{privilege}({column})" if column else privilege
        tail = " HIERARCHY" if hierarchy else ""
        yield f"grant {what} to {grantee} {'YES' if grantable else 'NO'}{tail}"


def _comments(state: CurrentState) -> Iterator[str]:
    if state.table_comment:
        yield f"comment on table: {one_line(state.table_comment)}"
    for column in user_columns(state):
        if column.comment:
            yield f"comment on {column.name}: {one_line(column.comment)}"


def _identities(state: CurrentState) -> Iterator[str]:
    for column in user_columns(state):
        identity = column.identity
        if identity is None:
            continue
        numbers = [identity.increment_by, identity.min_value, identity.max_value, identity.cache_size]
        flags = f"{'Y' if identity.cycle else 'N'},{'Y' if identity.order else 'N'}"
        yield f"identity {column.name} {identity.generation_type} {','.join(map(_number, numbers))},{flags}"


def _statistics(state: CurrentState) -> Iterator[str]:
    if state.statistics_locked:
        yield f"statistics locked {state.statistics_locked}"
    for preference in state.statistics_preferences:
        yield f"preference {preference.name}={preference.value or ''}"
    for extension in state.statistics_extensions:
        if extension.creator == "USER":
            yield f"extension {one_line(extension.extension)}"


def _policies(state: CurrentState) -> Iterator[str]:
    for policy in state.policies:
        if policy.kind != "AUDIT":
            yield f"policy {policy.kind} {policy.name.strip(' ')}"
    if state.materialized_view_log is not None:
        yield f"materialized view log {state.materialized_view_log}"


def _attributes(state: CurrentState) -> Iterator[str]:
    facts = state.properties
    yield f"degree {facts.degree or ''}"
    if facts.cache:
        yield "cache"
    if facts.result_cache == "FORCE":
        yield "result cache FORCE"
    if facts.row_dependencies:
        yield "row dependencies"


def _log_groups(state: CurrentState) -> Iterator[str]:
    for group in state.log_groups:
        name = "(generated)" if group.generated else group.name
        always = "ALWAYS" if group.always else "CONDITIONAL"
        columns = listed(c.name + ("" if c.logged else " NO LOG") for c in group.columns)
        yield f"log group {name} {group.log_group_type} {always} ({columns})"

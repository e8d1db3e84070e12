"""The SELECT that captures one view, for the form and the columns that the database has."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from repart_tui.capture.captured_views import OWNERS, Alternative, CapturedColumn, CapturedView
from repart_tui.capture.dictionary_writer import CaptureError
from repart_tui.oracle.sql_text import string_literal

_VIEW_NAME = re.compile(r"\{(?!owners\})(\w+)\}")
_LONGEST_LIST = 1000
FormOf = Callable[[str], str | None]


def owner_list(schemas: Sequence[str]) -> str:
    """Return the schemas as literals for an IN list; raises CaptureError for more than Oracle takes (ORA-01795)."""
    if len(schemas) > _LONGEST_LIST:
        raise CaptureError(f"Name at most {_LONGEST_LIST:,} schemas, or none for all.")
    return ", ".join(map(string_literal, schemas))


def all_owners(users_view: str) -> str:
    """Return the subquery of all schemas that Oracle does not maintain."""
    return f"SELECT username FROM {users_view} WHERE oracle_maintained = 'N'"


def capture_statement(
    view: CapturedView, form: str, available: Collection[str], owners: str, form_of: FormOf
) -> tuple[str, list[CapturedColumn]]:
    """Return the statement and the columns it selects, named as the readable form names them.

    `form` is the readable view, `available` its columns in lower case, `owners` the inside of an IN list; `form_of`
    gives the readable form of a view named in a condition, None when there is none.
    """
    renamed = view.renamed_in_all if form.startswith("all_") else {}
    columns = [
        CapturedColumn(renamed[c.name], c.kind, renamed[c.name]) if c.name in renamed else c for c in view.columns
    ]
    columns = [column for column in columns if column.name in available]
    lines = ["SELECT " + ", ".join(column.expression for column in columns), f"  FROM {form}"]
    # A USER_ view shows the session user's own objects: all of them are wanted.
    if not form.startswith("user_"):
        found = [
            text
            for alternative in view.alternatives
            if (text := _condition(alternative, available, owners, form_of, renamed)) is not None
        ]
        if view.alternatives and not found:
            lines.append(" WHERE 1 = 0")
        elif found and "" not in found:
            lines += [
                (" WHERE " if not number else "    OR ") + text for number, text in enumerate(dict.fromkeys(found))
            ]
    return "\n".join(lines), columns


def _condition(
    alternative: Alternative, available: Collection[str], owners: str, form_of: FormOf, renamed: dict[str, str] | object
) -> str | None:
    """Return the alternative as text; "" when nothing restricts it, None when a view that it needs is unreadable."""
    parts = []
    for column, text in alternative.conditions:
        own = renamed.get(column, column) if isinstance(renamed, dict) else column
        if own not in available:
            continue
        forms = {suffix: form_of(suffix) for suffix in _VIEW_NAME.findall(text)}
        if None in forms.values():
            return None
        shown = text if own == column else text.replace(column, own, 1)
        shown = _VIEW_NAME.sub(lambda match, known=forms: str(known[match[1]]), shown)  # type: ignore[misc]
        parts.append(shown.replace(OWNERS, owners))
    return " AND ".join(parts)

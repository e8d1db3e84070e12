"""The SELECT that captures one view, for the form and the columns that the database has."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from repart_tui.capture.captured_views import OWNERS, Alternative, CapturedColumn, CapturedView

_VIEW_NAME = re.compile(r"\{(?!owners\})(\w+)\}")
FormOf = Callable[[str], str | None]


def capture_statement(
    view: CapturedView, form: str, available: Collection[str], owners: str, form_of: FormOf
) -> tuple[str, list[CapturedColumn]]:
    """Return the statement and the columns it selects, named as the readable form names them.

    `form` is the readable view, `available` its columns in lower case, `owners` a list of literals; `form_of` gives
    the readable form of a view named in a condition, None when there is none.
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

"""What differs between two versions of settings, of a table or of the plan, as lines that a DBA reads. No textual."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from repart_tui.tui.describe import index_words, shown
from repart_tui.tui.form_fields import TABLE_SETTINGS, FormField, form_fields
from repart_tui.tui.history import Edited
from repart_tui.tui.partition_lines import format_lines
from repart_tui.tui.widgets.cells import Line

_CONTEXT = 2
"""Unchanged partitions shown around changed ones."""


def diff_lines(before: Edited, after: Edited) -> list[Line]:
    """Return removed and added lines, field by field in the order of the form; empty when nothing differs."""
    lines: list[Line] = []
    if before.enabled != after.enabled:
        lines += _field("Migrate", [_word(before.enabled)], [_word(after.enabled)])
    return lines + settings_lines(TABLE_SETTINGS, before.settings.to_dict(), after.settings.to_dict())


def settings_lines(definition: str, before: dict[str, Any], after: dict[str, Any]) -> list[Line]:
    """Return removed and added lines of two documents that a definition of the schema describes."""
    lines: list[Line] = []
    old, new = _texts(definition, before), _texts(definition, after)
    for label in dict.fromkeys([*old, *new]):
        if old.get(label) != new.get(label):
            lines += _field(label, old.get(label, []), new.get(label, []))
    return lines


def _texts(definition: str, values: dict[str, Any]) -> dict[str, list[str]]:
    """Return the lines of each field by its label with those of the fields above it."""
    labels: dict[tuple[str, ...], str] = {}
    found: dict[str, list[str]] = {}
    for field in form_fields(definition, values):
        labels[field.path] = field.label
        above = [labels[field.path[:length]] for length in range(1, len(field.path)) if field.path[:length] in labels]
        found[" / ".join([*above, field.label])] = list(_written(field, _at(values, field.path)))
    return found


def _written(field: FormField, value: Any) -> Iterator[str]:
    if field.kind == "union":
        yield str(value.get(field.tag, "none")).replace("_", " ") if isinstance(value, dict) else field.null_word
    elif field.kind == "lines":
        assert field.shape is not None
        yield from format_lines(value or [], field.shape).splitlines()
    elif field.kind == "indexes":
        for item in value or []:
            yield f"{item['index_owner']}.{item['index_name']}: {index_words(item)}"
    elif isinstance(value, list):
        yield ", ".join(map(str, value)) or "none"
    elif isinstance(value, bool):
        yield _word(value)
    else:
        yield field.null_word if value is None else str(value)


def _field(label: str, old: list[str], new: list[str]) -> Iterator[Line]:
    yield [(label, "title")]
    pieces = list(difflib.unified_diff(old, new, n=_CONTEXT, lineterm=""))[2:]
    for line in pieces:
        if line.startswith("@@"):
            if line is not pieces[0]:
                yield [("  ...", "dim")]
            continue
        tone = {"+": "added", "-": "removed"}.get(line[:1], "dim")
        yield [(f"  {line[:1]} {shown(line[1:])}", tone)]


def _at(values: dict[str, Any], path: tuple[str, ...]) -> Any:
    found: Any = values
    for part in path:
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _word(value: bool) -> str:
    return "yes" if value else "no"

"""The SQL*Plus script that captures a dictionary where no Python may connect; `import-spool` reads its spool."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from typing import Any

from repart_tui import __version__
from repart_tui.capture.captured_views import OWNERS, Alternative, CapturedView, Kind, captured_views
from repart_tui.capture.dictionary_writer import FORMAT
from repart_tui.capture.statement import owner_list
from repart_tui.oracle.sql_text import pieces, plsql_text
from repart_tui.resources import template_folder

SPOOL_NAME = "repart_capture.txt"
SCRIPT_NAME = "repart_capture.sql"
WIDTH = 118
"""Characters of a record on one line of the spool, before the mark that ends the line."""
ROWS_A_RUN = 50_000
"""Rows that one run of the block buffers on the server: DBMS_OUTPUT hands its lines over when a block ends."""
_SPARE_RUNS = 60
"""Runs beyond one for each view: so many times ROWS_A_RUN rows fit in views that have more."""
_LETTERS: dict[Kind, str] = {"text": "t", "number": "n", "date": "d", "raw": "r", "long": "l", "clob": "c"}
KINDS: dict[str, Kind] = {letter: kind for kind, letter in _LETTERS.items()}


def capture_script(schemas: Sequence[str] = ()) -> str:
    """Return the script for these schemas, empty for all that Oracle does not maintain: pure ASCII, reads only.

    Raises CaptureError for more schemas than one list holds.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(template_folder()),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    owners = owner_list(schemas)
    views = captured_views()
    return environment.get_template("capture.sql.j2").render(
        tool_version=__version__,
        format=FORMAT,
        spool_name=SPOOL_NAME,
        script_name=SCRIPT_NAME,
        scope_sentence=_scope(schemas),
        schemas=bool(schemas),
        owners=plsql_text(owners),
        schemas_json=plsql_text(json.dumps(list(schemas)) if schemas else None),
        width=WIDTH,
        rows_a_run=ROWS_A_RUN,
        runs=len(views) + 1 + _SPARE_RUNS,
        views=[_view(number, view) for number, view in enumerate(views, start=1)],
    )


def _scope(schemas: Sequence[str]) -> str:
    if not schemas:
        return "of all schemas that Oracle does not maintain"
    # A comment line of the script: nothing of a name may end it.
    shown = [name if name.isascii() and name.replace("_", "").isalnum() else "..." for name in schemas[:5]]
    more = f" and {len(schemas) - 5} more" if len(schemas) > 5 else ""
    return f"of the schemas {', '.join(shown)}{more}"


def _view(number: int, view: CapturedView) -> dict[str, Any]:
    fixed = not view.view.startswith("dba_")
    words = []
    for column in view.columns:
        renamed = view.renamed_in_all.get(column.name)
        words.append(f"{column.name}{'>' + renamed if renamed else ''}:{_LETTERS[column.kind]}")
    lines = textwrap.wrap(" ".join(words), 90, break_long_words=False, break_on_hyphens=False)
    return {
        "number": number,
        "name": view.view if fixed else view.view.removeprefix("dba_"),
        "fixed": fixed,
        # A blank between the words of two lines.
        "column_lines": [line + " " * (place < len(lines) - 1) for place, line in enumerate(lines)],
        "rows": [_row(alternative) for alternative in view.alternatives],
    }


def _row(alternative: Alternative) -> str:
    """Return the arguments of ROWS_ARE."""
    arguments = []
    for column, text in alternative.conditions:
        arguments += [f"'{column}'", _expression(text)]
    return ",\n          ".join(arguments)


def _expression(text: str) -> str:
    parts: list[str] = []
    for place, part in enumerate(text.split(OWNERS)):
        parts += ["o"] if place else []
        parts += pieces(part, 80) if part else []
    return "\n            || ".join(parts)

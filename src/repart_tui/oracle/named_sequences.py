"""Sequences that the defaults of a table name: who creates a copy of it must be allowed to read them.

Source: SQL Language Reference, CREATE TABLE, "DEFAULT", and "Sequence Pseudocolumns" (the sequence must be in your own
schema, or you need SELECT on it or SELECT ANY SEQUENCE); ORA-02289.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repart_tui.migration_models import TableConfig
from repart_tui.oracle.columns import user_columns

_LITERAL = re.compile(r"'(?:[^']|'')*'")
_NAME = r'(?:"[^"]+"|[A-Za-z][\w$#]*)'
_SEQUENCE = re.compile(rf'(?:({_NAME})\s*\.\s*)?({_NAME})\s*\.\s*"?(?:NEXTVAL|CURRVAL)\b"?', re.IGNORECASE)


def named_sequences(table: TableConfig) -> list[tuple[str, str]]:
    """Return (owner, name) of the sequences in defaults; what bears no schema is the table owner's."""
    return sorted(set(_named_sequences(table)))


def _named_sequences(table: TableConfig) -> Iterator[tuple[str, str]]:
    for column in user_columns(table.current_state):
        if column.data_default is None or column.identity is not None:
            continue
        for owner, name in _SEQUENCE.findall(_LITERAL.sub("", column.data_default)):
            yield (_stored(owner) if owner else table.owner), _stored(name)


def _stored(name: str) -> str:
    """Return a name as the dictionary has it."""
    return name[1:-1] if name.startswith('"') else name.upper()

"""The statement that makes a trigger anew: where it was, on the table it was on, EDITIONABLE or not as it was.

SOURCE holds a trigger as its author wrote it. A name without a schema in its head meant the schema in which the author
stood (CURRENT_SCHEMA), which nobody noted; the dictionary knows what it became. Only such names are replaced, the rest
stays as written. Sources: PL/SQL Language Reference, CREATE TRIGGER Statement (EDITIONABLE, ON, FOLLOWS, ENABLE);
Database Reference, ALL_OBJECTS (EDITIONABLE), ALL_TRIGGERS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from repart_tui.migration_models import TriggerInfo
from repart_tui.oracle.sql_text import qualified

_TOKEN = re.compile(
    r"""(?P<skipped>\s+|--[^\n]*|/\*.*?\*/)
      | (?P<quoted>"[^"]*")
      | (?P<word>[^\W\d][\w$#]*)
      | (?P<other>'(?:[^']|'')*'|.)""",
    re.DOTALL | re.VERBOSE,
)
_BODY = frozenset({"WHEN", "BEGIN", "DECLARE", "CALL", "COMPOUND", "<"})


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The keyword that it may be; a quoted name is none."""
        return "" if self.kind == "quoted" else self.text.upper()

    @property
    def name(self) -> str:
        """The name as the dictionary has it."""
        return self.text[1:-1] if self.kind == "quoted" else self.text.upper()


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of the head with or without its schema, and where it stands."""

    schema: str | None
    name: str
    start: int
    end: int


@dataclass(slots=True)
class _Head:
    """What stands before WHEN and the body, as far as it is understood; `end` is where that begins."""

    trigger: _Name | None = None
    table: _Name | None = None
    others: tuple[_Name, ...] = ()
    state: _Token | None = None
    end: int | None = None


def create_trigger(trigger: TriggerInfo, table_owner: str, table_name: str, *, disabled: bool = False) -> str:
    """Return CREATE OR REPLACE TRIGGER, to be run while CURRENT_SCHEMA is the trigger's owner.

    `disabled` says so in the statement itself, where it would be enabled until the next one.
    """
    source = trigger.source or ""
    head = _head(source)
    changes: list[tuple[int, int, str]] = []

    def place(found: _Name | None, right: tuple[str, str]) -> None:
        if found is not None and (found.schema or trigger.owner, found.name) != right:
            changes.append((found.start, found.end, qualified(*right)))

    place(head.trigger, (trigger.owner, trigger.trigger_name))
    place(head.table, (table_owner, table_name))
    for other in head.others:
        place(other, _meant(other, trigger))
    if disabled and head.state is not None:
        changes.append((head.state.start, head.state.end, "DISABLE"))
    elif disabled and head.end is not None:
        changes.append((head.end, head.end, "DISABLE "))
    for start, end, text in reversed(changes):
        source = source[:start] + text + source[end:]
    words = "CREATE OR REPLACE NONEDITIONABLE" if trigger.editionable is False else "CREATE OR REPLACE"
    return f"{words} {source}"


def _meant(other: _Name, trigger: TriggerInfo) -> tuple[str, str]:
    """Return the trigger that FOLLOWS or PRECEDES names: as written, or the only one of that name in the dictionary."""
    written = (other.schema or trigger.owner, other.name)
    known = [(f.trigger_owner, f.trigger_name) for f in trigger.follows]
    alike = [key for key in known if key[1] == other.name]
    return alike[0] if written not in known and len(alike) == 1 else written


def _head(source: str) -> _Head:
    head = _Head()
    tokens: list[_Token] = []
    named_table = False
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup or ""
        token = _Token(kind, match.group(), match.start(), match.end())
        if kind == "skipped":
            continue
        if named_table and token.word in _BODY:
            head.end = token.start
            break
        named_table = named_table or token.word == "ON"
        tokens.append(token)
    if not tokens or tokens[0].word != "TRIGGER":
        return _Head()
    head.trigger, at = _name_at(tokens, 1)
    on = next((place for place in range(at, len(tokens)) if tokens[place].word == "ON"), len(tokens))
    head.table, at = _name_at(tokens, on + 1)
    for place in range(at, len(tokens)):
        if tokens[place].word in ("ENABLE", "DISABLE"):
            head.state = tokens[place]
    order = next((place for place in range(at, len(tokens)) if tokens[place].word in ("FOLLOWS", "PRECEDES")), None)
    while order is not None:
        other, at = _name_at(tokens, order + 1)
        if other is not None:
            head.others += (other,)
        order = at if other is not None and at < len(tokens) and tokens[at].text == "," else None
    return head


def _name_at(tokens: list[_Token], at: int) -> tuple[_Name | None, int]:
    """Return the name that begins at a token, and the place behind it."""
    if at >= len(tokens) or tokens[at].kind == "other":
        return None, at
    first = tokens[at]
    if at + 2 < len(tokens) and tokens[at + 1].text == "." and tokens[at + 2].kind != "other":
        last = tokens[at + 2]
        return _Name(first.name, last.name, first.start, last.end), at + 3
    return _Name(None, first.name, first.start, first.end), at + 1

"""Lay out the Python text of the generated models as `ruff format` would."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from typing import Any, TypeAlias

LINE_LENGTH = 120


@dataclass(frozen=True)
class Bracket:
    """A call or a subscript, such as `Annotated[str, Field(min_length=1)]`."""

    head: str
    items: list[Expression]
    tail: str
    one_each: bool = False
    """A list display, which ruff breaks into one entry a line, where a call may keep its arguments together."""

    def flat(self) -> str:
        """Return it on one line."""
        return self.head + ", ".join(flat(item) for item in self.items) + self.tail

    def spread(self, indent: int) -> list[str]:
        """Return it on several lines; the first one carries no indentation."""
        body = " " * (indent + 4) + ", ".join(flat(item) for item in self.items)
        closing = " " * indent + self.tail
        if len(body) <= LINE_LENGTH and not self.one_each:
            return [self.head, body, closing]
        lines = [self.head]
        for item in self.items:
            lines += _spread_item(item, indent + 4)
            lines[-1] += ","
        return [*lines, closing]


@dataclass(frozen=True)
class Nullable:
    """`core | None`; ruff puts it in parentheses when it does not fit."""

    core: Bracket

    def flat(self) -> str:
        """Return it on one line."""
        return f"{self.core.flat()} | None"

    def spread(self, indent: int) -> list[str]:
        """Return it on several lines; the first one carries no indentation."""
        pad = " " * (indent + 4)
        if len(pad + self.flat()) <= LINE_LENGTH:
            return ["(", pad + self.flat(), " " * indent + ")"]
        return ["(", *_spread_item(self.core, indent + 4), f"{pad}| None", " " * indent + ")"]


Expression: TypeAlias = Bracket | Nullable | str


def flat(item: Expression) -> str:
    """Return the expression on one line."""
    return item if isinstance(item, str) else item.flat()


def _spread_item(item: Expression, indent: int) -> list[str]:
    pad = " " * indent
    if len(pad + flat(item)) < LINE_LENGTH:  # one column is left for the comma
        return [pad + flat(item)]
    if not isinstance(item, str):
        first, *rest = item.spread(indent)
        return [pad + first, *rest]
    if _is_text(item) or " | " not in item:
        return [pad + item]
    first, *rest = item.split(" | ")
    return [pad + first, *(f"{pad}| {part}" for part in rest)]


def _is_text(item: str) -> bool:
    return item.removeprefix("r")[:1] in {'"', "'"}


def assignment(head: str, annotation: Expression, indent: int, value: Expression | None = None) -> list[str]:
    """Return `head` + annotation, then ` = value` where one is given, broken where ruff format breaks."""
    tail = "" if value is None else f" = {flat(value)}"
    if len(head + flat(annotation) + tail) <= LINE_LENGTH:
        return [head + flat(annotation) + tail]
    if value is not None and len(head + flat(annotation)) + len(" = (") <= LINE_LENGTH:
        start = f"{head}{flat(annotation)} = "
        if isinstance(value, str):
            return [f"{start}(", " " * (indent + 4) + value, " " * indent + ")"]
        first, *rest = value.spread(indent)
        return [start + first, *rest]
    if isinstance(annotation, str):
        return [head + annotation + tail]
    first, *rest = annotation.spread(indent)
    return [head + first, *rest[:-1], rest[-1] + tail]


def literal(value: Any) -> str:
    """Return the Python literal in the quotes that ruff format would choose."""
    if not isinstance(value, str):
        return repr(value)
    quote = "'" if value.count('"') > value.count("'") else '"'
    if "\\" in value and not value.endswith("\\") and value.isprintable() and quote not in value:
        return f"r{quote}{value}{quote}"
    body = json.dumps(value, ensure_ascii=not value.isprintable())[1:-1]
    return f'"{body}"' if quote == '"' else "'" + body.replace('\\"', '"').replace("'", "\\'") + "'"


def docstring(text: str, indent: int) -> list[str]:
    """Return the lines of a docstring, none for an empty text."""
    plain = " ".join(text.split())
    if not plain:
        return []
    # A quote must not meet the closing three; before the opening ones ruff wants a space.
    body, end = (plain[:-1], '\\"') if plain.endswith('"') else (plain, "")
    start = " " if plain.startswith('"') else ""
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in body.replace("\\", "\\\\"))
    safe = start + shown.replace('"""', '\\"\\"\\"') + end
    pad = " " * indent
    if len(f'{pad}"""{safe}"""') <= LINE_LENGTH:
        return [f'{pad}"""{safe}"""']
    # ruff joins a closing line to a single line of text even when that makes it too long: so break it earlier.
    width = LINE_LENGTH - indent - 3
    wrapped = textwrap.wrap(safe.strip(), width, break_on_hyphens=False)
    if len(wrapped) == 1:
        wrapped = textwrap.wrap(safe.strip(), width - 3, break_on_hyphens=False)
    return [f'{pad}"""{start}{wrapped[0]}', *(pad + line for line in wrapped[1:]), f'{pad}"""']

"""key=value on a document of the plan, led by the schema: where a value goes, of what kind it is, what it replaces.

Nothing is judged here but the way to the place; whether the result is a table the schema decides afterwards.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Any

from repart_tui.config_file import ConfigError, parse_json
from repart_tui.validation import load_schema, printable, shortened

SETTABLE = {
    "TableConfig": ("enabled", "common_settings"),
    "EnvironmentConfig": (),
}
"""What may be set, by the definition of the document in the schema; nothing named means everything."""
_WORDS = frozenset({"title", "description", "default"})


class AssignmentError(Exception):
    """An assignment leads nowhere; the text is one sentence."""


def split_assignments(written: Sequence[str]) -> list[tuple[str, str]]:
    """Return (key, value) pairs; raises AssignmentError."""
    pairs: list[tuple[str, str]] = []
    for text in written:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise AssignmentError(f"{shortened(text)} is no assignment; write key=value.")
        if any(key == other for other, _ in pairs):
            raise AssignmentError(f"{printable(key)} is given twice; keep one.")
        pairs.append((key, value))
    return pairs


def assign(document: dict[str, Any], pairs: Sequence[tuple[str, str]], definition: str = "TableConfig") -> list[str]:
    """Carry out the assignments on a document that `definition` describes; return what was dropped, one note each.

    The tag of a union, such as partitioning_type, goes first: it decides which other keys there are. What the new
    branch knows as well is kept. Raises AssignmentError, and the document is then half changed.
    """
    ordered = sorted(pairs, key=lambda pair: (not _is_tag(pair[0]), pair[0].count(".") if _is_tag(pair[0]) else 0))
    notes: list[str] = []
    for key, text in ordered:
        notes += _Walk(document, key, definition).put(text)
    return notes


class _Walk:
    """The way from the document down to the place that a key names."""

    def __init__(self, document: dict[str, Any], key: str, definition: str) -> None:
        self._document = document
        self._schema = load_schema()["$defs"][definition]
        self._settable = SETTABLE[definition] or tuple(self._schema["properties"])
        self._key = printable(key)
        self._parts = key.split(".")
        if self._parts[0] not in self._settable:
            raise AssignmentError(self._refused_start(self._parts[0]))

    def put(self, text: str) -> list[str]:
        """Set the value, and return notes."""
        holder: Any = self._document
        schema = _resolved(self._schema)
        for depth, part in enumerate(self._parts[:-1]):
            branch = self._branch(schema, holder, depth)
            schema, place = self._step(branch, holder, part, depth)
            if isinstance(holder, list) and place == len(holder):
                holder.append(None)
            if holder[place] is None:
                # A way through what is not there yet: subpartitioning.subpartitioning_type=hash.
                kinds = _kinds(schema)
                holder[place] = {} if "object" in kinds else [] if "array" in kinds else None
            holder = holder[place]
        depth, part = len(self._parts) - 1, self._parts[-1]
        if isinstance(holder, dict) and _tag(schema) == part:
            return self._switch(schema, holder, part, text)
        branch = self._branch(schema, holder, depth)
        schema, place = self._step(branch, holder, part, depth)
        value = self._value(schema, text)
        if isinstance(holder, list) and place == len(holder):
            holder.append(value)
        else:
            holder[place] = value
        return []

    def _above(self, depth: int) -> str:
        return printable(".".join(self._parts[:depth]))

    def _branch(self, schema: dict[str, Any], holder: Any, depth: int) -> dict[str, Any]:
        """Return the schema that describes what the next part is looked up in."""
        branches = [branch for branch in _branches(schema) if {"object", "array"} & set(_kinds(branch))]
        where = self._above(depth)
        if not branches:
            raise AssignmentError(f"{self._key}: {where} is a single value and has no parts.")
        tag = _tag(schema)
        if tag is None or not isinstance(holder, dict):
            return branches[0]
        chosen = next((branch for branch in branches if branch["properties"][tag]["const"] == holder.get(tag)), None)
        if chosen is None:
            tags = ", ".join(branch["properties"][tag]["const"] for branch in branches)
            raise AssignmentError(f"{self._key}: set {where}.{tag} too, to one of {tags}.")
        return chosen

    def _step(self, branch: dict[str, Any], holder: Any, part: str, depth: int) -> tuple[dict[str, Any], Any]:
        """Return the schema of the part and the key or index of it."""
        where = self._above(depth)
        if isinstance(holder, list):
            if not (part.isascii() and part.isdigit()) or len(part) > 9 or int(part) > len(holder):
                counted = f"0 to {len(holder) - 1}, and {len(holder)} appends" if holder else "none yet, and 0 appends"
                raise AssignmentError(f"{self._key}: {where} is a list; its entries are {counted}.")
            return _resolved(branch["items"]), int(part)
        known: dict[str, Any] = branch.get("properties", {})
        if part not in known:
            raise AssignmentError(self._unknown(part, list(known), where))
        holder.setdefault(part, None)
        return _resolved(known[part]), part

    def _switch(self, schema: dict[str, Any], holder: dict[str, Any], tag: str, text: str) -> list[str]:
        """Choose another branch of a union; keep the values that mean the same there, and say which do not."""
        by_tag = {branch["properties"][tag]["const"]: branch["properties"] for branch in _branches(schema)}
        value = self._value(next(iter(by_tag.values()))[tag], text)
        old, new = by_tag.get(holder.get(tag, "")), by_tag.get(value)
        if new is None or new is old:
            holder[tag] = value  # the schema words what is wrong with it
            return []
        gone = [name for name in holder if name != tag and not (old and name in new and _same(old[name], new[name]))]
        dropped = [name for name in gone if holder[name] not in (None, [])]
        kept = {name: item for name, item in holder.items() if name != tag and name not in gone}
        defaults = {name: _resolved(item)["default"] for name, item in new.items() if "default" in _resolved(item)}
        holder.clear()
        holder.update({tag: value, **defaults, **kept})
        above = self._above(len(self._parts) - 1)
        return [f"{above}: {', '.join(dropped)} left out, for {value} has no such thing."] if dropped else []

    def _value(self, schema: dict[str, Any], text: str) -> Any:
        """Return the text as the kind of value that the schema wants; a wrong one is left for the schema to word."""
        kinds = set(_kinds(schema))
        try:
            found = parse_json(text, "The value")
        except ConfigError as error:
            if kinds <= {"array", "object", "null"}:
                example = """'["A", "B"]'""" if "array" in kinds else """'{"key": "value"}'"""
                raise AssignmentError(f"{self._key}: {error.lines[0]} Write it like {example}.") from error
            return text
        kind = _kind(found)
        if kind in kinds or (kind == "integer" and "number" in kinds) or "string" not in kinds:
            return found
        return text

    def _refused_start(self, part: str) -> str:
        if part in self._schema["properties"]:
            settable = " and ".join(self._settable)
            return f"{self._key} cannot be set: {part} is what discovery found. Settable are {settable}."
        return self._unknown(part, list(self._settable), "")

    def _unknown(self, part: str, known: list[str], where: str) -> str:
        """Word an unknown key, with the nearest one in its place, or the same name elsewhere."""
        near = difflib.get_close_matches(part.casefold(), known, 1)
        full = [f"{where}.{name}" if where else name for name in near]
        if not near:
            all_keys = list(_all_keys(self._document, self._settable))
            full = [key for key in all_keys if key.rpartition(".")[2] == part]
            last = {key.rpartition(".")[2]: key for key in reversed(all_keys)}
            full = full or [last[name] for name in difflib.get_close_matches(part.casefold(), last, 1, 0.75)]
        hint = f"did you mean {full[0]}?" if full else f"known are {', '.join(known)}."
        return f"{self._key}: there is no {printable(part)} {f'in {where}' if where else 'here'}; {hint}"


def _all_keys(document: dict[str, Any], settable: Sequence[str]) -> Iterator[str]:
    """Yield every settable key of the document outside lists."""

    def below(value: Any, path: str) -> Iterator[str]:
        yield path
        if isinstance(value, dict):
            for name, item in value.items():
                yield from below(item, f"{path}.{name}")

    for name in settable:
        yield from below(document.get(name), name)


def _is_tag(key: str) -> bool:
    tags = {"partitioning_type", "subpartitioning_type"}
    return key.rpartition(".")[2] in tags


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    merged = dict(schema)
    while "$ref" in merged:
        merged = load_schema()["$defs"][str(merged.pop("$ref")).removeprefix("#/$defs/")] | merged
    return merged


def _branches(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the schema, or the branches of a union without null, each resolved."""
    branches = [_resolved(branch) for branch in schema.get("oneOf", [schema])]
    return [branch for branch in branches if branch.get("type") != "null"]


def _tag(schema: dict[str, Any]) -> str | None:
    """Return the property whose constant tells the branches of a union apart; None for no such union."""
    branches = _branches(schema)
    if len(branches) < 2:
        return None
    first = branches[0].get("properties", {})
    return next((name for name, item in first.items() if "const" in item), None)


def _kinds(schema: dict[str, Any]) -> list[str]:
    """Return the JSON types that the schema takes."""
    if "oneOf" in schema:
        return [kind for branch in schema["oneOf"] for kind in _kinds(_resolved(branch))]
    if "const" in schema or "enum" in schema:
        return [_kind(value) for value in schema.get("enum", [schema.get("const")])]
    kinds = schema.get("type", [])
    return list(kinds) if isinstance(kinds, list) else [kinds]


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    names = {int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return names[type(value)]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two properties take the same values; how they are described does not matter."""

    def bare(schema: dict[str, Any]) -> dict[str, Any]:
        resolved = _resolved(schema)
        return {key: value for key, value in resolved.items() if key not in _WORDS and not key.startswith("x-")}

    return bare(one) == bare(other)

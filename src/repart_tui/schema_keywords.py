"""What the generator of the models understands of JSON Schema 2020-12, and how it says no.

A rule that the models silently lack is worse than a build that stops: every keyword is known, or refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

Schema = dict[str, Any]

NOTES = {"title", "description", "examples", "$comment"}
ROOT_KEYS = {"$schema", "$id", "$defs"}
_BOUNDS = {"minimum": "ge", "maximum": "le", "exclusiveMinimum": "gt", "multipleOf": "multiple_of"}
# Keywords by type, each with the name of pydantic's constraint; None where the generator treats it apart.
TYPES: dict[str, tuple[str, dict[str, str | None]]] = {
    "string": ("str", {"minLength": "min_length", "maxLength": "max_length", "pattern": "pattern"}),
    "integer": ("int", dict(_BOUNDS)),
    # int | float: a whole number keeps its spelling, so that a file comes back byte for byte.
    "number": ("int | float", dict(_BOUNDS)),
    "boolean": ("bool", {}),
    "array": ("list", {"items": None, "minItems": "min_length", "maxItems": "max_length", "uniqueItems": None}),
}
# JSON Schema, Python and pydantic's Rust expressions disagree on these, or Rust refuses them.
_UNPORTABLE = re.compile(r"(?<!\\)(?:\\\\)*(?P<what>\\[dDwWbB1-9k]|\(\?(?!:))")


class UnsupportedSchemaError(ValueError):
    """The schema says something that the models could not hold; `pointer` says where."""

    def __init__(self, pointer: str, problem: str) -> None:
        super().__init__(f"{pointer or '/'}: {problem}")
        self.pointer = pointer


def union_tag(definitions: Schema, names: Sequence[str]) -> str | None:
    """Return the one const property that tells the branches apart, or None."""
    common: set[str] | None = None
    for name in names:
        branch = definitions[name]
        tags = {key for key, value in branch.get("properties", {}).items() if "const" in value}
        tags &= set(branch.get("required", []))
        common = tags if common is None else common & tags
    if common is None or len(common) != 1:
        return None
    tag = common.pop()
    values = [definitions[name]["properties"][tag]["const"] for name in names]
    return tag if len(set(values)) == len(values) and all(isinstance(value, str) for value in values) else None


def all_keywords() -> set[str]:
    """Return every keyword that means something in some place."""
    by_type = {key for _, constraints in TYPES.values() for key in constraints}
    objects = {"type", "properties", "required", "additionalProperties", "default", "$ref", "oneOf", "anyOf"}
    return by_type | objects | {"enum", "const"}


def check_pattern(pattern: str, pointer: str) -> None:
    """Raise UnsupportedSchemaError for a pattern that another regular expression engine reads otherwise."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise UnsupportedSchemaError(pointer, f"is no regular expression: {error}") from None
    found = _UNPORTABLE.search(pattern)
    if found:
        problem = f"{found['what']!r} means something else in another regular expression engine; spell it out"
        raise UnsupportedSchemaError(pointer, problem)


def escaped(key: str) -> str:
    """Return a key as a JSON pointer writes it (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of the schema; raises UnsupportedSchemaError where it names a key twice."""
    plain = dict(pairs)
    if len(plain) != len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise UnsupportedSchemaError("", f"an object of the schema names {twice!r} twice")
    return plain


def check_metaschema(schema: Schema) -> None:
    """Raise UnsupportedSchemaError where the schema is no JSON Schema 2020-12."""
    from jsonschema import Draft202012Validator

    for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema):
        pointer = "".join(f"/{escaped(str(part))}" for part in error.absolute_path)
        raise UnsupportedSchemaError(pointer, f"is no JSON Schema 2020-12: {error.message}")

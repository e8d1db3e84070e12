"""Check documents against the JSON Schema and say in one sentence what is wrong and what to do.

jsonschema_rs decides, because it reads 185 MB in a quarter of a second; jsonschema then words the failures, and
looks only into those parts that jsonschema_rs found wrong. Both are imported when first needed: start-up counts.
"""

from __future__ import annotations

import difflib
import functools
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repart_tui.resources import schema_path

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

_DEFINITIONS = "#/$defs/"
_SHOWN_CHARACTERS = 60
_SHOWN_NAMES = 12
_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")

Part = str | int


@dataclass(frozen=True)
class SchemaError:
    """One thing that the schema refuses."""

    pointer: str
    """JSON pointer (RFC 6901) into the validated document; empty for the document itself."""
    field: str
    """The same place as a dotted path, such as tables.0.owner."""
    message: str
    """What is wrong and what to do, to be read after the name of the field."""


def schema_errors(document: object, definition: str = "MigrationConfig") -> list[SchemaError]:
    """Return what the schema refuses in `document`, in a fixed order; an empty list means valid.

    `definition` names the entry of $defs that the document must follow, so that a form may check only the
    settings it edits.
    """
    if _is_clean(definition, document):
        return []
    found = {error for failure in _validator(definition).iter_errors(document) for error in _worded(failure)}
    if not found and not _is_valid(definition, document):
        found = set(_unworded(definition, document))
    # Such a text breaks its pattern too, but that would be noise beside the real reason.
    settled = {error.pointer for error in found if error.message in _SETTLED}
    return sorted((error for error in found if error.message in _SETTLED or error.pointer not in settled), key=_order)


def json_pointer(path: Iterable[Part]) -> str:
    """Return the JSON pointer of a path of keys and indexes."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def printable(text: str) -> str:
    """Return `text` with control characters spelled out, so that no file can steer the terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def shortened(value: object) -> str:
    """Return a value as it may stand in a message: JSON on one line, cut when long."""
    if isinstance(value, dict):
        return "an object" if value else "an empty object"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    text = printable(json.dumps(value, ensure_ascii=False, default=repr))
    if len(text) <= _SHOWN_CHARACTERS:
        return text
    return f"{text[: _SHOWN_CHARACTERS - 2]}…" + ('"' if isinstance(value, str) else "")


# ---- validators -----------------------------------------------------------------------------------------------


@functools.cache
def load_schema() -> dict[str, Any]:
    """Return the parsed schema; treat it as read-only."""
    schema: dict[str, Any] = json.loads(schema_path().read_text(encoding="utf-8"))
    return schema


def _schema_of(definition: str) -> dict[str, Any]:
    schema = load_schema()
    if definition in schema["$defs"]:
        return {"$schema": schema["$schema"], "$ref": _DEFINITIONS + definition, "$defs": schema["$defs"]}
    if definition == "MigrationConfig":
        return schema
    raise KeyError(f"the schema defines no {definition!r}")


@functools.cache
def _fast_validator(definition: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(_schema_of(definition))


@functools.cache
def _validator(definition: str) -> Draft202012Validator:
    validator: Draft202012Validator = _validator_class()(_schema_of(definition))
    return validator


@functools.cache
def _validator_class() -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    follow = Draft202012Validator.VALIDATORS["$ref"]

    def reference(validator: Any, target: str, instance: object, schema: dict[str, Any]) -> Iterator[ValidationError]:
        # What jsonschema_rs finds valid needs no words: 10,000 tables with one mistake cost as much as one table.
        if not target.startswith(_DEFINITIONS) or not _is_clean(target.removeprefix(_DEFINITIONS), instance):
            yield from follow(validator, target, instance, schema)

    def pattern(_: Any, expression: str, instance: object, __: dict[str, Any]) -> Iterator[ValidationError]:
        if isinstance(instance, str) and not _compiled(expression).search(instance):
            yield ValidationError(f"{instance!r} does not match {expression!r}")

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            # The models are strict: 4.0 is no whole number to them, and NaN no number to JSON.
            "integer": lambda _, value: isinstance(value, int) and not isinstance(value, bool),
            "number": lambda _, value: _is_number(value),
            "string": lambda _, value: isinstance(value, str) and not _has_half_character(value),
        }
    )
    return extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {"$ref": reference, "pattern": pattern}, type_checker=checker
    )


@functools.cache
def _compiled(expression: str) -> re.Pattern[str]:
    # In Python $ also matches before a last newline; in JSON Schema and in the models it does not.
    tokens = r"\\.|\[(?:\\.|[^\]\\])*\]|\$"
    return re.compile(re.sub(tokens, lambda found: r"\Z" if found[0] == "$" else found[0], expression))


def _is_valid(definition: str, document: object) -> bool:
    try:
        return bool(_fast_validator(definition).is_valid(document))
    except (TypeError, ValueError):  # not a JSON value at all, such as a set or half a surrogate pair
        return False


def _is_clean(definition: str, document: object) -> bool:
    return _is_valid(definition, document) and not _is_loose(document)


def _is_loose(value: object) -> bool:
    """Tell whether `value` holds what jsonschema_rs lets pass and the models refuse.

    That is a float such as 4.0, which JSON Schema takes for an integer, and text that UTF-8 cannot write.
    """
    if isinstance(value, str):
        return not value.isascii() and _has_half_character(value)
    if isinstance(value, dict):
        return any(map(_is_loose, value.values()))
    if isinstance(value, list):
        return any(map(_is_loose, value))
    return isinstance(value, float) and value.is_integer()


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _has_half_character(text: str) -> bool:
    return _HALF_CHARACTER.search(text) is not None


# ---- words ----------------------------------------------------------------------------------------------------

_EMPTY = "must not be empty"
_HALF = "must be Unicode text; it holds half a surrogate pair"
_SETTLED = {_EMPTY, _HALF}


def _order(error: SchemaError) -> tuple[list[tuple[int, str]], str]:
    parts = error.pointer.split("/")
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts], error.message


def _error(path: Iterable[Part], message: str) -> SchemaError:
    parts = list(path)
    return SchemaError(json_pointer(parts), ".".join(map(str, parts)), message)


def _worded(failure: ValidationError, nullable: bool = False) -> Iterator[SchemaError]:
    """Yield the sentences for one failure; `nullable` tells that null would have been right as well."""
    path = list(failure.absolute_path)
    keyword = str(failure.validator)
    if keyword in {"oneOf", "anyOf"}:
        yield from _worded_union(failure, path)
    elif keyword == "required":
        yield from _worded_required(failure, path)
    elif keyword == "additionalProperties":
        yield from _worded_unknown(failure, path)
    else:
        yield _error(path, _sentence(failure, keyword, nullable))


def _worded_union(failure: ValidationError, path: list[Part]) -> Iterator[SchemaError]:
    branches = [_resolved(branch) for branch in _listed(failure.validator_value)]
    nullable = any(branch == {"type": "null"} for branch in branches)
    index = next(iter(_possible(branches)), 0)
    if len(_possible(branches)) > 1:
        tag = _tag([branches[place] for place in _possible(branches)])
        if not isinstance(failure.instance, dict) or tag is None:
            expected = "must be an object or null" if nullable else "must be an object"
            yield _error(path, f"{expected}; it is {_described(failure.instance)}")
            return
        choices = {branches[place]["properties"][tag]["const"]: place for place in _possible(branches)}
        if tag not in failure.instance:
            yield _error([*path, tag], f"is missing; choose one of {_names(choices)}")
            return
        chosen = failure.instance[tag]
        if not isinstance(chosen, str) or chosen not in choices:
            yield _error([*path, tag], _no_choice(chosen, list(choices)))
            return
        index = choices[chosen]
    for inner in failure.context or []:
        if inner.schema_path and inner.schema_path[0] == index:
            same_place = list(inner.absolute_path) == path
            yield from _worded(inner, nullable and same_place)


def _worded_required(failure: ValidationError, path: list[Part]) -> Iterator[SchemaError]:
    # jsonschema reports one missing key a failure but names it in its text only, so look which ones are missing.
    schema = _mapping(failure.schema)
    for key in _listed(failure.validator_value):
        if isinstance(failure.instance, dict) and key not in failure.instance:
            expected = _expected(schema.get("properties", {}).get(key, {}))
            yield _error([*path, key], f"is missing; add {expected}")


def _worded_unknown(failure: ValidationError, path: list[Part]) -> Iterator[SchemaError]:
    known = list(_mapping(failure.schema).get("properties", {}))
    instance = failure.instance if isinstance(failure.instance, dict) else {}
    for key in instance:
        if key not in known:
            nearest = _nearest(key, [name for name in known if name not in instance] or known)
            advice = f"did you mean {json.dumps(nearest)}?" if nearest else f"remove it; known are {_names(known)}"
            yield _error([*path, key], f"is not known here; {advice}")


def _sentence(failure: ValidationError, keyword: str, nullable: bool) -> str:
    value: Any = failure.instance
    limit: Any = failure.validator_value
    found = f"; it is {_described(value)}"
    if keyword == "type":
        if isinstance(value, str) and _has_half_character(value) and "string" in _listed(limit):
            return _HALF
        kinds = [*_listed(limit), *(["null"] if nullable else [])]
        return f"must be {' or '.join(_KINDS[str(kind)] for kind in kinds)}{found}"
    if keyword in {"enum", "const"}:
        return _no_choice(value, list(limit) if keyword == "enum" else [limit])
    if keyword in {"minLength", "maxLength", "minItems", "maxItems"}:
        size = len(value)
        if keyword == "minLength" and size == 0:
            return _EMPTY
        unit = _counted(limit, "character" if keyword.endswith("Length") else "entry")
        return f"must have {'at least' if keyword.startswith('min') else 'at most'} {unit}; it has {size}"
    if keyword == "uniqueItems":
        twice = next((item for place, item in enumerate(value) if item in value[:place]), None)
        return f"must not hold a value twice; remove one {shortened(twice)}"
    bounds = {
        "minimum": "at least",
        "maximum": "at most",
        "exclusiveMinimum": "more than",
        "multipleOf": "a multiple of",
    }
    if keyword in bounds:
        return f"must be {bounds[keyword]} {limit}{found}"
    # Only the schema's author can say what a pattern or a condition means.
    written = _mapping(failure.schema).get("x-message")
    if written:
        return f"{written}{found}"
    return f"must match {limit}{found}" if keyword == "pattern" else printable(failure.message)


def _no_choice(value: object, choices: list[Any]) -> str:
    nearest = _nearest(value, [choice for choice in choices if isinstance(choice, str)])
    hint = f", did you mean {json.dumps(nearest)}?" if nearest else ""
    expected = f"must be one of {_names(choices)}" if len(choices) > 1 else f"must be {shortened(choices[0])}"
    return f"{expected}; it is {shortened(value)}{hint}"


def _nearest(value: object, names: list[str]) -> str | None:
    if not isinstance(value, str):
        return None
    by_folded = {name.casefold().replace("-", "_").replace(" ", "_"): name for name in names}
    folded = value.casefold().replace("-", "_").replace(" ", "_")
    return next((by_folded[name] for name in difflib.get_close_matches(folded, by_folded, 1)), None)


def _names(names: Iterable[Any]) -> str:
    listed = [shortened(name) for name in names]
    rest = [f"{len(listed) - _SHOWN_NAMES} more"] if len(listed) > _SHOWN_NAMES else []
    return ", ".join(listed[:_SHOWN_NAMES] + rest)


def _described(value: object) -> str:
    return f"the text {shortened(value)}" if isinstance(value, str) else shortened(value)


def _counted(number: Any, noun: str) -> str:
    plural = "entries" if noun == "entry" else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def _expected(schema: dict[str, Any]) -> str:
    """Say what kind of value a property takes."""
    resolved = _resolved(schema)
    if "const" in resolved:
        return shortened(resolved["const"])
    if "enum" in resolved:
        return f"one of {_names(resolved['enum'])}"
    kinds = [_KINDS[str(kind)] for kind in _listed(resolved.get("type", [])) if str(kind) in _KINDS]
    return " or ".join(kinds) if kinds else "an object"


def _resolved(schema: Any) -> dict[str, Any]:
    current = _mapping(schema)
    while "$ref" in current:
        current = load_schema()["$defs"][str(current["$ref"]).removeprefix(_DEFINITIONS)]
    return current


def _possible(branches: list[dict[str, Any]]) -> list[int]:
    return [place for place, branch in enumerate(branches) if branch != {"type": "null"}]


def _tag(branches: list[dict[str, Any]]) -> str | None:
    """Return the const property that tells the branches of a union apart."""
    consts = [{key for key, value in branch.get("properties", {}).items() if "const" in value} for branch in branches]
    common = set.intersection(*consts) if consts else set()
    return min(common, default=None)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _unworded(definition: str, document: object) -> Iterator[SchemaError]:
    """Report in the words of jsonschema_rs what jsonschema let pass, so that nothing refused stays silent."""
    try:
        for failure in _fast_validator(definition).iter_errors(document):
            yield _error(failure.instance_path, printable(failure.message))
    except (TypeError, ValueError) as error:
        yield _error([], f"cannot be read as JSON; {printable(str(error))}")

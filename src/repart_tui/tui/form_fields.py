"""The fields of the edit form, read from the schema: a field that is added there appears here. No textual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from repart_tui.tui.partition_lines import Shape

Path = tuple[str, ...]
Kind = Literal[
    "union",
    "choice",
    "flag",
    "integer",
    "number",
    "text",
    "columns",
    "lines",
    "names",
    "flags",
    "indexes",
    "json",
    "foreign_key",
]
TABLE_SETTINGS = "CommonSettings"
PLAN_SETTINGS = "EnvironmentConfig"
"""Definitions in the schema of what a user edits."""
_ATTRIBUTES = ("tablespace", "compress_for", "read_only", "indexing", "lobs")


@dataclass(frozen=True)
class FormField:
    """One field of the form."""

    path: Path
    """Where its value stands in the settings."""
    label: str
    kind: Kind
    help: str = ""
    level: int = 0
    """Depth below the settings, for indentation."""
    choices: tuple[Any, ...] = ()
    """Values of a choice, a union's tags, or the members of flags."""
    nullable: bool = False
    required: bool = False
    default: Any = None
    tag: str = ""
    """Name of the property that tells a union's branches apart."""
    branches: tuple[tuple[str, str], ...] = ()
    """Definition of each branch of a union, by tag."""
    shape: Shape | None = None
    """What lines of partitions look like."""
    null_word: str = "as now"
    """What a field that is left empty means, from x-null."""
    widget: str = ""
    """How it is chosen where its kind does not say it, from x-widget."""
    group: str = ""
    """Heading under which it stands, from x-group; fields within a field share that of their parent."""
    folded: bool = False
    """True where the heading alone shows first, from x-folded."""

    @property
    def dotted(self) -> str:
        """The path as findings write it."""
        return ".".join(self.path)


def form_fields(definition: str, values: dict[str, Any]) -> list[FormField]:
    """Return the fields for `values`: of every union the fields of the branch that is chosen."""
    return list(_object_fields(_definition(definition), values, (), _Place()))


def branch_defaults(definition: str) -> dict[str, Any]:
    """Return the values a branch has before anything is typed: its constants and defaults."""
    found: dict[str, Any] = {}
    for name, written in _definition(definition)["properties"].items():
        schema = resolved(written)
        if "const" in schema:
            found[name] = schema["const"]
        elif "default" in schema:
            found[name] = schema["default"]
    return found


def item_shapes(definition: str) -> dict[str, str]:
    """Return what each property of a branch is made of, to tell which values fit another branch as well."""
    found = {}
    for name, written in _definition(definition)["properties"].items():
        items = written.get("items")
        found[name] = str(written.get("$ref") or (items or {}).get("$ref") or written.get("type"))
    return found


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema with its reference replaced; words beside the reference win over the definition's."""
    merged = dict(schema)
    while "$ref" in merged:
        target = _definition(str(merged.pop("$ref")).removeprefix("#/$defs/"))
        merged = target | merged
    return merged


def _definition(name: str) -> dict[str, Any]:
    from repart_tui.validation import load_schema

    found: dict[str, Any] = load_schema()["$defs"][name]
    return found


@dataclass(frozen=True)
class _Place:
    """What a field takes over from the one above it."""

    group: str = ""
    folded: bool = False

    def below(self, schema: dict[str, Any]) -> _Place:
        return _Place(str(schema.get("x-group") or self.group), bool(schema.get("x-folded")) or self.folded)


def _object_fields(schema: dict[str, Any], values: dict[str, Any], path: Path, place: _Place) -> list[FormField]:
    required = schema.get("required", [])
    properties = {name: resolved(written) for name, written in schema["properties"].items()}
    # What is required comes first: for the settings of a table that is the target itself.
    order = sorted(
        properties,
        key=lambda name: (properties[name].get("x-order", 0), name not in required, list(properties).index(name)),
    )
    fields: list[FormField] = []
    for name in order:
        if "const" not in properties[name]:
            own = place.below(properties[name])
            fields += _fields(name, properties[name], values.get(name), path, name in required, own)
    return fields


def _fields(
    name: str, schema: dict[str, Any], value: Any, above: Path, required: bool, place: _Place
) -> list[FormField]:
    path = (*above, name)
    branches = [branch for branch in schema.get("oneOf", []) if branch != {"type": "null"}]
    nullable = (
        len(branches) < len(schema.get("oneOf", [])) or "null" in _types(schema) or None in schema.get("enum", [])
    )
    if len(branches) == 1:
        schema = resolved(branches[0]) | {key: text for key, text in schema.items() if key != "oneOf"}
        branches = []
    label = str(schema.get("x-label") or name.replace("_", " ").capitalize())
    if branches:
        return _union(schema, branches, value, path, label, nullable, required, place)
    if schema.get("type") == "object":
        return [
            *_object_fields(schema, value if isinstance(value, dict) else {}, path, place),
        ]
    field = FormField(
        path=path,
        label=label,
        kind=_kind(schema),
        help=str(schema.get("description", "")),
        level=len(above),
        choices=tuple(schema.get("enum") or resolved(schema.get("items", {})).get("enum") or ()),
        nullable=nullable,
        required=required,
        default=schema.get("default"),
        shape=_shape(schema),
        widget=str(schema.get("x-widget", "")),
        null_word=str(schema.get("x-null", "as now")),
        group=place.group,
        folded=place.folded,
    )
    return [field]


def _union(
    schema: dict[str, Any],
    branches: list[dict[str, Any]],
    value: Any,
    path: Path,
    label: str,
    nullable: bool,
    required: bool,
    place: _Place,
) -> list[FormField]:
    names = [str(branch["$ref"]).removeprefix("#/$defs/") for branch in branches]
    constants = [
        {key: text["const"] for key, text in _definition(name)["properties"].items() if "const" in text}
        for name in names
    ]
    tag = next(iter(constants[0]))
    by_tag = tuple((str(constant[tag]), name) for constant, name in zip(constants, names, strict=True))
    field = FormField(
        path=path,
        label="Partitioning" if path == ("target_config",) else label,
        kind="union",
        help=str(schema.get("description", "")),
        level=len(path) - 1,
        choices=tuple(name for name, _ in by_tag),
        nullable=nullable,
        required=required,
        tag=tag,
        branches=by_tag,
        null_word=str(schema.get("x-null", "none")),
        group=place.group,
        folded=place.folded,
    )
    chosen = dict(by_tag).get(str(value.get(tag))) if isinstance(value, dict) else None
    return [field, *(_object_fields(_definition(chosen), value, path, place) if chosen else [])]


def _types(schema: dict[str, Any]) -> list[str]:
    written = schema.get("type", [])
    return [written] if isinstance(written, str) else list(written)


def _kind(schema: dict[str, Any]) -> Kind:
    if schema.get("x-widget") == "columns":
        return "columns"
    if schema.get("x-widget") == "foreign_key":
        return "foreign_key"
    if "enum" in schema:
        return "choice"
    types = _types(schema)
    if "boolean" in types:
        return "flag"
    if "integer" in types:
        return "integer"
    if "number" in types:
        return "number"
    if "string" in types:
        return "text"
    if "array" in types:
        return _array_kind(resolved(schema["items"]))
    return "json"


def _array_kind(items: dict[str, Any]) -> Kind:
    properties = items.get("properties", {})
    if "enum" in items:
        return "flags"
    if items.get("type") == "string":
        return "names"
    if "index_name" in properties:
        return "indexes"
    return "lines" if "name" in properties else "json"


def _shape(schema: dict[str, Any]) -> Shape | None:
    properties = resolved(schema.get("items", {})).get("properties", {})
    if "name" not in properties:
        return None
    bounded = "values_less_than" in properties
    lob = resolved(resolved(properties.get("lobs", {})).get("items", {})).get("properties", {})
    return Shape(
        bounded,
        frozenset(name for name in _ATTRIBUTES if name in properties),
        named_only=not bounded and "is_default" not in properties,
        names_segments="segment_name" in lob,
        may_say_nothing="null" in _types(resolved(properties.get("indexing", {}))),
    )

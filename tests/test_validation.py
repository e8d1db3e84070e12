"""What a document does wrong is said in one sentence, at the right place, with the way out."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from repart_tui import validation
from repart_tui.validation import SchemaError, json_pointer, printable, schema_errors, shortened

# A schema of its own, so that these sentences do not move when a field of the real one does.
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$ref": "#/$defs/MigrationConfig",
    "$defs": {
        "MigrationConfig": {
            "type": "object",
            "additionalProperties": False,
            "required": ["name", "plants"],
            "properties": {
                "name": {"$ref": "#/$defs/Name"},
                "plants": {"type": "array", "items": {"$ref": "#/$defs/Plant"}, "maxItems": 2},
                "fence": {"oneOf": [{"$ref": "#/$defs/Fence"}, {"$ref": "#/$defs/Hedge"}, {"type": "null"}]},
                "nickname": {"oneOf": [{"$ref": "#/$defs/Name"}, {"type": "null"}]},
                "mood": {"enum": ["calm", "very wild", None]},
                "area": {"type": "number", "exclusiveMinimum": 0},
                "seats": {"type": "integer", "minimum": 1, "multipleOf": 2},
                "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "minItems": 1},
                "a/b~c": {"type": "boolean"},
            },
        },
        "Name": {
            "type": "string",
            "minLength": 1,
            "maxLength": 8,
            "pattern": "^[A-Z$]+$",
            "x-message": "must be in capitals",
        },
        "Plant": {"oneOf": [{"$ref": "#/$defs/Tree"}, {"$ref": "#/$defs/Herb"}]},
        "Tree": {
            "type": "object",
            "additionalProperties": False,
            "required": ["kind", "rings"],
            "properties": {"kind": {"const": "tree"}, "rings": {"type": "integer", "maximum": 10**28}},
        },
        "Herb": {
            "type": "object",
            "additionalProperties": False,
            "required": ["kind"],
            "properties": {"kind": {"const": "herb"}, "smell": {"$ref": "#/$defs/Name"}},
        },
        "Fence": {
            "type": "object",
            "additionalProperties": False,
            "required": ["kind", "height"],
            "properties": {"kind": {"const": "fence"}, "height": {"enum": ["low", "high"]}},
        },
        "Hedge": {
            "type": "object",
            "additionalProperties": False,
            "required": ["kind"],
            "properties": {"kind": {"const": "hedge"}},
        },
    },
}

GARDEN: dict[str, Any] = {"name": "EDEN", "plants": [{"kind": "tree", "rings": 10**28}, {"kind": "herb"}]}

CACHED = (validation.load_schema, validation._fast_validator, validation._validator)


@pytest.fixture
def small_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(SCHEMA), encoding="utf-8")
    monkeypatch.setattr(validation, "schema_path", lambda: path)
    for cached in CACHED:
        cached.cache_clear()
    yield
    for cached in CACHED:
        cached.cache_clear()


def said(document: object, definition: str = "MigrationConfig") -> list[str]:
    return [f"{error.pointer}: {error.message}" for error in schema_errors(document, definition)]


@pytest.mark.usefixtures("small_schema")
class TestSentences:
    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"name": 5}, "/name: must be text; it is 5"),
            ({"name": ""}, "/name: must not be empty"),
            ({"name": "eden"}, '/name: must be in capitals; it is the text "eden"'),
            ({"name": "EDEN\n"}, '/name: must be in capitals; it is the text "EDEN\\n"'),
            ({"name": "ABCDEFGHI"}, "/name: must have at most 8 characters; it has 9"),
            ({"name": "A\ud800"}, "/name: must be Unicode text; it holds half a surrogate pair"),
            ({"nickname": 5}, "/nickname: must be text or null; it is 5"),
            ({"nickname": "x"}, '/nickname: must be in capitals; it is the text "x"'),
            ({"plants": {}}, "/plants: must be a list; it is an empty object"),
            ({"plants": [GARDEN["plants"][1]] * 3}, "/plants: must have at most 2 entries; it has 3"),
            ({"tags": []}, "/tags: must have at least 1 entry; it has 0"),
            ({"tags": ["a", "b", "b"]}, '/tags: must not hold a value twice; remove one "b"'),
            ({"mood": "calmm"}, '/mood: must be one of "calm", "very wild", null; it is "calmm", did you mean "calm"?'),
            ({"mood": "VERY-WILD"}, 'null; it is "VERY-WILD", did you mean "very wild"?'),
            ({"mood": "zzz"}, '/mood: must be one of "calm", "very wild", null; it is "zzz"'),
            ({"mood": 3}, "null; it is 3"),
            ({"area": 0}, "/area: must be more than 0; it is 0"),
            ({"area": float("nan")}, "/area: must be a number; it is NaN"),
            ({"seats": 0}, "/seats: must be at least 1; it is 0"),
            ({"seats": 3}, "/seats: must be a multiple of 2; it is 3"),
            ({"seats": 4.0}, "/seats: must be a whole number; it is 4.0"),
            ({"seats": "4"}, '/seats: must be a whole number; it is the text "4"'),
            ({"seats": True}, "/seats: must be a whole number; it is true"),
            ({"a/b~c": 1}, "/a~1b~0c: must be true or false; it is 1"),
            ({"tag": ["x"]}, '/tag: is not known here; did you mean "tags"?'),
            ({"zzz": 1}, '/zzz: is not known here; remove it; known are "name", "plants"'),
            ({"fence": []}, "/fence: must be an object or null; it is an empty list"),
            ({"fence": {}}, '/fence/kind: is missing; choose one of "fence", "hedge"'),
            ({"fence": {"kind": "fense"}}, 'must be one of "fence", "hedge"; it is "fense", did you mean "fence"?'),
            ({"fence": {"kind": ["fence"]}}, '/fence/kind: must be one of "fence", "hedge"; it is a list'),
            ({"fence": {"kind": "fence"}}, '/fence/height: is missing; add one of "low", "high"'),
            ({"plants": [{"kind": "tree", "rings": 10**28 + 1}]}, f"/plants/0/rings: must be at most {10**28}; it is"),
            ({"plants": [{"kind": "herb", "rings": 1}]}, "/plants/0/rings: is not known here"),
            ({"plants": [None]}, "/plants/0: must be an object; it is null"),
        ],
    )
    def test_one_mistake_gives_one_sentence(self, change: dict[str, Any], sentence: str) -> None:
        (only,) = said({**GARDEN, **change})
        assert sentence in only

    def test_a_missing_key_is_pointed_at(self) -> None:
        assert said({}) == ["/name: is missing; add text", "/plants: is missing; add a list"]
        assert said({"name": "A", "plants": [{"kind": "tree"}]}) == ["/plants/0/rings: is missing; add a whole number"]

    @pytest.mark.parametrize("document", [None, [], "x", 5, True])
    def test_a_document_that_is_no_object(self, document: object) -> None:
        (error,) = schema_errors(document)
        assert (error.pointer, error.field) == ("", "")
        assert error.message.startswith("must be an object; it is ")

    @pytest.mark.parametrize("value", [{1}, {1: 2}, b"x", object()])
    def test_what_is_no_json_at_all_is_refused_too(self, value: object) -> None:
        assert schema_errors({**GARDEN, "mood": value})
        assert schema_errors({**GARDEN, "plants": [{"kind": "herb", "smell": value}]})

    def test_several_mistakes_come_in_a_fixed_order_and_once(self) -> None:
        tree = {"kind": "tree", "rings": "x"}
        document = {"seats": 0, "zzz": 1, "plants": [tree, {"kind": "herb", "smell": "x"}], "name": ""}
        pointers = [error.pointer for error in schema_errors(document)]
        assert pointers == ["/name", "/plants/0/rings", "/plants/1/smell", "/seats", "/zzz"]
        shuffled = dict(reversed(document.items()))
        assert schema_errors(shuffled) == schema_errors(document)

    def test_indexes_are_ordered_as_numbers(self) -> None:
        document = {"name": "A", "plants": [{"kind": "x"}] * 12}
        pointers = [error.pointer for error in schema_errors(document)]
        assert pointers == ["/plants", *(f"/plants/{index}/kind" for index in range(12))]

    def test_the_dotted_field_is_relative_to_what_was_checked(self) -> None:
        (error,) = schema_errors({**GARDEN, "plants": [{"kind": "herb", "smell": 1}]})
        assert error == SchemaError("/plants/0/smell", "plants.0.smell", "must be text; it is 1")
        (error,) = schema_errors({"kind": "herb", "smell": 1}, "Plant")
        assert error.field == "smell"
        assert said("x", "Name") == [': must be in capitals; it is the text "x"']

    def test_valid_documents_have_no_errors(self) -> None:
        assert said(GARDEN) == []
        assert said({**GARDEN, "area": 2.0, "nickname": None, "fence": None, "mood": None}) == []
        assert said({"kind": "tree", "rings": 3}, "Plant") == []

    def test_an_unknown_definition_is_an_error_of_the_caller(self) -> None:
        with pytest.raises(KeyError, match="Plnat"):
            schema_errors({}, "Plnat")

    def test_documents_are_not_changed(self) -> None:
        document = {**GARDEN, "seats": 0}
        before = copy.deepcopy(document)
        schema_errors(document)
        assert document == before


class TestShownValues:
    def test_long_values_are_cut(self) -> None:
        assert len(shortened("x" * 5000)) <= 60
        assert shortened("x" * 5000).endswith('…"')
        assert shortened([1] * 500) == "a list"

    def test_values_cannot_steer_the_terminal(self) -> None:
        assert shortened("\x1b[2J\x9b") == '"\\u001b[2J\\x9b"'
        assert printable("a\nb\x07é") == "a\\nb\\x07é"

    def test_pointers_are_escaped(self) -> None:
        assert json_pointer(["a/b", 0, "~"]) == "/a~1b/0/~0"


class TestRealSchema:
    def test_every_definition_can_be_validated_alone(self) -> None:
        for definition in validation.load_schema()["$defs"]:
            assert schema_errors({"no such field": object()}, definition)

    def test_importing_the_module_loads_no_validator(self) -> None:
        # Start-up time counts: the validators cost more than 100 ms.
        code = (
            "import sys, repart_tui.validation, repart_tui.config_file;"
            "print([name for name in ('jsonschema', 'jsonschema_rs', 'pydantic') if name in sys.modules])"
        )
        source = Path(validation.__file__).parents[1]
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(source)}
        )
        assert done.stdout.strip() == "[]"

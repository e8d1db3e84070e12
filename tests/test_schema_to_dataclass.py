"""The generator turns the schema into models, and stops at everything it could not carry over."""

from __future__ import annotations

import copy
import dataclasses
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import ValidationError

from repart_tui import resources
from repart_tui.code_layout import docstring, literal
from repart_tui.resources import schema_path
from repart_tui.schema_to_dataclass import MODELS_PATH, UnsupportedSchemaError, generate, main

LONG = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

FIXTURE: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://example.invalid/fixture.json",
    "$comment": "a small one",
    "$ref": "#/$defs/MigrationConfig",
    "$defs": {
        # MigrationConfig stands first on purpose: what it needs must come before it in Python.
        "MigrationConfig": {
            "type": "object",
            "title": "Garden",
            "description": 'A garden, or what the neighbour calls "a garden"',
            "additionalProperties": False,
            "required": ["name", "plant", "depths"],
            "properties": {
                "name": {"$ref": "#/$defs/Name", "description": "Name of the garden.", "x-label": "Name"},
                "plant": {"$ref": "#/$defs/Plant"},
                "depths": {"type": "array", "items": {"type": ["number", "null"], "minimum": 0}, "minItems": 1},
                "soil": {"$ref": "#/$defs/Soil", "default": {}},
                "second": {"oneOf": [{"$ref": "#/$defs/Plant"}, {"type": "null"}], "default": None},
                "third": {"anyOf": [{"$ref": "#/$defs/Tree"}, {"type": "null"}], "default": None},
                "mood": {"enum": ["calm", "wild", None], "default": None, "examples": ["calm"]},
                "code": {"type": ["string", "null"], "maxLength": 3, "default": None},
                "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "default": []},
                "months": {"type": "array", "items": {"type": "integer"}, "default": [3, 4]},
                "version": {"const": "1", "default": "1"},
            },
        },
        "Name": {"type": "string", "minLength": 1, "pattern": '^[^"\\u0000]+$', "description": "A name."},
        "Soil": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"ph": {"type": "number", "exclusiveMinimum": 0, "maximum": 14, "default": 7}},
        },
        "Plant": {"oneOf": [{"$ref": "#/$defs/Tree"}, {"$ref": "#/$defs/Herb"}], "description": "What grows."},
        "Tree": {
            "type": "object",
            "additionalProperties": False,
            "required": ["kind", "rings"],
            "properties": {"kind": {"const": "tree"}, "rings": {"type": "integer", "multipleOf": 2}},
        },
        "Herb": {
            "type": "object",
            "additionalProperties": False,
            "required": ["kind", "smell"],
            "properties": {
                "kind": {"const": "herb"},
                "smell": {"type": ["string", "null"], "enum": [f"{LONG}1", f"{LONG}2", f"{LONG}3", None]},
            },
        },
    },
}

GARDEN = {"name": "Eden", "plant": {"kind": "tree", "rings": 10**28}, "depths": [1, 2.5, None]}


def text_of(schema: object) -> str:
    return generate(json.dumps(schema).encode(), "fixture.json")


def changed(*changes: tuple[str, Any]) -> dict[str, Any]:
    """Return the fixture with values set at JSON pointers."""
    schema = copy.deepcopy(FIXTURE)
    for pointer, value in changes:
        *path, last = pointer.strip("/").split("/")
        place = schema
        for part in path:
            place = place[part]
        place[last] = value
    return schema


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    path = tmp_path_factory.mktemp("models") / "garden_models.py"
    path.write_text(text_of(FIXTURE), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("garden_models", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["garden_models"] = module
    spec.loader.exec_module(module)
    return module


class TestGeneratedModels:
    def test_fields_stand_in_the_order_of_the_schema(self, garden: ModuleType) -> None:
        names = [field.name for field in dataclasses.fields(garden.MigrationConfig)]
        assert names == list(FIXTURE["$defs"]["MigrationConfig"]["properties"])

    def test_defaults_are_filled_in(self, garden: ModuleType) -> None:
        loaded = garden.MigrationConfig.from_dict(GARDEN)
        assert loaded.soil == garden.Soil(ph=7)
        assert loaded.months == [3, 4]
        assert (loaded.tags, loaded.second, loaded.mood, loaded.version) == ([], None, None, "1")

    def test_list_defaults_are_not_shared(self, garden: ModuleType) -> None:
        one, two = garden.MigrationConfig.from_dict(GARDEN), garden.MigrationConfig.from_dict(GARDEN)
        one.tags.append("x")
        one.months.append(5)
        assert (two.tags, two.months) == ([], [3, 4])

    def test_the_tag_picks_the_branch(self, garden: ModuleType) -> None:
        herb = {"kind": "herb", "smell": None}
        loaded = garden.MigrationConfig.from_dict({**GARDEN, "plant": herb, "second": herb})
        assert loaded.plant == garden.Herb(kind="herb", smell=None)
        assert isinstance(loaded.second, garden.Herb)

    def test_whole_numbers_keep_all_digits_and_their_spelling(self, garden: ModuleType) -> None:
        loaded = garden.MigrationConfig.from_dict(GARDEN)
        assert loaded.plant.rings == 10**28
        assert '"rings": 10000000000000000000000000000' in loaded.to_json()
        assert loaded.to_dict()["depths"] == [1, 2.5, None]
        assert garden.MigrationConfig.from_json(loaded.to_json()).to_json() == loaded.to_json()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", 'a"b'),
            ("name", 5),
            ("plant", {"kind": "rock", "rings": 2}),
            ("plant", {"kind": "tree", "rings": 3}),
            ("plant", {"kind": "tree", "rings": 2.0}),
            ("plant", {"kind": "tree", "rings": True}),
            ("depths", []),
            ("depths", [-1]),
            ("depths", ["1"]),
            ("soil", {"ph": 0}),
            ("soil", {"sand": 1}),
            ("mood", "odd"),
            ("code", "abcd"),
            ("tags", ["a", "b", "a"]),
            ("version", "2"),
            ("unknown", 1),
        ],
    )
    def test_what_the_schema_refuses_the_models_refuse(self, garden: ModuleType, field: str, value: object) -> None:
        with pytest.raises(ValidationError):
            garden.MigrationConfig.from_dict({**GARDEN, field: value})

    def test_assignments_are_checked(self, garden: ModuleType) -> None:
        loaded = garden.MigrationConfig.from_dict(GARDEN)
        with pytest.raises(ValidationError):
            loaded.mood = "odd"
        with pytest.raises(ValidationError):
            loaded.nmae = "x"
        assert not hasattr(loaded, "__dict__")

    def test_a_wrong_value_slipped_into_a_list_is_found_when_saving(self, garden: ModuleType) -> None:
        loaded = garden.MigrationConfig.from_dict(GARDEN)
        loaded.tags.append(7)
        with pytest.raises(Exception, match="Expected `str`"):
            loaded.to_json()

    def test_nan_is_refused(self, garden: ModuleType) -> None:
        with pytest.raises(ValueError, match="JSON"):
            garden.MigrationConfig.from_dict({**GARDEN, "depths": [float("nan")]})
        with pytest.raises(ValidationError):
            garden.Soil(ph=float("nan"))


class TestGeneratedText:
    def test_it_names_source_and_digest(self) -> None:
        head = text_of(FIXTURE).split("from typing")[0]
        assert "generated by schema_to_dataclass.py from fixture.json" in head
        assert "sha256" in head
        assert "do not edit" in head

    def test_descriptions_become_docstrings(self) -> None:
        text = text_of(FIXTURE)
        assert '    name: Name\n    """Name of the garden."""' in text
        assert 'Annotated[Tree | Herb, Field(discriminator="kind")]\n"""What grows."""' in text

    def test_all_lists_every_definition(self, garden: ModuleType) -> None:
        assert set(garden.__all__) == set(FIXTURE["$defs"])

    def test_an_object_at_the_top_is_the_configuration(self) -> None:
        schema = copy.deepcopy(FIXTURE)
        schema.update(schema["$defs"].pop("MigrationConfig"))
        del schema["$ref"], schema["title"]
        assert "class MigrationConfig(Model):" in text_of(schema)

    @pytest.mark.skipif(
        not shutil.which("ruff", path=str(Path(sys.executable).parent)), reason="ruff is for developers"
    )
    @pytest.mark.parametrize("schema", [FIXTURE, json.loads(schema_path().read_text(encoding="utf-8"))])
    def test_ruff_has_nothing_to_say(self, schema: dict[str, Any]) -> None:
        ruff = str(Path(sys.executable).parent / "ruff")
        for arguments in (["format", "--check", "-"], ["check", "--stdin-filename", "src/x.py", "-"]):
            done = subprocess.run(
                [ruff, *arguments, "--no-cache"],
                input=text_of(schema),
                capture_output=True,
                text=True,
                cwd=MODELS_PATH.parents[2],
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr

    @pytest.mark.parametrize(
        "text", ["plain", 'a"b', "a'b", "a'b\"c", "\\d", '\\"', "\x00\n", "é…", '"quoted"', 'a"""', '"', "ends with \\"]
    )
    def test_literals_and_docstrings_are_valid_python(self, text: str) -> None:
        assert eval(literal(text)) == text
        assert eval("\n".join(docstring(text, 0))).split() == text.split()

    def test_long_docstrings_are_wrapped(self) -> None:
        for length in range(90, 130):
            text = "word " * 20 + "x" * (length - 100) if length > 100 else "x" * length
            assert all(len(line) <= 120 for line in docstring(text, 4))


C = "/$defs/MigrationConfig"
OBJECT = {"type": "object", "additionalProperties": False, "properties": {}}


@pytest.mark.parametrize(
    ("pointer", "value", "said"),
    [
        (f"{C}/if", {}, "/$defs/MigrationConfig/if: 'if' is a keyword this generator does not know"),
        (f"{C}/dependentRequired", {}, "does not know"),
        (f"{C}/patternProperties", {}, "does not know"),
        (f"{C}/properties/code/format", "date", "/$defs/MigrationConfig/properties/code/format: 'format'"),
        (f"{C}/properties/depths/items/contains", 1, "/$defs/MigrationConfig/properties/depths/items/contains"),
        ("/$defs/Name/minimum", 1, "'minimum' has no meaning in this place"),
        ("/definitions", {}, "/definitions: 'definitions' is a keyword"),
        ("/$schema", "http://json-schema.org/draft-07/schema#", "2020-12"),
        ("/$ref", "#/$defs/Soil", "/$ref: must be"),
        (f"{C}/additionalProperties", True, '"additionalProperties": false'),
        (f"{C}/additionalProperties", {"type": "string"}, '"additionalProperties": false'),
        (f"{C}/required", ["nme"], "'nme' is no property"),
        (f"{C}/properties/name/default", "x", "is required and has a default"),
        (f"{C}/properties/code", {"type": "string"}, "is neither required nor has a default"),
        (f"{C}/properties/code/default", 5, "the default does not satisfy its own schema"),
        (f"{C}/properties/soil/default", {"ph": 99}, "the default does not satisfy its own schema"),
        (f"{C}/properties/soil/default", {"ph": 5}, "only plain values"),
        (f"{C}/properties/soil", {**OBJECT, "default": {}}, "an object belongs in $defs"),
        (f"{C}/properties/depths/items", OBJECT, "an object belongs in $defs"),
        (f"{C}/properties/depths/items", {}, "has no type"),
        (f"{C}/properties/depths/items", {"type": "string", "default": ""}, "belongs beside the property"),
        (f"{C}/properties/code/type", ["string", "integer"], "must be one type"),
        (f"{C}/properties/mood/type", "string", "disagree on null"),
        (f"{C}/properties/mood/enum", ["calm"], "default does not satisfy"),
        (f"{C}/properties/mood/type", ["integer", "null"], "not of the type 'integer'"),
        (f"{C}/properties/mood/enum", [1.5], "must list text"),
        (f"{C}/properties/name/$ref", "#/$defs/Nme", "names nothing"),
        (f"{C}/properties/class", {"type": "string", "default": ""}, "name of a Python attribute"),
        (f"{C}/properties/to_json", {"type": "string", "default": ""}, "is taken"),
        ("/$defs/Name/default", "x", "belongs beside the property"),
        ("/$defs/Na me", {"type": "string"}, "name of a Python class"),
        ("/$defs/Name/pattern", "^\\d+$", "'\\\\d' means something else"),
        ("/$defs/Name/pattern", "^\\w+$", "means something else"),
        ("/$defs/Name/pattern", "^(?!x)", "means something else"),
        ("/$defs/Name/pattern", "(?<=x)y", "means something else"),
        ("/$defs/Name/pattern", "([a", "is no regular expression"),
        ("/$defs/Name/minLength", "1", "is no JSON Schema 2020-12"),
        ("/$defs/Plant/oneOf", [{"$ref": "#/$defs/Tree"}, {"type": "string"}], "/$defs/Plant/oneOf/1: must be"),
        ("/$defs/Plant/oneOf", [{"$ref": "#/$defs/Tree"}, {"$ref": "#/$defs/Tree"}], "different branches"),
        ("/$defs/Plant/oneOf", [{"$ref": "#/$defs/Tree"}, {"$ref": "#/$defs/Soil"}], "exactly one const property"),
        ("/$defs/Plant/oneOf", [{"$ref": "#/$defs/Tree"}, {"$ref": "#/$defs/Name"}], "exactly one const property"),
        ("/$defs/Herb/properties/kind/const", "tree", "exactly one const property"),
        (f"{C}/properties/third/anyOf", [{"$ref": "#/$defs/Tree"}, {"$ref": "#/$defs/Herb"}], "use oneOf"),
    ],
)
def test_what_cannot_be_carried_over_stops_the_generator(pointer: str, value: object, said: str) -> None:
    with pytest.raises(UnsupportedSchemaError) as caught:
        text_of(changed((pointer, value)))
    assert said in str(caught.value)
    assert caught.value.pointer in str(caught.value)


def test_an_escaped_backslash_before_a_letter_is_no_class() -> None:
    assert r"^\\\\d$" in text_of(changed(("/$defs/Name/pattern", "^\\\\\\\\d$")))


def test_definitions_in_a_circle_are_refused() -> None:
    circle = {"oneOf": [{"$ref": "#/$defs/MigrationConfig"}, {"type": "null"}], "default": None}
    with pytest.raises(UnsupportedSchemaError, match="in a circle: MigrationConfig -> Soil -> MigrationConfig"):
        text_of(changed(("/$defs/Soil/properties/garden", circle)))


def test_a_property_named_twice_is_refused() -> None:
    with pytest.raises(UnsupportedSchemaError, match="'a' twice"):
        generate(b'{"$defs": {"a": 1, "a": 2}}')


class TestCommand:
    def run(self, tmp_path: Path, *arguments: str) -> int:
        return main(["--schema", str(tmp_path / "s.json"), "--output", str(tmp_path / "m.py"), *arguments])

    def test_check_tells_drift_and_changes_nothing(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "s.json").write_text(json.dumps(FIXTURE), encoding="utf-8")
        assert self.run(tmp_path, "--check") == 1
        assert not (tmp_path / "m.py").exists()
        assert self.run(tmp_path) == 0
        assert self.run(tmp_path, "--check") == 0
        (tmp_path / "s.json").write_text(json.dumps(changed(("/$defs/Name/minLength", 2))), encoding="utf-8")
        before = (tmp_path / "m.py").read_bytes()
        capsys.readouterr()
        assert self.run(tmp_path, "--check") == 1
        assert (tmp_path / "m.py").read_bytes() == before
        said = capsys.readouterr().err
        assert said == "m.py does not match s.json: run python -m repart_tui.schema_to_dataclass.\n"

    def test_a_broken_schema_is_named(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "s.json").write_text("{", encoding="utf-8")
        assert self.run(tmp_path) == 1
        assert "s.json" in capsys.readouterr().err

    def test_the_models_of_this_project_are_current(self) -> None:
        assert main(["--check"]) == 0


def test_a_packaged_schema_goes_before_the_one_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "root" / "src" / "repart_tui"
    package.mkdir(parents=True)
    monkeypatch.setattr(resources, "PACKAGE", package)
    assert resources.schema_path() == tmp_path / "root" / "schema" / "enhanced_migration_schema.json"
    (package / "schema").mkdir()
    (package / "templates").mkdir()
    assert resources.schema_path() == package / "schema" / "enhanced_migration_schema.json"
    assert resources.template_folder() == package / "templates"

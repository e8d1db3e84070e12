"""Every field of the schema that a user edits can be shown and set in the form, or is left out for a reason."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Checkbox, Input

from repart_tui.migration_models import TableConfig
from repart_tui.tui.core import Source
from repart_tui.tui.form_fields import PLAN_SETTINGS, TABLE_SETTINGS, FormField, form_fields, resolved
from repart_tui.tui.partition_lines import format_lines, parse_lines
from repart_tui.tui.screens.form import FormScreen
from repart_tui.tui.widgets.choice import Choice
from repart_tui.tui.widgets.field_row import FieldRow
from repart_tui.tui.widgets.group_line import GroupLine
from repart_tui.tui.widgets.lines_area import LinesArea
from repart_tui.tui.widgets.list_button import ListButton
from repart_tui.validation import load_schema
from tests.tui.conftest import User, at_terminal, small_config

NOT_IN_THE_FORM = {
    "owner": "names the table",
    "table_name": "names the table",
    "enabled": "space in the list, x in the detail",
    "current_state": "what discovery found",
    "refusals": "what discovery found",
    "proposal": "what discovery proposes; ctrl+t takes it over",
    "xray": "what an X-ray found",
    "index_targets.index_owner": "names the index, which is chosen from those of the table",
    "index_targets.index_name": "names the index, which is chosen from those of the table",
}
"""Properties of a table that the form does not set, and why."""
_SAMPLES: dict[str, Any] = {
    "start_no_table_after": "05:30",
    "epoch_first_date": "1995-02-03",
    "unknown_first_bound": "2001-01-01",
    "far_future_date": "2101-02-03",
    "name": "P9",
    "values_less_than": ["5"],
    "values": [["5"], [None]],
    "lobs": [{"column_name": "DOC", "tablespace": "T9"}, {"column_name": "odd one", "tablespace": "T9"}],
}


def definition(name: str) -> dict[str, Any]:
    found: dict[str, Any] = load_schema()["$defs"][name]
    return found


def branches(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a property may be, but null."""
    return [resolved(branch) for branch in schema.get("oneOf", [schema]) if branch != {"type": "null"}]


def leaves(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every property that holds a value: all branches of unions, not the entries of lists."""
    for name, written in schema["properties"].items():
        if "const" in written:
            continue
        for branch in branches(resolved(written)):
            below = f"{path}.{name}".strip(".")
            if "properties" in branch:
                yield from leaves(branch, below)
            else:
                yield below, branch


def documents(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield settings that choose every branch of every union once."""
    yield {}
    for name, written in schema["properties"].items():
        for branch in branches(resolved(written)):
            if "properties" in branch:
                tags = {key: item["const"] for key, item in branch["properties"].items() if "const" in item}
                for inner in documents(branch):
                    yield {name: tags | inner}


@pytest.mark.parametrize("name", [TABLE_SETTINGS, PLAN_SETTINGS, "IndexTarget"])
def test_every_property_has_a_field_of_a_kind_that_can_be_typed_or_chosen(name: str) -> None:
    kinds = {field.dotted: field.kind for values in documents(definition(name)) for field in form_fields(name, values)}
    missing = [path for path, _ in leaves(definition(name)) if path not in kinds]
    assert missing == []
    assert [path for path, kind in kinds.items() if kind == "json"] == []


def test_what_the_form_leaves_out_is_listed_with_a_reason() -> None:
    table = set(definition("TableConfig")["properties"]) - {"common_settings"}
    hidden = {name for name in NOT_IN_THE_FORM if "." in name}
    assert table | hidden == set(NOT_IN_THE_FORM)


def line_fields() -> dict[str, tuple[FormField, dict[str, Any]]]:
    """Return the fields of lines by the definition of an entry, with its properties."""
    found = {}
    for name in (TABLE_SETTINGS, PLAN_SETTINGS, "IndexTarget"):
        for values in documents(definition(name)):
            for field in form_fields(name, values):
                if field.kind == "lines":
                    branch = field_schema(name, values, field)
                    found[branch] = field, definition(branch)["properties"]
    return found


def field_schema(name: str, values: dict[str, Any], field: FormField) -> str:
    """Return the definition of the entries of a field of lines."""
    schema = definition(name)
    for part in field.path[:-1]:
        values = values.get(part, {})
        schema = next(
            branch
            for branch in branches(resolved(schema["properties"][part]))
            if all(
                item["const"] == values.get(key)
                for key, item in branch.get("properties", {}).items()
                if "const" in item
            )
        )
    reference: str = schema["properties"][field.path[-1]]["items"]["$ref"]
    return reference.removeprefix("#/$defs/")


def test_every_property_of_a_partition_can_be_typed_in_its_line() -> None:
    found = line_fields()
    assert {"RangePartition", "ListPartition", "HashPartition", "NamedPartition", "RangeSubpartition"} < set(found)
    for name, (field, properties) in found.items():
        shape = field.shape
        assert shape is not None
        plain = {
            key: _SAMPLES.get(key) if key in {"name", "values_less_than", "values"} else resolved(item).get("default")
            for key, item in properties.items()
        }
        for key, written in properties.items():
            for value in other_values(key, resolved(written)):
                item = plain | {key: value} | ({"values": []} if key == "is_default" and value else {})
                text = format_lines([item], shape)
                assert parse_lines(text, shape) == [item], f"{name}.{key} = {value!r} is not to be typed: {text}"


def other_values(key: str, schema: dict[str, Any]) -> list[Any]:
    """Return values of a property that are not its default."""
    if key == "lobs" and "segment_name" in resolved(schema["items"])["properties"]:
        named = [lob | {"segment_name": f"S{number}"} for number, lob in enumerate(_SAMPLES[key])]
        unnamed = [lob | {"segment_name": None} for lob in _SAMPLES[key]]
        return [unnamed, named, [lob | {"tablespace": None} for lob in named]]
    if key in _SAMPLES:
        return [_SAMPLES[key]]
    kinds = [branch for branch in branches(schema) if branch.get("type") != "null"]
    chosen = kinds[0]
    if "enum" in chosen:
        return [value for value in chosen["enum"] if value is not None]
    if chosen.get("type") == "boolean":
        return [not chosen.get("default")]
    if chosen.get("type") == ["boolean", "null"]:
        return [True, False]
    assert chosen.get("type") == "string", f"a line does not know how to write {key}"
    return ["T9", "odd one"]


# ---- at the terminal -------------------------------------------------------------------------------------------------


@pytest.fixture
def child(tmp_path: Path) -> Source:
    """The small plan; its first table refers to another one."""
    config = small_config()
    document = config.tables[0].to_dict()
    document["current_state"]["constraints"] = [
        {
            "owner": "APP",
            "table_name": "ORDERS",
            "constraint_name": "ORDERS_FK",
            "constraint_type": "R",
            "columns": ["ID"],
            "referenced_owner": "APP",
            "referenced_constraint": "PK",
            "referenced_table": "PARENTS",
            "referenced_columns": ["ID"],
        }
    ]
    config.tables[0] = TableConfig.from_dict(document)
    path = tmp_path / "plan.json"
    config.save_to_file(path)
    return Source("config", path=path)


async def set_all(user: User) -> list[str]:
    """Set each field that the form shows; return the paths of those that did not take it."""
    screen = user.app.screen
    assert isinstance(screen, FormScreen)
    wanted = {row.field.dotted: value for row in screen.form.rows if (value := change(row)) is not None}
    await user.settle()
    typed = [screen.draft.unread_text(tuple(path.split("."))) for path in wanted]
    assert typed == [None] * len(typed)
    return [path for path, value in wanted.items() if screen.draft.get(tuple(path.split("."))) != value]


def change(row: FieldRow) -> Any:
    """Give a field another value by its widget; return the value, None for one that is set otherwise."""
    field = row.field
    name = field.path[-1]
    if field.kind == "union":
        return None
    if field.kind in {"choice", "foreign_key"} and row.query(Choice):
        options = [value for _, value in row.query_one(Choice)._options if value]
        row.query_one(Choice).value = str(options[-1])
        return options[-1]
    if field.kind == "choice":
        row.show_chosen(field.choices[-1])
        return field.choices[-1]
    if field.kind == "columns":
        row.show_chosen(["STATUS"])
        return ["STATUS"]
    if field.kind == "flag":
        box = row.query_one(Checkbox)
        box.value = not box.value
        return box.value
    if field.kind == "flags":
        for box in row.query(Checkbox):
            box.value = True
        return list(field.choices)
    if field.kind == "indexes":
        assert row.query(ListButton)
        return None
    if field.kind == "lines":
        assert field.shape is not None
        text = "P9" if field.shape.named_only else "P9 < 5" if field.shape.by_range else "P9: 5"
        row.query_one(LinesArea).text = f"{text} TABLESPACE T9"
        return parse_lines(f"{text} TABLESPACE T9", field.shape)
    value = _SAMPLES.get(name, "T9")
    if field.kind in {"integer", "number"}:
        value = field_minimum(field)
    if field.kind == "names":
        row.query_one(Input).value = "A, B"
        return ["A", "B"]
    row.query_one(Input).value = str(value)
    return value


def field_minimum(field: FormField) -> int:
    """Return the least number that the schema takes, or the one above where that is the default."""
    for name in (TABLE_SETTINGS, PLAN_SETTINGS):
        for path, schema in leaves(definition(name)):
            if path == field.dotted:
                least = math.ceil(schema.get("minimum", 1))
                return least + (least == field.default)
    raise AssertionError(field.dotted)


async def test_every_field_of_every_partitioning_can_be_set(child: Source) -> None:
    async with at_terminal(child, (100, 60)) as user:
        await user.press("e")
        seen = set()
        screen = user.app.screen
        assert isinstance(screen, FormScreen)
        (kinds,) = [row.field for row in screen.form.rows if row.field.dotted == "target_config"]
        for kind in kinds.choices:
            for second in ("range", "list", "hash"):
                chosen = screen.form.row_at("target_config")
                assert chosen is not None
                chosen.query_one(Choice).value = kind
                await user.settle()
                level = screen.form.row_at("target_config.subpartitioning")
                divided = level is not None and level.field.dotted == "target_config.subpartitioning"
                if level is not None and divided:
                    level.query_one(Choice).value = second
                    await user.settle()
                assert await set_all(user) == [], (kind, second)
                seen |= {row.field.dotted for row in screen.form.rows}
                if not divided:
                    break
        assert {path for path, _ in leaves(definition(TABLE_SETTINGS))} <= seen


async def test_every_setting_of_the_plan_can_be_set(child: Source) -> None:
    async with at_terminal(child, (100, 60)) as user:
        await user.press("E")
        screen = user.app.screen
        assert isinstance(screen, FormScreen)
        for line in screen.query(GroupLine):
            line.post_message(GroupLine.Toggled(line))
            await user.settle()
        assert await set_all(user) == []
        assert {path for path, _ in leaves(definition(PLAN_SETTINGS))} <= {row.field.dotted for row in screen.form.rows}
        assert screen.draft.problems() == []

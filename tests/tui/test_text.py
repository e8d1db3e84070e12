"""The parts below the screens: lines of partitions, the draft, wrapping."""

from __future__ import annotations

import re

import pytest
from textual.app import App, ComposeResult

from repart_tui.migration_models import EnvironmentConfig
from repart_tui.tui import partition_lines
from repart_tui.tui.describe import count_text, shown, size_text
from repart_tui.tui.draft import Draft
from repart_tui.tui.form_fields import TABLE_SETTINGS, form_fields
from repart_tui.tui.partition_lines import LineError, Shape, format_lines, parse_lines, with_tablespace
from repart_tui.tui.widgets.bar import Bar
from repart_tui.tui.widgets.cells import line_width, wrapped
from tests.tui.conftest import small_config

RANGE = Shape(True, frozenset({"tablespace", "compress_for", "read_only"}))
LIST = Shape(False, frozenset({"tablespace"}))


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("p1<2024-01-01", "P1 < 2024-01-01"),
        ("P1 < 2024-01-01 12:00:00, maxvalue", "P1 < 2024-01-01 12:00:00, MAXVALUE"),
        (
            "P1 < 5 tablespace hot compress for query low read only",
            "P1 < 5 TABLESPACE HOT COMPRESS QUERY LOW READ ONLY",
        ),
        ("\"odd < name\" < 'it''s, READ ONLY'", "\"odd < name\" < 'it''s, READ ONLY'"),
    ],
)
def test_range_lines_are_read_and_written_alike(text: str, again: str) -> None:
    assert format_lines(parse_lines(text, RANGE), RANGE) == again
    assert format_lines(parse_lines(again, RANGE), RANGE) == again


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("P: 1, 2, null", [["1"], ["2"], [None]]),
        ("P: (1, 'a)'), (2, NULL)", [["1", "'a)'"], ["2", None]]),
        ("P: 'NULL'", [["'NULL'"]]),
    ],
)
def test_list_lines_are_read(text: str, values: list[list[str | None]]) -> None:
    (item,) = parse_lines(text, LIST)
    assert item["values"] == values
    assert parse_lines(format_lines([item], LIST), LIST) == [item]


def test_values_that_would_be_taken_for_words_get_quotes() -> None:
    item = {"name": "P", "values": [["NULL"], ["a,b"], [" x"], ["DEFAULT"]], "is_default": False, "tablespace": None}
    assert format_lines([item], LIST) == "P: 'NULL', 'a,b', ' x', 'DEFAULT'"


def test_unchanged_lines_keep_their_partition_as_it_was() -> None:
    item = {"name": "P", "values": [["a,b"]], "is_default": False, "tablespace": None}
    text = format_lines([item], LIST)
    assert parse_lines(f"{text}\nQ: 1", LIST, [item])[0] is item


NAMES = Shape(False, frozenset({"tablespace"}), named_only=True)


def test_partitions_that_have_a_name_alone_are_lines_as_well() -> None:
    items = parse_lines('h1\n"odd name" tablespace t2\nTABLESPACE', NAMES)
    assert [(item["name"], item["tablespace"]) for item in items] == [
        ("H1", None),
        ("odd name", "T2"),
        ("TABLESPACE", None),
    ]
    assert format_lines(items, NAMES) == 'H1\n"odd name" TABLESPACE T2\nTABLESPACE'
    for text in ("H1 < 5", "H1 READ ONLY", "A B", '"A'):
        with pytest.raises(LineError, match="line 1: "):
            parse_lines(text, NAMES)


LOBS = Shape(True, frozenset({"tablespace", "read_only", "lobs"}))


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("P1 < 5 lob (doc) tablespace cold", "P1 < 5 LOB (DOC) TABLESPACE COLD"),
        (
            'P1 < 5 LOB (DOC,"scan") STORE AS (TABLESPACE COLD) TABLESPACE HOT READ ONLY',
            'P1 < 5 TABLESPACE HOT READ ONLY LOB (DOC, "scan") TABLESPACE COLD',
        ),
        ("P1 < 5 LOB (B) TABLESPACE X LOB (A) TABLESPACE Y", "P1 < 5 LOB (B) TABLESPACE X LOB (A) TABLESPACE Y"),
        ("P1 < 'a LOB (B) TABLESPACE X'", "P1 < 'a LOB (B) TABLESPACE X'"),
    ],
)
def test_storage_of_lobs_stands_at_the_end_of_a_line(text: str, again: str) -> None:
    items = parse_lines(text, LOBS)
    assert format_lines(items, LOBS) == again
    assert parse_lines(again, LOBS) == items


def test_what_is_not_understood_behind_storage_of_lobs_is_named() -> None:
    with pytest.raises(LineError, match="line 1: READ O is not understood behind LOB storage"):
        parse_lines("P1 < 5 LOB (DOC) TABLESPACE COLD READ O", LOBS)


def test_storage_of_lobs_that_is_taken_out_of_the_line_is_gone() -> None:
    known = parse_lines("P1 < 5 LOB (DOC) TABLESPACE COLD", LOBS)
    assert parse_lines("P1 < 5", LOBS, known)[0]["lobs"] == []


TEMPLATE = Shape(False, frozenset({"tablespace", "compress_for", "indexing", "lobs"}), names_segments=True)


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("EAST: 'E' LOB (DOC, IMG) TABLESPACE COLD", "EAST: E LOB (DOC, IMG) TABLESPACE COLD"),
        (
            "EAST: 'E' lob (doc) store as east_doc (tablespace cold) indexing off tablespace t compress basic",
            "EAST: E TABLESPACE T COMPRESS BASIC INDEXING OFF LOB (DOC) STORE AS EAST_DOC (TABLESPACE COLD)",
        ),
        (
            'A: 1 LOB (DOC) STORE AS "odd one" LOB (IMG) STORE AS ()',
            'A: 1 LOB (DOC) STORE AS "odd one" LOB (IMG) STORE AS ()',
        ),
    ],
)
def test_a_template_names_the_segments_of_its_lobs(text: str, again: str) -> None:
    items = parse_lines(text, TEMPLATE)
    assert format_lines(items, TEMPLATE).replace("'E'", "E") == again
    assert parse_lines(format_lines(items, TEMPLATE), TEMPLATE) == items


THREE = Shape(False, frozenset({"compress_for", "read_only", "indexing"}), may_say_nothing=True)
TWO = Shape(False, frozenset({"compress_for", "read_only", "indexing"}))


@pytest.mark.parametrize(
    ("line", "template", "partition"),
    [
        ("E: 1", (None, None, None), (None, False, True)),
        ("E: 1 COMPRESS NONE READ WRITE INDEXING ON", ("NONE", False, True), ("NONE", False, True)),
        ("E: 1 COMPRESS BASIC READ ONLY INDEXING OFF", ("BASIC", True, False), ("BASIC", True, False)),
    ],
)
def test_in_a_template_saying_nothing_is_another_thing_than_saying_the_default(
    line: str, template: tuple[object, ...], partition: tuple[object, ...]
) -> None:
    for shape, expected in ((THREE, template), (TWO, partition)):
        (item,) = parse_lines(line, shape)
        assert (item["compress_for"], item["read_only"], item["indexing"]) == expected
        assert parse_lines(format_lines([item], shape), shape) == [item]
    assert format_lines(parse_lines(line, THREE), THREE) == line
    assert parse_lines(line.replace("COMPRESS NONE", "nocompress"), THREE) == parse_lines(line, THREE)


def test_the_schema_tells_where_nothing_may_be_said() -> None:
    plan = {"target_config": {"partitioning_type": "list", "subpartitioning": {"subpartitioning_type": "list"}}}
    shapes = {field.dotted: field.shape for field in form_fields(TABLE_SETTINGS, plan)}
    partitions, template = shapes["target_config.partitions"], shapes["target_config.subpartitioning.template"]
    assert partitions is not None
    assert template is not None
    assert (partitions.may_say_nothing, template.may_say_nothing) == (False, True)
    assert "READ ONLY, INDEXING OFF" in partitions.syntax()
    assert "READ ONLY|WRITE, INDEXING ON|OFF" in template.syntax()


def test_another_tablespace_for_a_lob_keeps_the_name_of_its_segment() -> None:
    line = "EAST: 1 LOB (DOC) STORE AS S (TABLESPACE COLD)"
    assert with_tablespace(line, "HOT", TEMPLATE, "DOC") == "EAST: 1 LOB (DOC) STORE AS S (TABLESPACE HOT)"
    assert with_tablespace(line, "HOT", TEMPLATE, "IMG") == f"{line} LOB (IMG) TABLESPACE HOT"


@pytest.mark.parametrize(
    ("text", "shape", "message"),
    [
        ("P1 < 5 LOB (DOC) STORE AS S (TABLESPACE X)", LOBS, "only subpartition templates name segments"),
        ("P1 < 5 LOB (DOC) STORE AS ()", LOBS, "only subpartition templates name segments"),
        ("E: 1 LOB (DOC, IMG) STORE AS S", TEMPLATE, "ORA-22855"),
        ("E: 1 LOB (DOC) STORE AS SECUREFILE (TABLESPACE X)", TEMPLATE, "SECUREFILE is as in the table"),
    ],
)
def test_names_of_lob_segments_stand_where_oracle_takes_them(text: str, shape: Shape, message: str) -> None:
    with pytest.raises(LineError, match=f"line 1: .*{message}"):
        parse_lines(text, shape)


@pytest.mark.parametrize("text", ["P1 < 5 LOB DOC TABLESPACE X", "P1 < 5 LOB (", "P1 < 5 LOB (DOC) X", "P1 < 5 LOB"])
def test_storage_of_lobs_that_cannot_be_read_says_how_it_is_written(text: str) -> None:
    with pytest.raises(LineError, match=r"line 1: write LOB \(column\) TABLESPACE tablespace"):
        parse_lines(text, LOBS)


def test_a_changed_line_keeps_what_it_does_not_show() -> None:
    shape = Shape(True, frozenset({"tablespace", "indexing"}))
    known = [
        {"name": "P1", "values_less_than": ["1"], "tablespace": None, "indexing": True, "lobs": ["one"]},
        {"name": "P2", "values_less_than": ["2"], "tablespace": None, "indexing": True, "lobs": ["two"]},
    ]
    moved = parse_lines("P1 < 1\nP2 < 3 INDEXING OFF", shape, known)
    assert [(item["lobs"], item["indexing"]) for item in moved] == [(["one"], True), (["two"], False)]
    renamed = parse_lines("P1 < 1\nQ2 < 2", shape, known)
    assert renamed[1] == known[1] | {"name": "Q2"}
    added = parse_lines("P0 < 0\nP1 < 1\nP2 < 2", shape, known)
    assert "lobs" not in added[0]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("P1 < 1\n\nP2 2", "line 3: write NAME < bound"),
        ("P1 <", "line 1: a bound is missing"),
        ("P1 < 'x", "line 1: a quote is not closed"),
        ("P1 < 1 READ ONLY READ ONLY", "line 1: READ ONLY or READ WRITE is given twice"),
        ("x\ny", "line 1: write NAME < bound (line 2 too)"),
        ("x\n\ny\nz", "line 1: write NAME < bound (lines 3 and 4 too)"),
        ("x\n" * 5, "line 1: write NAME < bound (line 2 and 3 more lines too)"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, problem: str) -> None:
    with pytest.raises(LineError) as caught:
        parse_lines(text, RANGE)
    assert str(caught.value).startswith(problem)


def test_default_stands_alone() -> None:
    assert parse_lines("P: default", LIST)[0]["is_default"]
    with pytest.raises(LineError):
        parse_lines("P: 1, DEFAULT", LIST)


def test_the_form_follows_the_schema() -> None:
    settings = small_config().tables[0].common_settings
    paths = {field.dotted: field.kind for field in Draft(settings).fields()}
    assert next(iter(paths)) == "target_config"
    assert paths["target_config.key_columns"] == "columns"
    assert paths["target_config.partitions"] == "lines"
    assert paths["migration_settings.gather_statistics"] == "flag"
    assert paths["method"] == "choice"
    hash_fields = form_fields("CommonSettings", {"target_config": {"partitioning_type": "hash"}})
    assert "target_config.partition_count" in {field.dotted for field in hash_fields}


def test_a_draft_takes_numbers_as_numbers_and_keeps_what_is_none() -> None:
    draft = Draft(small_config().tables[0].common_settings)
    count = next(field for field in draft.fields() if field.dotted == "target_config.interval.count")
    draft.put_typed(count, "12")
    assert draft.settings().to_dict()["target_config"]["interval"]["count"] == 12
    for text in ("1.5", "NaN", "x", "true", ""):
        draft.put_typed(count, text)
        assert draft.problems(), text
    draft.put_typed(count, "1")
    assert not draft.problems()
    assert not draft.changed


def test_an_emptied_number_is_missing_though_it_has_a_default() -> None:
    draft = Draft(EnvironmentConfig())
    fields = {field.dotted: field for field in draft.fields()}
    draft.put_typed(fields["space_factor"], "")
    assert draft.problems() == [("space_factor", "is missing: type a value, such as the default 1.2")]
    draft.put_typed(fields["space_factor"], "1.2")
    assert draft.problems() == []
    draft.put_typed(fields["state_table"], "")
    assert [path for path, _ in draft.problems()] == ["state_table"]
    draft.put_typed(fields["state_table"], "STEPS")
    draft.put_typed(fields["window_minutes"], "")
    draft.put_typed(fields["advice.arrival_words"], "")
    assert draft.settings().advice.arrival_words == [], "an empty list is no default"


def test_long_lines_are_wrapped_between_words() -> None:
    line = [("Error: ", "error"), ("one two three four five six seven", "")]
    pieces = list(wrapped(line, 16))
    assert all(line_width(piece) <= 16 for piece in pieces)
    assert "".join(text.strip() for piece in pieces for text, _ in piece).replace(" ", "") == (
        "Error:onetwothreefourfivesixseven"
    )
    assert all(line_width(piece) <= 20 for piece in wrapped([("x" * 95, "")], 20))
    blanks = [("x" * 16, ""), (" " * 40, ""), ("y", "")]
    assert "".join(text for piece in wrapped(blanks, 16) for text, _ in piece).split() == ["x" * 16, "y"]


def test_sizes_and_counts_are_short() -> None:
    sizes = [0, 1, 999, 1000, 1023, 1024, 10**6, 999 * 2**20, 2**60]
    assert all(len(size_text(size)) <= 6 for size in sizes)
    assert [count_text(count) for count in (None, 0, 9999, 10_000, 12_345_678)] == ["?", "0", "9,999", "10.0k", "12.3M"]
    assert shown("a\x1b[31mb\n") == "a\ufffd[31mb\ufffd"


async def test_a_message_and_the_counts_at_its_right_never_touch() -> None:
    class Line(App[None]):
        def compose(self) -> ComposeResult:
            yield Bar()

    app = Line()
    async with app.run_test(size=(40, 5)) as pilot:
        bar = app.query_one(Bar)
        for length in range(1, 40):
            bar.show("x" * length, "70 tables, 0 on")
            await pilot.pause()
            text = bar.render_line(0).text
            assert len(text) == 40
            assert "x7" not in text
            assert "…7" not in text


def test_lob_columns_that_name_one_segment_stay_clauses_of_their_own() -> None:
    """A file may say so; the rules object, and the line can still be changed."""
    lobs = [{"column_name": name, "tablespace": "T", "segment_name": "SEG"} for name in ("DOC", "IMG", "IMG")]
    item = {"name": "P1", "values": [["1"]], "is_default": False, "lobs": lobs}
    again = parse_lines(format_lines([item], TEMPLATE), TEMPLATE)
    assert [again[0]["lobs"]] == [lobs]


@pytest.mark.parametrize("end", ["x", "LOB ("])
def test_a_long_run_of_blanks_does_not_hold_the_editor_up(end: str) -> None:
    """Looked through from each of its blanks it would take an hour."""
    with pytest.raises(LineError):
        parse_lines(f"P1: 'a'{' ' * 300_000}{end}", Shape(False, frozenset({"tablespace"}), named_only=True))


def test_a_line_with_thousands_of_clauses_is_read_clause_by_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each was looked for from the beginning of the line: 2,000 took 15 seconds, at every key."""
    tried = 0

    class Counting:
        def match(self, text: str, start: int) -> re.Match[str] | None:
            nonlocal tried
            tried += 1
            return pattern.match(text, start)

    pattern = partition_lines._ATTRIBUTE
    monkeypatch.setattr(partition_lines, "_ATTRIBUTE", Counting())
    columns = [f"C{number}" for number in range(500)]
    line = f"P1 < 5 {' '.join(f'LOB ({name}) TABLESPACE T' for name in columns)} READ ONLY"
    (item,) = parse_lines(line, Shape(True, frozenset({"tablespace", "lobs", "read_only"})))
    assert [lob["column_name"] for lob in item["lobs"]] == columns
    assert item["read_only"] is True
    assert tried <= 2 * len(columns) + 1

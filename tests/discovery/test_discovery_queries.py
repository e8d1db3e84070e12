"""The texts of the queries: columns that exist in Oracle, plain SQL, and the forms that are sent."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from repart_tui.discovery.query import Query, padded
from repart_tui.discovery.views import _USER_OWNED
from repart_tui.discovery_queries import QUERIES

REFERENCE = json.loads(Path(__file__).with_name("reference_columns.json").read_text())["views"]


def reference(query: Query) -> dict[str, int | None]:
    """Columns of the view by name, with the release that brought each, from the Database Reference."""
    columns: dict[str, int | None] = {}
    for word in REFERENCE[query.view.upper()]["columns"].split():
        name, _, since = word.partition(":")
        columns[name.lower()] = int(re.match(r"[0-9]+", since)[0]) if since else None  # type: ignore[index]
    return columns


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_columns_exist_in_the_view(query: Query) -> None:
    known = reference(query)
    names = query.needed_columns() - {"bytes"} if "bytes" in known else query.needed_columns()
    assert names <= known.keys() | set(query.renamed_in_all), names - known.keys()


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_columns_of_later_releases_are_marked(query: Query) -> None:
    for column in query.columns:
        since = reference(query)[column.source]
        if since is not None and since > 12:
            assert column.since is not None, column.source
            assert column.since[0] == since, column.source


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_columns_that_user_views_lack_are_filled_with_the_session_user(query: Query) -> None:
    lacking = {name.lower() for name in REFERENCE[query.view.upper()]["user_lacks"].split()}
    assert query.needed_columns() & lacking <= _USER_OWNED


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_texts_are_plain_and_readable(query: Query) -> None:
    assert not re.search(r"\b(NVL|DECODE|ROWNUM|LISTAGG|JOIN|UNION)\b|\(\+\)|\*(?!/)(?<!/\*)", query.text), "not plain"
    assert max(map(len, query.text.splitlines())) <= 120
    assert query.text.count(" FROM ") + query.text.count("\n      FROM ") >= 1


def test_names_of_queries_differ() -> None:
    names = [query.name for query in QUERIES]
    assert len(names) == len(set(names))


def test_long_columns_are_read_apart_and_last() -> None:
    longs = {"data_default", "search_condition", "high_value", "column_expression", "trigger_body", "high_bound"}
    for query in QUERIES:
        selected = [column.name for column in query.columns]
        if query.view in ("dba_tab_col_statistics",):
            continue  # HIGH_VALUE is RAW there.
        assert not longs & set(selected[:-1]), query.name


SAMPLE = Query(
    "sample",
    """
    SELECT owner, table_name, hybrid /* 18 */, "DEFERRABLE"
      FROM dba_samples
     WHERE owner IN (:owners)
       AND table_name IN (:names)
       AND kind = 'A'
     ORDER BY owner, table_name
    """,
    renamed_in_all={"owner": "table_schema"},
)


def test_statement_with_all_columns() -> None:
    columns = frozenset({"owner", "table_name", "hybrid", "deferrable", "kind"})
    assert SAMPLE.sql("dba_samples", columns, 2, 1).splitlines() == [
        'SELECT owner, table_name, hybrid, "DEFERRABLE"',
        "  FROM dba_samples",
        " WHERE owner IN (:o1, :o2)",
        "   AND table_name IN (:n1)",
        "   AND kind = 'A'",
        " ORDER BY owner, table_name",
    ]


def test_statement_leaves_out_what_the_view_lacks() -> None:
    assert SAMPLE.sql("user_samples", frozenset({"table_name"}), 1, 0).splitlines() == [
        "SELECT table_name",
        "  FROM user_samples",
        " ORDER BY table_name",
    ]


def test_statement_for_a_view_that_names_the_owner_otherwise() -> None:
    columns = frozenset({"table_schema", "table_name"})
    statement = SAMPLE.sql("all_samples", columns, 1, 0, SAMPLE.renamed_in_all)
    assert statement.splitlines()[0] == "SELECT table_schema AS owner, table_name"
    assert " WHERE table_schema IN (:o1)" in statement.splitlines()
    assert " ORDER BY table_schema, table_name" in statement.splitlines()


def test_a_text_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="no plain column"):
        Query("bad", "SELECT a || b FROM dba_samples")


def test_lists_are_padded_to_powers_of_two() -> None:
    assert [len(padded(["x"] * n)) for n in (1, 2, 3, 5, 9, 512)] == [1, 2, 4, 8, 16, 512]
    assert padded(["a", "b", "c"]) == ["a", "b", "c", "c"]

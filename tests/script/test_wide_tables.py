"""Tables with many columns: no text of the script may outgrow the 32,767 bytes of a VARCHAR2 (ORA-06502)."""

from __future__ import annotations

import dataclasses
import re

import pytest

from repart_tui.gathered_statistics import method_opt
from repart_tui.generate import GenerateError, render
from repart_tui.migration_models import DependentInfo, MigrationConfig, NoneTarget
from repart_tui.oracle.fingerprint import LIST_LENGTH
from repart_tui.script_text import query_text
from repart_tui.table_run import TableRun
from tests.oracle.builders import column, table
from tests.script.conftest import named
from tests.script.test_generate import exchange_plan

PIECE = re.compile(r"q'\[(.*?)\]'|'((?:[^']|'')*)'", re.DOTALL)


def widened(config: MigrationConfig, name: str, count: int) -> MigrationConfig:
    """Return the plan with `count` more columns in one table."""
    state = named(config, name).current_state
    model = next(c for c in state.columns if c.data_type == "NUMBER" and c.identity is None)
    last = max(c.column_id or 0 for c in state.columns)
    state.columns += [
        dataclasses.replace(
            model,
            name=f"MEASURE_OF_THE_QUARTER_{n:04d}",
            column_id=last + n,
            internal_column_id=last + n,
            nullable=True,
        )
        for n in range(1, count + 1)
    ]
    return config


def groups(call: str) -> list[str]:
    """Return the parts of an expression that PL/SQL gathers as VARCHAR2."""
    return re.split(r"\(TO_CLOB\(", call)


def test_a_short_statement_is_plain_text() -> None:
    assert query_text("SELECT 1\n FROM dual", 2) == "'SELECT 1'\n  || ' FROM dual'"


def test_a_long_statement_is_a_clob_made_of_groups_and_says_the_same() -> None:
    statement = "SELECT " + ",\n ".join(f"SUM(\"COLUMN_{n}\") || ','" for n in range(1500)) + "\n FROM t"
    expression = query_text(statement, 2)
    found = groups(expression)
    assert len(found) > 10
    assert all(len(group) < 32_000 for group in found)
    said = "".join(quoted or plain.replace("''", "'") for quoted, plain in PIECE.findall(expression))
    assert said == statement.replace("\n", "")


def test_a_redefinition_whose_column_mapping_is_too_long_is_refused_before_the_script_is(demo_with) -> None:
    plan = widened(demo_with("HR.EMPLOYEES", method="redefinition"), "HR.EMPLOYEES", 600)
    with pytest.raises(GenerateError, match="bytes in col_mapping, a VARCHAR2 of 32,767"):
        render(plan)


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition", "exchange"])
def test_the_proof_of_a_wide_table_is_no_varchar2(method: str, demo_with) -> None:
    name = "APP.EVENTS" if method == "exchange" else "HR.EMPLOYEES"
    plan = exchange_plan(demo_with) if method == "exchange" else demo_with(name, method=method)
    scripts = render(widened(plan, name, 500 if method == "redefinition" else 700))
    for text in (scripts.master, scripts.rollback):
        calls = re.findall(r"^ +(?:read|compare|none)\($.*?\);$", text, re.DOTALL | re.MULTILINE)
        assert all(len(group) < 32_000 for call in calls for group in groups(call))
    assert any("(TO_CLOB(" in call for call in re.findall(r"(?:read|compare)\($.*?\);$", scripts.master, re.S | re.M))
    assert "p_select VARCHAR2" not in scripts.master
    assert "p_query VARCHAR2" not in scripts.master
    assert "readings VARCHAR2" not in scripts.master


def test_lines_that_no_key_of_a_table_in_plsql_holds_are_compared_by_their_checksum(demo_with) -> None:
    master = render(demo_with("HR.EMPLOYEES", method="online_modify")).master
    tool = master[master.index("FUNCTION comparable(p_line") :]
    tool = tool[: tool.index("END comparable;")]
    assert "LENGTHB(whole) > 4000 THEN SUBSTR(whole, 1, 900) || '... ' || text_sum(whole)" in tool


def test_a_list_of_columns_is_cut_where_the_plan_cuts_it(demo_with) -> None:
    master = render(demo_with("HR.EMPLOYEES", method="online_modify")).master
    tool = master[master.index("PROCEDURE append(p_list") :]
    assert f"NVL(LENGTH(p_list.shown), 0) + LENGTH(p_item) <= {LIST_LENGTH} THEN" in tool
    assert "ORDER BY position, ASCIISTR(column_name)" in tool


def test_hundreds_of_dependents_are_a_clob(demo_with) -> None:
    plan = demo_with("HR.EMPLOYEES", method="online_modify")
    dependents = named(plan, "HR.EMPLOYEES").current_state.dependents
    dependents += [
        DependentInfo(owner="HR", name=f"V{n:03d}_" + "X" * 120, object_type="VIEW", status="VALID") for n in range(300)
    ]
    master = render(plan).master
    at = master.index(":recompile", master.index("Assert that nothing was lost"))
    assert all(len(group) < 32_000 for group in groups(master[at : master.index(";", at)]))
    assert len(groups(master[at : master.index(";", at)])) > 2


def test_thousands_of_read_only_partitions_are_a_clob(demo_with) -> None:
    plan = demo_with("SH.SALES", method="copy_and_swap")
    info = named(plan, "SH.SALES").current_state.partitioning
    assert info is not None
    run = TableRun(1, named(plan, "SH.SALES"), plan)
    assert "TO_CLOB" not in run.give_back_binds
    info.partitions += [
        dataclasses.replace(info.partitions[0], name=f"P_{n:05d}_OF_THE_DAY", read_only=True) for n in range(3000)
    ]
    assert all(len(group) < 32_000 for group in groups(run.give_back_binds))
    assert len(groups(run.give_back_binds)) > 10


@pytest.mark.parametrize(
    ("with_histogram", "expected"),
    [
        (0, "FOR ALL COLUMNS SIZE 1"),
        (1, "FOR ALL COLUMNS SIZE 1 FOR COLUMNS SIZE 254 "),
        (499, "FOR ALL COLUMNS SIZE 254 FOR COLUMNS SIZE 1 "),
        (500, "FOR ALL COLUMNS SIZE 254"),
        (250, "FOR ALL COLUMNS SIZE SKEWONLY"),
    ],
)
def test_method_opt_fits_a_varchar2(with_histogram: int, expected: str) -> None:
    columns = [column(f"C{n:03d}_" + "X" * 123, num_distinct=5) for n in range(500)]
    for item in columns[:with_histogram]:
        assert item.statistics is not None
        item.statistics.histogram = "FREQUENCY"
    text = method_opt(table(NoneTarget(partitioning_type="none"), columns))
    assert text.startswith(expected)
    assert len(text) < 32_767

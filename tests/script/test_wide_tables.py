"""Tables with many columns: no text of the script may outgrow the 32,767 bytes of a VARCHAR2 (ORA-06502)."""

from __future__ import annotations

import dataclasses
import re

import pytest

from repart_tui.gathered_statistics import method_opt
from repart_tui.generate import GenerateError, render
from repart_tui.migration_models import DependentInfo, MigrationConfig, NoneTarget
from repart_tui.oracle.fingerprint import LIST_LENGTH
from repart_tui.oracle.row_proof import hash_checks
from repart_tui.oracle.sql_text import LARGE
from repart_tui.script_text import call_with_query, query_text
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


def operands(expression: str) -> int:
    """Return how many operands the concatenations of an expression have, those inside its literals left out."""
    return PIECE.sub("x", expression).count("||") + 1


def longest_concatenation(sql: str) -> int:
    """Return the most operands of one concatenation, whose brackets may hold others."""
    most = 0
    counts = [1]
    for word in re.findall(r"\(|\)|\|\||'[^']*'|,", sql):
        if word == "(":
            counts.append(1)
        elif word == ")":
            most = max(most, counts.pop())
        elif word == "||":
            counts[-1] += 1
    return max(most, *counts)


def test_the_hash_of_a_wide_row_is_one_of_groups_that_do_not_nest_deep() -> None:
    wide = table(NoneTarget(partitioning_type="none"), [column(f"C{n:03d}") for n in range(1, 999)])
    select = hash_checks(wide)[0].select
    whole = select[: select.index('COUNT("C001")')]
    assert whole.count('ORA_HASH("C') == 998
    assert len(set(re.findall(r'"(C[0-9]+)"', whole))) == 998
    assert longest_concatenation(whole) < 250
    depth = deepest = 0
    for char in whole:
        depth += {"(": 1, ")": -1}.get(char, 0)
        deepest = max(deepest, depth)
    assert deepest <= 4


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition"])
def test_no_expression_of_a_wide_proof_has_more_than_some_hundred_operands(demo_with, method: str) -> None:
    count = 500 if method == "redefinition" else 900
    config = widened(demo_with("HR.EMPLOYEES", method=method), "HR.EMPLOYEES", count)
    named(config, "HR.EMPLOYEES").common_settings.migration_settings.proof = "hash_and_minus"
    master = render(config).master
    proof = master[master.index("rove the rows equal\nPROMPT") :]
    proof = proof[: proof.index("\n/\n")]
    statements = proof.split(";\n")
    assert len(statements) > 50
    assert max(map(operands, statements)) <= 200


def test_a_long_query_is_put_together_and_says_the_same() -> None:
    statement = "SELECT " + ",\n ".join(f"SUM(\"COLUMN_{n}\") || ','" for n in range(500)) + "\n FROM t"
    call = call_with_query("none", "Rows", statement, 2, after=" || x")
    assert call.endswith("    none('Rows',\n         statement || x);\n  END;\n")
    assert all(operands(part) <= LARGE + 1 for part in call.split(";\n"))
    said = "".join(quoted or plain.replace("''", "'") for quoted, plain in PIECE.findall(call[: call.index("none(")]))
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
        parts = re.findall(r"^ +statement := .*?;$", text, re.DOTALL | re.MULTILINE)
        calls = re.findall(r"^ +(?:read|compare|none)\($.*?\);$", text, re.DOTALL | re.MULTILINE)
        assert all(len(part) < 32_000 for part in (*parts, *calls))
    assert re.search(r"^ +(?:read|compare)\(.*?,\n +statement\);$", scripts.master, re.DOTALL | re.MULTILINE)
    assert "statement := TO_CLOB(" in scripts.master
    assert "p_select VARCHAR2" not in scripts.master
    # Queries of the toolbox are short; those of a proof are not.
    assert "p_what VARCHAR2, p_query VARCHAR2" not in scripts.master
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

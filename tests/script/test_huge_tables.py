"""Huge tables: whatever reads every row does so with the degree of the plan, and no more often than it must."""

from __future__ import annotations

import dataclasses
import re

import pytest

from repart_tui.generate import render
from tests.script.conftest import named
from tests.script.test_generate import exchange_plan


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("HR.EMPLOYEES", "copy_and_swap"),
        ("HR.EMPLOYEES", "redefinition"),
        ("HR.EMPLOYEES", "online_modify"),
        ("APP.EVENTS", "exchange"),
    ],
)
def test_rows_are_counted_in_parallel(demo_with, name: str, method: str) -> None:
    config = exchange_plan(demo_with) if method == "exchange" else demo_with(name, method=method)
    named(config, name).common_settings.parallel_degree = 7
    scripts = render(config)
    counts = [
        text[found.start() : found.end() + 60]
        for text in (scripts.master, scripts.rollback)
        for found in re.finditer(r'SELECT (/\*\+.*?\*/ )?COUNT\(\*\) FROM "(APP|HR)"\."(EMPLOYEES|EVENTS)', text)
    ]
    # One that asks whether there is a row at all reads one.
    whole = [count for count in counts if "ROWNUM = 1" not in count]
    assert whole
    for count in whole:
        assert re.search(r"PARALLEL\((t )?7\)", count), count


def test_a_copy_compares_its_partitions_with_what_the_proof_has_counted(demo_with) -> None:
    master = render(demo_with("HR.EMPLOYEES", method="copy_and_swap")).master
    proof = master[master.index("-- Step 1.9") : master.index("-- Step 1.10")]
    assert "in_parts <> rows_read" in proof
    assert proof.count('COUNT(*) FROM "HR"."EMPLOYEES"') == 0, "the original is not read once more"


def test_all_lobs_are_compared_by_one_join(demo_with) -> None:
    config = demo_with("CO.PRODUCTS", method="copy_and_swap")
    state = named(config, "CO.PRODUCTS").current_state
    image = next(c for c in state.columns if c.data_type == "BLOB")
    place = max(c.internal_column_id for c in state.columns) + 1
    state.columns.append(dataclasses.replace(image, name="PICTURE", column_id=place, internal_column_id=place))
    master = render(config).master
    assert master.count('FROM "CO"."PRODUCTS" a JOIN "CO"."PRODUCTS_RPN" b') == 1
    for name in (image.name, "PICTURE"):
        assert f'DBMS_LOB.COMPARE(a."{name}", b."{name}")' in master


def test_lobs_are_compared_in_parallel(demo_with) -> None:
    config = demo_with("CO.PRODUCTS", method="copy_and_swap")
    named(config, "CO.PRODUCTS").common_settings.parallel_degree = 7
    assert "'SELECT /*+ PARALLEL(7) NO_RESULT_CACHE */ COUNT(*) ' || p_source" in render(config).master

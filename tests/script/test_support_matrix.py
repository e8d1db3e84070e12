"""The page of what can be migrated how says what the rules say, and every script it promises can be written."""

from __future__ import annotations

import pytest

from repart_tui.generate import render
from repart_tui.sqlplus import read_script, traps
from repart_tui.support_matrix import PAGE, RELEASES, SCRIPT, Cell, Matrix, matrix, page, scripts_of
from repart_tui.support_samples import WITH_PARENT
from tests.script.outside_grammar import UNJUDGED, complaints, judgeable
from tests.script.test_outside_grammar import executed


@pytest.fixture(scope="module")
def found() -> Matrix:
    """All cells."""
    return matrix()


def test_the_page_says_what_the_rules_say(found: Matrix) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(found), "run python -m repart_tui.support_matrix, read the change"


def test_every_cell_is_a_script_or_a_reason(found: Matrix) -> None:
    for cell in found.cells:
        for verdict in cell.verdicts.values():
            assert verdict == SCRIPT or all(code in found.reasons for code in verdict.split(", ")), cell


ALIKE = {
    ("nonpartitioned", "nonpartitioned"),
    ("reference", "reference"),
    ("reference", WITH_PARENT),
    ("range (present partitions)", "range without MAXVALUE"),
    ("list (present partitions)", "list without DEFAULT"),
    ("automatic list (present partitions)", "automatic list"),
}
"""Target and source that are the same."""


def oracle_says(cell: Cell, release: str) -> set[str] | None:
    """Return the codes that Oracle's documents give for MODIFY, None where it takes the statement."""
    major = {"12.2": 12, "18c": 18, "19c": 19, "21c": 21, "23ai": 23}[release]
    found = set()
    if cell.source in ("reference", WITH_PARENT):
        found.add("ORA-14650")
    if (cell.target, cell.source) in ALIKE:
        found.add("NOTHING-TO-DO")
    if cell.target == "nonpartitioned" and major < 23:
        found.add("ORA-14473")
    if cell.target == "system":
        found.add("ORA-14429")
    if cell.source != "nonpartitioned" and major < 18:
        found.add("ORA-14427")
    return found or None


def test_online_modify_is_what_oracle_documents(found: Matrix) -> None:
    for cell in found.cells:
        if cell.method == "online_modify":
            for release in RELEASES:
                said = cell.verdicts[release]
                codes = None if said == SCRIPT else set(said.split(", "))
                assert codes == oracle_says(cell, release), (cell, release)


def test_only_intervals_and_automatic_lists_change_in_place(found: Matrix) -> None:
    promised = {
        (cell.target.removesuffix(" (present partitions)"), cell.source)
        for cell in found.cells
        if cell.method == "in_place" and SCRIPT in cell.verdicts.values()
    }
    assert promised == {
        ("interval", "range without MAXVALUE"),
        ("interval", "interval"),
        ("range", "interval"),
        ("automatic list", "list without DEFAULT"),
        ("list", "automatic list"),
    }


def test_copy_and_swap_takes_every_heap_table_but_a_reference_child_without_its_parent(found: Matrix) -> None:
    for cell in found.cells:
        if cell.method == "copy_and_swap":
            barred = cell.source == "reference" or cell.target == cell.source == "nonpartitioned"
            assert all((verdict == SCRIPT) != barred for verdict in cell.verdicts.values()), cell


def test_each_promised_script_is_written_and_taken_by_the_outside_grammar(found: Matrix) -> None:
    judged: set[str] = set()
    promised = 0
    for cell, plan in scripts_of(found):
        # The statements of a target do not depend on the source: two sources of each are enough.
        if cell.source not in ("nonpartitioned", "composite", "system"):
            continue
        promised += 1
        scripts = render(plan)
        assert [trap for trap in traps(read_script(scripts.master)) if trap.severity == "error"] == [], cell
        for statement in executed(scripts.master):
            flat = " ".join(statement.split())
            if flat in judged or any(pattern.match(flat) for pattern in UNJUDGED):
                continue
            judged.add(flat)
            for part in judgeable(statement):
                assert not complaints(part), (cell, part)
    assert promised > 100

"""A grammar that is not ours judges every statement that we generate."""

from __future__ import annotations

import re

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import MigrationConfig
from repart_tui.oracle.findings import errors
from repart_tui.oracle.methods import METHODS
from repart_tui.oracle.rules import table_findings
from repart_tui.sqlplus import executed_strings, read_script, statements
from tests.script.conftest import named
from tests.script.outside_grammar import UNJUDGED, complaints, judgeable
from tests.script.test_generate import exchange_plan

_TOOL = re.compile(r"REPLACE\(q'(.)\n(.*)\n.', '~', ':'\)", re.DOTALL)


def blocks(script: str) -> list[str]:
    """Return the blocks that the server is given, and those of the toolbox."""
    found = []
    for item in statements(read_script(script)):
        tool = _TOOL.search(item.text)
        # Host variables are no part of PL/SQL's grammar in every place; a name is.
        found.append(re.sub(r":(\w+)", r"\1", tool.group(2).replace("~", ":") if tool else item.text))
    return found


def executed(script: str) -> list[str]:
    """Return what EXECUTE IMMEDIATE runs."""
    texts = [text for item in statements(read_script(script)) for text in executed_strings(item.text)]
    return [text for text in texts if not text.startswith("BEGIN :result")]


def test_the_outside_grammar_takes_every_block(demo_with) -> None:
    """One test, so that the blocks which the scripts share are judged once."""
    plans = [
        demo_with("SH.SALES"),
        demo_with("CO.PRODUCTS", method="copy_and_swap"),
        demo_with("HR.EMPLOYEES", method="redefinition"),
        exchange_plan(demo_with),
    ]
    found = dict.fromkeys(block for plan in plans for text in render(plan).files().values() for block in blocks(text))
    judged = [block for block in found if not block.startswith("ALTER SESSION")]
    wrong = [(complaint[0], block[:300]) for block in judged if (complaint := complaints(block))]
    assert not wrong, wrong[:3]


@pytest.fixture(scope="module")
def judged(demo: MigrationConfig) -> dict[str, list[str]]:
    """All distinct statements of the demo's scripts, with the tables they are from."""
    found: dict[str, list[str]] = {}
    for table in demo.tables:
        for method in METHODS:
            small = MigrationConfig.from_dict({**demo.to_dict(), "tables": [table.to_dict()]})
            mine = named(small, f"{table.owner}.{table.table_name}")
            mine.enabled, mine.common_settings.method = True, method  # type: ignore[assignment]
            if errors(table_findings(mine, small)):
                continue
            for text in render(small).files().values():
                for statement in executed(text):
                    found.setdefault(statement, []).append(f"{table.owner}.{table.table_name} {method}")
    return found


def test_the_outside_grammar_takes_the_statements_of_an_exchange(demo_with) -> None:
    for text in render(exchange_plan(demo_with)).files().values():
        for statement in executed(text):
            if not any(pattern.match(" ".join(statement.split())) for pattern in UNJUDGED):
                for part in judgeable(statement):
                    assert not complaints(part), part


# Its text is no PL/SQL and was never valid; it must survive all the same.
NEVER_COMPILED = 'CREATE OR REPLACE TRIGGER "APP"."Order before"'


def test_the_outside_grammar_takes_every_executed_statement(judged: dict[str, list[str]]) -> None:
    wrong, unjudged = [], 0
    for statement, where in judged.items():
        flat = " ".join(statement.split())
        if flat.startswith(NEVER_COMPILED) or any(pattern.match(flat) for pattern in UNJUDGED):
            unjudged += 1
            continue
        for part in judgeable(statement):
            found = complaints(part)
            if found:
                wrong.append(f"{where[0]}: {found[0]}\n    {' '.join(part.split())[:300]}")
    assert not wrong, f"{len(wrong)} of {len(judged)}\n" + "\n".join(wrong[:10])
    assert unjudged < len(judged) / 3


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE t (x NUMBER) PARTITION BY RANGE (x) (PARTITION p VALUES LESS (1))",
        "CREATE INDEX i ON t x",
        "ALTER TABLE t ADD CONSTRAINT c CHECK x > 0",
        "ALTER TABLE t RENAME CONSTRAINT a b",
        "BEGIN IF x THEN y; END;",
        "COMMENT ON COLUMN t.x 'text'",
    ],
)
def test_the_judge_can_say_no(statement: str) -> None:
    assert complaints(statement)

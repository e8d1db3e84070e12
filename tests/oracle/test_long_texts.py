"""Texts that PL/SQL cannot read whole are read piece by piece; a bound that long is refused with a sentence."""

from __future__ import annotations

import re

import pytest

from repart_tui.generate import GenerateError, render
from repart_tui.migration_models import (
    ConstraintInfo,
    CurrentState,
    HashTarget,
    PartitionInfo,
    PartitioningInfo,
    TableConfig,
    TriggerInfo,
)
from repart_tui.oracle.fingerprint import checksum
from repart_tui.oracle.long_texts import LIMIT, long_text_findings
from tests.oracle.builders import column, index, plan, table

TARGET = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4)


def with_text(field: str, text: str, method: str = "copy_and_swap") -> TableConfig:
    made = table(TARGET, [column("ID", nullable=False)], method=method)
    state: CurrentState = made.current_state
    if field == "condition":
        facts = {"owner": "APP", "table_name": "T", "constraint_name": "C", "columns": ["ID"]}
        state.constraints.append(ConstraintInfo(**facts, constraint_type="C", search_condition=text))
    elif field == "default":
        state.columns[0].data_default = text
    else:
        state.indexes.append(index("I", "SYS_NC1$", index_type="FUNCTION-BASED NORMAL"))
        state.indexes[0].columns[0].expression = text
    return made


@pytest.mark.parametrize("field", ["condition", "default", "expression"])
def test_a_text_of_any_length_is_made_again_and_compared_by_its_checksum(field: str) -> None:
    text = "CASE ID " + "WHEN 1234567 THEN 7654321 " * 2_000 + "END"
    made = with_text(field, text)
    assert long_text_findings(made) == []
    made.enabled = True
    master = render(plan(made)).master
    joined = re.sub(r"'\s*\|\| '", "", master)
    assert f"... {checksum(text)}" in joined
    assert joined.count("WHEN 1234567 THEN 7654321") >= 1_990
    assert max(map(len, master.splitlines())) <= 1_000
    # Beyond 32,767 bytes it is a CLOB.
    assert "EXECUTE IMMEDIATE statement" in master


def test_the_script_reads_texts_of_any_length_piece_by_piece() -> None:
    # ORA-06502: no variable holds a LONG over 32,760 bytes. A cursor's record would not either.
    master = render(plan(with_text("condition", "ID > 0"))).master
    facts = master[master.index(":facts :=") : master.index(":storage :=")]
    assert "DBMS_SQL.COLUMN_VALUE_LONG(cur, 1, 8000, place, piece, bytes)" in facts
    for column_name in ("data_default", "search_condition", "column_expression", "trigger_body"):
        assert facts.count(column_name) == 1
        assert f"'SELECT {column_name} FROM " in facts


def test_a_bound_that_fits_into_no_variable_is_refused_before_the_script_is() -> None:
    made = table(TARGET, [column("ID", nullable=False)], method="copy_and_swap")
    part = PartitionInfo(name="P1", position=1, high_value="\u00e9" * LIMIT)
    made.current_state.partitioning = PartitioningInfo(
        partitioning_type="LIST", key_columns=["ID"], partition_count=1, partitions=[part]
    )
    assert [finding.code for finding in long_text_findings(made)] == ["TEXT-LENGTH"]
    made.enabled = True
    with pytest.raises(GenerateError, match="64,000 bytes long"):
        render(plan(made))
    part.high_value = "x" * LIMIT
    assert long_text_findings(made) == []


def test_a_trigger_of_any_length_is_compared_piece_by_piece() -> None:
    made = table(TARGET, [column("ID", nullable=False)], method="online_modify")
    body = "BEGIN\n" + "  x := 1;\n" * 20_000 + "END;"
    made.current_state.triggers.append(
        TriggerInfo(owner="APP", trigger_name="TRG", status="ENABLED", trigger_body=body, object_status="VALID")
    )
    assert long_text_findings(made) == []
    master = render(plan(made)).master
    assert "DBMS_SQL.COLUMN_VALUE_LONG(cur, 1, 8000, place, piece, bytes)" in master
    assert f"[{len(body)} " in master

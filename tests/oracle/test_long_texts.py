"""Texts that PL/SQL cannot read whole are refused with a sentence, or read piece by piece."""

from __future__ import annotations

import pytest

from repart_tui.generate import GenerateError, render
from repart_tui.migration_models import ConstraintInfo, CurrentState, HashTarget, TableConfig, TriggerInfo
from repart_tui.oracle.long_texts import LIMIT, long_text_findings
from tests.oracle.builders import column, index, plan, table

TARGET = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4)


def with_text(field: str, text: str) -> TableConfig:
    made = table(TARGET, [column("ID", nullable=False)], method="online_modify")
    state: CurrentState = made.current_state
    if field == "condition":
        facts = {"owner": "APP", "table_name": "T", "constraint_name": "C", "columns": ["ID"]}
        state.constraints.append(ConstraintInfo(**facts, constraint_type="C", search_condition=text))
    elif field == "default":
        state.columns[0].data_default = text
    else:
        state.indexes.append(index("I", "SYS_NC1$"))
        state.indexes[0].columns[0].expression = text
    return made


@pytest.mark.parametrize("field", ["condition", "default", "expression"])
def test_a_text_that_fits_into_no_variable_is_refused_before_the_script_is(field: str) -> None:
    assert long_text_findings(with_text(field, "x" * LIMIT)) == []
    made = with_text(field, "\u00e9" * LIMIT)
    assert [finding.code for finding in long_text_findings(made)] == ["TEXT-LENGTH"]
    made.enabled = True
    with pytest.raises(GenerateError, match="64,000 bytes long"):
        render(plan(made))


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

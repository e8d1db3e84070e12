"""What the scripts ask of the user who runs them, and of the schema that the session happens to be in."""

from __future__ import annotations

import re

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import ColumnInfo, TableConfig
from repart_tui.oracle.named_sequences import named_sequences
from tests.script.conftest import named

BACK_TO_ONESELF = """ALTER SESSION SET CURRENT_SCHEMA = "' || SYS_CONTEXT('USERENV', 'SESSION_USER') || '"'"""
OWN_STATE_TABLE = """"' || SYS_CONTEXT('USERENV', 'SESSION_USER') || '".REPART_STATE"""


def default_of_first_column(table: TableConfig, text: str) -> ColumnInfo:
    column = table.current_state.columns[0]
    column.data_default, column.identity = text, None
    return column


@pytest.mark.parametrize("method", ["online_modify", "in_place", "copy_and_swap"])
def test_another_current_schema_is_left_before_anything_is_named(demo_with, method: str) -> None:
    for name, text in render(demo_with("SH.SALES", method=method)).files().items():
        start = text.index(BACK_TO_ONESELF)
        for word in ("REPART_STATE'", "VARIABLE failures", "USER_TABLES"):
            assert word not in text[:start], f"{name}: {word}"
        # The state table is named with its schema, and by dynamic SQL: a block that names it compiles without it.
        bare = [line for line in text.splitlines() if re.search(r"(CREATE TABLE|INSERT INTO|FROM) REPART_STATE", line)]
        assert bare == []
    assert OWN_STATE_TABLE in text


def test_the_work_goes_on_where_the_steps_cannot_be_recorded(demo_with) -> None:
    master = render(demo_with("SH.SALES", method="online_modify")).master
    creation = master[master.index("-- The state table tells people") :]
    creation = creation[: creation.index("\n/\n")]
    # Without a quota the CREATE fails here, once, and not each INSERT.
    assert "SEGMENT CREATION IMMEDIATE" in creation
    assert "WHEN OTHERS THEN\n    DBMS_OUTPUT.PUT_LINE('Note: the steps are not recorded" in creation
    assert "RAISE" not in creation
    assert "if REPART_STATE shall record the steps" in master[: master.index("WHENEVER")]


@pytest.mark.parametrize(
    ("default", "found"),
    [
        ('"HR"."EMP_SEQ"."NEXTVAL"', [("HR", "EMP_SEQ")]),
        ("emp_seq.nextval", [("HR", "EMP_SEQ")]),
        ("'E' || TO_CHAR(ops.\"Big Seq\" . CURRVAL)", [("OPS", "Big Seq")]),
        ("a.s.nextval + a.s.nextval + s.nextval", [("A", "S"), ("HR", "S")]),
        ("'emp_seq.nextval'", []),
        ("SYSDATE", []),
    ],
)
def test_sequences_in_defaults(demo_with, default: str, found: list[tuple[str, str]]) -> None:
    table = named(demo_with("HR.EMPLOYEES"), "HR.EMPLOYEES")
    default_of_first_column(table, default)
    assert named_sequences(table) == found


@pytest.mark.parametrize("method", ["online_modify", "copy_and_swap"])
def test_lost_rows_are_not_put_down_to_others_where_nobody_can_tell(demo_with, method: str) -> None:
    # FLUSH_DATABASE_MONITORING_INFO takes ANALYZE ANY, of the owner as well.
    master = render(demo_with("SH.SALES", method=method)).master
    check = master[master.index("SESSION_USER') <> 'SH' THEN") :]
    owns = check[check.index("\n  ELSE\n") : check.index("\n  END IF;")]
    assert ("needs('ANALYZE ANY')" in owns) is (method == "online_modify")
    assert ("IF writes_before IS NULL OR writes_after IS NULL THEN\n        RAISE_APPLICATION_ERROR(" in master) is (
        method == "online_modify"
    )


def test_dimensions_are_compiled_and_only_programs_reuse_their_settings(demo_with) -> None:
    # SQL Language Reference, ALTER DIMENSION: COMPILE takes no REUSE SETTINGS, and nothing compiles it by itself.
    master = render(demo_with("SH.SALES", method="online_modify")).master
    block = master[master.index(":recompile := REPLACE(") :]
    assert "'MATERIALIZED VIEW', 'DIMENSION', 'SYNONYM'" in block
    kinds = block[: block.index("' REUSE SETTINGS'")].rsplit("IN (", 1)[1]
    assert "'TRIGGER'" in kinds
    assert "DIMENSION" not in kinds
    assert "VIEW" not in kinds
    assert "' stays invalid until ALTER DIMENSION ... COMPILE: '" in block


def test_who_copies_a_default_must_be_allowed_to_read_its_sequence(demo_with) -> None:
    config = demo_with("HR.EMPLOYEES", method="copy_and_swap")
    assert "reads(" not in render(config).master
    default_of_first_column(named(config, "HR.EMPLOYEES"), '"HR"."EMP_SEQ"."NEXTVAL"')
    scripts = render(config)
    assert "\n    reads('HR', 'EMP_SEQ');" in scripts.master
    assert "who may read sequence HR.EMP_SEQ" in scripts.master

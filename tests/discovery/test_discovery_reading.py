"""From rows to models: each subject on a small dictionary."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from repart_tui.discovery.constraints import is_not_null_form
from repart_tui.discovery.identity import identity_from_options, parse_options
from repart_tui.migration_models import ConstraintInfo, CurrentState

Row = Callable[..., dict[str, Any]]
Build = Callable[..., sqlite3.Connection]
StateOf = Callable[..., CurrentState]


def test_table_row(build: Build, table: Row, state_of: StateOf) -> None:
    row = table(
        "T", degree="   DEFAULT", num_rows=10, blocks=3, pct_free=0, compress_for="ADVANCED", compression="ENABLED"
    )
    connection = build(
        {
            "dba_tables": [row],
            "dba_objects": [
                {
                    "owner": "APP",
                    "object_name": "T",
                    "object_type": "TABLE",
                    "object_id": 77,
                    "last_ddl_time": "2024-01-02 03:04:05",
                }
            ],
            "dba_tab_comments": [{"owner": "APP", "table_name": "T", "comments": "it's; a\n/ comment"}],
            "dba_unused_col_tabs": [{"owner": "APP", "table_name": "T", "count": 2}],
        }
    )
    state = state_of(connection, "T")
    assert (state.object_id, state.last_ddl_time, state.unused_column_count) == (77, "2024-01-02 03:04:05", 2)
    assert state.table_comment == "it's; a\n/ comment"
    assert (state.properties.degree, state.properties.cache, state.properties.table_lock) == ("DEFAULT", False, True)
    assert (state.storage.pct_free, state.storage.compress_for, state.storage.segment_created) == (0, "ADVANCED", True)
    assert state.unknown_facts == []


def test_columns_of_every_kind(build: Build, table: Row, column: Row, state_of: StateOf) -> None:
    connection = build(
        {
            "dba_tables": [table("T")],
            "dba_tab_cols": [
                column("T", "Mixed Case", 1, "VARCHAR2", data_length=40, char_length=10, char_used="C", nullable="N"),
                column("T", "V", 2, "NUMBER", virtual_column="YES", data_default='"A"*2', default_length=5),
                column("T", "INV", 3, "DATE", column_id=None, hidden_column="YES"),
                column("T", "SYS_NC00004$", 4, "RAW", column_id=None, hidden_column="YES", user_generated="NO"),
                column(
                    "T", "ORA_ARCHIVE_STATE", 5, "VARCHAR2", column_id=None, hidden_column="YES", user_generated="NO"
                ),
                column("T", "D", 6, "NUMBER", data_default="1 ", default_length=2, default_on_null="YES"),
            ],
            "dba_col_comments": [{"owner": "APP", "table_name": "T", "column_name": "V", "comments": "virtual"}],
            "dba_encrypted_columns": [
                {
                    "owner": "APP",
                    "table_name": "T",
                    "column_name": "Mixed Case",
                    "encryption_alg": "AES 256 bits key",
                    "salt": "YES",
                    "integrity_alg": "SHA-1",
                }
            ],
        }
    )
    state = state_of(connection, "T")
    by_name = {c.name: c for c in state.columns}
    assert [c.internal_column_id for c in state.columns] == [1, 2, 3, 4, 5, 6]
    mixed, virtual, invisible = by_name["Mixed Case"], by_name["V"], by_name["INV"]
    assert (mixed.nullable, mixed.char_used, mixed.char_length) == (False, "C", 10)
    assert mixed.encryption is not None
    assert (mixed.encryption.algorithm, mixed.encryption.salt) == ("AES 256 bits key", True)
    assert (virtual.virtual, virtual.data_default, virtual.comment) == (True, '"A"*2', "virtual")
    assert (invisible.hidden, invisible.user_generated, invisible.column_id) == (True, True, None)
    assert not by_name["SYS_NC00004$"].user_generated
    assert by_name["D"].data_default == "1 ", "verbatim, blanks included"
    assert by_name["D"].default_on_null
    assert state.properties.row_archival
    assert state.features == []


def test_identity(build: Build, table: Row, column: Row, state_of: StateOf) -> None:
    greatest = "9999999999999999999999999999"
    options = f"START WITH: 5, INCREMENT BY: -2, MAX_VALUE: {greatest}, MIN_VALUE: -100, CACHE_SIZE: 7, ORDER_FLAG: Y"
    connection = build(
        {
            "dba_tables": [table("T")],
            "dba_tab_cols": [column("T", "ID", 1, "NUMBER", identity_column="YES", default_on_null="YES")],
            "dba_tab_identity_cols": [
                {
                    "owner": "APP",
                    "table_name": "T",
                    "column_name": "ID",
                    "generation_type": "BY DEFAULT",
                    "sequence_name": "ISEQ$$_1",
                    "identity_options": options,
                }
            ],
            "dba_sequences": [
                {
                    "sequence_owner": "APP",
                    "sequence_name": "ISEQ$$_1",
                    "increment_by": -2,
                    "max_value": greatest,
                    "min_value": -100,
                    "cache_size": 0,
                    "last_number": 41,
                    "scale_flag": "Y",
                    "extend_flag": "N",
                    "keep_value": "Y",
                }
            ],
        }
    )
    identity = state_of(connection, "T").columns[0].identity
    assert identity is not None
    assert identity.to_dict() == {
        "generation_type": "BY DEFAULT",
        "on_null": True,
        "sequence_name": "ISEQ$$_1",
        "start_with": 5,
        "increment_by": -2,
        "min_value": -100,
        "max_value": int(greatest),
        "cache_size": 0,
        "cycle": False,
        "order": True,
        "keep": True,
        "scale": "SCALE",
        "last_number": 41,
    }


def test_identity_options_alone() -> None:
    options = "START WITH: 1, INCREMENT BY: 1, SCALE_FLAG: Y, EXTEND_FLAG: Y, SESSION_FLAG: N, KEEP_VALUE: N"
    assert parse_options(options)["START WITH"] == "1"
    info = identity_from_options("ALWAYS", None, options)
    assert (info.generation_type, info.scale, info.keep) == ("ALWAYS", "SCALE EXTEND", False)
    assert identity_from_options(None, None, None).increment_by == 1


def constraint(name: str, kind: str, table_name: str = "T", **changes: Any) -> dict[str, Any]:
    return {
        "owner": "APP",
        "table_name": table_name,
        "constraint_name": name,
        "constraint_type": kind,
        "status": "ENABLED",
        "deferrable": "NOT DEFERRABLE",
        "deferred": "IMMEDIATE",
        "validated": "VALIDATED",
        "generated": "USER NAME",
        **changes,
    }


def cons_column(
    name: str, column_name: str, position: int | None, table_name: str = "T", owner: str = "APP"
) -> dict[str, Any]:
    return {
        "owner": owner,
        "constraint_name": name,
        "table_name": table_name,
        "column_name": column_name,
        "position": position,
    }


def test_constraints_in_both_directions(build: Build, table: Row, column: Row, state_of: StateOf) -> None:
    long_condition = "A > 0 AND " + " AND ".join(f"A <> {n}" for n in range(1000))
    connection = build(
        {
            "dba_tables": [table("T"), table("P")],
            "dba_tab_cols": [column("T", "A", 1, "NUMBER", nullable="N"), column("T", "B", 2, "NUMBER")],
            "dba_constraints": [
                constraint("T_PK", "P", index_name="T_IX", rely="RELY"),
                constraint("T_NN", "C", search_condition='"A" IS NOT NULL', search_condition_vc='"A" IS NOT NULL'),
                constraint("T_CK", "C", search_condition=long_condition, search_condition_vc=long_condition[:4000]),
                constraint(
                    "T_FK", "R", r_owner="APP", r_constraint_name="P_UK", delete_rule="CASCADE", status="DISABLED"
                ),
                constraint("T_SELF", "R", r_owner="APP", r_constraint_name="T_PK", delete_rule="NO ACTION"),
                constraint("T_LOG", "S"),
                constraint("P_UK", "U", "P", index_name="P_UK", index_owner="APP"),
                constraint(
                    "C_FK", "R", "C", owner="OTHER", r_owner="APP", r_constraint_name="T_PK", deferrable="DEFERRABLE"
                ),
            ],
            "dba_cons_columns": [
                cons_column("T_PK", "B", 2),
                cons_column("T_PK", "A", 1),
                cons_column("T_NN", "A", None),
                cons_column("T_FK", "B", 1),
                cons_column("T_SELF", "B", 1),
                cons_column("P_UK", "X", 1, "P"),
                cons_column("C_FK", "T_A", 1, "C", "OTHER"),
                cons_column("C_FK", "T_B", 2, "C", "OTHER"),
            ],
        }
    )
    state = state_of(connection, "T")
    by_name = {c.constraint_name: c for c in state.constraints}
    assert sorted(by_name) == ["T_CK", "T_FK", "T_NN", "T_PK", "T_SELF"], "supplemental log groups are none"
    assert by_name["T_PK"].columns == ["A", "B"]
    assert (by_name["T_PK"].index_owner, by_name["T_PK"].rely) == ("APP", True)
    assert by_name["T_NN"].not_null
    assert by_name["T_CK"].search_condition == long_condition, "whole, from the LONG"
    foreign = by_name["T_FK"]
    assert (foreign.referenced_table, foreign.referenced_columns, foreign.delete_rule) == ("P", ["X"], "CASCADE")
    assert foreign.status == "DISABLED"
    assert by_name["T_SELF"].referenced_columns == ["A", "B"]
    (incoming,) = state.referenced_by
    assert (incoming.owner, incoming.table_name, incoming.columns) == ("OTHER", "C", ["T_A", "T_B"])
    assert (incoming.referenced_columns, incoming.deferrable) == (["A", "B"], True)
    parent = state_of(connection, "P")
    assert [c.constraint_name for c in parent.referenced_by] == ["T_FK"]


@pytest.mark.parametrize(
    ("condition", "nullable", "changes", "expected"),
    [
        ('"A" IS NOT NULL', False, {}, True),
        ('"A" IS NOT NULL', True, {}, False),  # enabled, validated and yet nullable: a CHECK
        ('"A" IS NOT NULL', True, {"validated": False}, True),
        ('"A" IS NOT NULL', True, {"status": "DISABLED"}, True),
        ('"A" IS NOT NULL', True, {"deferrable": True}, True),
        ("A is not null", False, {}, False),
        ('"B" IS NOT NULL', False, {}, False),
    ],
)
def test_not_null_form(condition: str, nullable: bool, changes: dict[str, Any], expected: bool) -> None:
    check = ConstraintInfo(
        owner="APP",
        table_name="T",
        constraint_name="C",
        constraint_type="C",
        columns=["A"],
        search_condition=condition,
        **changes,
    )
    assert is_not_null_form(check, nullable) is expected

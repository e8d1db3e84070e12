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
    options = f"START WITH: 5, INCREMENT BY: -2, MAX_VALUE: {greatest}, MIN_VALUE: -100, CYCLE_FLAG: N, CACHE_SIZE: 7, ORDER_FLAG: Y"
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


def test_indexes(build: Build, table: Row, state_of: StateOf) -> None:
    def index(name: str, kind: str, **changes: Any) -> dict[str, Any]:
        return {
            "owner": "IX",
            "index_name": name,
            "index_type": kind,
            "table_owner": "APP",
            "table_name": "T",
            "uniqueness": "NONUNIQUE",
            "visibility": "VISIBLE",
            "partitioned": "NO",
            "dropped": "NO",
            "status": "VALID",
            **changes,
        }

    def key(name: str, column_name: str, position: int, descend: str = "ASC") -> dict[str, Any]:
        return {
            "index_owner": "IX",
            "index_name": name,
            "table_owner": "APP",
            "table_name": "T",
            "column_name": column_name,
            "column_position": position,
            "descend": descend,
        }

    connection = build(
        {
            "dba_tables": [table("T")],
            "dba_indexes": [
                index("F", "FUNCTION-BASED NORMAL", visibility="INVISIBLE"),
                index("SYS_IL1$$", "LOB"),
                index("L", "NORMAL", partitioned="YES", uniqueness="UNIQUE", status="N/A"),
                index("D", "DOMAIN", ityp_owner="CTXSYS", ityp_name="CONTEXT"),
            ],
            "dba_ind_columns": [key("F", "SYS_NC00002$", 1, "DESC"), key("F", "B", 2), key("L", "A", 1)],
            "dba_ind_expressions": [
                {
                    "index_owner": "IX",
                    "index_name": "F",
                    "table_owner": "APP",
                    "table_name": "T",
                    "column_position": 1,
                    "column_expression": '"A"',
                }
            ],
            "dba_part_indexes": [{"owner": "IX", "index_name": "L", "locality": "LOCAL", "partitioning_type": "RANGE"}],
            "dba_ind_partitions": [
                {"index_owner": "IX", "index_name": "L", "partition_name": "P1", "status": "USABLE"},
                {"index_owner": "IX", "index_name": "L", "partition_name": "P2", "status": "UNUSABLE"},
                {"index_owner": "IX", "index_name": "L", "partition_name": "P3", "status": "N/A"},
            ],
            "dba_ind_subpartitions": [
                {"index_owner": "IX", "index_name": "L", "subpartition_name": "S1", "status": "UNUSABLE"},
                {"index_owner": "IX", "index_name": "L", "subpartition_name": "S2", "status": "USABLE"},
            ],
            "dba_segments": [
                {"owner": "APP", "segment_name": "T", "segment_type": "TABLE", "bytes": 65536},
                {"owner": "IX", "segment_name": "F", "segment_type": "INDEX", "bytes": 10},
                {"owner": "IX", "segment_name": "L", "segment_type": "INDEX PARTITION", "bytes": 20},
                {"owner": "IX", "segment_name": "L", "segment_type": "INDEX SUBPARTITION", "bytes": 30},
            ],
        }
    )
    state = state_of(connection, "T")
    by_name = {i.index_name: i for i in state.indexes}
    assert sorted(by_name) == ["D", "F", "L"], "LOB indexes are left out"
    function_based, local = by_name["F"], by_name["L"]
    assert [(c.name, c.descending, c.expression) for c in function_based.columns] == [
        ("SYS_NC00002$", True, '"A"'),
        ("B", False, None),
    ]
    assert not function_based.visible
    assert (local.unique, local.locality, local.partition_count, local.unusable_parts) == (True, "LOCAL", 3, 2)
    assert by_name["D"].domidx_type == "CTXSYS.CONTEXT"
    assert (function_based.bytes, local.bytes, state.index_bytes, state.table_bytes) == (10, 50, 60, 65536)


def test_triggers_keep_their_text(build: Build, table: Row, state_of: StateOf) -> None:
    text = ["TRIGGER tr\n", "before insert on t\n", "begin\n", "/\n", "\n", ".\n", "#x\n", "end;"]
    connection = build(
        {
            "dba_tables": [table("T")],
            "dba_triggers": [
                {
                    "owner": "APP",
                    "trigger_name": "TR",
                    "table_owner": "APP",
                    "table_name": "T",
                    "base_object_type": "TABLE           ",
                    "status": "DISABLED",
                    "triggering_event": "INSERT ",
                    "trigger_body": "begin\n/\nend;",
                    "crossedition": "NO",
                    "fire_once": "YES",
                }
            ],
            "dba_trigger_ordering": [
                {
                    "trigger_owner": "APP",
                    "trigger_name": "TR",
                    "referenced_trigger_owner": "APP",
                    "referenced_trigger_name": "FIRST",
                    "ordering_type": "FOLLOWS",
                }
            ],
            "dba_source": [
                {"owner": "APP", "name": "TR", "type": "TRIGGER", "line": number, "text": line}
                for number, line in reversed(list(enumerate(text, 1)))
            ],
            "dba_objects": [{"owner": "APP", "object_name": "TR", "object_type": "TRIGGER", "status": "INVALID"}],
        }
    )
    (trigger,) = state_of(connection, "T").triggers
    assert trigger.source == "".join(text)
    assert (trigger.status, trigger.object_status, trigger.triggering_event) == ("DISABLED", "INVALID", "INSERT")
    assert [(f.ordering_type, f.trigger_name) for f in trigger.follows] == [("FOLLOWS", "FIRST")]


def test_partitioned_table_with_defaults(build: Build, table: Row, state_of: StateOf) -> None:
    connection = build(
        {
            "dba_tables": [table("T", partitioned="YES", tablespace_name=None, logging=None, compression=None)],
            "dba_part_tables": [
                {
                    "owner": "APP",
                    "table_name": "T",
                    "partitioning_type": "RANGE",
                    "subpartitioning_type": "HASH",
                    "def_subpartition_count": 2,
                    "def_tablespace_name": "DATA",
                    "def_initial_extent": "DEFAULT",
                    "def_next_extent": "128",
                    "def_logging": "NONE",
                    "def_compression": "ENABLED",
                    "def_compress_for": "BASIC",
                    "def_pct_free": 5,
                    "interval": "NUMTOYMINTERVAL(1,'MONTH')",
                    "autolist": "NO",
                    "def_segment_creation": "NONE",
                }
            ],
            "dba_part_key_columns": [
                {"owner": "APP", "name": "T", "object_type": "TABLE", "column_name": "D", "column_position": 1},
                {"owner": "APP", "name": "T", "object_type": "INDEX", "column_name": "X", "column_position": 1},
            ],
            "dba_subpart_key_columns": [
                {"owner": "APP", "name": "T", "object_type": "TABLE", "column_name": "ID", "column_position": 1}
            ],
            "dba_tab_partitions": [
                {
                    "table_owner": "APP",
                    "table_name": "T",
                    "partition_name": name,
                    "partition_position": position,
                    "subpartition_count": 2,
                    "interval": interval,
                    "high_value": bound,
                    "read_only": "YES",
                    "indexing": "ON",
                    "compression": "NONE",
                }
                for name, position, interval, bound in (("SYS_P9", 2, "YES", "2"), ("P1", 1, "NO", "TIMESTAMP' 1'"))
            ],
            "dba_tab_subpartitions": [
                {"table_owner": "APP", "table_name": "T", "partition_name": "P1", "subpartition_name": "S1"},
                {"table_owner": "APP", "table_name": "T", "partition_name": "P1", "subpartition_name": "S2"},
            ],
            "dba_segments": [
                {
                    "owner": "APP",
                    "segment_name": "T",
                    "partition_name": name,
                    "segment_type": "TABLE SUBPARTITION",
                    "bytes": 8,
                }
                for name in ("S1", "S2")
            ],
        }
    )
    state = state_of(connection, "T")
    info = state.partitioning
    assert info is not None
    assert (info.key_columns, info.subpartition_key_columns, info.subpartitioning_type) == (["D"], ["ID"], "HASH")
    assert [(p.name, p.is_interval, p.high_value, p.bytes) for p in info.partitions] == [
        ("P1", False, "TIMESTAMP' 1'", 16),
        ("SYS_P9", True, "2", 0),
    ]
    assert (info.partition_count, info.partitions[0].read_only, info.partitions[0].indexing) == (2, True, True)
    assert state.storage.to_dict() == {
        "tablespace_name": "DATA",
        "pct_free": 5,
        "pct_used": None,
        "ini_trans": None,
        "initial_extent": None,
        "next_extent": 128,
        "logging": None,
        "compression": "ENABLED",
        "compress_for": "BASIC",
        "buffer_pool": None,
        "segment_created": None,
    }


def test_lobs_of_a_partitioned_table_take_the_defaults(
    build: Build, table: Row, column: Row, state_of: StateOf
) -> None:
    connection = build(
        {
            "dba_tables": [table("T", partitioned="YES")],
            "dba_tab_cols": [column("T", "DOC", 1, "CLOB")],
            "dba_lobs": [
                {"owner": "APP", "table_name": "T", "column_name": "DOC", "segment_name": "S", "logging": "NONE"}
            ],
            "dba_part_lobs": [
                {
                    "table_owner": "APP",
                    "table_name": "T",
                    "column_name": "DOC",
                    "def_tablespace_name": "LOBS",
                    "def_securefile": "YES",
                    "def_in_row": "NO",
                    "def_compress": "HIGH",
                    "def_deduplicate": "LOB",
                    "def_logging": "YES",
                    "def_retention": "MIN",
                    "def_minret": "3600",
                }
            ],
            "dba_segments": [{"owner": "APP", "segment_name": "S", "segment_type": "LOB PARTITION", "bytes": 5}],
        }
    )
    state = state_of(connection, "T")
    (lob,) = state.lobs
    assert (lob.tablespace_name, lob.securefile, lob.in_row, lob.compression) == ("LOBS", True, False, "HIGH")
    assert (lob.deduplication, lob.logging, lob.retention_type, lob.retention_value) == ("LOB", "YES", "MIN", 3600)
    assert (lob.bytes, state.lob_bytes) == (5, 5)


def test_grants_policies_and_auditing(build: Build, table: Row, state_of: StateOf) -> None:
    on_table = {"object_owner": "APP", "object_name": "T"}
    connection = build(
        {
            "dba_tables": [table("T")],
            "dba_tab_privs": [
                {
                    "grantee": "PUBLIC",
                    "owner": "APP",
                    "table_name": "T",
                    "grantor": "DELEGATE",
                    "privilege": "SELECT",
                    "grantable": "YES",
                    "hierarchy": "YES",
                }
            ],
            "dba_col_privs": [
                {"grantee": "R", "owner": "APP", "table_name": "T", "column_name": "A", "privilege": "UPDATE"}
            ],
            "dba_policies": [
                {
                    **on_table,
                    "policy_name": "V",
                    "pf_owner": "SEC",
                    "package": "P",
                    "function": "F",
                    "sel": "YES",
                    "enable": "YES",
                },
                {**on_table, "policy_name": "LABELS", "pf_owner": "LBACSYS", "enable": "YES"},
            ],
            "redaction_policies": [{**on_table, "policy_name": "R", "expression": "1=1", "enable": "YES    "}],
            "dba_audit_policies": [
                {"object_schema": "APP", "object_name": "T", "policy_name": "F", "enabled": "NO", "sel": "YES"}
            ],
            "audit_unified_policies": [
                {"object_schema": "APP", "object_name": "T", "policy_name": "U", "audit_option": "SELECT"},
                {"object_schema": "APP", "object_name": "T", "policy_name": "U", "audit_option": "UPDATE"},
            ],
            "dba_obj_audit_opts": [
                {"owner": "APP", "object_name": "T", "object_type": "TABLE", "sel": "A/A", "ins": "-/-"},
            ],
        }
    )
    state = state_of(connection, "T")
    assert [(g.grantee, g.privilege, g.column_name, g.grantable, g.hierarchy, g.grantor) for g in state.grants] == [
        ("PUBLIC", "SELECT", None, True, True, "DELEGATE"),
        ("R", "UPDATE", "A", False, False, None),
    ]
    assert [(p.kind, p.name, p.enabled, p.detail) for p in state.policies] == [
        ("VPD", "LABELS", True, "LBACSYS"),
        ("VPD", "V", True, "SEL SEC.P.F"),
        ("REDACTION", "R", True, "1=1"),
        ("FGA", "F", False, "SEL"),
        ("AUDIT", "U", None, "SELECT, UPDATE"),
        ("AUDIT", "traditional audit", True, "SEL"),
    ]
    assert [f.code for f in state.features] == ["LABEL_SECURITY"]


def test_what_hangs_on_a_table(build: Build, table: Row, state_of: StateOf) -> None:
    connection = build(
        {
            "dba_tables": [table("T")],
            "dba_log_groups": [
                {
                    "owner": "APP",
                    "log_group_name": "G",
                    "table_name": "T",
                    "log_group_type": "USER LOG GROUP",
                    "always": "ALWAYS",
                    "generated": "USER NAME",
                }
            ],
            "dba_log_group_columns": [
                {
                    "owner": "APP",
                    "log_group_name": "G",
                    "table_name": "T",
                    "column_name": "B",
                    "position": 2,
                    "logging_property": "NO LOG",
                },
                {
                    "owner": "APP",
                    "log_group_name": "G",
                    "table_name": "T",
                    "column_name": "A",
                    "position": 1,
                    "logging_property": "LOG",
                },
            ],
            "dba_mview_logs": [{"log_owner": "APP", "master": "T", "log_table": "MLOG$_T"}],
            "dba_mview_detail_relations": [
                {"owner": "DW", "mview_name": "MV", "detailobj_owner": "APP", "detailobj_name": "T"},
                {"owner": "DW", "mview_name": "MV", "detailobj_owner": "APP", "detailobj_name": "T"},
            ],
            "dba_mviews": [{"owner": "DW", "mview_name": "MV", "refresh_mode": "COMMIT", "refresh_method": "FAST"}],
            "dba_dependencies": [
                {
                    "owner": "APP",
                    "name": "V",
                    "type": "VIEW",
                    "referenced_owner": "APP",
                    "referenced_name": "T",
                    "referenced_type": "TABLE",
                }
            ],
            "dba_objects": [{"owner": "APP", "object_name": "V", "object_type": "VIEW", "status": "INVALID"}],
            "dba_synonyms": [
                {"owner": "PUBLIC", "synonym_name": "T", "table_owner": "APP", "table_name": "T"},
                {"owner": "X", "synonym_name": "FAR", "table_owner": "APP", "table_name": "T", "db_link": "ELSEWHERE"},
            ],
        }
    )
    state = state_of(connection, "T")
    (group,) = state.log_groups
    assert group.always
    assert [(c.name, c.logged) for c in group.columns] == [("A", True), ("B", False)]
    assert state.materialized_view_log == "MLOG$_T"
    assert [(m.owner, m.name, m.refresh_method) for m in state.materialized_views] == [("DW", "MV", "FAST")]
    assert [(d.name, d.object_type, d.status) for d in state.dependents] == [("V", "VIEW", "INVALID")]
    assert [(s.owner, s.name) for s in state.synonyms] == [("PUBLIC", "T")]


def test_statistics(build: Build, table: Row, column: Row, state_of: StateOf) -> None:
    def statistic(name: str, **changes: Any) -> dict[str, Any]:
        return {"owner": "APP", "table_name": "T", "column_name": name, "num_nulls": 0, "histogram": "NONE", **changes}

    def endpoint(name: str, number: int, **changes: Any) -> dict[str, Any]:
        return {"owner": "APP", "table_name": "T", "column_name": name, "endpoint_number": number, **changes}

    connection = build(
        {
            "dba_tables": [table("T")],
            "dba_tab_cols": [
                column("T", "D", 1, "DATE"),
                column("T", "C", 2, "VARCHAR2", character_set_name="CHAR_CS"),
                column("T", "N", 3, "NVARCHAR2", character_set_name="NCHAR_CS"),
                column("T", "L", 4, "VARCHAR2"),
            ],
            "dba_tab_col_statistics": [
                statistic("D", low_value=bytes.fromhex("78750101010101"), high_value=bytes.fromhex("78750201010101")),
                statistic("C", histogram="FREQUENCY", num_distinct=2, low_value=b"A", high_value=b"B"),
                statistic("N", low_value="Zoë".encode("utf-16-be"), num_distinct=1),
                statistic("L", histogram="FREQUENCY", num_distinct=2),
                statistic("D", notes="STATS_ON_CONVENTIONAL_DML", low_value=b"\xff"),
            ],
            "dba_tab_histograms": [
                endpoint("C", 1, endpoint_actual_value="A"),
                endpoint("C", 3, endpoint_actual_value="B"),
                endpoint("L", 1, endpoint_actual_value="SHORT"),
                endpoint("L", 2, endpoint_value=int.from_bytes(b"TOO LONG TO BE", "big")),
            ],
            "dba_tab_statistics": [
                {
                    "owner": "APP",
                    "table_name": "T",
                    "object_type": "TABLE",
                    "stattype_locked": "ALL",
                    "stale_stats": "YES",
                },
                {"owner": "APP", "table_name": "T", "object_type": "TABLE", "notes": "STATS_ON_CONVENTIONAL_DML"},
                {"owner": "APP", "table_name": "T", "object_type": "PARTITION", "stattype_locked": None},
            ],
            "dba_tab_stat_prefs": [
                {"owner": "APP", "table_name": "T", "preference_name": "INCREMENTAL", "preference_value": "TRUE"}
            ],
            "dba_stat_extensions": [
                {
                    "owner": "APP",
                    "table_name": "T",
                    "extension_name": "SYS_STU1",
                    "extension": '("A","B")',
                    "creator": "USER",
                    "droppable": "YES",
                },
                {
                    "owner": "APP",
                    "table_name": "T",
                    "extension_name": "SYS_STS1",
                    "extension": '("A","C")',
                    "creator": "SYSTEM",
                    "droppable": "YES",
                },
                {
                    "owner": "APP",
                    "table_name": "T",
                    "extension_name": "SYS_NC1$",
                    "extension": 'UPPER("A")',
                    "creator": "SYSTEM",
                    "droppable": "NO",
                },
            ],
        }
    )
    state = state_of(connection, "T")
    by_name = {c.name: c.statistics for c in state.columns}
    date, text, national, doubtful = by_name["D"], by_name["C"], by_name["N"], by_name["L"]
    assert date is not None
    assert text is not None
    assert national is not None
    assert doubtful is not None
    assert (date.low_value, date.high_value) == ("2017-01-01", "2017-02-01")
    assert text.frequent_values == ["A", "B"]
    assert national.low_value == "Zoë"
    assert doubtful.frequent_values == [], "a list with one unknown value is none"
    assert (state.statistics_locked, state.statistics_stale) == ("ALL", True)
    assert [(p.name, p.value) for p in state.statistics_preferences] == [("INCREMENTAL", "TRUE")]
    assert [(e.name, e.creator) for e in state.statistics_extensions] == [("SYS_STS1", "SYSTEM"), ("SYS_STU1", "USER")]


def test_features(build: Build, table: Row, column: Row, state_of: StateOf) -> None:
    connection = build(
        {
            "dba_tables": [table("T"), table("INTERIM")],
            "dba_tab_cols": [
                column("T", "X", 1, "XMLTYPE", data_type_owner="PUBLIC"),
                column("T", "VALID_TIME", 2, "NUMBER", column_id=None, hidden_column="YES", user_generated="NO"),
                column("T", "R", 3, "PERSON", data_type_owner="APP", data_type_mod="REF"),
            ],
            "dba_xml_tab_cols": [
                {"owner": "APP", "table_name": "T", "column_name": "X", "storage_type": "OBJECT-RELATIONAL"}
            ],
            "dba_blockchain_tables": [{"schema_name": "APP", "table_name": "T"}],
            "dba_immutable_tables": [{"schema_name": "APP", "table_name": "T"}],
            "dba_flashback_archive_tables": [{"owner_name": "APP", "table_name": "T", "flashback_archive_name": "FDA"}],
            "dba_redefinition_objects": [
                {
                    "base_table_owner": "APP",
                    "base_table_name": "T",
                    "interim_object_owner": "APP",
                    "interim_object_name": "INTERIM",
                    "object_type": "TABLE",
                }
            ],
            "dba_ilmobjects": [
                {
                    "object_owner": "APP",
                    "object_name": "T",
                    "object_type": "TABLE",
                    "policy_name": "P1",
                    "deleted": "NO",
                }
            ],
        }
    )
    state = state_of(connection, "T")
    assert sorted(f.code for f in state.features) == [
        "ACTIVE_REDEFINITION",
        "BLOCKCHAIN_TABLE",
        "FLASHBACK_ARCHIVE",
        "IMMUTABLE_TABLE",
        "PERIOD_COLUMN",
        "REF_COLUMN",
        "XML_OBJECT_RELATIONAL",
    ]
    assert state.properties.ilm_policies
    assert [f.code for f in state_of(connection, "INTERIM").features] == ["INTERIM_TABLE"]

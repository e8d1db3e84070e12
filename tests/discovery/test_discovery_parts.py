"""What belongs to a table beside its columns and constraints: from rows to models on small dictionaries."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from repart_tui.migration_models import CurrentState

Row = Callable[..., dict[str, Any]]
Build = Callable[..., sqlite3.Connection]
StateOf = Callable[..., CurrentState]


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
                index("L", "NORMAL", partitioned="YES", uniqueness="UNIQUE", status="N/A", dropped=None),
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
            "dba_objects": [
                {
                    "owner": "APP",
                    "object_name": "TR",
                    "object_type": "TRIGGER",
                    "status": "INVALID",
                    "editionable": "N",
                }
            ],
        }
    )
    (trigger,) = state_of(connection, "T").triggers
    assert trigger.source == "".join(text)
    assert trigger.editionable is False
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


def test_a_column_whose_name_comes_quoted_is_the_column(
    build: Build, table: Row, column: Row, state_of: StateOf
) -> None:
    names = ['"lower"', '"DOC"."XMLDATA"']
    lobs = [
        {"owner": "APP", "table_name": "T", "column_name": name, "segment_name": f"S{number}"}
        for number, name in enumerate(names)
    ]
    columns = [column("T", "lower", 1, "CLOB"), column("T", "DOC", 2, "XMLTYPE")]
    connection = build({"dba_tables": [table("T")], "dba_tab_cols": columns, "dba_lobs": lobs})
    assert {lob.column_name for lob in state_of(connection, "T").lobs} == {"lower", '"DOC"."XMLDATA"'}


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
                },
                {
                    "owner": "DW",
                    "name": "INLINE",
                    "type": "MATERIALIZED VIEW",
                    "referenced_owner": "APP",
                    "referenced_name": "T",
                    "referenced_type": "TABLE",
                },
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
    assert [(m.owner, m.name, m.refresh_method) for m in state.materialized_views] == [
        ("DW", "MV", "FAST"),
        ("DW", "INLINE", None),
    ]
    assert [(d.name, d.object_type, d.status) for d in state.dependents] == [
        ("V", "VIEW", "INVALID"),
        ("INLINE", "MATERIALIZED VIEW", None),
    ]
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
                # What extended statistics stand on.
                *(
                    column("T", name, 5, "NUMBER", column_id=None, hidden_column="YES", user_generated="NO")
                    for name in ("SYS_STU1", "SYS_STS1")
                ),
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
                endpoint("L", 2, endpoint_value=str(int.from_bytes(b"TOO LONG TO BE", "big"))),
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
                {
                    "owner": "APP",
                    "table_name": "T",
                    "object_type": "PARTITION",
                    "partition_name": "P1",
                    "stattype_locked": None,
                },
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
    assert text.frequent_counts == [1, 2]
    assert national.low_value == "Zoë"
    assert (doubtful.frequent_values, doubtful.frequent_counts) == ([], []), "a list with one unknown value is none"
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


def test_statistics_are_locked_for_single_partitions(build: Build, table: Row, state_of: StateOf) -> None:
    mine = {"owner": "APP", "table_name": "T"}
    parts = [
        {"table_owner": "APP", "table_name": "T", "partition_name": name, "partition_position": place}
        for place, name in enumerate(("P1", "P2", "P3", "P4"), start=1)
    ]
    locked = [("PARTITION", "P1", "ALL"), ("SUBPARTITION", "P1", "ALL"), ("PARTITION", "P2", None)]
    locked += [("SUBPARTITION", "P3", "ALL")]
    connection = build(
        {
            "dba_tables": [table("T", partitioned="YES")],
            "dba_part_tables": [{**mine, "partitioning_type": "RANGE"}],
            "dba_tab_partitions": parts,
            "dba_tab_statistics": [
                {**mine, "object_type": "TABLE", "stattype_locked": None},
                *(
                    {**mine, "object_type": kind, "partition_name": name, "stattype_locked": word}
                    for kind, name, word in locked
                ),
            ],
        }
    )
    state = state_of(connection, "T")
    assert state.statistics_locked is None
    assert state.partitioning is not None
    assert [part.statistics_locked for part in state.partitioning.partitions] == ["ALL", None, "SUBPARTITIONS", None]


def test_one_partition_in_memory_makes_the_table_so(build: Build, table: Row, state_of: StateOf) -> None:
    # ALL_TABLES shows NULL for a partitioned table and ALL_PART_TABLES the default of partitions to come.
    def discovered(of_partition: str, of_subpartition: str) -> str | None:
        part = {"table_owner": "APP", "table_name": "T", "partition_name": "P1"}
        connection = build(
            {
                "dba_tables": [table("T", partitioned="YES", inmemory=None)],
                "dba_part_tables": [
                    {
                        "owner": "APP",
                        "table_name": "T",
                        "partitioning_type": "RANGE",
                        "subpartitioning_type": "HASH",
                        "def_inmemory": "NONE",
                    }
                ],
                "dba_tab_partitions": [{**part, "partition_position": 1, "inmemory": of_partition}],
                "dba_tab_subpartitions": [
                    {**part, "subpartition_name": "S1", "subpartition_position": 1, "inmemory": of_subpartition}
                ],
            }
        )
        return state_of(connection, "T").properties.inmemory

    assert discovered("DISABLED", "DISABLED") != "ENABLED"
    assert discovered("ENABLED", "DISABLED") == "ENABLED"
    assert discovered("DISABLED", "ENABLED") == "ENABLED"

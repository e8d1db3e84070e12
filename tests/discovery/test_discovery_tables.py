"""Which tables are listed, which are listed with a refusal, and which are left out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from repart_tui.discovery_queries import DiscoveryError, list_tables
from repart_tui.migration_models import MigrationConfig

Row = Callable[..., dict[str, Any]]
Build = Callable[..., sqlite3.Connection]
Plan = Callable[..., MigrationConfig]


def names(config: MigrationConfig) -> list[str]:
    return [f"{t.owner}.{t.table_name}" for t in config.tables]


@pytest.mark.parametrize(
    "changes",
    [
        {"temporary": "Y"},
        {"external": "YES"},
        {"hybrid": "YES"},
        {"secondary": "Y"},
        {"nested": "YES"},
        {"iot_type": "IOT_OVERFLOW"},
        {"iot_type": "IOT_MAPPING"},
        {"dropped": "YES"},
        {"table_name": "BIN$abc==$0"},
        {"table_name": "SYS_FBA_HIST_1"},
        {"owner": "SYS"},
    ],
)
def test_left_out(build: Build, table: Row, plan: Plan, changes: dict[str, str]) -> None:
    assert names(plan(build({"dba_tables": [table("KEPT"), {**table("T"), **changes}]}))) == ["APP.KEPT"]


@pytest.mark.parametrize(
    ("view", "row"),
    [
        ("dba_mviews", {"owner": "APP", "mview_name": "T", "container_name": "T"}),
        ("dba_mview_logs", {"log_owner": "APP", "master": "X", "log_table": "T"}),
        ("dba_queue_tables", {"owner": "APP", "queue_table": "T"}),
        ("dba_external_tables", {"owner": "APP", "table_name": "T"}),
    ],
)
def test_left_out_by_another_view(build: Build, table: Row, plan: Plan, view: str, row: dict[str, str]) -> None:
    assert names(plan(build({"dba_tables": [table("KEPT"), table("T")], view: [row]}))) == ["APP.KEPT"]


def test_oracle_s_tables_beside_a_queue_table_are_left_out(build: Build, table: Row, plan: Plan) -> None:
    rows = {
        "dba_tables": [table("AQ$_QT_S"), table("QT"), table("T")],
        "dba_queue_tables": [{"owner": "APP", "queue_table": "QT"}],
    }
    assert names(plan(build(rows))) == ["APP.T"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"iot_type": "IOT"}, "IOT"),
        ({"cluster_name": "C"}, "CLUSTERED"),
        ({"status": "UNUSABLE"}, "TABLE_STATUS"),
        ({"table_lock": "DISABLED"}, "ORA-00069"),
        ({"sharded": "Y"}, "SHARDED"),
        ({"duplicated": "Y"}, "DUPLICATED"),
    ],
)
def test_listed_with_a_refusal(build: Build, table: Row, plan: Plan, changes: dict[str, str], code: str) -> None:
    (found,) = plan(build({"dba_tables": [table("T", **changes)]})).tables
    assert [refusal.code for refusal in found.refusals] == [code]
    assert found.refusals[0].source
    assert found.common_settings.target_config.partitioning_type == "none"
    assert found.proposal is not None
    assert not found.proposal.recommended


def test_object_tables_are_listed_with_a_refusal(build: Build, table: Row, plan: Plan) -> None:
    rows = {"dba_object_tables": [{**table("T"), "table_type_owner": "APP", "table_type": "PERSON"}]}
    (found,) = plan(build(rows)).tables
    assert [refusal.code for refusal in found.refusals] == ["OBJECT_TABLE"]


def test_patterns(build: Build, table: Row, plan: Plan) -> None:
    connection = build(
        {"dba_tables": [table("ORDERS"), table("ORDER_ITEMS"), table("Mixed"), table("ORDERS", "OTHER")]},
        owners=("APP", "OTHER"),
    )
    assert names(plan(connection, include=["order*"])) == ["APP.ORDERS", "APP.ORDER_ITEMS", "OTHER.ORDERS"]
    assert names(plan(connection, include=["app.ORDER*"], exclude=["*_ITEMS"])) == ["APP.ORDERS"]
    assert names(plan(connection, include=["mixed"])) == ["APP.Mixed"]
    assert names(plan(connection, schemas=["other"])) == ["OTHER.ORDERS"]


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("APPP", "no schema APPP; did you mean APP"),
        ("ZZZZ", "no schema ZZZZ[.]"),
        ("SYS", "SYS is maintained by Oracle"),
    ],
)
def test_unknown_schema(build: Build, table: Row, plan: Plan, schema: str, words: str) -> None:
    with pytest.raises(DiscoveryError, match=words):
        plan(build({"dba_tables": [table("T")]}), schemas=[schema])


def test_the_light_list(build: Build, table: Row, over: Callable[[Any], Any]) -> None:
    connection = build(
        {
            "dba_tables": [table("A", num_rows=7), table("B", partitioned="YES"), table("C", iot_type="IOT")],
            "dba_part_tables": [
                {
                    "owner": "APP",
                    "table_name": "B",
                    "partitioning_type": "RANGE",
                    "subpartitioning_type": "LIST",
                    "interval": "1000",
                }
            ],
            "dba_segments": [{"owner": "APP", "segment_name": "A", "segment_type": "TABLE", "bytes": 65536}],
        }
    )
    rows = [(t.table_name, t.partitioning, t.rows, t.bytes, t.kind) for t in list_tables(over(connection))]
    assert rows == [
        ("A", "", 7, 65536, "heap"),
        ("B", "INTERVAL-LIST", None, 0, "heap"),
        ("C", "", None, 0, "index-organized"),
    ]


def test_no_table_at_all(build: Build, plan: Plan) -> None:
    assert plan(build()).tables == []


def test_nothing_is_enabled(build: Build, table: Row, plan: Plan) -> None:
    assert not any(t.enabled for t in plan(build({"dba_tables": [table("T")]})).tables)

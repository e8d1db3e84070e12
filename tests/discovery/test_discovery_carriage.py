"""What hangs on a table as an object, beside its own parts: carried, told, or refused with its reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from repart_tui.migration_models import HashTarget, MigrationConfig
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.ledger import ledger
from repart_tui.oracle.methods import METHODS
from repart_tui.oracle.rules import table_findings

Row = Callable[..., dict[str, Any]]
Build = Callable[..., sqlite3.Connection]
Plan = Callable[..., MigrationConfig]

NAMED = {"object_owner": "APP", "object_name": "T"}
VPD = {"policy_name": "OWN_ROWS", "pf_owner": "APP", "function": "F", "sel": "YES", "enable": "YES", **NAMED}
TRIGGER = {
    "owner": "APP",
    "trigger_name": "T_BI",
    "table_owner": "APP",
    "table_name": "T",
    "base_object_type": "TABLE",
    "status": "ENABLED",
    "crossedition": "NO",
    "fire_once": "YES",
    "apply_server_only": "YES",
}
CHECK = {
    "owner": "APP",
    "table_name": "T",
    "constraint_name": "T_CK",
    "constraint_type": "C",
    "search_condition_vc": "id > 0",
    "status": "ENABLED",
    "validated": "VALIDATED",
    "precheck": "PRECHECK",
}


@pytest.fixture
def found(build: Build, table: Row, column: Row, plan: Plan) -> Callable[..., list[Finding]]:
    """Return a function that discovers APP.T with more rows and gives the findings of a method."""

    def run(rows: dict[str, list[dict[str, Any]]], method: str, version: str = "19.21.0.0.0") -> list[Finding]:
        columns = [column("T", "ID", 1, "NUMBER"), *rows.pop("dba_tab_cols", [])]
        objects = [{"owner": "APP", "object_name": "T", "object_id": 7, "object_type": "TABLE"}]
        given = {
            "dba_tables": [table("T")],
            "dba_tab_cols": columns,
            "dba_objects": objects,
            "v$parameter": [{"name": "compatible", "value": "19.0.0"}],
            **rows,
        }
        config = plan(build(given, version=version))
        chosen = config.tables[0]
        chosen.enabled = True
        chosen.common_settings.method = method  # type: ignore[assignment]
        chosen.common_settings.target_config = HashTarget(
            partitioning_type="hash", key_columns=["ID"], partition_count=4
        )
        for item in ledger(chosen, config):
            assert item.how
            assert item.step is None or item.step <= len(METHODS[method].steps)
        return table_findings(chosen, config)

    return run


def codes(findings: list[Finding], severity: str = "error") -> list[str]:
    return [finding.code for finding in findings if finding.severity == severity]


ANNOTATION = {"annotation_owner": "APP", "object_name": "T", "object_type": "TABLE", "annotation_name": "DISPLAY"}


@pytest.mark.parametrize(
    ("view", "row", "code", "version"),
    [
        ("dba_annotations_usage", ANNOTATION, "ANNOTATION", "23.5.0.24.7"),
        ("dba_policy_groups", {"policy_group": "CLINICS", **NAMED}, "POLICY-GROUP", "19.21.0.0.0"),
        ("dba_policy_contexts", {"namespace": "N", "attribute": "A", **NAMED}, "POLICY-CONTEXT", "19.21.0.0.0"),
        ("dba_triggers", TRIGGER, "APPLY-SERVER-ONLY", "19.21.0.0.0"),
        ("dba_constraints", CHECK, "PRECHECK", "23.5.0.24.7"),
    ],
)
def test_what_a_copy_would_lose_bars_the_copy_only(found, view: str, row: Any, code: str, version: str) -> None:
    assert code in codes(found({view: [row]}, "copy_and_swap", version))
    assert code not in codes(found({view: [row]}, "online_modify", version))


def test_an_edition_of_a_virtual_column_bars_the_copy(found, column: Row) -> None:
    virtual = column("T", "V", 2, "NUMBER", virtual_column="YES", unusable_before="V1")
    assert "UNUSABLE-EDITION" in codes(found({"dba_tab_cols": [virtual]}, "copy_and_swap"))


@pytest.mark.parametrize("method", ["online_modify", "copy_and_swap"])
def test_who_follows_the_changes_is_told_or_bars(found, method: str) -> None:
    told = {
        "dba_capture_prepared_tables": [{"table_owner": "APP", "table_name": "T"}],
        "dba_change_notification_regs": [{"username": "CACHE", "table_name": "APP.T"}, {"table_name": "APP.OTHER"}],
    }
    assert {"CAPTURE", "CHANGE-NOTIFICATION"} <= set(codes(found(told, method), "warning"))
    remote = {"dba_base_table_mviews": [{"owner": "APP", "master": "T", "mview_id": 4}]}
    assert "LOG-REFRESH" in codes(found(remote, method))


@pytest.mark.parametrize("method", ["online_modify", "copy_and_swap"])
def test_application_security_bars_every_method(found, method: str) -> None:
    row = {"schema": "APP", "object": "T", "policy": "P", "policy_owner": "APP"}
    assert codes(found({"dba_xs_applied_policies": [row]}, method)) == ["APPLICATION_SECURITY"]


@pytest.mark.parametrize("method", ["online_modify", "copy_and_swap"])
def test_rowids_in_columns_and_unknown_kinds_of_index(found, column: Row, method: str) -> None:
    assert "ROWID-COLUMN" in codes(found({"dba_tab_cols": [column("T", "R", 2, "ROWID")]}, method), "warning")
    vector = {"owner": "APP", "index_name": "T_V", "index_type": "VECTOR", "table_owner": "APP", "table_name": "T"}
    on_id = {
        "index_owner": "APP",
        "index_name": "T_V",
        "table_owner": "APP",
        "table_name": "T",
        "column_name": "ID",
        "column_position": 1,
        "descend": "ASC",
    }
    rows = {"dba_indexes": [vector], "dba_ind_columns": [on_id]}
    assert {"INDEX-TYPE", "ORA-14427"} & set(codes(found(rows, method)))


def test_policies_say_which_columns_they_are_for(build: Build, table: Row, plan: Plan) -> None:
    rows = {
        "dba_tables": [table("T")],
        "dba_policies": [VPD],
        "dba_sec_relevant_cols": [{"policy_name": "OWN_ROWS", "sec_rel_column": "SALARY", **NAMED}],
        "redaction_policies": [{"policy_name": "HIDE", "expression": "1=1", "enable": "YES", **NAMED}],
        "redaction_columns": [{"column_name": "CARD", "function_type": "FULL REDACTION", **NAMED}],
    }
    details = {p.name: p.detail for p in plan(build(rows)).tables[0].current_state.policies}
    assert details == {"OWN_ROWS": "SEL APP.F for column SALARY", "HIDE": "1=1, CARD by full redaction"}


def test_partitions_of_a_source_that_are_special_are_told(found, table: Row) -> None:
    def part(name: str, **facts: Any) -> dict[str, Any]:
        return {"table_owner": "APP", "table_name": "T", "partition_name": name, "interval": "NO", **facts}

    rows = {
        "dba_tables": [table("T", partitioned="YES")],
        "dba_part_tables": [{"owner": "APP", "table_name": "T", "partitioning_type": "RANGE"}],
        "dba_part_key_columns": [{"owner": "APP", "name": "T", "object_type": "TABLE", "column_name": "ID"}],
        "dba_tab_partitions": [
            part("P1", compression="ENABLED", compress_for="QUERY HIGH", read_only="YES", indexing="OFF"),
            part("P2", read_only="NO", indexing="ON"),
        ],
    }
    told = [f.message for f in found(rows, "copy_and_swap") if f.code == "PARTITION-ATTRIBUTES"]
    assert told == [
        "Not carried: the compression of P1 (QUERY HIGH).",
        "Not carried: READ ONLY of P1.",
        "Not carried: INDEXING OFF of P1.",
    ]


def test_a_subpartition_that_is_read_only_is_known_by_its_name(build: Build, table: Row, plan: Plan) -> None:
    key = {"table_owner": "APP", "table_name": "T", "partition_name": "P1"}
    rows = {
        "dba_tables": [table("T", partitioned="YES")],
        "dba_part_tables": [
            {"owner": "APP", "table_name": "T", "partitioning_type": "RANGE", "subpartitioning_type": "HASH"}
        ],
        "dba_tab_partitions": [{**key, "read_only": "NONE"}],
        "dba_tab_subpartitions": [
            {**key, "subpartition_name": "S1", "read_only": "NO"},
            {**key, "subpartition_name": "S2", "read_only": "YES", "compress_for": "BASIC"},
        ],
    }
    info = plan(build(rows)).tables[0].current_state.partitioning
    assert info is not None
    assert (info.partitions[0].read_only, info.partitions[0].read_only_subpartitions) == (None, ["S2"])
    assert info.partitions[0].compress_for == "BASIC"

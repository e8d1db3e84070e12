"""Tablespaces that are not there, or that take nothing new: told beside the field that names them."""

from __future__ import annotations

from typing import Any

import pytest

from repart_tui.migration_models import (
    CommonSettings,
    IndexInfo,
    LobStorageInfo,
    Metadata,
    PartitionInfo,
    PartitioningInfo,
    StorageParameters,
    TableConfig,
)
from repart_tui.oracle.tablespace_rules import later_lob_findings, named_tablespaces, tablespace_findings
from tests.oracle.builders import column, index, table

OPEN = ["COLD", "HOT", "USERS"]
RANGES: dict[str, Any] = {
    "partitioning_type": "range",
    "key_columns": ["ID"],
    "partitions": [
        {"name": "P1", "values_less_than": ["1"], "tablespace": "COLD"},
        {"name": "P2", "values_less_than": ["2"], "tablespace": "HOT"},
    ],
}


def found(
    target: dict[str, Any],
    *,
    method: str | None = "copy_and_swap",
    family: str = "DBA",
    tablespaces: list[str] = OPEN,
    home: str = "USERS",
    **settings: Any,
) -> list[tuple[str, str]]:
    """Return code and field of the findings on a table of one CLOB in USERS with an index in ARCHIVE."""
    plan = planned(target, home=home, **settings)
    metadata = Metadata.from_dict(
        {"tool_version": "0", "source_kind": "demo", "tablespaces": tablespaces, "view_family": family}
    )
    return [
        (one.code, one.field.removeprefix("common_settings.")) for one in tablespace_findings(plan, metadata, method)
    ]


def planned(
    target: dict[str, Any], home: str = "USERS", indexes: list[IndexInfo] | None = None, **settings: Any
) -> TableConfig:
    common = CommonSettings.from_dict({"target_config": target, **settings})
    made = table(
        common.target_config,
        [column("ID", nullable=False), column("DOC", "CLOB")],
        storage=StorageParameters(tablespace_name=home),
        lobs=[LobStorageInfo(column_name="DOC", tablespace_name="USERS")],
        indexes=indexes or [],
    )
    made.common_settings = common
    return made


def test_open_tablespaces_are_no_matter() -> None:
    assert found(RANGES, tablespace="HOT") == []


def test_where_no_tablespaces_could_be_read_nothing_is_said() -> None:
    assert found(RANGES, tablespaces=[], tablespace="NOWHERE") == []


UNKNOWN = "TABLESPACE-UNKNOWN"
PART = {"name": "P1", "values_less_than": ["1"]}
LEVEL = {"subpartitioning_type": "hash", "key_columns": ["ID"], "subpartition_count": 2}
INDEX = {"index_owner": "APP", "index_name": "T_IX", "locality": "global_hash"}


@pytest.mark.parametrize(
    ("target", "settings", "field"),
    [
        (RANGES, {"tablespace": "X"}, "tablespace"),
        (RANGES | {"partitions": [PART | {"tablespace": "X"}]}, {}, "target_config.partitions.0.tablespace"),
        (
            RANGES | {"partitions": [PART | {"lobs": [{"column_name": "DOC", "tablespace": "X"}]}]},
            {},
            "target_config.partitions.0.lobs.0.tablespace",
        ),
        (
            {"partitioning_type": "hash", "key_columns": ["ID"], "partition_count": 2, "store_in": ["HOT", "X"]},
            {},
            "target_config.store_in",
        ),
        (RANGES | {"subpartitioning": LEVEL | {"store_in": ["X"]}}, {}, "target_config.subpartitioning.store_in"),
        (
            RANGES | {"subpartitioning": LEVEL | {"template": [{"name": "S1", "tablespace": "X"}, {"name": "S2"}]}},
            {},
            "target_config.subpartitioning.template.0.tablespace",
        ),
        (RANGES, {"index_targets": [INDEX | {"tablespace": "X"}]}, "index_targets.0.tablespace"),
        (RANGES, {"index_targets": [INDEX | {"store_in": ["X"]}]}, "index_targets.0.store_in"),
        (
            RANGES,
            {"index_targets": [INDEX | {"partitions": [PART | {"tablespace": "X"}]}]},
            "index_targets.0.partitions.0.tablespace",
        ),
    ],
)
def test_an_unknown_one_is_told_where_it_stands(target: dict[str, Any], settings: dict[str, Any], field: str) -> None:
    assert found(target, **settings) == [(UNKNOWN, field)]


def test_a_slip_of_the_pen_is_guessed_and_many_partitions_are_one_finding() -> None:
    parts = [{"name": f"P{n}", "values_less_than": [str(n)], "tablespace": "COOLD"} for n in range(500)]
    metadata = Metadata.from_dict({"tool_version": "0", "source_kind": "demo", "tablespaces": OPEN})
    (one,) = tablespace_findings(planned(RANGES | {"partitions": parts}), metadata, "redefinition")
    assert one.severity == "warning"
    assert one.sentence() == (
        "Tablespace COOLD (P0 and 499 more) is none of those that were open for tables and indexes when the "
        "dictionary was read. Did you mean COLD? [TABLESPACE-UNKNOWN]"
    )


def test_one_that_holds_segments_and_is_not_open_takes_nothing_new() -> None:
    """It is READ ONLY or OFFLINE: the copy would be stored there again."""
    closed = "TABLESPACE-NOT-ONLINE"
    only = RANGES | {"partitions": [PART]}
    assert found(only, home="ARCHIVE") == [(closed, "tablespace")]
    assert found(only, home="ARCHIVE", tablespace="HOT") == []
    assert found(RANGES, home="ARCHIVE") == [], "each partition has another one"
    assert found(only | {"partitions": [PART | {"tablespace": "ARCHIVE"}]}, home="ARCHIVE") == [
        (closed, "target_config.partitions.0.tablespace")
    ]
    indexes = [index("T_IX", "ID", tablespace_name="ARCHIVE")]
    assert found(RANGES, indexes=indexes) == [(closed, "index_targets")]
    assert found(RANGES, indexes=indexes, index_targets=[INDEX | {"tablespace": "HOT"}]) == []


def test_what_stays_in_a_read_only_tablespace_is_legal_in_place() -> None:
    parts = [PART | {"tablespace": "ARCHIVE"}]
    target = RANGES | {"partitioning_type": "interval", "interval": {"unit": "NUMBER", "count": 1}, "partitions": parts}
    assert found(target, method="in_place", home="ARCHIVE") == []
    assert found(target | {"store_in": ["X"]}, method="in_place") == [(UNKNOWN, "target_config.store_in")]


def test_a_lesser_user_does_not_see_all_tablespaces() -> None:
    only = RANGES | {"partitions": [PART]}
    assert found(only, home="ARCHIVE", family="ALL") == []
    assert found(only, tablespace="X", family="USER") == [(UNKNOWN, "tablespace")]


def test_the_script_looks_for_each_that_the_plan_names() -> None:
    lobs = [{"column_name": "DOC", "tablespace": "LOBS"}]
    settings = planned(RANGES | {"partitions": [PART | {"tablespace": "COLD", "lobs": lobs}]}).common_settings
    assert {use.tablespace for use in named_tablespaces(settings, "redefinition")} == {"COLD", "LOBS"}
    assert list(named_tablespaces(settings, "in_place")) == []


def test_partitions_present_elsewhere_are_known_to_be_there() -> None:
    made = planned(RANGES | {"partitions": [PART | {"tablespace": "OLD"}]})
    made.current_state.partitioning = PartitioningInfo.from_dict(
        {
            "partitioning_type": "RANGE",
            "key_columns": ["ID"],
            "partitions": [PartitionInfo(name="P1", position=1, tablespace_name="OLD").to_dict()],
        }
    )
    metadata = Metadata.from_dict({"tool_version": "0", "source_kind": "demo", "tablespaces": OPEN})
    assert [one.code for one in tablespace_findings(made, metadata, "redefinition")] == ["TABLESPACE-NOT-ONLINE"]


def test_lobs_of_later_partitions_are_told_where_they_go() -> None:
    monthly: dict[str, Any] = {
        "partitioning_type": "interval",
        "key_columns": ["ID"],
        "interval": {"unit": "NUMBER", "count": 10},
        "partitions": [
            {"name": "P1", "values_less_than": ["1"], "lobs": [{"column_name": "DOC", "tablespace": "COLD"}]},
        ],
    }
    settings = CommonSettings.from_dict({"target_config": monthly})
    lobs = [LobStorageInfo(column_name="DOC", tablespace_name="USERS")]
    given = table(settings.target_config, [column("ID"), column("DOC", "CLOB")], lobs=lobs)
    (note,) = later_lob_findings(given, "copy_and_swap")
    assert (note.code, note.severity) == ("LOB-LATER", "note")
    assert "DOC of the partitions that Oracle makes later goes to USERS" in note.message
    assert list(later_lob_findings(given, "in_place")) == []
    given.current_state.lobs[0].tablespace_name = "COLD"
    assert list(later_lob_findings(given, "copy_and_swap")) == []

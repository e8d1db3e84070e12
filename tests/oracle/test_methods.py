"""Which method, and why not another."""

from __future__ import annotations

from typing import Any

import pytest

from repart_tui.migration_models import (
    HashTarget,
    MaterializedViewInfo,
    PartitionInfo,
    PartitioningInfo,
    PolicyInfo,
    SystemTarget,
    TableProperties,
    TriggerInfo,
)
from repart_tui.oracle.findings import errors
from repart_tui.oracle.methods import METHODS, choose_method
from tests.oracle.builders import column, index, plan, table

HASH = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4)
PARTITIONED = PartitioningInfo(
    partitioning_type="HASH", key_columns=["ID"], partitions=[PartitionInfo(name="SYS_P1", position=1)]
)


def chosen(version: str = "19.0.0.0.0", method: str = "auto", view_family: str = "DBA", **state: Any):
    item = table(HASH, [column("ID", nullable=False)], method=method, **state)
    return choose_method(item, plan(item, version=version, view_family=view_family))


def test_a_plain_table_is_modified_online() -> None:
    assert chosen().method == "online_modify"


def test_a_partitioned_table_is_copied_on_12_2_and_modified_from_18_on() -> None:
    assert chosen("12.2.0.1.0", partitioning=PARTITIONED).method == "copy_and_swap"
    assert chosen("18.0.0.0.0", partitioning=PARTITIONED).method == "online_modify"


def test_a_read_only_table_is_copied() -> None:
    choice = chosen(properties=TableProperties(read_only=True))
    assert choice.method == "copy_and_swap"
    assert choice.reasons[0] == "Not online MODIFY: The table is READ ONLY."


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"indexes": [index("T_CTX", "ID", index_type="DOMAIN")]}, "ORA-14427"),
        ({"indexes": [index("T_BJX", "ID", index_type="BITMAP", join_index=True)]}, "ORA-14427"),
        ({"materialized_view_log": "MLOG$_T"}, "MVIEW-LOG"),
        (
            {"materialized_views": [MaterializedViewInfo(owner="APP", name="MV", refresh_method="FAST")]},
            "MVIEW-FAST",
        ),
    ],
)
def test_what_no_method_carries_is_refused_with_its_reason(state: dict[str, Any], code: str) -> None:
    choice = chosen(**state)
    assert choice.method is None
    assert code in [f.code for f in errors(choice.findings)]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"policies": [PolicyInfo(kind="VPD", name="P")]}, "VPD"),
        ({"policies": [PolicyInfo(kind="FGA", name="P")]}, "FGA"),
        ({"object_id": None}, "OBJECT-ID-UNKNOWN"),
        ({"unknown_facts": ["DBA_TRIGGERS"]}, "FACTS-UNKNOWN"),
        ({"unused_column_count": 2}, "UNUSED-COLUMNS"),
        ({"properties": TableProperties(inmemory="ENABLED")}, "INMEMORY"),
        ({"triggers": [TriggerInfo(owner="APP", trigger_name="X", status="ENABLED")]}, "TRIGGER-TEXT"),
        ({"view_family": "ALL"}, "VIEWS-HIDDEN"),
    ],
)
def test_a_copy_that_would_lose_something_is_barred(state: dict[str, Any], code: str) -> None:
    view_family = state.pop("view_family", "DBA") if "view_family" in state else "DBA"
    object_id = state.pop("object_id", 4711) if "object_id" in state else 4711
    item = table(HASH, [column("ID", nullable=False)], method="copy_and_swap", **state)
    item.current_state.object_id = object_id
    choice = choose_method(item, plan(item, view_family=view_family))
    assert choice.method is None
    assert code in [f.code for f in errors(choice.findings)]


def test_without_the_partitioning_option_nothing_may_be_done() -> None:
    item = table(HASH, [column("ID", nullable=False)])
    config = plan(item)
    assert config.metadata.database is not None
    config.metadata.database.partitioning_option = False
    assert choose_method(item, config).method is None


def test_system_partitioning_is_for_copy_and_swap_alone() -> None:
    item = table(SystemTarget(partitioning_type="system", partition_count=2), [column("ID")])
    assert choose_method(item, plan(item)).method == "copy_and_swap"


@pytest.mark.parametrize("name", ["redefinition", "exchange"])
def test_a_method_that_writes_no_script_yet_says_so(name: str) -> None:
    assert [f.code for f in chosen(method=name).findings] == ["METHOD-NOT-OFFERED"]


def test_every_method_has_its_steps_or_bars_itself() -> None:
    for method in METHODS.values():
        item = table(HASH, [column("ID", nullable=False)])
        assert method.steps or errors(method.findings(item, plan(item)))


def test_a_chosen_tablespace_is_no_work_for_modify() -> None:
    item = table(HASH, [column("ID", nullable=False)])
    item.common_settings.tablespace = "NEW_DATA"
    choice = choose_method(item, plan(item))
    assert (choice.method, choice.reasons[0][:18]) == ("copy_and_swap", "Not online MODIFY:")


def test_modify_to_the_partitioning_that_is_there_is_nothing_to_do() -> None:
    present = PartitioningInfo(
        partitioning_type="HASH",
        key_columns=["ID"],
        partitions=[PartitionInfo(name=f"SYS_P{n}", position=n) for n in (1, 2)],
    )
    for count, codes in ((2, ["NOTHING-TO-DO"]), (4, [])):
        target = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=count)
        item = table(target, [column("ID")], method="online_modify", partitioning=present)
        assert [f.code for f in errors(choose_method(item, plan(item)).findings)] == codes

"""Which method, and why not another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from repart_tui.migration_models import (
    ColumnInfo,
    ConstraintInfo,
    HashTarget,
    IdentityInfo,
    IndexTarget,
    Interval,
    IntervalTarget,
    LobStorageInfo,
    MaterializedViewInfo,
    MigrationConfig,
    PartitionInfo,
    PartitioningInfo,
    PartitionLob,
    PolicyInfo,
    RangePartition,
    RangeTarget,
    StorageParameters,
    SystemTarget,
    TableConfig,
    TableProperties,
    TargetConfig,
    TriggerInfo,
)
from repart_tui.oracle.findings import errors
from repart_tui.oracle.methods import METHODS, choose_method, method_offers
from repart_tui.script_plan import ScriptPlan
from tests.oracle.builders import column, constraint, index, plan, table

HASH = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4)
IDENTITY = IdentityInfo(generation_type="ALWAYS", increment_by=1)
BY_MONTH = IntervalTarget(
    partitioning_type="interval",
    key_columns=["DAY"],
    interval=Interval(unit="MONTH", count=1),
    partitions=[RangePartition(name="P_OLD", values_less_than=["2026-01-01"])],
)
SYSTEM = SystemTarget(partitioning_type="system", partition_count=2)
PARTITIONED = PartitioningInfo(
    partitioning_type="HASH", key_columns=["ID"], partitions=[PartitionInfo(name="SYS_P1", position=1)]
)


def chosen(version: str = "19.0.0.0.0", method: str = "auto", view_family: str = "DBA", **state: Any):
    item = table(HASH, [column("ID", nullable=False)], method=method, **state)
    return choose_method(item, plan(item, version=version, view_family=view_family))


def test_a_plain_table_is_modified_online() -> None:
    assert chosen().method == "online_modify"


def test_a_partitioned_table_is_redefined_on_12_2_and_modified_from_18_on() -> None:
    key = [constraint("T_PK", "P", "ID")]
    assert chosen("12.2.0.1.0", partitioning=PARTITIONED, constraints=key).method == "redefinition"
    assert chosen("18.0.0.0.0", partitioning=PARTITIONED, constraints=key).method == "online_modify"


def test_modify_makes_no_index_whole_that_is_partitioned_for_itself() -> None:
    hashed = index("T_IX", "ID", locality="GLOBAL", partitioning_type="HASH", partition_count=4)
    item = table(HASH, [column("ID", nullable=False)], method="online_modify", indexes=[hashed])
    assert choose_method(item, plan(item)).method == "online_modify"
    item.common_settings.index_targets = [IndexTarget(index_owner="APP", index_name="T_IX", locality="global")]
    assert [f.code for f in errors(choose_method(item, plan(item)).findings)] == ["INDEX-SHAPE"]
    item.common_settings.method = "copy_and_swap"
    assert choose_method(item, plan(item, view_family="DBA")).method == "copy_and_swap"


def test_without_a_key_auto_copies_rather_than_leave_an_unused_column() -> None:
    choice = chosen("12.2.0.1.0", partitioning=PARTITIONED)
    assert choice.method == "copy_and_swap"
    assert [reason.split(":")[0] for reason in choice.reasons] == [
        "Not online MODIFY",
        "Rather not online redefinition",
        "copy and swap",
    ]


def test_what_auto_would_rather_not_take_may_be_chosen() -> None:
    by_rowid = chosen("12.2.0.1.0", method="redefinition", partitioning=PARTITIONED)
    assert (by_rowid.method, [f.code for f in by_rowid.findings]) == ("redefinition", ["REDEFINITION-BY-ROWID"])


def test_auto_copies_rather_than_let_row_movement_wait_for_the_way_back() -> None:
    key = [constraint("T_PK", "P", "ID")]
    item = table(HASH, [column("ID", nullable=False)], partitioning=PARTITIONED, constraints=key)
    config = plan(item, version="12.2.0.1.0", view_family="DBA")
    assert choose_method(item, config).method == "redefinition"
    item.common_settings.row_movement = "enable"
    assert choose_method(item, config).method == "copy_and_swap"
    item.common_settings.method = "redefinition"
    assert [f.code for f in choose_method(item, config).findings] == ["ROW-MOVEMENT-LATER"]


def test_every_method_is_offered_with_its_costs_and_what_bars_it() -> None:
    item = table(HASH, [column("ID", nullable=False, identity=IDENTITY)])
    offers = {offer.method.name: offer for offer in method_offers(item, plan(item))}
    assert list(offers) == ["in_place", "online_modify", "redefinition", "copy_and_swap", "exchange"]
    assert [name for name, offer in offers.items() if offer.chosen] == ["online_modify"]
    barred = offers["redefinition"].barred_by
    assert barred is not None
    assert barred.code == "ORA-23550"
    for offer in offers.values():
        assert [what for what, _ in offer.method.costs.rows()] == [
            "writes",
            "space",
            "undo",
            "redo",
            "licence",
            "way back",
        ]
        assert all(how_much for _, how_much in offer.method.costs.rows())


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("ORA-23550", lambda t: setattr(t.current_state.columns[0], "identity", IDENTITY)),
        ("ORA-12087", lambda t: setattr(t, "owner", "SYSTEM")),
        ("ORA-12088", lambda t: setattr(t.current_state.columns[0], "data_type", "BFILE")),
        ("ORA-12081", lambda t: setattr(t.current_state.properties, "read_only", True)),
        ("ROW-ARCHIVAL", lambda t: setattr(t.current_state.properties, "row_archival", True)),
        ("ORA-42086", lambda t: setattr(t.current_state.properties, "row_movement", True)),
        ("NOLOGGING", lambda t: setattr(t.common_settings.migration_settings, "nologging_load", True)),
        ("MVIEW-LOG", lambda t: setattr(t.current_state, "materialized_view_log", "MLOG$_T")),
        ("FGA", lambda t: t.current_state.policies.append(PolicyInfo(kind="FGA", name="P"))),
        ("INDEX-TYPE", lambda t: t.current_state.indexes.append(index("I", "ID", index_type="DOMAIN"))),
        ("SYSTEM-COPY", lambda t: setattr(t.common_settings, "target_config", SYSTEM)),
    ],
)
def test_redefinition_refuses_what_oracle_does(code: str, change) -> None:
    item = table(HASH, [column("ID", nullable=False)], method="redefinition")
    change(item)
    assert code in [f.code for f in errors(choose_method(item, plan(item)).findings)]


def test_a_copy_of_what_is_partitioned_so_already_is_told_to_change_nothing() -> None:
    hashed = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=2)
    now = PartitioningInfo(
        partitioning_type="HASH",
        key_columns=["ID"],
        partitions=[PartitionInfo(name=name, position=place) for place, name in enumerate(("SYS_P1", "SYS_P2"), 1)],
    )
    item = table(hashed, [column("ID", nullable=False)], method="copy_and_swap", partitioning=now)
    assert "PARTITIONED-SO" in [f.code for f in choose_method(item, plan(item)).findings]
    hashed.partition_count = 4
    assert "PARTITIONED-SO" not in [f.code for f in choose_method(item, plan(item)).findings]


def test_redefinition_keeps_the_name_of_every_not_null() -> None:
    item = table(HASH, [column("ID", nullable=False, default_on_null=True)], method="redefinition")
    named = ConstraintInfo(
        owner="APP",
        table_name="T",
        constraint_name="T_ID_NN",
        constraint_type="C",
        not_null=True,
        columns=["ID"],
    )
    item.current_state.constraints = [named]
    (barred,) = [f for f in errors(choose_method(item, plan(item)).findings) if f.code == "ORA-01442"]
    assert "T_ID_NN" in barred.message
    named.constraint_name, named.generated = "SYS_C0012345", True
    assert "ORA-01442" not in [f.code for f in choose_method(item, plan(item)).findings]


def test_redefinition_with_a_way_back_needs_12_2() -> None:
    assert [f.code for f in errors(chosen("12.1.0.2.0", method="redefinition").findings)] == ["ORA-42070"]


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
        ({"constraints": [constraint("T_FK", "R", "ID", referenced_owner="B")]}, "FOREIGN-KEY-TARGET"),
        (
            {"referenced_by": [constraint("C_FK", "R", "ID", referenced_owner="APP", referenced_table="T")]},
            "FOREIGN-KEY-TARGET",
        ),
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


def test_modify_of_what_is_in_memory_or_unlogged_is_told() -> None:
    lob = LobStorageInfo(column_name="DOC", securefile=True, cache="NO", logging="NO")
    item = table(
        HASH,
        [column("ID", nullable=False), column("DOC", "CLOB")],
        method="online_modify",
        properties=TableProperties(inmemory="ENABLED"),
        storage=StorageParameters(logging=False),
        lobs=[lob],
        indexes=[index("T_IX", "ID", logging=False)],
    )
    config = plan(item)
    found = {f.code: f for f in METHODS["online_modify"].findings(item, config)}
    assert found["INMEMORY"].severity == found["ORA-26040"].severity == "warning"
    assert "the table, LOB DOC, index T_IX:" in found["ORA-26040"].message
    config.metadata.database.force_logging = True  # type: ignore[union-attr]
    assert "ORA-26040" not in {f.code for f in METHODS["online_modify"].findings(item, config)}


def test_without_the_partitioning_option_nothing_may_be_done() -> None:
    item = table(HASH, [column("ID", nullable=False)])
    config = plan(item)
    assert config.metadata.database is not None
    config.metadata.database.partitioning_option = False
    assert choose_method(item, config).method is None


def test_system_partitioning_is_for_copy_and_swap_alone() -> None:
    item = table(SystemTarget(partitioning_type="system", partition_count=2), [column("ID")])
    assert choose_method(item, plan(item)).method == "copy_and_swap"


def exchanged(target: TargetConfig = BY_MONTH, **state: Any) -> tuple[TableConfig, MigrationConfig]:
    columns = [column("ID", nullable=False), column("DAY", "DATE", low="2020-01-01", high="2025-12-31")]
    item = table(target, columns, method="exchange", **state)
    return item, plan(item)


def test_a_table_whose_rows_fit_the_first_partition_may_be_exchanged() -> None:
    assert choose_method(*exchanged()).method == "exchange"


def test_auto_never_exchanges() -> None:
    item, config = exchanged()
    item.common_settings.method = "auto"
    assert choose_method(item, config).method == "online_modify"


def guard() -> ColumnInfo:
    """Return the hidden column by which Oracle tells rows that have the DEFAULT of a column added later."""
    return column("SYS_NC00003$", "RAW", hidden=True, user_generated=False, internal_column_id=3)


def test_a_column_that_may_have_been_added_with_a_default_is_told() -> None:
    item, config = exchanged()
    assert choose_method(item, config).findings == []
    item.current_state.columns[0].data_default = "0"
    choice = choose_method(item, config)
    assert (choice.method, [f.code for f in choice.findings]) == ("exchange", ["EXCHANGE-ADDED-DEFAULT"])


def give_first(item: TableConfig, **attributes: Any) -> None:
    """Let the plan give attributes to the partition that takes the rows."""
    target = item.common_settings.target_config
    assert isinstance(target, IntervalTarget)
    partitions = [replace(target.partitions[0], **attributes), *target.partitions[1:]]
    item.common_settings.target_config = replace(target, partitions=partitions)


def local_index_in(item: TableConfig, tablespace: str, **facts: Any) -> None:
    item.current_state.indexes.append(index("T_DAY_IX", "DAY", tablespace_name="WARM"))
    wanted = IndexTarget(index_owner="APP", index_name="T_DAY_IX", locality="local", tablespace=tablespace, **facts)
    item.common_settings.index_targets.append(wanted)


def test_what_the_rows_have_already_and_what_other_partitions_get_bars_no_exchange() -> None:
    item, config = exchanged()
    item.current_state.storage.tablespace_name = "WARM"
    give_first(item, tablespace="WARM", compress_for=None)
    local_index_in(item, "WARM")
    target = item.common_settings.target_config
    assert isinstance(target, IntervalTarget)
    later = RangePartition(name="P_NEXT", values_less_than=["2027-01-01"], tablespace="COLD", compress_for="BASIC")
    item.common_settings.target_config = replace(target, partitions=[*target.partitions, later])
    assert choose_method(item, config).method == "exchange"


def test_a_split_says_what_each_partition_has() -> None:
    parts = [
        RangePartition(name="P1", values_less_than=["2024-01-01"], tablespace="COLD"),
        RangePartition(name="P2", values_less_than=["2027-01-01"], tablespace="WARM", compress_for="BASIC"),
    ]
    item, config = exchanged(RangeTarget(partitioning_type="range", key_columns=["DAY"], partitions=parts))
    assert choose_method(item, config).method == "exchange"
    assert ScriptPlan(1, item, config).exchange.split_lines == [
        'PARTITION "P1" VALUES LESS THAN (DATE \'2024-01-01\') TABLESPACE "COLD"',
        'PARTITION "P2" TABLESPACE "WARM" ROW STORE COMPRESS BASIC',
    ]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("EXCHANGE-TARGET", lambda t: setattr(t.common_settings, "target_config", HASH)),
        ("ORA-14095", lambda t: setattr(t.current_state, "partitioning", PARTITIONED)),
        ("ORA-12081", lambda t: setattr(t.current_state.properties, "read_only", True)),
        ("ORA-14099", lambda t: setattr(t.current_state.columns[1].statistics, "high_value", "2026-01-01")),
        ("TABLESPACE", lambda t: setattr(t.common_settings, "tablespace", "NEW_DATA")),
        ("ORA-14097", lambda t: setattr(t.current_state, "unused_column_count", 1)),
        ("ORA-14097", lambda t: setattr(t.current_state.columns[0], "internal_column_id", 9)),
        ("ORA-14097", lambda t: t.current_state.columns.append(guard())),
        ("ORA-14643", lambda t: t.current_state.indexes.append(index("B", "DAY", index_type="BITMAP"))),
        ("ORA-02266", lambda t: t.current_state.referenced_by.append(constraint("C_FK", "R", "T_ID"))),
        (
            "ORA-02266",
            lambda t: t.current_state.constraints.append(
                constraint("BOSS_FK", "R", "ID", referenced_owner=t.owner, referenced_table=t.table_name)
            ),
        ),
        ("ROW-ARCHIVAL", lambda t: setattr(t.current_state.properties, "row_archival", True)),
        ("EXCHANGE-SEGMENT", lambda t: give_first(t, tablespace="COLD")),
        ("EXCHANGE-SEGMENT", lambda t: give_first(t, compress_for="BASIC")),
        ("EXCHANGE-SEGMENT", lambda t: give_first(t, lobs=[PartitionLob(column_name="DOC", tablespace="COLD")])),
        ("EXCHANGE-SEGMENT", lambda t: local_index_in(t, "COLD")),
        ("INDEXING", lambda t: give_first(t, indexing=False)),
        ("INDEXING", lambda t: local_index_in(t, "WARM", indexing="partial")),
    ],
)
def test_exchange_refuses_what_oracle_does(code: str, change: Callable[[TableConfig], None]) -> None:
    item, config = exchanged()
    change(item)
    assert code in [f.code for f in errors(choose_method(item, config).findings)]


def test_rows_beyond_the_first_bound_mean_a_split_and_a_warning() -> None:
    bounds = [("P1", "2024-01-01"), ("P2", "MAXVALUE")]
    parts = [RangePartition(name=name, values_less_than=[bound]) for name, bound in bounds]
    choice = choose_method(*exchanged(RangeTarget(partitioning_type="range", key_columns=["DAY"], partitions=parts)))
    assert (choice.method, [f.code for f in choice.findings]) == ("exchange", ["EXCHANGE-SPLIT"])


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


def test_system_partitions_are_not_redefined_for_the_way_back_cannot_insert() -> None:
    present = PartitioningInfo(partitioning_type="SYSTEM", partitions=[PartitionInfo(name="P1", position=1)])
    key = [constraint("T_PK", "P", "ID")]
    barred = chosen("12.2.0.1.0", method="redefinition", partitioning=present, constraints=key)
    assert [f.code for f in errors(barred.findings)] == ["ORA-14701"]
    assert chosen("12.2.0.1.0", partitioning=present, constraints=key).method == "copy_and_swap"

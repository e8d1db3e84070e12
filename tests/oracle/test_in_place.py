"""What changes in the dictionary alone: intervals and automatic lists, and nothing beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import (
    AutomaticListTarget,
    ConstraintInfo,
    HashSubpartitioning,
    IndexTarget,
    Interval,
    IntervalTarget,
    ListPartition,
    ListSubpartition,
    ListSubpartitioning,
    ListTarget,
    MigrationConfig,
    PartitionInfo,
    PartitioningInfo,
    RangePartition,
    RangeTarget,
    ReferenceTarget,
    Refusal,
    SubpartitionTemplateInfo,
    TableConfig,
    TargetConfig,
)
from repart_tui.oracle.findings import errors
from repart_tui.oracle.in_place_change import in_place_change
from repart_tui.oracle.ledger import LedgerItem, ledger
from repart_tui.oracle.methods import choose_method
from repart_tui.oracle.methods.in_place import IN_PLACE
from repart_tui.oracle.reference_families import followed_in_words
from repart_tui.oracle.rules import table_findings
from tests.oracle.builders import column, constraint, index, plan, table

DAY = "TO_DATE(' %s 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')"


def ranges(*, interval: str | None = None, created: int = 0, maxvalue: bool = False) -> PartitioningInfo:
    """Return range partitions P1 and P2; `created` more were made by the interval."""
    parts = [
        PartitionInfo(name="P1", position=1, high_value=DAY % "2024-01-01", tablespace_name="USERS"),
        PartitionInfo(name="P2", position=2, high_value=DAY % "2024-02-01", tablespace_name="USERS"),
    ]
    for number in range(created):
        bound = DAY % f"2024-{3 + number:02d}-01"
        parts.append(PartitionInfo(name=f"SYS_P{number}", position=3 + number, high_value=bound, is_interval=True))
    if maxvalue:
        parts.append(PartitionInfo(name="PMAX", position=9, high_value="MAXVALUE"))
    return PartitioningInfo(partitioning_type="RANGE", key_columns=["DAY"], interval=interval, partitions=parts)


def lists(*, automatic: bool = False, default: bool = False) -> PartitioningInfo:
    parts = [PartitionInfo(name="L1", position=1, high_value="'EAST', 'WEST'", tablespace_name="USERS")]
    if default:
        parts.append(PartitionInfo(name="LX", position=2, high_value="DEFAULT"))
    return PartitioningInfo(
        partitioning_type="LIST", key_columns=["REGION"], automatic_list=automatic, partitions=parts
    )


BOUNDS = [
    RangePartition(name="P1", values_less_than=["2024-01-01"]),
    RangePartition(name="P2", values_less_than=["2024-02-01"]),
]
VALUES = [ListPartition(name="L1", values=[["EAST"], ["WEST"]])]


def by_month(**facts: Any) -> IntervalTarget:
    facts = {"partitions": [*BOUNDS], "interval": Interval(unit="MONTH", count=1), **facts}
    return IntervalTarget(partitioning_type="interval", key_columns=["DAY"], **facts)


def by_range(*more: RangePartition) -> RangeTarget:
    return RangeTarget(partitioning_type="range", key_columns=["DAY"], partitions=[*BOUNDS, *more])


AUTOMATIC = AutomaticListTarget(partitioning_type="automatic_list", key_columns=["REGION"], partitions=VALUES)
MANUAL = ListTarget(partitioning_type="list", key_columns=["REGION"], partitions=VALUES)


def sample(present: PartitioningInfo, target: TargetConfig, **facts: Any) -> TableConfig:
    columns = [
        column("ID", nullable=False),
        column("DAY", "DATE", nullable=False, high="2024-01-15"),
        column("REGION", "VARCHAR2", nullable=False),
    ]
    return table(target, columns, partitioning=present, constraints=[constraint("T_PK", "P", "ID")], **facts)


@pytest.mark.parametrize(
    ("present", "target", "clause", "back"),
    [
        (ranges(), by_month(), "SET INTERVAL (NUMTOYMINTERVAL(1, 'MONTH'))", "SET INTERVAL ()"),
        (
            ranges(interval="NUMTOYMINTERVAL(1,'MONTH')"),
            by_range(),
            "SET INTERVAL ()",
            "SET INTERVAL (NUMTOYMINTERVAL(1,'MONTH'))",
        ),
        (
            ranges(interval="NUMTOYMINTERVAL(3,'MONTH')"),
            by_month(),
            "SET INTERVAL (NUMTOYMINTERVAL(1, 'MONTH'))",
            "SET INTERVAL (NUMTOYMINTERVAL(3,'MONTH'))",
        ),
        (lists(), AUTOMATIC, "SET PARTITIONING AUTOMATIC", "SET PARTITIONING MANUAL"),
        (lists(automatic=True), MANUAL, "SET PARTITIONING MANUAL", "SET PARTITIONING AUTOMATIC"),
    ],
)
def test_interval_and_automatic_come_and_go_in_place(
    present: PartitioningInfo, target: TargetConfig, clause: str, back: str
) -> None:
    item = sample(present, target)
    change = in_place_change(item)
    assert change is not None
    assert (change.clause, change.back) == (clause, back)
    choice = choose_method(item, plan(item))
    assert choice.method == "in_place"
    assert LedgerItem("partitioning", "of rows to come", f"step 2 ALTER TABLE ... {change.clause}", 2) in ledger(
        item, plan(item)
    )
    assert choice.reasons == ["change in place: only the dictionary changes: no row moves, no index is touched."]


@pytest.mark.parametrize("version", ["12.2.0.1.0", "18.0.0.0.0", "21.0.0.0.0", "23.0.0.0.0"])
def test_every_release_changes_in_place(version: str) -> None:
    item = sample(ranges(), by_month())
    assert choose_method(item, plan(item, version=version)).method == "in_place"


def test_partitions_that_the_interval_made_become_range_partitions_under_their_names() -> None:
    made = RangePartition(name="SYS_P0", values_less_than=["2024-03-01"])
    present = ranges(interval="NUMTOYMINTERVAL(1,'MONTH')", created=1)
    assert in_place_change(sample(present, by_range())) is None
    change = in_place_change(sample(present, by_range(made)))
    assert change is not None
    assert change.partitions == 3


@pytest.mark.parametrize(
    ("present", "target"),
    [
        (ranges(maxvalue=True), by_month()),
        (ranges(), by_month(partitions=BOUNDS[:1])),
        (ranges(), by_month(partitions=[BOUNDS[0], RangePartition(name="PX", values_less_than=["2024-02-01"])])),
        (ranges(), by_month(partitions=[BOUNDS[0], RangePartition(name="P2", values_less_than=["2024-03-01"])])),
        (lists(default=True), AUTOMATIC),
        (lists(), by_month()),
        (ranges(), AUTOMATIC),
    ],
    ids=["MAXVALUE", "fewer", "other name", "other bound", "DEFAULT", "list to interval", "range to list"],
)
def test_what_differs_besides_makes_it_another_method(present: PartitioningInfo, target: TargetConfig) -> None:
    item = sample(present, target)
    assert in_place_change(item) is None
    choice = choose_method(item, plan(item))
    assert choice.method == "online_modify"
    assert not any("in place" in reason for reason in choice.reasons)


def test_another_second_level_is_no_change_in_place() -> None:
    present = ranges()
    present.subpartitioning_type = "LIST"
    present.subpartition_key_columns = ["REGION"]
    present.subpartition_template = [SubpartitionTemplateInfo(name="S1", high_bound="DEFAULT")]
    assert in_place_change(sample(present, by_month())) is None


def composite() -> PartitioningInfo:
    """Return monthly partitions with a list of regions below, EAST in USERS and the rest in OLD."""
    present = ranges(interval="NUMTOYMINTERVAL(1,'MONTH')")
    present.subpartitioning_type = "LIST"
    present.subpartition_key_columns = ["REGION"]
    present.subpartition_template = [
        SubpartitionTemplateInfo(name="EAST", high_bound="'EAST'", tablespace_name="USERS"),
        SubpartitionTemplateInfo(name="REST", high_bound="DEFAULT", tablespace_name="OLD"),
    ]
    for part in present.partitions:
        part.subpartition_count = 2
    return present


def regions(east: str | None, rest: str | None = None) -> ListSubpartitioning:
    template = [
        ListSubpartition(name="EAST", values=[["EAST"]], tablespace=east),
        ListSubpartition(name="REST", values=[], is_default=True, tablespace=rest),
    ]
    return ListSubpartitioning(subpartitioning_type="list", key_columns=["REGION"], template=template)


def test_tablespaces_of_the_template_change_in_place_for_partitions_to_come() -> None:
    item = sample(composite(), by_month(subpartitioning=regions("FAST", "COLD")))
    change = in_place_change(item)
    assert change is not None
    assert (change.clause, change.store_in, change.partitions) == (None, None, None)
    assert change.template is not None
    assert change.template.clause.split("\n") == [
        "SET SUBPARTITION TEMPLATE",
        '  ( SUBPARTITION "EAST" VALUES (\'EAST\') TABLESPACE "FAST"',
        '  , SUBPARTITION "REST" VALUES (DEFAULT) TABLESPACE "COLD"',
        "  )",
    ]
    assert "VALUES ('EAST') TABLESPACE \"USERS\"" in change.template.back
    assert 'VALUES (DEFAULT) TABLESPACE "OLD"' in change.template.back
    choice = choose_method(item, plan(item))
    assert (choice.method, [f.code for f in choice.findings]) == ("in_place", ["TEMPLATE"])


def test_a_tablespace_that_the_plan_does_not_name_stays_in_the_template() -> None:
    change = in_place_change(sample(composite(), by_month(subpartitioning=regions(None, "COLD"))))
    assert change is not None
    assert change.template is not None
    assert [(item.name, item.tablespace) for item in change.template.after] == [("EAST", "USERS"), ("REST", "COLD")]
    assert [(item.name, item.tablespace) for item in change.template.before] == [("EAST", "USERS"), ("REST", "OLD")]
    assert in_place_change(sample(composite(), by_month(subpartitioning=regions("USERS")))) is None


def test_interval_and_template_change_together() -> None:
    present = composite()
    present.interval = None
    change = in_place_change(sample(present, by_month(subpartitioning=regions("FAST"))))
    assert change is not None
    assert change.template is not None
    assert change.clause == "SET INTERVAL (NUMTOYMINTERVAL(1, 'MONTH'))"


def test_store_in_alone_is_a_change_in_place() -> None:
    present = ranges(interval="NUMTOYMINTERVAL(1,'MONTH')")
    item = sample(present, by_month(store_in=["TS_A", "TS_B"]))
    change = in_place_change(item)
    assert change is not None
    assert (change.clause, change.store_in) == (None, 'SET STORE IN ("TS_A", "TS_B")')
    choice = choose_method(item, plan(item))
    assert (choice.method, [f.code for f in choice.findings]) == ("in_place", ["STORE-IN"])
    lists_too = sample(lists(automatic=True), replace(AUTOMATIC, store_in=["TS_A"]))
    assert in_place_change(lists_too) is not None


def test_store_in_of_hash_subpartitions_is_no_change_in_place() -> None:
    level = HashSubpartitioning(
        subpartitioning_type="hash", key_columns=["ID"], subpartition_count=2, store_in=["TS_A"]
    )
    present = ranges()
    present.subpartitioning_type, present.subpartition_key_columns = "HASH", ["ID"]
    present.default_subpartition_count = 2
    for part in present.partitions:
        part.subpartition_count = 2
    item = sample(present, by_month(subpartitioning=level), method="in_place")
    assert [f.code for f in errors(choose_method(item, plan(item)).findings)] == ["STORE-IN"]


def test_a_partition_that_shall_lie_elsewhere_is_more_than_nothing_to_do() -> None:
    far = RangePartition(name="P1", values_less_than=["2024-01-01"], tablespace="FAST")
    target = RangeTarget(partitioning_type="range", key_columns=["DAY"], partitions=[far, BOUNDS[1]])
    item = sample(ranges(), target, method="in_place")
    assert [f.code for f in choose_method(item, plan(item)).findings] == ["PARTITION-ATTRIBUTES"]
    item.common_settings.method = "copy_and_swap"
    assert "PARTITIONED-SO" not in [f.code for f in choose_method(item, plan(item)).findings]


def test_partitions_that_come_while_the_change_waits_are_noticed() -> None:
    made = RangePartition(name="SYS_P0", values_less_than=["2024-03-01"])
    item = sample(ranges(interval="NUMTOYMINTERVAL(1,'MONTH')", created=1), by_range(made))
    master = render(plan(item)).master
    step = master[master.index("-- Step 1.2") : master.index("-- Step 1.3")]
    loop, after = step.split("END LOOP;")
    assert loop.index("FOR attempt") < loop.index("IF n <> 3 THEN") < loop.index("SET INTERVAL ()")
    assert "IF n <> 3 THEN" in after
    assert "No row is" in after


def test_the_way_back_waits_in_short_turns_and_explains_a_day_that_not_every_month_has() -> None:
    present = ranges(interval="NUMTOYMINTERVAL(1,'MONTH')")
    daily = by_month(interval=Interval(unit="DAY", count=1))
    back = render(plan(sample(present, daily))).rollback
    assert "EXECUTE IMMEDIATE :in_turns USING" in back
    assert "IF SQLCODE = -14767 THEN" in back
    assert "PARTITION FOR (date) IN SHARE MODE" in back
    none = render(plan(sample(ranges(), by_month()))).rollback
    assert "-14767" not in none


def _planned(item: TableConfig, **facts: Any) -> None:
    target = item.common_settings.target_config
    assert isinstance(target, IntervalTarget)
    target.partitions = [RangePartition(name="P1", values_less_than=["2024-01-01"], **facts), BOUNDS[1]]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("PARTITION-ATTRIBUTES", lambda t: _planned(t, tablespace="FAST")),
        ("PARTITION-ATTRIBUTES", lambda t: _planned(t, compress_for="BASIC")),
        ("PARTITION-ATTRIBUTES", lambda t: _planned(t, read_only=True)),
        ("PARTITION-ATTRIBUTES", lambda t: _planned(t, indexing=False)),
        ("TABLESPACE", lambda t: setattr(t.common_settings, "tablespace", "FAST")),
        ("INDEXING", lambda t: setattr(t.current_state.partitioning, "default_indexing", False)),
        ("ORA-12081", lambda t: setattr(t.current_state.properties, "read_only", True)),
        ("ORA-14762", lambda t: t.current_state.indexes.append(index("TXT", "REGION", index_type="DOMAIN"))),
        (
            "INDEX-TARGET",
            lambda t: t.common_settings.index_targets.append(
                IndexTarget(index_owner="APP", index_name="T_IX", locality="local")
            ),
        ),
    ],
)
def test_what_in_place_cannot_give_bars_it(code: str, change: Callable[[TableConfig], None]) -> None:
    item = sample(ranges(), by_month(), indexes=[index("T_IX", "DAY")], method="in_place")
    assert choose_method(item, plan(item)).method == "in_place"
    change(item)
    choice = choose_method(item, plan(item))
    assert choice.method is None
    assert code in [finding.code for finding in errors(choice.findings)]


@pytest.mark.parametrize(("row_movement", "barred"), [("enable", True), ("keep", False)])
def test_rows_do_not_move_beside_a_domain_index(row_movement: str, barred: bool) -> None:
    item = sample(ranges(), by_month(), indexes=[index("TXT", "REGION", index_type="DOMAIN")], method="in_place")
    item.common_settings.row_movement = row_movement  # type: ignore[assignment]
    codes = [finding.code for finding in errors(choose_method(item, plan(item)).findings)]
    assert ("ORA-29887" in codes) is barred


def test_the_tablespace_that_a_partition_has_is_no_change() -> None:
    item = sample(ranges(), by_month())
    _planned(item, tablespace="USERS")
    assert choose_method(item, plan(item)).method == "in_place"


def test_without_an_interval_nobody_makes_partitions_any_more() -> None:
    item = sample(ranges(interval="NUMTOYMINTERVAL(1,'MONTH')"), by_range())
    assert [f.code for f in choose_method(item, plan(item)).findings] == ["ORA-14400"]


def test_a_table_that_is_so_already_is_told_so() -> None:
    item = sample(ranges(), by_range(), method="in_place")
    assert [f.code for f in choose_method(item, plan(item)).findings] == ["NOTHING-TO-DO"]


def test_what_single_partitions_have_is_not_told_to_be_lost() -> None:
    item = sample(ranges(), by_month())
    assert item.current_state.partitioning is not None
    item.current_state.partitioning.partitions[0].tablespace_name = "ARCHIVE"
    item.current_state.storage.tablespace_name = "USERS"
    assert "PARTITION-ATTRIBUTES" not in [f.code for f in table_findings(item, plan(item))]
    item.common_settings.method = "online_modify"
    assert "PARTITION-ATTRIBUTES" in [f.code for f in table_findings(item, plan(item))]


def with_child(parent: TableConfig, *, enabled: bool = False, partitions: int = 2) -> MigrationConfig:
    """Return a plan of the table and of APP.C, which follows it by reference."""
    key = ConstraintInfo(
        owner="APP",
        table_name="C",
        constraint_name="C_FK",
        constraint_type="R",
        columns=["UP"],
        referenced_owner="APP",
        referenced_table="T",
        referenced_columns=["ID"],
    )
    parent.current_state.referenced_by.append(key)
    parts = [PartitionInfo(name=f"P{n}", position=n) for n in range(1, partitions + 1)]
    child = table(
        ReferenceTarget(partitioning_type="reference", foreign_key="C_FK"),
        [column("UP", nullable=False)],
        constraints=[key],
        partitioning=PartitioningInfo(partitioning_type="REFERENCE", reference_constraint="C_FK", partitions=parts),
    )
    child.table_name, child.enabled = "C", enabled
    return plan(parent, child, view_family="DBA")


@pytest.mark.parametrize(
    ("present", "target"),
    [
        (ranges(), by_month()),
        (ranges(interval="NUMTOYMINTERVAL(1,'MONTH')"), by_range()),
        (ranges(interval="NUMTOYMINTERVAL(3,'MONTH')"), by_month(store_in=["TS1"])),
    ],
)
def test_children_by_reference_follow_a_change_in_place(present: PartitioningInfo, target: TargetConfig) -> None:
    """VLDB and Partitioning Guide, "Creating Interval-Reference Partitioned Tables"."""
    config = with_child(sample(present, target))
    choice = choose_method(config.tables[0], config)
    assert choice.method == "in_place"
    (told,) = [found.message for found in choice.findings if found.code == "REFERENCE-CHILD"]
    assert told.startswith("By reference APP.C follows as before")
    script = render(config).master
    asserts = script[script.index("Assert that nothing was lost") :]
    assert "f.ref_ptn_constraint_name = 'C_FK'" in asserts
    assert "IF n < 2 THEN" in asserts


def test_a_child_of_another_schema_follows_too_and_is_looked_for() -> None:
    item = sample(ranges(), by_month())
    with_child(item)
    item.current_state.features.append(
        Refusal(code="REFERENCE_PARTITIONED_CHILD", message=followed_in_words("APP", "C", "C_FK"))
    )
    alone = plan(item)
    assert choose_method(item, alone).method == "in_place"
    assert "IF n < 1 THEN" in render(alone).master


def test_a_parent_by_reference_is_no_automatic_list() -> None:
    config = with_child(sample(lists(), AUTOMATIC))
    assert "ORA-14659" in [found.code for found in errors(IN_PLACE.findings(config.tables[0], config))]


def test_a_child_that_is_copied_takes_its_parent_out_of_its_place() -> None:
    config = with_child(sample(ranges(), by_month()), enabled=True)
    assert [found.code for found in errors(IN_PLACE.findings(config.tables[0], config))] == ["REFERENCE-CHILD"]
    assert [choose_method(one, config).method for one in config.tables] == ["copy_and_swap", "copy_and_swap"]
    first = choose_method(config.tables[0], config).reasons[0]
    assert first.startswith("Not change in place: ")
    assert "Disable APP.C" in first


def test_rows_of_a_parent_move_only_where_those_of_its_children_may() -> None:
    config = with_child(sample(ranges(), by_month()))
    config.tables[0].common_settings.row_movement = "enable"
    assert [found.code for found in errors(IN_PLACE.findings(config.tables[0], config))] == ["ORA-14661"]


def test_beside_what_is_wrong_with_the_target_nobody_is_told_that_it_is_no_change_in_place() -> None:
    wrong = sample(ranges(), replace(by_month(), key_columns=["NO_SUCH"]), method="in_place")
    assert [f.code for f in errors(choose_method(wrong, plan(wrong)).findings)] == ["NOT-IN-PLACE"]
    assert [f.code for f in errors(table_findings(wrong, plan(wrong)))] == ["ORA-00904"]
    other = sample(ranges(), replace(MANUAL), method="in_place")
    assert [f.code for f in errors(table_findings(other, plan(other)))] == ["NOT-IN-PLACE"]

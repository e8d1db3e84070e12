"""BasicFiles stay BasicFiles: what each release and DB_SECUREFILE make of the LOBs of new partitions."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import (
    AutomaticListTarget,
    HashPartition,
    HashSubpartition,
    HashSubpartitioning,
    HashTarget,
    Interval,
    IntervalTarget,
    ListPartition,
    LobStorageInfo,
    MigrationConfig,
    NoneTarget,
    PartitionInfo,
    PartitioningInfo,
    PartitionLob,
    RangePartition,
    RangeTarget,
    TableConfig,
    TargetConfig,
    TemplateLob,
)
from repart_tui.oracle.methods import choose_method
from repart_tui.oracle.partition_clause import partition_clause
from repart_tui.oracle.rules import table_findings
from repart_tui.oracle.storage_plan import discovered_storage
from tests.oracle.builders import column, constraint, plan, table

BASIC = LobStorageInfo(column_name="DOC", segment_name="L1", securefile=False, chunk=8192)
SECURE = LobStorageInfo(column_name="IMG", segment_name="L2", securefile=True)
TEXT = LobStorageInfo(column_name="TXT", segment_name="L3", securefile=True)
BY_RANGE = RangeTarget(
    partitioning_type="range",
    key_columns=["ID"],
    partitions=[
        RangePartition(name="P1", values_less_than=["1000"]),
        RangePartition(name="P2", values_less_than=["MAXVALUE"]),
    ],
)
BY_HASH = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4)
BY_NAMED_HASH = dataclasses.replace(BY_HASH, partitions=[HashPartition(name="H1"), HashPartition(name="H2")])
BY_INTERVAL = IntervalTarget(
    partitioning_type="interval",
    key_columns=["ID"],
    interval=Interval(unit="NUMBER", count=1000),
    partitions=[RangePartition(name="P1", values_less_than=["1000"])],
)
AUTOMATIC = AutomaticListTarget(
    partitioning_type="automatic_list", key_columns=["ID"], partitions=[ListPartition(name="P1", values=[["1"]])]
)
COMPOSITE = dataclasses.replace(
    BY_RANGE,
    subpartitioning=HashSubpartitioning(subpartitioning_type="hash", key_columns=["ID"], subpartition_count=2),
)


def in_tablespace(name: str) -> RangePartition:
    return dataclasses.replace(BY_RANGE.partitions[0], lobs=[PartitionLob(column_name="DOC", tablespace=name)])


def template(*tablespaces: str) -> HashSubpartitioning:
    items = [
        HashSubpartition(name=f"S{number}", lobs=[TemplateLob(column_name="DOC", tablespace=name)])
        for number, name in enumerate(tablespaces, start=1)
    ]
    return HashSubpartitioning(
        subpartitioning_type="hash", key_columns=["ID"], subpartition_count=len(items), template=items
    )


def columns() -> list[Any]:
    return [
        column("ID", nullable=False, num_nulls=0),
        column("DOC", "CLOB"),
        column("IMG", "BLOB"),
        column("TXT", "VARCHAR2", data_length=32767),
    ]


def with_lobs(target: TargetConfig, *lobs: LobStorageInfo, method: str = "auto") -> TableConfig:
    key = constraint("T_PK", "P", "ID", generated=True)
    return table(target, columns(), method=method, lobs=list(lobs), constraints=[key])


def codes(one: TableConfig, config: MigrationConfig) -> dict[str, str]:
    return {
        finding.code: finding.severity for finding in table_findings(one, config) if finding.code.startswith("LOB-KIND")
    }


def test_each_partition_says_that_its_lob_is_a_basicfile() -> None:
    clause = partition_clause(BY_RANGE, columns(), [BASIC])
    assert clause.count('LOB ("DOC") STORE AS BASICFILE') == 2


def test_where_kinds_differ_each_partition_says_both_but_not_those_of_long_strings() -> None:
    clause = partition_clause(BY_RANGE, columns(), [BASIC, SECURE, TEXT])
    assert clause.count('LOB ("DOC") STORE AS BASICFILE LOB ("IMG") STORE AS SECUREFILE') == 2
    assert "TXT" not in clause


def test_a_tablespace_stands_beside_the_kind() -> None:
    target = dataclasses.replace(
        BY_RANGE,
        partitions=[
            dataclasses.replace(BY_RANGE.partitions[0], lobs=[PartitionLob(column_name="DOC", tablespace="COLD")]),
            BY_RANGE.partitions[1],
        ],
    )
    first, second = partition_clause(target, columns(), [BASIC]).splitlines()[1:3]
    assert first.endswith('LOB ("DOC") STORE AS BASICFILE (TABLESPACE "COLD")')
    assert second.endswith('LOB ("DOC") STORE AS BASICFILE')


@pytest.mark.parametrize("lobs", [[], [SECURE], [SECURE, TEXT]])
def test_securefiles_need_no_words(lobs: list[LobStorageInfo]) -> None:
    assert "STORE AS" not in partition_clause(BY_RANGE, columns(), lobs)
    assert "PARTITIONS 4" in partition_clause(BY_HASH, columns(), lobs)


def test_hash_partitions_say_it_where_they_are_listed() -> None:
    assert partition_clause(BY_NAMED_HASH, columns(), [BASIC]).count('LOB ("DOC") STORE AS BASICFILE') == 2
    assert "PARTITIONS 4" in partition_clause(BY_HASH, columns(), [BASIC]), "PARTITIONS n has no place for it"


@pytest.mark.parametrize("target", [BY_RANGE, BY_NAMED_HASH], ids=["range", "hash"])
def test_on_18c_a_method_is_taken_that_says_the_kind_of_every_lob(target: TargetConfig) -> None:
    one = with_lobs(target, BASIC)
    choice = choose_method(one, plan(one, version="18.0.0.0.0", view_family="DBA"))
    assert choice.method in ("redefinition", "copy_and_swap")
    assert choose_method(one, plan(one, view_family="DBA")).method == "online_modify"
    modified = with_lobs(target, BASIC, method="online_modify")
    assert codes(modified, plan(modified, version="18.0.0.0.0"))["LOB-KIND"] == "error"


@pytest.mark.parametrize(
    "target", [BY_INTERVAL, AUTOMATIC, COMPOSITE, BY_HASH], ids=["interval", "automatic", "composite", "hash"]
)
@pytest.mark.parametrize("method", ["online_modify", "copy_and_swap", "redefinition"])
def test_on_18c_no_statement_keeps_basicfiles_in_partitions_that_it_does_not_write(
    target: TargetConfig, method: str
) -> None:
    one = with_lobs(target, BASIC, method=method)
    assert codes(one, plan(one, version="18.0.0.0.0", view_family="DBA"))["LOB-KIND"] == "error"
    for version in ("12.2.0.1.0", "19.0.0.0.0", "21.0.0.0.0", "23.0.0.0.0"):
        assert "LOB-KIND" not in codes(one, plan(one, version=version, view_family="DBA"))


def in_manual(one: TableConfig, version: str = "18.0.0.0.0") -> MigrationConfig:
    """Return a plan of a database whose tablespace OLD manages segment space by free lists."""
    config = plan(one, version=version, view_family="DBA")
    config.metadata.tablespaces, config.metadata.manual_tablespaces = ["NEW", "OLD"], ["OLD"]
    return config


@pytest.mark.parametrize(
    "target", [BY_RANGE, BY_INTERVAL, AUTOMATIC, COMPOSITE, BY_HASH], ids=["range", "interval", "auto", "comp", "hash"]
)
@pytest.mark.parametrize("method", ["online_modify", "copy_and_swap", "redefinition"])
def test_where_segment_space_is_managed_by_hand_there_are_no_securefiles(target: TargetConfig, method: str) -> None:
    """DB_SECUREFILE, PREFERRED: "... or the tablespace is a Manual Segment Space Management tablespace"."""
    for home in ("OLD", None):
        one = with_lobs(target, dataclasses.replace(BASIC, tablespace_name=home), method=method)
        one.current_state.storage.tablespace_name = "OLD"
        assert codes(one, in_manual(one)) == {}, "not even of later partitions"
    assert "IF securefile IN ('ALWAYS'" not in render(in_manual(one)).master
    one.current_state.storage.tablespace_name = None
    refused = method == "online_modify" or target is not BY_RANGE
    assert ("LOB-KIND" in codes(one, in_manual(one))) == refused, "a tablespace that is not known"


@pytest.mark.parametrize(
    ("target", "home"),
    [
        (BY_INTERVAL, "NEW"),
        (dataclasses.replace(BY_INTERVAL, store_in=["OLD", "NEW"]), None),
        (dataclasses.replace(COMPOSITE, partitions=[in_tablespace("NEW"), BY_RANGE.partitions[1]]), "OLD"),
        (dataclasses.replace(COMPOSITE, subpartitioning=template("OLD", "NEW")), "OLD"),
    ],
    ids=["the LOB's", "STORE IN", "a partition's", "the template's"],
)
def test_one_tablespace_with_automatic_segment_space_is_enough_to_refuse(target: TargetConfig, home: str) -> None:
    one = with_lobs(target, dataclasses.replace(BASIC, tablespace_name=home), method="copy_and_swap")
    one.current_state.storage.tablespace_name = "OLD"
    (found,) = (finding for finding in table_findings(one, in_manual(one)) if finding.code == "LOB-KIND")
    assert "becomes a SecureFile in NEW: DB_SECUREFILE = PERMITTED means PREFERRED there." in found.message


def test_a_template_decides_alone_where_lobs_of_its_subpartitions_lie() -> None:
    target = dataclasses.replace(COMPOSITE, subpartitioning=template("OLD", "OLD"))
    one = with_lobs(target, dataclasses.replace(BASIC, tablespace_name="NEW"), method="copy_and_swap")
    assert "LOB-KIND" not in codes(one, in_manual(one))


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        (BY_INTERVAL, "warning"),
        (AUTOMATIC, "warning"),
        (BY_RANGE, "note"),
        (BY_HASH, "note"),
        (NoneTarget(partitioning_type="none"), None),
    ],
    ids=["interval", "automatic", "range", "hash", "none"],
)
def test_what_becomes_of_later_partitions_is_told(target: TargetConfig, severity: str | None) -> None:
    one = with_lobs(target, BASIC, method="copy_and_swap")
    assert codes(one, plan(one)).get("LOB-KIND-LATER") == severity
    assert not codes(with_lobs(target, SECURE), plan(one))


def test_the_session_lets_basicfiles_be_and_the_preflight_looks_whether_it_may() -> None:
    one = with_lobs(BY_RANGE, BASIC, method="copy_and_swap")
    master = render(plan(one, view_family="DBA")).master
    assert master.count("ALTER SESSION SET DB_SECUREFILE = 'PERMITTED'") == 1
    assert "IF securefile IN ('ALWAYS', 'FORCE') THEN" in master, "each partition says it, so PREFERRED does no harm"
    later = with_lobs(BY_INTERVAL, BASIC, method="copy_and_swap")
    assert "IF securefile IN ('ALWAYS', 'FORCE', 'PREFERRED') THEN" in render(plan(later, view_family="DBA")).master


def test_tables_of_both_kinds_each_have_their_own_setting() -> None:
    basic, secure = (
        with_lobs(BY_RANGE, BASIC, method="copy_and_swap"),
        with_lobs(BY_RANGE, SECURE, method="copy_and_swap"),
    )
    secure.table_name = "T2"
    for item in secure.current_state.constraints:
        item.table_name = "T2"
    master = render(plan(basic, secure, view_family="DBA")).master
    found = [line for line in master.splitlines() if "SET DB_SECUREFILE" in line]
    assert ["PREFERRED" in line for line in found] == [False, False, True]


def test_the_way_back_on_23ai_keeps_the_kind_too() -> None:
    one = with_lobs(BY_RANGE, BASIC, method="online_modify")
    back = render(plan(one, version="23.0.0.0.0")).rollback
    assert back.index("SET DB_SECUREFILE = 'PERMITTED'") < back.index("NONPARTITIONED")
    assert "IF securefile IN ('ALWAYS', 'FORCE', 'PREFERRED') THEN" in back
    assert (
        "DB_SECUREFILE" not in render(plan(with_lobs(BY_RANGE, method="online_modify"), version="23.0.0.0.0")).rollback
    )


def test_partitions_of_both_kinds_from_before_an_upgrade_are_no_change_since_the_discovery() -> None:
    one = with_lobs(BY_HASH, SECURE)
    assert "LOB IMG: SecureFile = YES" in discovered_storage(one)
    one.current_state.partitioning = PartitioningInfo(
        partitioning_type="RANGE",
        key_columns=["ID"],
        partitions=[PartitionInfo(name="P1", position=1, high_value="1000")],
        partition_count=1,
    )
    assert "tell LOB IMG: SecureFile = YES" in discovered_storage(one)

"""Targets that Oracle would reject, each with Oracle's number, beside its field."""

from __future__ import annotations

from typing import Any

import pytest

from repart_tui.migration_models import (
    AutomaticListTarget,
    CommonSettings,
    EncryptionInfo,
    EnvironmentConfig,
    HashTarget,
    Interval,
    IntervalTarget,
    ListPartition,
    ListTarget,
    NoneTarget,
    RangePartition,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TargetConfig,
)
from repart_tui.oracle.target_findings import TARGET
from repart_tui.oracle.target_rules import target_findings
from tests.oracle.builders import column, constraint, table

COLUMNS = [
    column("ID", nullable=False),
    column("SOLD_ON", "DATE", nullable=False, high="2025-12-31 00:00:00"),
    column("SENTINEL", "DATE", nullable=False, high="9999-12-31 00:00:00"),
    column("MAYBE", "DATE", num_nulls=12),
    column("REGION", "VARCHAR2", values=["EAST", "WEST", "SOUTH"]),
    column("STAMP", "TIMESTAMP(6) WITH TIME ZONE"),
    column("HERE", "TIMESTAMP(6) WITH LOCAL TIME ZONE", nullable=False),
    column("BODY", "CLOB"),
    column("OLD_TEXT", "LONG"),
    column("WHEN_AT", "TIMESTAMP(6)", nullable=False),
    column("CARD", "VARCHAR2", nullable=False, encryption=EncryptionInfo(algorithm="AES256")),
    column("ANY_CASE", "VARCHAR2", nullable=False, collation="BINARY_CI"),
]


def ranges(key: list[str], *bounds: list[str]) -> RangeTarget:
    return RangeTarget(
        partitioning_type="range",
        key_columns=key,
        partitions=[RangePartition(name=f"P{n}", values_less_than=bound) for n, bound in enumerate(bounds)],
    )


def interval(key: str, unit: str, count: int, *bounds: str) -> IntervalTarget:
    return IntervalTarget(
        partitioning_type="interval",
        key_columns=[key],
        interval=Interval(unit=unit, count=count),  # type: ignore[arg-type]
        partitions=[RangePartition(name=f"P{n}", values_less_than=[bound]) for n, bound in enumerate(bounds)],
    )


def lists(*partitions: ListPartition, key: str = "REGION") -> ListTarget:
    return ListTarget(partitioning_type="list", key_columns=[key], partitions=list(partitions))


EAST = ListPartition(name="P_EAST", values=[["EAST"]])
REST = ListPartition(name="P_REST", is_default=True)

WRONG: list[tuple[str, TargetConfig, str, str]] = [
    ("column unknown", ranges(["SOLD"], ["2024-01-01"]), "ORA-00904", "key_columns.0"),
    ("expression for a key", ranges(["TRUNC(SOLD)"], ["2024-01-01"]), "ORA-00904", "key_columns.0"),
    ("LOB key", ranges(["BODY"], ["x"]), "ORA-14135", "key_columns.0"),
    ("encrypted key", ranges(["CARD"], ["x"]), "ORA-28346", "key_columns.0"),
    ("key of a collation", ranges(["ANY_CASE"], ["x"]), "ORA-14420", "key_columns.0"),
    ("LONG key", ranges(["OLD_TEXT"], ["x"]), "ORA-14031", "key_columns.0"),
    ("time zone key", ranges(["STAMP"], ["2024-01-01"]), "ORA-03001", "key_columns.0"),
    ("local time zone unconfirmed", ranges(["HERE"], ["MAXVALUE"]), "LOCAL-TIME-ZONE", "key_columns.0"),
    ("bounds not ascending", ranges(["SOLD_ON"], ["2024-02-01"], ["2024-01-01"]), "ORA-14037", "partitions.1"),
    ("bound of a wrong type", ranges(["SOLD_ON"], ["soon"]), "ORA-14036", "partitions.0"),
    ("no such day", ranges(["SOLD_ON"], ["2023-02-29"]), "ORA-14036", "partitions.0"),
    ("too few values", ranges(["ID", "SOLD_ON"], ["1"]), "ORA-14018", "partitions.0"),
    ("NULL keys", ranges(["MAYBE"], ["2024-01-01"]), "ORA-14400", "key_columns.0"),
    ("interval with MAXVALUE", interval("SOLD_ON", "MONTH", 1, "MAXVALUE"), "ORA-14761", "partitions.0"),
    ("interval on text", interval("REGION", "MONTH", 1, "x"), "ORA-14751", "key_columns.0"),
    ("interval of a wrong kind", interval("SOLD_ON", "NUMBER", 1, "2024-01-01"), "ORA-14752", "interval.unit"),
    ("interval from the 31st", interval("SOLD_ON", "MONTH", 1, "2024-01-31"), "ORA-14767", "partitions.0"),
    ("and from a later 31st", interval("SOLD_ON", "YEAR", 1, "2024-01-01", "2024-01-31"), "ORA-14767", "partitions.1"),
    ("interval to a sentinel", interval("SENTINEL", "DAY", 1, "2024-01-01"), "ORA-14300", "interval"),
    ("value twice", lists(EAST, ListPartition(name="P2", values=[["EAST"]]), REST), "ORA-14312", "partitions.1"),
    ("DEFAULT not last", lists(REST, EAST), "ORA-14318", "partitions.0"),
    ("no values", lists(ListPartition(name="P1"), REST), "ORA-14019", "partitions.0"),
    ("name twice", lists(EAST, ListPartition(name="P_EAST", values=[["WEST"]]), REST), "ORA-14013", "partitions.1"),
    (
        "automatic list with DEFAULT",
        AutomaticListTarget(partitioning_type="automatic_list", key_columns=["REGION"], partitions=[EAST, REST]),
        "ORA-14851",
        "partitions",
    ),
    ("nothing to do", NoneTarget(partitioning_type="none"), "NOTHING-TO-DO", "partitioning_type"),
    (
        "system unaccepted",
        SystemTarget(partitioning_type="system", partition_count=2),
        "ORA-14701",
        "partitioning_type",
    ),
    ("no such key", ReferenceTarget(partitioning_type="reference", foreign_key="X_FK"), "ORA-14652", "foreign_key"),
    (
        "too many",
        HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=1_048_575, subpartitioning=None),
        "MANY-PARTITIONS",
        "partition_count",
    ),
]


@pytest.mark.parametrize(("target", "code", "field"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_a_wrong_target_is_told_beside_its_field(target: TargetConfig, code: str, field: str) -> None:
    found = target_findings(table(target, COLUMNS), EnvironmentConfig())
    assert [f for f in found if f.code == code and f.field.startswith(f"{TARGET}.{field}")], found


RIGHT: list[tuple[str, TargetConfig]] = [
    ("range by month", ranges(["SOLD_ON"], ["2024-01-01"], ["2024-02-01"], ["MAXVALUE"])),
    (
        "range on two columns",
        ranges(["ID", "SOLD_ON"], ["10", "2024-01-01"], ["10", "MAXVALUE"], ["MAXVALUE", "MAXVALUE"]),
    ),
    ("NULL keys below MAXVALUE", ranges(["MAYBE"], ["2024-01-01"], ["MAXVALUE"])),
    ("interval by month", interval("SOLD_ON", "MONTH", 1, "2024-01-01")),
    ("a 31st before the bound that counts", interval("SOLD_ON", "MONTH", 1, "2024-01-31", "2024-03-01")),
    ("interval by day from the 31st", interval("SOLD_ON", "DAY", 1, "2024-01-31")),
    ("interval by hour on a timestamp", interval("WHEN_AT", "HOUR", 12, "2024-01-01 12:00")),
    ("numeric interval", interval("ID", "NUMBER", 1000, "1000")),
    ("list with DEFAULT", lists(EAST, REST)),
    ("hash", HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=16)),
]


@pytest.mark.parametrize("target", [r[1] for r in RIGHT], ids=[r[0] for r in RIGHT])
def test_a_right_target_has_no_findings(target: TargetConfig) -> None:
    assert target_findings(table(target, COLUMNS), EnvironmentConfig()) == []


def test_an_unknown_column_suggests_the_nearest() -> None:
    found = target_findings(table(ranges(["SOLD_AT"], ["2024-01-01"]), COLUMNS), EnvironmentConfig())
    assert found[0].suggestion == "Did you mean SOLD_ON?"


def test_an_expression_is_told_to_need_a_virtual_column() -> None:
    found = target_findings(table(ranges(["TRUNC(SOLD_ON)"], ["2024-01-01"]), COLUMNS), EnvironmentConfig())
    assert found[0].suggestion == "Add a virtual column with that expression, discover again, and choose it."


def test_values_that_statistics_know_and_no_partition_takes_are_named() -> None:
    found = target_findings(table(lists(EAST), COLUMNS), EnvironmentConfig())
    assert any("also holds WEST, SOUTH" in f.message and f.severity == "warning" for f in found)


def test_six_hash_partitions_suggest_eight() -> None:
    target = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=6)
    (found,) = target_findings(table(target, COLUMNS), EnvironmentConfig())
    assert (found.severity, found.suggestion) == ("warning", "Take 8.")


def test_a_name_too_long_for_the_release_is_told() -> None:
    target = lists(ListPartition(name="P" * 31, values=[["EAST"]]), REST)
    found = target_findings(table(target, COLUMNS), EnvironmentConfig(), limit=30)
    assert [f.code for f in found] == ["ORA-00972"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"status": "DISABLED"}, "enabled and validated"),
        ({"deferrable": True}, "deferrable"),
        ({"delete_rule": "SET NULL"}, "SET NULL"),
        ({"referenced_owner": "APP", "referenced_table": "T"}, "own table"),
    ],
)
def test_a_foreign_key_that_cannot_carry_partitioning_says_why(facts: dict[str, Any], words: str) -> None:
    key = constraint("T_FK", "R", "ID", **{"referenced_owner": "APP", "referenced_table": "P", **facts})
    target = ReferenceTarget(partitioning_type="reference", foreign_key="T_FK")
    (found,) = target_findings(table(target, COLUMNS, constraints=[key]), EnvironmentConfig())
    assert found.code == "ORA-14652"
    assert words in found.message


def test_accepting_the_risk_lifts_the_refusal() -> None:
    target = SystemTarget(partitioning_type="system", partition_count=2)
    settings = CommonSettings(target_config=target)
    settings.migration_settings.accepted_risks = ["system_partitioning"]
    accepted = table(target, COLUMNS)
    accepted.common_settings = settings
    assert target_findings(accepted, EnvironmentConfig()) == []

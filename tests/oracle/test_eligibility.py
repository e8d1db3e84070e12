"""Which facts bar every method, and which leave the decision to the methods."""

from __future__ import annotations

from typing import Any

import pytest

from repart_tui.migration_models import (
    ColumnInfo,
    CurrentState,
    IndexInfo,
    PolicyInfo,
    Refusal,
    TableProperties,
    TriggerInfo,
)
from repart_tui.oracle.eligibility import BARRING_FEATURES, refusals


def codes(state: CurrentState) -> list[str]:
    return [refusal.code for refusal in refusals(state, "APP", "T")]


def column(name: str, data_type: str, **changes: Any) -> ColumnInfo:
    return ColumnInfo(name=name, data_type=data_type, internal_column_id=1, **changes)


def test_an_ordinary_table_is_eligible() -> None:
    state = CurrentState(
        status="VALID", columns=[column("ID", "NUMBER"), column("X", "XMLTYPE", data_type_owner="PUBLIC")]
    )
    assert codes(state) == []


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ({"iot_type": "IOT"}, "IOT"),
        ({"cluster_name": "C"}, "CLUSTERED"),
        ({"temporary": True}, "TEMPORARY"),
        ({"external": True}, "EXTERNAL"),
        ({"hybrid": True}, "HYBRID"),
        ({"nested": True}, "NESTED_STORAGE"),
        ({"secondary": True}, "SECONDARY"),
        ({"sharded": True}, "SHARDED"),
        ({"duplicated": True}, "DUPLICATED"),
        ({"table_lock": False}, "ORA-00069"),
    ],
)
def test_properties(properties: dict[str, Any], code: str) -> None:
    assert codes(CurrentState(properties=TableProperties(**properties))) == [code]


@pytest.mark.parametrize(
    ("data_type", "owner", "code"),
    [
        ("LONG", None, "ORA-14085"),
        ("LONG RAW", None, "ORA-14085"),
        ("ADDRESS_T", "APP", "OBJECT_COLUMN"),
        ("SDO_GEOMETRY", "MDSYS", "OBJECT_COLUMN"),
        ("VECTOR", None, "VECTOR_COLUMN"),
    ],
)
def test_column_types(data_type: str, owner: str | None, code: str) -> None:
    (refusal,) = refusals(CurrentState(columns=[column("BAD", data_type, data_type_owner=owner)]), "APP", "T")
    assert refusal.code == code
    assert "BAD" in refusal.message
    assert refusal.source


@pytest.mark.parametrize("code", sorted(BARRING_FEATURES))
def test_barring_features(code: str) -> None:
    (refusal,) = refusals(CurrentState(features=[Refusal(code=code, message="Found.")]), "APP", "T")
    assert (refusal.code, refusal.message, refusal.source) == (code, "Found.", BARRING_FEATURES[code])


def test_other_features_are_left_to_the_methods() -> None:
    state = CurrentState(
        features=[Refusal(code="REFERENCE_PARTITIONED_CHILD", message="A child follows.")],
        properties=TableProperties(read_only=True),
        indexes=[IndexInfo(owner="APP", index_name="I", index_type="DOMAIN")],
        policies=[PolicyInfo(kind="VPD", name="P"), PolicyInfo(kind="REDACTION", name="R")],
        materialized_view_log="MLOG$_T",
    )
    assert codes(state) == []


def test_status_and_crossedition_triggers() -> None:
    trigger = TriggerInfo(owner="APP", trigger_name="TR", status="ENABLED", crossedition="FORWARD")
    harmless = TriggerInfo(owner="APP", trigger_name="OK", status="ENABLED", crossedition="NO")
    state = CurrentState(status="UNUSABLE", triggers=[trigger, harmless])
    assert codes(state) == ["TABLE_STATUS", "CROSSEDITION_TRIGGER"]

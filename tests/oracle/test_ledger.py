"""The ledger: everything that a table owns has a line, and a line says what becomes of it."""

from __future__ import annotations

from repart_tui.migration_models import (
    ConstraintInfo,
    HashTarget,
    MigrationSettings,
    PartitionInfo,
    PartitioningInfo,
    Refusal,
    StatisticsExtension,
    StorageParameters,
    TableConfig,
    TableProperties,
)
from repart_tui.oracle.ledger import LedgerItem, ledger
from tests.oracle.builders import column, plan, table

TARGET = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4)


def lines(of: TableConfig) -> dict[tuple[str, str], LedgerItem]:
    return {(item.kind, item.name): item for item in ledger(of, plan(of))}


def test_properties_of_the_table_are_carried_by_a_copy_in_a_step() -> None:
    mine = table(
        TARGET,
        [column("ID", nullable=False)],
        method="copy_and_swap",
        storage=StorageParameters(pct_free=5, tablespace_name="DATA", compression="ENABLED", compress_for="ADVANCED"),
        properties=TableProperties(degree="8", cache=True, row_movement=True, row_archival=True),
        unused_column_count=2,
        partitioning=PartitioningInfo(partitioning_type="HASH", partitions=[PartitionInfo(name="P", position=1)]),
        statistics_extensions=[StatisticsExtension(name="SYS_STUX", extension="(A)", creator="SYSTEM")],
    )
    mine.common_settings.migration_settings = MigrationSettings(accepted_risks=["unused_columns_dropped"])
    found = lines(mine)
    assert found["attributes", "physical"].how == (
        "step 2 created anew (PCTFREE 5, tablespace DATA, compress ADVANCED)"
    )
    assert {name for kind, name in found if kind == "attributes"} == {
        "physical",
        "cache",
        "row movement",
        "row archival",
    }
    assert found["degree", "8"].step == 8
    assert found["unused columns", "2"].how == "step 2 left behind, as accepted"
    assert found["partitions", "1 at present"].step == 2
    assert found["auto ext. stats", "SYS_STUX"].how.startswith("made by Oracle when it needs them")


def test_what_belongs_to_the_object_is_kept_by_modify() -> None:
    properties = TableProperties(inmemory="ENABLED", clustering=True, ilm_policies=True)
    features = [Refusal(code="ANNOTATION", message="Annotation DISPLAY of the table (23ai).")]
    found = lines(table(TARGET, [column("ID", nullable=False)], properties=properties, features=features))
    for name in ("in-memory", "clustering", "data optimization"):
        assert found["object attribute", name].how == "kept by Oracle"
    assert found["feature", "annotation"].how == "kept by Oracle (Annotation DISPLAY of the table (23ai).)"


def test_only_what_the_script_looks_for_is_said_to_be_asserted() -> None:
    check = ConstraintInfo(
        owner="APP", table_name="T", constraint_name="C", constraint_type="C", search_condition="id > 0", columns=["ID"]
    )
    found = lines(table(TARGET, [column("ID", nullable=False)], constraints=[check]))
    assert found["check", "C"].how == "kept by Oracle (enabled), asserted in step 5"
    assert "asserted" not in found["attributes", "physical"].how


def test_a_not_null_that_some_rows_break_is_added_after_the_load() -> None:
    loose = ConstraintInfo(
        owner="APP",
        table_name="T",
        constraint_name="NN",
        constraint_type="C",
        not_null=True,
        validated=False,
        search_condition='"NOTE" IS NOT NULL',
        columns=["NOTE"],
    )
    mine = table(TARGET, [column("ID", nullable=False), column("NOTE")], method="copy_and_swap", constraints=[loose])
    assert lines(mine)["not null", "NN"].step == 7


def test_statistics_histograms_and_column_usage_have_their_lines() -> None:
    skewed = column("ID", nullable=False, num_distinct=9)
    assert skewed.statistics is not None
    skewed.statistics.histogram = "FREQUENCY"
    copied = lines(table(TARGET, [skewed], method="copy_and_swap", last_analyzed="2026-01-01T00:00:00"))
    assert copied["statistics", "table, columns, indexes"].step == 10
    assert copied["histograms", "1 column"].how == "step 10 gathered anew for the same columns"
    assert copied["column usage", "SYS.COL_USAGE$"].how.startswith("begins anew")
    kept = table(TARGET, [skewed], method="online_modify", last_analyzed="2026-01-01T00:00:00")
    kept.common_settings.migration_settings = MigrationSettings(gather_statistics=False)
    assert "the new partitions have none" in lines(kept)["statistics", "table, columns, indexes"].how
    assert lines(kept)["column usage", "SYS.COL_USAGE$"].how == "kept by Oracle"
    never = lines(table(TARGET, [column("ID", nullable=False)], method="copy_and_swap"))
    assert never["statistics", "none"].how == "none are gathered, for there were none"

"""Local or global, and why."""

from __future__ import annotations

from repart_tui.migration_models import HashTarget, IndexTarget, NoneTarget
from repart_tui.oracle.index_locality import index_plans
from repart_tui.oracle.index_rules import index_findings
from tests.oracle.builders import column, index, table

TARGET = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4)
COLUMNS = [column("ID"), column("NAME", "VARCHAR2")]


def planned(*indexes, target=TARGET, chosen=()):
    item = table(target, COLUMNS, indexes=list(indexes))
    item.common_settings.index_targets = list(chosen)
    return item


def test_an_index_that_holds_the_key_becomes_local() -> None:
    (plan,) = index_plans(planned(index("T_PK", "ID", unique=True)))
    assert (plan.locality, plan.reason) == ("local", "holds the partitioning key ID")


def test_a_unique_index_without_the_key_stays_global_and_says_what_that_costs() -> None:
    item = planned(index("T_UK", "NAME", unique=True))
    assert index_plans(item)[0].locality == "global"
    assert [f.code for f in index_findings(item)] == ["GLOBAL-UNIQUE"]


def test_a_bitmap_index_is_local_always() -> None:
    item = planned(
        index("T_BX", "NAME", index_type="BITMAP"),
        chosen=[IndexTarget(index_owner="APP", index_name="T_BX", locality="global")],
    )
    assert index_plans(item)[0].locality == "local"
    assert "ORA-25113" in [f.code for f in index_findings(item)]


def test_a_local_unique_index_without_the_key_is_refused_as_oracle_does() -> None:
    item = planned(
        index("T_UK", "NAME", unique=True),
        chosen=[IndexTarget(index_owner="APP", index_name="T_UK", locality="local")],
    )
    assert [(f.code, f.severity) for f in index_findings(item)] == [("ORA-14039", "error")]


def test_a_chosen_index_that_does_not_exist_is_told() -> None:
    item = planned(chosen=[IndexTarget(index_owner="APP", index_name="NO_SUCH", locality="local")])
    assert [f.code for f in index_findings(item)] == ["ORA-01418"]


def test_a_global_hash_index_keeps_its_shape() -> None:
    kept = index("T_IX", "NAME", partitioned=True, locality="GLOBAL", partitioning_type="HASH", partition_count=8)
    (plan,) = index_plans(planned(kept))
    assert (plan.locality, plan.partition_count) == ("global_hash", 8)


def test_a_nonpartitioned_target_has_no_local_indexes() -> None:
    (plan,) = index_plans(planned(index("T_PK", "ID", unique=True), target=NoneTarget(partitioning_type="none")))
    assert plan.locality == "global"

"""MODIFY NONPARTITIONED as the way back of online MODIFY on 23ai: what it says, sets back and asserts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from repart_tui.generate import Scripts, render
from repart_tui.migration_models import IndexPartitionInfo, IndexTarget, RangePartition, RangeTarget, ReferenceTarget
from repart_tui.sqlplus import read_script, statements
from tests.oracle.builders import column, constraint, index, plan, table

BOUNDS = [
    RangePartition(name="P1", values_less_than=["1000"], read_only=True),
    RangePartition(name="P2", values_less_than=["MAXVALUE"]),
]
BY_RANGE = RangeTarget(
    partitioning_type="range",
    key_columns=["ID"],
    partitions=[RangePartition(name=p.name, values_less_than=p.values_less_than) for p in BOUNDS],
)


def rollback(**facts: Any) -> str:
    return written(**facts).rollback


def written(*, indexes: list[Any], version: str = "23.0.0.0.0", read_only: bool = False, **settings: Any) -> Scripts:
    target = replace(BY_RANGE, partitions=BOUNDS) if read_only else BY_RANGE
    one = table(
        target,
        [column("ID", nullable=False), column("V", "VARCHAR2")],
        method="online_modify",
        indexes=indexes,
        last_analyzed="2026-01-01T00:00:00",
    )
    for field, value in settings.items():
        setattr(one.common_settings, field, value)
    return render(plan(one, version=version))


def modify(script: str) -> str:
    """Return the statement that takes the change back, on one line."""
    start = script.index('ALTER TABLE "APP"."T" MODIFY')
    text = script[start : script.index(";", start)]
    return " ".join(text.replace("CHR(10)", "").replace("||", "").replace("'", " ").split())


def test_it_is_online_and_asserts_all_that_the_table_had() -> None:
    script = rollback(indexes=[index("T_IX", "V", degree="4")])
    assert modify(script) == 'ALTER TABLE "APP"."T" MODIFY NONPARTITIONED ONLINE UPDATE INDEXES'
    assert script.count("EXECUTE IMMEDIATE :facts ") == 2, "before, to know what others changed since, and after"
    assert "EXECUTE IMMEDIATE :storage " in script
    assert 'ALTER TABLE "APP"."T" NOPARALLEL' in script
    assert 'ALTER INDEX "APP"."T_IX" PARALLEL 4' in script
    assert "located('APP', 'T_IX', 'NONPARTITIONED')" in script
    assert "DBMS_STATS.GATHER_TABLE_STATS(" in script
    assert statements(read_script(script)), "SQL*Plus reads it"


def test_an_older_release_has_no_such_statement() -> None:
    script = rollback(indexes=[index("T_IX", "V")], version="21.0.0.0.0")
    assert "NONPARTITIONED" not in script
    assert "There is no statement that takes this back in this release" in script


def test_row_movement_comes_back_in_short_turns() -> None:
    script = rollback(indexes=[], row_movement="enable")
    assert "row_movement <> 'DISABLED'" in script
    at = script.index('ALTER TABLE "APP"."T" DISABLE ROW MOVEMENT')
    assert script[:at].endswith("EXECUTE IMMEDIATE :in_turns USING '")


def test_an_index_gets_its_own_partitions_back_where_the_plan_took_them() -> None:
    hashed = index(
        "T_IX",
        "ID",
        locality="GLOBAL",
        partitioning_type="HASH",
        partition_count=4,
        partition_key_columns=["ID"],
        tablespace_name="USERS",
        partitions=[IndexPartitionInfo(name=f"SYS_P{n}", tablespace_name="USERS") for n in range(1, 5)],
    )
    local = IndexTarget(index_owner="APP", index_name="T_IX", locality="local")
    assert '( "T_IX" GLOBAL PARTITION BY HASH ("ID") PARTITIONS 4 )' in modify(
        rollback(indexes=[hashed], index_targets=[local])
    )
    kept = rollback(indexes=[hashed])
    assert modify(kept).endswith("UPDATE INDEXES"), "it stays so by itself"
    assert "located('APP', 'T_IX', 'GLOBAL')" in kept


def test_an_index_that_the_plan_partitions_for_itself_stays_so_and_that_is_told() -> None:
    chosen = IndexTarget(index_owner="APP", index_name="T_IX", locality="global_hash", partition_count=4)
    script = rollback(indexes=[index("T_IX", "V")], index_targets=[chosen])
    assert "stays partitioned as planned" in script
    assert "located('APP', 'T_IX'" not in script


@pytest.mark.parametrize("read_only", [False, True])
def test_read_only_partitions_are_opened_first_and_closed_where_it_fails(read_only: bool) -> None:
    script = rollback(indexes=[], read_only=read_only)
    assert ("READ WRITE'" in script) == read_only
    assert ("closed(i)" in script) == read_only


def test_read_only_partitions_that_a_killed_rollback_left_open_are_closed_by_whatever_runs_next() -> None:
    close = 'ALTER TABLE "APP"."T" MODIFY PARTITION "P1" READ ONLY'
    scripts = written(indexes=[], read_only=True)
    assert close in scripts.master
    failed = scripts.rollback[scripts.rollback.index("closed(i)") :]
    assert close in failed[: failed.index("RAISE;")], "the names that the killed run knew are gone"
    assert close in scripts.cleanup
    assert close not in written(indexes=[]).cleanup


def test_a_family_by_reference_has_no_such_way_back() -> None:
    key = constraint("T_PK", "P", "ID")
    parent = table(BY_RANGE, [column("ID", nullable=False)], method="online_modify", constraints=[key])
    child = table(
        ReferenceTarget(partitioning_type="reference", foreign_key="C_FK"),
        [column("ID", nullable=False)],
        method="online_modify",
        constraints=[
            constraint(
                "C_FK",
                "R",
                "ID",
                referenced_owner="APP",
                referenced_table="T",
                referenced_constraint="T_PK",
                referenced_columns=["ID"],
                delete_rule="NO ACTION",
            ),
            constraint("C_NN", "C", "ID", not_null=True, search_condition='"ID" IS NOT NULL'),
        ],
    )
    child.table_name = "C"
    for one in child.current_state.constraints:
        one.table_name = "C"
    parent.current_state.referenced_by = [child.current_state.constraints[0]]
    script = render(plan(parent, child, version="23.0.0.0.0")).rollback
    assert "MODIFY'" not in script
    assert "the parent of APP.C (ORA-14474)" in script
    assert "MODIFY NONPARTITIONED does not take a table that is partitioned by" in script

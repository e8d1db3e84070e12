"""Global partitioned indexes: their own key and bounds are read, and stay as they are in the plan."""

from __future__ import annotations

from repart_tui.dictionary_file import open_demo
from repart_tui.discovery_queries import discover
from repart_tui.migration_models import IndexInfo
from repart_tui.oracle.index_ddl import modify_locality
from repart_tui.oracle.index_locality import index_plans


def demo_index(name: str) -> tuple[IndexInfo, str]:
    """Return an index of the demo and the words that UPDATE INDEXES says for it."""
    config = discover(open_demo(), source_kind="demo", source_name="demo", tool_version="test", schemas=["APP"])
    for table in config.tables:
        for plan in index_plans(table):
            if plan.index.index_name == name:
                return plan.index, modify_locality(plan, table.current_state.columns)
    raise AssertionError(name)


def test_a_global_range_index_keeps_its_bounds_and_tablespaces() -> None:
    index, words = demo_index("DELIVERIES_WEIGHT_GX")
    assert index.partition_key_columns == ["WEIGHT"]
    assert [(part.name, part.high_value) for part in index.partitions] == [("GP_LIGHT", "30"), ("GP_HEAVY", "MAXVALUE")]
    assert words == (
        'GLOBAL PARTITION BY RANGE ("WEIGHT") '
        '(PARTITION "GP_LIGHT" VALUES LESS THAN (30) TABLESPACE "APP_INDEX", '
        'PARTITION "GP_HEAVY" VALUES LESS THAN (MAXVALUE) TABLESPACE "APP_INDEX")'
    )


def test_hash_partitions_that_oracle_named_stay_as_many() -> None:
    index, words = demo_index("WEB_SESSIONS_USER_GX")
    assert index.partition_key_columns == ["USER_NAME"]
    assert words == f'GLOBAL PARTITION BY HASH ("USER_NAME") PARTITIONS {len(index.partitions)}'

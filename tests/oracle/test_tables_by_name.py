"""Parents and children are found by name, also after the plan has changed."""

from __future__ import annotations

from repart_tui.migration_models import NoneTarget
from repart_tui.oracle.tables_by_name import table_named
from tests.oracle.builders import column, plan, table


def test_tables_are_found_and_found_again_after_changes() -> None:
    first, second = (table(NoneTarget(partitioning_type="none"), [column("ID")]) for _ in range(2))
    second.table_name = "U"
    config = plan(first, second)
    assert table_named(config, "APP", "T") is first
    assert table_named(config, "APP", "U") is second
    assert table_named(config, "app", "U") is None
    del config.tables[0]
    assert table_named(config, "APP", "T") is None
    assert table_named(config, "APP", "U") is second
    config.tables[0] = first
    assert table_named(config, "APP", "U") is None
    assert table_named(plan(), "APP", "T") is None

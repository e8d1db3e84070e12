"""Extra space step by step and its peak, and the time, for each method: estimates that say what they rest on."""

from __future__ import annotations

import pytest
from tests.advice.tables import GB, booked, column, plan, state, table

from repart_tui.advice.migration_cost import MigrationCost, migration_cost, no_method
from repart_tui.advice.report import table_advice
from repart_tui.advice.report_text import table_lines
from repart_tui.migration_models import ConstraintInfo, IndexColumn, IndexInfo, IntervalTarget, TableConfig, XrayResult


def ledger(method: str = "auto", **facts: object) -> TableConfig:
    """Return a table of 100 GB with 20 GB of indexes."""
    key = ConstraintInfo(owner="APP", table_name="T", constraint_name="T_PK", constraint_type="P", columns=["ID"])
    index = IndexInfo(
        owner="APP",
        index_name="T_PK",
        index_type="NORMAL",
        unique=True,
        columns=[IndexColumn(name="ID", position=1)],
        bytes=20 * GB,
    )
    key.index_owner, key.index_name, key.status, key.validated = "APP", "T_PK", "ENABLED", True
    one = table(
        state(
            column("ID", distinct=10**8),
            booked(),
            index_bytes=20 * GB,
            object_id=71_000,
            indexes=[index],
            constraints=[key],
            **facts,
        )
    )
    one.common_settings.method = method  # type: ignore[assignment]
    if method == "exchange":
        # The table becomes the first partition: its bound lies above all rows.
        target = one.common_settings.target_config
        assert isinstance(target, IntervalTarget)
        target.partitions[0].values_less_than = ["2026-02-01"]
    return one


def cost(method: str, **facts: object) -> MigrationCost:
    one = ledger(method, **facts)
    found = migration_cost(one, plan(one))
    assert found is not None, no_method(one, plan(one))
    return found


@pytest.mark.parametrize(
    ("method", "extra", "peak"),
    [
        # New segments beside the old ones until the end.
        ("online_modify", [120, 0], 120),
        # The old table stays until the cleanup.
        ("copy_and_swap", [100, 120, 120, 120], 120),
        ("redefinition", [100, 120, 120, 120], 120),
        # No row moves: only indexes are built beside the old ones.
        ("exchange", [0, 0, 20, 20], 20),
    ],
)
def test_extra_space_step_by_step(method: str, extra: list[int], peak: int) -> None:
    found = cost(method)
    assert found.method == method
    assert [round(step.extra_bytes / GB) for step in found.steps] == extra
    assert found.peak_bytes == max(step.extra_bytes for step in found.steps)
    assert round(found.peak_bytes / GB) == peak


@pytest.mark.parametrize("method", ["online_modify", "copy_and_swap", "redefinition", "exchange"])
def test_times_are_ranges_that_say_what_they_rest_on(method: str) -> None:
    found = cost(method)
    least, most = found.seconds
    assert 0 < least < most
    # The table is read once at least, at the 100 MB/s of the plan and half as long at best.
    assert least >= 100 * 1024 / 100 / 2
    assert any("100 MB/s for copies is stated in the plan, not measured." in words for words in found.rests_on)
    assert any("Redo, undo and TEMP" in words for words in found.rests_on)


def test_twice_the_size_takes_twice_the_time_and_a_faster_disk_half_of_it() -> None:
    one, two = cost("copy_and_swap"), cost("copy_and_swap", table_bytes=200 * GB)
    assert two.steps[0].most_seconds == 2 * one.steps[0].most_seconds
    table_ = ledger("copy_and_swap")
    fast = migration_cost(table_, plan(table_, copy_megabytes_per_second=200))
    assert fast is not None
    assert 2 * fast.steps[0].most_seconds == one.steps[0].most_seconds


def test_what_a_full_xray_measured_counts_more_than_what_is_stated() -> None:
    one = ledger("copy_and_swap")
    one.xray = XrayResult(
        taken_at="2026-01-15T09:00:00",
        mode="full",
        rows=100_000_000,
        megabytes_per_second=400.0,
        target_config=one.common_settings.target_config,
    )
    found = migration_cost(one, plan(one))
    assert found is not None
    assert any("400 MB/s were measured by the X-ray, reading only; writing may be slower." in w for w in found.rests_on)
    assert found.steps[0].most_seconds < cost("copy_and_swap").steps[0].most_seconds


def test_where_no_method_will_do_the_advice_says_why() -> None:
    one = ledger()
    domain = IndexInfo(
        owner="APP", index_name="T_TXT", index_type="DOMAIN", unique=False, columns=[IndexColumn(name="ID", position=1)]
    )
    one.current_state.indexes.append(domain)
    config = plan(one)
    assert migration_cost(one, config) is None
    text = " ".join(line for line, _ in table_lines(table_advice(one, config), config))
    assert "Migration: no method can do this as planned" in text
    assert "T_TXT is a domain index" in text


def test_a_named_method_that_cannot_be_used_says_why() -> None:
    one = ledger("exchange")
    target = one.common_settings.target_config
    assert isinstance(target, IntervalTarget)
    target.partitions[0].values_less_than = ["2019-01-01"]
    words = " ".join(no_method(one, plan(one)))
    assert "cannot be used" in words
    assert "do not lie below the last bound" in words

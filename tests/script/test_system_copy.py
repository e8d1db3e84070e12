"""System partitions: the script says into which partition each row goes, for Oracle does not."""

from __future__ import annotations

import pytest

from repart_tui.generate import GenerateError, render
from repart_tui.migration_models import Interval, IntervalTarget, NamedPartition, RangePartition, SystemTarget
from repart_tui.support_samples import sample_plan, sources
from tests.script.test_outside_grammar import executed


def loads(target: SystemTarget, source: str) -> list[str]:
    scripts = render(sample_plan("copy_and_swap", target, sources()[source], "19.0.0.0.0"))
    found = [" ".join(text.split()) for text in executed(scripts.master)]
    return [text for text in found if text.startswith("INSERT")]


def test_rows_go_into_the_partition_that_the_plan_names() -> None:
    (load,) = loads(SystemTarget(partitioning_type="system", partition_count=3, load_into="P2"), "range")
    assert 'INTO "APP"."SALES_RPN" PARTITION ("P2") t' in load


def test_without_a_name_they_go_into_the_first() -> None:
    (load,) = loads(SystemTarget(partitioning_type="system", partition_count=3), "nonpartitioned")
    assert 'PARTITION ("P1") t' in load


def test_rows_of_system_partitions_stay_where_the_application_put_them() -> None:
    found = loads(SystemTarget(partitioning_type="system", partition_count=4), "system")
    assert len(found) == 3
    for number, load in enumerate(found, start=1):
        assert f'INTO "APP"."SALES_RPN" PARTITION ("P{number}") t' in load
        assert load.endswith(f'FROM "APP"."SALES" PARTITION ("P{number}") s')


def test_rows_without_a_home_are_refused() -> None:
    target = SystemTarget(
        partitioning_type="system", partition_count=1, partitions=[NamedPartition(name="OTHER")], load_into=None
    )
    with pytest.raises(GenerateError, match="SYSTEM-ROWS"):
        loads(target, "system")


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("online_modify", 'ALTER TABLE "APP"."SALES" MODIFY DEFAULT ATTRIBUTES INDEXING OFF'),
        ("copy_and_swap", 'INDEXING OFF PARTITION BY RANGE ("SOLD_ON")'),
    ],
)
def test_new_interval_partitions_may_be_left_out_of_partial_indexes(method: str, words: str) -> None:
    target = IntervalTarget(
        partitioning_type="interval",
        key_columns=["SOLD_ON"],
        interval=Interval(unit="MONTH", count=1),
        partitions=[RangePartition(name="P1", values_less_than=["2024-01-01"])],
        indexing=False,
    )
    scripts = render(sample_plan(method, target, None, "19.0.0.0.0"))
    found = [" ".join(text.split()) for text in executed(scripts.master)]
    assert any(words in text for text in found)
    # The named partition says that it is indexed, for the table's default is OFF now.
    assert any("PARTITION \"P1\" VALUES LESS THAN (DATE '2024-01-01') INDEXING ON" in text for text in found)
